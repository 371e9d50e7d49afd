"""Loaded files of every kind are modules, or it is said why not: real mappings, dumped."""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app.core.capture.snapshot import NoteKind
from app.core.inspection.verify import verify
from tests.live.dumping import PAGE, dump_with
from tests.live.loading import Loader, loads_of, readelf, up

SUPPORT = 0x21925


def section_of(path, name):
    """Offset and size of a section in the file."""
    found = re.search(rf"\] {re.escape(name)} +\w+ +\w+ (\w+) (\w+)", readelf("-S", path))
    return int(found[1], 16), int(found[2], 16)


def text_hash(path):
    """Breakpad's hash of the code: whole steps of 16 bytes of at most a page."""
    offset, size = section_of(path, ".text")
    data = Path(path).read_bytes()[offset : offset + -(-min(size, 4096) // 16) * 16]
    result = [0] * 16
    for index, byte in enumerate(data):
        result[index % 16] ^= byte
    return bytes(result)


@pytest.fixture
def loader(start_target):
    return Loader(start_target("mapper"))


@pytest.fixture
def dumped(tmp_path):
    """Call it with a process id to get a dump of it and what verifying says, as texts by kind."""

    def dump(pid, flags=SUPPORT):
        path = tmp_path / "images.dmp"
        path.unlink(missing_ok=True)
        result = dump_with(path, pid, flags)
        verdict = verify(path)
        return result, {str(found.severity): found.text for found in verdict.findings}

    return dump


def module_at(result, address):
    return next(m for m in result.file.modules if m.base <= address < m.base + m.size)


def notes_at(result, base):
    return [note for note in result.file.image_notes if note.base == base]


# ------------------------------------------------------------------------------------ too large


def test_a_program_over_4_gib_is_listed_first(start_target, dumped, minidump_stackwalk):
    target = start_target("image5g")
    result, told = dumped(target.pid)
    main = result.file.modules[0]
    assert main.name == str(Path(f"/proc/{target.pid}/exe").readlink())
    assert main.size == 0xFFFF_FFFF
    (note,) = notes_at(result, main.base)
    assert note.kind == NoteKind.TOO_LARGE
    assert note.size > target.values["size"] > 5 << 30 - 1
    assert re.search(rf"larger than a dump can say.*{re.escape(main.name)}", told["note"])
    assert told.keys() == {"note"}
    seen = subprocess.run(
        [minidump_stackwalk, "--json", "--no-interactive", result.path],
        capture_output=True,
        check=True,
    )
    names = {Path(module["filename"]).name for module in json.loads(seen.stdout)["modules"]}
    assert {"image5g", "libc.so.6"} <= names


# --------------------------------------------------------------------------- inside another file


def archive_of(path, library, member="lib/x86_64/libinside.so"):
    """Store *library* uncompressed at a page of a ZIP file; give where it begins."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("classes.dex", b"dex" * 1000, zipfile.ZIP_DEFLATED)
        entry = zipfile.ZipInfo(member)
        header = 30 + len(member)
        gap = up(archive.fp.tell() + header + 4) - archive.fp.tell() - header
        entry.extra = struct.pack("<HH", 0xD935, gap - 4) + bytes(gap - 4)
        archive.writestr(entry, Path(library).read_bytes(), zipfile.ZIP_STORED)
        archive.writestr("assets/text", b"x" * 5000, zipfile.ZIP_STORED)
        start = archive.getinfo(member).header_offset + header + gap
    assert start % PAGE == 0
    return start


def build_id_of(path):
    return bytes.fromhex(re.search(r"Build ID: (\w+)", readelf("-n", path))[1])


def test_a_library_in_an_archive_is_a_module(loader, build_target, dumped, tmp_path):
    library = build_target("plugin")
    apk = tmp_path / "base.apk"
    base = loader.load(library, apk, archive_of(apk, library))
    result, told = dumped(loader.pid)
    module = module_at(result, base)
    assert (module.base, module.name) == (base, f"{apk}!libplugin.so.3.14.1")
    assert module.codeview.build_id == build_id_of(library)
    assert module.size == up(max(address + size for _, address, _, size, _ in loads_of(library)))
    assert told == {}


@pytest.mark.parametrize("member", ["lib/x86_64/libinside.so", "plain.so"])
def test_a_library_without_a_name_is_called_as_in_the_archive(
    loader, build_target, dumped, tmp_path, member
):
    library = build_target("nameless", "-Wl,--build-id=none")
    apk = tmp_path / "base.apk"
    start = archive_of(apk, library, member)
    base = loader.load(library, apk, start)
    result, _ = dumped(loader.pid)
    module = module_at(result, base)
    assert module.name == f"{apk}!{Path(member).name}"
    assert module.codeview.build_id == text_hash(library)


def test_a_library_in_a_file_that_is_no_archive(loader, build_target, dumped, tmp_path):
    library = build_target("nameless")
    bundle = tmp_path / "bundle"
    bundle.write_bytes(b"PK\5\6" + bytes(PAGE * 3 - 4) + library.read_bytes())
    base = loader.load(library, bundle, PAGE * 3)
    result, _ = dumped(loader.pid)
    assert module_at(result, base).name == f"{bundle}!0x3000"


# ------------------------------------------------------------------------------------- identity


def without_note_segment(path, to):
    """Copy a program with its PT_NOTE headers taken out: the section alone holds the build id."""
    data = bytearray(Path(path).read_bytes())
    start, size, count = (*struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54))
    for at in range(start, start + size * count, size):
        if struct.unpack_from("<I", data, at)[0] == 4:
            struct.pack_into("<I", data, at, 0)
    to.write_bytes(data)
    to.chmod(0o755)
    return to


def test_a_build_id_is_found_by_its_section(start_process, build_target, dumped, tmp_path):
    built = build_target("threads")
    target = start_process(without_note_segment(built, tmp_path / "sectioned"), "1")
    result, told = dumped(target.pid)
    main = result.file.modules[0]
    assert main.codeview.build_id == build_id_of(built)
    assert [note.kind for note in notes_at(result, main.base)] == [NoteKind.SECTION]
    assert "that of a section of their file" in told["note"]


def test_without_a_build_id_the_hash_of_the_code_stands_for_it(
    start_target, dumped, lldb, minidump_stackwalk
):
    target = start_target("threads", 1, flags=("-Wl,--build-id=none",))
    result, told = dumped(target.pid)
    main = result.file.modules[0]
    assert main.codeview.build_id == text_hash(main.name)
    assert [note.kind for note in notes_at(result, main.base)] == [NoteKind.TEXT]
    assert re.search(rf"hash of their code.*{re.escape(main.name)}", told["note"])
    seen = json.loads(
        subprocess.run(
            [minidump_stackwalk, "--json", "--no-interactive", result.path],
            capture_output=True,
            check=True,
        ).stdout
    )
    assert seen["modules"][0]["debug_id"] == main.codeview.debug_id
    output = subprocess.run(
        [lldb, "--no-lldbinit", "--core", result.path, "--batch", "-o", "thread backtrace all"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "parked_main" in output  # LLDB took the file for the right one, and its symbols


def test_where_the_file_is_gone_nothing_identifies_it(
    start_process, build_target, dumped, tmp_path
):
    """A library, as the program itself can always be read."""
    library = tmp_path / "libgone.so"
    shutil.copy(build_target("plugin", "-Wl,--build-id=none"), library)
    target = start_process(build_target("plugins"), library)
    name = f"{library}"
    library.unlink()
    result, told = dumped(target.pid)
    module = module_at(result, target.values["from_file"])
    (note,) = notes_at(result, module.base)
    assert module.name == name
    if os.geteuid() == 0:  # through /proc/PID/map_files, which root alone may open
        assert note.kind == NoteKind.TEXT
    else:
        assert (note.kind, note.detail) == (NoteKind.UNIDENTIFIED, "the file cannot be read")
        assert "which build" in told["note"]


GO = """
package main

import "os"

func main() {
	os.Stdout.WriteString("ready\\n")
	os.Stdin.Read(make([]byte, 1))
}
"""


@pytest.mark.skipif(not shutil.which("go"), reason="go is missing")
def test_a_go_program_is_identified(start_process, dumped, tmp_path):
    (tmp_path / "main.go").write_text(GO)
    environment = os.environ | {
        "GOFLAGS": "-mod=mod",
        "GOCACHE": str(tmp_path / "c"),
        "GO111MODULE": "off",
    }
    for flags in (["-ldflags=-B none"], []):
        command = ["go", "build", *flags, "-o", "program", "main.go"]
        subprocess.run(command, check=True, cwd=tmp_path, env=environment)
        target = start_process(tmp_path / "program")
        result, _ = dumped(target.pid)
        main = result.file.modules[0]
        if "Build ID:" in readelf("-n", main.name):
            assert main.codeview.build_id == build_id_of(main.name)
            continue
        assert main.codeview.build_id == text_hash(main.name)
        (note,) = notes_at(result, main.base)
        own = subprocess.run(
            ["go", "tool", "buildid", main.name], check=True, capture_output=True, text=True
        ).stdout.strip()
        assert (note.kind, note.detail) == (NoteKind.TEXT, f"Go build id {own}")


# -------------------------------------------------------------------------------- no image at all


def test_code_of_a_file_that_is_no_image_is_told(loader, dumped, tmp_path):
    jit = tmp_path / "jit-cache"
    jit.write_bytes(b"\xc3" * PAGE * 4)
    base = loader("file", 0, PAGE * 2, PAGE, "rx", str(jit))
    result, told = dumped(loader.pid)
    assert not any(
        module.base <= base < module.base + module.size for module in result.file.modules
    )
    (note,) = notes_at(result, base)
    assert note == (NoteKind.NO_IMAGE, base, PAGE * 2, str(jit), "")
    assert f"no module stands for it: {jit} (0x2000)" in told["note"]
    assert told.keys() == {"note"}


def test_every_mapped_code_belongs_to_a_module_or_a_note(start_process, dumped):
    """Of a program with many libraries, and of one with others' code in it."""
    target = start_process(
        sys.executable, "-c", "import PySide6.QtWidgets, time; print('ready', flush=True); input()"
    )
    result, _ = dumped(target.pid)
    known = [(module.base, module.base + module.size) for module in result.file.modules]
    noted = {note.name for note in result.file.image_notes if note.kind == NoteKind.NO_IMAGE}
    for line in Path(f"/proc/{target.pid}/maps").read_text().splitlines():
        fields = line.split(None, 5)
        if "x" in fields[1] and fields[4] != "0":
            start = int(fields[0].partition("-")[0], 16)
            assert fields[5] in noted or any(low <= start < high for low, high in known), line
    assert not noted
