"""Control groups of a process, and where their files are.

See cgroups(7), and in the kernel's documentation admin-guide/cgroup-v2.rst and cgroup-v1.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NEW: Final = "cgroup2"
OLD: Final = "cgroup"
"""Types of file systems: versions 2 and 1."""


class Group(NamedTuple):
    """A control group, in one of the hierarchies that have it."""

    kind: str
    name: str
    """As the process has it, "/" for the topmost group."""
    mount: str
    folder: str
    """That of the group itself: *mount*, or below it."""

    def text(self, name: str) -> str:
        """Read a file of the group; empty if there is none."""
        return text(f"{self.folder}/{name}")

    def upwards(self) -> Iterator[Group]:
        """Give this group and all above it that can be seen."""
        folder = self.folder
        while True:
            yield self._replace(folder=folder)
            if len(folder) <= len(self.mount):
                return
            folder = folder.rpartition("/")[0]


class _Tree(NamedTuple):
    """Where a hierarchy is mounted, and which of its groups is seen there."""

    kind: str
    folder: str
    root: str
    controllers: frozenset[str]


def groups_of(process_id: int, controller: str) -> Iterator[Group]:
    """Give the groups that a process is in as far as *controller* goes, and version 2's."""
    for line in text(f"/proc/{process_id}/cgroup").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        kind = NEW if number == "0" and not controllers else OLD
        if kind == OLD and controller not in controllers.split(","):
            continue
        for tree in _trees():
            inside = group.removeprefix(tree.root.rstrip("/"))
            if tree.kind != kind or not inside.startswith("/") or ".." in inside.split("/"):
                continue
            if kind == NEW or controller in tree.controllers:
                yield Group(kind, group, tree.folder, f"{tree.folder}{inside}".rstrip("/"))


@functools.cache
def _trees() -> tuple[_Tree, ...]:
    """Find the mounts (proc_pid_mountinfo(5)): field 4 is the root, 5 the folder."""
    found = []
    for line in text("/proc/self/mountinfo").splitlines():
        mount, _, source = line.partition(" - ")
        fields, kind = mount.split(), source.split()
        if kind[0] in (NEW, OLD):
            options = frozenset(kind[-1].split(",")) if kind[0] == OLD else frozenset()
            found.append(_Tree(kind[0], fields[4], fields[3], options))
    return tuple(found)


def text(path: str) -> str:
    """Read a text file; empty if there is none."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return ""
