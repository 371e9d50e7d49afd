"""How long one waits for a processor: read from the kernel, and remembered for a while."""

from __future__ import annotations

import sys

import pytest

from app.core.capture import run_queue
from app.core.capture.run_queue import RunQueue


@pytest.fixture
def load(tmp_path):
    """Write what proc_loadavg(5) tells, with so many programs at work."""
    path = tmp_path / "loadavg"

    def write(running):
        path.write_text(f"5.09 3.53 2.11 {running}/326 22291\n")
        return path

    return write


@pytest.mark.parametrize(
    ("running", "processors", "wait"), [(1, 2, 0), (2, 2, 0), (3, 2, 2), (22, 2, 40), (22, 64, 0)]
)
def test_those_who_find_no_processor_take_turns(load, running, processors, wait):
    assert RunQueue(load(running), processors).wait_ms() == wait


def test_what_was_seen_counts_for_ten_seconds(load, monkeypatch):
    now = 100.0
    monkeypatch.setattr(run_queue.time, "monotonic", lambda: now)
    queue = RunQueue(load(22), 2)
    assert queue.wait_ms() == 40
    now += 4
    load(42)
    assert queue.wait_ms() == 60  # between both
    now += 4
    load(1)
    assert queue.wait_ms() == 40  # one that was for a moment is no crowd, nor the lack of one
    now += 4
    assert queue.wait_ms() == 0


@pytest.mark.parametrize("told", ["", "0.25 0.34 0.17", "0.25 0.34 0.17 many/143 9449"])
def test_what_the_system_does_not_tell_is_no_wait(tmp_path, told):
    path = tmp_path / "loadavg"
    assert RunQueue(path, 1).wait_ms() == 0
    path.write_text(told)
    assert RunQueue(path, 1).wait_ms() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="of Linux")
def test_this_machine_tells():
    queue = RunQueue(processors=1)
    assert queue.wait_ms() >= 0
    assert len(queue._seen) == 1
