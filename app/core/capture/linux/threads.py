"""Threads as /proc tells them, and where their stacks lie."""

from __future__ import annotations

import mmap
import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ...minidump.contexts import context_of_pointers
from ..snapshot import OVERFLOW_REACH, ExceptionInformation, Thread
from .fields import Stat, start_to_filetime, ticks_to_filetime

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...intervals import Range
    from .maps import AddressSpace
    from .procfs import ProcessDirectory
    from .registers import Architecture
    from .tracer import StoppedThread, Tracer

TCB_SIZE: Final = 4096
"""Room for a thread control block (glibc's struct pthread has 2304 bytes)."""
TLS_REACH: Final = 4096
"""Bytes below the TLS base that are taken for this thread's TLS block."""
NORMAL_PRIORITY_CLASS: Final = 0x20
_RUNNING_RETRIES: Final = 3
_PAGE: Final = mmap.PAGESIZE


def read_thread(directory: ProcessDirectory, thread_id: int, boot_seconds: int) -> Thread | None:
    """Describe a thread without its registers; None when it has ended."""
    try:
        stat = directory.stat(thread_id)
    except OSError:
        return None
    return None if stat.ended else _thread(thread_id, stat, boot_seconds)


def _thread(thread_id: int, stat: Stat, boot_seconds: int) -> Thread:
    return Thread(
        thread_id,
        name=stat.name,
        state="T" if stat.state == "t" else stat.state,
        priority_class=NORMAL_PRIORITY_CLASS,
        priority=stat.nice,
        create_time=start_to_filetime(stat.start_time, boot_seconds),
        kernel_time=ticks_to_filetime(stat.kernel_time),
        user_time=ticks_to_filetime(stat.user_time),
        affinity=_affinity(thread_id),
    )


def _affinity(thread_id: int) -> int:
    """Give the first 64 processors a thread may use as a mask; 0 when unknown."""
    try:
        processors = os.sched_getaffinity(thread_id)
    except OSError:
        return 0
    return sum(1 << number for number in processors if number < 64)


def blocked_at(directory: ProcessDirectory, thread_id: int) -> tuple[int, int]:
    """Give stack and instruction pointer of a thread that waits in the kernel.

    Zeros when it runs, or when the system does not tell (/proc/PID/task/TID/syscall).
    """
    for _ in range(_RUNNING_RETRIES):
        try:
            fields = directory.read(f"task/{thread_id}/syscall").split()
        except OSError:
            break
        if len(fields) >= 3:
            return int(fields[-2], 16), int(fields[-1], 16)
    return 0, 0


def stack_of(
    space: AddressSpace, architecture: Architecture, stack_pointer: int, thread_pointer: int
) -> Range:
    """Say what to store of a stack.

    From the stack pointer less the red zone, rounded down to 8, to the end of its mapping. When
    the thread control block lies above in the same mapping (the usual place), the stack ends
    with it: what else the kernel merged into that mapping is not stack. With the pointer outside
    all readable memory (an overflow into the guard page) the next mapping above is taken.
    """
    if not stack_pointer:
        return 0, 0
    region = space.at(stack_pointer)
    if region is None or not region.readable or region.device_memory:
        region = space.readable_above(stack_pointer, OVERFLOW_REACH)
        if region is None:
            return 0, 0
    low = max(region.base, (stack_pointer - architecture.red_zone) & ~7)
    high = region.end
    if max(low, stack_pointer) < thread_pointer < high:
        high = min(high, -(-(thread_pointer + TCB_SIZE) // _PAGE) * _PAGE)
    return low, high


def tls_of(space: AddressSpace, thread_pointer: int) -> tuple[Range, ...]:
    """Give the pages around a TLS base: thread control block and the end of its TLS block."""
    if not thread_pointer:
        return ()
    page = thread_pointer // _PAGE * _PAGE
    part = space.readable_part(max(0, page - TLS_REACH), page + TCB_SIZE)
    if part is None or not part[0] <= thread_pointer < part[1]:
        part = space.readable_part(page, page + TCB_SIZE)
    return (part,) if part else ()


def with_registers(
    thread: Thread,
    stopped: StoppedThread,
    space: AddressSpace,
    architecture: Architecture,
    *,
    is_placed: bool,
) -> Thread:
    """Add what a stopped thread's registers tell.

    *is_placed*: the stack of *thread* is what *space* says of its pointers, as they were then.
    """
    raw = stopped.registers
    instruction_pointer, stack_pointer, thread_pointer = architecture.pointers_of(raw)
    stays = is_placed and thread.stack_pointer == stack_pointer and thread.teb == thread_pointer
    # In half the time that _replace takes, for each of thousands of threads that wait.
    return Thread(
        thread.id,
        thread.name,
        thread.state,
        thread.suspend_count,
        thread.priority_class,
        thread.priority,
        thread_pointer,
        thread.create_time,
        thread.kernel_time,
        thread.user_time,
        thread.start_address,
        thread.affinity,
        stack_pointer,
        instruction_pointer,
        thread.stack
        if stays and stack_pointer
        else stack_of(space, architecture, stack_pointer, thread_pointer),
        architecture.make_context(raw),
        thread.stuck,
    )


def with_pointers(thread: Thread, architecture: Architecture, size: int) -> Thread:
    """Add what is known of the registers of a thread that could not be stopped.

    *size* is that of the other threads' contexts, 0 if there are none.
    """
    context = context_of_pointers(
        architecture.processor, thread.instruction_pointer, thread.stack_pointer
    )
    return thread._replace(context=context.ljust(size, b"\0"), stuck=True)


def thread_data(
    space: AddressSpace,
    found: Iterable[Thread],
    before: Mapping[int, Thread] = MappingProxyType({}),
    told: Mapping[int, tuple[Range, ...]] = MappingProxyType({}),
) -> dict[int, tuple[Range, ...]]:
    """Give the TLS pages of every thread whose TLS base is known.

    *told* is what *space* said of threads as they were *before*.
    """
    data: dict[int, tuple[Range, ...]] = {}
    for thread in found:
        known = before.get(thread.id)
        is_told = known is not None and known.teb == thread.teb
        parts = told.get(thread.id, ()) if is_told else tls_of(space, thread.teb)
        if parts:
            data[thread.id] = parts
    return data


def exception_of(tracer: Tracer, found: Iterable[Thread]) -> ExceptionInformation | None:
    """Tell the signal the process stands on, if its thread is part of the dump."""
    if tracer.fault is None:
        return None
    thread_id, signal = tracer.fault
    thread = next((thread for thread in found if thread.id == thread_id), None)
    if thread is None:
        return None
    return ExceptionInformation(
        thread_id,
        code=signal.signal,
        flags=signal.code & 0xFFFF_FFFF,
        address=signal.address or thread.instruction_pointer,
        parameters=signal.sender or (),
    )
