"""The thread that asks a dumper process of its own what a dump would hold: latest question wins."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from ...core.dumper.cancellation import Cancellation
from ...core.dumper.client import DumperClient
from ...core.errors import DumpCancelledError, MiniDumpError
from ..models.contents import Contents, FlagCosts, Kind, Weights, make_contents, make_estimate
from .folder_room import Rooms
from .left_behind import wait_or_leave

if TYPE_CHECKING:
    from pathlib import Path

    from ...core.dump.request import DumpRequest
    from ...core.process_key import ProcessKey


_COSTS_DELAY: Final = 250
"""Milliseconds of quiet before other dumps are weighed and the costs of the flags computed."""


class Question(NamedTuple):
    """What would a dump with ``request`` hold, and does it fit into ``folder``?"""

    key: ProcessKey
    request: DumpRequest
    folder: Path
    refresh: bool = False
    """Look at the process again, even if it was looked at before."""
    trace: int = 0
    """Tell so many callbacks."""
    others: tuple[DumpRequest, ...] = ()
    """Say later what these would be, too."""


class Preview(QObject):
    """Answers questions about dumps. Lives in the thread of the window; signals arrive there.

    A question that is followed by another one before it is answered is dropped.
    """

    described = Signal(object)
    """The :class:`Contents` of a process, told before the first estimate for it."""
    planned = Signal(object)
    """The :class:`~app.ui.models.contents.Estimate`."""
    costed = Signal(object)
    """The :class:`~app.ui.models.contents.FlagCosts`, some time after the estimate."""
    weighed = Signal(object)
    """The :class:`~app.ui.models.contents.Weights`, some time after the estimate."""
    preview_failed = Signal(object)
    """A MiniDumpError: the process cannot be looked at, or the request cannot be carried out."""

    _asked = Signal()
    _more_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare; :meth:`start` starts."""
        super().__init__(parent)
        self._client = DumperClient()
        self._latest = _Latest()
        self._key: ProcessKey | None = None
        self._costing = Cancellation()
        self._thread = QThread(self)
        self._thread.setObjectName("preview")
        self._worker = _Worker(self._client, self._latest)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.warm_up)
        self._asked.connect(self._worker.work)
        self._more_wanted.connect(self._worker.tell_more)
        self._quiet = QTimer(self, singleShot=True, interval=_COSTS_DELAY)
        self._quiet.timeout.connect(self._want_more)
        self._telling = False
        self._worker.said_all.connect(self._on_said_all)
        self._worker.answered.connect(self._on_answered)

    @property
    def has_more_to_say(self) -> bool:
        """Whether more follows the last answer, which another question would keep back."""
        return self._telling

    @property
    def client(self) -> DumperClient:
        """The dumper that is asked: others may ask it, too, until :meth:`stop`."""
        return self._client

    def start(self) -> None:
        """Start the thread, and in it the dumper process."""
        self._thread.start()

    def ask(self, question: Question) -> None:
        """Ask, instead of whatever was asked before."""
        self._key = question.key
        self._put(question)
        self._asked.emit()

    def forget(self) -> None:
        """Nobody wants an answer any more."""
        self._key = None
        self._put(None)

    def stop(self) -> None:
        """Have dumper and thread end; waits for nothing. Follow with :meth:`wait`."""
        self.forget()
        self._client.close()
        self._thread.quit()

    def wait(self, deadline: float) -> bool:
        """Wait until both have ended; say whether they have by *deadline* (monotonic clock)."""
        over = wait_or_leave(self._thread, deadline, self._worker)
        return self._client.wait(deadline - time.monotonic()) and over

    def _put(self, question: Question | None) -> None:
        """Have *question* answered; what other dumps would be, and what flags cost, can wait."""
        self._quiet.stop()
        self._telling = False
        self._costing.cancel()
        self._latest.put(question)

    def _want_more(self) -> None:
        self._costing = Cancellation()
        self._more_wanted.emit(self._costing)

    def _on_answered(self, serial: int, answer: object) -> None:
        if isinstance(answer, Contents):
            # Told once for each process, so a later question about the same one does not matter.
            if answer.key == self._key:
                self.described.emit(answer)
        elif serial != self._latest.serial:
            return
        elif isinstance(answer, MiniDumpError):
            self.preview_failed.emit(answer)
        elif isinstance(answer, FlagCosts):
            self.costed.emit(answer)
        elif isinstance(answer, Weights):
            self.weighed.emit(answer)
        else:
            self._quiet.start()
            self._telling = True
            self.planned.emit(answer)

    def _on_said_all(self, serial: int) -> None:
        if serial == self._latest.serial:
            self._telling = False


class _Taken(NamedTuple):
    """A question that is being answered, and its number."""

    serial: int
    question: Question | None
    looking: Cancellation
    """Stops looking at the process."""
    planning: Cancellation
    """Stops everything else."""
    anew: bool
    """It is about another process than before, or somebody had lost interest in between."""


