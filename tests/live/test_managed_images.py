"""Images of mono and .NET lie in memory as in their files; they are modules where they are used."""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

import pytest

from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.verify import verify
from app.core.minidump.codeview import Pdb70
from tests.live.dumping import PAGE, dump_with
from tests.live.loading import Loader, up

SUPPORT = 0x21925
PROGRAM = """
using System;
using System.Reflection;
[assembly: AssemblyFileVersion("5.6.7.8")]
class Program {
    static void Main() {
        Console.WriteLine("ready");
        Console.Out.Flush();
        Console.In.Read();
    }
}
"""


@pytest.fixture
def assembly(mcs, tmp_path):
    source, made = tmp_path / "program.cs", tmp_path / "program.exe"
    source.write_text(PROGRAM)
    subprocess.run([mcs, source, f"-out:{made}"], check=True)
    return made


@pytest.fixture
def library(mingw_gcc, tmp_path):
    """A library for Windows, whose bytes lie elsewhere in its file than in memory."""
    source, made = tmp_path / "native.c", tmp_path / "native.dll"
    source.write_text("__declspec(dllexport) int answer(void) { return 42; }\n")
    command = [mingw_gcc, "-shared", source, "-Wl,--build-id", "-o", made]
    subprocess.run(command, check=True)
    return made


@pytest.fixture
def loader(start_target):
    return Loader(start_target("mapper"))


def module_at(result, address):
    found = [m for m in snapshot_of(result.file).modules if m.base <= address < m.end]
    return found[0] if found else None


def test_a_program_of_mono_and_its_library_are_modules(start_process, mono, assembly, tmp_path):
    target = start_process(mono, assembly)
    result = dump_with(tmp_path / "mono.dmp", target.pid, SUPPORT)
    modules = {Path(module.name).name: module for module in snapshot_of(result.file).modules}
    assert modules["program.exe"].version == (5, 6, 7, 8)
    assert modules["program.exe"].size == up(assembly.stat().st_size)
    assert modules["mscorlib.dll"].version[0] >= 4
    assert next(iter(modules)).startswith("mono")
    assert verify(result.path).verdict == "good"


@pytest.mark.parametrize("rights", ["r", "rs"])
def test_a_managed_file_that_is_mapped_is_a_module(loader, assembly, tmp_path, rights):
    """As .NET maps it, which shares the file."""
    base = loader("file", 0, up(assembly.stat().st_size), 0, rights, str(assembly))
    loader("touch", base, PAGE)  # whoever uses it has read its header
    result = dump_with(tmp_path / "shared.dmp", loader.pid, SUPPORT)
    module = module_at(result, base)
    assert (module.base, module.name, module.version) == (base, str(assembly), (5, 6, 7, 8))


@pytest.mark.parametrize("rights", ["r", "rs"])
def test_a_file_for_windows_that_somebody_looks_at_is_none(loader, library, tmp_path, rights):
    base = loader("file", 0, up(library.stat().st_size), 0, rights, str(library))
    header = loader("file", 0, PAGE, 0, rights, str(library))
    loader("touch", base, PAGE)
    loader("touch", header, PAGE)
    result = dump_with(tmp_path / "looked_at.dmp", loader.pid, SUPPORT)
    assert module_at(result, base) is None
    assert module_at(result, header) is None
    assert verify(result.path).findings == ()


def test_the_id_of_symbols_is_found_where_it_lies_in_the_file(loader, library, mingw_gcc, tmp_path):
    data = bytearray(library.read_bytes())
    start = struct.unpack_from("<I", data, 0x3C)[0] + 24
    struct.pack_into("<II", data, start + 112 + 14 * 8, 0x1000, 72)  # now it holds code of .NET
    managed = tmp_path / "managed.dll"
    managed.write_bytes(data)
    base = loader("file", 0, up(len(data)), 0, "r", str(managed))
    result = dump_with(tmp_path / "flat.dmp", loader.pid, SUPPORT)
    (module,) = (m for m in result.file.modules if m.base == base)
    objdump = mingw_gcc.with_name(mingw_gcc.name.replace("gcc", "objdump"))
    told = subprocess.run([objdump, "-p", library], check=True, capture_output=True, text=True)
    signature = re.search(r"RSDS signature (\w+) age 1", told.stdout)[1]
    assert isinstance(module.codeview, Pdb70)
    assert signature in {module.codeview.guid.hex, module.codeview.guid.bytes_le.hex()}
