"""``dumpdesk stacks``: what every thread of a process, or of a dump, was doing."""

from __future__ import annotations

import contextlib
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..core.dump.command_line import command_line
from ..core.dump.texts import base_name
from ..core.errors import InvalidDumpError
from . import terminal
from .as_administrator import saying_how_as_administrator
from .each import each
from .process_argument import ProcessOrQuery
from .targets import Target, parsed, several_options, targets_of
from .terminal import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..core.inspection.cause import Cause
    from ..core.inspection.stack_words import FrameWords, Word
    from ..core.inspection.stacks import Stack
    from .process_argument import Meant


class _Seen(NamedTuple):
    """What there is to tell of one process or dump."""

    source: Target | str
    stacks: tuple[Stack, ...]
    missing: dict[str, str]
    cause: Cause
    words: tuple[tuple[FrameWords, ...], ...]
    """Of each frame of each stack; empty: they were not asked for."""


@click.command()
@click.argument(
    "sources",
    type=ProcessOrQuery(),
    nargs=-1,
    required=True,
    metavar="PID[@STARTED]|NAME|QUERY|FILE...",
)
@several_options
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
@click.option(
    "--raw",
    is_flag=True,
    help="Tell the words that lie on the stack, too, and what they seem to point to.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    sources: tuple[Meant | str, ...],
    threads: tuple[int, ...],
    folders: tuple[str, ...],
    *,
    lines: bool,
    raw: bool,
    everyone: bool,
    children: bool,
    as_json: bool,
) -> int:
    """Show the stacks of processes, each stopped for some milliseconds, or of dumps.

    What is a file here is a dump; other text is the whole name of a program, or a QUERY as `list`
    takes it. What finds more than one process lists them, and wants --all.

    The crashed thread comes first; threads that stand at the same place are told together.
    """
    wanted = frozenset(threads) or None
    found = _sources(sources, everyone=everyone, children=children)
    several = everyone or children or len(sources) > 1

    def look(source: Target | str) -> _Seen:
        return _read(source, wanted, folders, lines=lines, raw=raw)

    def show(seen: _Seen) -> None:
        if several:
            terminal.say(f"{seen.source}")
        terminal.say(seen.cause.headline)
        _show(seen)

    return each(found, look, show, _to_json, as_json=as_json, several=several)


def _sources(given: Sequence[Meant | str], *, everyone: bool, children: bool) -> list[Target | str]:
    """Find what is meant: processes first, because a number may be given on at any time."""
    processes = [one for one in given if not (isinstance(one, str) and _is_file(one))]
    found: list[Target | str] = []
    if processes:
        found += targets_of(processes, everyone=everyone, children=children)
    return found + [one for one in given if isinstance(one, str) and one not in processes]


def _is_file(text: str) -> bool:
    """Say whether a file is meant: one that is there, or what looks like a path and no query."""
    if os.path.lexists(text):
        return True
    looks_so = Path(text).name != text or text.endswith(".dmp")
    return looks_so and not parsed(text).fields


def _read(
    source: Target | str,
    wanted: frozenset[int] | None,
    folders: tuple[str, ...],
    *,
    lines: bool,
    raw: bool,
) -> _Seen:
    if isinstance(source, str):
        from ..core.inspection.seen import seen_in_dump

        opened = seen_in_dump(source, folders)
        explained = _saying_how_to_mean_a_process(source)
    else:
        from ..core.inspection.stack_capture import seen_in_process

        options = [f"--thread={one}" for one in sorted(wanted or ())]
        options += [f"--code={os.path.abspath(folder)}" for folder in folders]  # noqa: PTH100 - a path is text here
        options += [name for name, on in (("--lines", lines), ("--raw", raw)) if on]
        line = partial(command_line, ["stacks", str(source.key), *options], administrator=True)
        opened = seen_in_process(source.key, threads=wanted, folders=folders)
        explained = saying_how_as_administrator(line)
    with explained, opened as it:
        found = tuple(it.stacks(threads=wanted, lines=lines))
        found = tuple(sorted(found, key=lambda stack: not stack.crashed))
        words = tuple(map(it.words().of_stack, found)) if raw else ()
        cause = it.explained(found)
        seen = _Seen(source, found, it.code.missing(), cause, words)
    if wanted and (lost := wanted - {stack.thread.id for stack in seen.stacks}):
        from ..core.errors import InvalidRequestError

        raise InvalidRequestError(
            f"There is no thread {', '.join(map(str, sorted(lost)))}.",
            "Leave --thread away to see all.",
        )
    return seen


