"""The file of a dump while it is being written: for its owner and administrators alone.

It is open for nobody else, and named, renamed and removed through its handle, so that nothing put
in its place is ever touched. Names may be of any length and on another machine.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import stat
import struct
from ctypes import c_byte, c_int32, c_uint32, c_uint64, c_void_p, c_wchar_p
from typing import Final

from ..errors import HRESULT, DumpTooLargeError, OutputError, disk_full, from_oserror
from ..minidump.long_path import with_prefix
from . import win32

_READ_WRITE: Final = 0xC0000000
_GENERIC_READ: Final = 0x80000000
_DELETE: Final = 0x10000
_CREATE_NEW: Final = 1
_OPEN_EXISTING: Final = 3
_NORMAL: Final = 0x80
_OPEN_REPARSE_POINT: Final = 0x200000
"""FILE_FLAG_OPEN_REPARSE_POINT: a link is opened itself, not what it points to."""
_DELETE_ON_CLOSE: Final = 0x4000000
_RENAME_INFO: Final = 3
_DISPOSITION_INFO: Final = 4
_PERSISTENT_ACLS: Final = 8
_LONGEST_PATH: Final = 32768
_EXISTS: Final = frozenset({80, 183, 32, 5})
"""ERROR_FILE_EXISTS, _ALREADY_EXISTS; _SHARING_VIOLATION and _ACCESS_DENIED if it is in use."""
_INVALID_OWNER: Final = 1307
"""ERROR_INVALID_OWNER: a server knows us under another name."""
_INVALID_HANDLE: Final = ctypes.c_void_p(-1).value
_TOKEN_QUERY: Final = 8
_TOKEN_USER: Final = 1
_FAT32_LIMIT: Final = (1 << 32) - 1
"""Bytes of the longest file on FAT32."""
_SECURITY_ATTRIBUTES: Final = struct.Struct("@IPi0P")
"""Its size, a security descriptor, whether the handle is inherited."""
_RENAMING: Final = struct.Struct("@?PI")
"""FILE_RENAME_INFO: ReplaceIfExists, RootDirectory, FileNameLength; FileName follows."""
_LONG: Final = "\\\\?\\"
SIGNATURE: Final = b"MDMP"
"""How a dump begins, once it is complete."""


def spelled(path: str) -> str:
    r"""Give an absolute *path* as the system's calls want it: ``\\?\`` lifts the limit of 260.

    Raises OutputError for what names a device or a stream of a file.
    """
    name = with_prefix(path)
    rest = name.removeprefix(_LONG)
    if name == rest or ":" in rest[2:]:
        raise OutputError(f"{path} cannot be the name of a file.", hresult=HRESULT.E_INVALIDARG)
    return name


class Folder:
    """The folder of a dump. Windows renames none while a file in it is open."""

    def __init__(self, path: str) -> None:
        self._path = path

    def close(self) -> None:
        """Do nothing: nothing is open."""

    def path_of(self, name: str) -> str:
        """Give the path of what is called *name*."""
        return os.path.join(self._path, name)

    def status(self, name: str) -> os.stat_result | None:
        """Give the status of what is called *name*, no link followed. Raises OSError."""
        try:
            return os.lstat(spelled(self.path_of(name)))
        except FileNotFoundError:
            return None

    def create(self, name: str) -> PrivateFile:
        """Make a new file; one that was forgotten at that place is replaced. Raises OutputError."""
        return PrivateFile(self.path_of(name))


class PrivateFile:
    """A new file for its owner and administrators, open for us alone; no link is followed.

    One that was forgotten at that place is replaced. A *temporary* one is gone when it is closed.
    Raises OutputError.
    """

    def __init__(self, path: str, *, temporary: bool = False) -> None:
        self._path = path
        name = spelled(path)
        _remove_forgotten(name)
        try:
            handle = _create(name, _DELETE_ON_CLOSE if temporary else 0)
        except OSError as error:
            if getattr(error, "winerror", 0) in _EXISTS and os.path.lexists(name):
                raise OutputError(
                    f"{path} is there already: another dump is being written, it is a whole dump "
                    "that was never given its name, or it is not ours.",
                    "Wait for it, choose another name, or rename or delete that file.",
                    hresult=HRESULT.FILE_EXISTS,
                ) from None
            raise from_oserror(error, f"Creating {path}", as_type=OutputError) from error
        self._handle = handle
        self.descriptor = _descriptor(handle, os.O_RDWR)

    def is_open_to_others(self) -> bool:
        """Say whether others may read the file, whatever we did: nothing has an owner there."""
        try:
            return not _volume(self._handle)[1] & _PERSISTENT_ACLS
        except OSError:  # not every server tells
            return False

    def read(self, size: int, offset: int) -> bytes:
        """Read up to *size* bytes. Raises OSError."""
        os.lseek(self.descriptor, offset, os.SEEK_SET)
        return os.read(self.descriptor, size)

    def read_into(self, buffer: memoryview, offset: int) -> int:
        """Read into *buffer*; the number of bytes, 0 at the end of the file. Raises OSError."""
        data = self.read(len(buffer), offset)
        buffer[: len(data)] = data
        return len(data)

    def data_within(self, start: int, end: int) -> tuple[int, int]:
        """Give *start* and *end*: holes are not looked for here."""
        return start, end

    def begin_sync(self, offset: int, size: int) -> None:
        """Do nothing: the system begins by itself."""

    def publish(self, name: str, *, overwrite: bool) -> str:
        """Give the file, all of it on disk, its final name beside this one; return its path.

        Raises OSError and OutputError; the file does not have that name then.
        """
        os.fsync(self.descriptor)
        path = os.path.join(os.path.dirname(self._path), name)
        told_name = spelled(path).encode("utf-16-le", "surrogatepass")
        told = _RENAMING.pack(overwrite, 0, len(told_name)) + told_name + b"\0\0"
        _inform(self._handle, _RENAME_INFO, told)
        return path

    def discard(self) -> None:
        """Remove the file. Raises OSError."""
        _inform(self._handle, _DISPOSITION_INFO, b"\1")

    def close(self) -> None:
        """Let go of it. Raises OSError; after :meth:`publish` that takes nothing back."""
        os.close(self.descriptor)


def check_room(descriptor: int, size: int) -> None:
    """Make sure that an open file may become *size* bytes long.

    Raises DumpTooLargeError, DiskFullError. Where the disk does not tell, there is room.
    """
    handle: int = importlib.import_module("msvcrt").get_osfhandle(descriptor)
    try:
        name, free = _volume(handle)[0], _free(handle)
    except OSError:
        return
    if size > _FAT32_LIMIT and name.upper() in {"FAT", "FAT32"}:
        raise DumpTooLargeError(
            f"The dump needs about {size >> 20} MiB; on this disk ({name}) no file can be larger "
            "than 4 GiB."
        )
    if size > free:
        raise disk_full(size, free)


def free_bytes(descriptor: int) -> int:
    """Give the bytes that we may still write on the disk of an open file. Raises OSError."""
    return _free(importlib.import_module("msvcrt").get_osfhandle(descriptor))


def _remove_forgotten(name: str) -> None:
    """Remove what is left of a dump whose writer was killed.

    That is an ordinary file, unfinished (its signature is missing), and open for nobody.
    """
    with contextlib.suppress(OSError):
        if not stat.S_ISREG(os.lstat(name).st_mode):
            return
        handle = _open(name, _GENERIC_READ | _DELETE, None, _OPEN_EXISTING, 0)
        descriptor = _descriptor(handle, os.O_RDONLY)
        try:
            now = os.fstat(descriptor)
            if stat.S_ISREG(now.st_mode) and not os.read(descriptor, 4).strip(b"\0"):
                _inform(handle, _DISPOSITION_INFO, b"\1")
        finally:
            os.close(descriptor)


def remove_abandoned(path: str) -> None:
    """Remove the file of a dump whose writer is known to be dead, whatever its age. Raises nothing.

    That is an ordinary file that holds a dump or the beginning of one and is open for nobody.
    """
    with contextlib.suppress(OSError, OutputError):
        handle = _open(spelled(path), _GENERIC_READ | _DELETE, None, _OPEN_EXISTING, 0)
        descriptor = _descriptor(handle, os.O_RDONLY)
        try:
            ours = stat.S_ISREG(os.fstat(descriptor).st_mode)
            if ours and os.read(descriptor, 4).strip(b"\0") in (b"", SIGNATURE):
                _inform(handle, _DISPOSITION_INFO, b"\1")
        finally:
            os.close(descriptor)


# ------------------------------------------------------------------------------ calls of Windows


def _create(name: str, flags: int) -> int:
    """Create a file with an access list of our own from the beginning. Raises OSError."""
    user = _user()
    # D:P: nothing is inherited. FA: everything, for us and for administrators (BA).
    try:
        return _create_for(f"O:{user}D:P(A;;FA;;;{user})(A;;FA;;;BA)", name, flags)
    except OSError as error:
        if getattr(error, "winerror", 0) != _INVALID_OWNER:
            raise
    return _create_for("D:P(A;;FA;;;OW)(A;;FA;;;BA)", name, flags)  # OW: whoever we are there


def _create_for(text: str, name: str, flags: int) -> int:
    """Create a file with the security descriptor that *text* (SDDL) spells. Raises OSError."""
    descriptor = c_void_p()
    convert = win32.function(
        "advapi32",
        "ConvertStringSecurityDescriptorToSecurityDescriptorW",
        *(c_int32, c_wchar_p, c_uint32, c_void_p, c_void_p),
    )
    win32.checked(convert(text, 1, ctypes.byref(descriptor), None))
    try:
        attributes = _SECURITY_ATTRIBUTES.pack(_SECURITY_ATTRIBUTES.size, descriptor.value or 0, 0)
        return _open(name, _READ_WRITE | _DELETE, attributes, _CREATE_NEW, flags)
    finally:
        win32.function("kernel32", "LocalFree", c_void_p, c_void_p)(descriptor)


def _open(name: str, access: int, attributes: bytes | None, disposition: int, flags: int) -> int:
    """Open a file that nobody else may open meanwhile, and no link. Raises OSError."""
    create = win32.function(
        "kernel32",
        "CreateFileW",
        *(c_void_p, c_wchar_p, c_uint32, c_uint32, c_void_p, c_uint32, c_uint32, c_void_p),
    )
    how = flags | _NORMAL | _OPEN_REPARSE_POINT
    handle: int | None = create(name, access, 0, attributes, disposition, how, None)
    if handle is None or handle == _INVALID_HANDLE:
        raise win32.failure()
    return handle


def _descriptor(handle: int, flags: int) -> int:
    """Make a descriptor of a handle, which closes it."""
    binary = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
    made: int = importlib.import_module("msvcrt").open_osfhandle(handle, flags | binary)
    return made


def _inform(handle: int, kind: int, told: bytes) -> None:
    """Set FILE_INFO_BY_HANDLE_CLASS *kind* of a file. Raises OSError."""
    inform = win32.function(
        "kernel32", "SetFileInformationByHandle", *(c_int32, c_void_p, c_int32, c_void_p, c_uint32)
    )
    win32.checked(inform(handle, kind, told, len(told)))


def _volume(handle: int) -> tuple[str, int]:
    """Give the name of the file system that a file is on, and its flags. Raises OSError."""
    flags = c_uint32()
    name = ctypes.create_unicode_buffer(64)
    ask = win32.function(
        "kernel32",
        "GetVolumeInformationByHandleW",
        *(c_int32, c_void_p, c_void_p, c_uint32, *[c_void_p] * 4, c_uint32),
    )
    win32.checked(ask(handle, None, 0, None, None, ctypes.byref(flags), name, len(name)))
    return name.value, flags.value


def _free(handle: int) -> int:
    """Give the bytes that we may still write on the disk of a file. Raises OSError."""
    path = ctypes.create_unicode_buffer(_LONGEST_PATH)
    name = win32.function(
        "kernel32",
        "GetFinalPathNameByHandleW",
        *(c_uint32, c_void_p, c_void_p, c_uint32, c_uint32),
    )
    win32.checked(name(handle, path, len(path), 0))
    free = c_uint64()
    ask = win32.function(
        "kernel32", "GetDiskFreeSpaceExW", *(c_int32, c_wchar_p, c_void_p, c_void_p, c_void_p)
    )
    folder = os.path.join(os.path.dirname(path.value), "")  # a share wants the backslash
    win32.checked(ask(folder, ctypes.byref(free), None, None))
    return free.value


def _user() -> str:
    """Give the SID of who we are, as text. Raises OSError."""
    token = c_void_p()
    process = win32.function("kernel32", "GetCurrentProcess", c_void_p)()
    opened = win32.function("advapi32", "OpenProcessToken", c_int32, c_void_p, c_uint32, c_void_p)
    win32.checked(opened(process, _TOKEN_QUERY, ctypes.byref(token)))
    try:
        ask = win32.function(
            "advapi32",
            "GetTokenInformation",
            *(c_int32, c_void_p, c_int32, c_void_p, c_uint32, c_void_p),
        )
        user = (c_byte * 256)()  # a pointer, a number and at most 68 bytes of SID
        size = c_uint32()
        win32.checked(ask(token, _TOKEN_USER, user, len(user), ctypes.byref(size)))
    finally:
        win32.function("kernel32", "CloseHandle", c_int32, c_void_p)(token)
    text = c_void_p()
    convert = win32.function("advapi32", "ConvertSidToStringSidW", c_int32, c_void_p, c_void_p)
    win32.checked(convert(c_void_p.from_buffer(user), ctypes.byref(text)))
    try:
        return ctypes.wstring_at(text.value or 0)
    finally:
        win32.function("kernel32", "LocalFree", c_void_p, c_void_p)(text)
