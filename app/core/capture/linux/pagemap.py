"""Which pages exist (present or swapped) or are guards, from /proc/PID/pagemap, touching none.

There are two ways to ask. PAGEMAP_SCAN (Linux 6.7, include/uapi/linux/fs.h) passes over what has no
page tables; pagemap itself tells 8 bytes of every page that could be (a GiB of addresses takes
about a millisecond), so whoever reads it has to know where to look: see ``presence``.
"""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
import re
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...steps import step, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...intervals import Range

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
_ENTRIES_AT_ONCE: Final = 1 << 13
_NOTHING: Final = tuple(value.to_bytes(8, "little") * _ENTRIES_AT_ONCE for value in (0, 1 << 55))
"""A stretch without pages, where the kernel watches for changes (bit 55, soft-dirty) and where not;
comparing is twenty times as quick as looking."""
_CERTAIN: Final = 0x31
_RUNS: Final = re.compile(rb"1+|2+")
_PAGE: Final = mmap.PAGESIZE


class Wanted(NamedTuple):
    """A kind of pages, as the two ways to ask for it want to have it said."""

    categories: tuple[int, int, int, int]
    """Of PAGEMAP_SCAN: inverted, all of these, any of these, to be returned."""
    top_bytes: bytes
    """Top byte of an entry of pagemap → "1" if it is such a page, "2" perhaps, else "0"."""


class Pages(NamedTuple):
    """What pagemap tells, as sorted ranges that may touch."""

    certain: list[Range]
    perhaps: list[Range]


def _kind_of(top: int) -> int:
    """Tell the page of an entry whose bits 56 to 63 are *top*.

    "1" is one that is swapped (62), of a file or shared memory (61), or this process's alone (56);
    "2" is any other that is present (63): left shared by a fork, or the page of zeros.
    """
    if not top & 0xC0 or top & 0x04:
        return 0x30
    return 0x31 if top & 0x61 else 0x32


_BOTH: Final = _PAGE_IS_PRESENT | _PAGE_IS_SWAPPED
PRESENT: Final = Wanted(
    (_PAGE_IS_PFNZERO, _PAGE_IS_PFNZERO, _BOTH, _BOTH), bytes(map(_kind_of, range(256)))
)
"""Present or swapped, and not the page of zeros."""
GUARD: Final = Wanted(
    (0, _PAGE_IS_GUARD, 0, _PAGE_IS_GUARD),
    bytes(0x31 if top & 0x04 else 0x30 for top in range(256)),
)
"""Bit 58."""


def scan(descriptor: int, wanted: Sequence[Range], kind: Wanted) -> list[Range]:
    """Ask PAGEMAP_SCAN for the pages of a *kind* in merged ranges, and perhaps between them.

    Raises OSError where there is no such call, or no such kind: ENOTTY, EINVAL.
    """
    spans = wanted if len(wanted) <= _SINGLE_SCANS else [(wanted[0][0], wanted[-1][1])]
    found: list[Range] = []
    with mmap.mmap(-1, _VECTOR_ENTRIES * _VECTOR_ENTRY) as vector, memoryview(vector) as view:
        address = _address_of(vector)
        with view.cast("Q") as words:
            for start, end in spans:
                position = start // _PAGE * _PAGE
                limit = -(-end // _PAGE) * _PAGE
                while position < limit:
                    step()
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


def read(descriptor: int, wanted: Sequence[Range], kind: Wanted) -> Pages:
    """Look for pages of a *kind* in merged ranges, and perhaps between them. Raises OSError."""
    spans: list[Range] = []
    for start, end in steps(wanted):
        if spans and start - spans[-1][1] < _SPAN_GAP:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    pages = Pages([], [])
    buffer = bytearray(_ENTRIES_AT_ONCE * 8)
    for start, end in spans:
        page, last = start // _PAGE, -(-end // _PAGE)
        while page < last:
            step()
            count = min(last - page, _ENTRIES_AT_ONCE)
            got = os.preadv(descriptor, [memoryview(buffer)[: count * 8]], page * 8)
            if not got:
                break
            if got != len(buffer) or buffer not in _NOTHING:
                for run in _RUNS.finditer(buffer[7:got:8].translate(kind.top_bytes)):
                    found = pages.certain if run[0][0] == _CERTAIN else pages.perhaps
                    found.append(((page + run.start()) * _PAGE, (page + run.end()) * _PAGE))
            page += got // 8
    return pages
