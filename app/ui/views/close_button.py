"""The button with a cross that puts something away."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QToolButton, QWidget

from .. import theme


class CloseButton(QToolButton):
    """Says what it puts away; its sign follows the palette."""

    def __init__(self, name: str, told: str = "", parent: QWidget | None = None) -> None:
        """Be called *name*; *told* is what else there is to know."""
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(told)
        self.setToolTip(theme.tooltip(told or name))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self.setIcon(theme.icon("cross"))
