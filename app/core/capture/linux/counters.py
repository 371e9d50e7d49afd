"""Times and memory counters of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..snapshot import ProcessTimes, VmCounters
from .fields import start_to_filetime, ticks_to_filetime

if TYPE_CHECKING:
    from .fields import Stat


def process_times(stat: Stat, boot_seconds: int) -> ProcessTimes:
    """Times of the process; *boot_seconds* is the Unix time of the system's start."""
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
