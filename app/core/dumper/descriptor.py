"""A dump that goes down a pipe, a socket or an open file instead of into a file of our own."""

from __future__ import annotations

import hashlib
import os
import select
import stat
from typing import TYPE_CHECKING, Final

from app.core.errors import DumpCancelledError, OutputError, from_oserror

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE: Final = 50
"""Milliseconds between two looks whether the dump has been cancelled."""


class DescriptorOutput:
    """Writes to *descriptor* and counts.

    A reader that is slow, or gone to sleep, does not keep a cancel from being noticed.
    """

    def __init__(self, descriptor: int, is_cancelled: Callable[[], bool]) -> None:
        self._descriptor = descriptor
        self._is_cancelled = is_cancelled
        self._digest = hashlib.sha256()
        self.size = 0
        """Bytes written."""
        try:
            waits = not stat.S_ISREG(os.fstat(descriptor).st_mode)
        except OSError as error:
            raise self._failed(error) from error
        # A pipe that says it is ready takes this much without blocking (POSIX).
        self._piece = select.PIPE_BUF if waits else 1 << 20
        self._poll = select.poll() if waits else None
        if self._poll is not None:
            self._poll.register(descriptor, select.POLLOUT)

    def write(self, block: memoryview) -> None:
        """Write all of *block*. Raises OutputError, DumpCancelledError."""
        self._digest.update(block)
        self.size += len(block)
        while block:
            if self._poll is not None:
                while not self._poll.poll(_PATIENCE):
                    if self._is_cancelled():
                        raise DumpCancelledError("The dump was cancelled.")
            try:
                written = os.write(self._descriptor, block[: self._piece])
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._failed(error) from error
            block = block[written:]

    def sha256(self) -> str:
        """The hash of everything written, in hexadecimal."""
        return self._digest.hexdigest()

    def _failed(self, error: OSError) -> Exception:
        return from_oserror(
            error,
            "Writing the dump to the output",
            remedy="Check the program or the file that it goes to.",
            as_type=OutputError,
        )
