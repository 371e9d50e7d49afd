"""What every way of writing a dump shares: its turn, whom it tells, and what it gives back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ..value import dataclass

if TYPE_CHECKING:
    from ..capture.snapshot import SoftError
    from ..dump.plan import DumpPlan

LOCK: Final = threading.RLock()
"""Held while a dump is written: DbgHelp is single-threaded, as its callers expect of all."""

Report = Callable[[dict[str, Any]], None]
"""Takes the events of a dump: ``phase``, ``progress`` and ``soft_error``."""


class Follower:
    """Whoever is told how the file of a dump grows, by any thread; this one does not care."""

    follows = False
    """Whether it is worth having all in place from the front on."""

    def settled(self, end: int) -> None:
        """Hear that what lies before *end* is in the file, to stay; but for the signature."""

    def changed(self, start: int) -> None:
        """Hear that something was written at *start*, where something else may have been."""


class Followers(Follower):
    """Several of them, told in their order."""

    follows = True

    def __init__(self, *followers: Follower) -> None:
        self._all = followers

    def settled(self, end: int) -> None:
        """Pass it on."""
        for one in self._all:
            one.settled(end)

    def changed(self, start: int) -> None:
        """Pass it on."""
        for one in self._all:
            one.changed(start)


@dataclass(frozen=True, slots=True)
class WrittenDump:
    """What came of a dump, and what was left out on the way.

    The plan is the one carried out or, where Windows wrote the dump, the estimate
    (``plan.is_estimate``).
    """

    plan: DumpPlan
    file_size: int
    """Bytes."""
    paused_ns: int
    """How long the target stood still; where Windows wrote the dump, at most so long."""
    soft_errors: tuple[SoftError, ...]
    writer: str = ""
    """Windows: the DLL that wrote it, and its version."""


def ignore(_event: dict[str, Any]) -> None:
    """Take an event nobody wants."""
