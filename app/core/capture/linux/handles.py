"""Open file descriptors as handles, from /proc/PID/fd."""

from __future__ import annotations

import re
import stat
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ...steps import steps
from ..snapshot import Handle, SoftError
from .answers import Question
from .fields import readable
from .sockets import SocketTable
from .statx import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_MOUNT: Final = re.compile(rb"^mnt_id:\s*(\d+)", re.MULTILINE)
_SOCKET: Final = re.compile(r"socket:\[(\d+)\]")


class _Opened(NamedTuple):
    """What the kernel tells of a descriptor by itself, without asking the file system."""

    number: int
    target: str
    flags: int
    """As it was opened with (open(2))."""
    mount: int


def read_handles(directory: ProcessDirectory) -> tuple[tuple[Handle, ...], list[SoftError]]:
    """List the open file descriptors by number; those closed meanwhile are left out.

    Of those on a file system that does not answer the kind stays unknown.
    """
    try:
        numbers = sorted(map(int, directory.names("fd")))
    except OSError as error:
        return (), [SoftError("list file descriptors", f"{error.strerror}.")]
    opened = list(_opened(directory, numbers))
    folder = directory.folder_of("fd")
    modes = directory.answers.of_all(
        [
            Question(
                ("mount", each.mount), each.target, partial(mode_of, b"fd/%d" % each.number, folder)
            )
            for each in steps(opened)
        ]
    )
    sockets = SocketTable(directory)
    handles = []
    for each, answer in steps(zip(opened, modes, strict=True)):
        if isinstance(answer, FileNotFoundError):
            continue
        mode = answer if isinstance(answer, int) else 0
        handles.append(_handle(each, mode, sockets))
    return tuple(handles), []


def _opened(directory: ProcessDirectory, numbers: list[int]) -> Iterator[_Opened]:
    for number in steps(numbers):
        try:
            target = readable(directory.link(f"fd/{number}"))
        except OSError:
            continue
        try:
            told = directory.read(f"fdinfo/{number}")
        except OSError:
            told = b""
        flags, mount = _FLAGS.search(told), _MOUNT.search(told)
        yield _Opened(
            number, target, int(flags[1], 8) if flags else 0, int(mount[1]) if mount else 0
        )


def _handle(opened: _Opened, mode: int, sockets: SocketTable) -> Handle:
    target = opened.target
    if socket := _SOCKET.fullmatch(target):
        target = f"{target} {sockets.describe(int(socket[1]))}".rstrip()
    return Handle(
        opened.number,
        _type_name(target, mode),
        target,
        attributes=mode,
        granted_access=opened.flags,
    )


def _type_name(target: str, mode: int) -> str:
    """Name the kind: ``anon_inode:[eventfd]`` is an eventfd; else as the mode says."""
    if target.startswith("anon_inode:"):
        return target.partition(":")[2].strip("[]")
    if target.startswith("/memfd:"):
        return "memfd"
    return _TYPES.get(stat.S_IFMT(mode), "Unknown")
