"""What went wrong in DumpDesk itself: where, how, and a way to report it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from .. import theme
from ..dressing import dialog_buttons
from ..layouts import WIDE, in_column
from ..settings import log_path
from ..views.message_line import MessageLine

if TYPE_CHECKING:
    from ..uncaught import Mishap

_SIZE: Final = (80 * theme.GRID, 48 * theme.GRID)


class CrashDialog(QDialog):
    """Opens by itself, once for every place where something goes wrong; not modal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stay hidden."""
        super().__init__(parent)
        self._seen: set[str] = set()
        self.message = MessageLine()
        self.where = QLabel()
        self.trace = QPlainTextEdit(readOnly=True)
        self.copy = QPushButton(self.tr("&Copy all"))
        self.folder = QPushButton(self.tr("Open the &log folder"))
        self.setWindowTitle(self.tr("DumpDesk: something unexpected"))
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where.setWordWrap(True)
        self.trace.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.trace.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.trace.setTabChangesFocus(True)
        self.trace.setAccessibleName(self.tr("Details"))
        self.trace.setAccessibleDescription(self.tr("Where it happened, for whoever mends it."))
        buttons = dialog_buttons(QDialogButtonBox.StandardButton.Close)
        for button in (self.copy, self.folder):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._copy)
        self.folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_path().parent)))
        )
        in_column(
            self.message, self.where, (self.trace, 1), buttons, on=self, room=WIDE, gap=theme.GRID
        )
        self.resize(*_SIZE)

    def show_mishap(self, mishap: Mishap) -> None:
        """Show *mishap*, unless one of the same place has been shown already."""
        if mishap.where in self._seen:
            return
        self._seen.add(mishap.where)
        told = self.tr(
            "DumpDesk made a mistake of its own and goes on. Dumps that were written are not "
            "affected. Please report it with the details below. {0}"
        )
        self._show(mishap, told)

    def show_failed_start(self, mishap: Mishap) -> None:
        """Show what kept DumpDesk from starting."""
        self._show(
            mishap,
            self.tr(
                "DumpDesk cannot start: it made a mistake of its own. Please report it with the "
                "details below. {0} The command line may still work: dumpdesk --help."
            ),
        )

    def _show(self, mishap: Mishap, told: str) -> None:
        self.message.say(told.format(mishap.log), "alert")
        self.where.setText(self.tr("{0}\nin {1}").format(mishap.what, mishap.where))
        self.trace.setPlainText(mishap.trace)
        self.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.where.text()}\n\n{self.trace.toPlainText()}")
