"""An icon and a sentence or two, in place: what became of something, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from .. import theme
from ..layouts import in_row
from .elided_label import ElidedLabel

_ICON: int = 16
_LOUD = frozenset(("alert", "barred", "private"))
"""Icons whose text has their colour, too."""


class MessageLine(QWidget):
    """Shows plain text, wrapped; with ``alert`` as icon it stands out, without one it is quiet."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        lines: int = 0,
        wrapped: bool = True,
        elided: bool = False,
    ) -> None:
        """Keep room for so many *lines*, so that nothing moves when the text changes.

        *elided*: for one line, of which what does not fit is left to the tooltip.
        """
        super().__init__(parent)
        self._icon_name = self._said = ""
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        edge = middle if elided or not wrapped else top
        self._icon = QLabel()
        self._text = ElidedLabel() if elided else QLabel(wordWrap=wrapped)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | edge)
        if wrapped and not elided:
            self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if elided or not wrapped:
            self.setMinimumHeight(max(_ICON, self._text.fontMetrics().height()))
        if lines:
            self._text.setFixedHeight(lines * self._text.fontMetrics().lineSpacing() + 2)
        in_row((self._icon, edge), (self._text, 1), on=self, gap=theme.GRID // 2)
        self.say("")

    def text(self) -> str:
        """What it says."""
        return self._said

    def say(self, text: str, icon: str = "", more: str = "") -> None:
        """Show *text*; with an icon in the colour of text, without one dimmed.

        *more* is said in the tooltip instead.
        """
        self._icon_name, self._said = icon, text
        if isinstance(self._text, ElidedLabel):
            self._text.show_text(text, more)
        else:
            self._text.setText(text)
            self._text.setToolTip(theme.tooltip(more or text))
        self._icon.setVisible(bool(icon))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        name, palette = self._icon_name, QPalette(self.palette())
        if name:
            self._icon.setPixmap(theme.icon(name, toned=True).pixmap(_ICON, _ICON))
        tone = theme.tone(name, palette) if name in _LOUD else None
        if tone is not None:
            palette.setColor(QPalette.ColorRole.WindowText, tone)
        self._text.setPalette(palette)
        role = QPalette.ColorRole.WindowText if name else QPalette.ColorRole.PlaceholderText
        self._text.setForegroundRole(role)
