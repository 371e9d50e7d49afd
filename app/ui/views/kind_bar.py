"""A small stacked bar: what a dump consists of."""

from __future__ import annotations

from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from .. import theme
from ..translation import QT_TRANSLATE_NOOP, translate

_HEIGHT: Final = 10
_SHADES: Final = (0.1, 0.45, 0.75)
"""How much of ground or text, whichever is further from the accent, is in it, in turns: whichever
two meet can be told apart. None is the accent itself: the bar tells, and is nothing to press."""
_LEAST: Final = 3.0
"""Pixels of the smallest part that is there at all."""

_NAMES: Final[dict[str, str]] = {
    "stack": QT_TRANSLATE_NOOP("KindBar", "stacks"),
    "heap": QT_TRANSLATE_NOOP("KindBar", "heap"),
    "memory": QT_TRANSLATE_NOOP("KindBar", "all memory"),
    "write copy": QT_TRANSLATE_NOOP("KindBar", "changed pages of files"),
    "indirect": QT_TRANSLATE_NOOP("KindBar", "what stacks point to"),
    "data": QT_TRANSLATE_NOOP("KindBar", "module data"),
    "code": QT_TRANSLATE_NOOP("KindBar", "code"),
    "headers": QT_TRANSLATE_NOOP("KindBar", "module headers"),
    "tls": QT_TRANSLATE_NOOP("KindBar", "thread-local data"),
    "thread data": QT_TRANSLATE_NOOP("KindBar", "thread data"),
    "process data": QT_TRANSLATE_NOOP("KindBar", "process data"),
    "constants": QT_TRANSLATE_NOOP("KindBar", "read-only module data"),
    "private": QT_TRANSLATE_NOOP("KindBar", "private memory"),
    "files": QT_TRANSLATE_NOOP("KindBar", "mapped files"),
    "other": QT_TRANSLATE_NOOP("KindBar", "other memory"),
    "callback": QT_TRANSLATE_NOOP("KindBar", "added memory"),
    "streams": QT_TRANSLATE_NOOP("KindBar", "descriptions"),
}
"""Kinds of the plan, and of what a dump is found to hold."""


def kind_name(kind: str) -> str:
    """Say in plain words what *kind* is."""
    return translate("KindBar", _NAMES.get(kind, kind))


def in_order(kinds: dict[str, int]) -> list[tuple[str, int]]:
    """Give the kinds that take any bytes, largest first."""
    return sorted(((k, size) for k, size in kinds.items() if size > 0), key=lambda p: -p[1])


class KindBar(QWidget):
    """Shows bytes by kind, in turns as three shades of the highlight colour, largest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._parts: list[tuple[str, int]] = []
        self._dim = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What the dump consists of"))

    def show_kinds(self, kinds: dict[str, int]) -> None:
        """Show these: kind → bytes."""
        self._parts = in_order(kinds)
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
            f"{kind_name(kind)}: {theme.binary_size(size)}" for kind, size in self._parts
        )

    def key(self) -> str:
        """Say the same in a line, each part behind its colour; as rich text."""
        told = (
            escape(f" {kind_name(kind)} {theme.binary_size(size)}") for kind, size in self._parts
        )
        return " · ".join(
            f'<span style="color:{self._shade(index).name()}">\N{BLACK SQUARE}</span>'
            + text.replace(" ", "\N{NO-BREAK SPACE}")
            for index, text in enumerate(told)
        )

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
            painter.fillRect(rectangle, self._shade(index))
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
                    kind, size = self._parts[index]
                    exact = self.tr("{0}: {1} ({2} bytes)").format(
                        kind_name(kind), theme.binary_size(size), theme.whole_number(size)
                    )
                    QToolTip.showText(event.globalPos(), theme.tooltip(exact), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def _rectangles(self) -> list[tuple[QRectF, int]]:
        total = sum(size for _, size in self._parts)
        if not total:
            return []
        room = self.width() - _LEAST * len(self._parts)
        result: list[tuple[QRectF, int]] = []
        left = 0.0
        for index, (_, size) in enumerate(self._parts):
            width = _LEAST + max(room, 0.0) * size / total
            # One pixel between parts, so that they are told apart without their shades.
            result.append((QRectF(left, 0, max(width - 1, 1), self.height()), index))
            left += width
        return result

    def _shade(self, index: int) -> QColor:
        """Mix what a part is drawn in."""
        colour, role = self.palette().color, QPalette.ColorRole
        accent = colour(role.Highlight)
        other = max(
            (colour(role.Window), colour(role.WindowText)),
            key=lambda one: theme.contrast(one, accent),
        )
        return theme.mixed(accent, other, _SHADES[index % len(_SHADES)])
