"""A tab about one part of a process: a filter box and a table, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from ....core.text import escaped
from ... import theme
from ...dressing import hear_keys
from ...layouts import BAR, in_column, in_row, in_stack
from ...models.detail_columns import COLUMNS
from ...models.detail_rows import ABOUT
from ...models.detail_table import DetailTable
from ..message_line import MessageLine
from ..table_file import TableNote
from .detail_list import DetailList

if TYPE_CHECKING:
    from ...models.detail_columns import Part
    from ...models.detail_rows import Details


class DetailTab(QWidget):
    """Shows one :class:`Part` of what is known of a process."""

    look_again = Signal()
    """The user pressed the button beside the reason why there is nothing."""

    def __init__(
        self, part: Part, name: str, hint: str, empty: str, parent: QWidget | None = None
    ) -> None:
        """Call the table *name*; *hint* is what to find, *empty* is said of no rows."""
        super().__init__(parent)
        self.part = part
        self._empty = empty
        self.table = DetailTable(COLUMNS[part], ABOUT[part], self)
        self.list = DetailList(self.table, name)
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.message = MessageLine()
        self.again = QPushButton(self.tr("Look again"))
        self._count = QLabel()
        self.bar = in_row((self.filter, 1), self._count, room=BAR)
        self._content = QWidget()
        self._stack = _Stack()
        self._no_rows = MessageLine()
        self.filter.setPlaceholderText(hint)
        self.filter.setAccessibleName(self.tr("Find in: {0}").format(name))
        self.filter.setToolTip(
            theme.tooltip(
                self.tr(
                    "Part of any cell, or a pattern with * and ? for a whole one; "
                    "0x and digits find an address."
                )
            )
        )
        self._arrange()
        self.filter.textChanged.connect(self._on_filter)
        self.again.clicked.connect(self.look_again)
        keys = ((Qt.Key.Key_Down, self.list.setFocus), (Qt.Key.Key_Escape, self.filter.clear))
        hear_keys(self.filter, keys)

    def show_details(self, details: Details, *, same: bool) -> None:
        """Show what is known of a process, the *same* as before or another one."""
        if not same:
            self.list.forget()
        self.table.show(details.rows[self.part])
        missing = details.missing.get(self.part)
        if missing:
            text = self.tr("The system does not tell: {0} Administrator rights may help.")
            self.say(text.format(missing), "alert", again=True)
        else:
            self._stack.setCurrentWidget(self._content)
        self._show_rows()

    def clear(self) -> None:
        """Forget what was shown."""
        self.list.forget()
        self.table.show(())
        self._show_rows()

    def say(self, text: str, icon: str = "", *, again: bool = False) -> None:
        """Show *text* instead of the table."""
        self.message.say(text, icon)
        self.again.setVisible(again)
        self._stack.setCurrentIndex(0)

    def says(self) -> str:
        """Give what is shown instead of the table, or of its rows; empty if rows are shown."""
        if self._stack.currentIndex() == 0:
            return self.message.text()
        return self._no_rows.text() if self._rows.currentIndex() else ""

    # ------------------------------------------------------------------------------ private

    def _arrange(self) -> None:
        grid = theme.GRID
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._count.setFont(theme.with_tabular_figures(self._count.font()))
        self._no_rows.setContentsMargins(grid, grid, grid, grid)
        no_rows = QWidget()
        in_column(self._no_rows, None, on=no_rows)
        self._rows = in_stack(self.list, no_rows)
        note = TableNote(self.list.file)
        self.content_layout = in_column(self.bar, note, (self._rows, 1), on=self._content)
        nothing = QWidget()
        in_row(
            (self.message, 1, Qt.AlignmentFlag.AlignTop),
            (self.again, Qt.AlignmentFlag.AlignTop),
            on=nothing,
            room=(2 * grid, 2 * grid, 2 * grid, grid),
            gap=2 * theme.GRID,
        )
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._content)
        in_column(self._stack, on=self)

    def _on_filter(self, text: str) -> None:
        self.table.set_filter(text)
        self._show_rows()

    def _show_rows(self) -> None:
        shown, total = self.table.rowCount(), self.table.total
        counts = theme.whole_number(shown), theme.whole_number(total)
        self._count.setText(self.tr("{0} of {1}").format(*counts) if shown != total else counts[1])
        if shown:
            self._no_rows.say("")
        elif total:
            text = self.tr("Nothing here matches “{0}”.")
            self._no_rows.say(text.format(escaped(self.filter.text().strip())), "search")
        else:
            self._no_rows.say(self._empty)
        self._rows.setCurrentIndex(0 if shown else 1)


class _Stack(QStackedWidget):
    """Asks for no more room than it gets: the table of processes above comes first."""

    def minimumSizeHint(self) -> QSize:
        """Give the height of a few lines."""
        return QSize(10 * theme.GRID, 8 * theme.GRID)
