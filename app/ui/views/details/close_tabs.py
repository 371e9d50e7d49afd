"""Tabs that stay in view where there is little room, with long words cut."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from ... import theme

_LONG: Final = 10 * theme.GRID
"""Pixels from which on a tab counts as long."""
_CUT: Final = 8 * theme.GRID
"""What is left of it at least."""


class CloseTabs(QTabWidget):
    """Has no arrows to scroll its tabs with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have no tab yet."""
        super().__init__(parent)
        self.setTabBar(_Bar())
        self.setDocumentMode(True)


class _Bar(QTabBar):
    """Cuts long words, and those alone, where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setExpanding(False)

    def minimumTabSizeHint(self, index: int) -> QSize:
        whole = self.tabSizeHint(index)
        return whole if whole.width() <= _LONG else QSize(_CUT, whole.height())
