"""Memory copied to a drive that does what it wants, while the target stands still."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest

from app.core.capture.target import open_target
from app.core.errors import DiskFullError, DumpCancelledError, OutputError
from tests.faults.conftest import PATIENCE, Filled
from tests.live.dumping import runs, wait_until


@pytest.fixture
def target(start_process):
    found = Filled(start_process)
    opened = open_target(found.key)
    found.copy = lambda fd, progress=None, **more: opened.copy(
        [(found.address, found.size, 0)], fd, progress, **more
    )
    found.suspend = lambda: opened.suspend(opened.describe(), xstate=False)
    yield found
    opened.close()


@pytest.fixture
def file(faulty):
    descriptor = os.open(faulty.path / "memory", os.O_RDWR | os.O_CREAT)
    yield descriptor
    faulty.release()
    os.close(descriptor)


def descriptors():
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_a_write_that_hangs_is_left_behind_after_a_while(target, faulty, file):
    before = descriptors()
    faulty.hang("WRITE", after=20)
    began = time.monotonic()
    with pytest.raises(OutputError, match="does not answer"), target.suspend():
        target.copy(file, patience=0.5)
    assert time.monotonic() - began < PATIENCE
    assert runs(target.pid)
    assert "WRITE" in faulty.held()
    faulty.release()
    wait_until(lambda: descriptors() == before)


def test_a_cancel_is_heard_while_a_write_hangs(target, faulty, file):
    faulty.hang("WRITE", after=20)
    with pytest.raises(DumpCancelledError), target.suspend():
        target.copy(file, lambda _: not faulty.held(), patience=600)
    assert runs(target.pid)
    assert "WRITE" in faulty.held()


def test_progress_is_asked_by_the_caller_alone(target, faulty, file):
    faulty.delay("WRITE", 0.01)
    askers, sizes = set(), []

    def progress(size):
        askers.add(threading.get_ident())
        sizes.append(size)
        return True

    assert not target.copy(file, progress, patience=600)
    assert askers == {threading.get_ident()}
    assert sum(sizes) == target.size


def test_a_slow_drive_is_no_drive_that_hangs(target, faulty, file):
    """No request is answered at once; each step is one within the patience."""
    faulty.delay("WRITE", 0.05)
    assert not target.copy(file, patience=5)
    faulty.release()
    assert os.pread(file, target.size, 0) == target.content


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.EIO, OutputError), (errno.ENOSPC, DiskFullError)]
)
def test_an_error_of_the_drive_is_told(target, faulty, file, number, expected):
    faulty.fail("WRITE", number, after=20)
    with pytest.raises(expected) as caught, target.suspend():
        target.copy(file, patience=600)
    assert type(caught.value) is expected
    assert runs(target.pid)


def test_an_error_beside_a_write_that_hangs_is_told_at_once(target, faulty, file, monkeypatch):
    """One thread hangs; the other one's trouble is reason enough to end."""
    write = os.pwrite
    hung = threading.Event()

    def pwrite(descriptor, data, offset):
        if not hung.is_set():
            hung.set()
            return write(descriptor, data, offset)
        wait_until(faulty.held)
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    faulty.hang("WRITE")
    monkeypatch.setattr(os, "pwrite", pwrite)
    with pytest.raises(DiskFullError):
        target.copy(file, patience=600)


def test_where_no_threads_can_be_had_the_caller_copies(target, tmp_path, monkeypatch):
    def refuse(_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with (tmp_path / "memory").open("w+b") as out:
        assert not target.copy(out.fileno(), patience=5)
        assert os.pread(out.fileno(), target.size, 0) == target.content
