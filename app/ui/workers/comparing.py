"""The window's end of the process that compares two looks at a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ...core.inspection.compare import Comparison
from ...core.inspection.comparing import NotCompared, argument_of
from .asked_process import AskedProcess

if TYPE_CHECKING:
    from ...core.process_key import ProcessKey


class Comparing(AskedProcess):
    """Compares once for each :meth:`start`."""

    compared = Signal(object)
    """The Comparison."""
    failed = Signal(object)
    """NotCompared."""

    def start(self, before: str | ProcessKey, after: str | ProcessKey) -> None:
        """Compare two sides, each the path of a dump or a process, stopped for a moment."""
        self._start("compare", [argument_of(side) for side in (before, after)])

    def _tell(self, answer: object) -> None:
        self.stop()  # there is one answer; that the process ends is no failure
        match answer:
            case Comparison():
                self.compared.emit(answer)
            case _:
                self.failed.emit(answer)

    def _fail(self, reason: str) -> None:
        cause = self.tr("They cannot be compared: {0}.")
        why = reason or self.tr("what compares them has ended unexpectedly")
        remedy = self.tr("See whether the files are complete and still there.")
        self.failed.emit(NotCompared(cause.format(why), remedy))
