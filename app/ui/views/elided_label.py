"""A label that gives up part of its text when there is no room for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from .. import theme

END = Qt.TextElideMode.ElideRight
MIDDLE = Qt.TextElideMode.ElideMiddle


class ElidedLabel(QLabel):
    """Shows plain text. All of it is read out, and is the tooltip unless that says more."""

    def __init__(
        self, text: str = "", elide: Qt.TextElideMode = END, parent: QWidget | None = None
    ) -> None:
        """Show *text*, shortened at its end or in its middle."""
        super().__init__(parent)
        self._whole = ""
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str, tooltip: str = "") -> None:
        """Show *text*; *tooltip* is more about it."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(theme.tooltip(tooltip or text))
        self._fit()

    def whole_text(self) -> str:
        """Give the text as it was given."""
        return self._whole

    def event(self, event: QEvent) -> bool:
        """Fit the text into another size or font."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        fitting = self.fontMetrics().elidedText(
            self._whole, self._elide, self.contentsRect().width()
        )
        if fitting != self.text():
            self.setText(fitting)
