"""The dumps that were written: verdict, size, pause, and where they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.processes.text import escaped
from app.ui import theme
from app.ui.translation import QT_TRANSLATE_NOOP
from app.ui.views.elided_label import MIDDLE, ElidedLabel

if TYPE_CHECKING:
    from app.core.dumper.protocol import Done

_VERDICTS: Final[dict[str, tuple[str, str]]] = {
    "good": ("check", QT_TRANSLATE_NOOP("ResultRow", "Verified")),
    "incomplete": ("alert", QT_TRANSLATE_NOOP("ResultRow", "Incomplete")),
    "bad": ("barred", QT_TRANSLATE_NOOP("ResultRow", "Damaged")),
    "unchecked": ("unknown", QT_TRANSLATE_NOOP("ResultRow", "Not checked")),
}
_ICON: Final = 16
_MOST: Final = 200
"""So many results are kept in view."""


class ResultList(QScrollArea):
    """A line for each dump of this run, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say what will appear here."""
        super().__init__(parent)
        self.rows: list[ResultRow] = []
        page = QWidget()
        self._layout = QVBoxLayout(page)
        self._layout.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        self._layout.setSpacing(0)
        self._empty = QLabel(self.tr("Dumps appear here, with what the check of the file found."))
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._layout.addWidget(self._empty)
        self._layout.addStretch(1)
        page.setBackgroundRole(QPalette.ColorRole.Base)
        page.setAutoFillBackground(True)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Dumps"))

    def add(self, done: Done) -> None:
        """Show one more dump."""
        self._empty.hide()
        row = ResultRow(done)
        self.rows.insert(0, row)
        self._layout.insertWidget(0, row)
        for old in self.rows[_MOST:]:
            old.deleteLater()
        del self.rows[_MOST:]
        self.verticalScrollBar().setValue(0)


class ResultRow(QWidget):
    """One dump."""

    def __init__(self, done: Done, parent: QWidget | None = None) -> None:
        """Show *done*."""
        super().__init__(parent)
        self.done = done
        name, word = _VERDICTS.get(done.verdict, _VERDICTS["unchecked"])
        self._icon_name = name
        self._icon = QLabel()
        self.verdict = QLabel(self.tr(word))
        self.path = ElidedLabel(elide=MIDDLE)
        self.folder = self._button(self.tr("Show in folder"), "folder", self.show_in_folder)
        self.copy = self._button(self.tr("Copy path"), "copy", self.copy_path)
        self._dress(done)
        self._arrange(done)
        self._draw()

    def show_in_folder(self) -> None:
        """Open the folder of the dump in the system's own way."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self.done.path).parent)))

    def copy_path(self) -> None:
        """Put the path on the clipboard."""
        QGuiApplication.clipboard().setText(self.done.path)

    def _dress(self, done: Done) -> None:
        font = self.verdict.font()
        font.setBold(True)
        self.verdict.setFont(font)
        findings = [escaped(str(found.get("text", ""))) for found in done.findings]
        tip = "\n".join(findings) or self.tr("The file was read back: nothing is wrong with it.")
        for label in (self._icon, self.verdict):
            label.setToolTip(theme.tooltip(tip))
        path = escaped(done.path)
        self.path.show_text(path, f"{path}\nSHA-256 {done.sha256}")

    def _arrange(self, done: Done) -> None:
        size = self._figure(theme.binary_size(done.file_size))
        exact = self.tr("{0} bytes").format(theme.whole_number(done.file_size))
        size.setToolTip(theme.tooltip(exact))
        paused = self._figure(
            self.tr("paused {0} ms").format(self.locale().toString(done.paused_ms, "f", 1))
        )
        paused.setToolTip(theme.tooltip(self.tr("How long the program stood still.")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        for widget in (self._icon, self.verdict):
            layout.addWidget(widget)
        layout.addWidget(self.path, 1)
        if done.soft_errors:
            lost = self.tr("{0} left out").format(theme.whole_number(done.soft_errors))
            layout.addWidget(self._figure(lost))
        for widget in (size, paused):
            layout.addWidget(widget)
        for button in (self.folder, self.copy):
            layout.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        self._icon.setPixmap(theme.icon(self._icon_name).pixmap(_ICON, _ICON))
        self.folder.setIcon(theme.icon("folder"))
        self.copy.setIcon(theme.icon("copy"))

    def _figure(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setFont(theme.with_tabular_figures(label.font()))
        return label

    def _button(self, text: str, icon: str, slot: object) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setText(text)
        button.setIcon(theme.icon(icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(text)
        button.clicked.connect(slot)
        return button
