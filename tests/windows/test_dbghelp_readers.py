"""Dumps of Windows processes by DbgHelp, through our backend, in readers that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from app.core.inspection.dump_snapshot import snapshot_of
from app.core.minidump.reader import MinidumpFile
from tools.wine_prefix import windows_path

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("dump_programs.py")
NOTEPAD = "C:\\windows\\system32\\notepad.exe"
SECONDS = 120
NAMES = ("target-0x0", "target-0x2", "notepad-0x1")
THREADS, MODULES, MEMORY, MEMORY64, COMMENT = 3, 4, 5, 9, 11


@pytest.fixture(scope="module")
def dumps(windows_python, run_windows, build_windows, tmp_path_factory):
    """Name of a dump → its path, and what was there when it was made."""
    folder = tmp_path_factory.mktemp("dumps")
    target = build_windows("target.c", "target.exe")
    done = run_windows(
        windows_python,
        PROGRAM,
        folder,
        *(target, "0x0", target, "0x2", NOTEPAD, "0x1"),
        PYTHONPATH=ROOT,
        PYTHONUTF8="1",
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(each["file"]).stem: (folder / each["file"], each) for each in told}


every_dump = pytest.mark.parametrize("name", NAMES)


@every_dump
def test_our_reader_finds_what_was_in_the_process(dumps, name):
    path, told = dumps[name]
    assert path.stat().st_size == told["size"]
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
        assert file.comments == (f"{name.partition('-')[0]} ä",)
        assert file.memory_ranges()
    assert snapshot.process_id == told["pid"]
    assert {thread.id for thread in snapshot.threads} >= set(told["threads"])
    assert {str(module.base) for module in snapshot.modules} >= set(told["modules"])
    # Wine's ranges may overlap; nothing of the estimate is held against the file.
    texts = [finding["text"] for finding in told["findings"] if finding["severity"] != "note"]
    assert [text for text in texts if "overlap" not in text] == []


def test_the_estimate_of_full_memory_is_close(dumps):
    _, told = dumps["target-0x2"]
    assert abs(told["estimate"] - told["size"]) < told["size"] // 50


@every_dump
def test_minidump_read_dump_stream_walks_every_stream(dumps, walk_streams, name):
    path, told = dumps[name]
    counts = {stream.type: stream.count for stream in walk_streams(path)}
    assert counts[THREADS] >= len(told["threads"])
    assert counts[MODULES] >= len(told["modules"])
    assert counts.get(MEMORY, 0) + counts.get(MEMORY64, 0) > 0
    assert COMMENT in counts


@every_dump
def test_winedbg_opens_it_and_lists_modules(dumps, wine, wine_environment, name):
    path, told = dumps[name]
    done = subprocess.run(
        [wine, "winedbg.exe", windows_path(path)],
        input="info share\nquit\n",
        env=wine_environment,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS,
        check=False,
    )
    program = name.partition("-")[0]
    assert f"starting on minidump on pid {told['pid']:04x}" in done.stdout
    assert f"{program}.exe was running" in done.stdout
    listed = {
        int(base, 16) for base in re.findall(r"^PE\s+([0-9a-f]{16})", done.stdout, re.MULTILINE)
    }
    assert {int(base) for base in told["modules"]} <= listed


@every_dump
def test_lldb_finds_threads_and_modules(dumps, lldb, name):
    path, told = dumps[name]
    done = subprocess.run(
        [lldb, "--no-lldbinit", "--core", path, "--batch", "-o", "thread list", "-o", "image list"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    threads = {int(tid, 0) for tid in re.findall(r"thread #\d+: tid = (\w+)", done.stdout)}
    listed = re.findall(r"^\[ *\d+\]\s+(?:\S+\s+)?(0x[0-9a-f]+)", done.stdout, re.MULTILINE)
    assert threads >= set(told["threads"]), done.stdout + done.stderr
    assert {int(base) for base in told["modules"]} <= {int(base, 16) for base in listed}
