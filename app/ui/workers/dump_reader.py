"""The window's end of the process that looks into a dump: it asks, and never waits."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

from ...core import child
from ...core.inspection.framing import Frames, frame
from ...core.inspection.page import DumpPage
from ...core.inspection.reading import (
    AskTools,
    ExportCore,
    Exported,
    Failure,
    Memory,
    ReadMemory,
    ReadPage,
    ReadStream,
    ReadSymbols,
    Searched,
    SearchMemory,
    StreamText,
    SymbolsRead,
    ToolsTold,
    UnpackDumps,
    Unpacked,
)
from . import left_behind
from .child_process import child_process

if TYPE_CHECKING:
    from ...core.inspection.page import StreamRow
    from ...core.inspection.reading import Question
    from ...core.inspection.search import Sought


class DumpReader(QObject):
    """Reads one dump. A file that is hostile or cut short while it is read ends its process only.

    ``path`` is read anew with each :meth:`start`.
    """

    page_read = Signal(object)
    """The DumpPage."""
    stream_read = Signal(object)
    """A StreamText."""
    memory_read = Signal(object)
    """A Memory."""
    searched = Signal(object)
    """Searched: a step of a search."""
    symbols_read = Signal(object)
    """SymbolsRead, of some modules."""
    tools_told = Signal(object)
    """ToolsTold."""
    exported = Signal(object)
    """Exported: a core file was made."""
    read_failed = Signal(object)
    """A Failure. If what was asked is ReadPage, there is nothing to show."""

    unpacked = Signal(object)
    """Unpacked: minidumps lie beside the file now."""

    def __init__(self, path: str, parent: QObject | None = None) -> None:
        """Do not start yet."""
        super().__init__(parent)
        self.path = path
        self._process: QProcess | None = None
        self._frames = Frames()

    def start(self) -> None:
        """Open the file and ask for its page."""
        self.stop()
        self._frames = Frames()
        process = child_process(self, "reader", child.command("reader", self.path))
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_finished)
        self._process = process
        process.start()
        self._ask(ReadPage())

    def read_stream(self, row: StreamRow) -> None:
        """Ask for a stream as text."""
        self._ask(ReadStream(row.stream_type, row.size, row.rva))

    def read_memory(self, address: int, size: int) -> None:
        """Ask for what is stored of the target's memory."""
        self._ask(ReadMemory(address, size))

    def search(self, wanted: Sought, start: int = 0) -> None:
        """Ask for a step of a search; whoever is not told of its end asks for the next one."""
        self._ask(SearchMemory(wanted, start))

    def read_symbols(self, start: int = 0) -> None:
        """Ask what names are known of some modules, from the place *start* of the list on."""
        self._ask(ReadSymbols(start))

    def ask_tools(self) -> None:
        """Ask which tools open the dump."""
        self._ask(AskTools())

    def unpack(self) -> None:
        """Ask for what is in a file that is no dump itself, as a Failure said."""
        self._ask(UnpackDumps())

    def export_core(self, path: str) -> None:
        """Ask for the dump as an ELF core file, in the new file *path*."""
        self._ask(ExportCore(path))

    def process_id(self) -> int:
        """Give the id of the process that reads, 0 if there is none."""
        return 0 if self._process is None else self._process.processId()

    def stop(self) -> None:
        """End the process, whatever it is doing; it only reads. Waits for nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read)
        process.errorOccurred.disconnect(self._on_error)
        process.finished.disconnect(self._on_finished)
        left_behind.kill(process)

    def _ask(self, question: Question) -> None:
        if self._process is not None:
            self._process.write(frame(question))

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        try:
            for answer in self._frames.feed(bytes(process.readAllStandardOutput().data())):
                self._tell(answer)
                if self._process is not process:  # a listener restarted or stopped us
                    return
        except pickle.UnpicklingError as error:
            self._fail(str(error))

    def _tell(self, answer: object) -> None:
        match answer:
            case DumpPage():
                self.page_read.emit(answer)
            case StreamText():
                self.stream_read.emit(answer)
            case Memory():
                self.memory_read.emit(answer)
            case Searched():
                self.searched.emit(answer)
            case SymbolsRead():
                self.symbols_read.emit(answer)
            case ToolsTold():
                self.tools_told.emit(answer)
            case Exported():
                self.exported.emit(answer)
            case Unpacked():
                self.stop()
                self.unpacked.emit(answer)
            case Failure(asked=ReadPage(), contains=0) | Failure(asked=UnpackDumps()):
                # There is nothing more to be asked; that the process ends is no second failure.
                self.stop()
                self.read_failed.emit(answer)
            case _:
                self.read_failed.emit(answer)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._fail(self._process.errorString())

    def _on_finished(self) -> None:
        self._read()  # what it said last counts
        if self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            lines = said.strip().splitlines()
            self._fail(lines[-1] if lines else self.tr("the file changed while it was read"))

    def _fail(self, reason: str) -> None:
        self.stop()
        cause = self.tr("The dump cannot be read: {0}.").format(reason.rstrip("."))
        remedy = self.tr("See whether the file is complete and still there, then read it again.")
        self.read_failed.emit(Failure(ReadPage(), cause, remedy))
