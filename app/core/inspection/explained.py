"""What happened, with the stacks: the function and the calls of a crash, or what threads wait on.

It looks for code on this machine, which takes a moment; ``cause`` alone does not.
"""

from __future__ import annotations

import time
from dataclasses import replace
from ntpath import basename
from typing import TYPE_CHECKING, Any, Final

from ..errors import DumpDeskError, InvalidDumpError
from ..minidump.reader import MinidumpFile
from ..side_thread import answer_within
from .activity import Activity, Doing
from .blame import blamed
from .cause import Said, cause_of_dump
from .dump_snapshot import snapshot_of
from .giving_up import aborts, why_aborted
from .handled import may_be_of_fault
from .made_code import made_by_dumped
from .reasons import Reason
from .stack_code import Code
from .stacks import stacks_of, with_lines
from .waits import activities

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from .cause import Cause
    from .crash import Crash
    from .stacks import Frame, Stack

_FRAMES: Final = 256
"""Calls of a crash that are told: a runaway recursion has more."""
_ABRT: Final = 6
IN_HANDLER: Final = "Perhaps a crash: thread {0} stands in a signal handler"
_PATIENCE: Final = 1.0
"""Seconds in which stacks are walked: a browser's 70 threads take half of it."""
_TOLD_WITHIN: Final = 2.0
"""Seconds in which who has just dumped a crash is to hear of it."""


def explained(file: MinidumpFile, snapshot: ProcessSnapshot) -> Cause:
    """Say what happened to the process of *file*, of which *snapshot* was read, with its stacks.

    What cannot be walked costs the stacks, never the sentence.
    """
    cause = cause_of_dump(file, snapshot)
    crashed = frozenset((cause.thread,)) if cause.is_crash else None
    try:
        with Code() as code:
            code.made = made_by_dumped(snapshot)
            stacks = []
            end = time.monotonic() + _PATIENCE
            for stack in stacks_of(snapshot, file.read_memory, code, threads=crashed):
                stacks.append(stack)
                if time.monotonic() > end:
                    break
            return with_stacks(cause, snapshot, stacks, file.read_memory, code)
    except (InvalidDumpError, OSError):
        return cause


def told_crash(path: str, otherwise: Crash) -> Crash:
    """Say what went wrong in the dump at *path*, of which *otherwise* is known.

    A drive that does not answer, and code that takes its time, cost what they would have told.
    """

    def read() -> Crash:
        with MinidumpFile.open(path) as file:
            return explained(file, snapshot_of(file)).crash or otherwise

    try:
        return answer_within(_TOLD_WITHIN, read, otherwise)
    except (DumpDeskError, OSError, MemoryError):
        return otherwise


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
        gave_up = _blamed(frames[:_FRAMES])
        cause = replace(cause, function=frames[0].function, frames=told, blamed=gave_up)
        return _with_note(cause, frames, snapshot, memory, code)

    handled = filter(None, map(_handled, _crashed_first(stacks)))
    in_handler = next((one for one in handled if _may_be_of_fault(snapshot, *one, memory)), None)
    if in_handler is not None and cause.reason is None:
        stack, index = in_handler
        cause = _perhaps(cause, stack, index)
        return _with_note(cause, stack.frames[index:], snapshot, memory, code)

    found = activities(stacks, code_before(memory, code), snapshot.system)
    seen = {stack.thread.id for stack in stacks}
    unseen = tuple(thread.id for thread in snapshot.threads if thread.id not in seen)
    if unseen:
        found = (*found, Activity(Doing.UNSEEN, "", unseen))
    return replace(cause, activity=found)


def calls_with_lines(
    file: MinidumpFile, snapshot: ProcessSnapshot, thread: int, first: int, most: int
) -> tuple[dict[str, Any], ...]:
    """Give the *most* calls of a thread from that at the address *first* on, with source lines.

    Inlined calls are frames of their own. Empty where the stack cannot be walked.
    """
    with Code() as code:
        walked = stacks_of(snapshot, file.read_memory, code, threads=frozenset((thread,)))
        for stack in walked:
            at = next((i for i, one in enumerate(stack.frames) if one.address == first), 0)
            some = stack._replace(frames=stack.frames[at : at + most])
            lined = with_lines(some, file.read_memory, code)
            return tuple(map(frame_to_json, lined.frames))
    return ()


def _crashed_first(stacks: Sequence[Stack]) -> list[Stack]:
    return sorted(stacks, key=lambda stack: not stack.crashed)


def code_before(memory: Callable[[int, int], bytes], code: Code) -> Callable[[Frame, int], bytes]:
    """Give what reads so many bytes of code right before a frame's address: see ``waits``."""

    def before(frame: Frame, size: int) -> bytes:
        at = frame.address - size
        if at < 0:
            return b""
        return memory(at, size) or (
            code.of(frame.module, memory).read(at, size) if frame.module is not None else b""
        )

    return before


def _handled(stack: Stack) -> tuple[Stack, int] | None:
    """Find the frame that a signal interrupted, if a handler runs; nobody noted which signal."""
    index = next((i for i, one in enumerate(stack.frames) if one.signal is not None), None)
    if index is None or index + 1 >= len(stack.frames):
        return None
    return stack, index + 1


def _may_be_of_fault(
    snapshot: ProcessSnapshot, stack: Stack, index: int, memory: Callable[[int, int], bytes]
) -> bool:
    """Say whether something went wrong where a signal interrupted the frame at *index*."""
    frame = stack.frames[index - 1].signal
    if frame is None or aborts(stack.frames[index : index + _FRAMES]):
        return True
    return may_be_of_fault(snapshot, stack.thread, frame, memory)


def _perhaps(cause: Cause, stack: Stack, index: int) -> Cause:
    """Tell of a handler that runs: after abort, of that, else that it may be of a crash."""
    frames = stack.frames[index : index + _FRAMES]
    first, thread = frames[0], stack.thread
    if aborts(frames):
        reason = Reason("SIGABRT, raised by the program itself", _ABRT)
    else:
        named = f'{thread.id} "{thread.name}"' if thread.name else str(thread.id)
        reason = Reason(IN_HANDLER.format(named), 0, is_crash=False)
    return replace(
        cause,
        reason=reason,
        thread=thread.id,
        thread_name=thread.name,
        instruction=first.address,
        module=basename(first.module.name) if first.module is not None else "",
        offset=first.offset if first.module is not None else 0,
        function=first.function,
        frames=tuple(map(frame_to_json, frames)),
        blamed=_blamed(frames),
    )


def _with_note(
    cause: Cause,
    frames: Sequence[Frame],
    snapshot: ProcessSnapshot,
    memory: Callable[[int, int], bytes],
    code: Code,
) -> Cause:
    """Add why the program called abort, if it did so at *frames*."""
    if cause.reason is None or cause.reason.code != _ABRT:
        return cause
    found = why_aborted(frames, snapshot, memory, code)
    if found is None:
        return cause
    reason = cause.reason._replace(text=found.reason) if found.reason else cause.reason
    said = (*cause.said, Said("abort", found.note)) if found.note else cause.said
    return replace(cause, reason=reason, said=said)


def _blamed(frames: Sequence[Frame]) -> int:
    return blamed(
        (frame.function, frame.module.name if frame.module is not None else "") for frame in frames
    )


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
