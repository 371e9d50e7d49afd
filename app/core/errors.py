"""Every error DumpDesk raises on purpose, in one tree.

    DumpDeskError
    ├── InvalidDumpError            a file is not a minidump, or a damaged one
    ├── InvalidImageError           what a loaded file says of itself cannot be true
    └── MiniDumpError               MiniDumpWriteDump failed; carries the HRESULT
        ├── InvalidRequestError     flags, filter or parameters that cannot be carried out
        ├── AccessDeniedError       the system refuses access to the process
        ├── NoSuchProcessError      the process is gone, or never was
        │   └── ProgramReplacedError    it runs another program now
        ├── DumpCancelledError      somebody asked to stop
        ├── CloneRefusedError       the process cannot be cloned, or better is not
        ├── PartialCopyError        memory of the target could not be read
        ├── NoResourcesError        the system gives us no more memory, threads or files
        └── OutputError             the file cannot be written
            ├── DiskFullError
            └── DumpTooLargeError

An error says its *cause* (what happened) and its *remedy* (what the user can do next). Operating
system errors become one of these at the border where they arise, through :func:`from_oserror`;
an HRESULT becomes one through :func:`from_hresult`, and every :class:`MiniDumpError` has one.
"""

from __future__ import annotations

import errno as _errno
from enum import IntEnum
from typing import Final


class HRESULT(IntEnum):
    """The results a dump can end with (winerror.h)."""

    S_OK = 0
    S_FALSE = 1
    E_NOTIMPL = 0x80004001
    E_ABORT = 0x80004004
    E_FAIL = 0x80004005
    E_OUTOFMEMORY = 0x8007000E
    E_INVALIDARG = 0x80070057
    ACCESS_DENIED = 0x80070005
    INVALID_HANDLE = 0x80070006
    WRITE_PROTECT = 0x80070013
    BAD_LENGTH = 0x80070018
    SHARING_VIOLATION = 0x80070020
    SEM_TIMEOUT = 0x80070079
    HANDLE_DISK_FULL = 0x80070027
    NOT_SUPPORTED = 0x80070032
    FILE_EXISTS = 0x80070050
    DISK_FULL = 0x80070070
    ALREADY_EXISTS = 0x800700B7
    FILE_TOO_LARGE = 0x800700DF
    PARTIAL_COPY = 0x8007012B
    INVALID_ADDRESS = 0x800701E7
    NOACCESS = 0x800703E6
    CANCELLED = 0x800704C7
    PRIVILEGE_NOT_HELD = 0x80070522
    INVALID_USER_BUFFER = 0x800706F8


class DumpDeskError(Exception):
    """Base of all. ``str()`` is cause and remedy in one or two sentences."""

    exit_code: int = 1
    default_remedy: str = "Try again; if it happens again, report it with the log."

    def __init__(self, cause: str, remedy: str | None = None) -> None:
        """Say the *cause* in plain words and, unless the class's own will do, the *remedy*."""
        super().__init__(cause)
        self.cause = cause
        self.remedy = self.default_remedy if remedy is None else remedy

    def __str__(self) -> str:
        """Cause and remedy."""
        return f"{self.cause} {self.remedy}".strip()


class InvalidDumpError(DumpDeskError):
    """The bytes are not a minidump, or a damaged one. ``offset`` is where, in bytes, if known."""

    exit_code = 8
    default_remedy = "The file is damaged or not a minidump: fetch or write it again."

    def __init__(self, cause: str, offset: int | None = None, remedy: str | None = None) -> None:
        """Note what was found and, in bytes from the start of the file, where."""
        where = "" if offset is None else f" (at offset {offset:#x})"
        super().__init__(f"{cause}{where}.", remedy)
        self.offset = offset


class InvalidImageError(DumpDeskError):
    """What a loaded file (ELF, PE) says of itself cannot be true. Costs its description alone."""

    default_remedy = ""


class MiniDumpError(DumpDeskError):
    """MiniDumpWriteDump failed. ``hresult`` is unsigned, as documented for GetLastError."""

    default_hresult: int = HRESULT.E_FAIL

    def __init__(
        self, cause: str, remedy: str | None = None, *, hresult: int | None = None
    ) -> None:
        """Carry *hresult* (default: the class's)."""
        super().__init__(cause, remedy)
        self.hresult = int(self.default_hresult if hresult is None else hresult)


class InvalidRequestError(MiniDumpError):
    """A flag, filter rule or parameter is not valid (E_INVALIDARG)."""

    exit_code = 2
    default_hresult: int = HRESULT.E_INVALIDARG
    default_remedy = "Correct the request and try again."


