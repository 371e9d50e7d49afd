"""Whatever a target, its files or the kernel hold where a record should be: there is an answer."""

from __future__ import annotations

import contextlib
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.linux import maps
from app.core.capture.linux.dso_debug import read_dso_debug
from app.core.capture.linux.fields import parse_status
from app.core.capture.linux.modules import MOST_MODULES, MOST_NOTES, ModuleFinder
from app.core.capture.linux.procfs import ProcessDirectory
from app.core.capture.pe import read_image
from app.core.capture.snapshot import NoteKind
from app.core.minidump.layout import Layout
from app.core.minidump.streams.linux_dso_debug import LinuxDsoDebugStream
from app.core.symbols import elf
from tests.lies import lying_elf
from tests.unit.symbols.test_elf import PAGE, image, mapping

WORDS = st.sampled_from([0, 1, 8, 4095, 4096, 1 << 31, 1 << 32, 1 << 47, 1 << 63, (1 << 64) - 1])
NUMBERS = WORDS | st.integers(0, (1 << 64) - 1)


class Memory:
    """Each word read is one of a few; what was read once stays the same."""

    def __init__(self, words):
        self._words = words

    def __call__(self, address, size):
        assert 0 <= size <= 1 << 24
        if not 0 <= address < 1 << 64:
            return b""
        count = min(size // 8 + 1, 1 << 12)
        found = (self._words[(address // 8 + i) % len(self._words)] for i in range(count))
        return struct.pack(f"<{count}Q", *found)[:size]


@given(
    st.lists(NUMBERS, min_size=1, max_size=40),
    st.dictionaries(st.integers(0, 50), NUMBERS),
    st.booleans(),
)
def test_the_list_of_the_dynamic_linker(words, auxv, is_64):
    auxv = {3: 0x1000, 4: 56, 5: 3} | auxv
    found = read_dso_debug(Memory(words), auxv, is_64=is_64)
    if found is not None:
        stream = LinuxDsoDebugStream(found, is_64bit=is_64)
        stream.place(Layout())
        assert sum(len(piece) for _, piece in stream.encode()) < 64 << 20


@given(st.lists(NUMBERS, min_size=1, max_size=40), NUMBERS, st.integers(0, 1 << 40))
def test_the_headers_of_pe_files(words, base, mapped):
    memory = Memory(words)
    head = bytearray(memory(0, 4096))
    head[:2], head[0x3C:0x40], head[0x80:0x84] = b"MZ", b"\x80\0\0\0", b"PE\0\0"
    head[0x98:0x9A] = b"\x0b\x02"

    def read(address, size):
        return bytes(head[:size]) if address == base else memory(address, size)

    found = read_image(base, read, mapped)
    if found is not None:
        assert len(found.cv_record) <= 4096
        assert all(low < high for low, high in found.headers)


@given(st.binary(max_size=400))
def test_lines_of_proc(data):
    maps.parse_maps(data)
    maps.parse_maps(b"1000-2000 r-xp 0 08:01 5 " + data)
    parse_status(data)
    elf.parse_auxv(data, is_64=True)


def finder_over(memory, base):
    def read(address, size):
        offset = address - base
        return memory[offset : offset + size] if 0 <= offset < len(memory) else b""

    return read


def test_more_lying_files_than_are_described():
    """5,000 mappings, each a file that claims all others."""
    programs = [(elf.PT_LOAD, 5, 0, number << 12, 1, 1 << 40, 4096) for number in range(3)]
    page = image(programs=[(elf.PT_LOAD, 5, 0, 0, 1, 1 << 40, 4096), *programs])
    count = 5000
    mappings = [
        mapping(0x10000 + 0x2000 * index, 0x1000, path=b"/tmp/lies", inode=index + 1)
        for index in range(count)
    ]
    with contextlib.closing(ProcessDirectory(os.getpid())) as directory:
        found = ModuleFinder(directory, lambda _, size: page[:size], lambda *_: b"").find(
            mappings, {}
        )
    assert len(found.modules) == MOST_MODULES
    assert len(found.notes) == MOST_NOTES + 1
    assert found.notes[-1].kind == NoteKind.MORE


@pytest.mark.parametrize("rights", [b"r--p", b"r-xp"])
def test_a_file_that_is_mapped_very_often(rights):
    """Were all mappings of the file gone through for each of them, this would take minutes."""
    identified = (elf.PT_NOTE, 4, 0x200, 0x200, 36, 36, 4)
    page = image(programs=[(elf.PT_LOAD, 5, 0, 0, 1, 1 << 40, 4096), identified])
    code = mapping(0x1000, 0x1000, path=b"/tmp/often", offset=0x5000)
    mappings = [
        mapping(0x10000 + 0x2000 * index, 0x1000, path=b"/tmp/often", permissions=rights)
        for index in range(30_000)
    ]
    with contextlib.closing(ProcessDirectory(os.getpid())) as directory:
        finder = ModuleFinder(directory, lambda at, size: page[at % PAGE :][:size], lambda *_: b"")
        found = finder.find([code, *mappings], {})
    assert len(found.modules) == (MOST_MODULES if rights == b"r-xp" else 1)


@pytest.mark.parametrize("seed", range(300))
def test_lying_files_have_one_error(seed):
    memory = lying_elf(image(), seed)
    with contextlib.closing(ProcessDirectory(os.getpid())) as directory:
        read = finder_over(memory, 0x10000)
        found = ModuleFinder(directory, read, read).find([mapping(0x10000, 0x1000)], {})
    assert [module.base for module in found.modules] in ([], [0x10000])
    assert found.modules or found.notes
