"""Headings and what belongs to them, below each other: all of it can be selected and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ... import theme

if TYPE_CHECKING:
    from collections.abc import Iterable


class FactGrid(QWidget):
    """Shows pairs of a heading and a text, both safe to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * theme.GRID)
        self._grid.setVerticalSpacing(theme.GRID)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these instead of those before."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (title, text) in enumerate(facts):
            heading = QLabel(title)
            heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            value = selectable(text)
            value.setAccessibleName(f"{title}: {text}")
            self._grid.addWidget(heading, row, 0, top)
            self._grid.addWidget(value, row, 1, top)


def selectable(text: str) -> QLabel:
    """Make a label of plain text that can be selected."""
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.with_tabular_figures(label.font()))
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
