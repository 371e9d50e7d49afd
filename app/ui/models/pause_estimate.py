"""How long a dump will make its target stand still, judged by dumps made before."""

from __future__ import annotations

import sys
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_BASE_MS: Final = 3.0
"""Stopping threads and reading registers, whatever the size; measured on an ordinary machine."""
_MS_PER_MIB: Final = 10.0 if sys.platform == "win32" else 0.4
"""Copying memory while the target stands still: 400 ms a GiB, measured on the same.

Windows lets it go on only when all is written: 100 MiB a second, as a slow disk takes them.
"""
_ALIKE: Final = 8
"""A dump up to so many times larger or smaller is alike: the pause goes with the size."""
_MOST: Final = 25
"""So many of the newest dumps count."""


class PastDump(NamedTuple):
    """A dump that was made: bytes of its file, milliseconds of its pause."""

    size: int
    paused_ms: float


class Pause(NamedTuple):
    """An estimate: milliseconds, and how many dumps it comes from (0: a rule of thumb)."""

    milliseconds: float
    dumps: int


def estimate_pause(size: int, past: Iterable[PastDump]) -> Pause:
    """Estimate the pause of a dump of *size* bytes; *past* has the newest dumps first."""
    alike = [
        dump
        for dump in past
        if 0 < dump.size <= size * _ALIKE and dump.size * _ALIKE >= size and dump.paused_ms > 0
    ][:_MOST]
    if not alike:
        return Pause(_BASE_MS + _MS_PER_MIB * size / (1 << 20), 0)
    return Pause(median(_scaled(dump, size) for dump in alike), len(alike))


def _scaled(dump: PastDump, size: int) -> float:
    """Take the part that goes with the size to the size wanted; the base stays."""
    base = min(_BASE_MS, dump.paused_ms)
    return base + (dump.paused_ms - base) * size / dump.size
