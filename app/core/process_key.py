"""Which process is meant: a number alone does not say, for the system gives numbers on."""

from __future__ import annotations

import functools
import os
from typing import NamedTuple


class ProcessKey(NamedTuple):
    """What stays the same for the whole life of a process, and is that of no other.

    Comparable on one machine until it is started anew: what outlives that keeps :func:`boot_id`.
    """

    pid: int
    started: int
    """When it was started, exactly as the system counts. Linux: clock ticks since the machine was
    started (field 22 of /proc/PID/stat, proc_pid_stat(5)); Windows: the FILETIME of its creation
    (GetProcessTimes)."""

    def __str__(self) -> str:
        """Write it as the command line takes it."""
        return f"{self.pid}@{self.started}"


@functools.cache
def boot_id() -> str:
    """Give what tells this run of the machine from every other; empty where it cannot be told.

    Linux: /proc/sys/kernel/random/boot_id (random(4)). Windows needs none: its times of start are
    those of a calendar.
    """
    if os.name == "nt":
        return ""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except (OSError, ValueError):
        return ""
