"""What became of a dump that was not written: cause, remedy, and something to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ...core.errors import DumpCancelledError, MiniDumpError
from ...core.text import escaped
from ..core_texts import error_text
from ..layouts import in_row
from .message_line import MessageLine
from .remedy_buttons import RemedyButtons

if TYPE_CHECKING:
    from ..workers.dump_thread import DumpJob


class OutcomeLine(QWidget):
    """A message with buttons that copy the details or, if rights were lacking, the remedy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.message = MessageLine(lines=2)
        self.remedies = RemedyButtons()
        self.administrator = self.remedies.administrator
        self.details = self.remedies.details
        self.remedies.hide()
        in_row((self.message, 1), self.remedies, on=self)

    def say(self, text: str, icon: str = "") -> None:
        """Tell *text*, about which nothing can be done."""
        self.message.say(text, icon)
        self.remedies.hide()

    def show_error(self, job: DumpJob, error: MiniDumpError) -> None:
        """Tell why *job* was not written, and what can be done."""
        if isinstance(error, DumpCancelledError):
            self.say(self.tr("Cancelled: no file was left."), "cross")
            return
        text = self.tr("{0} was not dumped: {1}").format(
            escaped(f"{job.process_name} ({job.key.pid})"), escaped(error_text(error))
        )
        self.message.say(text, "alert")
        self.remedies.offer(job, error)
