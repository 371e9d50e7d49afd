"""The bytes of a dump taken through the I/O callbacks: progress and a prompt cancel.

DbgHelp asks about cancelling once per memory range only, however large it is; bytes come in pieces
of 64 KiB at most. What makes no such callbacks (Wine) writes the file itself.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final, Protocol

from ...errors import HRESULT, DumpCancelledError, OutputError, from_oserror
from ...minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..drive import END_SECONDS, WRITING, Drive, own_descriptor, seconds_to_sync

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...dump.callback import MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT
    from ..written import Report

_REPORT_EVERY: Final = 0.05
"""Seconds between two progress events."""
_SIGNATURE: Final = 4
"""Bytes at the start of a dump by which it is known."""


class Sink(Protocol):
    """Takes the bytes of a dump, in any order."""

    def take(self, offset: int, data: memoryview) -> None:
        """Take *data*, which belongs at *offset*."""
        ...


class Counted:
    """Stores nothing: a rehearsal."""

    def take(self, offset: int, data: memoryview) -> None:
        """Let go of them."""


class FileSink:
    """The file *descriptor*. Its signature stays zero until :meth:`finish`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._signature = bytearray(_SIGNATURE)

    def take(self, offset: int, data: memoryview) -> None:
        """Write *data* where it belongs. Raises OutputError."""
        if offset < _SIGNATURE:
            kept = data[: _SIGNATURE - offset]
            self._signature[offset : offset + len(kept)] = kept
            self._write(offset, memoryview(bytes(len(kept))))
            offset, data = offset + len(kept), data[len(kept) :]
        self._write(offset, data)

    @property
    def signature(self) -> bytes:
        """What is kept back until :meth:`finish`."""
        return bytes(self._signature)

    def finish(self, poll: Callable[[], None]) -> None:
        """Put the signature in its place, when the rest is on disk. *poll* may raise meanwhile."""
        drive = Drive(poll)
        own = own_descriptor(self._descriptor, drive)
        try:
            seconds = seconds_to_sync(os.fstat(own).st_size)
            drive.do(lambda: os.fsync(own), WRITING, seconds=seconds)
        finally:
            drive.end(END_SECONDS)
        self._write(0, memoryview(bytes(self._signature)))

    def _write(self, offset: int, data: memoryview) -> None:
        try:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError as error:
            raise from_oserror(error, "Writing the dump", as_type=OutputError) from error


class OwnIo:
    """Answers the I/O callbacks, unless whoever was asked before wants the bytes.

    *poll* says whether to cancel and is asked at every callback. *expected* is how many bytes there
    may be, for the progress.
    """

    def __init__(
        self, sink: Sink | None, poll: Callable[[], bool], report: Report, expected: int
    ) -> None:
        self._sink = sink
        self._poll = poll
        self._report = report
        self._expected = expected
        self._told = 0.0
        self.is_asked = False
        """The writer knows these callbacks."""
        self.is_taking = False
        """The bytes come here."""
        self.size = 0
        """Bytes of the dump, as far as it was handed to callbacks."""
        self._done = 0

    def __call__(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        """Answer one callback. Raises DumpCancelledError, OutputError."""
        kind = given.CallbackType
        if kind != C.CancelCallback:
            self.poll()
        if kind == C.IoStartCallback:
            self.is_asked = True
            if output.Status != HRESULT.S_FALSE and self._sink is not None:
                output.Status = HRESULT.S_FALSE
                self.is_taking = True
        elif kind == C.IoWriteAllCallback:
            data = given.detail.Buffer
            self.size = max(self.size, given.detail.Offset + len(data))
            self._done += len(data)
            if self.is_taking and self._sink is not None:
                self._sink.take(given.detail.Offset, data)
                output.Status = HRESULT.S_OK
            self._tell()
        elif kind == C.IoFinishCallback and self.is_taking:
            output.Status = HRESULT.S_OK
        return True

    def poll(self) -> None:
        """Raise DumpCancelledError if somebody asked to stop."""
        if self._poll():
            raise DumpCancelledError("The dump was cancelled.")

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told >= _REPORT_EVERY:
            self._told = now
            total = max(self._expected, self._done)
            self._report({"event": "progress", "done": self._done, "total": total})
