"""Open file descriptors as handles, from /proc/PID/fd."""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING, Final

from ..snapshot import Handle, SoftError
from .fields import readable
from .sockets import SocketTable

if TYPE_CHECKING:
    from .procfs import ProcessDirectory

_TYPES: Final = {
    stat.S_IFREG: "File",
    stat.S_IFDIR: "Directory",
    stat.S_IFCHR: "CharDevice",
    stat.S_IFBLK: "BlockDevice",
    stat.S_IFIFO: "Pipe",
    stat.S_IFSOCK: "Socket",
    stat.S_IFLNK: "SymbolicLink",
}
_FLAGS: Final = re.compile(rb"^flags:\s*([0-7]+)", re.MULTILINE)
_SOCKET: Final = re.compile(r"socket:\[(\d+)\]")


def read_handles(directory: ProcessDirectory) -> tuple[tuple[Handle, ...], list[SoftError]]:
    """List the open file descriptors by number; those closed meanwhile are left out."""
    try:
        numbers = sorted(map(int, directory.names("fd")))
    except OSError as error:
        return (), [SoftError("list file descriptors", f"{error.strerror}.")]
    sockets = SocketTable(directory)
    found = []
    for number in numbers:
        try:
            found.append(_handle(directory, number, sockets))
        except OSError:
            continue
    return tuple(found), []


def _handle(directory: ProcessDirectory, number: int, sockets: SocketTable) -> Handle:
    target = readable(directory.link(f"fd/{number}"))
    try:
        mode = directory.file_status(b"fd/%d" % number).st_mode
    except OSError:  # a file on a network that does not answer
        mode = 0
    if socket := _SOCKET.fullmatch(target):
        target = f"{target} {sockets.describe(int(socket[1]))}".rstrip()
    return Handle(
        number,
        _type_name(target, mode),
        target,
        attributes=mode,
        granted_access=_flags(directory, number),
    )


def _type_name(target: str, mode: int) -> str:
    """Name the kind: ``anon_inode:[eventfd]`` is an eventfd; else as the mode says."""
    if target.startswith("anon_inode:"):
        return target.partition(":")[2].strip("[]")
    if target.startswith("/memfd:"):
        return "memfd"
    return _TYPES.get(stat.S_IFMT(mode), "Unknown")


def _flags(directory: ProcessDirectory, number: int) -> int:
    """Read the flags a descriptor was opened with (open(2))."""
    try:
        found = _FLAGS.search(directory.read(f"fdinfo/{number}"))
    except OSError:
        return 0
    return int(found[1], 8) if found else 0
