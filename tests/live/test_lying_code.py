"""Files of code that lie cost frames and names: a walk through them ends, and never goes wrong."""

from __future__ import annotations

import io
import lzma
import random
import resource
import struct
import subprocess
import time

import pytest

from app.core.backends.output import dump_to_file
from app.core.dump.request import DumpRequest
from app.core.errors import InvalidImageError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.stack_code import Code
from app.core.inspection.stacks import MOST_FRAMES, stacks_of
from app.core.minidump.reader import MinidumpFile
from app.core.symbols.elf_file import ElfFile
from app.core.symbols.extent import Extent
from app.core.symbols.pdb_file import PdbFile
from app.core.symbols.pe_code import PeCode
from app.core.symbols.pe_file import PeFile, read_header
from app.core.symbols.places import Found, Places
from app.core.symbols.source_lines import SourceLines
from tests.lies import ABSURD_64, lying_elf, lying_pe
from tests.windows import pdb_programs

SECONDS = 2
"""Processor time that a walk, or all lookups in a file, may take, whatever it says."""
TABLES = (b".eh_frame_hdr", b".eh_frame", b".symtab", b".strtab", b".dynsym", b".dynamic")


class Lying(Places):
    """Finds what it was given for every image, and for every file with debug information."""

    def __init__(self, data):
        super().__init__()
        self._data = data

    def image(self, _name, _identity):
        return self._found()

    def debug_file(self, _identity):
        return self._found()

    def _found(self):
        try:
            extent = Extent(lambda at, size: self._data[at : at + size], 0, len(self._data))
            return Found(ElfFile(extent))
        except InvalidImageError as error:
            return Found(None, why=error.cause)


@pytest.fixture(scope="module", params=["-static", "-O1"])
def case(request, build_target, start_shared_process, tmp_path_factory):
    """A program, and a dump of it without any of its code."""
    program = build_target("threads", request.param)
    target = start_shared_process(program, "2")
    target.wait_at_rest()
    path = tmp_path_factory.mktemp("lies") / "it.dmp"
    dump_to_file(
        target.key, str(path), DumpRequest(0), report=lambda _: None, is_cancelled=lambda: False
    )
    return program.read_bytes(), path


def walked(path, data):
    """Walk all stacks with *data* for every file; give the functions of the first."""
    before = time.process_time()
    with MinidumpFile.open(path) as file, Code(Lying(data)) as code:
        stacks = tuple(stacks_of(snapshot_of(file), file.read_memory, code))
    assert time.process_time() - before < SECONDS
    assert len(stacks) == 3
    assert all(1 <= len(stack.frames) <= MOST_FRAMES for stack in stacks)
    return [frame.function for frame in stacks[0].frames]


def spans(data):
    """Where in the file the tables are that a walk reads."""
    file = ElfFile(Extent(lambda at, size: data[at : at + size], 0, len(data)))
    found = [file.sections[name] for name in TABLES if name in file.sections]
    return [(one.offset, one.size) for one in found if one.size]


def test_headers_that_lie(case, pytestconfig):
    data, path = case
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # of all tests in this process
    if b"parked_main" in data and len(data) > 500_000:
        assert "parked_main" in walked(path, data)
    for seed in range(pytestconfig.getoption("cases")):
        walked(path, lying_elf(data, seed))
    # Nothing unfolds: what a file says costs no more memory than it has bytes.
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after < max(1 << 20, before + (256 << 10))


def test_tables_that_lie(case, pytestconfig):
    data, path = case
    places = spans(data)
    for seed in range(pytestconfig.getoption("cases")):
        chance = random.Random(seed)
        lying = bytearray(data)
        for _ in range(chance.choice((1, 3, 30, 300))):
            start, size = chance.choice(places)
            at = start + chance.randrange(size)
            width = chance.choice((1, 2, 4, 8))
            value = chance.choice((chance.choice(ABSURD_64), chance.getrandbits(64)))
            piece = struct.pack("<Q", value & (1 << 64) - 1)[:width]
            lying[at : at + width] = piece
        walked(path, bytes(lying))


def test_sections_that_lie(case, pytestconfig):
    data, path = case
    table, entry, count = struct.unpack_from("<Q10xHH", data, 40)
    for seed in range(pytestconfig.getoption("cases")):
        chance = random.Random(seed)
        lying = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = table + entry * chance.randrange(count) + chance.choice((4, 8, 16, 24, 32, 40, 56))
            value = chance.choice((*ABSURD_64, len(data), chance.getrandbits(64)))
            lying[at : at + 8] = struct.pack("<Q", value & (1 << 64) - 1)
        walked(path, bytes(lying))


