"""Where the dump goes, and the button that writes it; where it cannot be, why and what helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from .. import theme
from ..dressing import announce, call, hint, show_icon
from ..layouts import in_row
from .filled_button import FilledButton
from .message_line import MessageLine
from .remedy_buttons import RemedyButtons


class DumpBar(QWidget):
    """Asks for a dump, or says in the place of its button why there can be none.

    ``more`` is the menu of the button beside it, for whoever fills it.
    """

    dump_asked = Signal()
    unready = Signal(str)
    """Why there can be no dump, for whoever asked for one by keys or from a menu."""
    look_again_asked = Signal()
    folder_changed = Signal(str)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        """Write into *folder*."""
        super().__init__(parent)
        self.folder = QLineEdit(folder)
        self.browse = QPushButton(self.tr("Browse …"))
        # No letter to press: the menu of that name has it.
        self.dump = FilledButton(self.tr("Dump"))
        self.more = QMenu(self)
        self._more = FilledButton()
        self.reason = MessageLine(lines=2)
        self.remedies = RemedyButtons()
        self.look_again = QToolButton()
        self._destination = QWidget()
        self._button = QWidget()
        self._obstacle = QWidget()
        self._dress()
        self._arrange()
        self._connect()
        self.set_ready("")

    # ---------------------------------------------------------------------------- from outside

    def set_ready(
        self, reason: str, *, ready: bool = False, shown: bool = False, of_process: bool = False
    ) -> None:
        """Allow the dump or, with the *reason* why not, do not.

        *shown*: the reason stands in the button's place; *of_process*: it is said above, and what
        helps stands there, whatever the folder is.
        """
        before = self.dump.accessibleDescription(), self.dump.isEnabled()
        self._why = reason
        self.dump.setEnabled(ready)
        self._more.setEnabled(ready)
        keys = self._shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        tip = self.tr("Write the dump ({0})").format(keys) if ready else reason
        hint(self.dump, tip)
        self.reason.say("" if of_process else reason, "" if of_process else "alert")
        # No stack of the two: each takes the other's width in one.
        self._button.setVisible(not shown)
        self._obstacle.setVisible(shown)
        self._destination.setVisible(not (shown and of_process))
        self.look_again.setVisible(of_process)
        if not of_process:
            self.remedies.hide()
        if before != (tip, ready) and (ready or reason):
            announce(self, self.tr("It can be dumped.") if ready else reason)

    def show_count(self, count: int) -> None:
        """So many processes would be dumped; of several it is asked first."""
        several = self.tr("Dump {0} …").format(theme.whole_number(count))
        self.dump.setText(several if count > 1 else self.tr("Dump"))

    def press(self) -> None:
        """Press the button or, where it cannot be pressed, have said why."""
        if self.dump.isEnabled():
            self.dump.click()
        else:
            self.unready.emit(self._why)

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.folder.setAccessibleName(self.tr("Folder for dumps"))
        self.folder.setAccessibleDescription(self.tr("Dumps are written here."))
        self.browse.setAccessibleName(self.tr("Choose the folder for dumps"))
        self.dump.setMinimumWidth(14 * theme.GRID)
        self.dump.setDefault(True)
        self.dump.joined = True
        self._more.setMenu(self.more)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        call(self._more, self.tr("More ways to dump"))
        self.look_again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        call(self.look_again, self.tr("Look at the process again"))
        show_icon(self.look_again, "refresh")

    def _arrange(self) -> None:
        label = QLabel(self.tr("F&older"))
        label.setBuddy(self.folder)
        in_row(label, (self.folder, 1), self.browse, on=self._destination)
        in_row(self.dump, self._more, on=self._button, gap=0)
        in_row((self.reason, 1), self.remedies, self.look_again, on=self._obstacle)
        in_row((self._destination, 1), self._button, (self._obstacle, 1), on=self)
        height = max(part.sizeHint().height() for part in (self._button, self._obstacle))
        for part in (self._button, self._obstacle):
            part.setFixedHeight(height)
        self.remedies.hide()

    def _connect(self) -> None:
        self._shortcut = QShortcut(QKeySequence("Ctrl+Shift+D"), self)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.activated.connect(self.press)
        self.dump.clicked.connect(self.dump_asked)
        self.browse.clicked.connect(self._on_browse)
        self.look_again.clicked.connect(self.look_again_asked)
        self.folder.textChanged.connect(self.folder_changed)

    def _on_browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for dumps"), self.folder.text()
        )
        if chosen:
            self.folder.setText(chosen)
