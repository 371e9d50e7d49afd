"""Dumps that somebody else wrote for the user: a command, another window, an administrator."""

from __future__ import annotations

import os
import stat
import struct
import sys
from contextlib import suppress
from heapq import nlargest
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..inspection.finding import VerdictWord
from ..minidump.constants import SIGNATURE
from ..minidump.records import MINIDUMP_HEADER
from .history import DumpRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT: Final = 50
"""So many are told, the newest."""
_LOOKED_AT: Final = 20_000
"""Names of a folder: one with more of them is not where dumps are kept."""
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def dumps_since(folder: Path, since: float) -> list[DumpRecord]:
    """Give the minidumps in *folder* changed after *since* (Unix seconds), the newest first.

    Only whole files of the user's own; no link is followed. Of each no more than its header is
    read: nobody knows yet who wrote it. Raises OSError if the folder cannot be read.
    """
    newest = nlargest(LIMIT, _candidates(folder, since))
    return [record for changed, path in newest if (record := _record(path, changed)) is not None]


def _candidates(folder: Path, since: float) -> Iterator[tuple[float, str]]:
    with os.scandir(folder) as entries:
        for entry in islice(entries, _LOOKED_AT):
            with suppress(OSError):  # it is gone meanwhile
                if not entry.name.endswith(".dmp"):
                    continue
                status = entry.stat(follow_symlinks=False)
                if status.st_mtime > since and stat.S_ISREG(status.st_mode) and _is_ours(status):
                    yield status.st_mtime, entry.path


def _is_ours(status: os.stat_result) -> bool:
    return sys.platform == "win32" or status.st_uid == os.getuid()


def _record(path: str, changed: float) -> DumpRecord | None:
    """Tell of the file at *path*; None if it is no minidump, or not a whole one yet."""
    with suppress(OSError, struct.error), os.fdopen(os.open(path, _FLAGS), "rb") as file:
        header = MINIDUMP_HEADER.unpack(file.read(MINIDUMP_HEADER.SIZE))
        if header.Signature == SIGNATURE:
            return DumpRecord(
                time=changed,
                pid=0,
                name=Path(path).stem,
                path=str(Path(path).absolute()),
                size=os.fstat(file.fileno()).st_size,
                flags=header.Flags,
                paused_ms=0.0,
                verdict=VerdictWord.UNCHECKED,
            )
    return None
