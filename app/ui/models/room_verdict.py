"""Whether dumps fit where they go, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import theme
from ..translation import translate

if TYPE_CHECKING:
    from .contents import Room

_FILE_SYSTEMS: Final = {"msdos": "FAT", "fat": "FAT", "FAT": "FAT"}


def room_verdict(room: Room, file_size: int, disk_size: int) -> tuple[str, str]:
    """Say it, and with which icon, of files of at most *file_size* that take *disk_size* bytes."""
    if room.obstacle:
        return room.obstacle, "alert"
    if room.file_limit is not None and file_size > room.file_limit:
        text = translate("Room", "Too large for a file on {0}: {1} at most")
        size = theme.binary_size(room.file_limit + 1)
        return text.format(_FILE_SYSTEMS.get(room.file_system, "FAT32"), size), "alert"
    if room.free is None:
        return translate("Room", "Free space not known"), "unknown"
    free = theme.binary_size(room.free)
    if disk_size > room.free:
        text = translate("Room", "Only {0} free there")
        return text.format(free), "alert"
    return translate("Room", "Fits: {0} free").format(free), "check"
