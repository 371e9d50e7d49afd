"""Whole dumps to a drive that stops answering: the target runs on, a cancel is heard."""

from __future__ import annotations

import re
import threading
import time

import pytest

from app.core.backends import drive as drive_module
from app.core.backends import store as store_module
from app.core.backends.output import dump_to_file
from app.core.capture.linux import describer
from app.core.capture.snapshot import Spare
from app.core.dump.request import DumpRequest
from app.core.errors import DumpCancelledError, MiniDumpError, OutputError
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.faults.conftest import PATIENCE, Filled
from tests.live.dumping import runs, tracer_of, wait_until

FULL = int(T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)
STEPS = ("LOOKUP", "CREATE", "SETATTR", "STATFS", "WRITE", "FSYNC", "READ", "RENAME2")
"""What a dump asks of its drive, one after the other."""


@pytest.fixture
def target(start_process):
    return Filled(start_process)


@pytest.fixture(autouse=True)
def short_ends(monkeypatch):
    """Wait less for cleaning up than one would for a drive that may only be slow."""
    for module in ("output", "native"):
        monkeypatch.setattr(f"app.core.backends.{module}.END_SECONDS", 1.0)


class Dumping(threading.Thread):
    """A dump on a thread of its own, with a switch that cancels it."""

    def __init__(self, target, path, flags):
        super().__init__()
        self._arguments = (target.key, str(path), DumpRequest(flags))
        self.cancelled = threading.Event()
        self.outcome = None
        self.ended = 0.0
        self.phases = []

    def run(self):
        try:
            self.outcome = dump_to_file(
                *self._arguments,
                report=lambda event: self.phases.append(event.get("phase")),
                is_cancelled=self.cancelled.is_set,
            )
        except MiniDumpError as error:
            self.outcome = error
        self.ended = time.monotonic()


def no_thread_is_left():
    return not {"drive", "copy"} & {thread.name for thread in threading.enumerate()}


def contents(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("flags", [0, FULL])
@pytest.mark.parametrize("operation", STEPS)
def test_a_cancel_is_heard_wherever_the_drive_hangs(target, faulty, flags, operation):
    if (operation, flags) == ("STATFS", 0):
        pytest.skip("a small dump does not ask how much room there is")
    faulty.hang(operation)
    dumping = Dumping(target, faulty.path / "a.dmp", flags)
    dumping.start()
    faulty.wait_held(operation)
    asked = time.monotonic()
    dumping.cancelled.set()
    wait_until(lambda: runs(target.pid))
    dumping.join(PATIENCE)
    assert isinstance(dumping.outcome, DumpCancelledError)
    # On an idle machine it takes 0.4 s.
    assert dumping.ended - asked < 20
    assert operation in faulty.held(), "it was not what was waited for"
    if faulty.names():
        assert re.search("may have been left|is not known", dumping.outcome.remedy)
    faulty.release()
    # The thread that hung comes back, and cleans up as it was told.
    wait_until(no_thread_is_left)
    left = contents(faulty.path)
    assert left == (["a.dmp"] if operation == "RENAME2" else [])
    for name in left:
        assert verify(faulty.path / name).verdict == "good"


@pytest.mark.parametrize("flags", [0, FULL])
@pytest.mark.parametrize("operation", STEPS)
def test_a_drive_that_hangs_ends_the_dump_after_a_while(
    target, faulty, monkeypatch, flags, operation
):
    monkeypatch.setattr(store_module, "ANSWER_SECONDS", 1.0)
    monkeypatch.setattr(drive_module.Drive.do, "__kwdefaults__", {"seconds": 1.0, "poll": None})
    monkeypatch.setattr(drive_module, "SLOWEST", 1 << 40)
    monkeypatch.setattr(drive_module, "SYNC_SECONDS", 1.0)
    monkeypatch.setattr("app.core.backends.output.SYNC_SECONDS", 1.0)
    if (operation, flags) == ("STATFS", 0):
        pytest.skip("a small dump does not ask how much room there is")
    faulty.hang(operation)
    dumping = Dumping(target, faulty.path / "a.dmp", flags)
    dumping.start()
    dumping.join(PATIENCE)
    assert isinstance(dumping.outcome, OutputError)
    assert "the file system does not answer" in dumping.outcome.cause
    assert tracer_of(target.pid) == 0
    assert runs(target.pid)
    faulty.release()
    wait_until(no_thread_is_left)
    assert contents(faulty.path) == (["a.dmp"] if operation == "RENAME2" else [])


@pytest.mark.parametrize("flags", [0, FULL])
def test_a_drive_that_is_slow_gets_its_dump(target, faulty, flags):
    for operation in STEPS:
        faulty.delay(operation, 0.02)
    dumping = Dumping(target, faulty.path / "a.dmp", flags)
    dumping.run()
    faulty.release()
    assert verify(dumping.outcome.path, dumping.outcome.plan).verdict == "good"
    assert contents(faulty.path) == ["a.dmp"]


def test_the_target_runs_again_before_its_drive_is_asked_to_take_anything(target, faulty):
    """What was copied waits in memory: no drive has a part in the stop."""
    faulty.hang("WRITE")
    dumping = Dumping(target, faulty.path / "a.dmp", FULL)
    dumping.start()
    faulty.wait_held("WRITE")
    assert runs(target.pid)
    assert tracer_of(target.pid) == 0
    dumping.cancelled.set()
    dumping.join(PATIENCE)
    assert isinstance(dumping.outcome, DumpCancelledError)
    faulty.release()
    wait_until(no_thread_is_left)
    assert contents(faulty.path) == []


def test_without_memory_to_spare_the_stop_does_not_wait_for_a_drive_that_hangs(
    target, faulty, monkeypatch
):
    """While nobody cancels: the target runs on after the time that is agreed for a step."""
    monkeypatch.setattr(describer, "spare", Spare)
    faulty.hang("WRITE", after=2)
    dumping = Dumping(target, faulty.path / "a.dmp", FULL)
    dumping.start()
    faulty.wait_held("WRITE")
    assert tracer_of(target.pid)
    began = time.monotonic()
    wait_until(lambda: runs(target.pid))
    assert time.monotonic() - began < drive_module.ANSWER_SECONDS + 20
    dumping.join(PATIENCE)
    assert isinstance(dumping.outcome, OutputError)
    faulty.release()
    wait_until(lambda: contents(faulty.path) == [])
