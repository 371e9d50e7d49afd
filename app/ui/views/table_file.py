"""A table for other programs: as CSV or JSON, on the clipboard or in a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication

from ...core.errors import DumpDeskError
from ...core.text import escaped
from ..dialogs.save_dialog import SaveDialog
from ..models.table_text import FOR_SPREADSHEETS, write_private
from ..workers.errands import Errands
from .passing_note import PassingNote

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ..models.table_text import TableText

_JSON: Final = ".json"


class TableNote(PassingNote):
    """Says above a table what became of it."""

    def __init__(self, file: TableFile, parent: QWidget | None = None) -> None:
        """Tell what *file* tells."""
        super().__init__(parent)
        file.told.connect(self.tell)


class TableFile(QObject):
    """Copies all rows that are shown, or writes them, in the order and with the columns shown.

    A table may have 100,000 rows: its text is made beside the window.
    """

    told = Signal(str, str)
    """What became of it, and an icon."""

    def __init__(self, view: QWidget, name: str, made: Callable[[], TableText]) -> None:
        """Offer the actions of the table in *view*, which is called *name* and *made* as text."""
        super().__init__(view)
        self._view = view
        self._name = name
        self._made = made
        self.errands = Errands(self)
        self.copy_csv = self._action(self.tr("Copy table as CSV"), partial(self._copy, json=False))
        self.copy_json = self._action(self.tr("Copy table as JSON"), partial(self._copy, json=True))
        self.save = self._action(self.tr("Save table as …"), self.ask)
        self.actions = (self.copy_csv, self.copy_json, self.save)

    def write(self, path: str) -> None:
        """Write the table to *path*: JSON if it is called so, else CSV."""
        is_json = Path(path).suffix.lower() == _JSON
        made = self._made()
        make, encoding = (made.json, "utf-8") if is_json else (made.csv, FOR_SPREADSHEETS)
        self.errands.run(
            lambda: write_private(path, make(), encoding), partial(self._on_written, path)
        )

    def _action(self, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda: slot())  # noqa: PLW0108 - without the bool
        return action

    def _copy(self, *, json: bool) -> None:
        made = self._made()
        self.errands.run(made.json if json else made.csv, self._on_made)

    def _on_made(self, text: object) -> None:
        if isinstance(text, str):
            QGuiApplication.clipboard().setText(text)
            self.told.emit(self.tr("The table is on the clipboard."), "check")

    def ask(self) -> None:
        """Ask for a file, and write the table to it."""
        filters = [self.tr("CSV (*.csv)"), self.tr("JSON (*.json)")]
        dialog = SaveDialog(self._view, self.tr("Save the table"), f"{self._name}.csv", filters)
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("json" if _JSON in chosen else "csv")
        )
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def _on_written(self, path: str, result: object) -> None:
        if isinstance(result, OSError | DumpDeskError):
            text = self.tr("The table was not written: {0}. Choose another place.")
            self.told.emit(text.format(escaped(str(result))), "alert")
        else:
            self.told.emit(self.tr("Written to {0}.").format(escaped(path)), "check")
