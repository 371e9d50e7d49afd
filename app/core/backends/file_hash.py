"""The SHA-256 of a dump's file, computed beside the writing, on another processor if there is one.

It is of what the file gives when it is read, a little behind whoever writes it, and not of what was
meant to be written. As any reading right after writing it is answered by the system's cache: what
the drive keeps is told by the drive alone, when the file is synced.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from typing import TYPE_CHECKING, Final

from ..errors import OutputError
from .drive import Drive
from .part import SIGNATURE
from .written import Follower

if TYPE_CHECKING:
    from collections.abc import Callable

    from .written import Report

    if sys.platform == "win32":
        from .private_file_windows import PrivateFile
    else:
        from .private_file_posix import PrivateFile

_CHUNK: Final = 1 << 20
_WAKE: Final = 4 << 20
"""Bytes that come to stay between two times that the reader is woken."""
_WORTH_PASSING: Final = 64 << 10
"""Bytes of a hole that are not read. Less is read as quickly as it is passed over."""
_ZEROS: Final = bytes(_CHUNK)
_REPORT: Final = 32 << 20
"""Bytes between two progress events."""


class FileHash(Follower):
    """Follows the writer of a file, which must be open until :meth:`end`."""

    follows = True

    file: PrivateFile
    """To be set before anything is told of it."""

    def __init__(self, path: str, poll: Callable[[], None]) -> None:
        """*path* names the file for errors; *poll* raises what ends the dump."""
        self._path = path
        self._poll = poll
        self._drive = Drive(poll)
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._ended = False
        self._settled = self._woken = 0
        self._changed = sys.maxsize
        self._digest = hashlib.sha256()
        self._done = 0
        self._head = b""
        """How the file began, or will, when it was read."""

    def settled(self, end: int) -> None:
        """Note that what lies before *end* is in the file, and read it in a while."""
        with self._lock:
            self._settled = max(self._settled, end)
            if self._settled - self._woken < _WAKE:
                return
            self._woken = self._settled
        self._drive.later(self._read)

    def changed(self, start: int) -> None:
        """Begin anew if anything from *start* on was read, where something was written just now."""
        with self._lock:
            self._changed = min(self._changed, start)
            self._settled = min(self._settled, start)
            self._woken = min(self._woken, start)

    def finish(self, size: int, report: Report) -> str:
        """Read what is left of *size* bytes, which nobody changes any more; give the checksum.

        Raises OutputError and its kinds.
        """
        told = 0

        def work() -> None:
            with self._lock:
                self._settled = size
            self._read()
            if self._done < size:
                raise OutputError("The dump became shorter while it was being written.")
            head = memoryview(bytearray(len(self._head)))
            self.file.read_into(head, 0)
            if head != self._head:
                raise OutputError("The dump was changed while it was being written.")

        def poll() -> None:
            nonlocal told
            self._poll()
            if self._done - told >= _REPORT:
                told = self._done
                report({"event": "progress", "done": told, "total": size})

        self._drive.do(work, f"Reading {self._path} again", poll=poll)
        return self._digest.hexdigest()

    def end(self, seconds: float) -> bool:
        """Read no further; say whether that is so within *seconds*."""
        self._ended = True
        return self._drive.end(seconds)

    def _read(self) -> None:
        """Take in all that has come to stay."""
        with self._turn:  # where there are no threads to be had, those who write read as well
            buffer, zeros = memoryview(bytearray(_CHUNK)), memoryview(_ZEROS)
            while not self._ended:
                with self._lock:
                    if self._changed < self._done:
                        self._digest, self._done = hashlib.sha256(), 0
                    self._changed = sys.maxsize
                    left = self._settled - self._done
                if left <= 0:
                    return
                self._drive.step()
                start, end = self._done, self._done + min(left, _CHUNK)
                data, data_end = self.file.data_within(start, end) if start else (start, end)
                if data - start >= _WORTH_PASSING:  # reading a hole would fill the system's cache
                    part = zeros[: data - start]
                else:
                    end = min(end, max(data_end, start + _WORTH_PASSING))
                    part = buffer[: self.file.read_into(buffer[: end - start], start)]
                if not part:
                    return
                if not start:
                    self._begin(part)
                self._digest.update(part)
                self._done += len(part)

    def _begin(self, part: memoryview) -> None:
        """Put the signature, which is written last of all, into the first *part*.

        Whether it was is seen in the end.
        """
        if not any(part[: len(SIGNATURE)]) and len(part) >= len(SIGNATURE):
            part[: len(SIGNATURE)] = SIGNATURE
        self._head = bytes(part[: len(SIGNATURE)])
