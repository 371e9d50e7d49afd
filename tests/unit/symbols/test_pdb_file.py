"""PDB files as a linker writes them, and damaged ones; programs of inlined calls by hand."""

from __future__ import annotations

import random
import struct
import subprocess
import sys

import pytest

from app.core.errors import InvalidImageError
from app.core.symbols import pdb_file
from app.core.symbols.extent import Extent
from app.core.symbols.pdb_file import PdbFile
from app.core.symbols.pdb_inlines import InlinedLine, beginnings, line_at
from app.core.symbols.pdb_scopes import Records, full_name
from tests.windows.pdb_programs import SOURCE, build, line_of


def opened(data):
    return PdbFile(Extent(lambda at, size: data[at : at + size], 0, len(data)))


@pytest.fixture(scope="module")
def made(clang, lld_link, mingw_gcc, tmp_path_factory):
    """Program and PDB, and its exported names by RVA."""
    folder = tmp_path_factory.mktemp("pdb")
    exports = ("/export:start", "/export:known=?run@?$Pool@H@work@@SAHPEAH@Z")
    return build(clang, lld_link, mingw_gcc, folder, *exports)


@pytest.fixture(scope="module")
def exported(made):
    from app.core.symbols.pe_file import PeFile, exports

    data = made[0].read_bytes()
    file = PeFile(Extent(lambda at, size: data[at : at + size], 0, len(data)))
    return {name.decode(): rva for rva, name in exports(file.header, file.read_at).items()}


def test_functions_have_the_names_of_the_source_and_begin_where_the_image_says(made, exported):
    pdb = opened(made[1].read_bytes())
    start, known = exported["start"], exported["known"]
    assert pdb.function(start) == (b"start", start)
    assert pdb.function(start + 5) == (b"start", start)
    assert pdb.function(known + 3) == (b"work::Pool<int>::run", known)
    assert pdb.function(0) is None
    assert pdb.function(1 << 31) is None


def test_lines_and_inlined_calls_are_told(made, exported):
    pdb = opened(made[1].read_bytes())
    known = exported["known"]
    found = {
        tuple((one.function, one.line) for one in places)
        for at in range(0x100)
        if (places := pdb.source(known + at)) and places[-1].function == "work::Pool<int>::run"
    }
    run, middle = ("work::Pool<int>::run", line_of("run")), ("work::middle", line_of("middle"))
    assert (("work::Reader::innermost", line_of("innermost")), middle, run) in found
    told = {place for places in found for place in places}
    assert ("work::middle", line_of("condition")) in told
    assert ("work::Pool<int>::run", line_of("run begins")) in told
    assert {one.file for one in pdb.source(known)} == {str(SOURCE)}


def test_where_only_the_linker_knows_names_they_are_told(
    clang, lld_link, mingw_gcc, tmp_path, exported
):
    """As in the PDBs that are handed out: nothing of any module, all that modules share."""
    _, symbols = build(clang, lld_link, mingw_gcc, tmp_path, "/export:start", debug=())
    pdb = opened(symbols.read_bytes())
    start = exported["start"]
    assert pdb.function(start) == (b"start", start)
    assert pdb.source(start) == ()
    assert pdb.function(start - 1) is None


def test_damaged_files_cost_names_and_nothing_else(made, exported):
    whole = made[1].read_bytes()
    chance = random.Random(7)
    places = [exported["start"], exported["known"] + 20, 0x1000, 0x3000]
    read = 0
    for turn in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 64))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if turn % 10 == 0:
            del data[chance.randrange(len(data)) :]
        try:
            pdb = opened(bytes(data))
            for place in places:
                pdb.function(place)
                pdb.source(place)
            read += 1
        except InvalidImageError:
            pass
    assert read > 50


@pytest.mark.parametrize(
    "data", [b"", b"MZ", b"Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0" + bytes(99)]
)
def test_what_is_no_pdb_is_refused(data):
    with pytest.raises(InvalidImageError, match="PDB"):
        opened(data)


