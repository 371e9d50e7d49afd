"""The tree itself: its columns, its keys, and what it says of a row under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeWidget,
    QWidget,
)

from .. import theme
from ..models.contents import detail
from ..models.write_parts import MOST, PARTS, explained, heading
from .filter_rows import (
    BYTES,
    COLUMNS,
    FIRST_PART,
    NAME,
    NUMBER,
    Group,
    Leaf,
    part_of,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter

    AnyIndex = QModelIndex | QPersistentModelIndex

_NAME_WIDTH: Final = 23 * theme.GRID
_WHY_WIDTH: Final = 15 * theme.GRID
"""Pixels that are left for the last column, if there are that many."""


class FilterView(QTreeWidget):
    """Shows groups and leaves: a box and a name, a box for each write flag, a size, a reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be empty."""
        super().__init__(parent)
        self._divided = False
        self.setAccessibleName(self.tr("Modules, threads and memory to include"))
        self.setAccessibleDescription(
            self.tr("Space includes or leaves out; left and right go to the boxes of the parts.")
        )
        self.setUniformRowHeights(True)
        self.setMinimumHeight(12 * theme.GRID)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setFont(theme.with_tabular_figures(self.font()))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(RoomyRows(self))
        self._head()

    def _head(self) -> None:
        self.setColumnCount(COLUMNS)
        self.setHeaderLabels([self.tr("Include"), self.tr("Adds"), self.tr("Why"), *[""] * MOST])
        item, header = self.headerItem(), self.header()
        item.setTextAlignment(BYTES, NUMBER)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(3 * theme.GRID)
        widest = self.fontMetrics().horizontalAdvance("1,023.9 MiB")
        self.setColumnWidth(BYTES, widest + 2 * theme.GRID)
        box = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        metrics = header.fontMetrics()
        for index in range(MOST):
            column, text = FIRST_PART + index, heading(index)
            item.setText(column, text)
            item.setToolTip(column, theme.tooltip(explained(index)))
            # Beside the name, in front of the sizes.
            header.moveSection(header.visualIndex(column), index + 1)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            widest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
            self.setColumnWidth(column, max(box, widest) + theme.GRID * 3 // 2)

    def selected(self) -> list[Leaf]:
        """Give the modules, threads and regions that are selected."""
        return [row for row in self.selectedItems() if isinstance(row, Leaf)]

    def enter(self) -> None:
        """Take the focus and go to the first row that is in view, below its group."""
        groups = map(self.topLevelItem, range(self.topLevelItemCount()))
        rows = (group.child(row) for group in groups if group for row in range(group.childCount()))
        first = next((row for row in rows if row and not row.isHidden()), None)
        if first is not None:
            self.setCurrentItem(first)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tooltip_of(self, leaf: Leaf, column: int) -> str:
        """Say what is known of a row or, in the column of a write flag, what that writes."""
        part = part_of(leaf.kind, column)
        if part is not None:
            return part.explained()
        lines = [detail(leaf.kind, leaf.item)]
        if leaf.bytes >= 0:
            adds = self.tr("Adds {0} bytes of its memory").format(theme.whole_number(leaf.bytes))
            lines.append(f"{adds}: {leaf.why}" if leaf.why else adds)
        return "\n".join(lines)

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room between the columns, once it is known."""
        super().showEvent(event)
        if not self._divided:
            self._divided = True
            parts = sum(self.columnWidth(column) for column in range(FIRST_PART, COLUMNS))
            room = self.viewport().width() - self.columnWidth(BYTES) - parts - _WHY_WIDTH
            self.setColumnWidth(NAME, max(room, _NAME_WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from box to box within a row by the arrow keys."""
        if not self._step(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Make tooltips when they are asked for: there may be thousands of rows."""
        if not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        leaf, column = self.itemAt(event.pos()), self.columnAt(event.pos().x())
        text = self.tooltip_of(leaf, column) if isinstance(leaf, Leaf) else ""
        QToolTip.showText(event.globalPos(), theme.tooltip(text), self)
        return True

    def _step(self, key: Qt.Key) -> bool:
        row, column = self.currentItem(), self.currentColumn()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0)
        if not step or not isinstance(row, Leaf | Group):
            return False
        columns = [NAME, *range(FIRST_PART, FIRST_PART + len(PARTS[row.kind]))]
        place = columns.index(column) if column in columns else 0
        goal = place + step
        if isinstance(row, Group) and (
            not row.isExpanded() or (step < 0 and place == 0)
        ):  # it opens and closes
            return False
        if not 0 <= goal < len(columns) or (place == 0 and step < 0):
            return False
        index = self.indexFromItem(row, columns[goal])
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        return True


class RoomyRows(QStyledItemDelegate):
    """Rows with a little air, and check boxes that can be seen on a dark ground, too."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Frame an empty check box where the style's own frame is as dark as the ground."""
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        # The stubs of Qt for Python do not know the fields of the option.
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        box = QApplication.style().subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, shown, shown.widget
        )
        theme.frame_box(painter, shown.palette, box)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Add to the style's own height. Asked once: all rows are of one height."""
        return super().sizeHint(option, index) + QSize(0, theme.GRID // 2)
