"""How much of a target's memory ours will hold: found out, and made room for, before the stop."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

from typing import TYPE_CHECKING, Final

from ..dump.cloning import HELD_ANYWAY, held
from ..errors import NoResourcesError
from ..intervals import merged, total
from ..steps import steps
from .buffer import Buffer
from .store import BufferStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.snapshot import Spare
    from ..capture.target import Target
    from ..intervals import Range
    from .store import ReadInto

_GROWTH: Final = 8
"""A target may need one part in so many more than was planned; what of it there is not is free."""
_STAYS: Final = 4
"""One part of so many of what could be taken stays free, should others take it meanwhile."""
_PAGE: Final = 4096


class Holding:
    """The memory that one dump takes of this system."""

    def __init__(self) -> None:
        """Take none yet."""
        self._spare = 0
        self._buffer: Buffer | None = None

    def prepare(self, planned: int, spare: Spare, poll: Callable[[], None]) -> None:
        """Have memory there for *planned* bytes; *poll* may raise to give up."""
        self.close()
        self._spare = spare.memory
        if not planned:
            return
        size = max(planned, min(planned + planned // _GROWTH + HELD_ANYWAY, self._spare))
        try:
            self._buffer = Buffer(size)
        except NoResourcesError:
            self._spare = 0
            return
        self._buffer.back(planned, self._spare // _STAYS, poll)
        if self._buffer.size < size:
            self._spare = self._buffer.size

    def hold(
        self,
        now: list[Range],
        later: list[Range],
        target: Target,
        read_into: ReadInto | None,
    ) -> tuple[BufferStore, list[Range]]:
        """Choose what memory holds of what is copied *now*, in the stop, and *later*.

        Gives where it is held, and its ranges: all of a little, else what comes first of *now*.
        """
        kept = now
        if later and total(now) + total(later) <= HELD_ANYWAY:
            kept = merged([*now, *later])
        elif (size := total(now)) > (limit := held(size, self._spare)):
            kept = up_to(now, limit)
        if self._buffer is not None and self._buffer.size < total(kept):
            self.close()
        if self._buffer is None:
            try:
                self._buffer = Buffer(total(kept))
            except NoResourcesError:
                self._buffer, kept = Buffer(0), []
        return BufferStore(kept, target, self._buffer, read_into), kept

    def close(self) -> None:
        """Give all of it back."""
        if self._buffer is not None:
            self._buffer.close()
            self._buffer = None


def up_to(ranges: Sequence[Range], size: int) -> list[Range]:
    """Give the first *size* bytes of sorted *ranges*, in whole pages."""
    found: list[Range] = []
    left = size // _PAGE * _PAGE
    for start, end in steps(ranges):
        if left <= 0:
            break
        found.append((start, min(end, start + left)))
        left -= end - start
    return found
