"""The table of processes as a file for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from ...core.text import escaped
from ..models.process_text import write_private
from ..workers.errands import Errands

if TYPE_CHECKING:
    from .process_list import ProcessList


class ProcessExport(QObject):
    """Writes all shown rows and columns of a list."""

    told = Signal(str, str)
    """How it went, and the name of an icon."""

    def __init__(self, processes: ProcessList) -> None:
        """Write what *processes* shows."""
        super().__init__(processes)
        self._list = processes
        self.errands = Errands(self)

    def ask(self) -> None:
        """Ask for a file and write to it."""
        dialog = QFileDialog(self._list, self.tr("Export processes"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Tables (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("processes.csv")
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, path: str) -> None:
        """Write to *path*, and say so then."""
        table = self._list.csv_text()

        def over(result: object) -> None:
            if isinstance(result, OSError):
                text = self.tr("The table was not written: {0}. Choose another place.")
                self.told.emit(text.format(escaped(str(result))), "alert")
            else:
                self.told.emit(self.tr("Written to {0}.").format(escaped(path)), "check")

        self.errands.run(lambda: write_private(path, table), over)
