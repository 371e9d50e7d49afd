"""Icons of strokes in one colour, drawn in the size that is asked for when it is asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from . import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QColor


class LineIcon(QIconEngine):
    """Draws an icon in the colour of each mode, and keeps what it has drawn.

    A QIcon made of pixmaps wants all sizes that a screen may ask for: 130 KiB each, 8 MiB of them.
    It has no ``clone``, by which Qt adds to a copy: Python would let go of what Qt takes.
    """

    def __init__(self, name: str, colours: Mapping[QIcon.Mode, QColor]) -> None:
        """*name* is that of a drawing; *colours* has one for every mode."""
        super().__init__()
        self._name = name
        self._colours = {mode: colour.name() for mode, colour in colours.items()}
        self._drawn: dict[tuple[str, int, int], QPixmap] = {}

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Give it in *size*, in pixels of the screen."""
        key = self._colours[mode], size.width(), size.height()
        if key not in self._drawn:
            self._drawn[key] = _drawn(self._name, *key)
        return self._drawn[key]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it into *rect*."""
        size = rect.size() * painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(size, mode, state))


def _drawn(name: str, colour: str, width: int, height: int) -> QPixmap:
    drawing = _drawing(name).replace("currentColor", colour)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    side = min(width, height)
    place = QRectF((width - side) / 2, (height - side) / 2, side, side)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, place)
    painter.end()
    return pixmap


@cache
def _drawing(name: str) -> str:
    """Give an icon of 16 by 16: strokes with round ends, in the one colour ``currentColor``."""
    return Path(resources.path(f"icons/lines/{name}.svg")).read_text("utf-8")
