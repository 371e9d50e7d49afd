"""Which pages exist (present or swapped) or are guards, from /proc/PID/pagemap, touching none.

PAGEMAP_SCAN (Linux 6.7, include/uapi/linux/fs.h) where there is one, else pagemap itself.
"""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
import re
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...intervals import intersect, merged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...intervals import Range
    from .procfs import ProcessDirectory

PAGEMAP_SCAN: Final = 0xC060_6610
_PAGE_IS_PRESENT: Final = 1 << 3
_PAGE_IS_SWAPPED: Final = 1 << 4
_PAGE_IS_PFNZERO: Final = 1 << 5
"""The shared page of zeros: what is left where somebody only ever read; it does not count."""
_PAGE_IS_GUARD: Final = 1 << 8
"""MADV_GUARD_INSTALL put it there; Linux 6.15."""
_SCAN_ARGUMENT: Final = struct.Struct("<12Q")
_VECTOR_ENTRIES: Final = 1 << 15
_VECTOR_ENTRY: Final = 24
_SINGLE_SCANS: Final = 256
"""Up to so many ranges are scanned one by one; more of them in one sweep over all."""
_SPAN_GAP: Final = 1 << 20
"""Ranges closer than this are read from pagemap together."""
_ENTRIES_AT_ONCE: Final = 1 << 19
_RUNS: Final = re.compile(rb"1+")
_PAGE: Final = mmap.PAGESIZE


class Wanted(NamedTuple):
    """A kind of pages, as the two ways to ask for it want to have it said."""

    categories: tuple[int, int, int, int]
    """Of PAGEMAP_SCAN: inverted, all of these, any of these, to be returned."""
    top_bytes: bytes
    """Top byte of an entry of pagemap → "1" if it is such a page, else "0"."""


def _marked(mask: int) -> bytes:
    return bytes(0x31 if value & mask else 0x30 for value in range(256))


_BOTH: Final = _PAGE_IS_PRESENT | _PAGE_IS_SWAPPED
PRESENT: Final = Wanted((_PAGE_IS_PFNZERO, _PAGE_IS_PFNZERO, _BOTH, _BOTH), _marked(0xC0))
"""Present (bit 63) or swapped (bit 62)."""
GUARD: Final = Wanted((0, _PAGE_IS_GUARD, 0, _PAGE_IS_GUARD), _marked(0x04))
"""Bit 58."""


def scan_present(directory: ProcessDirectory, ranges: Sequence[Range]) -> tuple[Range, ...] | None:
    """Say which pages of *ranges* exist; None when the system does not tell."""
    wanted = merged(ranges)
    if not wanted:
        return ()
    try:
        descriptor = directory.open("pagemap")
    except OSError:
        return None
    try:
        try:
            found = scan(descriptor, wanted, PRESENT)
        except OSError:  # ENOTTY, EINVAL: a kernel before 6.7
            found = read(descriptor, wanted, PRESENT)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return tuple(intersect(merged(found), wanted))


def scan(descriptor: int, wanted: list[Range], kind: Wanted) -> list[Range]:
    """Ask PAGEMAP_SCAN for the pages of a *kind*. Raises OSError where it does not know it."""
    spans = wanted if len(wanted) <= _SINGLE_SCANS else [(wanted[0][0], wanted[-1][1])]
    found: list[Range] = []
    with mmap.mmap(-1, _VECTOR_ENTRIES * _VECTOR_ENTRY) as vector, memoryview(vector) as view:
        address = _address_of(vector)
        with view.cast("Q") as words:
            for start, end in spans:
                position = start // _PAGE * _PAGE
                limit = -(-end // _PAGE) * _PAGE
                while position < limit:
                    argument = bytearray(
                        _SCAN_ARGUMENT.pack(
                            96, 0, position, limit, 0, address, _VECTOR_ENTRIES, 0,
                            *kind.categories,
                        )
                    )  # fmt: skip
                    count = fcntl.ioctl(descriptor, PAGEMAP_SCAN, argument)
                    values = words[: count * 3].tolist()
                    found.extend(zip(values[::3], values[1::3], strict=True))
                    # Fewer than fit: done. walk_end may then point back (seen on 6.18), and
                    # going on from there would give regions twice.
                    if count < _VECTOR_ENTRIES:
                        break
                    position = _SCAN_ARGUMENT.unpack(argument)[4]
    return found


def _address_of(buffer: mmap.mmap) -> int:
    anchor = ctypes.c_char.from_buffer(buffer)
    address = ctypes.addressof(anchor)
    del anchor
    return address


def read(descriptor: int, wanted: list[Range], kind: Wanted) -> list[Range]:
    """Read the entries of pagemap and look for pages of a *kind*. Raises OSError."""
    spans: list[Range] = []
    for start, end in wanted:
        if spans and start - spans[-1][1] < _SPAN_GAP:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    found: list[Range] = []
    for start, end in spans:
        page, last = start // _PAGE, -(-end // _PAGE)
        while page < last:
            entries = os.pread(descriptor, min(last - page, _ENTRIES_AT_ONCE) * 8, page * 8)
            if not entries:
                break
            found.extend(
                ((page + run.start()) * _PAGE, (page + run.end()) * _PAGE)
                for run in _RUNS.finditer(entries[7::8].translate(kind.top_bytes))
            )
            page += len(entries) // 8
    return found
