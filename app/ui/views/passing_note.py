"""A line above content that says what became of something, and ends with its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from .. import theme
from .message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

_SECONDS: Final = 15
"""So long it is told in a line that something went well; all else stays until whoever reads it
turns to something else."""


class PassingNote(MessageLine):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID)
        self.end = QTimer(self, singleShot=True, interval=1000 * _SECONDS)
        self.end.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str, icon: str) -> None:
        """Say what became of it."""
        self.say(text, icon)
        self.show()
        if icon == "check" and "\n" not in text:
            self.end.start()
        else:
            self.end.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back to what it lies over finds what is there now."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.hide()
