"""The file of a dump while it is being written: its owner's alone, and gone unless published.

Everything is done relative to the folder's descriptor: whoever renames the folder meanwhile, or
puts another one in its place, finds the dump in the folder that it began in, and nowhere else.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import ctypes
import errno
import fcntl
import os
import stat
from typing import Final

from ..errors import HRESULT, OutputError, from_oserror

SIGNATURE: Final = b"MDMP"
"""How a dump begins, once it is complete."""
_RENAME_NOREPLACE: Final = 1
_NO_SUCH_CALL: Final = frozenset((errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP))
_NO_HARD_LINKS: Final = _NO_SUCH_CALL | {errno.EPERM, errno.EMLINK}
_SYNC_FILE_RANGE_WRITE: Final = 2
"""include/uapi/linux/fs.h"""
_ATTEMPTS: Final = 10
"""How often somebody may take a new file for a forgotten one before it is locked."""


class Folder:
    """The folder of a dump, held open."""

    def __init__(self, path: str) -> None:
        """Open it. Raises OutputError."""
        self._path = path
        how = os.O_DIRECTORY | os.O_CLOEXEC
        try:
            try:
                self.descriptor = os.open(path, os.O_RDONLY | how)
            except PermissionError:  # it may be written to, but not listed
                self.descriptor = os.open(path, os.O_PATH | how)
        except OSError as error:
            raise from_oserror(error, f"Opening {path}", as_type=OutputError) from error

    def close(self) -> None:
        """Let go of it."""
        os.close(self.descriptor)

    def path_of(self, name: str) -> str:
        """Give the path of what is called *name*, as it was when we began."""
        return os.path.join(self._path, name)

    def path_now(self, name: str) -> str:
        """Give the path of what is called *name* if the folder has been renamed meanwhile."""
        return os.path.join(os.readlink(f"/proc/self/fd/{self.descriptor}"), name)

    def status(self, name: str) -> os.stat_result | None:
        """Give the status of what is called *name*, no link followed. Raises OSError."""
        try:
            return os.lstat(name, dir_fd=self.descriptor)
        except FileNotFoundError:
            return None

    def create(self, name: str) -> PrivateFile:
        """Make a new file; one that was forgotten at that place is replaced. Raises OutputError."""
        return PrivateFile(self, name)


class PrivateFile:
    """A new file, mode 0600 from the start, locked as long as it is open, no link followed."""

    def __init__(self, folder: Folder, name: str) -> None:
        """Create it, in the place of one that was forgotten. Raises OutputError."""
        self._folder = folder
        self._name = name
        try:
            for _ in range(_ATTEMPTS):
                remove_forgotten(folder, name)
                if self._create():
                    break
            else:
                raise self._taken()
        except OSError as error:
            doing = f"Creating {folder.path_of(name)}"
            raise from_oserror(error, doing, as_type=OutputError) from error
        # A umask may have taken bits away; nothing may have added any, except on file systems that
        # have no modes of their own (FAT), where this fails.
        with contextlib.suppress(OSError):
            os.fchmod(self.descriptor, 0o600)

    def _create(self) -> bool:
        """Create and lock it; False if somebody took it for forgotten before it was locked."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            self.descriptor = os.open(self._name, flags, 0o600, dir_fd=self._folder.descriptor)
        except FileExistsError:
            raise self._taken() from None
        with contextlib.suppress(OSError):  # some file systems have no locks
            fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        if self._is_at(self._name):
            return True
        os.close(self.descriptor)
        return False

    def _taken(self) -> OutputError:
        path = self._folder.path_of(self._name)
        return OutputError(
            f"{path} is there already: another dump is being written, it is a whole dump that was "
            "never given its name, or it is not ours.",
            "Wait for it, choose another name, or rename or delete that file.",
            hresult=HRESULT.FILE_EXISTS,
        )

    def is_open_to_others(self) -> bool:
        """Say whether others may read the file, whatever we did: it has no modes there."""
        return bool(stat.S_IMODE(os.fstat(self.descriptor).st_mode) & 0o077)

    def read_into(self, buffer: memoryview, offset: int) -> int:
        """Read into *buffer*; the number of bytes, 0 at the end of the file. Raises OSError."""
        return os.preadv(self.descriptor, [buffer], offset)

    def data_within(self, start: int, end: int) -> tuple[int, int]:
        """Say where the first bytes from *start* to *end* lie that are not a hole's, and their end.

        Twice the same where all of it is a hole, as far as the file goes.
        """
        try:
            data = os.lseek(self.descriptor, start, os.SEEK_DATA)
            if data >= end:
                return end, end
            return data, min(os.lseek(self.descriptor, data, os.SEEK_HOLE), end)
        except OSError as error:
            size = os.fstat(self.descriptor).st_size
            if error.errno == errno.ENXIO and start < size:
                return min(size, end), min(size, end)  # nothing but a hole
            return start, end

    def begin_sync(self, offset: int, size: int) -> None:
        """Have the drive begin to take *size* bytes from *offset* on, as far as it can."""
        if _sync_file_range is not None:
            _sync_file_range(self.descriptor, offset, size, _SYNC_FILE_RANGE_WRITE)

    def publish(self, name: str, *, overwrite: bool) -> str:
        """Give the file, all of it on disk, its final name; return its path.

        Raises OSError and OutputError; the file does not have that name then.
        """
        os.fsync(self.descriptor)
        if not self._is_at(self._name):
            raise OutputError(
                f"{self._folder.path_of(self._name)} was replaced while the dump was being "
                "written.",
                "Choose a folder that only you can write to.",
            )
        try:
            _rename(self._folder.descriptor, self._name, name, overwrite=overwrite)
        except OSError:
            # A drive that tells of an error may have done it nevertheless.
            if not self._is_at(name):
                raise
        # The dump is in place; a folder that may not be read, or a file system that cannot sync
        # folders, does not take that back.
        with contextlib.suppress(OSError):
            os.fsync(self._folder.descriptor)
        return self._path_of(name)

    def discard(self) -> None:
        """Remove the file, unless its name is somebody else's by now. Raises OSError."""
        if self._is_at(self._name):
            os.unlink(self._name, dir_fd=self._folder.descriptor)

    def close(self) -> None:
        """Let go of it. Raises OSError; after :meth:`publish` that takes nothing back."""
        os.close(self.descriptor)

    def _is_at(self, name: str) -> bool:
        """Whether it is what has that name: in a shared folder others may rename."""
        found = self._folder.status(name)
        return found is not None and os.path.samestat(found, os.fstat(self.descriptor))

    def _path_of(self, name: str) -> str:
        path = self._folder.path_of(name)
        with contextlib.suppress(OSError):
            try:
                if os.path.samestat(os.lstat(path), os.fstat(self.descriptor)):
                    return path
            except FileNotFoundError:
                pass
            return self._folder.path_now(name)
        return path


