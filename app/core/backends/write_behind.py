"""The drive takes the bytes of a dump while they are still coming, not all of them in the end.

The system would begin by itself only after seconds, or when much of its memory waits for drives.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from ..side_thread import SideThread
from .written import Follower

if TYPE_CHECKING:
    import sys

    if sys.platform == "win32":
        from .private_file_windows import PrivateFile
    else:
        from .private_file_posix import PrivateFile

_AT_ONCE: Final = 16 << 20
"""Bytes that are to come to stay before they are sent on their way: less makes more work of it."""


class WriteBehind(Follower):
    """Follows the writer of a file, which must be open until :meth:`end`."""

    follows = True

    file: PrivateFile
    """To be set before anything is told of it."""

    def __init__(self) -> None:
        self._side = SideThread("write-behind")
        self._lock = threading.Lock()
        self._begun = 0
        """Up to where the bytes are under way; what is changed before it, the final sync takes."""
        self._ended = False

    def settled(self, end: int) -> None:
        """Send what lies before *end* on its way, once that is enough."""
        with self._lock:
            start = self._begun
            if end - start < _AT_ONCE:
                return
            self._begun = end
        self._side.later(partial(self._send, start, end))

    def _send(self, start: int, end: int) -> None:
        if not self._ended:
            self.file.begin_sync(start, end - start)

    def end(self, seconds: float) -> bool:
        """Send no more; say whether that is so within *seconds*."""
        self._ended = True
        return self._side.end(seconds)
