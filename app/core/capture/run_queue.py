"""How long whoever wants to run waits for a processor on this machine, as busy as it is."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import Final

_LOAD: Final = "/proc/loadavg"
TURN_MS: Final = 4.0
"""A program that computes is let go on for so long before another one gets its turn: a tick of the
kernel at CONFIG_HZ=250, as Debian and Ubuntu build it."""
_REMEMBERED: Final = 10.0
"""Seconds for which a look counts: a moment's crowd is none, nor is a moment without one."""


class RunQueue:
    """Looks at how many programs want to run at once (proc_loadavg(5)): a median of some looks."""

    def __init__(self, load: str | os.PathLike[str] = _LOAD, processors: int | None = None) -> None:
        """Read *load*; *processors* are those of this machine unless told."""
        self._load = load
        self._processors = processors or os.cpu_count() or 1
        self._seen: list[tuple[float, float]] = []

    def wait_ms(self) -> float:
        """Give how long one may wait for a turn, in milliseconds.

        0 where there are processors for all, or the system does not tell.
        """
        now = time.monotonic()
        self._seen = [one for one in self._seen if now - one[0] < _REMEMBERED]
        with suppress(OSError, ValueError, IndexError):
            with open(self._load, encoding="ascii") as file:
                running = int(file.read().split()[3].partition("/")[0])
            waiting = max(0, running - self._processors)
            self._seen.append((now, waiting / self._processors * TURN_MS))
        waits, middle = sorted(wait for _, wait in self._seen), len(self._seen) // 2
        return (waits[middle] + waits[~middle]) / 2 if waits else 0.0  # the median
