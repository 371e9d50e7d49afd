"""The threads of a process, as far as Windows tells without stopping them."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from ctypes import c_char, c_size_t, c_uint32, c_void_p
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import MiniDumpError
from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...minidump.contexts import CONTEXT_OF, instruction_pointer, stack_pointer
from ...steps import steps
from ..snapshot import SoftError, Thread
from .api import (
    FILETIME,
    THREAD_BASIC_INFORMATION,
    THREADENTRY32,
    address_of,
    explain,
    last_error,
    readable,
    windows,
)
from .process_table import thread_states
from .width import NATIVE, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...intervals import Range
    from ..pe import Tls
    from .address_space import Memory
    from .width import Width

_SNAPSHOT_THREADS: Final = 4
_INVALID_HANDLE: Final = c_void_p(-1).value
_LADDER: Final = (
    0x0040 | 0x0008,  # THREAD_QUERY_INFORMATION, THREAD_GET_CONTEXT
    0x0040,
    0x0800,  # THREAD_QUERY_LIMITED_INFORMATION
)
_BASIC, _START_ADDRESS, SUSPEND_COUNT = 0, 9, 35
"""THREADINFOCLASS (winternl.h, and ntddk.h for the last)."""
_PRIORITY_UNKNOWN: Final = 0x7FFFFFFF
_CONTROL: Final = {
    PROCESSOR_ARCHITECTURE.AMD64: (0x30, 0x100001),
    PROCESSOR_ARCHITECTURE.INTEL: (0, 0x10001),
    PROCESSOR_ARCHITECTURE.ARM64: (0, 0x400001),
}
"""Where ContextFlags stand in a CONTEXT, and what asks for the pointers only (winnt.h)."""
_MOST_INDEXES: Final = 1088
_WOW64_SELF: Final = 0x18
"""Self, in the NT_TIB of 32-bit code (winnt.h)."""


class FoundThreads(NamedTuple):
    """The threads, and what belongs to each."""

    threads: tuple[Thread, ...]
    data: dict[int, tuple[Range, ...]]
    """Thread id → what MiniDumpWithProcessThreadData adds for it: TEB, TLS vector (which may be
    empty), FLS data."""
    storage: dict[int, tuple[Range, ...]]
    """Base of a module → its thread-local storage, a range for each thread that has one."""
    errors: list[SoftError]


def read_threads(
    process_id: int, priority_class: int, architecture: int, memory: Memory, modules: dict[int, Tls]
) -> FoundThreads:
    """Describe the threads of a process; *modules* are those with thread-local storage."""
    threads: list[Thread] = []
    data: dict[int, tuple[Range, ...]] = {}
    storage: dict[int, list[Range]] = {}
    errors: list[SoftError] = []
    indexes = _tls_indexes(memory, modules)
    states: dict[int, str] = {}
    with suppress(MiniDumpError):
        states = thread_states(process_id)
    for thread_id in steps(thread_ids(process_id)):
        handle = next(filter(None, (windows.OpenThread(a, 0, thread_id) for a in _LADDER)), None)
        if handle is None:
            errors.append(SoftError(f"open thread {thread_id}", f"{explain(last_error())}."))
            threads.append(Thread(thread_id, priority_class=priority_class))
            continue
        try:
            thread = describe_thread(thread_id, handle, architecture, memory)
        finally:
            windows.CloseHandle(handle)
        state = states.get(thread_id, "")
        threads.append(thread._replace(priority_class=priority_class, state=state))
        if thread.teb:
            where, vector = _vector(memory, thread.teb, indexes)
            for base, start in vector.items():
                storage.setdefault(base, []).append((start, start + modules[base].size))
            data[thread_id] = (
                (thread.teb, thread.teb + NATIVE.teb_size),
                where,
                _fls(memory, thread.teb),
            )
    return FoundThreads(
        tuple(threads),
        data,
        {base: tuple(ranges) for base, ranges in storage.items()},
        errors,
    )


def thread_ids(process_id: int) -> Iterator[int]:
    """Look through all threads of the system, which is how Windows lists them."""
    snapshot = windows.CreateToolhelp32Snapshot(_SNAPSHOT_THREADS, 0)
    if snapshot == _INVALID_HANDLE:
        return
    entry = THREADENTRY32(dwSize=ctypes.sizeof(THREADENTRY32))
    try:
        more = windows.Thread32First(snapshot, address_of(entry))
        while more:
            if entry.th32OwnerProcessID == process_id:
                yield int(entry.th32ThreadID)
            more = windows.Thread32Next(snapshot, address_of(entry))
    finally:
        windows.CloseHandle(snapshot)


def describe_thread(thread_id: int, handle: int, architecture: int, memory: Memory) -> Thread:
    """Describe the thread with an open *handle*, by the registers of our own kind of code."""
    basic = THREAD_BASIC_INFORMATION()
    if not _query(handle, _BASIC, basic):
        basic = THREAD_BASIC_INFORMATION()
    start = c_size_t()
    suspended = c_uint32()
    created, exited, kernel, user = FILETIME(), FILETIME(), FILETIME(), FILETIME()
    windows.GetThreadTimes(handle, *map(address_of, (created, exited, kernel, user)))
    priority = int(windows.GetThreadPriority(handle))
    stack, instruction = _pointers(handle, architecture)
    teb = int(basic.TebBaseAddress)
    return Thread(
        id=thread_id,
        name=_name(handle),
        suspend_count=int(suspended.value) if _query(handle, SUSPEND_COUNT, suspended) else 0,
        priority=0 if priority == _PRIORITY_UNKNOWN else priority,
        teb=teb,
        create_time=created.value,
        kernel_time=kernel.value,
        user_time=user.value,
        start_address=int(start.value) if _query(handle, _START_ADDRESS, start) else 0,
        affinity=int(basic.AffinityMask),
        stack_pointer=stack,
        instruction_pointer=instruction,
        stack=stack_of(memory, teb, stack),
    )


def _query(handle: int, kind: int, into: ctypes.Structure | c_size_t | c_uint32) -> bool:
    status = windows.NtQueryInformationThread(
        handle, kind, address_of(into), ctypes.sizeof(into), None
    )
    return int(status) == 0


def _name(handle: int) -> str:
    """Read the description, which Windows has since 10.0.14393."""
    if not hasattr(windows, "GetThreadDescription"):
        return ""
    text = c_void_p()
    if windows.GetThreadDescription(handle, address_of(text)) < 0 or not text.value:
        return ""
    try:
        return readable(ctypes.wstring_at(text.value))
    finally:
        windows.LocalFree(text)


def _pointers(handle: int, architecture: int) -> tuple[int, int]:
    """Ask where a thread is; right for one that waits, and of the past for one that runs.

    The thread is not suspended for it.
    """
    if architecture not in _CONTROL:
        return 0, 0
    offset, flags = _CONTROL[PROCESSOR_ARCHITECTURE(architecture)]
    size = CONTEXT_OF[architecture].SIZE
    room = (c_char * (size + 16))()
    start = (ctypes.addressof(room) + 15) & ~15  # ctypes aligns to 8 bytes at most
    c_uint32.from_address(start + offset).value = flags
    if not windows.GetThreadContext(handle, start):
        return 0, 0
    context = ctypes.string_at(start, size)
    return stack_pointer(context, architecture) or 0, instruction_pointer(
        context, architecture
    ) or 0


def stack_of(memory: Memory, teb: int, pointer: int, width: Width = NATIVE) -> Range:
    """Give the stack from its pointer, or else all that it ever reached, up to its end."""
    size = 2 * width.pointer
    bounds = memory.read(teb + width.teb_stack, size) if teb else b""
    if len(bounds) < size:
        return 0, 0
    end, limit = width.pointers(bounds)
    if not 0 < limit < end:
        return 0, 0
    return (pointer if limit <= pointer < end else limit), end


def wow64_teb(memory: Memory, teb: int) -> int:
    """Give the TEB of the 32-bit code of a thread from its 64-bit one; 0: it has none.

    The exception list of the 64-bit one, which has no other use, points to it.
    """
    found = int.from_bytes(memory.read(teb, WIDTHS[64].pointer), "little")
    own = memory.read(found + _WOW64_SELF, WIDTHS[32].pointer) if 0 < found < 1 << 32 else b""
    return found if int.from_bytes(own, "little") == found else 0


def _tls_indexes(memory: Memory, modules: dict[int, Tls]) -> dict[int, int]:
    """Base of a module → its index in each thread's vector."""
    found = {}
    for base, tls in modules.items():
        data = memory.read(tls.index_address, 4)
        index = int.from_bytes(data, "little")
        if len(data) == 4 and index < _MOST_INDEXES:
            found[base] = index
    return found


def _vector(
    memory: Memory, teb: int, indexes: dict[int, int], width: Width = NATIVE
) -> tuple[Range, dict[int, int]]:
    """Give where the vector of the thread with this TEB is, and what stands in it.

    The latter: base of a module → where its storage for the thread begins.
    """
    if not indexes:
        return (0, 0), {}
    pointer = int.from_bytes(memory.read(teb + width.teb_tls, width.pointer), "little")
    size = (max(indexes.values()) + 1) * width.pointer
    data = memory.read(pointer, size) if pointer else b""
    starts = width.pointers(data)
    return (pointer, pointer + len(data)), {
        base: starts[index]
        for base, index in indexes.items()
        if index < len(starts) and starts[index]
    }


def _fls(memory: Memory, teb: int, width: Width = NATIVE) -> Range:
    """Give what is stored of the FLS data of the thread with this TEB; empty: none, or not known.

    That is as long as all slots there can be, although other things of the heap may lie there.
    """
    if not width.fls_size:
        return 0, 0
    pointer = int.from_bytes(memory.read(teb + width.teb_fls, width.pointer), "little")
    return (pointer, pointer + width.fls_size) if pointer else (0, 0)
