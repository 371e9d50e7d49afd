"""The checksum of a file that is being written: of what the file holds in the end."""

from __future__ import annotations

import hashlib
import os
import random
import sys
import threading

import pytest

if sys.platform == "win32":
    pytest.skip("the file is made otherwise there", allow_module_level=True)

from app.core.backends.file_hash import FileHash
from app.core.backends.private_file_posix import Folder
from app.core.backends.written import ignore
from app.core.errors import DumpCancelledError, OutputError

MIB = 1 << 20
BYTES = b"MDMP" + random.Random(1).randbytes(12 * MIB + 77)


class Watched:
    """A file of which is known what was read."""

    def __init__(self, file):
        self._file = file
        self.reads = []
        self.has_read = threading.Event()

    def read_into(self, buffer, offset):
        got = self._file.read_into(buffer, offset)
        self.reads.append((offset, got))
        self.has_read.set()
        return got

    def data_within(self, start, end):
        return self._file.data_within(start, end)


@pytest.fixture
def file(tmp_path):
    folder = Folder(str(tmp_path))
    opened = folder.create("x.dmp.part")
    yield opened
    opened.close()
    folder.close()


@pytest.fixture
def watched(file):
    return Watched(file)


@pytest.fixture
def follower(watched):
    made = FileHash("x.dmp.part", lambda: None)
    made.file = watched
    yield made
    assert made.end(60)


def test_all_is_read_once_and_before_it_is_finished(file, follower, watched):
    os.pwrite(file.descriptor, BYTES[4:], 4)
    follower.settled(len(BYTES) - MIB)
    assert watched.has_read.wait(60)
    os.pwrite(file.descriptor, BYTES[:4], 0)
    assert follower.finish(len(BYTES), ignore) == hashlib.sha256(BYTES).hexdigest()
    assert watched.reads.pop() == (0, 4)
    assert sum(size for _, size in watched.reads) == len(BYTES)


def test_what_changes_afterwards_counts(file, follower):
    os.pwrite(file.descriptor, bytes(4) + BYTES[4:], 0)
    follower.settled(len(BYTES))
    chance, expected = random.Random(2), bytearray(BYTES)
    for _ in range(20):
        place, new = chance.randrange(4, len(BYTES) - 9), chance.randbytes(9)
        os.pwrite(file.descriptor, new, place)
        follower.changed(place)
        expected[place : place + 9] = new
        follower.settled(len(BYTES))
    os.pwrite(file.descriptor, BYTES[:4], 0)
    assert follower.finish(len(BYTES), ignore) == hashlib.sha256(expected).hexdigest()


def test_holes_are_zeros_and_are_not_read(file, follower, watched):
    size = 40 * MIB + 5
    os.pwrite(file.descriptor, b"MDMP1", 0)
    os.pwrite(file.descriptor, b"2", 20 * MIB)
    os.ftruncate(file.descriptor, size)
    expected = bytearray(size)
    expected[:5], expected[20 * MIB] = b"MDMP1", ord("2")
    assert follower.finish(size, ignore) == hashlib.sha256(expected).hexdigest()
    assert sum(got for _, got in watched.reads) <= 4 * MIB


def test_holes_among_data_are_not_read(file, follower, watched):
    """As a heap has them of which most was never used."""
    step, size = 400 << 10, 40 * MIB + 5
    for place in range(0, size, step):
        os.pwrite(file.descriptor, BYTES[:40960], place)
    os.ftruncate(file.descriptor, size)
    expected = b"".join(BYTES[:40960].ljust(step, b"\0") for _ in range(0, size, step))[:size]
    assert follower.finish(size, ignore) == hashlib.sha256(expected).hexdigest()
    assert sum(got for _, got in watched.reads) <= MIB + size // 4


@pytest.mark.parametrize("gap", [4096, 12288, 65536, 200000])
def test_any_pattern_of_holes_has_the_checksum_of_the_file(file, follower, gap):
    chance, size = random.Random(gap), 9 * MIB + 3
    os.pwrite(file.descriptor, BYTES[:4], 0)
    place = 0
    while (place := place + chance.randrange(1, 2 * gap)) < size:
        os.pwrite(file.descriptor, BYTES[: chance.randrange(1, gap)], place)
        place += gap
    os.ftruncate(file.descriptor, size)
    follower.settled(size // 2)
    expected = hashlib.sha256(os.pread(file.descriptor, size, 0)).hexdigest()
    assert follower.finish(size, ignore) == expected


@pytest.mark.parametrize("size", [0, 1, 3, 4, 5, MIB, MIB + 1])
def test_files_of_any_size(file, follower, size):
    os.pwrite(file.descriptor, BYTES[:size], 0)
    assert follower.finish(size, ignore) == hashlib.sha256(BYTES[:size]).hexdigest()


def test_a_signature_that_never_came_is_no_checksum(file, follower):
    os.pwrite(file.descriptor, bytes(4) + BYTES[4:], 0)
    follower.settled(len(BYTES))
    with pytest.raises(OutputError, match="was changed"):
        follower.finish(len(BYTES), ignore)


def test_whoever_has_had_enough_does_not_wait(file):
    def poll():
        raise DumpCancelledError("The dump was cancelled.")

    follower = FileHash("x.dmp.part", poll)
    follower.file = file
    with pytest.raises(DumpCancelledError):
        follower.finish(len(BYTES), ignore)
    assert follower.end(60)