class _Latest:
    """The one question that counts, and its number."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._question: Question | None = None
        self._key: ProcessKey | None = None
        self._looking = Cancellation()
        self._planning = Cancellation()
        self._anew = True
        self.serial = 0

    def put(self, question: Question | None) -> None:
        """Take *question* instead; nobody waits for what was asked before any more.

        A look at the same process goes on: the new question needs it as well.
        """
        with self._lock:
            self.serial += 1
            if question is None or question.key != self._key:
                self._looking.cancel()
                self._looking = Cancellation()
                self._anew = True
            self._planning.cancel()
            self._planning = Cancellation()
            if question is not None and self._question is not None:
                # What was dropped may have been what asked for a fresh look.
                same = question.key == self._question.key
                refresh = question.refresh or (same and self._question.refresh)
                question = question._replace(refresh=refresh)
            self._key = None if question is None else question.key
            self._question = question

    def take(self) -> _Taken:
        """Give the question to be answered, once, its number, and what stops it."""
        with self._lock:
            question, self._question = self._question, None
            anew, self._anew = self._anew, self._anew and question is None
            return _Taken(self.serial, question, self._looking, self._planning, anew)


class _Worker(QObject):
    """What runs on the thread."""

    answered = Signal(object, object)
    """The number of a question, and what there is to say of it: Contents, an Estimate, Weights,
    FlagCosts or a MiniDumpError."""

    said_all = Signal(object)
    """The number of a question of which nothing more will be told."""

    def __init__(self, client: DumperClient, latest: _Latest) -> None:
        super().__init__()
        self._client = client
        self._latest = latest
        self._rooms = Rooms()
        self._contents: Contents | None = None
        self._planned: tuple[int, Question] | None = None
        """The question answered last, if more is still to be told of it."""
        self._costed: tuple[ProcessKey, DumpRequest] | None = None
        self._weights: Weights | None = None

    @Slot()
    def warm_up(self) -> None:
        """Have the dumper running before it is needed."""
        try:
            self._client.start()
        except MiniDumpError:
            return  # The first question will be told.

    @Slot()
    def work(self) -> None:
        """Answer the latest question, if nobody has."""
        serial, question, looking, planning, anew = self._latest.take()
        if question is None:
            return
        if anew:  # whoever was told before may have put it away
            self._costed = self._weights = None
        try:
            self._answer(serial, question, looking, planning)
        except DumpCancelledError:
            return
        except MiniDumpError as error:
            self._contents = None
            self.answered.emit(serial, error)

    def _answer(
        self, serial: int, question: Question, looking: Cancellation, planning: Cancellation
    ) -> None:
        contents = self._contents
        # Nobody may have the dumper look at the process in between: the plan would not fit.
        with self._client.turn(looking):
            while True:
                if contents is None or contents.key != question.key or question.refresh:
                    process = self._client.describe(
                        question.key, names=question.request.names_handles, cancellation=looking
                    )
                    self._contents = contents = make_contents(question.key, process)
                    self.answered.emit(serial, contents)
                    if serial != self._latest.serial:
                        return
                planned = self._client.plan(
                    question.key,
                    question.request,
                    ranges=False,
                    trace=question.trace,
                    cancellation=planning,
                )
                if len(planned.plan.regions) == len(contents.items[Kind.REGION]):
                    break
                # The dumper died, or others had it look at the process again.
                question = question._replace(refresh=True)
        room = self._rooms.at(question.folder)
        self.answered.emit(serial, make_estimate(contents, question.request, planned, room))
        self._planned = serial, question

    @Slot(object)
    def tell_more(self, cancellation: Cancellation) -> None:
        """Tell what else there is to say, unless somebody asks something else meanwhile."""
        planned, self._planned = self._planned, None
        if planned is None or planned[0] != self._latest.serial:
            return
        serial, question = planned
        try:
            self._weigh(serial, question, cancellation)
            self._tell_costs(serial, question, cancellation)
        except MiniDumpError:
            pass  # cancelled, or the process is gone, which the next question will be told
        self.said_all.emit(serial)

    def _weigh(self, serial: int, question: Question, cancellation: Cancellation) -> None:
        if not question.others:
            return
        known = self._weights
        if known is None or known[:2] != (question.key, question.others):
            figures = self._client.weigh(question.key, question.others, cancellation=cancellation)
            known = Weights(question.key, question.others, figures)
        # Told again, if it is the same: whoever asked waits for it.
        self._weights = known._replace(requests=question.others)
        self.answered.emit(serial, self._weights)

    def _tell_costs(self, serial: int, question: Question, cancellation: Cancellation) -> None:
        asked = question.key, question.request
        if self._costed == asked:
            return
        costs = self._client.costs(*asked, cancellation=cancellation)
        self._costed = asked
        self.answered.emit(serial, FlagCosts(question.key, question.request.flags, costs))
