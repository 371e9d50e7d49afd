"""A process that stands still for some milliseconds, and the registers of its threads then.

Windows stops thread by thread, so that one may begin another meanwhile: they are listed until no
new one is there.
"""

from __future__ import annotations

import contextlib
import ctypes
import time
from ctypes import c_char, c_uint32
from typing import TYPE_CHECKING, Final, Self

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...minidump.contexts import CONTEXT_OF
from .api import windows
from .threads import thread_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACCESS: Final = 0x0002 | 0x0008 | 0x0040
"""THREAD_SUSPEND_RESUME, _GET_CONTEXT and _QUERY_INFORMATION."""
_FAILED: Final = 0xFFFFFFFF
_ROUNDS: Final = 16
"""Lists of threads that are looked through, for one that begins new ones all the time."""
_FLAGS: Final = {
    PROCESSOR_ARCHITECTURE.AMD64: (0x30, 0x10000F),
    PROCESSOR_ARCHITECTURE.INTEL: (0, 0x1000F),
    PROCESSOR_ARCHITECTURE.ARM64: (0, 0x400007),
}
"""Where ContextFlags stand in a CONTEXT, and what asks for control, integer, segment and
floating-point registers (winnt.h)."""


class Standstill:
    """The threads of a process, suspended for the length of a with block."""

    def __init__(self, process_id: int) -> None:
        self._process_id = process_id
        self._handles: dict[int, int] = {}
        self._began = 0
        self.refused: list[int] = []
        """Threads that Windows does not let us stop."""
        self.paused_ns = 0
        """Nanoseconds from the first stop to the last release, once that is over."""

    def __enter__(self) -> Self:
        """Suspend all threads."""
        self._began = time.monotonic_ns()
        try:
            for _ in range(_ROUNDS):
                if not self._stop_new():
                    break
        except BaseException:
            self._let_go()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Let all threads go on that were stopped here."""
        self._let_go()
        self.paused_ns = time.monotonic_ns() - self._began

    def threads(self) -> Iterator[tuple[int, int]]:
        """Give id and open handle of each thread that stands still."""
        yield from self._handles.items()

    def _stop_new(self) -> bool:
        known = self._handles.keys() | set(self.refused)
        new = [thread_id for thread_id in thread_ids(self._process_id) if thread_id not in known]
        for thread_id in new:
            handle = windows.OpenThread(_ACCESS, 0, thread_id)
            if not handle:
                self.refused.append(thread_id)
            elif windows.SuspendThread(handle) == _FAILED:  # it has ended, or may not be
                windows.CloseHandle(handle)
                self.refused.append(thread_id)
            else:
                self._handles[thread_id] = handle
        return bool(new)

    def _let_go(self) -> None:
        while self._handles:
            _, handle = self._handles.popitem()
            windows.ResumeThread(handle)
            with contextlib.suppress(OSError):
                windows.CloseHandle(handle)


def registers(handle: int, architecture: int, *, is_wow64: bool) -> bytes:
    """Read the CONTEXT of a suspended thread; empty where Windows refuses.

    With *is_wow64*, that of the 32-bit code of a thread which we, of 64 bits, look at.
    """
    offset, flags = _FLAGS[PROCESSOR_ARCHITECTURE(architecture)]
    size = CONTEXT_OF[architecture].SIZE
    room = (c_char * (size + 16))()
    start = (ctypes.addressof(room) + 15) & ~15  # ctypes aligns to 8 bytes at most
    c_uint32.from_address(start + offset).value = flags
    read = windows.Wow64GetThreadContext if is_wow64 else windows.GetThreadContext
    return ctypes.string_at(start, size) if read(handle, start) else b""
