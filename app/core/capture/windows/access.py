"""Opening a process with the most access that there is, and saying what is lost with less."""

from __future__ import annotations

import ntpath
from ctypes import c_uint32
from typing import Final, NamedTuple

from ...errors import MiniDumpError, NoSuchProcessError
from ...minidump.constants import STILL_ACTIVE
from ...process_key import ProcessKey
from ..identity import confirm
from .api import (
    ERROR_ACCESS_DENIED,
    ERROR_INVALID_PARAMETER,
    FILETIME,
    address_of,
    last_error,
    windows,
)
from .denial import KERNEL, denial
from .process_facts import image_path
from .token import debugging

PROCESS_VM_READ: Final = 0x10
PROCESS_DUP_HANDLE: Final = 0x40
PROCESS_QUERY_INFORMATION: Final = 0x400
_QUERY_LIMITED: Final = 0x1000

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
    by_privilege: bool = False
    """Only the right to debug opened it; its threads want that, too."""

    def confirm(self, key: ProcessKey) -> None:
        """Refuse any other process than that of *key*. Raises NoSuchProcessError.

        Its number is not given on while it is open.
        """
        confirm(key, _created(self.value), lambda: ntpath.basename(image_path(self.value)) or "?")

    def close(self) -> None:
        """Give it back."""
        windows.CloseHandle(self.value)


def open_process(process_id: int) -> ProcessHandle:
    """Open a process for looking into it, with as much access as Windows grants.

    The right to debug is made use of only where Windows refuses without it. Raises
    NoSuchProcessError, AccessDeniedError.
    """
    found, code = _climb_down(process_id)
    if (found is None or found.lost) and code == ERROR_ACCESS_DENIED:
        with debugging() as has_right:
            better, code = _climb_down(process_id) if has_right else (None, code)
        if found is not None and better is not None:
            found.close()
        found = found if better is None else better._replace(by_privilege=True)
    if found is not None:
        if _has_ended(found.value):
            found.close()
            raise NoSuchProcessError(f"Process {process_id} has ended.")
        return found
    raise _refusal(process_id, code)


def key_of(process_id: int) -> ProcessKey:
    """Say which process has the number *process_id*; see capture.target.key_of."""
    handle = windows.OpenProcess(_QUERY_LIMITED, 0, process_id)
    if not handle:
        raise _refusal(process_id, last_error())
    try:
        if _has_ended(handle):
            raise NoSuchProcessError(f"Process {process_id} has ended.")
        return ProcessKey(process_id, _created(handle))
    finally:
        windows.CloseHandle(handle)


def _refusal(process_id: int, code: int) -> MiniDumpError:
    """Say why Windows did not open a process, by the error *code* that it gave."""
    if code == ERROR_INVALID_PARAMETER and process_id not in KERNEL:
        return NoSuchProcessError(f"There is no process {process_id}.")
    return denial(process_id, code)


def _created(handle: int) -> int:
    """Give the FILETIME of the creation of a process."""
    created, exited, kernel, user = FILETIME(), FILETIME(), FILETIME(), FILETIME()
    windows.GetProcessTimes(handle, *map(address_of, (created, exited, kernel, user)))
    return created.value


def _has_ended(handle: int) -> bool:
    """Say whether only the handles that others hold keep it in memory."""
    code = c_uint32()
    told = windows.GetExitCodeProcess(handle, address_of(code))
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
