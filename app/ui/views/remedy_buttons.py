"""Buttons that copy what helps against an error: a command for the administrator, the details."""

from __future__ import annotations

import platform
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ...core.dump.flags import flag_names
from ...core.errors import MiniDumpError
from ...core.processes.rights import rights_help
from ...core.storage.requests import repeating_line
from ..dressing import announce, hint
from ..layouts import in_row

if TYPE_CHECKING:
    from ..workers.dump_thread import DumpJob

_TOLD: Final = 3000
"""Milliseconds for which a button says that something was copied."""


class RemedyButtons(QWidget):
    """Copies the details of an error and, if rights were lacking, the command that has them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.administrator = QPushButton()
        self.details = QPushButton()
        self._name()
        self._line = ""
        self._report = ""
        in_row(self.administrator, self.details, on=self)
        self._told = QTimer(self, singleShot=True, interval=_TOLD)
        self._told.timeout.connect(self._name)
        self.administrator.clicked.connect(
            lambda: self._copy(self._line, self.administrator, self.tr("Command copied"))
        )
        self.details.clicked.connect(
            lambda: self._copy(self._report, self.details, self.tr("Details copied"))
        )

    def offer(self, job: DumpJob, error: MiniDumpError) -> None:
        """Offer what helps where *error* stands in the way of *job*."""
        self._line = _administrators_line(job) if rights_help(error) else ""
        self._report = error_report(job, error, self._line)
        self._name()
        self.administrator.setVisible(bool(self._line))
        hint(self.administrator, self._line)
        self.show()

    def _name(self) -> None:
        """Have the buttons say what they do."""
        self.administrator.setText(self.tr("Copy command to dump as administrator"))
        self.details.setText(self.tr("Copy details"))

    def _copy(self, text: str, button: QPushButton, done: str) -> None:
        """Copy *text*; *button* says for a moment that it is *done*, where one looks just now."""
        QGuiApplication.clipboard().setText(text)
        self._name()
        button.setText(done)
        announce(self, done)
        self._told.start()


def error_report(job: DumpJob, error: MiniDumpError, administrators_line: str = "") -> str:
    """Write all about a dump that failed, for whoever is asked for help."""
    lines = [
        f"DumpDesk could not dump {job.process_name} ({job.key.pid}).",
        f"Cause: {error.cause}",
        f"Remedy: {error.remedy}",
        *([f"As administrator: {administrators_line}"] if administrators_line else []),
        f"Error: {type(error).__name__}, HRESULT 0x{error.hresult:08x}",
        f"Flags: 0x{job.request.flags:08x} {flag_names(job.request.flags)}",
        f"File: {job.path}",
        f"System: {platform.platform()}, Python {platform.python_version()}",
        f"Time: {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}",
        *getattr(error, "__notes__", ()),
    ]
    return "\n".join(lines)


def _administrators_line(job: DumpJob) -> str:
    try:
        return repeating_line(job.key, job.request, str(job.path), administrator=True)
    except MiniDumpError:  # the request is large and cannot be kept
        return ""
