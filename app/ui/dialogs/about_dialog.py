"""What runs here: versions to tell support, and where things are kept."""

from __future__ import annotations

import platform
import sys
from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from ...core.errors import InvalidRequestError
from ...core.storage.paths import history_path, settings_path
from ...core.text import escaped
from ...core.version import version
from .. import theme
from ..core_texts import core_text
from ..dressing import dialog_buttons, emphasise
from ..layouts import WIDE, in_column
from ..settings import log_path

_WIDTH: Final = 72 * theme.GRID


class AboutDialog(QDialog):
    """Shows versions and folders."""

    def __init__(
        self, parent: QWidget | None = None, *, dbghelp: str = "", served: str = ""
    ) -> None:
        """Find out; *dbghelp* is the path of the library that is chosen in the settings.

        *served* names the one that wrote the last dump: a dbghelp.dll may hand on what it is asked.
        """
        super().__init__(parent)
        self._dbghelp = dbghelp
        self._served = served
        self.setWindowTitle(self.tr("About DumpDesk"))
        title = QLabel(self.tr("DumpDesk {0}").format(version()))
        emphasise(title, 1.3)
        picture = QLabel()
        picture.setPixmap(QApplication.windowIcon().pixmap(64, 64))
        picture.setAccessibleName(self.tr("The icon of DumpDesk"))
        claim = QLabel(self.tr("Writes minidumps of running processes. Apache License 2.0."))
        claim.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._facts()):
            heading = QLabel(name)
            heading.setAlignment(Qt.AlignmentFlag.AlignTop)
            text = QLabel(value)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setAccessibleName(f"{name}: {value}")
            grid.addWidget(heading, row, 0)
            grid.addWidget(text, row, 1)
        buttons = dialog_buttons(QDialogButtonBox.StandardButton.Close)
        self.copy = QPushButton(self.tr("&Copy"))
        self.copy.setAutoDefault(False)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._copy)
        parts = (picture, title, claim, grid, None, buttons)
        layout = in_column(*parts, on=self, room=WIDE, gap=theme.GRID)
        self.resize(_WIDTH, layout.heightForWidth(_WIDTH))

    def _facts(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("System"), f"{platform.system()} {platform.release()} {platform.machine()}"),
            (self.tr("Python"), platform.python_version()),
            (self.tr("Qt"), f"{qVersion()} ({QGuiApplication.platformName()})"),
            *self._library(),
            (self.tr("Settings"), str(settings_path())),
            (self.tr("List of dumps"), str(history_path())),
            (self.tr("Log"), str(log_path())),
        )

    def _library(self) -> tuple[tuple[str, str], ...]:
        """Tell which library of Windows writes the dumps."""
        system: str = sys.platform  # a name of its own: the type checker knows only one system
        if system != "win32":
            return ()
        from ...core.backends.dbghelp.library import installed

        try:
            told = "  ".join(installed(self._dbghelp)).strip()
        except InvalidRequestError as error:
            told = escaped(core_text(error.cause))
        served = ((self.tr("Last dump by"), self._served),) if self._served else ()
        return ((self.tr("DbgHelp"), told), *served)

    def _copy(self) -> None:
        lines = [f"DumpDesk {version()}", *(f"{name}: {value}" for name, value in self._facts())]
        QGuiApplication.clipboard().setText("\n".join(lines))