class AccessDeniedError(MiniDumpError):
    """The system does not let us look into the process."""

    exit_code = 3
    default_hresult: int = HRESULT.ACCESS_DENIED
    default_remedy = "Run DumpDesk as the owner of the process or as administrator."


class NoSuchProcessError(MiniDumpError):
    """There is no such process, or it ended meanwhile."""

    exit_code = 4
    default_hresult: int = HRESULT.E_INVALIDARG
    default_remedy = "See whether it still runs, and choose again."


class ProgramReplacedError(NoSuchProcessError):
    """The process goes on as another program (execve): what was found out is not true of it."""

    default_remedy = "Try again."


class DumpCancelledError(MiniDumpError):
    """The dump was cancelled; no file was left."""

    exit_code = 5
    default_hresult: int = HRESULT.CANCELLED
    default_remedy = ""


class CloneRefusedError(MiniDumpError):
    """There is no copy of the process to read from while it runs on; nothing of it was changed."""

    exit_code = 6
    default_hresult: int = HRESULT.NOT_SUPPORTED
    default_remedy = "Dump it without a clone (--no-clone): it then stands still a little longer."


class PartialCopyError(MiniDumpError):
    """Memory that the flags ask for could not be read."""

    exit_code = 6
    default_hresult: int = HRESULT.PARTIAL_COPY
    default_remedy = "Tick MiniDumpIgnoreInaccessibleMemory to leave such memory out."


class NoResourcesError(MiniDumpError):
    """The system gives us no more of what we need: memory, threads, processes, open files."""

    exit_code = 6
    default_hresult: int = HRESULT.E_OUTOFMEMORY
    default_remedy = (
        "Close other programs, or raise the limit (ulimit -a shows all; a container has its own)."
    )


class OutputError(MiniDumpError):
    """The dump file cannot be made or written."""

    exit_code = 6
    default_hresult: int = HRESULT.ACCESS_DENIED
    default_remedy = "Choose another folder or file name."


class DiskFullError(OutputError):
    """No room on the destination."""

    default_hresult: int = HRESULT.DISK_FULL
    default_remedy = "Free some space, choose another drive, or include less."


class DumpTooLargeError(OutputError):
    """The file would pass a limit of the format or of the file system."""

    default_hresult: int = HRESULT.FILE_TOO_LARGE
    default_remedy = "Include less, or choose another drive (FAT32 and some limits end at 4 GiB)."


def disk_full(needed: int, free: int) -> DiskFullError:
    """Say how many bytes are *needed* and how many are *free*, so exactly that they differ."""
    wanted, there = _told_apart(needed, free)
    return DiskFullError(f"The dump needs about {wanted}; {there} are free.")


_UNITS: Final = ((30, "GiB"), (20, "MiB"), (10, "KiB"))


def _told_apart(one: int, other: int) -> tuple[str, str]:
    """Write each of two sizes in the unit that suits it, or a smaller one where they look alike."""
    for most in range(len(_UNITS)):
        texts = _size(one, _UNITS[most:]), _size(other, _UNITS[most:])
        if texts[0] != texts[1]:
            return texts
    return f"{one:,} bytes", f"{other:,} bytes"


def _size(size: int, units: tuple[tuple[int, str], ...]) -> str:
    found = (f"{size / (1 << shift):.1f} {unit}" for shift, unit in units if size >> shift)
    return next(found, f"{size:,} bytes")


_WIN32: Final = 0x80070000
"""HRESULT_FROM_WIN32: what the code of an error of Windows becomes a part of."""
_BY_ERRNO: Final[dict[int, tuple[type[MiniDumpError], int]]] = {
    _errno.EPERM: (AccessDeniedError, HRESULT.ACCESS_DENIED),
    _errno.EACCES: (AccessDeniedError, HRESULT.ACCESS_DENIED),
    _errno.ESRCH: (NoSuchProcessError, HRESULT.E_INVALIDARG),
    _errno.EFAULT: (PartialCopyError, HRESULT.PARTIAL_COPY),
    _errno.EIO: (PartialCopyError, HRESULT.PARTIAL_COPY),
    _errno.ENOSPC: (DiskFullError, HRESULT.DISK_FULL),
    _errno.EDQUOT if hasattr(_errno, "EDQUOT") else 122: (DiskFullError, HRESULT.DISK_FULL),
    _errno.EFBIG: (DumpTooLargeError, HRESULT.FILE_TOO_LARGE),
    _errno.EEXIST: (OutputError, HRESULT.FILE_EXISTS),
    _errno.EROFS: (OutputError, HRESULT.WRITE_PROTECT),
    _errno.ENOMEM: (NoResourcesError, HRESULT.E_OUTOFMEMORY),
    _errno.EAGAIN: (NoResourcesError, HRESULT.E_OUTOFMEMORY),
    _errno.EMFILE: (NoResourcesError, HRESULT.E_OUTOFMEMORY),
    _errno.ENFILE: (NoResourcesError, HRESULT.E_OUTOFMEMORY),
    _errno.ENOSYS: (MiniDumpError, HRESULT.NOT_SUPPORTED),
    _errno.EOPNOTSUPP: (MiniDumpError, HRESULT.NOT_SUPPORTED),
    _errno.EBADF: (OutputError, HRESULT.INVALID_HANDLE),
    _errno.EINVAL: (InvalidRequestError, HRESULT.E_INVALIDARG),
    _errno.ETIMEDOUT: (MiniDumpError, HRESULT.SEM_TIMEOUT),
}

