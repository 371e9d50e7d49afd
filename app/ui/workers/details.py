"""The thread that asks for all about one process: latest question wins."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal, Slot

from ...core.dumper.cancellation import Cancellation
from ...core.errors import DumpCancelledError, MiniDumpError
from ..models.detail_rows import make_details
from .left_behind import wait_or_leave

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
    """Answers questions about processes. Lives in the thread of the window; signals arrive there.

    A question that is followed by another one before it is answered is dropped.
    """

    read = Signal(object)
    """The :class:`~app.ui.models.detail_rows.Details` last asked for."""
    failed = Signal(object)
    """A MiniDumpError: the process cannot be looked at."""

    _asked = Signal()

    def __init__(self, client: DumperClient, parent: QObject | None = None) -> None:
        """Ask *client*, which may be asked by others, too. :meth:`start` starts."""
        super().__init__(parent)
        self._client = client
        self._lock = threading.Lock()
        self._serial = 0
        self._question: DetailQuestion | None = None
        self._key: ProcessKey | None = None
        self._cancellation = Cancellation()
        self._thread = QThread(self)
        self._thread.setObjectName("details")
        self._worker = _Worker(self)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.work)
        self._worker.answered.connect(self._on_answered)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def ask(self, question: DetailQuestion) -> None:
        """Ask, instead of whatever was asked before."""
        self._put(question)
        self._asked.emit()

    def forget(self) -> None:
        """Nobody wants an answer any more."""
        self._put(None)

    def stop(self) -> None:
        """Have the thread end; waits for nothing. Follow with :meth:`wait`. The client stays."""
        self.forget()
        self._thread.quit()

    def wait(self, deadline: float) -> bool:
        """Wait until the thread has ended; say whether it has by *deadline* (monotonic clock)."""
        return wait_or_leave(self._thread, deadline, self._worker)

    def take(self) -> tuple[int, DetailQuestion | None, Cancellation]:
        """Give the question to be answered, once, its number, what stops it. For the thread."""
        with self._lock:
            question, self._question = self._question, None
            return self._serial, question, self._cancellation

    def answer(self, question: DetailQuestion, cancellation: Cancellation) -> object:
        """Find the answer: Details or a MiniDumpError. For the thread."""
        try:
            process = self._client.describe(
                question.key,
                refresh=question.refresh,
                details=True,
                environment=question.reveal,
                cancellation=cancellation,
            )
        except MiniDumpError as error:
            return error
        return make_details(question.key, process, revealed=question.reveal)

    def _put(self, question: DetailQuestion | None) -> None:
        with self._lock:
            self._serial += 1
            if question is None or question.key != self._key:
                self._cancellation.cancel()
                self._cancellation = Cancellation()
            self._key = None if question is None else question.key
            self._question = question

    def _on_answered(self, serial: int, answer: object) -> None:
        if serial != self._serial or isinstance(answer, DumpCancelledError):
            return
        if isinstance(answer, MiniDumpError):
            self.failed.emit(answer)
        else:
            self.read.emit(answer)


class _Worker(QObject):
    """What runs on the thread."""

    answered = Signal(object, object)

    def __init__(self, reader: DetailReader) -> None:
        super().__init__()
        self._reader = reader

    @Slot()
    def work(self) -> None:
        """Answer the latest question, if nobody has."""
        serial, question, cancellation = self._reader.take()
        if question is not None:
            self.answered.emit(serial, self._reader.answer(question, cancellation))
