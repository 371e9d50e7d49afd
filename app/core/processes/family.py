"""Processes with their descendants."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .info import ProcessInfo


def with_descendants(processes: Iterable[ProcessInfo], *pids: int) -> list[ProcessInfo]:
    """Give these processes and all below them, each once, children before their parents.

    A process that was started before its parent is nobody's child: its parent's pid was given to
    another process since.
    """
    known = {process.pid: process for process in processes}
    children: defaultdict[int, list[ProcessInfo]] = defaultdict(list)
    for process in known.values():
        parent = known.get(process.ppid)
        if parent is not None and parent.pid != process.pid and parent.started <= process.started:
            children[parent.pid].append(process)
    result: list[ProcessInfo] = []
    seen: set[int] = set()
    stack = [(known[pid], False) for pid in reversed(pids) if pid in known]
    while stack:
        process, children_done = stack.pop()
        if children_done:
            result.append(process)
        elif process.pid not in seen:
            seen.add(process.pid)
            stack.append((process, True))
            below = sorted(children[process.pid], key=lambda child: -child.pid)
            stack += [(child, False) for child in below]
    return result
