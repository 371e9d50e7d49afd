"""Which process is meant: a number alone does not say, for the system gives numbers on."""

from __future__ import annotations

from typing import NamedTuple


class ProcessKey(NamedTuple):
    """What stays the same for the whole life of a process, and is that of no other.

    Comparable on one machine until it is started anew.
    """

    pid: int
    started: int
    """When it was started, exactly as the system counts. Linux: clock ticks since the machine was
    started (field 22 of /proc/PID/stat, proc_pid_stat(5)); Windows: the FILETIME of its creation
    (GetProcessTimes)."""

    def __str__(self) -> str:
        """Write it as the command line takes it."""
        return f"{self.pid}@{self.started}"
