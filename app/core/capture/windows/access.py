"""Opening a process with the most access that there is, and saying what is lost with less."""

from __future__ import annotations

from ctypes import c_uint32
from typing import Final, NamedTuple

from ...errors import NoSuchProcessError
from ...minidump.constants import STILL_ACTIVE
from .api import (
    ERROR_ACCESS_DENIED,
    ERROR_INVALID_PARAMETER,
    address_of,
    last_error,
    windows,
)
from .denial import KERNEL, denial
from .token import enable_debug_privilege

PROCESS_VM_READ: Final = 0x10
PROCESS_DUP_HANDLE: Final = 0x40
PROCESS_QUERY_INFORMATION: Final = 0x400

NO_HANDLES: Final = "the names of handles"
LADDER: Final = (
    (PROCESS_QUERY_INFORMATION | PROCESS_VM_READ | PROCESS_DUP_HANDLE, ()),
    (PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, (NO_HANDLES,)),
)
"""Access to a process, from the most to the least that makes a dump, and what is lost by it."""


class ProcessHandle(NamedTuple):
    """An open process. ``lost`` names what its access does not allow."""

    value: int
    access: int
    lost: tuple[str, ...]

    def close(self) -> None:
        """Give it back."""
        windows.CloseHandle(self.value)


def open_process(process_id: int) -> ProcessHandle:
    """Open a process for looking into it, with as much access as Windows grants.

    The right to debug is made use of only where Windows refuses without it. Raises
    NoSuchProcessError, AccessDeniedError.
    """
    found, code = _climb_down(process_id)
    if (found is None or found.lost) and code == ERROR_ACCESS_DENIED and enable_debug_privilege():
        better, code = _climb_down(process_id)
        if found is not None and better is not None:
            found.close()
        found = better or found
    if found is not None:
        if _has_ended(found):
            found.close()
            raise NoSuchProcessError(f"Process {process_id} has ended.")
        return found
    if code == ERROR_INVALID_PARAMETER and process_id not in KERNEL:
        raise NoSuchProcessError(f"There is no process {process_id}.")
    raise denial(process_id, code)


def _has_ended(process: ProcessHandle) -> bool:
    """Say whether only the handles that others hold keep it in memory."""
    code = c_uint32()
    told = windows.GetExitCodeProcess(process.value, address_of(code))
    return bool(told) and code.value != STILL_ACTIVE


def _climb_down(process_id: int) -> tuple[ProcessHandle | None, int]:
    """Give the best handle there is, and the error code of the last refusal."""
    code = 0
    for access, lost in LADDER:
        handle = windows.OpenProcess(access, 0, process_id)
        if handle:
            return ProcessHandle(handle, access, lost), code
        code = last_error()
    return None, code
