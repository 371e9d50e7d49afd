"""A table of what a process is made of: stays where it is when it is read anew, and is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from ... import theme
from ...dressing import dress_rows, passing_menu
from ..column_fit import ColumnFit
from ..process_cell_painting import Spaced, SpacedHeader
from ..table_file import TableFile

if TYPE_CHECKING:
    from ...models.detail_table import DetailTable


class DetailList(QTableView):
    """Shows a :class:`DetailTable`; what is selected stays so by its key."""

    current_changed = Signal(object)
    """The key of the row that the user went to."""

    def __init__(
        self,
        table: DetailTable,
        name: str,
        parent: QWidget | None = None,
        *,
        ordered: bool = True,
    ) -> None:
        """Show *table*; *name* says what it holds. Not *ordered*: at first as rows are given."""
        super().__init__(parent)
        self._table = table
        self._first = 0 if ordered else -1
        self._settling = False
        self._kept: tuple[set[int], int | None, int, int, int] = (set(), None, 0, 0, 0)
        self.copy = QAction(self.tr("Copy the selected rows"), self)
        self.copy_cell = QAction(self.tr("Copy the cell"), self)
        self.file = TableFile(self, name, lambda: table.exact_text(self._sections()))
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Ctrl+C copies the rows that are selected."))
        self._dress()
        self.setModel(table)
        self.columns = ColumnFit(self)
        """What the user chose of the columns is kept and taken up here."""
        self.sortByColumn(self._first, Qt.SortOrder.AscendingOrder)
        table.modelAboutToBeReset.connect(self._keep)
        table.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def reset_layout(self) -> None:
        """Stand the columns as on the first start."""
        self.sortByColumn(self._first, Qt.SortOrder.AscendingOrder)
        self.columns.reset()

    def select_key(self, key: int) -> bool:
        """Select the row of a thing and scroll to it, without telling; say whether it is shown."""
        row = self._table.row_of(key)
        if row >= 0 and self._key_at(self.currentIndex()) != key:
            self._settling = True
            self.selectRow(row)
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
            self._settling = False
        return row >= 0

    def forget(self) -> None:
        """Another process comes: begin at the top with nothing selected."""
        self.columns.forget()
        self._settling = True
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()
        self._settling = False

    def set_copyable(self, copyable: bool) -> None:
        """Say whether anything may be copied."""
        for action in (self.copy, self.copy_cell, *self.file.actions):
            action.setEnabled(copyable)

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        dress_rows(self, height=theme.GRID // 2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.set_font(self.font())
        self.setItemDelegate(Spaced(self))
        header = SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        self.setSortingEnabled(True)
        self.copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy.triggered.connect(self._copy_rows)
        self.copy_cell.triggered.connect(self._copy_cell)
        self.addAction(self.copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)

    # ------------------------------------------------------------------------------ copying

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the view from copying the cell on its own account, allowed or not."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _menu(self, where: QPoint) -> None:
        menu = passing_menu(self)
        menu.addActions([self.copy_cell, self.copy])
        menu.addSeparator()
        menu.addActions(self.file.actions)
        menu.popup(self.viewport().mapToGlobal(where))

    def _copy_rows(self) -> None:
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if rows:
            self._put(self._table.tab_separated(rows, self._sections()))

    def _sections(self) -> list[int]:
        """Give the columns that are shown, from left to right."""
        header = self.horizontalHeader()
        shown = (s for s in range(header.count()) if not header.isSectionHidden(s))
        return sorted(shown, key=header.visualIndex)

    def _copy_cell(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._put(self._table.tab_separated([index.row()], [index.column()]))

    @staticmethod
    def _put(text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    # ------------------------------------------------------------------ staying where we are

    def _key_at(self, index: QModelIndex) -> int | None:
        return self._table.row(index.row()).key if index.isValid() else None

    def _keep(self) -> None:
        self._settling = True
        selected = {
            self._table.row(index.row()).key for index in self.selectionModel().selectedRows()
        }
        current = self.currentIndex()
        bars = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._kept = selected, self._key_at(current), max(current.column(), 0), *bars

    def _restore(self) -> None:
        selected, current, column, across, down = self._kept
        selection = QItemSelection()
        last = self._table.columnCount() - 1
        flag = QItemSelectionModel.SelectionFlag
        for row in range(self._table.rowCount() if selected or current is not None else 0):
            key = self._table.row(row).key
            if key == current:
                index = self._table.index(row, column)
                self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
            if key in selected:
                selection.select(self._table.index(row, 0), self._table.index(row, last))
        self.selectionModel().select(selection, flag.ClearAndSelect)
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self._settling = False

    def _on_current(self, current: QModelIndex) -> None:
        if not self._settling and current.isValid():
            self.current_changed.emit(self._key_at(current))
