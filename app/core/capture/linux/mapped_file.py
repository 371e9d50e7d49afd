"""The file behind a mapping: its path, and whether that path still leads to it."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from .maps import DELETED

if TYPE_CHECKING:
    from .maps import Mapping
    from .procfs import ProcessDirectory


def file_of(directory: ProcessDirectory, mapping: Mapping) -> tuple[bytes, bool, bool]:
    """Give path, whether the file is deleted, and whether another stands in its place."""
    path = mapping.path
    if not mapping.inode:
        return path, False, False
    if path.endswith(DELETED):
        if _same_file(directory, mapping, path):  # the file is really called so
            return path, False, False
        path = path[: -len(DELETED)]
        return path, True, _exists(directory, path)
    return path, False, _exists(directory, path) and not _same_file(directory, mapping, path)


def _exists(directory: ProcessDirectory, path: bytes) -> bool:
    with contextlib.suppress(OSError, ValueError):
        directory.file_status(b"root" + path)
        return True
    return False


def _same_file(directory: ProcessDirectory, mapping: Mapping, path: bytes) -> bool:
    """Compare device and inode of a mapping with those of a path.

    Where maps speaks of another device than stat (btrfs, overlay), the kernel's link to the
    mapped file decides, or the inode alone.
    """
    try:
        on_disk = directory.file_status(b"root" + path)
    except (OSError, ValueError):
        return False
    device = b"%02x:%02x" % (os.major(on_disk.st_dev), os.minor(on_disk.st_dev))
    if (on_disk.st_ino, device) == (mapping.inode, mapping.device):
        return True
    try:
        mapped = directory.file_status(b"map_files/%x-%x" % (mapping.start, mapping.end))
    except OSError:
        return on_disk.st_ino == mapping.inode
    return (mapped.st_dev, mapped.st_ino) == (on_disk.st_dev, on_disk.st_ino)
