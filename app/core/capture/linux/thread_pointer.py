"""Where a thread that runs has its TLS and its stack: found without stopping it.

A plan needs it to foretell the size of a dump of a live target.
"""

from __future__ import annotations

import ctypes
import mmap
import struct
from typing import TYPE_CHECKING, Final

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...steps import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...intervals import Range
    from .maps import AddressSpace

SYS_GET_ROBUST_LIST: Final = {PROCESSOR_ARCHITECTURE.AMD64: 274}
"""asm/unistd_64.h. Other processors' thread control blocks do not point to themselves."""
USUAL_DEPTH: Final = 12 << 10
"""Bytes of a busy thread's stack, the main thread's arguments and environment among them."""
_REACH: Final = 2048
"""How far below the list's head a thread control block begins (glibc 2.36: 736 bytes)."""
_WORD: Final = 8
_I386_TID: Final = 26
"""The word of glibc's struct pthread that is the thread's number, on i386."""
_MOST_SEARCHED: Final = 512 << 10
"""Bytes in use of a mapping that is searched for thread control blocks; a heap has more."""


def thread_pointer_of_running(
    thread_id: int, processor: PROCESSOR_ARCHITECTURE, read: Callable[[int, int], bytes]
) -> int:
    """Give the TLS base, 0 if it cannot be told. The thread notices nothing.

    The kernel tells where a thread keeps its list of robust mutexes (get_robust_list(2), allowed
    to whoever may read the process): inside its thread control block, which begins with a pointer
    to itself (System V ABI for AMD64: ``%fs:0``).
    """
    number = SYS_GET_ROBUST_LIST.get(processor)
    head = _robust_list(number, thread_id) if number else 0
    if not head or head % _WORD:
        return 0
    # The page below may be another mapping's, or none.
    for low in (head - _REACH, head // mmap.PAGESIZE * mmap.PAGESIZE):
        below = read(low, head - low) if low > 0 else b""
        if len(below) == head - low:
            words = struct.unpack(f"<{len(below) // _WORD}Q", below)
            return max(
                (word for at, word in enumerate(words) if word == low + at * _WORD), default=0
            )
    return 0


def thread_pointers_of_i386(
    space: AddressSpace,
    scan_present: Callable[[Sequence[Range]], tuple[Range, ...] | None],
    read: Callable[[int, int], bytes],
) -> dict[int, int]:
    """Give thread id → TLS base of the threads of a 32-bit program, as far as they can be told.

    A 64-bit caller is not told where such a thread keeps its robust mutexes. But glibc's thread
    control block is known by its looks: its first and third words are its own address (tcbhead_t in
    sysdeps/i386/nptl/tls.h), and the thread's number stands behind 24 words and a list (struct
    pthread in nptl/descr.h). It lies on top of a stack; the main thread's in a mapping of its own.
    """
    found: dict[int, int] = {}
    for region in steps(space.regions):
        if not (region.anonymous and region.readable and region.writable) or region.shared:
            continue
        present = scan_present([(region.base, region.end)]) or ()
        if sum(high - low for low, high in present) > _MOST_SEARCHED:
            continue
        for low, high in present:
            data = read(low, high - low)
            words = struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
            for at in range(0, len(words) - _I386_TID, 4):
                address = low + at * 4
                if words[at] == words[at + 2] == address:
                    found[words[at + _I386_TID]] = address
    return found


def lowest_of_running(
    space: AddressSpace,
    thread_pointer: int,
    scan_present: Callable[[Sequence[Range]], tuple[Range, ...] | None],
) -> int:
    """Guess how far down a stack reaches when the stack pointer is not known; 0: no idea.

    As far as its pages exist, but no further than is usual for a busy thread: pages are left over
    from deeper calls that are long done. *thread_pointer* lies at the top of the stack; 0 stands
    for the main thread, whose own lies elsewhere.
    """
    if thread_pointer:
        region, top = space.at(thread_pointer), thread_pointer
    else:
        region = next((region for region in steps(space.regions) if region.path == "[stack]"), None)
        top = region.end - 1 if region else 0
    if region is None:
        return 0
    # A region may be all of the program's stacks, or far larger: only its usual part counts.
    present = scan_present([(max(region.base, top - USUAL_DEPTH), min(region.end, top + 1))])
    return next((low for low, high in present or () if low <= top < high), 0)


def _robust_list(number: int, thread_id: int) -> int:
    head = ctypes.c_void_p()
    length = ctypes.c_size_t()
    failed = _syscall(number, thread_id, ctypes.byref(head), ctypes.byref(length))
    return 0 if failed else head.value or 0


def _bind() -> ctypes._NamedFuncPointer:
    function = ctypes.CDLL(None, use_errno=True).syscall
    function.restype = ctypes.c_long
    return function


_syscall = _bind()
