"""The access token of a process: who it is for Windows, and what it may do (winnt.h)."""

from __future__ import annotations

import contextlib
import ctypes
from ctypes import c_char, c_int32, c_uint32, c_void_p
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ...minidump.streams.token import TokenEntry, TokenStream
from .api import address_of, last_error, windows

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN_QUERY: Final = 0x8
_TOKEN_ADJUST_PRIVILEGES: Final = 0x20
_ENABLED: Final = 2
_ELEVATION_TYPE: Final = 18
"""TokenElevationType (winnt.h), which no dump holds; 2: TokenElevationTypeFull."""
_FULL: Final = 2
_MOST: Final = 1 << 16


class TOKEN_INFORMATION_CLASS(IntEnum):
    """What can be asked about a token; those that we ask."""

    TokenUser = 1
    TokenGroups = 2
    TokenPrivileges = 3
    TokenOwner = 4
    TokenPrimaryGroup = 5
    TokenDefaultDacl = 6
    TokenSource = 7
    TokenStatistics = 10
    TokenElevation = 20
    TokenIntegrityLevel = 25
    TokenIsAppContainer = 29
    TokenAppContainerSid = 31


class _TOKEN_PRIVILEGES(ctypes.Structure):
    _fields_: ClassVar[Any] = (
        ("PrivilegeCount", c_uint32),
        ("Low", c_uint32),
        ("High", c_int32),
        ("Attributes", c_uint32),
    )


@contextlib.contextmanager
def token_of(process: int, access: int = _TOKEN_QUERY) -> Iterator[int]:
    """Open the token of an open process for the length of a with block; 0 where that is refused."""
    token = c_void_p()
    windows.OpenProcessToken(process, access, address_of(token))
    try:
        yield token.value or 0
    finally:
        if token.value:
            windows.CloseHandle(token)


def information(token: int, kind: int) -> bytes:
    """Ask about an open token; empty when Windows does not tell."""
    length = c_uint32()
    room = (c_char * _MOST)()
    if not token or not windows.GetTokenInformation(token, kind, room, _MOST, address_of(length)):
        return b""
    return room.raw[: length.value]


def token_stream(process: int, process_id: int) -> bytes:
    """Give the token as a stream of a dump: what a dump takes of it, not DbgHelp's own bytes."""
    with token_of(process) as token:
        parts = [information(token, kind) for kind in TOKEN_INFORMATION_CLASS]
    data = b"".join(parts)
    if not data:
        return b""
    return TokenStream([TokenEntry(process_id, 0, data)]).data


def is_full_half() -> bool:
    """Say whether we run as the elevated half of a user that has another half without rights."""
    with token_of(windows.GetCurrentProcess()) as token:
        return int.from_bytes(information(token, _ELEVATION_TYPE), "little") == _FULL


@contextlib.contextmanager
def debugging(*, wanted: bool = True) -> Iterator[bool]:
    """Let this process open those of other users for the length of a with block, if *wanted*.

    Gives whether its token has that right. Whatever else runs here does so without it.
    """
    had = _debug_privilege(_ENABLED) if wanted else None
    try:
        yield had is not None
    finally:
        if had == 0:  # somebody else, a block around this one, may have it in use
            _debug_privilege(0)


def _debug_privilege(attributes: int) -> int | None:
    """Set the attributes of SeDebugPrivilege; give those from before, None without that right."""
    own = windows.GetCurrentProcess()
    with token_of(own, _TOKEN_QUERY | _TOKEN_ADJUST_PRIVILEGES) as token:
        told = _TOKEN_PRIVILEGES(1, 0, 0, attributes)
        before, size = _TOKEN_PRIVILEGES(), c_uint32()
        luid = ctypes.addressof(told) + _TOKEN_PRIVILEGES.Low.offset
        if not token or not windows.LookupPrivilegeValueW(None, "SeDebugPrivilege", luid):
            return None
        room = ctypes.sizeof(before)
        done = windows.AdjustTokenPrivileges(
            token, 0, address_of(told), room, address_of(before), address_of(size)
        )
        if not done or last_error() != 0:  # ERROR_NOT_ALL_ASSIGNED
            return None
        # What has not changed is not told.
        return int(before.Attributes) & _ENABLED if before.PrivilegeCount else attributes
