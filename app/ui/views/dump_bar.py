"""Where the dump goes, the button that writes it, and how far it has got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.translation import QT_TRANSLATE_NOOP
from app.ui.views.message_line import MessageLine

if TYPE_CHECKING:
    from app.core.errors import MiniDumpError

_STEPS: Final = 1000
"""The progress bar counts to this: its numbers are of 32 bits, sizes are not."""

_PHASES: Final[dict[str, str]] = {
    "describe": QT_TRANSLATE_NOOP("DumpBar", "Looking at the process"),
    "suspend": QT_TRANSLATE_NOOP("DumpBar", "Pausing the process"),
    "copy": QT_TRANSLATE_NOOP("DumpBar", "Copying memory"),
    "write": QT_TRANSLATE_NOOP("DumpBar", "Writing"),
    "hash": QT_TRANSLATE_NOOP("DumpBar", "Computing the checksum"),
    "verify": QT_TRANSLATE_NOOP("DumpBar", "Checking the file"),
}


class DumpBar(QWidget):
    """Asks for a dump and shows its progress in the place of the button."""

    dump_asked = Signal()
    cancel_asked = Signal()
    folder_changed = Signal(str)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        """Write into *folder*."""
        super().__init__(parent)
        self.folder = QLineEdit(folder)
        self.browse = QPushButton(self.tr("Browse …"))
        self.dump = QPushButton(self.tr("&Dump"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.progress = QProgressBar()
        self.message = MessageLine()
        self._idle = QWidget()
        self._busy = QWidget()
        self._stack = QStackedWidget()
        self._running = False
        self._phase = ""
        self._before: QWidget | None = None
        self._dress()
        self._arrange()
        self._connect()
        self.set_ready("")

    # ---------------------------------------------------------------------------- from outside

    def set_ready(self, reason: str, *, ready: bool = False) -> None:
        """Allow the dump or, with the *reason* why not, do not."""
        self.dump.setEnabled(ready)
        keys = self._shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.tr("Write the dump ({0})").format(keys) if ready else reason
        self.dump.setToolTip(theme.tooltip(tip))
        self.dump.setAccessibleDescription(tip)

    def begin(self, name: str) -> None:
        """A dump has begun; *name* is the file's."""
        self._running = True
        self.message.hide()
        self.progress.setRange(0, 0)
        self.progress.setFormat("")
        self.progress.setToolTip(theme.tooltip(name))
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("Cancel"))
        self._stack.setCurrentWidget(self._busy)
        # Escape must mean this, not what it means in a search box.
        self._before = self.window().focusWidget()
        self.cancel.setFocus()

    def show_phase(self, phase: str) -> None:
        """The dump goes on to *phase*."""
        self._phase = self.tr(_PHASES.get(phase, phase))
        self.progress.setRange(0, 0)
        self._label(self._phase)

    def show_progress(self, done: int, total: int) -> None:
        """The phase is through with so many bytes, of so many."""
        if total > 0 and self._running:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(min(_STEPS, _STEPS * done // total))
            self._label(
                self.tr("{0}: {1} of {2}").format(
                    self._phase, theme.binary_size(done), theme.binary_size(total)
                )
            )

    def end(self) -> None:
        """The dump is over."""
        self._running = False
        had_focus = self.cancel.hasFocus()
        self._stack.setCurrentWidget(self._idle)
        if had_focus:
            (self._before or self.dump).setFocus()
        self._before = None

    def say(self, text: str, icon: str = "") -> None:
        """Tell what became of the dump, if it was not written."""
        self.message.say(text, icon)
        self.message.show()

    def show_error(self, error: MiniDumpError) -> None:
        """Tell why there is no dump, and what can be done."""
        self.say(self.tr("Not written: {0}").format(str(error)), "alert")

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.folder.setAccessibleName(self.tr("Folder for dumps"))
        self.browse.setAccessibleName(self.tr("Choose the folder for dumps"))
        self.dump.setIcon(theme.icon("dump"))
        self.dump.setMinimumWidth(16 * theme.GRID)
        self.dump.setDefault(True)
        self.progress.setAccessibleName(self.tr("Progress of the dump"))
        self.progress.setTextVisible(False)
        self._said = QLabel()
        self._said.setFont(theme.with_tabular_figures(self._said.font()))
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setMinimumWidth(self._said.fontMetrics().averageCharWidth() * 38)
        self.message.hide()

    def _arrange(self) -> None:
        label = QLabel(self.tr("F&older"))
        label.setBuddy(self.folder)
        idle = QHBoxLayout(self._idle)
        idle.addWidget(label)
        idle.addWidget(self.folder, 1)
        idle.addWidget(self.browse)
        idle.addWidget(self.dump)
        busy = QHBoxLayout(self._busy)
        busy.addWidget(self._said)
        busy.addWidget(self.progress, 1)
        busy.addWidget(self.cancel)
        for row in (idle, busy):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.GRID)
        self._stack.addWidget(self._idle)
        self._stack.addWidget(self._busy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.message)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self._shortcut = QShortcut(QKeySequence("Ctrl+Shift+D"), self)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.activated.connect(self.dump.click)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self.cancel.click)
        self._escape.setEnabled(False)
        self.dump.clicked.connect(self.dump_asked)
        self.cancel.clicked.connect(self._on_cancel)
        self.browse.clicked.connect(self._on_browse)
        self.folder.textChanged.connect(self.folder_changed)
        self._stack.currentChanged.connect(lambda index: self._escape.setEnabled(index == 1))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.dump.setIcon(theme.icon("dump"))

    def _label(self, text: str) -> None:
        self._said.setText(text)
        self.progress.setAccessibleDescription(text)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.cancel.setText(self.tr("Cancelling …"))
        self.cancel_asked.emit()

    def _on_browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for dumps"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)
