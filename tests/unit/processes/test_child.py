"""The sampler as a process of its own, spoken to over pipes as the window does."""

import os
import selectors
import subprocess
import sys
import time
from itertools import islice

import msgspec
import pytest

from app.core.processes.info import SampleDelta
from app.core.processes.protocol import (
    Interval,
    Pause,
    Refresh,
    Unframer,
    Want,
    Watch,
    decode_command,
    decode_delta,
    frame,
)


def apply(processes, delta):
    """Bring *processes* (by pid) up to date, as whoever receives deltas must."""
    for pid in delta.gone:
        del processes[pid]
    processes.update({info.pid: info for info in delta.added})
    assert {info.pid for info in delta.changed} <= processes.keys()
    processes.update({info.pid: info for info in delta.changed})


class Child:
    def __init__(self):
        command = [sys.executable, "-m", "app.core.processes", str(os.getpid())]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0)
        self.unframer = Unframer()
        self.processes = {}
        self.pending = 0

    def say(self, *commands):
        self.process.stdin.write(b"".join(map(frame, commands)))

    def deltas(self, seconds):
        """All deltas that arrive within *seconds*, as (delta, when)."""
        end = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while (left := end - time.monotonic()) > 0:
                if selector.select(left):
                    chunk = os.read(self.process.stdout.fileno(), 1 << 20)
                    if not chunk:
                        return
                    deltas = list(map(decode_delta, self.unframer.feed(chunk)))
                    for delta in deltas:
                        apply(self.processes, delta)
                        self.pending = delta.pending
                    yield from deltas

    def settle(self):
        """Wait until it has obeyed all commands so far: it does so in order."""
        me = os.getpid()
        self.say(Want(("handles",)))
        self.until(lambda: self.processes[me].handles is not None and not self.pending)

    def until(self, condition, seconds=60):
        if condition():
            return
        for _ in self.deltas(seconds):
            if condition():
                return
        pytest.fail("the sampler did not tell")


@pytest.fixture
def child():
    child = Child()
    yield child
    try:
        # Reading on to the end: it may be in the middle of telling more than a pipe holds.
        child.process.communicate(timeout=60)
        assert child.process.returncode == 0
    finally:
        child.process.kill()
        child.process.wait()


def test_it_tells_all_processes_with_details(child, start_process):
    sleep = start_process("sleep", "1000", wait=False)
    child.until(lambda: sleep.pid in child.processes and child.processes[sleep.pid].detailed)
    child.until(lambda: child.processes[sleep.pid].name == "sleep")
    child.until(lambda: child.processes[os.getpid()].detailed)
    assert "DumpDesk itself" in child.processes[os.getpid()].verdict.reason
    sleep.stop()
    child.until(lambda: sleep.pid not in child.processes)


def test_paused_it_is_silent_until_asked(child, start_process):
    child.until(lambda: child.processes and all(i.detailed for i in child.processes.values()))
    child.say(Interval(0.2), Pause(paused=True))
    child.settle()
    assert list(child.deltas(0.7)) == []
    sleep = start_process("sleep", "1000", wait=False)
    child.say(Refresh())
    child.until(lambda: sleep.pid in child.processes)
    child.say(Pause(paused=False))
    assert len(list(islice(child.deltas(60), 4))) == 4  # perhaps of nothing: all may be asleep


def test_the_interval_counts(child):
    child.until(lambda: child.processes and not child.pending)
    child.say(Interval(3600))
    child.settle()
    assert list(child.deltas(1.5)) == []
    child.say(Interval(0.2))
    assert len(list(islice(child.deltas(60), 5))) == 5


def test_watched_processes_are_kept_up_to_date(child, start_process):
    sleep = start_process("sleep", "1000", wait=False)
    child.say(Watch((sleep.pid, 99999999)), Interval(0.2))
    child.until(lambda: sleep.pid in child.processes and child.processes[sleep.pid].detailed)


def test_it_ends_when_the_window_is_killed():
    """The window's end of both pipes closes by itself: nothing may outlive it."""
    script = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-m', 'app.core.processes'],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "child.stdout.read(10)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(1000)\n"
    )
    window = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    pid = int(window.stdout.readline())
    handle = os.pidfd_open(pid)
    window.kill()
    window.wait()
    window.stdout.close()
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        ended = selector.select(60)
    os.close(handle)
    assert ended, "the sampler outlived its window"


def test_it_ends_when_nobody_reads():
    child = Child()
    child.say(Interval(0.2))
    child.process.stdout.close()
    assert child.process.wait(60) == 0
    child.process.stdin.close()


def test_rubbish_on_its_input_ends_it():
    child = Child()
    child.process.stdin.write(b"\x03\x00\x00\x00abc")
    for _ in child.deltas(60):
        pass
    assert child.process.wait(60) is not None
    child.process.stdin.close()
    child.process.stdout.close()


@pytest.mark.parametrize("size", [1, 3, 7, 10_000])
def test_frames_survive_any_cutting(size):
    commands = [Interval(2.5), Pause(paused=True), Refresh(), Watch((1, 2, 3))]
    stream = b"".join(map(frame, commands))
    unframer = Unframer()
    bodies = []
    for start in range(0, len(stream), size):
        bodies += unframer.feed(stream[start : start + size])
    assert [decode_command(body) for body in bodies] == commands


def test_a_delta_survives_the_journey(child):
    child.until(lambda: child.processes)
    delta = SampleDelta(added=tuple(child.processes.values()), gone=(1,), pending=2)
    (body,) = Unframer().feed(frame(delta))
    assert decode_delta(body) == delta


def test_rubbish_is_not_a_message():
    for decode in (decode_command, decode_delta):
        with pytest.raises(msgspec.DecodeError):
            decode(b"\xc1")
