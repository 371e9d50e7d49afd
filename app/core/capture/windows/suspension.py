"""Threads that a dumper which died has left suspended: how often each was before, and again is.

Windows counts for each thread how often it was suspended and takes nothing back when the program
that did so ends. DbgHelp suspends all threads of the process that it dumps.
"""

from __future__ import annotations

import contextlib
import ctypes
from ctypes import c_uint32
from typing import TYPE_CHECKING, Final, Self

from .api import address_of, windows
from .threads import SUSPEND_COUNT, thread_ids
from .token import debugging

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUERY_PROCESS: Final = 0x1000
_SUSPEND_RESUME: Final = 0x2
_QUERY_THREAD: Final = 0x800
"""PROCESS_ and THREAD_QUERY_LIMITED_INFORMATION, and THREAD_SUSPEND_RESUME."""
_FAILED: Final = 0xFFFFFFFF


class Suspension:
    """How often each thread of a process is suspended now. Raises nothing: what is refused stays.

    Use it as a context manager: as long as it is open, no other process gets that process id.
    """

    def __init__(self, process_id: int) -> None:
        self._process_id = process_id
        self._is_refused = False
        self._process = windows.OpenProcess(_QUERY_PROCESS, 0, process_id)
        self._before = {thread_id: count for thread_id, _, count in self._threads()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            windows.CloseHandle(self._process)

    def restore(self) -> int:
        """Resume the threads that are suspended more often than before; gives how many were."""
        resumed = 0
        with debugging(wanted=self._is_refused):  # with which the dumper may have got at them
            for thread_id, handle, count in self._threads():
                # Of one that is new, or was out of reach, we know that DbgHelp suspends it once.
                more = count - self._before.get(thread_id, max(0, count - 1))
                if more > 0:
                    resumed += all(windows.ResumeThread(handle) != _FAILED for _ in range(more))
        return resumed

    def _threads(self) -> Iterator[tuple[int, int, int]]:
        """Give id, open handle and count of each thread that can be resumed."""
        if not self._process:
            return
        for thread_id in thread_ids(self._process_id):
            handle = windows.OpenThread(_SUSPEND_RESUME | _QUERY_THREAD, 0, thread_id)
            if not handle:
                self._is_refused = True
                continue
            with contextlib.ExitStack() as closing:
                closing.callback(windows.CloseHandle, handle)
                count = c_uint32()
                status = windows.NtQueryInformationThread(
                    handle, SUSPEND_COUNT, address_of(count), ctypes.sizeof(count), None
                )
                if status == 0:
                    yield thread_id, handle, int(count.value)
