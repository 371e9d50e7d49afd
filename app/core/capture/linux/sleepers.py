"""Threads asleep in the kernel where nothing wakes them (state D), so that they cannot be stopped.

Most such sleeps are a disk's and over in some milliseconds. Who has not run between two looks,
taken while everything runs, is not waited for when the others are stopped.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .procfs import ProcessDirectory

ASLEEP: Final = "D"
_PROOF: Final = 0.05
"""Seconds between the two looks: longer than a disk takes, spinning up aside."""
_SWITCHES: Final = re.compile(rb"^(?:non)?voluntary_ctxt_switches:\s*(\d+)", re.MULTILINE)


class Sleeper(NamedTuple):
    """A thread, and how often it has been given a processor: it has not run if that stays."""

    id: int
    turns: int


def find(directory: ProcessDirectory, asleep: Iterable[int]) -> frozenset[Sleeper]:
    """Give those of the threads *asleep* that stay so. Takes no time where there are none."""
    first = {found for tid in asleep if (found := look(directory, tid))}
    if not first:
        return frozenset()
    time.sleep(_PROOF)
    return still(directory, first)


def still(directory: ProcessDirectory, sleepers: Iterable[Sleeper]) -> frozenset[Sleeper]:
    """Give those of *sleepers* that have not run since."""
    return frozenset(one for one in sleepers if look(directory, one.id) == one)


def describe(directory: ProcessDirectory, thread_id: int) -> str:
    """Tell where in the kernel a thread sleeps, as far as the system tells us."""
    lines = [
        f"{title}: {_text(directory, f'task/{thread_id}/{name}')}"
        for title, name in (("system call", "syscall"), ("waits in", "wchan"))
    ]
    stack = _text(directory, f"task/{thread_id}/stack")
    return "\n".join([*lines, "kernel stack:", *(f"  {line}" for line in stack.splitlines())])


def look(directory: ProcessDirectory, thread_id: int) -> Sleeper | None:
    """Tell of a thread that is asleep at this moment; None: it is not, or it is gone."""
    try:
        if directory.stat(thread_id).state != ASLEEP:
            return None
        turns = _SWITCHES.findall(directory.read(f"task/{thread_id}/status"))
    except OSError:
        return None
    return Sleeper(thread_id, sum(map(int, turns)))


def _text(directory: ProcessDirectory, name: str) -> str:
    try:
        return directory.read(name).decode("ascii", "backslashreplace").strip() or "not told"
    except OSError as error:
        return f"not told ({error.strerror})"
