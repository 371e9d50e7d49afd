"""How far a dump is, in words: phase, bytes, rate, time left, and what is being copied."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from ...core.dumper.messages import PHASES
from ...core.text import escaped, file_name
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Callable

_WAITING: Final = QT_TRANSLATE_NOOP("Progress", "Waiting")
_SETTLED: Final = 0.4
"""Seconds of a phase before its rate is told: earlier it would jump about."""


def phase_name(phase: str) -> str:
    """Say what is done in *phase*; the empty one is that nothing is done yet."""
    return core_text(PHASES.get(phase, phase)) if phase else translate("Progress", _WAITING)


class Progress:
    """The progress of one dump. Sizes in bytes, rate in bytes a second, times in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Measure time with *now*."""
        self._now = now
        self.phase = ""
        self.done = 0
        self.total = 0
        self.item = ""
        self._began = now()

    def enter(self, phase: str) -> None:
        """Another phase begins."""
        self.phase, self.done, self.total, self.item = phase, 0, 0, ""
        self._began = self._now()

    def advance(self, done: int, total: int, item: str) -> None:
        """So much of this phase is done."""
        self.done, self.total, self.item = done, total, item

    @property
    def share(self) -> float | None:
        """How much of the phase is done, from 0 to 1; None if that is not known."""
        return min(self.done / self.total, 1.0) if self.total > 0 else None

    @property
    def rate(self) -> float | None:
        """Bytes a second; None if it cannot be told yet."""
        took = self._now() - self._began
        return self.done / took if took >= _SETTLED and self.done else None

    @property
    def left(self) -> float | None:
        """Seconds until this phase is done; None if it cannot be told yet."""
        rate = self.rate
        return (self.total - self.done) / rate if rate and self.total else None

    def text(self) -> str:
        """Say it all in one line."""
        name = phase_name(self.phase)
        if self.share is None:
            return name
        said = translate("Progress", "{0}: {1} of {2}")
        parts = [said.format(name, theme.binary_size(self.done), theme.binary_size(self.total))]
        if (rate := self.rate) is not None:
            per_second = translate("Progress", "{0}/s")
            parts.append(per_second.format(theme.binary_size(int(rate))))
        if (left := self.left) is not None:
            parts.append(_duration(left))
        if self.item:
            parts.append(self.item_name())
        return "  ·  ".join(parts)

    def item_name(self) -> str:
        """Say what is being copied, without its folder; what has no name has an address only."""
        if self.item.startswith("0x"):
            return translate("Progress", "memory without a name")
        return escaped(file_name(self.item))


def _duration(seconds: float) -> str:
    if seconds < 1:
        return translate("Progress", "less than 1 s left")
    if seconds < 100:
        return translate("Progress", "{0} s left").format(round(seconds))
    return translate("Progress", "{0} min left").format(round(seconds / 60))
