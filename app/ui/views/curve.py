"""A small running curve with its present value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from .. import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_SECONDS: Final = 90.0
"""So far back it reaches; at first it begins with what is known, if that is as much as this:"""
_FIRST: Final = 15.0
_GROUND: Final = 40
"""Opacity, of 255, of what is below the curve."""


class Curve(QWidget):
    """Shows how a figure has gone; each value holds until the next."""

    def __init__(self, name: str, least: float, widest: str, parent: QWidget | None = None) -> None:
        """Call it *name*; span *least* at least; keep room for *widest* as its value."""
        super().__init__(parent)
        self._name = name
        self._least = least
        self._value = ""
        self._steps: list[tuple[float, float]] = []
        """Seconds before now and values, oldest first."""
        font = theme.with_tabular_figures(self.font())
        self.setFont(font)
        self._room = self.fontMetrics().horizontalAdvance(widest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_values(
        self, times: Sequence[float], values: Sequence[float], now: float, said: str
    ) -> None:
        """Draw *values* from *times* on (seconds) until *now*; the last one is *said* in words."""
        start = now - _SECONDS
        first = next((i for i, time in enumerate(times) if time > start), len(times)) - 1
        first = max(first, 0)
        steps = zip(times[first:], values[first:], strict=True)
        self._steps = [(now - max(time, start), value) for time, value in steps]
        self._value = said
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Be a line of text high, and a bit."""
        words = self.fontMetrics().horizontalAdvance(f"{self._name}  ") + self._room
        return QSize(words + 10 * theme.GRID, self.fontMetrics().height() + theme.GRID)

    def minimumSizeHint(self) -> QSize:
        """Have room for the words, and a curve that can be made out."""
        return self.sizeHint() - QSize(6 * theme.GRID, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw name, curve and value."""
        painter = QPainter(self)
        palette, box = self.palette(), self.rect()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self._name)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self._value)
        left = self.fontMetrics().horizontalAdvance(self._name) + theme.GRID
        room = QRectF(left, 2, self.width() - left - self._room - theme.GRID, self.height() - 4)
        if len(self._steps) and room.width() > theme.GRID:
            self._draw(painter, room, palette.color(QPalette.ColorRole.Highlight))
        painter.end()

    def _draw(self, painter: QPainter, room: QRectF, colour: QColor) -> None:
        low, high = self._span()
        reach = max(self._steps[0][0], _FIRST)
        points = []
        before: float | None = None
        for age, value in self._steps:
            x = room.right() - room.width() * age / reach
            y = room.bottom() - room.height() * (value - low) / (high - low)
            if before is not None:
                points.append(QPointF(x, before))
            points.append(QPointF(x, y))
            before = y
        points.append(QPointF(room.right(), points[-1].y()))
        below = [QPointF(points[0].x(), room.bottom()), *points, room.bottomRight()]
        ground = QColor(colour)
        ground.setAlpha(_GROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF(below))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.0))
        painter.drawPolyline(QPolygonF(points))

    def _span(self) -> tuple[float, float]:
        """Give the values at the bottom and at the top: from zero if that is near."""
        values = [value for _, value in self._steps]
        low, high = min(values), max(values)
        if low < high / 2 or high < self._least:
            return 0.0, max(high, self._least)
        middle, half = (low + high) / 2, max(high - low, self._least) / 2
        return middle - 1.2 * half, middle + 1.2 * half
