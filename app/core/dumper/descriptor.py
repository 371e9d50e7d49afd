"""A dump that goes down a pipe, a socket or an open file instead of into a file of our own."""

from __future__ import annotations

import errno
import hashlib
import os
import queue
import select
import stat
import sys
import threading
from typing import TYPE_CHECKING, Final

from ..errors import DumpCancelledError, OutputError, from_oserror

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE: Final = 0.05
"""Seconds between two looks whether the dump has been cancelled."""
_CANNOT: Final = (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS)
"""What a kernel says that cannot write so, or not there."""
_HERE: Final = -1
"""For pwritev2(2): behind what was written last, as write(2) does."""


class DescriptorOutput:
    """Writes to *descriptor* and counts.

    A reader that is slow, or gone to sleep, does not keep a cancel from being noticed.
    """

    def __init__(self, descriptor: int, is_cancelled: Callable[[], bool]) -> None:
        self._digest = hashlib.sha256()
        self.size = 0
        """Bytes written."""
        try:
            waits = not stat.S_ISREG(os.fstat(descriptor).st_mode)
        except OSError as error:
            raise _failed(error) from error

        def poll() -> None:
            if is_cancelled():
                raise DumpCancelledError("The dump was cancelled.")

        self._write = _patient_writer(descriptor, poll) if waits else _writer(descriptor, 1 << 20)

    def write(self, block: memoryview) -> None:
        """Write all of *block*. Raises OutputError, DumpCancelledError."""
        self._digest.update(block)
        self.size += len(block)
        try:
            self._write(block)
        except OSError as error:
            raise _failed(error) from error

    def sha256(self) -> str:
        """The hash of everything written, in hexadecimal."""
        return self._digest.hexdigest()


def _writer(descriptor: int, piece: int) -> Callable[[memoryview], None]:
    def write(block: memoryview) -> None:
        while block:
            block = block[os.write(descriptor, block[:piece]) :]

    return write


if sys.platform == "win32":

    def _patient_writer(descriptor: int, poll: Callable[[], None]) -> Callable[[memoryview], None]:
        """Write from another thread: Windows cannot say whether a pipe is ready."""
        return threaded_writer(descriptor, poll)

else:

    def _patient_writer(descriptor: int, poll: Callable[[], None]) -> Callable[[memoryview], None]:
        """Write what a pipe or socket takes without blocking, once it says it is ready (POSIX)."""
        ready = select.poll()
        ready.register(descriptor, select.POLLOUT)
        write_some: Callable[[int, memoryview], int] = _at_once

        def write(block: memoryview) -> None:
            nonlocal write_some
            while block:
                try:
                    block = block[write_some(descriptor, block) :]
                except OSError as error:
                    if write_some is _at_once and error.errno in _CANNOT:
                        write_some = _little
                    elif not isinstance(error, BlockingIOError):
                        raise
                if block:
                    while not ready.poll(_PATIENCE * 1000):
                        poll()

        return write

    def _at_once(descriptor: int, block: memoryview) -> int:
        """Write as much as there is room for, and wait for none: pwritev2(2), RWF_NOWAIT."""
        flags: int = getattr(os, "RWF_NOWAIT", 0)
        if not flags:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        return os.pwritev(descriptor, [block], _HERE, flags)

    def _little(descriptor: int, block: memoryview) -> int:
        """Write what a pipe that says it is ready has room for: terminals, Linux before 5.5."""
        return os.write(descriptor, block[: select.PIPE_BUF])


def threaded_writer(descriptor: int, poll: Callable[[], None]) -> Callable[[memoryview], None]:
    """Give a function that writes a block from another thread and calls *poll* while it waits.

    A thread that is stuck in a pipe is left there: it ends with the process.
    """
    blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    outcomes: queue.SimpleQueue[OSError | None] = queue.SimpleQueue()
    write_all = _writer(descriptor, 1 << 16)

    def work() -> None:
        while True:
            block = blocks.get()
            try:
                write_all(memoryview(block))
                outcomes.put(None)
            except OSError as error:
                outcomes.put(error)

    threading.Thread(target=work, name="output", daemon=True).start()

    def write(block: memoryview) -> None:
        blocks.put(bytes(block))
        while True:
            try:
                outcome = outcomes.get(timeout=_PATIENCE)
            except queue.Empty:
                poll()
                continue
            if outcome is not None:
                raise outcome
            return

    return write


def _failed(error: OSError) -> Exception:
    return from_oserror(
        error,
        "Writing the dump to the output",
        remedy="Check the program or the file that it goes to.",
        as_type=OutputError,
    )
