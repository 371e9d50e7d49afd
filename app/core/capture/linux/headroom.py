"""How much more memory a process may take before the system, or its control group, has no more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .control_groups import NEW, OLD, groups_of, text

if TYPE_CHECKING:
    from .control_groups import Group

_AVAILABLE: Final = re.compile(r"^MemAvailable:\s*(\d+)", re.MULTILINE)


class _Files(NamedTuple):
    """What the files of the memory controller are called."""

    limits: tuple[str, ...]
    used: str
    cache: tuple[str, ...]
    """Lines of memory.stat: what is given back when it is needed."""


_FILES: Final = {
    NEW: _Files(("memory.max", "memory.high"), "memory.current", ("active_file", "inactive_file")),
    OLD: _Files(
        ("memory.limit_in_bytes",),
        "memory.usage_in_bytes",
        ("total_active_file", "total_inactive_file"),
    ),
}


def headroom(process_id: int) -> int | None:
    """Give the bytes that are free for a process; None if nobody tells."""
    free = [
        room
        for group in groups_of(process_id, "memory")
        for one in group.upwards()
        if (room := _room(one)) is not None
    ]
    if available := _AVAILABLE.search(text("/proc/meminfo")):
        free.append(int(available[1]) << 10)
    return min(free, default=None)


def _room(group: Group) -> int | None:
    files = _FILES[group.kind]
    limits = [int(it) for name in files.limits if (it := group.text(name).strip()).isdecimal()]
    used = group.text(files.used).strip()
    if not limits or not used.isdecimal():
        return None
    lines = dict(line.split(" ", 1) for line in group.text("memory.stat").splitlines())
    cache = sum(int(lines.get(name, 0)) for name in files.cache)
    return max(0, min(limits) - int(used) + cache)
