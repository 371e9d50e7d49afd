"""Where threads of programs for Windows stand that Wine runs, and that wait in its Unix side.

Wine has two stacks for each thread: a system call of Windows (NtReadFile) goes on on another one,
which is where the thread's registers are. What it called with stands on top of that: Wine's struct
syscall_frame (dlls/ntdll/unix/signal_x86_64.c), known by its shape, as signal frames are. It holds
all registers of the caller, in an order that stayed since there are two stacks (Wine 6.5 to 10).
"""

from __future__ import annotations

import struct
from posixpath import basename
from typing import TYPE_CHECKING, Final

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ..signal_frame import SEARCHED
from ..snapshot import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ...intervals import Range
    from ..snapshot import Module, Thread
    from .maps import AddressSpace

_UNIX_SIDE: Final = "ntdll.so"
_MOST_STACK: Final = 1 << 20
"""Bytes of the caller's stack that are stored."""
_PART: Final = struct.Struct("<Q4HQQ4H")
"""From offset 0x70 on: rip; cs, ds, es, fs; eflags; rsp; ss, gs and two that vary."""
_CODE_SEGMENT: Final = struct.pack("<H", 0x33)
_STACK_SEGMENT: Final = 0x2B
_ALWAYS_SET: Final = 2
"""Bit 1 of eflags."""
_MOST_FLAGS: Final = 1 << 22


def is_wine(modules: Iterable[Module], processor: PROCESSOR_ARCHITECTURE) -> bool:
    """Say whether Wine runs the program, on a processor on which its frames are known."""
    return processor == PROCESSOR_ARCHITECTURE.AMD64 and any(
        basename(module.name) == _UNIX_SIDE for module in modules
    )


def callers(
    found: Iterable[Thread],
    space: AddressSpace,
    read: Callable[[int, int], bytes],
    scan_present: Callable[[Sequence[Range]], tuple[Range, ...] | None],
) -> Iterator[Interrupted]:
    """Tell where threads called Wine's Unix side. Those whose stack pointer is unknown do not."""
    for thread in found:
        pointer = thread.stack_pointer
        region = space.at(pointer) if pointer else None
        if region is None:
            continue
        stack = read(pointer, min(SEARCHED, region.end - pointer))
        if (called := _call_on(stack, space)) is None:
            continue
        user, at = called
        yield Interrupted(thread.id, user, at, _end_of(user, space, scan_present))


def _call_on(stack: bytes, space: AddressSpace) -> tuple[int, int] | None:
    """Find the innermost call on *stack*: the caller's stack and instruction pointers."""
    place = stack.find(_CODE_SEGMENT)
    while place >= 0:
        start = place - 8
        if start >= 0 and start % 8 == 0 and start + _PART.size <= len(stack):
            at, _, ds, es, fs, flags, user, ss, *_ = _PART.unpack_from(stack, start)
            sound = ss == _STACK_SEGMENT and flags & _ALWAYS_SET and flags < _MOST_FLAGS
            if sound and max(ds, es, fs) <= 0xFF:
                code, memory = space.at(at), space.at(user)
                if code and code.executable and memory and memory.readable and memory.writable:
                    return user, at
        place = stack.find(_CODE_SEGMENT, place + 1)
    return None


def _end_of(
    pointer: int,
    space: AddressSpace,
    scan_present: Callable[[Sequence[Range]], tuple[Range, ...] | None],
) -> int:
    """Say where the stack of *pointer* ends: programs for Windows touch each page of theirs.

    Behind it there may be, in the same mapping, Wine's own stack, of which the lower end is unused.
    """
    region = space.at(pointer)
    if region is None:
        return 0
    reach = min(region.end, pointer + _MOST_STACK)
    present = scan_present([(pointer, reach)])
    return next((high for low, high in present or () if low <= pointer < high), 0)
