"""Bytes that are overwritten in a dump by the addresses they are of."""

from __future__ import annotations

import os

import pytest

from app.core.backends.blank import StoredFile, blank
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest
from app.core.errors import DumpCancelledError, MiniDumpError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.reader import MinidumpFile
from tests.unit.inspection.written import HEAP, LIBRARY, STACK, memory_at, write

FULL = T.MiniDumpWithFullMemory


def nothing():
    pass


@pytest.fixture
def dump(tmp_path):
    """A dump that lacks its signature yet, open, with its whole contents."""
    _, data = write(DumpRequest(FULL))
    path = tmp_path / "x.dmp.part"
    path.write_bytes(bytes(4) + data[4:])
    descriptor = os.open(path, os.O_RDWR)
    yield descriptor, bytes(data)
    os.close(descriptor)


def contents(descriptor):
    size = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    return MinidumpFile(b"MDMP" + os.read(descriptor, size)[4:])


def test_ranges_become_zeros_and_nothing_else_changes(dump):
    descriptor, before = dump
    wanted = [(HEAP + 3, HEAP + 0x1005), (LIBRARY - 0x1000, LIBRARY + 1), (0x10, 0x20)]
    assert blank(StoredFile(descriptor, b"MDMP"), sorted(wanted), nothing) == 0x1002 + 1
    with contents(descriptor) as file:
        assert file.read_memory(HEAP, 3) == memory_at(HEAP, 3)
        assert file.read_memory(HEAP + 3, 0x1002) == bytes(0x1002)
        assert file.read_memory(HEAP + 0x1005, 0x100) == memory_at(HEAP + 0x1005, 0x100)
        assert file.read_memory(LIBRARY, 2) == bytes(1) + memory_at(LIBRARY + 1, 1)
        assert file.read_memory(STACK, 0x8000) == memory_at(STACK, 0x8000)
    os.lseek(descriptor, 0, os.SEEK_SET)
    after = os.read(descriptor, len(before) + 1)
    assert after[:4] == bytes(4)  # the signature is for whoever finishes the file
    assert len(after) == len(before)
    assert sum(a != b for a, b in zip(after[4:], before[4:], strict=True)) <= 0x1003


def test_a_cancel_is_heard(dump):
    def cancel():
        raise DumpCancelledError("The dump was cancelled.")

    with pytest.raises(DumpCancelledError):
        blank(StoredFile(dump[0], b"MDMP"), [(HEAP, HEAP + 0x1000)], cancel)


def test_what_is_no_dump_is_said(dump):
    with pytest.raises(MiniDumpError, match="no dump"):
        StoredFile(dump[0])


def test_our_own_writer_cuts_what_is_to_be_blanked():
    request = DumpRequest(FULL, FilterSpec(memory=(MemoryRule(address=HEAP, size=64),)), blank=True)
    plan, _ = write(request)
    assert plan.blank
    assert plan.stays == ()
    assert plan.out == ((HEAP, HEAP + 64),)
    assert all(piece.end <= HEAP or piece.start >= HEAP + 64 for piece in plan.ranges)
    assert DumpRequest.from_json(request.to_json()) == request
