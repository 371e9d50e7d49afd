"""Finding processes by typing: plain words over everything that names a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from .text import escaped

if TYPE_CHECKING:
    from .info import ProcessInfo

Match: TypeAlias = Callable[["ProcessInfo"], bool]
"""Says whether a process is wanted. What a query is compiled to, whatever its language."""


def text_match(query: str) -> Match | None:
    """Compile *query*; ``None`` if it is empty and wants every process.

    A process is wanted if each of the words is part of its name, pid (decimal, or hexadecimal
    with or without ``0x``), user, path or command line; upper and lower case are the same.
    """
    return phrases_match(query.split())


def phrases_match(phrases: Iterable[str]) -> Match | None:
    """Want processes of which every one of *phrases* is a part, as :func:`text_match` looks."""
    parts = tuple(part.casefold() for part in phrases)
    if not parts:
        return None
    if len(parts) == 1:
        (part,) = parts
        return lambda info: (
            part in _searchable(info.pid, info.name, info.user, info.exe, info.cmdline)
        )

    def wanted(info: ProcessInfo) -> bool:
        text = _searchable(info.pid, info.name, info.user, info.exe, info.cmdline)
        return all(part in text for part in parts)

    return wanted


def prepare(infos: Iterable[ProcessInfo]) -> None:
    """Do the slow part of matching *infos* now, so that the first letter typed finds at once."""
    for info in infos:
        if info.detailed:  # else its texts are about to change
            _searchable(info.pid, info.name, info.user, info.exe, info.cmdline)


@lru_cache(maxsize=16384)
def _searchable(pid: int, name: str, user: str, exe: str, cmdline: str) -> str:
    # Lines keep the fields apart: a word holds no white space, so it cannot match across two.
    return "\n".join((str(pid), f"{pid:#x}", *map(escaped, (name, user, exe, cmdline)))).casefold()
