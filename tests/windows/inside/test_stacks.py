"""Stacks of Windows' processes and of dumps of them, against what the program itself knows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of, open_target
from app.core.dump.request import DumpRequest
from app.core.errors import MiniDumpError
from app.core.inspection.activity import Doing
from app.core.inspection.seen import seen_in_dump
from app.core.inspection.stack_capture import stacks_of_process
from app.core.inspection.stacks import FoundBy
from app.core.symbols import places

ROOT = Path(__file__).parents[3]
PROGRAM = "DUMPDESK_STACKS"
"""Path of the program made from stacks.c, whose names are in a PDB beside it."""
CALLS = ["wait_inside", "with_large_frame", "with_room_asked_for", "waits"]
"""What the thread that waits has called, the innermost first, by the PDB beside the program."""
SECONDS = 60
KILLED = """
import os, sys
from app.core.capture.target import key_of, open_target
target = open_target(key_of(int(sys.argv[1])))
with target.suspend(target.describe(), xstate=False) as snapshot:
    assert all(thread.context for thread in snapshot.threads)
    print("stopped", flush=True)
    sys.stdin.read()
"""


class Program:
    """The program, and what it says of itself."""

    def __init__(self, process):
        self.process = process
        self.pid = process.pid
        self.key = key_of(process.pid)
        words = process.stdout.readline().decode().split()
        assert words[0] == "ready"
        self.values = {name: int(value) for name, _, value in (w.partition("=") for w in words[1:])}
        self.returns = [self.values[f"return{level}"] for level in range(4)]

    def suspensions(self):
        target = open_target(self.key)
        try:
            return {thread.id: thread.suspend_count for thread in target.describe().threads}
        finally:
            target.close()

    def check(self, stacks):
        """Hold *stacks*, by id, against what it says: each call of the thread that waits."""
        own = {self.values[name] for name in ("waiting", "counting", "main")}
        assert own <= stacks.keys()
        waiting = stacks[self.values["waiting"]]
        addresses = [frame.address for frame in waiting.frames]
        inner = next(at for at, frame in enumerate(waiting.frames) if self.is_own(frame))
        assert addresses[inner + 1 : inner + 5] == self.returns
        assert 0 < addresses[inner] - self.values["wait_inside"] < 0x100
        assert [frame.function for frame in waiting.frames[inner : inner + 4]] == CALLS
        assert waiting.frames[0].function.startswith("Nt")
        assert [frame.found_by for frame in waiting.frames[:2]] == [FoundBy.CONTEXT, FoundBy.CFI]
        assert "RtlUserThreadStart" in [frame.function for frame in waiting.frames]
        assert waiting.end == ""
        counting = stacks[self.values["counting"]]
        assert 0 <= counting.frames[0].address - self.values["counts_for_ever"] < 0x40
        assert self.is_own(counting.frames[1])

    def is_own(self, frame):
        return frame.module is not None and frame.module.name.endswith("stacks.exe")


@pytest.fixture
def program():
    if PROGRAM not in os.environ:
        pytest.skip(f"{PROGRAM} does not name the program made from stacks.c")
    process = subprocess.Popen([os.environ[PROGRAM]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    yield Program(process)
    process.kill()
    process.communicate()


def by_thread(stacks):
    return {stack.thread.id: stack for stack in stacks}


def test_the_stacks_of_a_process_are_what_it_says_and_it_runs_on(program):
    before = program.suspensions()
    live = stacks_of_process(program.key)

    program.check(by_thread(live.stacks))
    assert live.paused_ns > 0
    assert program.suspensions() == before
    doing = {thread: one.doing for one in live.cause.activity for thread in one.threads}
    assert doing[program.values["waiting"]] is Doing.CONDITION
    assert doing[program.values["counting"]] is Doing.RUNS
    assert doing[program.values["main"]] is Doing.READ
    assert not live.missing


@pytest.mark.parametrize("flags", [0, 0x2], ids=["normal", "full"])
def test_the_stacks_of_a_dump_are_what_its_process_said(program, tmp_path, flags):
    path = str(tmp_path / "it.dmp")
    dump_to_file(
        program.key,
        path,
        DumpRequest(flags),
        report=lambda _: None,
        is_cancelled=lambda: False,
    )
    with seen_in_dump(path) as seen:
        program.check(by_thread(seen.stacks()))
        assert not seen.code.missing()


def test_the_command_line_tells_them(program):
    done = subprocess.run(
        [sys.executable, "-m", "app", "stacks", str(program.pid), "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    threads = {thread["id"]: thread for thread in json.loads(done.stdout)["threads"]}
    frames = [frame["address"] for frame in threads[program.values["waiting"]]["frames"]]
    assert set(program.returns) <= {int(str(address), 0) for address in frames}


def test_whoever_is_killed_in_the_stop_leaves_no_thread_suspended(program):
    before = program.suspensions()
    command = [sys.executable, "-c", KILLED, str(program.pid)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as killed:
        assert killed.stdout.readline().strip() == b"stopped"
        during = program.suspensions()
        killed.kill()
    assert set(during.values()) == {1}
    until = time.monotonic() + SECONDS
    while program.suspensions() != before:
        assert time.monotonic() < until


@pytest.mark.parametrize(
    "name", [r"\\server\share\it.dll", "//server/share/it.dll", r"\\?\UNC\server\share\it.dll"]
)
def test_no_other_machine_is_asked_for_what_a_dump_names(monkeypatch, name):
    opened = []

    def note(path):
        opened.append(path)
        raise FileNotFoundError

    monkeypatch.setattr(places, "OpenFile", note)
    looking = places.Places()
    looking.pe_image(name, 1, 1)
    looking.pdb(name, name, "0" * 33)
    looking.image(name, b"1234")
    assert opened  # the places of this machine
    assert not [path for path in opened if path[:2] in {"\\\\", "//"}]


def test_a_process_does_not_stop_itself():
    with pytest.raises(MiniDumpError, match="cannot stop itself"):
        stacks_of_process(key_of(os.getpid()))