def test_only_what_is_wanted_is_read(made, exported):
    """A PDB may have gigabytes, of which one module and some tables are looked at."""
    whole = made[1].read_bytes()
    size = 8 << 30  # as if something followed
    taken = []

    def read(at, most):
        taken.append(most)
        return whole[at : at + most]

    pdb = PdbFile(Extent(read, 0, size))
    assert pdb.function(exported["start"])[0] == b"start"
    assert pdb.source(exported["start"])
    assert sum(taken) < len(whole)


def test_a_table_of_any_size_is_not_read(made, monkeypatch):
    monkeypatch.setattr(pdb_file, "_MOST_INDEX", 100)
    with pytest.raises(InvalidImageError, match="larger tables"):
        opened(made[1].read_bytes())


def test_without_the_library_that_is_said(monkeypatch, made):
    monkeypatch.setitem(sys.modules, "purepdb", None)
    with pytest.raises(InvalidImageError, match="purepdb"):
        opened(made[1].read_bytes())


def test_it_is_not_imported_before_a_pdb_is_opened():
    code = (
        "import sys, app.core.inspection.stack_code; "
        "sys.exit(any(name.startswith('purepdb') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


BEGINS = InlinedLine(8, 100)


def number(value):
    return bytes([value]) if value < 0x80 else bytes([0x80 | value >> 8, value & 255])


def program(*operations):
    return b"".join(number(value) for operation in operations for value in operation)


def signed(value):
    return value << 1 if value >= 0 else -value << 1 | 1


def lines(data, upto=64):
    found = [line_at(data, BEGINS, at) for at in range(upto)]
    return [(one.file, one.line) if one is not None else None for one in found]


def test_a_row_reaches_to_the_next_one_and_a_length_ends_it():
    data = program((11, 4 | signed(2) << 4), (3, 6), (6, signed(-1)), (3, 5), (4, 3))
    expected = [None] * 4 + [(8, 102)] * 11 + [(8, 101)] * 3 + [None] * 46
    assert lines(data) == expected


def test_a_length_with_an_offset_and_another_file():
    data = program((5, 24), (12, 4, 10), (12, 2, 6))
    expected = [None] * 10 + [(24, 100)] * 4 + [None] * 2 + [(24, 100)] * 2 + [None] * 46
    assert lines(data) == expected


def test_a_line_alone_is_of_what_begins_with_the_function():
    assert lines(program((6, signed(7)), (4, 8)), 10) == [(8, 107)] * 8 + [None] * 2


def test_numbers_of_several_bytes_are_read():
    data = program((11, 3), (4, 300))
    assert line_at(data, BEGINS, 302) == BEGINS
    assert line_at(data, BEGINS, 303) is None


@pytest.mark.parametrize("data", [b"\xff", b"\x03", b"\x0c\x01", b"\xc0\0", bytes(40), b"\x7f\x01"])
def test_a_program_that_makes_no_sense_tells_nothing(data):
    assert lines(data) == [None] * 64


def test_what_lies_in_the_cold_part_is_left_out():
    assert lines(program((2, 1), (3, 4), (4, 8))) == [None] * 64


def test_where_inlined_functions_begin_is_read_with_and_without_more_files():
    row = (0x1001).to_bytes(4, "little") + (16).to_bytes(4, "little") + (70).to_bytes(4, "little")
    plain = bytes(4) + row + row[:8]
    extended = b"\1\0\0\0" + row + b"\2\0\0\0" + bytes(8) + row
    assert beginnings(plain) == {0x1001: InlinedLine(16, 70)}
    assert beginnings(extended) == {0x1001: InlinedLine(16, 70)}
    assert beginnings(b"") == {}
    assert beginnings(b"\1\0\0\0" + row + b"\xff\xff\xff\xff") == {0x1001: InlinedLine(16, 70)}


def test_names_of_inlined_functions_lie_in_tables_that_may_be_anything():
    rng = random.Random(7)
    for _ in range(300):
        data = struct.pack("<5I", 20040203, 20, 0x1000, 0x1004, 400) + rng.randbytes(400)
        lying = Records(data)
        for index in (0, 0xFFF, 0x1000, 0x1001, 0xFFFF_FFFF):
            assert isinstance(full_name(index, lying, lambda: lying), str)  # noqa: B023
    assert Records(b"").get(0x1000) == (0, b"")
