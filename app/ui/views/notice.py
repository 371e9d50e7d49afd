"""What a pane shows when it has nothing to show: what will appear here, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from .. import theme
from ..layouts import in_column

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_ICON: int = 32
_AIR: int = 3 * theme.GRID
"""Pixels around it, if there are that many."""


class Notice(QWidget):
    """An icon, a sentence, a second one, and a button if something can be done."""

    acted = Signal()
    """The button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._name = ""
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._headline = self._label()
        self._detail = self._label()
        self._button = QPushButton()
        self._button.clicked.connect(self.acted)
        font = self._headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self._headline.setFont(font)
        self._more: QWidget | None = None
        button = (self._button, Qt.AlignmentFlag.AlignHCenter)
        parts = (None, self._icon, self._headline, self._detail, button, None)
        self._column = in_column(*parts, on=self, gap=theme.GRID)
        self._column.setStretch(0, 2)
        self._column.setStretch(len(parts) - 1, 3)

    def add(self, more: QWidget) -> None:
        """Have *more* below the button; with every new text it is hidden, until shown again."""
        self._more = more
        more.hide()
        self._column.insertWidget(
            self._column.count() - 1, more, alignment=Qt.AlignmentFlag.AlignHCenter
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out air and icon where there is no room for them."""
        super().resizeEvent(event)
        shown = [label for label in (self._headline, self._detail) if not label.isHidden()]
        texts = sum(label.heightForWidth(self.width() - 2 * _AIR) for label in shown)
        below = [self._button] if self._more is None else [self._button, self._more]
        button = sum(widget.sizeHint().height() for widget in below if not widget.isHidden())
        roomy = texts + button + _ICON + 2 * _AIR + 3 * theme.GRID <= self.height()
        self._icon.setVisible(roomy)
        above = _AIR if roomy else 0
        self._column.setContentsMargins(_AIR, above, _AIR, above)

    def say(self, icon: str, headline: str, detail: str = "", action: str = "") -> None:
        """Show these. All texts are plain."""
        self._name = icon
        self._draw()
        self._headline.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        if self._more is not None:
            self._more.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._name:
            self._draw()

    def _draw(self) -> None:
        pixmap = theme.icon(self._name).pixmap(_ICON, _ICON)
        self._icon.setPixmap(pixmap)

    def _label(self) -> QLabel:
        label = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label
