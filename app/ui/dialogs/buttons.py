"""The row of buttons below a dialog, as words alone."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox


def dialog_buttons(standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Make the row without the pictures of Qt's own style: they do not follow the colours."""
    box = QDialogButtonBox(standard)
    for button in box.buttons():
        button.setIcon(QIcon())
    return box