DEBUG = (b".debug_info", b".debug_abbrev", b".debug_line", b".debug_aranges", b".debug_rnglists")
DEBUG += (b".debug_ranges", b".debug_line_str", b".debug_str_offsets", b".debug_addr")


def test_debug_information_that_lies(build_target, pytestconfig):
    data = build_target("threads", "-O2").read_bytes()

    def opened(content):
        return ElfFile(Extent(lambda at, size: content[at : at + size], 0, len(content)))

    whole = opened(data)
    code = whole.sections[b".text"]
    addresses = range(code.address, code.address + code.size, 37)
    assert any(SourceLines(whole).at(address) for address in addresses)
    places = [whole.sections[name] for name in DEBUG if name in whole.sections]
    for seed in range(pytestconfig.getoption("cases")):
        chance = random.Random(seed)
        lying = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):
            place = chance.choice(places)
            at = place.offset + chance.randrange(place.size)
            width = chance.choice((1, 2, 4, 8))
            value = chance.choice((chance.choice(ABSURD_64), chance.getrandbits(64)))
            lying[at : at + width] = struct.pack("<Q", value & (1 << 64) - 1)[:width]
        lines = SourceLines(opened(bytes(lying)))
        before = time.process_time()
        for address in addresses:
            for place in lines.at(address):
                assert isinstance(place.function + place.file, str)
                assert isinstance(place.line, int)
        assert time.process_time() - before < SECONDS


def test_entries_that_follow_each_other_in_a_circle(build_target):
    """The library keeps entries, and then goes round without reading anything."""
    data = build_target("threads", "-O2").read_bytes()

    def opened(content):
        return ElfFile(Extent(lambda at, size: content[at : at + size], 0, len(content)))

    from elftools.elf.elffile import ELFFile

    dwarf = ELFFile(io.BytesIO(data)).get_dwarf_info()
    unit = next(dwarf.iter_CUs())
    start = opened(data).sections[b".debug_info"].offset
    lying = bytearray(data)
    changed = 0
    for entry in unit.iter_DIEs():
        sibling = entry.attributes.get("DW_AT_sibling")
        if sibling is not None and sibling.form == "DW_FORM_ref4":
            back = entry.offset - unit.cu_offset
            lying[start + sibling.offset : start + sibling.offset + 4] = struct.pack("<I", back)
            changed += 1
    assert changed
    lines = SourceLines(opened(bytes(lying)))
    code = opened(data).sections[b".text"]
    before = time.process_time()
    for address in range(code.address, code.address + code.size, 37):
        lines.at(address)
    assert time.process_time() - before < SECONDS


@pytest.mark.parametrize(
    "lie",
    [
        b"\0" + b"\xff" * 8 + b"\x7f",  # folders without any form
        b"\1\1\x19" + b"\xff" * 8 + b"\x7f",  # of a form that takes no bytes
        b"\0\0\0" + b"\xff" * 8 + b"\x7f",  # files
    ],
)
def test_tables_without_bytes_have_no_entries(build_target, lie):
    """What a library reads without reading anything, no clock in its reads can end."""
    data = bytearray(build_target("threads", "-O2", "-gdwarf-5").read_bytes())

    def opened():
        content = bytes(data)
        return ElfFile(Extent(lambda at, size: content[at : at + size], 0, len(content)))

    section = opened().sections[b".debug_line"]
    (version,) = struct.unpack_from("<H", data, section.offset + 4)
    assert version == 5
    table = section.offset + 18 + data[section.offset + 17] - 1
    data[table : table + len(lie)] = lie
    code = opened().sections[b".text"]
    lines = SourceLines(opened())
    before = time.process_time()
    found = {lines.at(address) for address in range(code.address, code.address + code.size, 37)}
    assert time.process_time() - before < SECONDS
    assert found == {()}


