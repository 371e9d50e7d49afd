"""Finding processes by typing: plain words over everything that names a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from ..text import escaped, folded

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


def closeness(info: ProcessInfo, phrases: Sequence[str]) -> int:
    """Say how well *info* fits what was typed; the least is best.

    In this order: pid or name in full, the beginning of the name, part of it; then user, path and
    command line. Of several phrases the one that fits worst counts.
    """
    return max((_closeness(info, phrase.casefold()) for phrase in phrases), default=0)


def _closeness(info: ProcessInfo, phrase: str) -> int:
    name = folded(info.name)
    if phrase in {name, str(info.pid)}:
        return 0
    if phrase in name:
        return 1 if name.startswith(phrase) else 2
    places = enumerate((info.user, info.exe, info.cmdline), 3)
    return next((rank for rank, text in places if phrase in folded(text)), 6)


def found_in(info: ProcessInfo, phrases: Iterable[str]) -> str:
    """Give what of command line or path holds one of *phrases*, from the word it is in.

    Empty if name, pid and user hold them all: who sees these sees why *info* was found.
    """
    seen = folded("\n".join((info.name, info.user, str(info.pid), f"{info.pid:#x}")))
    for phrase in map(folded, phrases):
        if phrase in seen:
            continue
        for text in (info.cmdline, info.exe):
            place = folded(text).find(phrase)
            if place >= 0:
                begin = max(text.rfind(" ", 0, place), text.rfind("/", 0, place)) + 1
                return escaped(text[begin:])
    return ""


def prepare(infos: Iterable[ProcessInfo]) -> None:
    """Do the slow part of matching *infos* now, so that the first letter typed finds at once."""
    for info in infos:
        if info.detailed:  # else its texts are about to change
            _searchable(info.pid, info.name, info.user, info.exe, info.cmdline)


@lru_cache(maxsize=16384)
def _searchable(pid: int, name: str, user: str, exe: str, cmdline: str) -> str:
    # Lines keep the fields apart: a word holds no white space, so it cannot match across two.
    return "\n".join((str(pid), f"{pid:#x}", *map(escaped, (name, user, exe, cmdline)))).casefold()
