"""A table view that can be walked like a tree: arrows open and close what is below a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from ..models.process_columns import SECTIONS
from .column_view import ColumnView
from .process_cell_painting import Arrows
from .process_row_painting import RowPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from ..models.process_table import ProcessTable

_NAME: Final = SECTIONS["name"]


class BranchView(ColumnView):
    """Turns clicks and keys into branches opened and closed, while the table is a tree."""

    def __init__(self, table: ProcessTable, parent: QWidget | None = None) -> None:
        """Show *table*."""
        super().__init__(table, parent)
        self._arrows = Arrows(table, self)
        self._rows = RowPainter(self, self._arrows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows ourselves: Qt takes three times as long."""
        painter = QPainter(self.viewport())
        self._rows.paint(painter, event.rect())
        painter.end()

    def set_tree(self, tree: bool) -> None:
        """Show a tree or a plain table."""
        self.table.set_tree(tree)
        self._fit()
        self.scrollTo(self.currentIndex())

    def select(self, pid: int) -> bool:
        """Select a process and scroll to it; say whether it is in the table."""
        row = self.table.row_of(pid)
        if row >= 0:
            index = self.table.index(row, max(self.currentIndex().column(), 0))
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)
        return row >= 0

    def toggle_branch(self, row: int) -> None:
        """Open or close what is below *row*; the current row moves out of what is closed."""
        place = self.table.place(row)
        if place.is_parent:
            pid = self.table.info(row).pid
            inside = self._is_below(self.currentIndex().row(), row)
            self.table.set_expanded(pid, bool(place.hidden))
            if inside and not place.hidden:
                self.select(pid)

    def _is_below(self, row: int, top: int) -> bool:
        if row <= top:
            return False
        depth = self.table.place(top).depth
        return all(self.table.place(between).depth > depth for between in range(top + 1, row + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right close, open and walk the branches of a tree."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        row = self.currentIndex().row()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.table.is_tree or not step or row < 0 or plain:
            super().keyPressEvent(event)
            return
        place = self.table.place(row)
        if place.is_parent and bool(place.hidden) == (step > 0):
            self.toggle_branch(row)
        elif step > 0 and place.is_parent:
            self.select(self.table.info(row + 1).pid)
        elif step < 0 and place.depth:
            above = (r for r in range(row, -1, -1) if self.table.place(r).depth < place.depth)
            self.select(self.table.info(next(above)).pid)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a branch by its arrow; that does not select."""
        index = self.indexAt(event.position().toPoint())
        if self._arrow_at(index, event):
            self.toggle_branch(index.row())
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two clicks on an arrow for what they are."""
        index = self.indexAt(event.position().toPoint())
        if self._arrow_at(index, event):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def _arrow_at(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if not index.isValid() or index.column() != _NAME:
            return False
        return self.arrow_rect(index.row()).contains(event.position().toPoint())

    def arrow_rect(self, row: int) -> QRect:
        """Give the place of the arrow that opens and closes *row*; empty if it has none."""
        return self._arrows.rect(self.visualRect(self.table.index(row, _NAME)), row)