_BY_HRESULT: Final[dict[int, type[MiniDumpError]]] = {
    HRESULT.E_INVALIDARG: InvalidRequestError,
    HRESULT.ACCESS_DENIED: AccessDeniedError,
    HRESULT.PRIVILEGE_NOT_HELD: AccessDeniedError,
    HRESULT.CANCELLED: DumpCancelledError,
    HRESULT.PARTIAL_COPY: PartialCopyError,
    HRESULT.NOACCESS: PartialCopyError,
    HRESULT.INVALID_ADDRESS: PartialCopyError,
    HRESULT.DISK_FULL: DiskFullError,
    HRESULT.HANDLE_DISK_FULL: DiskFullError,
    HRESULT.FILE_TOO_LARGE: DumpTooLargeError,
    HRESULT.WRITE_PROTECT: OutputError,
    HRESULT.SHARING_VIOLATION: OutputError,
    HRESULT.FILE_EXISTS: OutputError,
    HRESULT.ALREADY_EXISTS: OutputError,
    HRESULT.INVALID_HANDLE: OutputError,
}


def from_oserror(
    error: OSError,
    doing: str,
    *,
    remedy: str | None = None,
    as_type: type[MiniDumpError] | None = None,
) -> MiniDumpError:
    """Turn an operating-system error into ours: *doing* names what failed ("Writing x.dmp").

    *as_type* overrides the class that errno alone would choose (EACCES on a file is an
    :class:`OutputError`, on a process an :class:`AccessDeniedError`), but not that we lack
    something ourselves: another folder would not help.
    """
    found: type[MiniDumpError]
    hresult: int
    code = getattr(error, "winerror", None)  # tells more than the errno made of it
    if code:
        hresult = _WIN32 | code
        found = _BY_HRESULT.get(hresult, MiniDumpError)
    else:
        found, hresult = _BY_ERRNO.get(error.errno or 0, (MiniDumpError, HRESULT.E_FAIL))
    if found is NoResourcesError:
        remedy = None
    elif as_type is not None and not issubclass(found, as_type):
        found = as_type
    told = str(error.strerror or error).rstrip(".")  # Windows ends its sentences
    return found(f"{doing} failed: {told}.", remedy, hresult=hresult)


def foreseen_error(error: BaseException) -> MiniDumpError | None:
    """Give the error for what Python raises where the system gives no more; None for others."""
    if isinstance(error, MemoryError):
        return NoResourcesError("There is not enough memory.")
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return NoResourcesError("The system gives us no more threads.")
    if isinstance(error, OSError):
        found = from_oserror(error, "Asking the system for more")
        return found if isinstance(found, NoResourcesError) else None
    return None


def from_hresult(hresult: int, cause: str, remedy: str | None = None) -> MiniDumpError:
    """Give the error class that stands for *hresult* (unsigned, or signed as ctypes returns it)."""
    value = hresult & 0xFFFFFFFF
    return _BY_HRESULT.get(value, MiniDumpError)(cause, remedy, hresult=value)


ERROR_NAMES: Final[dict[str, type[DumpDeskError]]] = {
    cls.__name__: cls
    for cls in (
        MiniDumpError,
        InvalidRequestError,
        AccessDeniedError,
        NoSuchProcessError,
        ProgramReplacedError,
        DumpCancelledError,
        CloneRefusedError,
        PartialCopyError,
        NoResourcesError,
        OutputError,
        DiskFullError,
        DumpTooLargeError,
    )
}
"""The classes by name: how an error crosses from the dumper process."""