def _bind_renameat2() -> ctypes._NamedFuncPointer | None:
    try:
        function = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:  # a C library older than the call
        return None
    function.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    return function


_renameat2 = _bind_renameat2()


def _bind_sync_file_range() -> ctypes._NamedFuncPointer | None:
    try:
        function = ctypes.CDLL(None).sync_file_range
    except AttributeError:  # a C library that does not have it
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    return function


_sync_file_range = _bind_sync_file_range()


def _rename(folder: int, part: str, name: str, *, overwrite: bool) -> None:
    """Rename within *folder*. Raises OSError; nothing new has that *name* then."""
    if overwrite:
        os.rename(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        return
    for rename, foreseen in (
        (_rename_to_free, _NO_SUCH_CALL),
        (_link_and_unlink, _NO_HARD_LINKS),
    ):
        try:
            rename(folder, part, name)
        except OSError as error:
            if error.errno not in foreseen:
                raise
        else:
            return
    _take_and_rename(folder, part, name)


def _rename_to_free(folder: int, part: str, name: str) -> None:
    if _renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    old, new = os.fsencode(part), os.fsencode(name)
    if _renameat2(folder, old, folder, new, _RENAME_NOREPLACE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _link_and_unlink(folder: int, part: str, name: str) -> None:
    # Unlike rename, link refuses a name that has been taken meanwhile.
    os.link(part, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    with contextlib.suppress(OSError):  # the dump has its name; that it has two is a blemish
        os.unlink(part, dir_fd=folder)


def _take_and_rename(folder: int, part: str, name: str) -> None:
    """Take the name with an empty file of our own first."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    taken = os.open(name, flags, 0o600, dir_fd=folder)
    try:
        os.rename(part, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with contextlib.suppress(OSError):
            if os.path.samestat(os.lstat(name, dir_fd=folder), os.fstat(taken)):
                os.unlink(name, dir_fd=folder)
        raise
    finally:
        os.close(taken)


def remove_forgotten(folder: Folder, name: str) -> None:
    """Remove what is left of a dump whose writer was killed. Raises nothing.

    That is an unfinished file of ours (its signature is missing) that nobody has locked. Whoever
    has just created one and not locked it yet notices that it is gone.
    """
    _remove_left(folder, name, beginnings=(b"",), needs_lock=True)


def remove_abandoned(path: str) -> None:
    """Remove the file of a dump whose writer is known to be dead. Raises nothing.

    That is a file of ours that holds a dump or the beginning of one and is locked by nobody.
    """
    with contextlib.suppress(OSError, OutputError):
        folder = Folder(os.path.dirname(path))
        try:
            beginnings = (b"", SIGNATURE)
            _remove_left(folder, os.path.basename(path), beginnings=beginnings, needs_lock=False)
        finally:
            folder.close()


def _remove_left(
    folder: Folder, name: str, *, beginnings: tuple[bytes, ...], needs_lock: bool
) -> None:
    """Remove a file of ours that begins so and is locked by nobody; zeros count as nothing.

    Without *needs_lock*, it may be on a file system that has no locks.
    """
    with contextlib.suppress(OSError):
        flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=folder.descriptor)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
                return
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if needs_lock or isinstance(error, BlockingIOError):
                    return
            # Under the lock, so that of two who find it only one removes it.
            status = folder.status(name)
            begins = os.pread(descriptor, len(SIGNATURE), 0).strip(b"\0")
            if begins in beginnings and status is not None and os.path.samestat(status, found):
                os.unlink(name, dir_fd=folder.descriptor)
        finally:
            os.close(descriptor)
