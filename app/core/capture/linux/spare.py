"""What this process may take of the system's memory for a while, to keep a target's memory in."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from ..snapshot import Spare
from .control_groups import text
from .headroom import headroom

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARGIN: Final = 64 << 20
"""Bytes that stay free at least, and that we need for ourselves."""
_FOR_THREADS: Final = 256 << 20
"""Bytes of address space for our threads: stacks, and what malloc reserves for each."""
_STAYS: Final = 4
"""One part in so many of what is free stays free as well: it holds the files that others use."""
_USED: Final = re.compile(r"^(VmSize|VmData):\s*(\d+) kB", re.MULTILINE)
_LIMIT: Final = re.compile(r"^Max (address space|data size)\s+(\d+)", re.MULTILINE)
"""In proc_pid_limits(5): the soft ones, where there are any."""
_DIRTY: Final = re.compile(r"^nr_(\w+) (\d+)$", re.MULTILINE)


def spare() -> Spare:
    """Say how much that is now; nothing where nobody tells."""
    free = min(_free())
    return Spare(max(0, free - max(free // _STAYS, _MARGIN)), _page_cache())


def free_memory() -> int:
    """Give the bytes that can be touched now, all of what there is; 0 where nobody tells."""
    return headroom(os.getpid()) or 0


def _free() -> Iterator[int]:
    """Give what the system, the control group and the limits of this process still allow."""
    yield free_memory()
    used = dict(_USED.findall(text("/proc/self/status")))
    limits = dict(_LIMIT.findall(text("/proc/self/limits")))
    for limit, counted in (("address space", "VmSize"), ("data size", "VmData")):
        if limit in limits:
            yield max(0, int(limits[limit]) - (int(used.get(counted, 0)) << 10) - _FOR_THREADS)


def _page_cache() -> int:
    """Give the bytes that may wait for disks before who writes is made to wait.

    That is up to half way between the two thresholds (dirty_background_ratio, dirty_ratio), in the
    kernel's mm/page-writeback.c ``dirty_freerun_ceiling``.
    """
    pages = {name: int(count) for name, count in _DIRTY.findall(text("/proc/vmstat"))}
    ceiling = pages.get("dirty_threshold", 0) + pages.get("dirty_background_threshold", 0)
    waiting = pages.get("dirty", 0) + pages.get("writeback", 0)
    return max(0, ceiling // 2 - waiting) * os.sysconf("SC_PAGESIZE")
