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
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .. import theme
from .ask_line import AskLine
from .elided_label import ElidedLabel
from .outcome_line import OutcomeLine

if TYPE_CHECKING:
    from ..models.progress import Progress
    from .message_line import MessageLine

_STEPS: Final = 1000
"""The progress bar counts to this: its numbers are of 32 bits, sizes are not."""


class DumpBar(QWidget):
    """Asks for a dump and shows its progress in the place of the button.

    ``more`` is the menu of the button beside it, for whoever fills it.
    """

    dump_asked = Signal()
    cancel_asked = Signal()
    folder_changed = Signal(str)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        """Write into *folder*."""
        super().__init__(parent)
        self.folder = QLineEdit(folder)
        self.browse = QPushButton(self.tr("Browse …"))
        self.dump = QPushButton(self.tr("&Dump"))
        self.more = QMenu(self)
        self._more = QToolButton()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.progress = QProgressBar()
        self.asking = AskLine()
        self.outcome = OutcomeLine()
        self._idle = QWidget()
        self._busy = QWidget()
        self._stack = QStackedWidget()
        self._before: QWidget | None = None
        self._dress()
        self._arrange()
        self._connect()
        self.set_ready("")

    # ---------------------------------------------------------------------------- from outside

    @property
    def message(self) -> MessageLine:
        """What is said of a dump that was not written."""
        return self.outcome.message

    def set_ready(self, reason: str, *, ready: bool = False) -> None:
        """Allow the dump or, with the *reason* why not, do not."""
        self.dump.setEnabled(ready)
        keys = self._shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.tr("Write the dump ({0})").format(keys) if ready else reason
        self.dump.setToolTip(theme.tooltip(tip))
        self.dump.setAccessibleDescription(tip)

    def show_count(self, count: int) -> None:
        """So many processes would be dumped; of several it is asked first."""
        several = self.tr("&Dump {0} …").format(theme.whole_number(count))
        self.dump.setText(several if count > 1 else self.tr("&Dump"))

    def begin(self, name: str) -> None:
        """A dump has begun; *name* is the file's."""
        self.outcome.hide()
        self.progress.setRange(0, 0)
        self.progress.setFormat("")
        self.progress.setToolTip(theme.tooltip(name))
        self.cancel.setText(self.tr("Cancel"))
        if self._stack.currentWidget() is not self._busy:
            self._stack.setCurrentWidget(self._busy)
            # Escape must mean this, not what it means in a search box.
            self._before = self.window().focusWidget()
            self.cancel.setFocus()

    def show_progress(self, progress: Progress, waiting: int = 0) -> None:
        """So far it is; *waiting* dumps come behind it."""
        share = progress.share
        if share is None:
            self.progress.setRange(0, 0)
        else:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(int(_STEPS * share))
        text = progress.text()
        if waiting:
            more = theme.counted(waiting, self.tr("1 more waits"), self.tr("{0} more wait"))
            text += f"  ·  {more}"
        self._said.show_text(text)
        self.progress.setAccessibleDescription(text)

    def end(self) -> None:
        """Nothing is being written any more."""
        had_focus = self.cancel.hasFocus()
        self._stack.setCurrentWidget(self._idle)
        if had_focus:
            before = self._before
            (before if before is not None and before.isVisible() else self.dump).setFocus()
        self._before = None

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.folder.setAccessibleName(self.tr("Folder for dumps"))
        self.folder.setAccessibleDescription(self.tr("Dumps are written here."))
        self.browse.setAccessibleName(self.tr("Choose the folder for dumps"))
        self.dump.setIcon(theme.icon("dump"))
        self.dump.setMinimumWidth(16 * theme.GRID)
        self.dump.setDefault(True)
        self.progress.setAccessibleName(self.tr("Progress of the dump"))
        self.progress.setTextVisible(False)
        self._said = ElidedLabel()
        self._said.setFont(theme.with_tabular_figures(self._said.font()))
        self._more.setMenu(self.more)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setIcon(theme.icon("unknown"))
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setAccessibleName(self.tr("More ways to dump"))
        self._more.setToolTip(self.tr("More ways to dump"))
        self.outcome.hide()

    def _arrange(self) -> None:
        label = QLabel(self.tr("F&older"))
        label.setBuddy(self.folder)
        idle = QHBoxLayout(self._idle)
        idle.addWidget(label)
        idle.addWidget(self.folder, 1)
        idle.addWidget(self.browse)
        idle.addWidget(self.dump)
        idle.addWidget(self._more)
        busy = QHBoxLayout(self._busy)
        far = QVBoxLayout()
        far.setSpacing(theme.GRID // 4)
        far.addWidget(self._said)
        far.addWidget(self.progress)
        self.progress.setFixedHeight(theme.GRID)
        busy.addLayout(far, 1)
        busy.addWidget(self.cancel)
        for row in (idle, busy):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.GRID)
        self._stack.addWidget(self._idle)
        self._stack.addWidget(self._busy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.outcome)
        layout.addWidget(self.asking)
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
            self._more.setIcon(theme.icon("unknown"))

    def _on_cancel(self) -> None:
        # Not disabled: that would send the focus elsewhere.
        self.cancel.setText(self.tr("Cancelling …"))
        self.cancel_asked.emit()

    def _on_browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for dumps"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)
