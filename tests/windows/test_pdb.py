"""Names, lines and inlined calls by the PDB of a program for Windows that Wine runs."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import subprocess
from pathlib import Path

import pytest

from app.core.capture.target import key_of
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.seen import seen_in_dump
from app.core.inspection.stack_capture import stacks_of_process
from app.core.inspection.stack_code import Code
from app.core.inspection.stacks import stacks_of
from app.core.minidump.reader import MinidumpFile
from app.core.symbols.places import Places
from tests.live.dumping import dump_with
from tests.windows.pdb_programs import SOURCE, build, line_of


@pytest.fixture
def running(wine, wine_environment, clang, lld_link, mingw_gcc, tmp_path):
    """The process id of the program, which waits; and where its PDB is."""
    program, symbols = build(clang, lld_link, mingw_gcc, tmp_path)
    with subprocess.Popen(
        [wine, program],
        env=wine_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as started:
        try:
            assert started.stdout.readline().strip() == b"ready"
            yield who_runs(program), symbols
        finally:
            started.stdin.close()
            started.wait(60)


def who_runs(program):
    for maps in Path("/proc").glob("[0-9]*/maps"):
        with contextlib.suppress(OSError):
            if str(program) in maps.read_text():
                return int(maps.parent.name)
    raise AssertionError("nobody runs it")


def seen_of(stack):
    """Say what of *stack* is of the program itself."""
    return [
        (frame.function, frame.file, frame.line, frame.is_inlined)
        for frame in stack.frames
        if frame.module is not None and frame.module.name.endswith("symbols.exe")
    ]


def test_a_process_of_wine_has_the_names_and_lines_of_its_pdb(running, tmp_path, monkeypatch):
    pid, symbols = running
    source = str(SOURCE)
    lines = [
        ("work::Reader::innermost", source, line_of("innermost"), True),
        ("work::middle", source, line_of("middle"), True),
        ("work::Pool<int>::run", source, line_of("run"), False),
        ("hidden", source, line_of("hidden"), False),
        ("start", source, line_of("start"), False),
    ]
    names = [(name, "", 0, False) for name, *_, inlined in lines if not inlined]
    (stack,) = stacks_of_process(key_of(pid), threads=frozenset({pid}), lines=True).stacks
    assert seen_of(stack) == lines

    path = tmp_path / "it.dmp"
    dump_with(path, pid, 0x200)  # the stack that Wine's system calls leave is private memory

    def of_dump(*folders, lines=False):
        with MinidumpFile.open(path) as file, Code(Places(folders=folders)) as code:
            wanted = stacks_of(
                snapshot_of(file), file.read_memory, code, threads=frozenset({pid}), lines=lines
            )
            (found,) = wanted
            return seen_of(found), code.missing().get(str(symbols.with_suffix(".exe")))

    assert of_dump() == (names, None)
    assert of_dump(lines=True) == (lines, None)

    # Of a dump that does not say which PDB it is, the image does.
    with seen_in_dump(str(path)) as seen:
        modules = tuple(one._replace(cv_record=b"") for one in seen.snapshot.modules)
        without = dataclasses.replace(seen.snapshot, modules=modules)
        (found,) = seen._replace(snapshot=without).stacks(threads=frozenset({pid}))
        assert seen_of(found) == names

    # A store, in which the PDB is the only one of its name, and the image lies as well.
    with MinidumpFile.open(path) as file:
        (module,) = (m for m in snapshot_of(file).modules if m.name.endswith("symbols.exe"))
    store = tmp_path / "store"
    kept = store / "symbols.pdb" / module.symbol_id / "symbols.pdb"
    kept.parent.mkdir(parents=True)
    shutil.move(symbols, kept)
    assert [name for name, *_ in of_dump()[0]] == [""] * 3
    monkeypatch.setenv("_NT_SYMBOL_PATH", f"srv*{store}*https://symbols.example.org")
    assert of_dump() == (names, None)
    monkeypatch.delenv("_NT_SYMBOL_PATH")
    assert of_dump(str(store)) == (names, None)

    # One of another build is not believed, and that is said.
    data = bytearray(kept.read_bytes())
    at = data.find(bytes(module.cv_record[4:20]))
    data[at] ^= 1
    symbols.write_bytes(data)
    assert of_dump()[1] == "the PDB on this machine is of another build"
