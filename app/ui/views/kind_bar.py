"""A small stacked bar: what a dump consists of."""

from __future__ import annotations

from html import escape
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...core.dump.words import KINDS
from .. import theme
from ..core_texts import core_text

_HEIGHT: Final = 10
_SHADES: Final = (0.1, 0.45, 0.75)
"""How much of ground or text, whichever is further from the accent, is in it, in turns: whichever
two meet can be told apart. None is the accent itself: the bar tells, and is nothing to press."""
_SIGNS: Final = "\N{BLACK SQUARE}\N{SQUARE WITH UPPER RIGHT TO LOWER LEFT FILL}"
"""How a part is drawn: filled, and once all shades were had, hatched."""
_MOST: Final = len(_SHADES) * len(_SIGNS)
"""So many parts look different: the last of them is all that are smaller."""
_LEAST: Final = 3.0
"""Pixels of the smallest part that is there at all."""


def kind_name(kind: str) -> str:
    """Say in plain words what *kind* is."""
    return core_text(KINDS.get(kind, kind))


def in_order(kinds: dict[str, int]) -> list[tuple[str, int]]:
    """Give the kinds that take any bytes, largest first."""
    return sorted(((k, size) for k, size in kinds.items() if size > 0), key=lambda p: -p[1])


class _Part(NamedTuple):
    """One kind with its bytes, or several small ones."""

    kinds: tuple[tuple[str, int], ...]

    @property
    def size(self) -> int:
        return sum(size for _, size in self.kinds)


class KindBar(QWidget):
    """Shows bytes by kind, largest first; no two parts look the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._dim = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What the dump consists of"))

    def show_kinds(self, kinds: dict[str, int]) -> None:
        """Show these: kind → bytes."""
        told = in_order(kinds)
        first = _MOST if len(told) <= _MOST else _MOST - 1
        self._parts = [_Part((kind,)) for kind in told[:first]]
        if rest := tuple(told[first:]):
            self._parts.append(_Part(rest))
        self.setAccessibleDescription(self.description())
        self.update()

    def set_dim(self, dim: bool) -> None:
        """Draw the parts pale: they are those of an earlier choice."""
        if dim != self._dim:
            self._dim = dim
            self.update()

    def description(self) -> str:
        """Say the same in words."""
        return "\n".join(
            f"{kind_name(kind)}: {theme.binary_size(size)}"
            for part in self._parts
            for kind, size in part.kinds
        )

    def key(self) -> str:
        """Say the same in a line, each part behind its colour; as rich text."""
        return " · ".join(
            f'<span style="color:{self._shade(index).name()}">{self._sign(index)}</span>'
            + escape(f" {self._told(part)}").replace(" ", "\N{NO-BREAK SPACE}")
            for index, part in enumerate(self._parts)
        )

    def _told(self, part: _Part) -> str:
        said = [f"{kind_name(kind)} {theme.binary_size(size)}" for kind, size in part.kinds]
        if len(said) == 1:
            return said[0]
        return self.tr("smaller: {0}").format(core_text(", ").join(said))

    def sizeHint(self) -> QSize:
        """Be a thin line."""
        return QSize(20 * theme.GRID, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts."""
        painter = QPainter(self)
        painter.setOpacity(0.4 if self._dim else 1.0)
        palette = self.palette()
        left = 0.0
        for rectangle, index in self._rectangles():
            if index < len(_SHADES):
                painter.fillRect(rectangle, self._shade(index))
            else:
                brush = QBrush(self._shade(index), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(rectangle, brush)
                painter.setPen(self._shade(index))
                painter.drawRect(rectangle.adjusted(0.5, 0.5, -0.5, -0.5))
            left = rectangle.right()
        if left < self.width():
            empty = QRectF(left, 0, self.width() - left, self.height())
            painter.fillRect(empty, palette.color(QPalette.ColorRole.Midlight))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell what is under the pointer."""
        if isinstance(event, QHelpEvent):
            for rectangle, index in self._rectangles():
                if rectangle.contains(event.pos().toPointF()):
                    exact = "\n".join(
                        self.tr("{0}: {1} ({2} bytes)").format(
                            kind_name(kind), theme.binary_size(size), theme.whole_number(size)
                        )
                        for kind, size in self._parts[index].kinds
                    )
                    QToolTip.showText(event.globalPos(), theme.tooltip(exact), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def _rectangles(self) -> list[tuple[QRectF, int]]:
        total = sum(part.size for part in self._parts)
        if not total:
            return []
        room = self.width() - _LEAST * len(self._parts)
        result: list[tuple[QRectF, int]] = []
        left = 0.0
        for index, part in enumerate(self._parts):
            width = _LEAST + max(room, 0.0) * part.size / total
            # One pixel between parts, so that they are told apart without their shades.
            result.append((QRectF(left, 0, max(width - 1, 1), self.height()), index))
            left += width
        return result

    @staticmethod
    def _sign(index: int) -> str:
        return _SIGNS[index // len(_SHADES)]

    def _shade(self, index: int) -> QColor:
        """Mix what a part is drawn in."""
        colour, role = self.palette().color, QPalette.ColorRole
        accent = colour(role.Highlight)
        other = max(
            (colour(role.Window), colour(role.WindowText)),
            key=lambda one: theme.contrast(one, accent),
        )
        return theme.mixed(accent, other, _SHADES[index % len(_SHADES)])
