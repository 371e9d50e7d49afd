"""How the cells of the process table are drawn: room around texts, and the lines of a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QRect, Qt
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
    from ..models.process_table import ProcessTable

SPACE: Final = "\N{EN SPACE}"
"""What keeps texts off the edges of their cells."""
_INDENT: Final = 12
"""Pixels for each level of the tree, and for the arrow."""
BRANCHES: Final = 4 * _INDENT
"""Pixels that names in a tree need besides: for the arrow and three levels."""
_ROOM: Final = 120
"""Pixels left for icon and name, however deep: what does not fit stands no further right."""


class Spaced(QStyledItemDelegate):
    """Keeps texts off the edges of their cells, so that a number does not touch the next word."""

    def displayText(self, value: str, locale: QLocale | QLocale.Language) -> str:  # noqa: ARG002 - Qt's signature
        """Add half an em on both sides."""
        return f"{SPACE}{value}{SPACE}" if value else value


class SpacedHeader(QHeaderView):
    """Headings that stand exactly above the texts of :class:`Spaced`."""

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N803
        """Add half an em on the side where the text begins."""
        super().initStyleOptionForIndex(option, logicalIndex)
        right = option.textAlignment & Qt.AlignmentFlag.AlignRight
        option.text = option.text + SPACE if right else SPACE + option.text


class Arrows:
    """Names in a tree: moved to the right by their depth, with an arrow that opens and closes."""

    def __init__(self, table: ProcessTable, view: QWidget) -> None:
        """Stand before the names of *table* in *view*."""
        self._table = table
        self._view = view

    def rect(self, cell: QRect, row: int) -> QRect:
        """Give the place of the arrow in *cell*; empty if *row* has nothing below it."""
        place = self._table.place(row)
        if not self._table.is_tree or not place.is_parent:
            return QRect()
        left = cell.left() + self._indent(place.depth, cell.width())
        arrow = QRect(left, cell.top(), _INDENT, cell.height())
        return QStyle.visualRect(self._view.layoutDirection(), cell, arrow)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: int, cell: QRect) -> int:
        """Draw the arrow of *row*, if it has one; give the pixels before what stands in *cell*."""
        place = self._table.place(row)
        if place.is_parent:
            self._draw_arrow(painter, option, self.rect(cell, row), closed=bool(place.hidden))
        return self._indent(place.depth, cell.width()) + _INDENT

    def _draw_arrow(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, *, closed: bool
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
        shut = kind.PE_IndicatorArrowRight
        if self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            shut = kind.PE_IndicatorArrowLeft
        element = shut if closed else kind.PE_IndicatorArrowDown
        self._view.style().drawPrimitive(element, arrow, painter, self._view)

    @staticmethod
    def _indent(depth: int, width: int) -> int:
        return max(0, min(depth * _INDENT, width - _INDENT - _ROOM))
