"""Where the figures of every process come from, once per sample: what a source gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import psutil

if TYPE_CHECKING:
    from collections.abc import Collection


ENDED: Final = frozenset((psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD))
"""States of a process, or thread, that has ended."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of one process.

    Attributes:
        pid: The process id.
        start_key: See :class:`~app.core.processes.info.ProcessInfo`.
        started: When it was started, in seconds since 1970-01-01 UTC.
        ppid: Its parent's process id.
        name: Its name as cheaply found: Linux cuts it after 15 bytes.
        state: One of psutil's words.
        threads: How many threads it has.
        cpu: Percent of one core since its last reading.
        memory: Resident memory, in bytes.
        kernel: It is a thread of the kernel.
        program_key: Changes when the process starts to run another program.
        through: See :class:`~app.core.processes.info.ProcessInfo`.
    """

    pid: int
    start_key: int
    started: float
    ppid: int
    name: str
    state: str
    threads: int
    cpu: float
    memory: int
    kernel: bool = False
    program_key: object = None
    through: int = 0


@dataclass(frozen=True, slots=True)
class Sweep:
    """One look at all processes: who lives, and readings of those that were read."""

    alive: Collection[int]
    readings: list[Reading]


class Source(Protocol):
    """A way to read all processes again and again. It remembers what it needs for the CPU share."""

    def sweep(self, watched: Collection[int]) -> Sweep:
        """Look at all processes; those of *watched* (process ids) are read in any case.

        Every process is read when it first appears. Later a source may leave out any that it
        believes to be unchanged.
        """


def cpu_percent(seconds: float, elapsed: float) -> float:
    """Share of one core: *seconds* of CPU time in *elapsed* seconds, to a tenth of a percent."""
    return round(max(seconds, 0.0) / elapsed * 100, 1) if elapsed > 0 else 0.0
