"""Room for a dump on disk: looked for, and kept, before the target is stopped."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import ctypes
import errno
import os
from typing import TYPE_CHECKING, Final, cast

from ..errors import OutputError, disk_full, from_oserror
from ..intervals import merged, subtract, total

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.zero_pages import Zeros
    from ..dump.plan import PlacedPlan
    from ..intervals import Range

_LONG: Final = 1 << 20
"""Bytes that memory must have in one piece for room to be kept for it."""
_AT_ONCE: Final = 64 << 20
"""Bytes of room asked for between two questions whether to go on."""


def _bind_fallocate() -> Callable[[int, int, int, int], int] | None:
    """Find fallocate(2) with offsets of 64 bits: fallocate64 in glibc, fallocate in musl."""
    library = ctypes.CDLL(None, use_errno=True)
    for name in ("fallocate64", "fallocate"):
        with contextlib.suppress(AttributeError):
            function = getattr(library, name)
            function.restype = ctypes.c_int
            function.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)
            return cast("Callable[[int, int, int, int], int]", function)
    return None


_fallocate = _bind_fallocate()


def find_room(descriptor: int, plan: PlacedPlan, zeros: Callable[[], Zeros]) -> None:
    """Raise DiskFullError if the dump of *plan* does not fit on the disk of *descriptor*.

    What pages of zeros save is known once all are read. Where it matters *zeros* tells of some; a
    dump that may fit after all is begun, and should it not, writing tells.
    """
    try:
        disk = os.fstatvfs(descriptor)
    except OSError:
        return
    free = disk.f_bavail * disk.f_frsize
    if not disk.f_blocks or plan.disk_size <= free:
        return
    found, copied = zeros(), total(plan.memory.copied())
    if plan.disk_size - copied * found.most > free:
        raise disk_full(plan.disk_size - int(copied * found.share), free)


def reserve(descriptor: int, plan: PlacedPlan, poll: Callable[[], None]) -> None:
    """Have room on disk kept for what is long in the file of *plan*; its holes stay holes.

    Halves the time of copying and finds a full disk before the target is stopped. A file system
    that cannot do it in one request is not asked to do it in thousands, as posix_fallocate would.
    *poll* may raise to give up. Raises OutputError and its kinds.
    """
    if _fallocate is None:
        return
    for start, end in _extents(plan):
        for low in range(start, end, _AT_ONCE):
            poll()
            while _fallocate(descriptor, 0, low, min(end - low, _AT_ONCE)):
                error = OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
                if error.errno == errno.EINTR:
                    poll()
                    continue
                failure = from_oserror(error, "Reserving room for the dump", as_type=OutputError)
                if type(failure) is OutputError:
                    return  # This file system cannot; writing will tell.
                raise failure


def _extents(plan: PlacedPlan) -> list[Range]:
    """Give the parts of the file that are filled, from 1 MiB on; what precedes memory is one."""
    blocks = plan.minidump.memory_blocks
    front = min((block.placed_rva for block in blocks), default=0)
    parts = (
        (block.placed_rva + low - block.address, block.placed_rva + high - block.address)
        for block in blocks
        for low, high in subtract([(block.address, block.address + block.size)], plan.memory.holes)
    )
    return [(start, end) for start, end in merged([(0, front), *parts]) if end - start >= _LONG]
