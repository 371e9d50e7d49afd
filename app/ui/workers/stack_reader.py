"""The window's end of the process that looks at stacks: it asks, and never waits."""

from __future__ import annotations

import pickle
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from ...core import child
from ...core.inspection.framing import Frames, frame
from ...core.inspection.stack_reading import (
    Begun,
    Lined,
    Look,
    Looked,
    ReadCommand,
    ReadLines,
    ReadText,
    ReadWords,
    Refused,
    Text,
    Walked,
    Words,
    of_dump,
    of_process,
)
from . import left_behind
from .child_process import child_process

if TYPE_CHECKING:
    from ...core.inspection.stack_reading import Question
    from ...core.process_key import ProcessKey

_BUDGET: Final = 0.008
"""Seconds in one turn of the event loop for answers: thousands of stacks may come at once."""


class StackReader(QObject):
    """Has stacks looked at, of one process or dump at a time.

    What is not wanted any more ends with its process, which lets a target go on as it was.
    """

    begun = Signal(object)
    """Begun: the first of a look's answers."""
    walked = Signal(object)
    """A Walked, for each thread."""
    looked = Signal(object)
    """Looked: there are no more."""
    lined = Signal(object)
    """A Lined."""
    words_read = Signal(object)
    """A Words."""
    text_read = Signal(object)
    """A Text."""
    refused = Signal(object)
    """A Refused. If what was asked is a Look, there is nothing to show."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Look at nothing yet."""
        super().__init__(parent)
        self._arguments: list[str] = []
        self._process: QProcess | None = None
        self._frames = Frames()
        self._more = QTimer(self, interval=0)
        self._more.timeout.connect(self._read)

    def turn_to_process(self, key: ProcessKey) -> None:
        """From now on look at this process; what was asked about another one is given up."""
        self._turn_to(of_process(key))

    def turn_to_dump(self, path: str) -> None:
        """From now on look at this dump."""
        self._turn_to(of_dump(path))

    def look(self) -> None:
        """Have all stacks walked, as they are now."""
        self._ask(Look())

    def read_lines(self, thread: int) -> None:
        """Have the source lines of a thread's stack looked for."""
        self._ask(ReadLines(thread))

    def read_words(self, thread: int, number: int, *, lined: bool) -> None:
        """Have the raw words of a frame told; see ReadWords."""
        self._ask(ReadWords(thread, number, lined))

    def read_text(self, threads: frozenset[int] | None, *, lined: bool) -> None:
        """Have stacks written as text; see ReadText."""
        self._ask(ReadText(threads, lined))

    def read_command(self, *, lined: bool, administrator: bool) -> None:
        """Have the command line written that tells the same."""
        self._ask(ReadCommand(lined, administrator))

    def process_id(self) -> int:
        """Give the id of the process that looks, 0 if there is none."""
        return 0 if self._process is None else self._process.processId()

    def stop(self) -> None:
        """End the process, whatever it is doing. Waits for nothing."""
        process, self._process = self._process, None
        self._more.stop()
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read)
        process.errorOccurred.disconnect(self._on_error)
        process.finished.disconnect(self._on_finished)
        left_behind.kill(process)

    def _turn_to(self, arguments: list[str]) -> None:
        if arguments != self._arguments:
            self.stop()
            self._arguments = arguments

    def _ask(self, question: Question) -> None:
        if self._process is None:
            self._start()
        if self._process is not None:
            self._process.write(frame(question))

    def _start(self) -> None:
        self._frames = Frames()
        process = child_process(self, "stacks", child.command("stacks", *self._arguments))
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_finished)
        self._process = process
        process.start()

    def _read(self, *, to_the_end: bool = False) -> None:
        """Pass on what has arrived, as much as fits into a turn; the rest comes in the next one."""
        process = self._process
        if process is None:
            return
        end = time.monotonic() + _BUDGET
        try:
            for answer in self._frames.feed(bytes(process.readAllStandardOutput().data())):
                self._tell(answer)
                if self._process is not process:  # a listener turned to another, or stopped us
                    return
                if not to_the_end and time.monotonic() > end:
                    self._more.start()
                    return
        except pickle.UnpicklingError as error:
            self._fail(str(error))
            return
        self._more.stop()

    def _tell(self, answer: object) -> None:
        match answer:
            case Begun():
                self.begun.emit(answer)
            case Walked():
                self.walked.emit(answer)
            case Looked():
                self.looked.emit(answer)
            case Lined():
                self.lined.emit(answer)
            case Words():
                self.words_read.emit(answer)
            case Text():
                self.text_read.emit(answer)
            case _:
                self.refused.emit(answer)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._fail(self._process.errorString())

    def _on_finished(self) -> None:
        self._read(to_the_end=True)  # what it said last counts
        if self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            lines = said.strip().splitlines()
            self._fail(lines[-1] if lines else self.tr("the process that looks has ended"))

    def _fail(self, reason: str) -> None:
        self.stop()
        cause = self.tr("The stacks cannot be read: {0}.").format(reason.rstrip("."))
        remedy = self.tr("Look again; if it happens again, write a dump and open it.")
        self.refused.emit(Refused(Look(), cause, remedy))
