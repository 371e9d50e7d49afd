"""An address space laid out on a line: what is mapped in proportion, what is not folded away."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from .memory_kinds import MemoryKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .memory_kinds import Span

_LEAST_FOLD: Final = 64 << 10
_FOLD_PART: Final = 48
"""Emptiness is drawn no longer than this part of all that is mapped."""
_CLOSEST: Final = 64 << 10
"""Bytes across the whole width at the strongest magnification."""


class Stretch(NamedTuple):
    """A region or a gap. Addresses in bytes; ``left`` and ``right`` in units of the line."""

    start: int
    end: int
    left: float
    right: float
    span: Span | None
    """None: nothing is mapped here."""

    @property
    def folded(self) -> bool:
        """Drawn shorter than it is."""
        return self.right - self.left < self.end - self.start


class SpaceLine:
    """The stretches of an address space, without gaps between them.

    One byte of mapped memory takes one unit. Gaps, and memory that is only reserved, take no more
    than a small part of the line: they are often a million times larger than all the rest.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        """Lay out *spans*, which are sorted and do not overlap."""
        limit = _fold_limit(spans)
        self.spans = spans
        self.stretches: list[Stretch] = []
        self._index_of: dict[int, int] = {}
        at, behind = 0.0, spans[0].base if spans else 0
        for span in spans:
            if span.base > behind:
                at = self._add(behind, span.base, at, limit, None)
            self._index_of[span.base] = len(self.stretches)
            at = self._add(span.base, span.end, at, limit, span)
            behind = span.end
        self.length = at
        self._lefts = [stretch.left for stretch in self.stretches]

    def at(self, unit: float) -> Stretch | None:
        """Give what lies at a place of the line."""
        index = bisect_right(self._lefts, unit) - 1
        return self.stretches[index] if index >= 0 and unit < self.length else None

    def of(self, base: int) -> Stretch | None:
        """Give the region that begins at the address *base*."""
        index = self._index_of.get(base)
        return None if index is None else self.stretches[index]

    def neighbour(self, base: int | None, step: int) -> Stretch | None:
        """Give the next region (*step* 1) or the one before (-1); from None the first or last."""
        if base is None:
            index = 0 if step > 0 else len(self.stretches) - 1
        else:
            index = self._index_of.get(base, -1) + step
        while 0 <= index < len(self.stretches):
            if self.stretches[index].span is not None:
                return self.stretches[index]
            index += step
        return None

    @property
    def clusters(self) -> int:
        """How many groups of regions there are between folded gaps."""
        gaps = sum(1 for stretch in self.stretches if stretch.span is None and stretch.folded)
        return gaps + 1 if self.stretches else 0

    def _add(self, start: int, end: int, at: float, limit: int, span: Span | None) -> float:
        empty = span is None or span.kind is MemoryKind.RESERVED
        size = end - start
        right = at + (min(size, limit) if empty else size)
        self.stretches.append(Stretch(start, end, at, right, span))
        return right


def _fold_limit(spans: Sequence[Span]) -> int:
    """Give the most units that a gap may take: all of them together no more than the rest."""
    mapped, reserved, gaps = 0, 0, 0
    for span, before in zip(spans, (None, *spans), strict=False):
        if span.kind is MemoryKind.RESERVED:
            reserved += 1
        else:
            mapped += span.size
        gaps += before is not None and before.end < span.base
    return max(_LEAST_FOLD, min(mapped // _FOLD_PART, mapped // max(reserved + gaps, 1)))


class Zoom:
    """Which part of a line is in view: from ``start``, ``extent`` units long."""

    def __init__(self, length: float = 0) -> None:
        """Show all of a line of *length* units."""
        self.length = length
        self.start = 0.0
        self.extent = length

    @property
    def end(self) -> float:
        """The right end of the view."""
        return self.start + self.extent

    @property
    def whole(self) -> bool:
        """Whether all of the line is in view."""
        return self.extent >= self.length

    def fit(self) -> None:
        """Show all of it."""
        self.start, self.extent = 0.0, self.length

    def magnify(self, factor: float, anchor: float = 0.5) -> None:
        """Come closer (*factor* above 1) or go back.

        What is at *anchor*, 0 at the left end and 1 at the right, stays where it is.
        """
        fixed = self.start + anchor * self.extent
        self.extent = min(max(self.extent / factor, min(_CLOSEST, self.length)), self.length)
        self._move(fixed - anchor * self.extent)

    def pan(self, share: float) -> None:
        """Move by a *share* of what is in view, to the right if positive."""
        self._move(self.start + share * self.extent)

    def move_to(self, start: float) -> None:
        """Have the view begin at *start*, or as near to it as there is something to see."""
        self._move(start)

    def fill(self, left: float, right: float) -> None:
        """Show from *left* to *right* with a little around it."""
        margin = (right - left) / 8
        self.extent = min(max(right - left + 2 * margin, min(_CLOSEST, self.length)), self.length)
        self._move((left + right - self.extent) / 2)

    def reveal(self, left: float, right: float) -> None:
        """Move no further than needed to have *left* to *right* in view."""
        if right - left >= self.extent or left < self.start:
            self._move(left)
        elif right > self.end:
            self._move(right - self.extent)

    def _move(self, start: float) -> None:
        self.start = min(max(start, 0.0), self.length - self.extent)
