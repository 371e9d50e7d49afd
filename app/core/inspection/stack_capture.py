"""The stacks of a live process: stopped for milliseconds, and walked when it runs again."""

from __future__ import annotations

import contextlib
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ..capture.target import open_target
from ..errors import NoSuchProcessError
from ..intervals import merged
from ..symbols.places import Places
from .cause import cause_of
from .made_code import made_by
from .python_frames import PythonFrames
from .seen import Seen
from .stack_code import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..capture.snapshot import ProcessSnapshot
    from ..capture.target import Target
    from ..intervals import Range
    from ..process_key import ProcessKey
    from .cause import Cause
    from .stack_words import FrameWords
    from .stacks import Stack

_MOST_STACK: Final = 1 << 20
"""Bytes of a stack that are kept, from its pointer on: what a runaway recursion fills is more."""
_MOST_TOGETHER: Final = 256 << 20


class LiveStacks(NamedTuple):
    """What was seen of a process at one moment."""

    snapshot: ProcessSnapshot
    stacks: tuple[Stack, ...]
    missing: dict[str, str]
    """Modules whose file is not used, and why."""
    paused_ns: int
    """Nanoseconds that the process stood still."""
    cause: Cause
    """What happened, or what the threads do."""
    words: tuple[tuple[FrameWords, ...], ...] = ()
    """The raw words of each frame of each of ``stacks``; empty: they were not asked for."""


def stacks_of_process(
    key: ProcessKey,
    *,
    threads: frozenset[int] | None = None,
    folders: tuple[str, ...] = (),
    lines: bool = False,
    raw: bool = False,
) -> LiveStacks:
    """Stop the process of *key*, keep its stacks and registers, let it go on, and walk them.

    Args:
        key: Which process.
        threads: Ids of those that are wanted; None: all.
        folders: Where else files of code are looked for.
        lines: Look for source lines and inlined calls, too; it may take seconds.
        raw: Tell the raw words of the frames, too.

    Raises AccessDeniedError, NoSuchProcessError, MiniDumpError.
    """
    with seen_in_process(key, threads=threads, folders=folders) as seen:
        walked = tuple(seen.stacks(threads=threads, lines=lines))
        cause = seen.explained(walked)
        words = tuple(map(seen.words().of_stack, walked)) if raw else ()
        missing = seen.code.missing()
        return LiveStacks(seen.snapshot, walked, missing, seen.paused_ns, cause, words)


@contextlib.contextmanager
def seen_in_process(
    key: ProcessKey, *, threads: frozenset[int] | None = None, folders: tuple[str, ...] = ()
) -> Iterator[Seen]:
    """Stop the process of *key*, keep its stacks and registers, and let it go on.

    It is kept open, and running, as long as the stacks of that moment are looked at. Arguments and
    errors are those of :func:`stacks_of_process`.
    """
    target = open_target(key)
    try:
        described = target.describe()
        places = Places((f"/proc/{key.pid}/root", ""), folders)
        with Code(places) as code:
            code.made = made_by(described)
            python = PythonFrames(described.modules, target.read, code)
            with target.suspend(described, xstate=False) as snapshot:
                kept = _Kept(target, _ranges(snapshot, threads))
                python.look(
                    one.id for one in snapshot.threads if threads is None or one.id in threads
                )
            cause = cause_of(snapshot, kept.read)
            standing = _as_it_stands(snapshot)
            yield Seen(standing, kept.read, code, cause, python, target.paused_ns)
    finally:
        target.close()


def _as_it_stands(snapshot: ProcessSnapshot) -> ProcessSnapshot:
    """Have a thread that waits in its own handler begin there, not at what it handles."""
    exception = snapshot.exception
    if exception is None:
        return snapshot
    return replace(snapshot, exception=exception._replace(context=b""))


def _ranges(snapshot: ProcessSnapshot, threads: frozenset[int] | None) -> list[Range]:
    """Say what to keep of the stacks: enough for all, if they are too large together."""
    found = []
    left = _MOST_TOGETHER
    for thread in snapshot.threads:
        start, end = thread.stack
        size = min(end - start, _MOST_STACK, left)
        if size > 0 and (threads is None or thread.id in threads):
            found.append((start, start + size))
            left -= size
    return merged(found)


class _Kept:
    """The stacks as they were, and all else as it is: code stays what it is."""

    def __init__(self, target: Target, ranges: list[Range]) -> None:
        self._pieces = [(start, target.read(start, end - start)) for start, end in ranges]
        self._starts = [start for start, _ in self._pieces]
        self._live: Callable[[int, int], bytes] = target.read

    def read(self, address: int, size: int) -> bytes:
        index = bisect_right(self._starts, address) - 1
        if index >= 0:
            start, data = self._pieces[index]
            if address < start + len(data):
                return data[address - start : address - start + size]
        try:
            return self._live(address, size) if size > 0 else b""
        except NoSuchProcessError:  # it has ended since; what is kept can be told all the same
            return b""
