"""What a plot of the history is about, and which part of the time is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .detail_history import SECONDS, Track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FIRST: Final = 60.0, 300.0
"""Seconds that are in view at first: at least, and at most."""
_SHORTEST: Final = 10.0
"""Seconds in view at the strongest magnification."""
_NEWEST: Final = 0.02
"""Who looks so near to the newest values, as part of what is in view, follows them."""


class Figure(NamedTuple):
    """What a plot is about."""

    title: str
    value: Callable[[Track], Sequence[float]]
    text: Callable[[float], str]
    """Writes a value with its unit."""
    room: float
    """The scale spans at least so much."""
    base: float
    """Lines of the grid are at multiples of powers of it: 10 or 2."""
    from_zero: bool
    """The scale reaches down to zero."""


class TimeView:
    """From ``start`` to ``end``, in seconds of the history's clock; it follows the newest values.

    What is in view grows with what is known, until somebody chooses.
    """

    def __init__(self) -> None:
        """Show nothing yet."""
        self.now = 0.0
        self.following = True
        self.start, self.end = -_FIRST[0], 0.0
        self._known = 0.0
        self._chosen = False

    @property
    def length(self) -> float:
        """Seconds in view."""
        return self.end - self.start

    def take(self, track: Track, now: float) -> None:
        """Take in that *track* is known up to *now*."""
        self.now = now
        self._known = min(now - track.times[0], SECONDS) if len(track) else 0.0
        if not self._chosen:
            least, most = _FIRST
            self.start, self.end = now - min(max(self._known, least), most), now
        elif self.following:
            self.start, self.end = now - self.length, now
        else:
            self._look(self.start, self.length)

    def look(self, start: float, end: float) -> None:
        """Show from *start* to *end*, as far as there may be something to see."""
        self._chosen = True
        length = min(max(end - start, _SHORTEST), SECONDS)
        self.following = start + length >= self.now - _NEWEST * length
        self._look(self.now - length if self.following else start, length)

    def magnify(self, factor: float, anchor: float | None = None) -> None:
        """Come closer (*factor* above 1) or go back; the time *anchor* stays where it is."""
        fixed = self.end if anchor is None else anchor
        start = fixed - (fixed - self.start) / factor
        self.look(start, start + self.length / factor)

    def pan(self, share: float) -> None:
        """Move by a *share* of what is in view, to newer values if positive."""
        self.look(self.start + share * self.length, self.end + share * self.length)

    def show_all(self) -> None:
        """Show all that is known."""
        self.look(self.now - max(self._known, _FIRST[0]), self.now)

    def follow(self, follow: bool = True) -> None:  # noqa: FBT002 - a toggle
        """Go to the newest values and stay with them, or stay here."""
        self._chosen = True
        self.following = follow
        if follow:
            self._look(self.now - self.length, self.length)

    def _look(self, start: float, length: float) -> None:
        self.start = min(max(start, self.now - SECONDS), self.now - length)
        self.end = self.start + length