@contextlib.contextmanager
def _saying_how_to_mean_a_process(source: str) -> Iterator[None]:
    """Tell it to whoever named a process that is called like a file here."""
    try:
        yield
    except InvalidDumpError as error:
        if Path(source).name == source:
            error.remedy += f" Processes of that name are 'name = {source}'."
        raise


def _to_json(seen: _Seen) -> dict[str, Any]:
    """Give what was seen as the JSON of this command has it."""
    source, words = seen.source, seen.words or ((),) * len(seen.stacks)
    return {
        **({"file": source} if isinstance(source, str) else {"process": str(source.key)}),
        "headline": seen.cause.headline,
        "crash": seen.cause.to_json(),
        "threads": [_thread_to_json(*one) for one in zip(seen.stacks, words, strict=True)],
        "missing_code": seen.missing,
    }


def _thread_to_json(stack: Stack, words: tuple[FrameWords, ...]) -> dict[str, Any]:
    """Give one thread as the JSON of this command has it."""
    from ..core.inspection.explained import frame_to_json

    frames = [frame_to_json(frame) for frame in stack.frames]
    for frame, own in zip(frames, words, strict=False):
        frame["words"] = [word.to_json() for word in own.words]
        frame["words_end"] = own.end
    return {
        "id": stack.thread.id,
        "name": stack.thread.name,
        "crashed": stack.crashed,
        "end": stack.end,
        "frames": frames,
    }


def _show(seen: _Seen) -> None:
    from ..core.inspection.stack_text import MISSING

    if seen.words:
        for stack, words in zip(seen.stacks, seen.words, strict=True):
            _show_raw(stack, words)
    else:
        _show_grouped(seen.stacks)
    if seen.missing:
        terminal.heading(MISSING)
        for name, why in seen.missing.items():
            terminal.say(f"  {name}: {why}")


def _show_grouped(stacks: Sequence[Stack]) -> None:
    from ..core.inspection.stack_text import RIGHT, listings

    for title, columns, rows, end in listings(stacks):
        terminal.heading(title)
        if rows:
            terminal.table([Column(name, right=name in RIGHT) for name in columns], rows)
        if end:
            terminal.say(f"  {end}")


def _show_raw(stack: Stack, words: tuple[FrameWords, ...]) -> None:
    """Show a thread by itself, below each frame the words that it has on the stack."""
    from ..core.inspection.stack_text import rows_of, title_of
    from ..core.inspection.stack_words import has_own_words

    terminal.heading(title_of((stack,)))
    lines = any(frame.line for frame in stack.frames)
    digits = 16 if any(word.value >> 32 for own in words for word in own.words) else 8
    rows = rows_of(stack, lines=lines)
    for frame, row, own in zip(stack.frames, rows, words, strict=True):
        terminal.say("  ".join(filter(None, row)))
        if has_own_words(frame):
            for word in own.words:
                value = f"{word.value:#0{digits + 2}x}"
                terminal.say(f"    {word.address:#x}  {value}  {_pointed(word)}".rstrip())
            if own.end:
                terminal.say(f"    {own.end}")
    if stack.end:
        terminal.say(f"  {stack.end}")


def _pointed(word: Word) -> str:
    """Say what *word* points to."""
    place = ""
    if word.module is not None:
        place = f"{base_name(word.module.name)}+{word.offset:#x}"
    elif word.thread:
        place = f"of thread {word.thread}"
    elif word.region:
        place = word.region
    name = f"{word.function}+{word.function_offset:#x}" if word.function else ""
    text = json.dumps(word.text, ensure_ascii=False) if word.text else ""
    return "  ".join(filter(None, (word.kind, name, place, text)))
