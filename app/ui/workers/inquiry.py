"""When the preview is asked, and which of its answers count: those to what is chosen now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.dump.request import DumpRequest
    from ...core.errors import MiniDumpError
    from ..models.contents import Contents, Estimate
    from .preview import Preview, Question

_REFRESH: Final = 4000
"""Milliseconds after which the process, which runs on, is looked at again."""


class Inquiry(QObject):
    """Asks a :class:`Preview` about one process, anew with every change and every few seconds."""

    described = Signal(object, bool)
    """The Contents of the process, and whether they are the first that are known of it."""
    estimated = Signal(object)
    """The Estimate that fits what was asked last."""
    failed = Signal(object)
    """The MiniDumpError: the process cannot be looked at, or the request not be carried out."""

    _wanted = Signal()

    def __init__(
        self,
        preview: Preview,
        question: Callable[[bool], Question | None],
        idle: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Put *question* (told whether to look at the process again; None: nothing to ask).

        While *idle* says so, the process is looked at again from time to time.
        """
        super().__init__(parent)
        self._preview = preview
        self._question = question
        self._idle = idle
        self._refresh = False
        self.known = False
        """The process has been described."""
        self._waiting = False
        """A question has not been answered: another look would only put its answer off."""
        self._asked: DumpRequest | None = None
        """What the next estimate has to be about; None: it would come too late."""
        self._due = False
        """To be asked when what goes on now is over: several changes may make one tick."""
        # Before anything is painted, which the dumper need not wait for.
        self._wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
        self._again = QTimer(self, interval=_REFRESH)
        self._again.timeout.connect(self._look_again)
        preview.described.connect(self._on_described)
        preview.planned.connect(self._on_planned)
        preview.preview_failed.connect(self._on_failed)

    def begin(self) -> None:
        """The questions are about another process from now on."""
        self.known = self._waiting = False
        self.ask(refresh=True)
        self._again.start()

    def end(self) -> None:
        """There is nothing to ask about any more."""
        self.known = self._waiting = False
        self._due = False
        self._again.stop()
        self._preview.forget()

    def outdate(self) -> None:
        """What was asked is not what is chosen any more: its answer would mislead."""
        self._asked = None

    def ask(self, *, refresh: bool = False) -> None:
        """Ask soon; with *refresh*, look at the process again for it."""
        self._refresh = self._refresh or refresh
        if not self._due:
            self._due = True
            self._wanted.emit()

    def _ask(self) -> None:
        if not self._due:
            return
        self._due = False
        refresh, self._refresh = self._refresh, False
        question = self._question(refresh)
        if question is not None:
            self._asked = question.request
            self._waiting = True
            self._preview.ask(question)

    def _look_again(self) -> None:
        busy = self._waiting or self._preview.has_more_to_say
        if self.known and not busy and self._idle():
            self.ask(refresh=True)

    def _on_described(self, contents: Contents) -> None:
        is_first, self.known = not self.known, True
        self.described.emit(contents, is_first)
        if is_first and self._asked is not None:
            question = self._question(False)
            if question is not None and question.request.filter != self._asked.filter:
                # Asked before it was known what rules and earlier decisions are about.
                self._asked = None
                self.ask()

    def _on_planned(self, estimate: Estimate) -> None:
        self._waiting = False
        if estimate.request == self._asked:  # or somebody ticked: a newer one is on its way
            self.estimated.emit(estimate)

    def _on_failed(self, error: MiniDumpError) -> None:
        self._waiting = False
        self.failed.emit(error)
