"""A process of ours that answers questions, seen from the window: it is asked, never waited for."""

from __future__ import annotations

import pickle
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QTimer

from ...core import child
from ...core.inspection.framing import Frames, frame
from . import left_behind
from .child_process import child_process

if TYPE_CHECKING:
    from collections.abc import Sequence

_BUDGET: Final = 0.008
"""Seconds in one turn of the event loop for answers: thousands may come at once."""


class AskedProcess(QObject):
    """The process, once it is started, and what has arrived of it.

    A subclass starts it, asks, and says in :meth:`_tell` and :meth:`_fail` what becomes of answers.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Do not start yet."""
        super().__init__(parent)
        self._process: QProcess | None = None
        self._frames = Frames()
        self._more = QTimer(self, interval=0)
        self._more.timeout.connect(self._read)

    def process_id(self) -> int:
        """Give the id of the process, 0 if there is none."""
        return 0 if self._process is None else self._process.processId()

    def stop(self) -> None:
        """End the process, whatever it is doing. Waits for nothing."""
        process, self._process = self._process, None
        self._more.stop()
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read)
        process.errorOccurred.disconnect(self._on_error)
        process.finished.disconnect(self._on_finished)
        left_behind.kill(process)

    def _start(self, name: str, arguments: Sequence[str]) -> None:
        """Start the child *name* with *arguments*; one that is there is ended first."""
        self.stop()
        self._frames = Frames()
        process = child_process(self, name, child.command(name, *arguments))
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_finished)
        self._process = process
        process.start()

    def _send(self, question: object) -> None:
        if self._process is not None:
            self._process.write(frame(question))

    def _tell(self, answer: object) -> None:
        """Pass on an answer."""
        raise NotImplementedError

    def _fail(self, reason: str) -> None:
        """Say that the process ended without being asked to; why is empty if it did not say."""
        raise NotImplementedError

    def _read(self, *, to_the_end: bool = False) -> None:
        """Pass on what has arrived, as much as fits into a turn; the rest comes in the next one."""
        process = self._process
        if process is None:
            return
        end = time.monotonic() + _BUDGET
        try:
            for answer in self._frames.feed(bytes(process.readAllStandardOutput().data())):
                self._tell(answer)
                if self._process is not process:  # a listener restarted or stopped us
                    return
                if not to_the_end and time.monotonic() > end:
                    self._more.start()
                    return
        except pickle.UnpicklingError as error:
            self._end(str(error))
            return
        self._more.stop()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(self._process.errorString())

    def _on_finished(self) -> None:
        self._read(to_the_end=True)  # what it said last counts
        if self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            lines = said.strip().splitlines()
            self._end(lines[-1] if lines else "")

    def _end(self, reason: str) -> None:
        self.stop()
        self._fail(reason.rstrip("."))
