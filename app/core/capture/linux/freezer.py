"""Which control group has frozen a process (``docker pause``), if one has.

Version 2 of control groups leaves the threads of a frozen process within a tracer's reach; version
1 puts them to sleep where nothing reaches them (state D). See cgroups(7), and in the kernel's
documentation admin-guide/cgroup-v2.rst and admin-guide/cgroup-v1/freezer-subsystem.rst.
"""

from __future__ import annotations

import functools
from typing import Final, NamedTuple

_NEW: Final = "cgroup2"
_OLD: Final = "cgroup"


class _Tree(NamedTuple):
    """Where a hierarchy that can freeze is mounted, and which of its groups is seen there."""

    kind: str
    folder: str
    root: str


_SIGNS: Final = {_NEW: ("cgroup.events", "frozen 1"), _OLD: ("freezer.state", "FROZEN")}
"""The file of a group that says whether it is frozen, itself or with a group above; its words."""


def frozen_by(process_id: int) -> str:
    """Name the control group that keeps the process frozen; empty if none does, or nobody tells."""
    for line in _text(f"/proc/{process_id}/cgroup").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        kind = _NEW if number == "0" and not controllers else _OLD
        if group == "/" or (kind == _OLD and "freezer" not in controllers.split(",")):
            continue  # the topmost group cannot be frozen
        name, sign = _SIGNS[kind]
        for tree in _trees():
            inside = group.removeprefix(tree.root.rstrip("/"))
            if tree.kind != kind or not inside.startswith("/") or ".." in inside.split("/"):
                continue
            if sign in _text(f"{tree.folder}{inside}/{name}").splitlines():
                return group.encode("utf-8", "backslashreplace").decode()
    return ""


@functools.cache
def _trees() -> tuple[_Tree, ...]:
    """Find the mounts (proc_pid_mountinfo(5)): field 4 is the root, 5 the folder."""
    found = []
    for line in _text("/proc/self/mountinfo").splitlines():
        mount, _, source = line.partition(" - ")
        fields, kind = mount.split(), source.split()
        if kind[0] == _NEW or (kind[0] == _OLD and "freezer" in kind[-1].split(",")):
            found.append(_Tree(kind[0], fields[4], fields[3]))
    return tuple(found)


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return ""
