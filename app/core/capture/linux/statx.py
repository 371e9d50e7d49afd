"""The mode of a file without asking a server for it (statx(2))."""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from typing import Final

_DONT_SYNC: Final = 0x4000
"""AT_STATX_DONT_SYNC: what is known here will do. FUSE, NFS and CIFS ask nobody then."""
_MODE: Final = 0x2
"""STATX_MODE"""
_SIZE: Final = 256
_MODE_AT: Final = 28
"""Offset of stx_mode, 16 bits."""


def _bind() -> ctypes._NamedFuncPointer | None:
    try:
        function = ctypes.CDLL(None, use_errno=True).statx
    except AttributeError:  # a C library older than the call
        return None
    function.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_char_p,
    )
    return function


_statx = _bind()


def mode_of(name: bytes, folder: int) -> int:
    """Follow *name*, relative to a descriptor, to a file and give its mode. Raises OSError.

    Finding the file may still ask a server, so this may hang, if rarely.
    """
    if _statx is not None:
        buffer = ctypes.create_string_buffer(_SIZE)
        if not _statx(folder, name, _DONT_SYNC, _MODE, buffer):
            mode: int = struct.unpack_from("=H", buffer, _MODE_AT)[0]
            return mode
        number = ctypes.get_errno()
        if number not in (errno.ENOSYS, errno.EPERM):  # an old kernel, or a filter of calls
            raise OSError(number, os.strerror(number))
    return os.stat(name, dir_fd=folder).st_mode
