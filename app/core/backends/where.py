"""What is being copied, for whoever watches a long copy."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..intervals import Range


class Where:
    """Tells what is being copied, by how far the copy is.

    Nothing is computed before somebody asks, which happens when a copy takes longer than the
    first report: most targets never wait for it.
    """

    def __init__(self, snapshot: ProcessSnapshot, wanted: Sequence[Range]) -> None:
        self._snapshot = snapshot
        self._wanted = wanted
        self._before: list[int] = []

    def name(self, done: int) -> str:
        """Give the path or name of the region at byte *done* of the copy, else its address."""
        if not self._wanted:
            return ""
        if not self._before:
            sizes = (end - start for start, end in self._wanted)
            self._before = [0, *itertools.accumulate(sizes)]
        index = min(bisect_right(self._before, done), len(self._wanted)) - 1
        address = self._wanted[index][0] + done - self._before[index]
        region = self._snapshot.region_at(min(address, self._wanted[index][1] - 1))
        return "" if region is None else region.path or f"{region.base:#x}"


def nowhere(_done: int) -> str:
    """Say nothing: nothing is being copied yet."""
    return ""
