"""Processes as a tree that is still a flat list: every row with its depth, in any order."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from ...core.process_key import ProcessKey
    from ...core.processes.info import ProcessInfo

SUMMED: Final = ("cpu", "memory", "private", "threads", "handles", "io")
"""Fields of which a collapsed process shows the sum over itself and all below it."""

_pid = attrgetter("pid")

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
    collapsed: Collection[ProcessKey],
    value: Callable[[ProcessInfo], Any],
    *,
    descending: bool,
) -> tuple[list[ProcessInfo], dict[int, Place]]:
    """Order *shown* (by pid) so that children follow their parent, siblings go by *value*.

    A process hangs below its nearest ancestor that is shown; *everyone* tells the way there. One
    whose key is in *collapsed* hides all that is below it and shows the sum. Gives the rows and
    the place of each, by pid.
    """
    children = _children(shown, everyone)
    rows: list[ProcessInfo] = []
    places: dict[int, Place] = {}
    append, below = rows.append, children.get  # 5,000 times a second

    def ordered(siblings: list[ProcessInfo], depth: int) -> Iterator[ProcessInfo]:
        places.update(dict.fromkeys(map(_pid, siblings), _leaf(depth)))
        found = siblings
        if collapsed:
            found = [
                _total(info, _family(info, children))
                if info.key in collapsed and info.pid in children
                else info
                for info in siblings
            ]
        found.sort(key=_pid)
        found.sort(key=value, reverse=descending)
        return iter(found)

    levels = [ordered(children.get(_ROOT, []), 0)]
    while levels:
        for info in levels[-1]:
            append(info)
            if (family := below(info.pid)) is not None:
                depth = len(levels) - 1
                if info.key in collapsed:
                    hidden = len(_family(info, children)) - 1
                    places[info.pid] = Place(depth, is_parent=True, hidden=hidden)
                else:
                    places[info.pid] = _branch(depth)
                    levels.append(ordered(family, depth + 1))
                    break
        else:
            levels.pop()
    return rows, places


@cache
def _leaf(depth: int) -> Place:
    return Place(depth, is_parent=False, hidden=0)


@cache
def _branch(depth: int) -> Place:
    return Place(depth, is_parent=True, hidden=0)


def _children(
    shown: Mapping[int, ProcessInfo], everyone: Mapping[int, ProcessInfo]
) -> dict[int, list[ProcessInfo]]:
    """Give the processes below each, by its pid; a parent is the nearest ancestor shown.

    A parent that is younger than its child only has the parent's old pid. As every step leads to
    an older process, none leads in a circle.
    """
    children: defaultdict[int, list[ProcessInfo]] = defaultdict(list)
    find = everyone.get
    for info in shown.values():
        pid, child = _ROOT, info
        while (parent := find(child.ppid)) is not None and (
            parent.started < child.started
            or (parent.started == child.started and parent.pid < child.pid)
        ):
            if parent.pid in shown:
                pid = parent.pid
                break
            child = parent
        children[pid].append(info)
    return children


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