def test_mini_debug_info_that_lies(build_target, tmp_path, pytestconfig):
    """Packed names: what packs them lies as well as what is in the pack."""
    program, place, made = build_target("threads", "-O1"), tmp_path / "xz", tmp_path / "made"
    whole = program.read_bytes()
    packed = lzma.compress(whole)
    place.write_bytes(packed + bytes(len(packed)))  # room for what packs worse
    section = f".gnu_debugdata={place}"
    command = ["objcopy", "--strip-all", "--add-section", section, program, made]
    subprocess.run(command, check=True)
    data = made.read_bytes()
    room = ElfFile(extent(data)).sections[b".gnu_debugdata"]
    code = ElfFile(extent(whole)).sections[b".text"]

    def names(content):
        lying = bytearray(data)
        lying[room.offset : room.offset + room.size] = content.ljust(room.size, b"\0")[: room.size]
        before = time.process_time()
        inner = ElfFile(extent(bytes(lying))).mini_debug_info
        found = set()
        table = inner.symbols(b".symtab") if inner is not None else None
        if table is not None:
            for address in range(code.address, code.address + code.size, 37):
                found.add(table.find(address))
        assert time.process_time() - before < SECONDS
        return found

    assert len(names(packed)) > 3
    for seed in range(pytestconfig.getoption("cases")):
        chance = random.Random(seed)
        if seed % 2:
            lying = bytearray(packed)
            for _ in range(chance.choice((1, 3, 30))):
                lying[chance.randrange(len(lying))] = chance.randrange(256)
            names(bytes(lying))
        else:
            names(lzma.compress(lying_elf(whole, seed), preset=0))


# ------------------------------------------------------------------------------- PE and PDB


@pytest.fixture(scope="module")
def windows_program(clang, lld_link, mingw_gcc, tmp_path_factory):
    """The bytes of a program for Windows and of its PDB."""
    folder = tmp_path_factory.mktemp("windows")
    program, symbols = pdb_programs.build(clang, lld_link, mingw_gcc, folder)
    return program.read_bytes(), symbols.read_bytes()


def extent(data):
    return Extent(lambda at, size: data[at : at + size], 0, len(data))


BASE, STACK = 0x1_4000_0000, 0x20_0000


def unwound(data):
    """Look everything up in a PE image that is not in memory; say how much was found."""
    stack = struct.pack("<512Q", *(BASE + 0x1000 + 16 * at for at in range(512)))

    def memory(address, size):
        return stack[address - STACK :][:size] if STACK <= address < STACK + len(stack) else b""

    before = time.process_time()
    found = 0
    try:
        file = PeFile(extent(data))
        code = PeCode(BASE, BASE + 0x10000, memory, file)
    except InvalidImageError:
        return 0
    for at in range(0x1000, 0x1200, 8):
        registers = dict.fromkeys(range(17), STACK + 64) | {16: BASE + at}
        for is_exact in (True, False):
            try:
                found += code.caller(registers, BASE + at, memory, is_exact=is_exact) is not None
                found += code.function(BASE + at) is not None
            except InvalidImageError:
                continue
    assert time.process_time() - before < SECONDS
    return found


def test_images_for_windows_that_lie(windows_program, pytestconfig):
    data, _ = windows_program
    assert unwound(data) > 50
    header = read_header(extent(data).up_to, 0)
    sections = [(position, stored) for _, _, stored, position, _ in header.sections if stored]
    for seed in range(pytestconfig.getoption("cases")):
        unwound(lying_pe(data, seed))
        chance = random.Random(seed)
        lying = bytearray(data)
        for _ in range(chance.choice((1, 3, 30))):  # the tables, which lie in the sections
            start, size = chance.choice(sections)
            at, width = start + chance.randrange(size), chance.choice((1, 2, 4))
            value = chance.choice((chance.choice(ABSURD_64), chance.getrandbits(32)))
            lying[at : at + width] = struct.pack("<Q", value & (1 << 64) - 1)[:width]
        unwound(bytes(lying))


def looked_up(data):
    """Look names and lines up in a PDB; say how many were found."""
    before = time.process_time()
    found = 0
    try:
        pdb = PdbFile(extent(data))
        assert len(pdb.symbol_ids) == 2
        for at in range(0x1000, 0x1200, 8):
            found += pdb.function(at) is not None
            found += len(pdb.source(at))
    except InvalidImageError:
        pass
    assert time.process_time() - before < SECONDS
    return found


def test_pdb_files_that_lie(windows_program, pytestconfig):
    _, data = windows_program
    assert looked_up(data) > 50
    used = [at for at in range(0, len(data), 512) if any(data[at : at + 512])]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(pytestconfig.getoption("cases")):
        chance = random.Random(seed)
        lying = bytearray(data)
        for _ in range(chance.choice((1, 3, 30, 300))):
            at, width = chance.choice(used) + chance.randrange(512), chance.choice((1, 2, 4))
            value = chance.choice((chance.choice(ABSURD_64), chance.getrandbits(32)))
            lying[at : at + width] = struct.pack("<Q", value & (1 << 64) - 1)[:width]
        looked_up(bytes(lying[: len(data)]))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after < max(1 << 20, before + (256 << 10))
