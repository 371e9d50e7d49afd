"""Two panes of which the second is about what is chosen in the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget


def two_panes(
    first: QWidget, second: QWidget, orientation: Qt.Orientation, shares: tuple[int, int]
) -> QSplitter:
    """Put both into a splitter that gives them *shares* of the room, and lets none vanish."""
    splitter = QSplitter(orientation)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setChildrenCollapsible(False)
    for index, share in enumerate(shares):
        splitter.setStretchFactor(index, share)
    splitter.setSizes([share * 1000 for share in shares])
    return splitter
