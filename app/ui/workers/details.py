"""Asks for all about one process, beside the window: latest question wins."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ...core.dumper.cancellation import Cancellation
from ...core.errors import DumpCancelledError
from ..models.detail_rows import Details, make_details
from .errands import Errands

if TYPE_CHECKING:
    from ...core.dumper.client import DumperClient
    from ...core.process_key import ProcessKey


class DetailQuestion(NamedTuple):
    """What is the process of ``key`` made of?"""

    key: ProcessKey
    refresh: bool = False
    """Look at it again, even if it was looked at just now."""
    reveal: bool = False
    """Tell the values of the environment, too."""


class DetailReader(QObject):
    """Answers questions about processes; signals arrive in the thread of the window.

    A question that is followed by another one before it is answered is dropped.
    """

    read = Signal(object)
    """The :class:`~app.ui.models.detail_rows.Details` last asked for."""
    failed = Signal(object)
    """A MiniDumpError: the process cannot be looked at."""

    def __init__(self, client: DumperClient, parent: QObject | None = None) -> None:
        """Ask *client*, which may be asked by others, too."""
        super().__init__(parent)
        self._client = client
        self._errands = Errands(self)
        self._question: DetailQuestion | None = None
        self._cancellation = Cancellation()

    def ask(self, question: DetailQuestion) -> None:
        """Ask, instead of whatever was asked before."""
        if self._question is None or question.key != self._question.key:
            self.forget()
        self._question = question
        answer = partial(self._answer, question, self._cancellation)
        self._errands.run(answer, partial(self._on_answered, question))

    def forget(self) -> None:
        """Nobody wants an answer any more."""
        self._question = None
        self._cancellation.cancel()
        self._cancellation = Cancellation()

    def stop(self) -> None:
        """Give up; waits for nothing. Follow with :meth:`wait`. The client stays."""
        self.forget()

    def wait(self, deadline: float) -> bool:
        """Wait until nothing is asked any more; say whether it is so by *deadline*."""
        return self._errands.stop(max(0, deadline - time.monotonic()))

    def _answer(self, question: DetailQuestion, cancellation: Cancellation) -> Details | None:
        """Find the answer, on the thread; None if another one is wanted by now."""
        if question is not self._question:
            return None
        process = self._client.describe(
            question.key,
            refresh=question.refresh,
            details=True,
            environment=question.reveal,
            cancellation=cancellation,
        )
        return make_details(question.key, process, revealed=question.reveal)

    def _on_answered(self, question: DetailQuestion, answer: object) -> None:
        if question is not self._question or isinstance(answer, DumpCancelledError):
            return
        if isinstance(answer, Details):
            self.read.emit(answer)
        else:
            self.failed.emit(answer)
