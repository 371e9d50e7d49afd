"""The tree itself: its columns, its keys, and what it says of a row under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPalette, QResizeEvent, QShowEvent
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
from ..dressing import dress_rows
from ..models.contents import Kind, detail
from ..models.write_parts import MOST, PARTS, accessible_heading, explained, widest_title
from .filter_rows import (
    BYTES,
    COLUMNS,
    FIRST_PART,
    NAME,
    NUMBER,
    WHY,
    Group,
    Leaf,
    part_of,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter

    AnyIndex = QModelIndex | QPersistentModelIndex

_LEAST: Final = 16 * theme.GRID
"""Pixels that names have at least: for less, the rest is scrolled to."""
_ENOUGH: Final = 20 * theme.GRID
"""The same as long as columns of parts can give way."""
_GIVE_WAY: Final = (COLUMNS - 1, COLUMNS - 2)
"""Those, in order. The last one says what a look through the stacks has found: nothing more is
written for it."""
_NAME_WIDTH: Final = 32 * theme.GRID
"""Pixels that names have at least, and from which on there is room for more than names."""
_CLOSE: Final = 5
"""Pixels between a box and its heading."""
_WHY_WIDTH: Final = 24 * theme.GRID
"""Pixels of the last column, where there is room for it."""


class FilterView(QTreeWidget):
    """Shows groups and leaves: a box and a name, a box for each write flag, a size, a reason."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be empty."""
        super().__init__(parent)
        self._rest = 0
        self._parts: dict[int, int] = {}
        """Column of a part → pixels that it has where it is in view."""
        self.setAccessibleName(self.tr("Modules, threads and memory to include"))
        self.setAccessibleDescription(
            self.tr("Space includes or leaves out; left and right go to the boxes of the parts.")
        )
        dress_rows(self)
        self.setIndentation(2 * theme.GRID)
        self.setMinimumHeight(12 * theme.GRID)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAllColumnsShowFocus(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(_TreeRows(self))
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
        self._sizes = widest + theme.GRID
        self.setColumnWidth(BYTES, self._sizes)
        box = self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        widths = self.fontMetrics()
        for index in range(MOST):
            # The headings stand in the rows of the groups, which have different ones.
            column = FIRST_PART + index
            item.setData(column, Qt.ItemDataRole.AccessibleTextRole, accessible_heading(index))
            item.setToolTip(column, theme.tooltip(explained(index)))
            # Beside the name, in front of the sizes.
            header.moveSection(header.visualIndex(column), index + 1)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            widest = widest_title(index, widths.horizontalAdvance)
            self._parts[column] = box + widest + 5 * theme.GRID // 4
            self.setColumnWidth(column, self._parts[column])

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

    def tooltip_of(self, row: Leaf | Group, column: int) -> str:
        """Say what is known of a row or, in the column of a write flag, what that writes."""
        part = part_of(row.kind, column)
        if part is not None:
            return part.explained()
        return self._about(row) if isinstance(row, Leaf) else ""

    def _about(self, leaf: Leaf) -> str:
        lines = [detail(leaf.kind, leaf.item)]
        if leaf.bytes >= 0:
            adds = self.tr("Adds {0} bytes of its memory").format(theme.whole_number(leaf.bytes))
            lines.append(f"{adds}: {leaf.why}" if leaf.why else adds)
        return "\n".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room: names keep theirs, and what matters less gives way to them."""
        super().resizeEvent(event)
        room = self.viewport().width() - self._sizes
        parts = sum(self._parts.values())
        for column in _GIVE_WAY:
            is_hidden = room - parts < _ENOUGH
            self.setColumnHidden(column, is_hidden)
            parts -= self._parts[column] if is_hidden else 0
        rest = room - self.parts_width()
        has_room = rest >= _NAME_WIDTH + _WHY_WIDTH
        self.setColumnHidden(WHY, not has_room)
        if rest != self._rest:  # else the user may have moved the border
            self._rest = rest
            self.setColumnWidth(NAME, max(rest - _WHY_WIDTH if has_room else rest, _LEAST))

    def showEvent(self, event: QShowEvent) -> None:
        """Say so."""
        super().showEvent(event)
        self.shown.emit()

    def parts_width(self) -> int:
        """Give the pixels of all columns of parts that are in view."""
        return sum(self.columnWidth(column) for column in range(FIRST_PART, COLUMNS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from box to box within a row by the arrow keys."""
        if not self._step(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Make tooltips when they are asked for: there may be thousands of rows."""
        if not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        row, column = self.itemAt(event.pos()), self.columnAt(event.pos().x())
        text = self.tooltip_of(row, column) if isinstance(row, Leaf | Group) else ""
        QToolTip.showText(event.globalPos(), theme.tooltip(text), self)
        return True

    def _step(self, key: Qt.Key) -> bool:
        row, column = self.currentItem(), self.currentColumn()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0)
        if not step or not isinstance(row, Leaf | Group):
            return False
        parts = range(FIRST_PART, FIRST_PART + len(PARTS[row.kind]))
        columns = [NAME, *(part for part in parts if not self.isColumnHidden(part))]
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
        self.draw(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        # The stubs of Qt for Python do not know the fields of the option.
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        box = QApplication.style().subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, shown, shown.widget
        )
        theme.frame_box(painter, shown.palette, box)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw as the style does."""
        super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Add to the style's own height. Asked once: all rows are of one height."""
        return super().sizeHint(option, index) + QSize(0, theme.GRID // 2)


class _TreeRows(RoomyRows):
    """Rows of memory have no parts: their names go on where those of others have boxes."""

    def __init__(self, view: FilterView) -> None:
        super().__init__(view)
        self._view = view

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a name over the columns of the parts where there are none."""
        is_memory = index.parent().row() == _MEMORY
        if is_memory and index.column() == NAME:
            wider: Any = QStyleOptionViewItem(option)
            wider.rect = wider.rect.adjusted(0, 0, self._view.parts_width(), 0)
            super().draw(painter, wider, index)
        elif not is_memory or index.column() < FIRST_PART:
            super().draw(painter, option, index)
            if index.column() >= FIRST_PART and not index.parent().isValid():
                self._head(painter, option, index)

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Write the heading of a part close to the box: styles leave more room than there is."""
        shown: Any = QStyleOptionViewItem(option)
        super().initStyleOption(shown, index)
        if not shown.text:
            return
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = self._view.style().subElementRect(element, shown, self._view)
        selected = shown.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setFont(shown.font)
        painter.setPen(shown.palette.color(role))
        place = shown.rect.adjusted(box.right() + _CLOSE - shown.rect.left(), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown.text)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Leave the headings of the parts to us."""
        super().initStyleOption(option, index)
        if index.column() >= FIRST_PART:
            shown: Any = option
            shown.text = ""


_MEMORY: Final = list(Kind).index(Kind.REGION)
"""Which of the top rows is that of memory."""
