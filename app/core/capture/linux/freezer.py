"""Which control group has frozen a process (``docker pause``), if one has.

Version 2 of control groups leaves the threads of a frozen process within a tracer's reach; version
1 puts them to sleep where nothing reaches them (state D). See cgroups(7), and in the kernel's
documentation admin-guide/cgroup-v2.rst and admin-guide/cgroup-v1/freezer-subsystem.rst.
"""

from __future__ import annotations

from typing import Final

from .control_groups import NEW, OLD, groups_of

_SIGNS: Final = {NEW: ("cgroup.events", "frozen 1"), OLD: ("freezer.state", "FROZEN")}
"""The file of a group that says whether it is frozen, itself or with a group above; its words."""


def frozen_by(process_id: int) -> str:
    """Name the control group that keeps the process frozen; empty if none does, or nobody tells."""
    for group in groups_of(process_id, "freezer"):
        name, sign = _SIGNS[group.kind]
        # The topmost group cannot be frozen.
        if group.name != "/" and sign in group.text(name).splitlines():
            return group.name.encode("utf-8", "backslashreplace").decode()
    return ""
