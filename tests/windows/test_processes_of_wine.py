"""Programs for Windows that Wine runs: their images are modules of a Linux process all the same."""

from __future__ import annotations

import contextlib
import re
import subprocess
import uuid
from pathlib import Path

import pytest

from app.core.capture.snapshot import NoteKind
from app.core.capture.target import key_of
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.seen import seen_in_dump
from app.core.inspection.stack_capture import stacks_of_process
from app.core.inspection.verify import verify
from app.core.minidump.codeview import Pdb70
from tests.live.dumping import dump_with

LAYOUTS = {
    "copied": (),  # sections begin at 512 bytes of the file, so Wine reads them into memory
    "mapped": ("-Wl,--file-alignment,0x1000", "-Wl,--section-alignment,0x1000"),
}


@pytest.fixture(scope="module", params=LAYOUTS)
def program(request, mingw_gcc, tmp_path_factory):
    """A program with a version and an id of its symbols."""
    folder = tmp_path_factory.mktemp("wine")
    here = Path(__file__).parent
    resource, made = folder / "versioned.o", folder / "target.exe"
    windres = mingw_gcc.with_name(mingw_gcc.name.replace("gcc", "windres"))
    subprocess.run([windres, here / "versioned.rc", resource], check=True)
    flags = ("-Wl,--build-id", *LAYOUTS[request.param])
    subprocess.run([mingw_gcc, here / "target.c", resource, *flags, "-o", made], check=True)
    return made


@contextlib.contextmanager
def run_by(wine, wine_environment, program):
    """Run *program*; gives its process id, and what it has said of itself."""
    with subprocess.Popen(
        [wine, program],
        env=wine_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as started:
        try:
            word, *words = started.stdout.readline().decode().split()
            assert word == "ready"
            yield _who_runs(program), words
        finally:
            started.stdin.close()
            started.wait(60)


@pytest.fixture
def running(wine, wine_environment, program):
    """The process id of the program; it has said where its known text lies."""
    with run_by(wine, wine_environment, program) as (pid, words):
        yield pid, int(words[0])


def test_the_stacks_of_windows_are_in_the_smallest_dump(
    wine, wine_environment, build_windows, tmp_path
):
    """A thread that waits does so on Wine's own stack: what it has called stands on another."""
    program = build_windows("stacks.c", "stacks.exe")
    with run_by(wine, wine_environment, program) as (pid, words):
        told = {name: int(value) for name, _, value in (word.partition("=") for word in words)}
        path = tmp_path / "it.dmp"
        dumped = dump_with(path, pid, 0)
        live = stacks_of_process(key_of(pid)).stacks
    with seen_in_dump(path) as seen:
        stored = tuple(seen.stacks())

    returns = [told[f"return{level}"] for level in range(4)]
    for stacks in (live, stored):
        frames = [[frame.address for frame in stack.frames] for stack in stacks]
        (waiting,) = (found for found in frames if set(returns) <= set(found))
        first = waiting.index(returns[0])
        assert waiting[first : first + 4] == returns
        assert 0 < waiting[first - 1] - told["wait_inside"] < 0x100
        assert any(0 <= found[0] - told["counts_for_ever"] < 0x40 for found in frames)
        # All were begun by Windows' own function, in which their stacks end.
        assert {stack.frames[-1].function for stack in stacks} == {"RtlUserThreadStart"}
        assert {stack.end for stack in stacks} == {""}
    # Behind the caller's stack, in the same mapping, Wine's lies, a MiB that nobody used.
    assert dumped.written.file_size < 3 << 20


def _who_runs(program):
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with contextlib.suppress(OSError):
            if str(program) in maps.read_text():
                return int(maps.parent.name)
    raise AssertionError("nobody runs it")


def headers_of(program, mingw_gcc):
    objdump = mingw_gcc.with_name(mingw_gcc.name.replace("gcc", "objdump"))
    command = [objdump, "-p", program]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_program_and_the_libraries_of_windows_are_modules(
    running, program, mingw_gcc, minidump_stackwalk, tmp_path
):
    pid, known = running
    path = tmp_path / "wine.dmp"
    result = dump_with(path, pid, 0x21925)
    modules = {Path(module.name).name.lower(): module for module in result.file.modules}
    assert {"ntdll.dll", "kernel32.dll", "kernelbase.dll", "ntdll.so", "libc.so.6"} <= set(modules)
    assert modules.keys() & {"wine64", "wine", "wine64-preloader", "wine-preloader"}

    module = modules["target.exe"]
    told = headers_of(program, mingw_gcc)
    assert module.name == str(program)
    assert module.base <= known < module.base + module.size
    assert module.size == int(re.search(r"SizeOfImage\s+(\w+)", told)[1], 16)
    assert module.checksum == int(re.search(r"CheckSum\s+(\w+)", told)[1], 16)
    (seen,) = (m for m in snapshot_of(result.file).modules if m.base == module.base)
    assert seen.version == (3, 14, 15, 926)
    assert isinstance(module.codeview, Pdb70)
    signature = re.search(r"RSDS signature (\w+) age 1", told)[1]
    assert module.codeview.guid in {
        uuid.UUID(hex=signature),
        uuid.UUID(bytes_le=bytes.fromhex(signature)),
    }
    assert verify(path).verdict == "good"
    assert not [n for n in result.file.image_notes if n.kind in (NoteKind.LIES, NoteKind.NO_IMAGE)]
    # Its data belong to it, whether mapped or copied.
    assert result.memory(known, 25) == b"a known text of the target"[:25]
    seen = subprocess.run(
        [minidump_stackwalk, "--json", "--no-interactive", path], capture_output=True, check=True
    ).stdout
    assert module.codeview.guid.hex.upper().encode() in seen.upper()
