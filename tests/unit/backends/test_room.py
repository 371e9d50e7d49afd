"""Room for a dump: looked for and kept in one request each, or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from types import SimpleNamespace

import pytest

from app.core.backends import room
from app.core.capture.zero_pages import Zeros
from app.core.errors import DiskFullError, DumpCancelledError
from app.core.minidump.layout import MemoryBlock

MIB = 1 << 20


def plan_with(*blocks, holes=(), disk_size=0):
    """Of a plan what room is made for: (address, size, offset in the file) of its memory."""
    placed = []
    for address, size, offset in blocks:
        placed.append(block := MemoryBlock(address, size))
        block.rva = offset
    return SimpleNamespace(
        disk_size=disk_size,
        minidump=SimpleNamespace(memory_blocks=placed),
        memory=SimpleNamespace(holes=list(holes), copied=lambda: [(0, disk_size)]),
    )


@pytest.fixture
def refusing(monkeypatch):
    """Call it with an error number to have fallocate refused; gives the requests made."""

    def refuse(*numbers):
        asked, answers = [], list(numbers)

        def fallocate(_descriptor, mode, offset, size):
            asked.append((mode, offset, size))
            if not answers:
                return 0
            ctypes.set_errno(answers.pop(0))
            return -1

        monkeypatch.setattr(room, "_fallocate", fallocate)
        return asked

    return refuse


def nothing():
    pass


def not_asked():
    pytest.fail("looked for zeros")


def test_what_is_long_gets_room_and_holes_do_not(tmp_path):
    plan = plan_with(
        (64 * MIB, 4 * MIB, 5000),  # four MiB, of which the third stays a hole
        (80 * MIB, MIB // 2, 5000 + 6 * MIB),  # too short to matter
        holes=[(66 * MIB, 67 * MIB)],
    )
    with (tmp_path / "x").open("w+b") as file:
        room.reserve(file.fileno(), plan, nothing)
        status = os.fstat(file.fileno())
    assert status.st_size == 5000 + 4 * MIB
    assert 3 * MIB <= status.st_blocks * 512 < 3 * MIB + MIB // 2


def test_blocks_side_by_side_in_the_file_are_asked_for_together(refusing):
    asked = refusing()
    room.reserve(0, plan_with((0, MIB // 2, 4096), (8 * MIB, MIB, 4096 + MIB // 2)), nothing)
    assert asked == [(0, 0, 4096 + MIB + MIB // 2)]


@pytest.mark.parametrize("number", [errno.EOPNOTSUPP, errno.ENOSYS, errno.ENODEV])
def test_a_file_system_that_cannot_is_asked_once(refusing, number):
    asked = refusing(number)
    room.reserve(0, plan_with((0, 640 * MIB, 4096)), nothing)
    assert asked == [(0, 0, 64 * MIB)]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told(refusing, number):
    refusing(number)
    with pytest.raises(DiskFullError):
        room.reserve(0, plan_with((0, 2 * MIB, 4096)), nothing)


def test_an_interrupted_request_is_made_again(refusing):
    asked = refusing(errno.EINTR, errno.EINTR)
    room.reserve(0, plan_with((0, 2 * MIB, 4096)), nothing)
    assert asked == [(0, 0, 4096 + 2 * MIB)] * 3


def test_a_cancel_is_heard_between_requests(refusing):
    asked = refusing()

    def poll():
        if len(asked) == 2:
            raise DumpCancelledError("The dump was cancelled.")

    with pytest.raises(DumpCancelledError):
        room.reserve(0, plan_with((0, 640 * MIB, 0)), poll)
    assert len(asked) == 2


def test_a_dump_larger_than_the_disk_is_refused(tmp_path):
    with (tmp_path / "x").open("w+b") as file:
        room.find_room(file.fileno(), plan_with(disk_size=4096), not_asked)
        with pytest.raises(DiskFullError, match="are free"):
            room.find_room(file.fileno(), plan_with(disk_size=1 << 62), lambda: Zeros(256, 0))
    room.find_room(-1, plan_with(disk_size=1 << 62), not_asked)  # the writing will tell


@pytest.mark.parametrize(
    ("zeros", "fits"), [(0, False), (128, False), (200, True), (230, True), (256, True)]
)
def test_a_dump_that_may_fit_for_its_zeros_is_begun(monkeypatch, zeros, fits):
    disk = SimpleNamespace(f_bavail=1024, f_frsize=MIB // 4, f_blocks=4096)
    monkeypatch.setattr(room.os, "fstatvfs", lambda _: disk)  # 256 MiB of 1 GiB
    plan = plan_with(disk_size=1024 * MIB)
    told = "" if fits else f"needs about {1024 - 4 * zeros}|needs about 1.0 GiB; 256.0 MiB"
    with contextlib.nullcontext() if fits else pytest.raises(DiskFullError, match=told):
        room.find_room(0, plan, lambda: Zeros(256, zeros))
