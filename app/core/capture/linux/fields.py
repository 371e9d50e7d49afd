"""Parsing of the small files of /proc, their units of time, and the figures made of them."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ..snapshot import ProcessTimes, VmCounters

ENDED_STATES: Final = ("Z", "X", "x")
PF_KTHREAD: Final = 0x0020_0000
"""Flag of a kernel thread in field 9 of stat (include/linux/sched.h)."""
CLOCK_TICKS: Final = os.sysconf("SC_CLK_TCK") if sys.platform == "linux" else 100
FILETIME_UNITS: Final = 10_000_000
"""100 ns units in a second."""
FILETIME_UNIX_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""


class Stat(NamedTuple):
    """The fields of /proc/PID/stat that we use (proc_pid_stat(5)); times in clock ticks."""

    name: str
    state: str
    flags: int
    page_faults: int
    user_time: int
    kernel_time: int
    nice: int
    start_time: int
    arguments: tuple[int, int]
    environment: tuple[int, int]

    @property
    def ended(self) -> bool:
        """A zombie, or about to vanish."""
        return self.state in ENDED_STATES


def readable(name: bytes) -> str:
    r"""Decode a name from the system; bytes that are not UTF-8 become ``\xNN``."""
    return name.decode("utf-8", "backslashreplace")


def parse_stat(data: bytes) -> Stat:
    """Parse stat; the name stands in brackets and may itself hold brackets and spaces."""
    opening, closing = data.index(b"("), data.rindex(b")")
    fields = data[closing + 2 :].split()

    def number(field: int) -> int:
        """Field as numbered in proc_pid_stat(5); 0 in kernels that do not have it."""
        return int(fields[field - 3]) if field - 3 < len(fields) else 0

    return Stat(
        name=readable(data[opening + 1 : closing]),
        state=fields[0].decode(),
        flags=number(9),
        page_faults=number(10) + number(12),
        user_time=number(14),
        kernel_time=number(15),
        nice=number(19),
        start_time=number(22),
        arguments=(number(48), number(49)),
        environment=(number(50), number(51)),
    )


def parse_status(data: bytes) -> dict[str, str]:
    """Parse "Name: value" lines."""
    table = {}
    for line in data.split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            table[name.decode("ascii", "replace")] = readable(value.strip())
    return table


def boot_time() -> int:
    """Read the Unix time of the system's start, in seconds."""
    try:
        with open("/proc/stat", "rb") as file:
            found = re.search(rb"^btime (\d+)", file.read(), re.MULTILINE)
    except OSError:
        found = None
    return int(found[1]) if found else 0


def ticks_to_filetime(ticks: int) -> int:
    """Convert a duration in clock ticks to 100 ns units."""
    return ticks * FILETIME_UNITS // CLOCK_TICKS


def start_to_filetime(start_ticks: int, boot_seconds: int) -> int:
    """Convert a start time (ticks after boot) to a FILETIME."""
    return (boot_seconds + FILETIME_UNIX_EPOCH) * FILETIME_UNITS + ticks_to_filetime(start_ticks)


def process_times(stat: Stat, boot_seconds: int) -> ProcessTimes:
    """Times of the process; *boot_seconds* is the Unix time of the system's start."""
    from ..snapshot import ProcessTimes  # a list of processes does without, and starts sooner

    return ProcessTimes(
        start_to_filetime(stat.start_time, boot_seconds),
        ticks_to_filetime(stat.user_time),
        ticks_to_filetime(stat.kernel_time),
    )


def vm_counters(status: dict[str, str], stat: Stat) -> VmCounters:
    """Memory counters; status gives KiB."""

    def size(key: str) -> int:
        return int(status.get(key, "0").split()[0]) * 1024

    private = size("RssAnon") + size("VmSwap")
    from ..snapshot import VmCounters  # as above

    return VmCounters(
        page_fault_count=stat.page_faults & 0xFFFF_FFFF,
        peak_working_set_size=size("VmHWM"),
        working_set_size=size("VmRSS"),
        pagefile_usage=private,
        peak_pagefile_usage=private,
        peak_virtual_size=size("VmPeak"),
        virtual_size=size("VmSize"),
        private_usage=private,
        private_working_set_size=size("RssAnon"),
    )
