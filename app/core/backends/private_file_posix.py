"""The file of a dump while it is being written: its owner's alone, and gone unless published."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import fcntl
import os
import stat
import time
from typing import Final

from ..errors import HRESULT, OutputError, from_oserror

_FORGOTTEN_SECONDS: Final = 10.0
"""A file younger than this may belong to a writer that has not locked it yet."""

_SIGNATURE: Final = b"MDMP"
"""How a dump begins, once it is complete."""


def spelled(path: str) -> str:
    """Give *path* as the system's calls want it: as it is."""
    return path


class PrivateFile:
    """A new file, mode 0600 from the start, locked as long as it is open, no link followed.

    One that was forgotten at that place is replaced. Raises OutputError.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        _remove_forgotten(path)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            self.descriptor = os.open(path, flags, 0o600)
        except FileExistsError:
            raise OutputError(
                f"{path} is there already: another dump is being written, or it is not ours.",
                "Wait for it, choose another name, or delete that file.",
                hresult=HRESULT.FILE_EXISTS,
            ) from None
        except OSError as error:
            raise from_oserror(error, f"Creating {path}", as_type=OutputError) from error
        with contextlib.suppress(OSError):  # some file systems have no locks
            _lock(self.descriptor)
        # A umask may have taken bits away; nothing may have added any, except on file systems that
        # have no modes of their own (FAT), where this fails.
        with contextlib.suppress(OSError):
            os.fchmod(self.descriptor, 0o600)

    def is_open_to_others(self) -> bool:
        """Say whether others may read the file, whatever we did: it has no modes there."""
        return bool(stat.S_IMODE(os.fstat(self.descriptor).st_mode) & 0o077)

    def read(self, size: int, offset: int) -> bytes:
        """Read up to *size* bytes."""
        return os.pread(self.descriptor, size, offset)

    def publish(self, path: str, *, overwrite: bool) -> None:
        """Give the file, all of it on disk, its final name. Raises OSError, OutputError."""
        os.fsync(self.descriptor)
        self._check_ours()
        if overwrite:
            os.rename(self._path, path)
        else:
            _rename_to_free(self._path, path)
        # The dump is in place; a folder that may not be read, or a file system that cannot sync
        # folders, does not take that back.
        with contextlib.suppress(OSError):
            folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def discard(self) -> None:
        """Remove the file, unless its name is somebody else's by now. Raises nothing."""
        with contextlib.suppress(OSError, OutputError):
            self._check_ours()
            os.unlink(self._path)

    def close(self) -> None:
        """Let go of it."""
        os.close(self.descriptor)

    def _check_ours(self) -> None:
        """Make sure that the name is still ours: in a shared folder others may rename."""
        if not os.path.samestat(os.lstat(self._path), os.fstat(self.descriptor)):
            raise OutputError(
                f"{self._path} was replaced while the dump was being written.",
                "Choose a folder that only you can write to.",
            )


def _rename_to_free(part: str, path: str) -> None:
    # Unlike rename, link refuses a name that has been taken meanwhile.
    try:
        os.link(part, path, follow_symlinks=False)
        os.unlink(part)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: take the name with an empty file of our own first.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        os.rename(part, path)


def _lock(descriptor: int) -> None:
    """Lock a file for us alone, or raise OSError at once."""
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_forgotten(path: str) -> None:
    """Remove what is left of a dump whose writer was killed.

    That is a file of ours, unfinished (its signature is missing), not new, and locked by nobody.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            found = os.fstat(descriptor)
            if (
                stat.S_ISREG(found.st_mode)
                and found.st_uid == os.geteuid()
                and time.time() - found.st_mtime >= _FORGOTTEN_SECONDS
                and not os.pread(descriptor, 4, 0).strip(b"\0")
            ):
                _lock(descriptor)
                # Under the lock, so that of two who find it only one removes it.
                if os.path.samestat(os.lstat(path), found):
                    os.unlink(path)
        finally:
            os.close(descriptor)


def remove_abandoned(path: str) -> None:
    """Remove the file of a dump whose writer is known to be dead, whatever its age. Raises nothing.

    That is a file of ours that holds a dump or the beginning of one and is locked by nobody.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            found = os.fstat(descriptor)
            ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
            if ours and os.pread(descriptor, 4, 0).strip(b"\0") in (b"", _SIGNATURE):
                try:
                    _lock(descriptor)
                except BlockingIOError:
                    return
                except OSError:  # some file systems have no locks
                    pass
                if os.path.samestat(os.lstat(path), found):
                    os.unlink(path)
        finally:
            os.close(descriptor)
