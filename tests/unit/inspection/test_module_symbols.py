"""Whether this machine knows the names of a module: only by the same build."""

import shutil
import struct
import subprocess

import pytest

from app.core.capture.snapshot import Module
from app.core.inspection.module_symbols import Symbols, symbols_of
from app.core.symbols.elf_file import ElfFile
from app.core.symbols.extent import Extent
from tests.windows.pdb_programs import build as build_with_pdb

pytestmark = pytest.mark.skipif(not shutil.which("strip"), reason="binutils are needed")


@pytest.fixture
def build(gcc, tmp_path):
    def make(*flags):
        source, path = tmp_path / "it.c", tmp_path / "it.so"
        source.write_text("int told(void) { return 1; }\n")
        subprocess.run(
            [gcc, "-shared", "-fPIC", "-Wl,--build-id", "-o", path, source, *flags], check=True
        )
        return path

    return make


def module_of(path):
    data = path.read_bytes()
    file = ElfFile(Extent(lambda at, size: data[at : at + size], 0, len(data)))
    return Module(0x1000, 0x1000, str(path), build_id=file.build_id)


def test_lines_functions_and_exports_are_told_apart(build):
    path = build("-g")
    module = module_of(path)
    (found,) = symbols_of([module])
    assert found == (0x1000, Symbols.LINES, str(path), "")
    subprocess.run(["strip", "--strip-debug", path], check=True)
    assert next(symbols_of([module])).symbols is Symbols.FUNCTIONS
    subprocess.run(["strip", path], check=True)
    assert next(symbols_of([module])).symbols is Symbols.EXPORTS


def test_another_build_and_a_file_that_is_gone_are_told(build):
    path = build("-g")
    module = module_of(path)
    other = module._replace(build_id=bytes(20))
    gone = module._replace(name="/nowhere/it.so")
    nameless = module._replace(build_id=b"")
    pe = Module(0x2000, 0x1000, "C:\\it.exe", time_date_stamp=1)
    found = list(symbols_of([other, gone, nameless, pe]))
    assert [one.symbols for one in found] == [Symbols.NONE] * 4
    assert "another build" in found[0].why
    assert all(one.why and not one.path for one in found)


def test_a_pdb_beside_its_program_tells_lines(clang, lld_link, mingw_gcc, tmp_path):
    program, pdb = build_with_pdb(clang, lld_link, mingw_gcc, tmp_path)
    data = program.read_bytes()
    at = data.index(b"RSDS")
    record = data[at : data.index(b"\0", at + 24) + 1]
    header = struct.unpack_from("<I", data, 60)[0]
    (stamp,) = struct.unpack_from("<I", data, header + 8)
    (size,) = struct.unpack_from("<I", data, header + 80)
    module = Module(0x1000, size, str(program), time_date_stamp=stamp, cv_record=record)
    assert next(symbols_of([module])) == (0x1000, Symbols.LINES, str(pdb), "")
    pdb.unlink()
    assert next(symbols_of([module])) == (0x1000, Symbols.EXPORTS, str(program), "")
    program.unlink()
    found = next(symbols_of([module]))
    assert (found.symbols, found.path) == (Symbols.NONE, "")
    assert found.why
