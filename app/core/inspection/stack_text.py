"""Stacks as text, fit for a ticket: what ``dumpdesk stacks`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..dump.texts import base_name
from ..text import columns_of, escaped
from .stacks import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .stacks import Frame, Stack

_REPEATED: Final = 4
"""So many calls in a row that are the same are told one by one."""
RIGHT: Final = frozenset({"#", "ADDRESS"})
"""Columns whose texts stand at their right edge."""
MISSING: Final = "Code that could not be looked into"
_GAP: Final = "  "


class Listing(NamedTuple):
    """Threads that stand at the same places. Its texts are not escaped."""

    title: str
    columns: tuple[str, ...]
    """Functions are last, for names of C++ may be longer than a line."""
    rows: list[tuple[str, ...]]
    end: str
    """Why there are no more frames."""


def listings(stacks: Sequence[Stack]) -> Iterator[Listing]:
    """List *stacks*, those that are equal together."""
    for group in grouped(stacks):
        first = group[0]
        lines = any(frame.line for frame in first.frames)
        columns = ("#", "ADDRESS", "FOUND BY", "MODULE", *(("LINE",) if lines else ()), "FUNCTION")
        yield Listing(
            title_of(group), columns, list(_folded(rows_of(first, lines=lines))), first.end
        )


def stacks_text(headline: str, stacks: Sequence[Stack], missing: Mapping[str, str]) -> str:
    """Write *headline*, *stacks*, and why code is *missing*, by module; safe to look at."""
    lines = [escaped(headline)]
    for listing in listings(stacks):
        lines += ["", escaped(listing.title)]
        if listing.rows:
            lines += _table(listing)
        if listing.end:
            lines.append(f"  {escaped(listing.end)}")
    if missing:
        lines += ["", MISSING]
        lines += (escaped(f"  {name}: {why}") for name, why in missing.items())
    return "\n".join(lines) + "\n"


def place_text(frame: Frame) -> str:
    """Say where *frame* is: module and offset, or the address of code that is in none."""
    name = base_name(frame.module.name) + "+" if frame.module is not None else ""
    return f"{name}{frame.offset:#x}"


def _table(listing: Listing) -> Iterator[str]:
    cells = [listing.columns, *(tuple(map(escaped, row)) for row in listing.rows)]
    widths = [max(map(columns_of, column)) for column in zip(*cells, strict=True)]
    rights = [title in RIGHT for title in listing.columns]
    for row in cells:
        padded = []
        for cell, width, right in zip(row, widths, rights, strict=True):
            space = " " * (width - columns_of(cell))
            padded.append(space + cell if right else cell + space)
        yield _GAP.join(padded).rstrip()


def title_of(group: Sequence[Stack]) -> str:
    """Name the threads of *group*."""
    names = [
        f"{stack.thread.id} {stack.thread.name}".rstrip() + (" (crashed)" * stack.crashed)
        for stack in group
    ]
    if len(group) == 1:
        return f"Thread {names[0]}"
    return f"{len(group):,} threads: {', '.join(names)}"


def rows_of(stack: Stack, *, lines: bool) -> list[tuple[str, ...]]:
    """Give the cells of each frame, by the columns of a :class:`Listing`."""
    return [
        (
            str(number),
            f"{frame.address:#x}",
            "inlined" if frame.is_inlined else str(frame.found_by),
            place_text(frame),
            *((_line(frame),) if lines else ()),
            frame.function or "?",
        )
        for number, frame in enumerate(stack.frames)
    ]


def _folded(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Tell calls that repeat themselves once, with their number: a recursion may be without end."""
    begin = 0
    while begin < len(rows):
        end = begin + 1
        while end < len(rows) and rows[end][2:] == rows[begin][2:]:
            end += 1
        if end - begin <= _REPEATED:
            yield from rows[begin:end]
        else:
            yield rows[begin]
            yield ("…", "", "", f"{end - begin - 2} more like it", *("" for _ in rows[begin][4:]))
            yield rows[end - 1]
        begin = end


def _line(frame: Frame) -> str:
    return f"{frame.file.rpartition('/')[2]}:{frame.line}" if frame.line else ""
