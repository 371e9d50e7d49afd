"""A box with a list that drops down, legible in every theme."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget


class DropDown(QComboBox):
    """Draws its list as lists are drawn.

    Under Fusion QComboBox draws it as a menu, on Window of the menus' palette, where `appearance`
    keeps the colour of the edges of their boxes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold nothing."""
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))
