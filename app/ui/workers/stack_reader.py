"""The window's end of the process that looks at stacks: it asks, and never waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

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
    Registers,
    Text,
    Walked,
    Words,
    of_dump,
    of_process,
)
from .asked_process import AskedProcess

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ...core.inspection.stack_reading import Question, ReadRegisters
    from ...core.process_key import ProcessKey


class StackReader(AskedProcess):
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
    registers_read = Signal(object)
    """A Registers."""
    text_read = Signal(object)
    """A Text."""
    refused = Signal(object)
    """A Refused. If what was asked is a Look, there is nothing to show."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Look at nothing yet."""
        super().__init__(parent)
        self._arguments: list[str] = []

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

    def read_registers(self, question: ReadRegisters) -> None:
        """Have the registers of a frame told."""
        self._ask(question)

    def read_text(self, threads: frozenset[int] | None, *, lined: bool) -> None:
        """Have stacks written as text; see ReadText."""
        self._ask(ReadText(threads, lined))

    def read_command(self, *, lined: bool, administrator: bool) -> None:
        """Have the command line written that tells the same."""
        self._ask(ReadCommand(lined, administrator))

    def _turn_to(self, arguments: list[str]) -> None:
        if arguments != self._arguments:
            self.stop()
            self._arguments = arguments

    def _ask(self, question: Question) -> None:
        if self._process is None:
            self._start("stacks", self._arguments)
        self._send(question)

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
            case Registers():
                self.registers_read.emit(answer)
            case Text():
                self.text_read.emit(answer)
            case _:
                self.refused.emit(answer)

    def _fail(self, reason: str) -> None:
        why = reason or self.tr("the process that looks has ended")
        cause = self.tr("The stacks cannot be read: {0}.").format(why)
        remedy = self.tr("Look again; if it happens again, write a dump and open it.")
        self.refused.emit(Refused(Look(), cause, remedy))
