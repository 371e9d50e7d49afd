"""A job: processes that end with whoever holds it, even if they hang (jobapi2.h)."""

from __future__ import annotations

import ctypes
from ctypes import Structure, c_int64, c_size_t, c_uint32, c_uint64
from typing import Any, ClassVar, Final

from .api import address_of, windows

_EXTENDED_LIMITS: Final = 9
_KILL_ON_JOB_CLOSE: Final = 0x2000
_SYNCHRONIZE: Final = 0x100000
_SET_QUOTA: Final = 0x100
_TERMINATE: Final = 0x1
_SIGNALLED: Final = (0, 0x80)
"""WAIT_OBJECT_0 and WAIT_ABANDONED."""


class _LIMITS(Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h)."""

    _fields_: ClassVar[Any] = (
        ("PerProcessUserTimeLimit", c_int64),
        ("PerJobUserTimeLimit", c_int64),
        ("LimitFlags", c_uint32),
        ("MinimumWorkingSetSize", c_size_t),
        ("MaximumWorkingSetSize", c_size_t),
        ("ActiveProcessLimit", c_uint32),
        ("Affinity", c_size_t),
        ("PriorityClass", c_uint32),
        ("SchedulingClass", c_uint32),
        ("IoInfo", c_uint64 * 6),
        ("ProcessMemoryLimit", c_size_t),
        ("JobMemoryLimit", c_size_t),
        ("PeakProcessMemoryUsed", c_size_t),
        ("PeakJobMemoryUsed", c_size_t),
    )


class Job:
    """A job whose processes are killed when we end, whichever way. Raises nothing."""

    def __init__(self) -> None:
        self._job = windows.CreateJobObjectW(None, None)
        limits = _LIMITS(LimitFlags=_KILL_ON_JOB_CLOSE)
        windows.SetInformationJobObject(
            self._job, _EXTENDED_LIMITS, address_of(limits), ctypes.sizeof(limits)
        )

    def take_in(self, process_id: int) -> JobProcess:
        """Take a process in; it stays there for good."""
        access = _SYNCHRONIZE | _SET_QUOTA | _TERMINATE
        handle = windows.OpenProcess(access, 0, process_id)
        if handle:
            windows.AssignProcessToJobObject(self._job, handle)
        return JobProcess(handle)


class JobProcess:
    """A process of a job, held open."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end for up to so many seconds; whether it has come."""
        if not self._handle:
            return True
        return bool(windows.WaitForSingleObject(self._handle, int(seconds * 1000)) == 0)

    def kill(self) -> None:
        """End it, whatever it is doing."""
        if self._handle:
            windows.TerminateProcess(self._handle, 1)

    def close(self) -> None:
        """Let go of it."""
        if self._handle:
            windows.CloseHandle(self._handle)
            self._handle = None


class Turn:
    """The right to dump one process: nobody else of this machine has it meanwhile.

    How often threads are suspended says something only while nobody else suspends them. It belongs
    to the thread that takes it, and goes on when its process ends.
    """

    def __init__(self, name: str) -> None:
        self._mutex = windows.CreateMutexW(None, 0, f"Global\\{name}")
        self._ours = False

    def taken_within(self, seconds: float) -> bool:
        """Wait for it; where Windows refuses to give any, there is nobody to wait for."""
        if not self._mutex:
            return True
        waited = windows.WaitForSingleObject(self._mutex, int(seconds * 1000))
        self._ours = waited in _SIGNALLED
        return self._ours

    def close(self) -> None:
        """Give it on."""
        if self._ours:
            windows.ReleaseMutex(self._mutex)
        if self._mutex:
            windows.CloseHandle(self._mutex)
        self._mutex, self._ours = None, False
