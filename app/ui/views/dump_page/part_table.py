"""One table of the page about a dump, with its search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ... import theme
from ...dressing import hear_keys
from ...layouts import EDGE, in_column, in_row
from ...models.dump_rows import dump_table
from ..details.detail_list import DetailList
from ..table_file import TableNote

if TYPE_CHECKING:
    from ...models.detail_rows import DetailRow
    from ...models.dump_rows import DumpPart


class PartTable(QWidget):
    """Searches, sorts and copies the rows of one part of a dump."""

    opened = Signal(object)
    """Enter or a double-click on a row, as DetailRow."""
    row_chosen = Signal(object)
    """The current row, as DetailRow, or None."""

    def __init__(self, part: DumpPart, name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; *name* is what the part is called."""
        super().__init__(parent)
        self.table = dump_table(part, self)
        self.view = DetailList(self.table, name)
        self.filter = QLineEdit(clearButtonEnabled=True)
        self._count = QLabel()
        self.told = TableNote(self.view.file)
        self._dress(name)
        self._connect()

    def show_rows(self, rows: tuple[DetailRow, ...]) -> None:
        """Show these."""
        self.table.show(rows)
        if rows and self.current() is None:
            self.view.selectRow(0)
        self._show_count()

    def current(self) -> DetailRow | None:
        """Give the current row."""
        row = self.view.currentIndex().row()
        return self.table.row(row) if row >= 0 else None

    def choose(self, key: int) -> None:
        """Go to the row of a thing, as if the user had."""
        row = self.table.row_of(key)
        if row >= 0:
            self.view.selectRow(row)
            self.view.scrollTo(self.view.currentIndex())
            self.row_chosen.emit(self.current())

    def _dress(self, name: str) -> None:
        self.filter.setPlaceholderText(self.tr("Search: a word, a pattern such as lib*, 0xaddress"))
        self.filter.setAccessibleName(self.tr("Search in {0}").format(name))
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._count.setFont(theme.with_tabular_figures(self._count.font()))
        bar = in_row((self.filter, 1), self._count, room=EDGE)
        in_column(bar, self.told, (self.view, 1), on=self)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self.view.setFocus)
        self.view.doubleClicked.connect(self._open)
        self.view.current_changed.connect(lambda _key: self.row_chosen.emit(self.current()))
        keys = Qt.Key
        hear_keys(self.view, ((keys.Key_Return, self._open), (keys.Key_Enter, self._open)))
        leave = self._leave_filter
        hear_keys(self.filter, ((keys.Key_Down, self.view.setFocus), (keys.Key_Escape, leave)))

    def _on_filter(self, text: str) -> None:
        self.table.set_filter(text)
        self._show_count()

    def _leave_filter(self) -> None:
        """Clear what is sought; where nothing is, close the window as Escape does elsewhere."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.window().close()

    def _open(self) -> None:
        if (row := self.current()) is not None:
            self.opened.emit(row)

    def _show_count(self) -> None:
        shown, total = self.table.rowCount(), self.table.total
        numbers = map(theme.whole_number, (shown, total))
        self._count.setText("" if shown == total else self.tr("{0} of {1}").format(*numbers))
