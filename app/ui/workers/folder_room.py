"""What there is where dumps go: room, and how large a file may be. A drive may not answer."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStorageInfo

from ...core.side_thread import answer_within
from ...core.text import escaped
from ..models.contents import Room
from ..translation import translate

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS: Final = 1.0
"""How long an answer is waited for: a preview without it is better than none."""
_FAT: Final = frozenset(("vfat", "msdos", "fat", "fat32", "fuse.vfat"))
_FAT_LIMIT: Final = (1 << 32) - 1
"""Bytes of the largest file on FAT."""


class Rooms:
    """Looks at folders; a folder that did not answer is not asked again before it has."""

    def __init__(self) -> None:
        self._awaited: set[Path] = set()

    def at(self, folder: Path) -> Room:
        """Find out what there is where *folder* is, or will be made; nothing if it is not told."""
        if folder in self._awaited:
            return Room()
        self._awaited.add(folder)

        def look() -> Room:
            try:
                return room_at(folder)
            finally:
                self._awaited.discard(folder)

        return answer_within(_SECONDS, look, Room())


def room_at(folder: Path) -> Room:
    """Find out what there is where *folder* is, or will be made."""
    try:
        existing = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
        is_folder = existing.is_dir()
        free = shutil.disk_usage(existing).free
    except (OSError, StopIteration):
        return Room()
    room = room_on(bytes(QStorageInfo(str(existing)).fileSystemType().data()).decode(), free)
    return room._replace(obstacle=_obstacle(existing) if is_folder else _no_folder(existing))


def _no_folder(path: Path) -> str:
    return translate("Room", "{0} is not a folder.").format(escaped(str(path)))


def _obstacle(folder: Path) -> str:
    """Say why no files can be made in *folder*, as far as the system tells before one is made."""
    why = ""
    # Windows looks at an attribute there that does not concern folders.
    if sys.platform != "win32" and not os.access(folder, os.W_OK | os.X_OK):
        if os.statvfs(folder).f_flag & os.ST_RDONLY:
            text = translate("Room", "{0} is on a file system that is read-only.")
            return text.format(escaped(str(folder)))
        try:
            names = getpass.getuser(), folder.owner()
        except (KeyError, OSError):  # numbers without names
            names = str(os.getuid()), str(folder.stat().st_uid)
        text = translate("Room", "{0} may not write to {1}: it belongs to {2}.")
        why = text.format(escaped(names[0]), escaped(str(folder)), escaped(names[1]))
    return why


def room_on(file_system: str, free: int) -> Room:
    """Tell what a disk with *file_system* and so many *free* bytes takes."""
    return Room(free, _FAT_LIMIT if file_system.lower() in _FAT else None, file_system)
