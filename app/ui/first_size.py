"""How large a window is at first: as wanted, with title bar and frame within the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle

from . import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def resize_within_screen(window: QWidget, wanted: QSize) -> None:
    """Make *window* as large as *wanted*, or as the screen has room for."""
    room = QGuiApplication.primaryScreen().availableSize()
    frame = window.frameGeometry().size() - window.size()
    if frame.isEmpty():  # the system has not made it yet
        title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        frame = QSize(2 * theme.GRID, title + 2 * theme.GRID)
    window.resize(wanted.boundedTo(room - frame))
