"""Check boxes and lists that drop down, as they are seen in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QWidget,
)

from .. import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class CheckBox(QCheckBox):
    """Frames its box where the style's own frame is as dark as the ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as the style does, and the frame over it."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        theme.frame_box(painter, self.palette(), box)
        painter.end()


class DropDown(QComboBox):
    """Draws its list as lists are drawn.

    Under Fusion QComboBox draws it as a menu, on Window of the menus' palette, where `appearance`
    keeps the colour of the edges of their boxes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold nothing."""
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))
