"""Threads that are in a handler of a signal: of a fault, as crash reporters have, or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...minidump.contexts import instruction_pointer, stack_pointer
from ..signal_frame import FAULTS, SEARCHED, Standing, frames_on
from ..snapshot import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..snapshot import ExceptionInformation, Region, Thread


def catches_faults(status: Mapping[str, str]) -> bool:
    """Say whether a process of this status has a handler for any fault."""
    try:
        caught = int(status.get("SigCgt", "0"), 16)
    except ValueError:
        return False
    return any(caught >> (signal - 1) & 1 for signal in FAULTS)


def handled_by(
    found: Iterable[Thread],
    read: Callable[[int, int], bytes],
    region_at: Callable[[int], Region | None],
    number_inside: Callable[[int | None], int],
    architecture: int,
) -> tuple[ExceptionInformation | None, tuple[Interrupted, ...]]:
    """Tell the fault whose handler a thread is in, and where other handlers interrupted threads.

    Only threads whose stack pointer is known are looked at. *number_inside* gives the number that a
    thread, or the process (None), has for itself.
    """
    interrupted: list[Interrupted] = []
    for thread in found:
        size = min(SEARCHED, thread.stack[1] - thread.stack_pointer)
        if not thread.stack_pointer or size <= 0:
            continue
        stack = read(thread.stack_pointer, size)
        process_id, thread_id = number_inside(None), number_inside(thread.id)
        standing = Standing(process_id, thread_id, read, region_at)
        frames = frames_on(stack, thread.stack_pointer, architecture, standing)
        if frames and frames[-1].signal in FAULTS:
            return frames[-1].exception(thread.id), tuple(interrupted)
        for frame in frames[:1]:
            stack_at, code_at = (
                pointer_of(frame.context, architecture) or 0
                for pointer_of in (stack_pointer, instruction_pointer)
            )
            interrupted.append(Interrupted(thread.id, stack_at, code_at))
    return None, tuple(interrupted)
