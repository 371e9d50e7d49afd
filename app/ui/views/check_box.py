"""A check box that can be seen on a dark ground, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

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
