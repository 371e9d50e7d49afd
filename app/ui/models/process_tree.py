"""Processes as a tree that is still a flat list: every row with its depth, in any order."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from app.core.processes.info import ProcessInfo

SUMMED: Final = ("cpu", "memory", "private", "threads", "handles", "io")
"""Fields of which a collapsed process shows the sum over itself and all below it."""

_ROOT: Final = -1
"""Stands for the pid of a parent that is not there."""


class Place(NamedTuple):
    """Where a row stands: how deep, whether it has children, and how many rows it hides."""

    depth: int
    is_parent: bool
    hidden: int


def arrange(
    shown: Mapping[int, ProcessInfo],
    everyone: Mapping[int, ProcessInfo],
    collapsed: Collection[tuple[int, int]],
    value: Callable[[ProcessInfo], Any],
    *,
    descending: bool,
) -> tuple[list[ProcessInfo], dict[int, Place]]:
    """Order *shown* (by pid) so that children follow their parent, siblings go by *value*.

    A process hangs below its nearest ancestor that is shown; *everyone* tells the way there. One
    whose key is in *collapsed* hides all that is below it and shows the sum. Gives the rows and
    the place of each, by pid.
    """
    children: dict[int, list[ProcessInfo]] = {}
    for info in shown.values():
        children.setdefault(_parent(info, shown, everyone), []).append(info)
    rows: list[ProcessInfo] = []
    places: dict[int, Place] = {}

    def push(siblings: list[ProcessInfo], depth: int) -> None:
        leaf = Place(depth, is_parent=False, hidden=0)
        found = []
        for info in siblings:
            if info.pid not in children:
                found.append((info, leaf))
            elif info.key not in collapsed:
                found.append((info, Place(depth, is_parent=True, hidden=0)))
            else:
                family = _family(info, children)
                place = Place(depth, is_parent=True, hidden=len(family) - 1)
                found.append((_total(info, family), place))
        if len(found) > 1:
            found.sort(key=lambda row: row[0].pid)
            found.sort(key=lambda row: value(row[0]), reverse=descending)
        stack.extend(reversed(found))

    stack: list[tuple[ProcessInfo, Place]] = []
    push(children.get(_ROOT, []), 0)
    while stack:
        info, place = stack.pop()
        rows.append(info)
        places[info.pid] = place
        if place.is_parent and not place.hidden:
            push(children[info.pid], place.depth + 1)
    return rows, places


def _parent(
    info: ProcessInfo, shown: Mapping[int, ProcessInfo], everyone: Mapping[int, ProcessInfo]
) -> int:
    """Give the pid of the nearest ancestor that is shown.

    A parent that is younger than its child only has the parent's old pid. As every step leads to
    an older process, none leads in a circle.
    """
    child = info
    while True:
        parent = everyone.get(child.ppid)
        if parent is None or (parent.started, parent.pid) >= (child.started, child.pid):
            return _ROOT
        if parent.pid in shown:
            return parent.pid
        child = parent


def _family(info: ProcessInfo, children: Mapping[int, list[ProcessInfo]]) -> list[ProcessInfo]:
    """Give *info* and all below it."""
    family = [info]
    for member in family:  # grows meanwhile
        family += children.get(member.pid, ())
    return family


def _total(info: ProcessInfo, family: list[ProcessInfo]) -> ProcessInfo:
    """Give *info* with the sums over its *family*, as far as the parts are known."""
    sums: dict[str, Any] = {}
    for field in SUMMED:
        get = attrgetter(field)
        known = [number for member in family if (number := get(member)) is not None]
        sums[field] = sum(known) if known else None
    sums["cpu"] = round(sums["cpu"], 1)
    return msgspec.structs.replace(info, **sums)
