"""A part of the window that opens and closes under its own heading."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .. import theme
from .elided_label import ElidedLabel

_NO_LIMIT: int = (1 << 24) - 1
"""Qt's own largest size of a widget."""


class Section(QWidget):
    """Shows *body* or, closed, its heading with a few words alone."""

    toggled = Signal(bool)

    def __init__(
        self, title: str, body: QWidget, parent: QWidget | None = None, *, is_open: bool = False
    ) -> None:
        """Take *title* as the heading."""
        super().__init__(parent)
        self.body = body
        self.button = QToolButton(autoRaise=True)
        self.button.setText(title)
        self._is_open = is_open
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.setAccessibleName(title)
        self.summary = ElidedLabel()
        self.summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        top = QHBoxLayout()
        top.setContentsMargins(theme.GRID // 2, 0, theme.GRID, 0)
        top.setSpacing(theme.GRID // 2)
        top.addWidget(self.button)
        top.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(body, 1)
        self.button.clicked.connect(lambda: self.set_open(not self._is_open))
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Open or close it."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._show()
            self.toggled.emit(is_open)

    def _show(self) -> None:
        is_open = self.is_open
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        self.body.setVisible(is_open)
        state = self.tr("open") if is_open else self.tr("closed")
        self.button.setAccessibleDescription(state)
        policy = QSizePolicy.Policy.Preferred if is_open else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        # A splitter goes by limits, not by policies.
        self.setMaximumHeight(_NO_LIMIT if is_open else self.button.sizeHint().height() + 2)
