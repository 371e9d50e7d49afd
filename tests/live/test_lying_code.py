"""Files of code that lie cost frames and names: a walk through them ends, and never goes wrong."""

from __future__ import annotations

import io
import random
import resource
import struct
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
from app.core.symbols.places import Found, Places
from app.core.symbols.source_lines import SourceLines
from tests.lies import ABSURD_64, lying_elf

SECONDS = 2
"""Processor time that a walk may take, whatever a file says."""
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
        assert time.process_time() - before < 30


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
    assert time.process_time() - before < 30
