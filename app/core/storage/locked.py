"""One program at a time: who changes a file reads, changes and writes it while no other one may."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from ..errors import OutputError, from_oserror
from ..text import escaped
from .private_files import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE: Final = 1.0
"""Seconds: whoever holds a lock writes a small file. Longer, it was stopped, or hangs."""
_EVERY: Final = 0.02
"""Seconds between two tries."""
_FLAGS: Final[int] = (
    os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other programs from changing *path* meanwhile, by a lock on a file beside it.

    Raises OutputError if another program does not let go of it for PATIENCE, or if there is no
    room for the lock.
    """
    beside = path.with_name(path.name + ".lock")
    try:
        make_private_folder(path.parent)
        descriptor = os.open(beside, _FLAGS, 0o600)
    except OSError as error:
        raise from_oserror(error, f"Locking {escaped(str(path))}", as_type=OutputError) from error
    try:
        end = time.monotonic() + PATIENCE
        while not _lock(descriptor):
            if time.monotonic() >= end:
                raise OutputError(
                    f"Another program keeps {escaped(str(path))} locked.",
                    "See whether another DumpDesk was stopped or hangs, and end it.",
                )
            time.sleep(_EVERY)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        with contextlib.suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False
