"""The file behind a mapping: its path, whether that path still leads to it, and its bytes."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from ...symbols.extent import Extent
from .fields import readable
from .maps import DELETED

if TYPE_CHECKING:
    from collections.abc import Callable

    from .maps import Mapping
    from .procfs import ProcessDirectory

T = TypeVar("T")


class MappedFile:
    """The file behind a mapping, open for reading as long as this is in use.

    Its file system may not answer any more: then there is nothing to be read.
    """

    def __init__(self, directory: ProcessDirectory, mapping: Mapping) -> None:
        """Open nothing yet."""
        self._directory = directory
        self._mapping = mapping
        self._descriptor = -1
        self._is_closed = False

    def open(self) -> Extent | None:
        """Give the bytes of the file; None where they cannot be had, or another has its path."""
        try:
            return Extent(self._read, 0, self._ask(self._open))
        except (OSError, ValueError):
            return None

    def _ask(self, question: Callable[[], T]) -> T:
        return _ask(self._directory, self._mapping, question)

    def _open(self) -> int:
        """Open the file, if it is not open yet; its size in bytes. Raises OSError."""
        if self._descriptor < 0:
            found = _open(self._directory, self._mapping)
            if self._is_closed:  # nobody waited for it
                os.close(found)
            else:
                self._descriptor = found
        return os.fstat(self._descriptor).st_size

    def _read(self, offset: int, size: int) -> bytes:
        try:
            return self._ask(partial(os.pread, self._descriptor, size, offset))
        except (OSError, OverflowError):
            return b""

    def close(self) -> None:
        """Close the file, if it was opened."""
        self._is_closed = True
        if self._descriptor >= 0:
            with contextlib.suppress(OSError):
                self._ask(partial(os.close, self._descriptor))
        self._descriptor = -1


def file_of(directory: ProcessDirectory, mapping: Mapping) -> tuple[bytes, bool, bool]:
    """Give path, whether the file is deleted, and whether another stands in its place."""
    path = mapping.path
    if not mapping.inode:
        return path, False, False
    if path.endswith(DELETED):
        if _same_file(directory, mapping, path):  # the file is really called so
            return path, False, False
        path = path[: -len(DELETED)]
        return path, True, _exists(directory, mapping, path)
    exists = _exists(directory, mapping, path)
    return path, False, exists and not _same_file(directory, mapping, path)


def _exists(directory: ProcessDirectory, mapping: Mapping, path: bytes) -> bool:
    with contextlib.suppress(OSError, ValueError):
        _status(directory, mapping, b"root" + path)
        return True
    return False


def _status(directory: ProcessDirectory, mapping: Mapping, name: bytes) -> os.stat_result:
    """Follow *name* to a file. Raises OSError."""
    return _ask(directory, mapping, partial(directory.file_status, name))


def _ask(directory: ProcessDirectory, mapping: Mapping, question: Callable[[], T]) -> T:
    """Ask the file system of *mapping*. Raises OSError; TimeoutError if it does not answer."""
    return directory.answers.of(("device", mapping.device), readable(mapping.path), question)


def _same_file(directory: ProcessDirectory, mapping: Mapping, path: bytes) -> bool:
    """Compare device and inode of a mapping with those of a path.

    Where maps speaks of another device than stat (btrfs, overlay), the kernel's link to the
    mapped file decides, or the inode alone.
    """
    try:
        on_disk = _status(directory, mapping, b"root" + path)
    except (OSError, ValueError):
        return False
    device = b"%02x:%02x" % (os.major(on_disk.st_dev), os.minor(on_disk.st_dev))
    if (on_disk.st_ino, device) == (mapping.inode, mapping.device):
        return True
    try:
        mapped = _status(directory, mapping, b"map_files/%x-%x" % (mapping.start, mapping.end))
    except OSError:
        return on_disk.st_ino == mapping.inode
    return (mapped.st_dev, mapped.st_ino) == (on_disk.st_dev, on_disk.st_ino)


def _open(directory: ProcessDirectory, mapping: Mapping) -> int:
    """Open the mapped file for reading. Raises OSError where that is not possible.

    Only a regular file is opened, and only the one that is mapped: opening a device does things,
    and a pipe blocks.
    """
    path = mapping.path.removesuffix(DELETED)
    for name in (b"map_files/%x-%x" % (mapping.start, mapping.end), b"exe", b"root" + path):
        with contextlib.suppress(OSError, ValueError):
            folder = directory.folder_of(name.partition(b"/")[0].decode())
            found = os.open(name, os.O_PATH | os.O_CLOEXEC, dir_fd=folder)
            try:
                status = os.fstat(found)
                same = status.st_ino == mapping.inode
                if stat.S_ISREG(status.st_mode) and (same or name.startswith(b"map_files")):
                    return os.open(f"/proc/self/fd/{found}", os.O_RDONLY | os.O_CLOEXEC)
            finally:
                os.close(found)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
