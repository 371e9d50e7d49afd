"""The window's end of the process that looks into a dump: it asks, and never waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ...core.inspection.page import DumpPage
from ...core.inspection.reading import (
    AskTools,
    CallsRead,
    ExportCore,
    Exported,
    Failure,
    Memory,
    ReadCalls,
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
from .asked_process import AskedProcess

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ...core.inspection.page import StreamRow
    from ...core.inspection.reading import Question
    from ...core.inspection.search import Sought


class DumpReader(AskedProcess):
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
    calls_read = Signal(object)
    """CallsRead: the calls of the crash with their source lines."""
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

    def start(self) -> None:
        """Open the file and ask for its page."""
        self._start("reader", [self.path])
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

    def read_calls(self, thread: int, first: int) -> None:
        """Ask for the source lines of calls of *thread*, from the one at the address *first* on."""
        self._ask(ReadCalls(thread, first))

    def ask_tools(self) -> None:
        """Ask which tools open the dump."""
        self._ask(AskTools())

    def unpack(self) -> None:
        """Ask for what is in a file that is no dump itself, as a Failure said."""
        self._ask(UnpackDumps())

    def export_core(self, path: str) -> None:
        """Ask for the dump as an ELF core file, in the new file *path*."""
        self._ask(ExportCore(path))

    def _ask(self, question: Question) -> None:
        self._send(question)

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
            case CallsRead():
                self.calls_read.emit(answer)
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

    def _fail(self, reason: str) -> None:
        why = reason or self.tr("the file changed while it was read")
        cause = self.tr("The dump cannot be read: {0}.").format(why)
        remedy = self.tr("See whether the file is complete and still there, then read it again.")
        self.read_failed.emit(Failure(ReadPage(), cause, remedy))
