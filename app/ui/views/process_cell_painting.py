"""How the cells of the process table are drawn: room around texts, and the lines of a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOption,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QWidget,
)

if TYPE_CHECKING:
    from app.ui.models.process_table import ProcessTable

_SPACE: Final = "\N{EN SPACE}"
_INDENT: Final = 12
"""Pixels for each level of the tree, and for the arrow."""
_ROOM: Final = 100
"""Pixels left for icon and name, however deep: what does not fit stands no further right."""


class Spaced(QStyledItemDelegate):
    """Keeps texts off the edges of their cells, so that a number does not touch the next word."""

    def displayText(self, value: str, locale: QLocale | QLocale.Language) -> str:  # noqa: ARG002 - Qt's signature
        """Add half an em on the side where the text begins."""
        return _SPACE + value if value else value


class SpacedNumber(QStyledItemDelegate):
    """The same for right-aligned columns."""

    def displayText(self, value: str, locale: QLocale | QLocale.Language) -> str:  # noqa: ARG002 - Qt's signature
        """Add half an em on the side where the text begins."""
        return value + _SPACE if value else value


class SpacedHeader(QHeaderView):
    """Headings that stand exactly above the texts of :class:`Spaced`."""

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N803
        """Add half an em on the side where the text begins."""
        super().initStyleOptionForIndex(option, logicalIndex)
        right = option.textAlignment & Qt.AlignmentFlag.AlignRight
        option.text = option.text + _SPACE if right else _SPACE + option.text


class TreeCell(QStyledItemDelegate):
    """Names: moved to the right by their depth, with an arrow that opens and closes."""

    def __init__(self, table: ProcessTable, parent: QWidget) -> None:
        """Draw names of *table* in the view *parent*."""
        super().__init__(parent)
        self._table = table
        self._view = parent

    def arrow_rect(self, cell: QRect, row: int) -> QRect:
        """Give the place of the arrow in *cell*; empty if *row* has nothing below it."""
        place = self._table.place(row)
        if not self._table.is_tree or not place.is_parent:
            return QRect()
        left = cell.left() + self._indent(place.depth, cell.width())
        return self._mirrored(cell, QRect(left, cell.top(), _INDENT, cell.height()))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw background, arrow and name."""
        cell = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
            self._view.style().drawPrimitive(panel, option, painter, self._view)
        place = self._table.place(index.row())
        if place.is_parent:
            self._draw_arrow(painter, option, self.arrow_rect(cell, index.row()), place.hidden)
        left = self._indent(place.depth, cell.width()) + _INDENT
        option.rect = self._mirrored(cell, cell.adjusted(left, 0, 0, 0))
        super().paint(painter, option, index)
        option.rect = cell

    def _draw_arrow(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, hidden: int
    ) -> None:
        arrow = QStyleOption()
        arrow.initFrom(self._view)
        arrow.state = option.state
        arrow.rect = rect.adjusted(1, 1, -1, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            chosen = arrow.palette.color(QPalette.ColorRole.HighlightedText)
            for role in (QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
                arrow.palette.setColor(role, chosen)
        kind = QStyle.PrimitiveElement
        closed = kind.PE_IndicatorArrowRight
        if self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            closed = kind.PE_IndicatorArrowLeft
        element = closed if hidden else kind.PE_IndicatorArrowDown
        self._view.style().drawPrimitive(element, arrow, painter, self._view)

    @staticmethod
    def _indent(depth: int, width: int) -> int:
        return max(0, min(depth * _INDENT, width - _INDENT - _ROOM))

    def _mirrored(self, cell: QRect, rect: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), cell, rect)
