"""``dumpdesk stacks``: what every thread of a process, or of a dump, was doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from . import terminal
from .process_argument import ProcessOrFile, the_key
from .terminal import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..core.inspection.cause import Cause
    from ..core.inspection.stacks import Frame, Stack
    from .process_argument import Meant

_REPEATED: Final = 4
"""So many calls in a row that are the same are told one by one."""


@click.command()
@click.argument("source", type=ProcessOrFile(), metavar="PID[@STARTED]|FILE")
@click.option("--thread", "threads", type=int, multiple=True, help="Only the thread of this id.")
@click.option(
    "--code",
    "folders",
    multiple=True,
    metavar="FOLDER",
    help="Look for programs, libraries and their debug files here, too.",
)
@click.option(
    "--lines",
    is_flag=True,
    help="Tell source lines and inlined calls, too, where debug information is here.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    source: Meant | str,
    threads: tuple[int, ...],
    folders: tuple[str, ...],
    *,
    lines: bool,
    as_json: bool,
) -> None:
    """Show the stacks of process PID, stopped for some milliseconds, or of the dump FILE.

    The crashed thread comes first; threads that stand at the same place are told together.
    """
    wanted = frozenset(threads) or None
    stacks, missing, cause = _read(source, wanted, folders, lines=lines)
    if as_json:
        terminal.as_json(
            {
                "headline": cause.headline,
                "crash": cause.to_json(),
                "threads": [_to_json(stack) for stack in stacks],
                "missing_code": missing,
            }
        )
    else:
        terminal.say(cause.headline)
        _show(stacks, missing)


def _read(
    source: Meant | str,
    wanted: frozenset[int] | None,
    folders: tuple[str, ...],
    *,
    lines: bool,
) -> tuple[tuple[Stack, ...], dict[str, str], Cause]:
    if not isinstance(source, str):
        from ..core.inspection.stack_capture import stacks_of_process

        live = stacks_of_process(the_key(source), threads=wanted, folders=folders, lines=lines)
        found, missing, cause = live.stacks, live.missing, live.cause
    else:
        from ..core.inspection.cause import cause_of_dump
        from ..core.inspection.dump_snapshot import snapshot_of
        from ..core.inspection.explained import with_stacks
        from ..core.inspection.stack_code import Code
        from ..core.inspection.stacks import stacks_of
        from ..core.minidump.reader import MinidumpFile
        from ..core.symbols.places import Places

        with MinidumpFile.open(source) as file, Code(Places(folders=folders)) as code:
            snapshot = snapshot_of(file)
            found = tuple(stacks_of(snapshot, file.read_memory, code, threads=wanted, lines=lines))
            cause = with_stacks(
                cause_of_dump(file, snapshot), snapshot, found, file.read_memory, code
            )
            missing = code.missing()
    if wanted and (lost := wanted - {stack.thread.id for stack in found}):
        from ..core.errors import InvalidRequestError

        raise InvalidRequestError(
            f"There is no thread {', '.join(map(str, sorted(lost)))}.",
            "Leave --thread away to see all.",
        )
    return found, missing, cause


def _to_json(stack: Stack) -> dict[str, Any]:
    """Give one thread as the JSON of this command has it."""
    from ..core.inspection.explained import frame_to_json

    return {
        "id": stack.thread.id,
        "name": stack.thread.name,
        "crashed": stack.crashed,
        "end": stack.end,
        "frames": [frame_to_json(frame) for frame in stack.frames],
    }


def _show(stacks: Sequence[Stack], missing: dict[str, str]) -> None:
    from ..core.inspection.stacks import grouped

    for group in grouped(stacks):
        terminal.heading(_title(group))
        first = group[0]
        if first.frames:
            lines = any(frame.line for frame in first.frames)
            terminal.table(_columns(lines=lines), _rows(first, lines=lines))
        if first.end:
            terminal.say(f"  {first.end}")
    if missing:
        terminal.heading("Code that could not be looked into")
        for name, why in missing.items():
            terminal.say(f"  {name}: {why}")


def _title(group: Sequence[Stack]) -> str:
    names = [
        f"{stack.thread.id} {stack.thread.name}".rstrip() + (" (crashed)" * stack.crashed)
        for stack in group
    ]
    if len(group) == 1:
        return f"Thread {names[0]}"
    return f"{terminal.count(len(group), 'thread')}: {', '.join(names)}"


def _columns(*, lines: bool) -> tuple[Column, ...]:
    """Name the columns; functions are last, for names of C++ may be longer than a line."""
    return (
        Column("#", right=True),
        Column("ADDRESS", right=True),
        Column("FOUND BY"),
        Column("MODULE"),
        *((Column("LINE"),) if lines else ()),
        Column("FUNCTION"),
    )


def _rows(stack: Stack, *, lines: bool) -> list[tuple[str, ...]]:
    rows = [
        (
            str(number),
            f"{frame.address:#x}",
            "inlined" if frame.is_inlined else frame.found_by,
            _place(frame),
            *((_line(frame),) if lines else ()),
            frame.function or "?",
        )
        for number, frame in enumerate(stack.frames)
    ]
    return list(_folded(rows))


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


def _place(frame: Frame) -> str:
    name = frame.module.name.rpartition("/")[2] + "+" if frame.module is not None else ""
    return f"{name}{frame.offset:#x}"
