"""Sets of addresses as sorted lists of ``(start, end)``, end excluded.

After :func:`merged` they neither touch nor overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from .steps import AT_ONCE, step, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Range = tuple[int, int]
"""Start and end address, end excluded."""

_BEHIND: Final = 1 << 65
"""Larger than any end: looks up ranges by their start without a list of starts."""


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Sort, drop empty ones, join those that overlap or touch."""
    result: list[Range] = []
    first = last = -1
    for start, end in steps(sorted(steps(ranges))):
        if end <= start:
            continue
        if start > last:
            if last > first:
                result.append((first, last))
            first, last = start, end
        elif end > last:
            last = end
    if last > first:
        result.append((first, last))
    return result


def subtract(ranges: Iterable[Range], holes: Sequence[Range]) -> list[Range]:
    """Give what of sorted *ranges* is outside the merged *holes*."""
    if not holes:
        return list(ranges)
    return [part for one in steps(ranges) for part in outside(one, holes)]


def outside(one: Range, holes: Sequence[Range]) -> Iterator[Range]:
    """Give the parts of a range outside the merged *holes*, in order, each when it is wanted."""
    position, end = one
    index = max(0, bisect_right(holes, (position, _BEHIND)) - 1)
    while index < len(holes) and holes[index][0] < end and position < end:
        hole_start, hole_end = holes[index]
        if hole_end > position:
            if hole_start > position:
                yield position, hole_start
            position = hole_end
        index += 1
        if not index % AT_ONCE:
            step()
    if position < end:
        yield position, end


def intersect(ranges: Iterable[Range], others: Sequence[Range]) -> list[Range]:
    """Give what of *ranges* lies inside the merged *others*, in order."""
    result: list[Range] = []
    for start, end in steps(ranges):
        index = max(0, bisect_right(others, (start, _BEHIND)) - 1)
        while index < len(others) and others[index][0] < end:
            low = max(start, others[index][0])
            high = min(end, others[index][1])
            if low < high:
                result.append((low, high))
            index += 1
            if not index % AT_ONCE:
                step()
    return result


def is_inside(one: Range, others: Sequence[Range]) -> bool:
    """Say whether a range that is not empty lies wholly inside one of the merged *others*."""
    start, end = one
    index = bisect_right(others, (start, _BEHIND)) - 1
    return index >= 0 and start < end <= others[index][1]


def total(ranges: Iterable[Range]) -> int:
    """Sum the sizes, in bytes."""
    return sum(end - start for start, end in steps(ranges))
