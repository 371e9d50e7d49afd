"""What is to be said and decided of a dump on Windows alone, where the system writes it."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from ...core.errors import DumpCancelledError, MiniDumpError
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..dressing import hint
from ..layouts import in_column, in_row
from ..workers.rehearsal import Rehearsal
from .message_line import MessageLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.dump.request import DumpRequest
    from ...core.processes.info import ProcessInfo
    from ..models.flag_choice import FlagChoice


def windows_bar(choice: FlagChoice) -> WindowsBar | None:
    """Make one on Windows; elsewhere there is nothing to say or decide."""
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    return WindowsBar(choice) if system == "win32" else None


class WindowsBar(QWidget):
    """Says what Windows will not do of a request, rehearses it, and has means to be chosen."""

    changed = Signal()
    """Other means are chosen."""

    def __init__(self, choice: FlagChoice, parent: QWidget | None = None) -> None:
        """Begin with the means of the system; whether to blank is part of the *choice*."""
        super().__init__(parent)
        self._choice = choice
        self._dbghelp = ""
        self._process: ProcessInfo | None = None
        self._request: DumpRequest | None = None
        self._stays = 0
        self.rehearsal = Rehearsal(self)
        self.blank = QCheckBox()
        self.rehearse = QPushButton()
        self.result = MessageLine(wrapped=False)
        self.not_honoured = MessageLine()
        self._dress()
        self._arrange()
        self.blank.toggled.connect(choice.set_blank)
        choice.changed.connect(self._show_blank)
        self.rehearse.clicked.connect(self._on_rehearse)
        self.rehearsal.ended.connect(self._on_ended)
        self.select(None)

    # ---------------------------------------------------------------------------- from outside

    def use_dbghelp(self, path: str) -> None:
        """Have the DLL *path* write, or the system's if empty."""
        if path != self._dbghelp:
            self._dbghelp = path
            self.changed.emit()

    def complete(self, request: DumpRequest) -> DumpRequest:
        """Give *request* with the means that are chosen here."""
        return replace(request, dbghelp=self._dbghelp)

    def select(self, process: ProcessInfo | None) -> None:
        """Be about *process*."""
        self._process, self._request = process, None
        self.rehearsal.cancel()
        self.say_not_honoured(())
        self._offer_blank(0)
        self.result.say("")
        self._show_rehearse()

    def show_request(
        self, request: DumpRequest, not_honoured: Iterable[str], stays: int = 0
    ) -> None:
        """Be about *request*, of which Windows will leave *not_honoured* undone.

        *stays* is how many bytes of what is left out it will store.
        """
        if request != self._request:
            self._request = request
            self.result.say("")
        self.say_not_honoured(not_honoured)
        self._offer_blank(stays)
        self._show_rehearse()

    def say_not_honoured(self, sentences: Iterable[str]) -> None:
        """Say what Windows will not do; nothing is said of nothing."""
        text = " ".join(escaped(core_text(sentence)) for sentence in sentences)
        self.not_honoured.say(text, "alert" if text else "")
        self.not_honoured.setVisible(bool(text))

    def _offer_blank(self, size: int) -> None:
        """Offer to blank so many bytes, as long as there are any or it is chosen."""
        text = self.tr("&Blank what stays") + (f" ({theme.binary_size(size)})" if size else "")
        self.blank.setText(text)
        self._stays = size
        self._show_blank()

    def _show_blank(self) -> None:
        self.blank.setChecked(self._choice.blank)
        self.blank.setVisible(bool(self._stays) or self._choice.blank)

    def stop(self) -> None:
        """Give up what is being rehearsed."""
        self.rehearsal.stop()

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        tip = self.tr(
            "What you left out and Windows stores all the same is overwritten with zeros, before "
            "the file gets its name."
        )
        hint(self.blank, tip)
        tip = self.tr(
            "Have Windows make this dump without storing it, which tells its exact size. The "
            "program stands still as for a dump."
        )
        hint(self.rehearse, tip)

    def _arrange(self) -> None:
        row = in_row(self.rehearse, (self.result, 1))
        in_column(
            self.not_honoured,
            self.blank,
            row,
            on=self,
            room=(theme.GRID, theme.GRID // 2, theme.GRID, 0),
            gap=theme.GRID // 2,
        )

    def _show_rehearse(self) -> None:
        running = self.rehearsal.is_running
        self.rehearse.setText(self.tr("Give up") if running else self.tr("&Rehearse"))
        self.rehearse.setEnabled(running or self._request is not None)

    # -------------------------------------------------------------------------------- events

    def _on_rehearse(self) -> None:
        if self.rehearsal.is_running:
            self.rehearsal.cancel()
        elif self._process is not None and self._request is not None:
            self.rehearsal.start(self._process.key, self._request)
            self.result.say(self.tr("Rehearsing …"))
        self._show_rehearse()

    def _on_ended(self, request: DumpRequest, result: int | MiniDumpError) -> None:
        self._show_rehearse()
        if request != self._request:
            return  # something else is chosen by now
        if isinstance(result, DumpCancelledError):
            self.result.say("")
        elif isinstance(result, MiniDumpError):
            self.result.say(escaped(core_text(result.cause)), "alert")
        else:
            text = self.tr("Will be {0}: {1} bytes")
            self.result.say(
                text.format(theme.binary_size(result), theme.whole_number(result)), "check"
            )
