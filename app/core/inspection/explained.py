"""What happened, with the stacks: the function and the calls of a crash, or what threads wait on.

It looks for code on this machine, which takes a moment; ``cause`` alone does not.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ..errors import InvalidDumpError
from .activity import Activity, Doing
from .cause import cause_of_dump
from .stack_code import Code
from .stacks import stacks_of
from .waits import activities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..minidump.reader import MinidumpFile
    from .cause import Cause
    from .stacks import Frame, Stack

_FRAMES: Final = 256
"""Calls of a crash that are told: a runaway recursion has more."""
_PATIENCE: Final = 1.0
"""Seconds in which stacks are walked: a browser's 70 threads take half of it."""


def explained(file: MinidumpFile, snapshot: ProcessSnapshot) -> Cause:
    """Say what happened to the process of *file*, of which *snapshot* was read, with its stacks.

    What cannot be walked costs the stacks, never the sentence.
    """
    cause = cause_of_dump(file, snapshot)
    crashed = frozenset((cause.thread,)) if cause.is_crash else None
    try:
        with Code() as code:
            stacks = []
            end = time.monotonic() + _PATIENCE
            for stack in stacks_of(snapshot, file.read_memory, code, threads=crashed):
                stacks.append(stack)
                if time.monotonic() > end:
                    break
            return with_stacks(cause, snapshot, stacks, file.read_memory, code)
    except (InvalidDumpError, OSError):
        return cause


def with_stacks(
    cause: Cause,
    snapshot: ProcessSnapshot,
    stacks: Sequence[Stack],
    memory: Callable[[int, int], bytes],
    code: Code,
) -> Cause:
    """Add to *cause* what *stacks* tell; *code* is still open, *memory* reads the process's."""
    if cause.is_crash:
        frames = next((one.frames for one in stacks if one.thread.id == cause.thread), ())
        # Of a thread that waits in its handler, the calls that led to what it handles.
        at = next((i for i, one in enumerate(frames) if one.address == cause.instruction), 0)
        frames = frames[at:]
        if not frames:
            return cause
        told = tuple(frame_to_json(frame) for frame in frames[:_FRAMES])
        return replace(cause, function=frames[0].function, frames=told)

    def before(frame: Frame, size: int) -> bytes:
        at = frame.address - size
        if at < 0:
            return b""
        return memory(at, size) or (
            code.of(frame.module, memory).read(at, size) if frame.module is not None else b""
        )

    found = activities(stacks, before, snapshot.system)
    seen = {stack.thread.id for stack in stacks}
    unseen = tuple(thread.id for thread in snapshot.threads if thread.id not in seen)
    if unseen:
        found = (*found, Activity(Doing.UNSEEN, "", unseen))
    return replace(cause, activity=found)


def frame_to_json(frame: Frame) -> dict[str, Any]:
    """Give a frame as JSON has it: numbers are ints, unknown is null."""
    return {
        "address": frame.address,
        "module": frame.module.name if frame.module is not None else None,
        "offset": frame.offset,
        "function": frame.function or None,
        "function_offset": frame.function_offset if frame.function else None,
        "file": frame.file or None,
        "line": frame.line or None,
        "found_by": frame.found_by,
        "inlined": frame.is_inlined,
    }
