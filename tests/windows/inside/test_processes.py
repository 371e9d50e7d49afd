"""The table of processes on Windows: nothing that one process or psutil refuses may break it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from app.core.capture.windows import top_windows
from app.core.capture.windows.process_facts import facts_of
from app.core.capture.windows.process_table import process_rows
from app.core.processes.info import CanDump
from app.core.processes.psutil_source import PsutilSource
from app.core.processes.sampler import Sampler, list_processes

PYTHON = sys._base_executable
"""That of a virtual environment only starts this one."""
BUSY = "import sys\nprint('ready', flush=True)\nwhile True: pass"
IDLE = "import sys; print('ready', flush=True); sys.stdin.read()"
FACTS = ("private", "handles", "io", "privileges", "container", "window")


@pytest.fixture
def child():
    """Call it with a program text to get a Python process that has said "ready"."""
    running = []

    def start(text):
        command = [PYTHON, "-I", "-c", text]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        running.append(process)
        assert process.stdout.readline().strip() == b"ready"
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def seconds(most):
    """Go round fifty times a second, for as long as it may take at *most*."""
    until = time.monotonic() + most
    while time.monotonic() < until:
        yield
        time.sleep(0.02)


def test_a_process_has_all_its_columns(child):
    pid = child(IDLE).pid
    (found,) = (info for info in list_processes(facts=FACTS) if info.pid == pid)
    assert found.name.lower() == "python.exe"
    assert found.exe.lower() == PYTHON.lower()
    assert found.user == psutil.Process().username()
    assert "sys.stdin.read()" in found.cmdline
    assert (found.bits, found.machine) == (64, "x64")
    assert found.ppid == os.getpid()
    assert found.threads >= 1
    assert found.memory > 1 << 20
    assert abs(found.started - psutil.Process(pid).create_time()) < 2
    assert found.can_dump is CanDump.YES
    assert found.handles > 0
    assert found.container == ""
    assert found.privileges in {"", "administrator", "system"}
    assert found.detailed


def test_every_process_is_there_whatever_it_refuses():
    rows = {row.pid for row in process_rows()}
    assert os.getpid() in rows
    found = list_processes()
    assert len(found) >= len(rows) - 2  # some may have ended in between
    assert all(info.name for info in found)
    assert all(info.detailed for info in found)


def test_the_sampler_sees_a_process_come_work_and_go(child):
    sampler = Sampler()
    sampler.sample()
    process = child(BUSY)
    assert process.pid in {info.pid for info in sampler.sample().added}
    for _ in seconds(60):
        sampler.sample()
        if sampler.processes[process.pid].cpu > 0:
            break
    assert sampler.processes[process.pid].cpu > 0
    process.kill()
    process.wait()
    gone = []
    for _ in seconds(60):
        gone += sampler.sample().gone
        if process.pid in gone:
            break
    assert process.pid in gone


def test_psutil_alone_gives_every_process_too():
    """Under Wine it raises OSError for names, which costs no other figure."""
    source = PsutilSource()
    readings = {reading.pid: reading for reading in source.sweep().readings}
    mine = readings[os.getpid()]
    assert mine.name
    assert mine.threads >= 1
    assert mine.memory > 1 << 20


def test_a_process_that_does_not_exist_tells_nothing():
    assert facts_of(0x7FFFFFF0).path == ""
    mine = facts_of(os.getpid())
    assert mine.path.lower() == PYTHON.lower()
    assert mine.elevated is not None
    assert mine.session is not None


def test_windows_can_be_asked_for_even_where_there_are_none():
    assert isinstance(top_windows.titles(), dict)
    assert top_windows.pid_at(-30000, -30000) in {None, *(row.pid for row in process_rows())}


def test_the_command_line_lists_processes(child):
    pid = child(IDLE).pid
    done = subprocess.run(
        [sys.executable, "-m", "app", "list", "--json", "name ~ python*"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        timeout=60,
        check=True,
    )
    (found,) = (each for each in json.loads(done.stdout) if each["pid"] == pid)
    assert found["exe"].lower() == PYTHON.lower()
    assert found["can_dump"] is True
