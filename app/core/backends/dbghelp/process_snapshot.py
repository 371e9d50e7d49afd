"""A snapshot of a process that Windows makes (PSS), so that the process can run on.

Source: learn.microsoft.com, "Process Snapshotting" (processsnapshot.h). Windows 8.1 and later.
"""

from __future__ import annotations

import contextlib
import ctypes
from ctypes import c_uint32, c_void_p
from typing import TYPE_CHECKING, Final

from .. import win32
from .abi import MACHINE

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACCESS: Final = (0x80 | 0x40 | 0x400 | 0x10 | 0x8, 0x1FFFFF)
"""PROCESS_CREATE_PROCESS for the clone, _DUP_HANDLE, _QUERY_INFORMATION, _VM_READ, _VM_OPERATION;
everything where a Windows wants more."""
_DENIED: Final = 5
_VA_CLONE: Final = 0x1
_HANDLES: Final = 0x4 | 0x8 | 0x10 | 0x20
"""PSS_CAPTURE_HANDLES and their names, basic and type-specific information."""
_THREADS: Final = 0x80 | 0x100 | 0x200
"""PSS_CAPTURE_THREADS, _THREAD_CONTEXT and _THREAD_CONTEXT_EXTENDED."""
_CREATE: Final = 0x04000000 | 0x08000000 | 0x20000000 | 0x80000000
"""PSS_CREATE_BREAKAWAY_OPTIONAL, _BREAKAWAY, _USE_VM_ALLOCATIONS and _RELEASE_SECTION."""
_CONTEXT_ALL: Final = {"AMD64": 0x10001F, "ARM64": 0x40001F, "x86": 0x1003F}[MACHINE]
"""CONTEXT_ALL of the machine that this program is made for (winnt.h)."""


@contextlib.contextmanager
def process_snapshot(process_id: int) -> Iterator[int]:
    """Make a snapshot; gives its handle, to be passed on instead of that of the process.

    Raises OSError, before the block is entered, where there is no such thing or it fails.
    """
    try:
        capture = win32.function(
            "kernel32", "PssCaptureSnapshot", *(c_uint32, c_void_p, c_uint32, c_uint32, c_void_p)
        )
        free = win32.function("kernel32", "PssFreeSnapshot", c_uint32, c_void_p, c_void_p)
    except AttributeError:
        raise OSError("this Windows makes none") from None
    close = win32.function("kernel32", "CloseHandle", c_uint32, c_void_p)
    current = win32.function("kernel32", "GetCurrentProcess", c_void_p)()
    opened = win32.function("kernel32", "OpenProcess", *(c_void_p, c_uint32, c_uint32, c_uint32))
    with contextlib.ExitStack() as closing:
        snapshot, code = c_void_p(), 0
        for access in _ACCESS:
            process = win32.checked(opened(access, 0, process_id))
            closing.callback(close, process)
            what = _VA_CLONE | _HANDLES | _THREADS | _CREATE
            code = capture(process, what, _CONTEXT_ALL, ctypes.byref(snapshot))
            if code != _DENIED:
                break
        if code:
            raise win32.failure(code)
        closing.callback(free, current, snapshot)
        yield snapshot.value or 0
