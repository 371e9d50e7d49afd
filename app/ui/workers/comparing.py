"""The window's end of the process that compares two looks at a process."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

from ...core import child
from ...core.inspection.compare import Comparison
from ...core.inspection.comparing import NotCompared, argument_of
from ...core.inspection.framing import Frames
from . import left_behind
from .child_process import child_process

if TYPE_CHECKING:
    from ...core.process_key import ProcessKey


class Comparing(QObject):
    """Compares once for each :meth:`start`."""

    compared = Signal(object)
    """The Comparison."""
    failed = Signal(object)
    """NotCompared."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Do not start yet."""
        super().__init__(parent)
        self._process: QProcess | None = None

    def start(self, before: str | ProcessKey, after: str | ProcessKey) -> None:
        """Compare two sides, each the path of a dump or a process, stopped for a moment."""
        self.stop()
        sides = map(argument_of, (before, after))
        process = child_process(self, "compare", child.command("compare", *sides))
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        process.start()

    def stop(self) -> None:
        """Give up. Waits for nothing."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
            left_behind.kill(process)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._fail(self._process.errorString())

    def _on_finished(self) -> None:
        process = self._process
        if process is None:
            return
        try:
            answers = list(Frames().feed(bytes(process.readAllStandardOutput().data())))
        except pickle.UnpicklingError:
            answers = []
        said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip()
        self.stop()
        match answers:
            case [Comparison() as found]:
                self.compared.emit(found)
            case [NotCompared() as told]:
                self.failed.emit(told)
            case _:
                self._fail(said.splitlines()[-1] if said else "")

    def _fail(self, reason: str) -> None:
        self.stop()
        cause = self.tr("They cannot be compared: {0}.")
        why = reason.rstrip(".") or self.tr("what compares them has ended unexpectedly")
        remedy = self.tr("See whether the files are complete and still there.")
        self.failed.emit(NotCompared(cause.format(why), remedy))
