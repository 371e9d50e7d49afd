"""The one strong thing in a window: a button filled with the accent colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPalette, QPolygonF
from PySide6.QtWidgets import QPushButton

from .. import theme
from ..dressing import emphasise

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_ROUND: Final = 5.0
"""Pixels of the radius of its corners."""
_RING: Final = 2.5
"""Pixels between its edge and the ring that shows the focus."""
_PRESSED, _POINTED_AT = 118, 106
"""Percent: how much darker, and lighter, it is then."""
_SIDES: Final = 3 * theme.GRID
"""Pixels beside the text."""


class FilledButton(QPushButton):
    """Drawn alike in every style. Without text it has an arrow, and joins the one before it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Show *text* or, without one, an arrow."""
        super().__init__(text, parent)
        self.joined = False
        """Another one follows at its right side."""
        emphasise(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Be larger than other buttons."""
        height = self.fontMetrics().height() + 2 * theme.GRID
        if not self.text():
            return QSize(height * 3 // 4, height)
        size = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(size.width() + 2 * _SIDES, height)

    def minimumSizeHint(self) -> QSize:
        """Show the whole text."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, text or arrow, and a ring if the keyboard is here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        fill, ink = theme.accent(palette), palette.color(QPalette.ColorRole.HighlightedText)
        if not self.isEnabled():
            fill = palette.color(QPalette.ColorRole.Midlight)
            ink = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        elif self.isDown():
            fill = fill.darker(_PRESSED)
        elif self.underMouse():
            fill = fill.lighter(_POINTED_AT)
        painter.fillPath(self._outline(0), fill)
        painter.setPen(ink)
        if self.hasFocus() and self.isEnabled():
            painter.drawPath(self._outline(_RING))
        if self.text():
            flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextShowMnemonic.value
            painter.drawText(self.rect(), flags, self.text())
        else:
            middle = QPointF(self.rect().center())
            corners = (QPointF(-4, -1.5), QPointF(4, -1.5), QPointF(0, 3))
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
        painter.end()

    def _outline(self, inset: float) -> QPainterPath:
        """Give its edge, that far inside; square where another one joins."""
        edge = QRectF(self.rect()).adjusted(inset, inset, -inset - self.joined, -inset)
        path, square = QPainterPath(), QPainterPath()
        path.addRoundedRect(edge, _ROUND, _ROUND)
        half = edge.width() / 2
        if self.joined:
            square.addRect(edge.adjusted(half, 0, 0, 0))
        elif not self.text():
            square.addRect(edge.adjusted(0, 0, -half, 0))
        return path | square
