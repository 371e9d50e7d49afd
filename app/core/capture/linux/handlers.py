"""Threads that wait in their own handler of a fault, as crash reporters have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..signal_frame import FAULTS, SEARCHED, fault_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..snapshot import ExceptionInformation, Thread


def catches_faults(status: Mapping[str, str]) -> bool:
    """Say whether a process of this status has a handler for any fault."""
    try:
        caught = int(status.get("SigCgt", "0"), 16)
    except ValueError:
        return False
    return any(caught >> (signal - 1) & 1 for signal in FAULTS)


def exception_of(
    found: Iterable[Thread], read: Callable[[int, int], bytes], architecture: int
) -> ExceptionInformation | None:
    """Tell the fault whose handler one of the threads is in; None if none is.

    Only threads whose stack pointer is known are looked at.
    """
    for thread in found:
        size = min(SEARCHED, thread.stack[1] - thread.stack_pointer)
        if thread.stack_pointer and size > 0:
            stack = read(thread.stack_pointer, size)
            frame = fault_frame(stack, thread.stack_pointer, architecture)
            if frame is not None:
                return frame.exception(thread.id)
    return None
