"""Stacks of processes and of their dumps, frame by frame as gdb sees them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.output import dump_to_file
from app.core.dump.request import DumpRequest
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.stack_capture import stacks_of_process
from app.core.inspection.stack_code import Code
from app.core.inspection.stacks import FoundBy, grouped, stacks_of
from app.core.minidump.reader import MinidumpFile

READER = Path(__file__).parents[1] / "readers" / "frames_gdb.py"
_FRAME = re.compile(r"^FRAME (\d+) (\S+) call ?(.*)$", re.MULTILINE)


def seen_by_gdb(gdb, pid):
    """Thread → (address, function) of each frame that is not inlined."""
    done = subprocess.run(
        [gdb, "-nx", "-batch", "-p", str(pid), "-x", READER],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    threads = {}
    for task, address, function in _FRAME.findall(done.stdout):
        threads.setdefault(int(task), []).append((int(address, 16), function))
    return threads


def seen_in_dump(target, path):
    request = DumpRequest(0)
    dump_to_file(target.key, str(path), request, report=lambda _: None, is_cancelled=lambda: False)
    with MinidumpFile.open(path) as file, Code() as code:
        return tuple(stacks_of(snapshot_of(file), file.read_memory, code))


def addresses(stacks):
    return {stack.thread.id: [frame.address for frame in stack.frames] for stack in stacks}


def addresses_of(theirs):
    return {task: [address for address, _ in frames] for task, frames in theirs.items()}


def check_like_gdb(target, gdb, path):
    """Compare a live look, one at a dump, and gdb's; give the first."""
    target.wait_at_rest()
    live = stacks_of_process(target.key)
    dumped = seen_in_dump(target, path)
    theirs = seen_by_gdb(gdb, target.pid)
    wanted = addresses_of(theirs)
    assert addresses(live.stacks) == wanted
    assert addresses(dumped) == wanted
    assert live.missing == {}
    for stack in live.stacks:
        assert stack.end == ""
        assert {frame.found_by for frame in stack.frames} <= {FoundBy.CONTEXT, FoundBy.CFI}
    return live.stacks


def functions(stack):
    return [frame.function for frame in stack.frames]


def test_a_c_program(start_target, gdb, tmp_path):
    stacks = check_like_gdb(start_target("threads", 6), gdb, tmp_path / "it.dmp")
    assert len(stacks) == 7
    parks = [name for stack in stacks for name in functions(stack) if name.startswith("parked_")]
    assert sorted(parks) == sorted(
        ["parked_alpha", "parked_beta", "parked_gamma"] * 2 + ["parked_main"]
    )
    assert sorted(map(len, grouped(stacks))) == [1, 2, 2, 2]


@pytest.mark.parametrize("flags", [("-O2",), ("-O2", "-fomit-frame-pointer"), ("-static",)])
def test_a_c_program_however_it_was_compiled(start_target, gdb, tmp_path, flags):
    check_like_gdb(start_target("threads", 3, flags=flags), gdb, tmp_path / "it.dmp")


@pytest.mark.parametrize("arguments", [(), ("own",)], ids=["same stack", "own stack"])
def test_what_a_signal_interrupted(start_target, gdb, tmp_path, arguments):
    target = start_target("interrupted", *arguments)
    target.wait_at_rest()
    stacks = stacks_of_process(target.key).stacks
    theirs = seen_by_gdb(gdb, target.pid)
    assert addresses(stacks) == addresses_of(theirs)
    dumped = seen_in_dump(target, tmp_path / "it.dmp")
    if not arguments:
        assert addresses(dumped) == addresses_of(theirs)

    (stack,) = (one for one in stacks if one.thread.id == target.values["thread"])
    assert functions(stack)[1:3] == ["parked_main", "caught"]
    assert functions(stack)[4:7] == ["order_total", "process_order", "worker"]
    trampoline, found = stack.frames[3:5]
    assert [frame for frame in stack.frames if frame.signal] == [trampoline]
    assert found.found_by is FoundBy.CONTEXT
    assert found.is_exact
    with Path(f"/proc/{target.pid}/mem").open("rb", buffering=0) as memory:
        memory.seek(trampoline.signal.info)
        info = memory.read(32)
    assert int.from_bytes(info[:4], "little") == signal.SIGSEGV
    assert int.from_bytes(info[16:24], "little") == target.values["address"] == 8


def test_a_python_program(start_process, system_python, gdb, tmp_path):
    program = (
        "import threading as t\nfor _ in 1, 2: t.Thread(target=t.Event().wait, daemon=True).start()"
    )
    target = start_process(system_python, "-c", program + "\nprint('ready', flush=True)\ninput()")
    stacks = check_like_gdb(target, gdb, tmp_path / "it.dmp")
    assert len(stacks) == 3


def test_a_program_with_qt(start_process, gdb, tmp_path):
    program = (
        "from PySide6.QtCore import QCoreApplication, QThread\n"
        "app = QCoreApplication([])\n"
        "threads = [QThread() for _ in range(3)]\n"
        "for thread in threads: thread.start()\n"
        "print('ready', flush=True)\n"
        "app.exec()\n"
    )
    target = start_process(sys.executable, "-c", program)
    stacks = check_like_gdb(target, gdb, tmp_path / "it.dmp")
    assert len(stacks) >= 4
    assert any("QThread" in name for stack in stacks for name in functions(stack))


def test_the_command_tells_of_a_process_and_of_a_dump(start_target, tmp_path):
    target = start_target("threads", 4)
    target.wait_at_rest()
    path = tmp_path / "it.dmp"
    seen_in_dump(target, path)

    def run(*arguments):
        command = [sys.executable, "-P", "-m", "app", "stacks", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    told = {source: json.loads(run(source, "--json").stdout) for source in (target.pid, path)}
    assert told[target.pid] == told[path]
    frame = told[path]["threads"][0]["frames"][-1]
    assert frame.keys() >= {"address", "module", "offset", "function", "file", "line", "found_by"}
    assert frame["function"] == "_start"
    assert frame["module"].endswith("/threads")

    text = run(path).stdout
    assert "2 threads: " in text
    assert "parked_alpha" in text
    one = json.loads(run(path, "--json", "--thread", target.pid).stdout)
    assert [thread["id"] for thread in one["threads"]] == [target.pid]
    wrong = run(path, "--thread", "1")
    assert wrong.returncode == 2
    assert "There is no thread 1." in wrong.stderr
