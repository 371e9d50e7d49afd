"""Pages of zeros, which a program may have touched: a file holds them as holes (not on Windows)."""

from __future__ import annotations

import ctypes
import math
import mmap
import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from ..intervals import total
from ..steps import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..intervals import Range

_PAGE: Final = mmap.PAGESIZE
_WORD: Final = 8
_SAMPLES: Final = 256
_WORTH: Final = 8
"""One page of zeros in so many makes holes worth their room: none is kept on disk then."""
_CERTAIN: Final = 3.0
"""Standard deviations: one guess in a thousand lies further off."""

# With the interpreter held: a call is over sooner than another thread gives it back.
_memcmp = ctypes.PyDLL(None).memcmp
_memcmp.restype = ctypes.c_int
_memcmp.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)


class Zeros(NamedTuple):
    """How many of some pages hold nothing but zeros."""

    pages: int
    zeros: int

    @property
    def are_many(self) -> bool:
        """Whether it is worth to have holes in a file for such pages."""
        return self.zeros * _WORTH >= max(1, self.pages)

    @property
    def share(self) -> float:
        """How many of all pages it may be, 0 to 1."""
        return self.zeros / max(1, self.pages)

    @property
    def most(self) -> float:
        """The same, as many as it can be after all (the upper end of Wilson's interval)."""
        if not self.pages:
            return 1.0
        spread = _CERTAIN * _CERTAIN / self.pages
        deviation = self.share * (1 - self.share) / self.pages + spread / self.pages / 4
        return (self.share + spread / 2 + _CERTAIN * math.sqrt(deviation)) / (1 + spread)


def look_for_zeros(read: Callable[[int, int], bytes], ranges: Sequence[Range]) -> Zeros:
    """Look at some pages of *ranges*, which *read* gives."""
    pages, zeros = total(ranges) // _PAGE, 0
    # Multiples of the golden ratio: spread evenly, and in step with no structure of a program.
    numbers = {
        int(index * 0.6180339887498949 % 1 * pages) for index in range(_SAMPLES if pages else 0)
    }
    before, parts = 0, iter(steps(ranges))
    start, end = next(parts, (0, 0))
    for number in sorted(numbers):
        while number * _PAGE - before >= end - start:
            before += end - start
            start, end = next(parts)
        zeros += not any(read(start + number * _PAGE - before, _PAGE))
    return Zeros(len(numbers), zeros)


def leaves_holes(descriptor: int, size: int) -> bool:
    """Say whether holes of a file save room: not where room is kept for *size* bytes already."""
    return sys.platform != "win32" and os.fstat(descriptor).st_blocks * 512 < size // 2


def filled(view: memoryview, offset: int) -> Iterator[tuple[int, int]]:
    """Give the parts of *view* that are to be written from *offset* of an empty file on.

    Pages of the file that would hold nothing but zeros are left out. *view* is writable.
    """
    skip = min(-offset % _PAGE, len(view))
    count = (len(view) - skip) // _PAGE
    words = view[skip : skip + count * _PAGE].cast("Q")[:: _PAGE // _WORD].tolist()
    if all(words):
        yield 0, len(view)
        return
    # The first word of a page tells most of those that are filled.
    marks = bytearray(map(bool, words))
    anchor = ctypes.c_char.from_buffer(view)
    base = ctypes.addressof(anchor) + skip
    del anchor
    begin = marks.find(0)
    while begin >= 0:
        end = marks.find(1, begin)
        end = count if end < 0 else end
        if not _is_zero(base + begin * _PAGE, (end - begin) * _PAGE):
            for page in range(begin, end):
                marks[page] = not _is_zero(base + page * _PAGE, _PAGE)
        begin = marks.find(0, end)
    done, begin = 0, marks.find(0)
    while begin >= 0:
        if skip + begin * _PAGE > done:
            yield done, skip + begin * _PAGE
        end = marks.find(1, begin)
        end = count if end < 0 else end
        done = skip + end * _PAGE
        begin = marks.find(0, end)
    if done < len(view):
        yield done, len(view)


def _is_zero(address: int, size: int) -> bool:
    """Whether memory of ours, the first word of which is zero, is zeros throughout."""
    return not _memcmp(address, address + _WORD, size - _WORD)
