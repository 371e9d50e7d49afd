"""What became of a dump that was not written: cause, remedy, and something to do about it."""

from __future__ import annotations

import platform
import time
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.dump.flags import flag_names
from app.core.errors import HRESULT, AccessDeniedError, DumpCancelledError, MiniDumpError
from app.core.processes.rights import is_administrator
from app.core.processes.text import escaped
from app.core.storage.requests import repeating_line
from app.ui import theme
from app.ui.core_texts import error_text
from app.ui.views.message_line import MessageLine

if TYPE_CHECKING:
    from app.ui.workers.dump_thread import DumpJob


class OutcomeLine(QWidget):
    """A message with buttons that copy the details or, if rights were lacking, the remedy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.message = MessageLine()
        self.administrator = QPushButton(self.tr("Copy administrator command"))
        self.details = QPushButton(self.tr("Copy details"))
        self.close_button = QPushButton(self.tr("Close"))
        self._line = ""
        self._report = ""
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        buttons.addStretch(1)
        for button in (self.administrator, self.details, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.message)
        layout.addLayout(buttons)
        self.administrator.clicked.connect(lambda: _copy(self._line))
        self.details.clicked.connect(lambda: _copy(self._report))
        self.close_button.clicked.connect(self.hide)

    def say(self, text: str, icon: str = "") -> None:
        """Tell *text*, about which nothing can be done."""
        self.message.say(text, icon)
        for button in (self.administrator, self.details):
            button.hide()
        self.show()

    def show_error(self, job: DumpJob, error: MiniDumpError) -> None:
        """Tell why *job* was not written, and what can be done."""
        if isinstance(error, DumpCancelledError):
            self.say(self.tr("Cancelled: no file was left."), "cross")
            return
        text = self.tr("{0} was not dumped: {1}").format(
            escaped(f"{job.process_name} ({job.process_id})"), escaped(error_text(error))
        )
        self.message.say(text, "alert")
        self._line = _administrators_line(job) if _rights_help(error) else ""
        self._report = error_report(job, error)
        self.administrator.setVisible(bool(self._line))
        self.administrator.setToolTip(theme.tooltip(self._line))
        self.administrator.setAccessibleDescription(self._line)
        self.details.show()
        self.show()


def error_report(job: DumpJob, error: MiniDumpError) -> str:
    """Write all about a dump that failed, for whoever is asked for help."""
    lines = [
        f"DumpDesk could not dump {job.process_name} ({job.process_id}).",
        f"Cause: {error.cause}",
        f"Remedy: {error.remedy}",
        f"Error: {type(error).__name__}, HRESULT 0x{error.hresult:08x}",
        f"Flags: 0x{job.request.flags:08x} {flag_names(job.request.flags)}",
        f"File: {job.path}",
        f"System: {platform.platform()}, Python {platform.python_version()}",
        f"Time: {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}",
        *getattr(error, "__notes__", ()),
    ]
    return "\n".join(lines)


def _rights_help(error: MiniDumpError) -> bool:
    """Say whether an administrator could do it: another tracer, say, stands in his way as well."""
    if not isinstance(error, AccessDeniedError) or is_administrator():
        return False
    return (
        error.hresult == HRESULT.PRIVILEGE_NOT_HELD
        or error.remedy == AccessDeniedError.default_remedy
    )


def _administrators_line(job: DumpJob) -> str:
    try:
        return repeating_line(job.process_id, job.request, str(job.path), administrator=True)
    except MiniDumpError:  # the request is large and cannot be kept
        return ""


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
