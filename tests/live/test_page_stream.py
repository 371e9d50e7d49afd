"""Memory that a copy of a process hands over by itself: the same bytes, and nothing changes."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import struct
import threading
from pathlib import Path

import pytest

from app.core.capture.linux.memory import Memory
from app.core.capture.linux.page_stream import PageStream
from app.core.errors import CloneRefusedError, DumpCancelledError
from tests.live.dumping import runs

PAGE = 4096
MIB = 1 << 20
_WORDS = 1 << 64


def as_it_was(size):
    """What the target holds before it changes it."""
    words = (index * 0x9E3779B97F4A7C15 % _WORDS for index in range(size // 8))
    return struct.pack(f"<{size // 8}Q", *words)


@pytest.fixture
def process(start_target):
    return start_target("handed")


@pytest.fixture
def read_otherwise(monkeypatch):
    """What was not handed over: (address, size) of each read by other means."""
    found, fill = [], Memory.fill

    def noting(memory, window, parts, total):
        found.extend(parts)
        return fill(memory, window, parts, total)

    monkeypatch.setattr(Memory, "fill", noting)
    return found


@contextlib.contextmanager
def cloned(target, change=None):
    snapshot = target.describe()
    target.prepare_clone()
    try:
        with target.suspend(snapshot, xstate=False):
            target.clone([(region.base, region.end) for region in snapshot.regions])
        if change is not None:
            change.process.stdin.write(b"\n")
            change.process.stdin.flush()
            assert change.process.stdout.readline() == b"changed\n"
        yield target._cloning._cloned._clone.process_id
    finally:
        target.end_clone()


def jobs_of(values, *, without_closed):
    """What to copy, to where in a buffer of the same size; in pieces, as many mappings would be."""
    start, size, closed = values["memory"], values["size"], values["closed"]
    places = list(range(0, size, 3 * MIB // 2))
    jobs = [(start + low, min(3 * MIB // 2, size - low), low) for low in places]
    if without_closed:
        jobs = [(a, s, o) for a, s, o in jobs if not o <= closed < o + s]
    return jobs


@pytest.mark.parametrize("to_file", [False, True])
def test_all_of_it_is_handed_over_as_it_was(process, opened, read_otherwise, tmp_path, to_file):
    size, closed = process.values["size"], process.values["closed"]
    jobs = jobs_of(process.values, without_closed=True)
    target, expected = opened(process.pid), as_it_was(size)
    got = bytearray(size)
    with cloned(target, process), (tmp_path / "x").open("w+b") as file:
        read_otherwise.clear()
        into = file.fileno() if to_file else memoryview(got)
        assert target.copy(jobs, into, patience=60 if to_file else None) == []
        if to_file:
            file.truncate(size)
            got = file.read()
    assert read_otherwise == []
    for _, length, place in jobs:
        assert got[place : place + length] == expected[place : place + length]
    assert closed < size
    assert runs(process.pid)


def test_what_the_program_may_not_read_is_read_otherwise_and_the_rest_handed_over(
    process, opened, read_otherwise
):
    """Such a page fails for the copy as it would for the program; a tracer may read it."""
    size, closed = process.values["size"], process.values["closed"]
    target, got = opened(process.pid), bytearray(size)
    with cloned(target, process):
        read_otherwise.clear()
        assert target.copy(jobs_of(process.values, without_closed=False), memoryview(got)) == []
    assert got == as_it_was(size)
    start = process.values["memory"]
    assert any(low <= start + closed < low + length for low, length in read_otherwise)
    assert sum(length for _, length in read_otherwise) <= 2 * MIB


def private_of(pid):
    """Memory of nobody but this process, in KiB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"Private_Dirty:\s*(\d+)", rollup)[1])


def files_of(pid):
    """The names of its descriptors."""
    return sorted(one.name for one in Path(f"/proc/{pid}/fd").iterdir())


def test_nothing_of_it_is_copied_and_nothing_is_opened_in_the_target(process, opened):
    target, size = opened(process.pid), process.values["size"]
    files, seen = files_of(process.pid), []

    def progress(_size):
        seen.append(files_of(process.pid))
        return True

    with cloned(target) as copy:
        shared = private_of(process.pid)
        jobs = jobs_of(process.values, without_closed=True)
        target.copy(jobs, memoryview(bytearray(size)), progress)
        assert private_of(process.pid) < shared + (size >> 10) // 4
        assert private_of(copy) < shared + (size >> 10) // 4
    assert seen
    assert all(one == files for one in seen)


@pytest.mark.parametrize("lack", ["apart", "memory", "pipe"])
def test_where_a_copy_cannot_all_is_read_otherwise(
    process, opened, read_otherwise, monkeypatch, lack
):
    """Its descriptors are the target's before Linux 5.9; it may get no memory, or no pipe."""
    target, size = opened(process.pid), process.values["size"]
    got = bytearray(size)
    with cloned(target, process):
        clone = target._cloning._cloned._clone
        call = clone.call

        def refused(number, arguments):
            if number == {"memory": 9, "pipe": 293}[lack]:
                raise OSError
            return call(number, arguments)

        if lack == "apart":
            clone.is_apart = False
        else:
            monkeypatch.setattr(clone, "call", refused)
        read_otherwise.clear()
        assert target.copy(jobs_of(process.values, without_closed=False), memoryview(got)) == []
    assert got == as_it_was(size)
    assert sum(length for _, length in read_otherwise) >= size


def test_a_copy_that_stands_still_is_not_waited_for(process, opened, read_otherwise, monkeypatch):
    """SIGSTOP cannot be blocked, nor the freezer of its control group."""
    target, size = opened(process.pid), process.values["size"]
    got, read = bytearray(size), PageStream.read
    calls = []

    def held_up(stream, buffer):
        calls.append(len(buffer))
        if len(calls) == 3:
            os.kill(copy, signal.SIGSTOP)
        return read(stream, buffer)

    monkeypatch.setattr(PageStream, "read", held_up)
    with cloned(target, process) as copy:
        read_otherwise.clear()
        assert target.copy(jobs_of(process.values, without_closed=False), memoryview(got)) == []
    assert got == as_it_was(size)
    assert read_otherwise
    assert runs(process.pid)


def test_a_copy_that_is_ended_meanwhile_is_said(process, opened, monkeypatch):
    target, read = opened(process.pid), PageStream.read

    def ended(stream, buffer):
        os.kill(copy, signal.SIGKILL)
        return read(stream, buffer)

    monkeypatch.setattr(PageStream, "read", ended)
    jobs, room = jobs_of(process.values, without_closed=False), bytearray(process.values["size"])
    with cloned(target) as copy, pytest.raises(CloneRefusedError, match="ended the copy"):
        target.copy(jobs, memoryview(room))
    assert runs(process.pid)


def held_by_us():
    """How many threads and descriptors we have."""
    return threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def test_whoever_has_had_enough_leaves_nothing(process, opened):
    target, room = opened(process.pid), bytearray(process.values["size"])
    jobs, before = jobs_of(process.values, without_closed=False), held_by_us()
    with cloned(target):
        within = held_by_us()
        with pytest.raises(DumpCancelledError):
            target.copy(jobs, memoryview(room), lambda _size: False)
        assert held_by_us() == within
    assert held_by_us() == before
    assert runs(process.pid)
