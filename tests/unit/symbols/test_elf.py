"""ELF headers, sound and hostile."""

from __future__ import annotations

import contextlib
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.linux.maps import Mapping
from app.core.capture.linux.modules import ModuleFinder, version_of
from app.core.capture.linux.procfs import ProcessDirectory
from app.core.capture.snapshot import NoteKind
from app.core.errors import InvalidImageError
from app.core.symbols import elf

PAGE = 4096


def note(owner, kind, content):
    head = struct.pack("<III", len(owner), len(content), kind)
    return (
        head
        + owner.ljust(-(-len(owner) // 4) * 4, b"\0")
        + content.ljust(-(-len(content) // 4) * 4, b"\0")
    )


def image(*, programs=None, kind=elf.ET_DYN, entry=0x1040):
    """A page of a 64-bit ELF file: header, program headers, a build id at 0x200."""
    if programs is None:
        programs = [
            (elf.PT_LOAD, 5, 0, 0, 0x1000, 0x3000, PAGE),
            (elf.PT_NOTE, 4, 0x200, 0x200, 36, 36, 4),
        ]
    header = b"\x7fELF\2\1\1".ljust(16, b"\0") + struct.pack(
        "<HHIQQQIHHH", kind, elf.EM_X86_64, 1, entry, 64, 0, 0, 64, 56, len(programs)
    )
    table = b"".join(
        struct.pack("<IIQQQQQQ", kind, flags, offset, address, address, size, memory, align)
        for kind, flags, offset, address, size, memory, align in programs
    )
    page = bytearray(PAGE)
    page[: len(header)] = header
    page[64 : 64 + len(table)] = table
    build_id = note(b"GNU\0", elf.NT_GNU_BUILD_ID, bytes(range(20)))
    page[0x200 : 0x200 + len(build_id)] = build_id
    return bytes(page)


@contextlib.contextmanager
def finder(memory, base=0x10000):
    """A ModuleFinder over *memory*, which lies at *base*."""

    def read(address, size):
        offset = address - base
        return memory[offset : offset + size] if 0 <= offset < len(memory) else b""

    with contextlib.closing(ProcessDirectory(os.getpid())) as directory:
        yield ModuleFinder(directory, read, read)


def mapping(start, size, *, offset=0, permissions=b"r-xp", path=b"/nowhere/libx.so.1.2", inode=7):
    return Mapping(start, start + size, permissions, offset, b"fe:00", inode, path)


def look(memory, mappings=None, auxv=None):
    """Modules and notes."""
    with finder(memory) as found:
        return found.find(mappings or [mapping(0x10000, 0x3000)], auxv or {})


def find(memory, mappings=None, auxv=None):
    return look(memory, mappings, auxv).modules


def test_the_interpreter_is_read_as_readelf_reads_it():
    data = Path(sys.executable).resolve().read_bytes()
    header = elf.parse_header(data)
    text = subprocess.run(
        ["readelf", "-hlW", sys.executable], check=True, capture_output=True, text=True
    ).stdout
    assert header.entry == int(re.search(r"Entry point address:\s+(0x\w+)", text)[1], 16)
    rows = re.findall(r"^  (?:LOAD|NOTE|DYNAMIC|TLS) .*", text, re.MULTILINE)
    end = header.program_offset + header.programs_size
    programs = elf.parse_program_headers(header, data[header.program_offset : end])
    interesting = {elf.PT_LOAD, elf.PT_NOTE, elf.PT_DYNAMIC, elf.PT_TLS}
    ours = [p for p in programs if p.type in interesting]
    assert [[p.offset, p.address, p.file_size, p.memory_size] for p in ours] == [
        [int(row.split()[i], 16) for i in (1, 2, 4, 5)] for row in rows
    ]


def test_a_module_is_what_its_headers_in_memory_say():
    (module,) = find(image())
    assert (module.base, module.size, module.entry) == (0x10000, 0x3000, 0x11040)
    assert module.build_id == bytes(range(20))
    assert module.cv_record == b"LEpB" + bytes(range(20))
    assert module.version == (1, 2, 0, 0)
    assert module.headers == ((0x10000, 0x11000),)
    assert [(s.address, s.size, s.executable) for s in module.segments] == [(0x10000, 0x3000, True)]


def test_an_elf_file_that_is_merely_mapped_is_no_module():
    programs = [(elf.PT_LOAD, 5, 0, 0, 0x1000, 0x1000, PAGE)]
    programs.append((elf.PT_LOAD, 6, 0x1000, 0x3000, 0x1000, 0x1000, PAGE))
    whole_file = [mapping(0x10000, 0x2000, permissions=b"r--p")]
    assert find(image(programs=programs), whole_file) == ()
    loaded = [
        mapping(0x10000, 0x1000, permissions=b"r--p"),
        mapping(0x13000, 0x1000, permissions=b"rw-p", offset=0x1000),
    ]
    assert len(find(image(programs=programs), loaded)) == 1
    assert find(image(), [mapping(0x10000, 0x3000, permissions=b"r--s")]) == ()
    assert len(find(image(), [mapping(0x10000, 0x3000, permissions=b"r-xs")])) == 1


def test_the_main_program_comes_first():
    memory = image() * 16
    mappings = [
        mapping(0x10000, 0x3000, path=b"/a"),
        mapping(0x14000, 0x3000, path=b"/b", inode=8),
        mapping(0x18000, 0x3000, path=b"/c", inode=9),
    ]
    assert [m.name for m in find(memory, mappings, {3: 0x14040})] == ["/b", "/a", "/c"]
    assert [m.name for m in find(memory, mappings, {9: 0x18010})] == ["/c", "/a", "/b"]
    assert [m.name for m in find(memory, mappings)] == ["/a", "/b", "/c"]


def test_an_image_that_claims_too_much_ends_where_its_mappings_end():
    programs = [(elf.PT_LOAD, 5, 0, 0, 0x1000, 0x10000, PAGE)]
    found = look(
        image(programs=programs) * 8,
        [mapping(0x10000, 0x1000), mapping(0x14000, 0x1000, path=b"/other", inode=8)],
    )
    assert [(module.base, module.end) for module in found.modules] == [
        (0x10000, 0x11000),
        (0x14000, 0x15000),
    ]
    assert [note.kind for note in found.notes].count(NoteKind.LIES) == 2
    assert "0x10000 to 0x20000, of which 0x10000 to 0x11000 is there" in found.notes[0].detail


def test_an_image_that_claims_too_much_ends_where_the_next_begins():
    anonymous = {"path": b"", "inode": 0, "permissions": b"rw-p"}
    found = look(
        image(programs=[(elf.PT_LOAD, 5, 0, 0, 0x1000, 0x10000, PAGE)]) * 8,
        [
            mapping(0x10000, 0x1000),
            mapping(0x11000, 0x3000, **anonymous),
            mapping(0x14000, 0x1000, path=b"/other", inode=8),
            mapping(0x15000, 0x20000, **anonymous),
        ],
    )
    first, second = found.modules
    assert first.end == second.base == 0x14000
    lies = [note for note in found.notes if note.kind == NoteKind.LIES]
    assert [(note.base, note.detail) for note in lies] == [
        (0x10000, "it claims to reach to 0x20000, into the module at 0x14000")
    ]


@pytest.mark.parametrize(
    "programs",
    [
        [(elf.PT_LOAD, 5, 0, 0, 1, 1 << 63, 1)],
        [(elf.PT_LOAD, 5, 0, 1 << 63, 1, (1 << 64) - 1, 1)],
        [(elf.PT_LOAD, 5, 0, 0, 1, 1 << 33, 1)],
        [(elf.PT_NOTE, 4, 0, 0, 1, 1, 1)],
        [(elf.PT_LOAD, 5, 0, number << 12, 1, 1, 1) for number in range(33)],
    ],
)
def test_an_impossible_image_costs_its_description_alone(programs):
    found = look(image(programs=programs))
    (module,) = found.modules
    assert (module.base, module.end, module.name) == (0x10000, 0x13000, "/nowhere/libx.so.1.2")
    assert NoteKind.LIES in {note.kind for note in found.notes if note.base == module.base}
    only_looked_at = [mapping(0x10000, 0x3000, permissions=b"r--p")]
    assert look(image(programs=programs), only_looked_at) == ((), ())


def test_code_of_a_file_without_an_image_is_told():
    found = look(bytes(4 * PAGE), [mapping(0x10000, 0x1000), mapping(0x12000, 0x1000)])
    assert found.modules == ()
    (told,) = found.notes
    assert told == (NoteKind.NO_IMAGE, 0x10000, 0x2000, "/nowhere/libx.so.1.2", "")


def test_an_image_over_4_gib_is_listed_and_noted():
    programs = [
        (elf.PT_LOAD, 5, 0, 0, 0x1000, 0x1000, PAGE),
        (elf.PT_LOAD, 6, 0x1000, 0x1000, 0, 5 << 30, PAGE),
        (elf.PT_NOTE, 4, 0x200, 0x200, 36, 36, 4),
    ]
    found = look(
        image(programs=programs),
        [
            mapping(0x10000, 0x1000),
            mapping(0x11000, 5 << 30, path=b"", inode=0, permissions=b"rw-p"),
        ],
    )
    (module,) = found.modules
    assert module.size == 0x1000 + (5 << 30)
    assert found.notes == ((NoteKind.TOO_LARGE, 0x10000, module.size, "", ""),)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("libz.so.1.2.13", (1, 2, 13, 0)),
        ("libfoo.so.1.2.3.4.5", (1, 2, 3, 4)),
        ("libc-2.31.so", (2, 31, 0, 0)),
        ("libbig.so.99999", (65535, 0, 0, 0)),
        ("libplain.so", None),
        ("bash", None),
        ("", None),
    ],
)
def test_versions_come_from_names(name, version):
    assert version_of(name) == version


def test_a_build_id_is_found_among_other_notes():
    other = note(b"CORE\0", 3, b"x" * 5)
    wanted = note(b"GNU\0", elf.NT_GNU_BUILD_ID, b"b" * 16)
    assert elf.find_build_id(other + wanted) == b"b" * 16
    assert elf.find_build_id(other) == b""
    assert elf.find_build_id(wanted[:-4]) == b""
    assert elf.find_build_id(note(b"GNU\0", 3, b"b" * 65)) == b""


def test_the_unwind_table_is_found_through_its_header():
    assert elf.eh_frame_address(struct.pack("<BBBBi", 1, 0x1B, 3, 0x3B, -0x100), 0x5000) == 0x4F04
    assert elf.eh_frame_address(b"\2\x1b\3\x3b\0\0\0\0", 0x5000) == 0
    assert elf.eh_frame_address(b"", 0x5000) == 0


@given(st.binary(max_size=600), st.booleans(), st.sampled_from([0, 4, 8, 1 << 60]))
def test_arbitrary_bytes_give_a_result(data, is_64, align):
    with contextlib.suppress(InvalidImageError):
        header = elf.parse_header(data)
        if header is not None:
            elf.parse_program_headers(header, data)
    assert len(elf.find_build_id(data, align)) <= elf.MAX_BUILD_ID
    elf.parse_dynamic(data, is_64=is_64)
    elf.parse_auxv(data, is_64=is_64)
    assert elf.eh_frame_address(data, 0) >= 0


@given(
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=12),
    st.booleans(),
    st.sampled_from([64, 4096, 9000]),
)
def test_a_damaged_image_is_left_out_or_stays_within_bounds(damage, is_64, size):
    memory = bytearray(image() * 3)[:size]
    memory[4] = 2 if is_64 else 1
    for offset, value in damage:
        if offset < size:
            memory[offset] = value
    for module in find(bytes(memory)):
        assert 0 <= module.base < module.end < 1 << 64
        assert module.base <= 0x10000 < module.end
        assert module.size < 1 << 32
        assert len(module.build_id) <= elf.MAX_BUILD_ID
        for low, high in module.headers:
            assert module.base <= low < high <= module.end
        for segment in module.segments:
            assert module.base <= segment.address <= segment.address + segment.size <= module.end
