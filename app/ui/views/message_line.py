"""An icon and a sentence or two, in place: what became of something, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from .. import theme

_ICON: int = 16


class MessageLine(QWidget):
    """Shows plain text, wrapped; with ``alert`` as icon it stands out, without one it is quiet."""

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 0, wrapped: bool = True
    ) -> None:
        """Keep room for so many *lines*, so that nothing moves when the text changes."""
        super().__init__(parent)
        self._icon_name = ""
        self._icon = QLabel()
        self._text = QLabel(wordWrap=wrapped)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if wrapped:
            self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if lines:
            self._text.setFixedHeight(lines * self._text.fontMetrics().lineSpacing() + 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.say("")

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, icon: str = "") -> None:
        """Show *text*; with an icon in the colour of text, without one dimmed."""
        self._icon_name = icon
        self._text.setText(text)
        self._text.setToolTip(theme.tooltip(text))
        role = QPalette.ColorRole.WindowText if icon else QPalette.ColorRole.PlaceholderText
        self._text.setForegroundRole(role)
        self._icon.setVisible(bool(icon))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        if self._icon_name:
            self._icon.setPixmap(theme.icon(self._icon_name).pixmap(_ICON, _ICON))
