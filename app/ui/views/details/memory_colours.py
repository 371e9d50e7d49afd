"""How kinds of memory look: a colour and a pattern each, made from the palette in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette

from ...models.memory_kinds import MemoryKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOKS: Final = {
    MemoryKind.CODE: (0.0, Qt.BrushStyle.SolidPattern),
    MemoryKind.DATA: (0.88, Qt.BrushStyle.HorPattern),
    MemoryKind.HEAP: (0.53, Qt.BrushStyle.BDiagPattern),
    MemoryKind.STACK: (0.38, Qt.BrushStyle.CrossPattern),
    MemoryKind.PRIVATE: (0.75, Qt.BrushStyle.FDiagPattern),
    MemoryKind.MAPPED: (0.16, Qt.BrushStyle.VerPattern),
    MemoryKind.RESERVED: (None, Qt.BrushStyle.DiagCrossPattern),
}
"""How far on the colour wheel a kind is from the accent colour (None: no colour), and a pattern,
so that nothing is told by colour alone."""
_GREY_ACCENT: Final = 0.58
"""The hue to start from where the accent colour has none."""
_PATTERNED: Final = 5
"""Pixels from which on a pattern can be made out."""


def fill(palette: QPalette, kind: MemoryKind) -> QColor:
    """Give the colour of *kind*: as light or dark as the background, so that text stays legible."""
    ground = palette.color(QPalette.ColorRole.Base)
    turn = _LOOKS[kind][0]
    if turn is None:
        return ground
    accent = palette.color(QPalette.ColorRole.Highlight).hslHueF()
    hue = ((accent if accent >= 0 else _GREY_ACCENT) + turn) % 1.0
    dark = ground.lightnessF() < 0.5
    return QColor.fromHslF(hue, 0.45 if dark else 0.65, 0.33 if dark else 0.78)


def paint(
    painter: QPainter, palette: QPalette, rectangles: Sequence[QRect], kind: MemoryKind
) -> None:
    """Fill *rectangles* as memory of *kind*."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill(palette, kind))
    painter.drawRects(rectangles)
    pattern = _LOOKS[kind][1]
    wide = [rectangle for rectangle in rectangles if rectangle.width() >= _PATTERNED]
    if wide and pattern is not Qt.BrushStyle.SolidPattern:
        lines = palette.color(QPalette.ColorRole.Text)
        lines.setAlphaF(0.28)
        painter.setBrush(QBrush(lines, pattern))
        painter.drawRects(wide)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_swatch(painter: QPainter, palette: QPalette, rectangle: QRect, kind: MemoryKind) -> None:
    """Draw a sample of *kind* with a frame around it."""
    paint(painter, palette, [rectangle], kind)
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.drawRect(rectangle.adjusted(0, 0, -1, -1))


SWATCH: Final = QSize(14, 12)
