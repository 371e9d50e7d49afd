"""A dump being looked at, in a process of its own: what it is asked, and what it answers.

A file may be hostile, huge, or lie on a drive that does not answer. None of that may reach the
window.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import DumpDeskError, InvalidDumpError
from ..minidump.reader import MinidumpFile, StreamEntry
from .contained import contained_dumps, unpack_all
from .dump_snapshot import snapshot_of
from .elf_core import write_elf_core
from .explained import calls_with_lines
from .framing import asked, limit_memory, tell
from .module_symbols import ModuleSymbols, symbols_of
from .page import ROWS, DumpPage, read_page
from .search import Sought, Step, search
from .show import stream_text
from .tools import tools_for, tools_for_either

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from .tools import Tool

_CALLS: Final = 8
"""Calls of a crash whose source lines are looked for: as many as are read first."""
_MODULES: Final = 32
"""Modules looked for in one answer: others are asked in between."""
MEMORY_LIMIT: Final = 1 << 20
"""Bytes of memory given in one answer."""


class ReadPage(NamedTuple):
    """Read the page: answered by a DumpPage."""


class ReadStream(NamedTuple):
    """Read the stream of this type at this offset as text: answered by StreamText."""

    stream_type: int
    size: int
    rva: int


class ReadMemory(NamedTuple):
    """Read the target's memory: answered by Memory."""

    address: int
    size: int


class SearchMemory(NamedTuple):
    """Search some of the target's memory from an address on: answered by Searched."""

    wanted: Sought
    start: int = 0


class Searched(NamedTuple):
    """What was found, and where to go on."""

    asked: SearchMemory
    step: Step


class ReadSymbols(NamedTuple):
    """See what names this machine knows of some modules: answered by SymbolsRead."""

    start: int = 0
    """The place of the first of them in the list."""


class SymbolsRead(NamedTuple):
    """What is known, and where to go on."""

    asked: ReadSymbols
    found: tuple[ModuleSymbols, ...]
    next: int | None
    """None: those were all."""


class ReadCalls(NamedTuple):
    """Look for the source lines of calls: answered by CallsRead."""

    thread: int
    first: int
    """Address of the innermost of them."""


class CallsRead(NamedTuple):
    """Calls, the innermost first, as ``dumpdesk stacks`` tells them."""

    frames: tuple[dict[str, Any], ...]


class AskTools(NamedTuple):
    """Ask which tools open the dump, here or not: answered by ToolsTold."""


class ToolsTold(NamedTuple):
    """What can open it."""

    tools: tuple[Tool, ...]
    core: str
    """The core file that those want which read cores; it may have to be made first."""


class UnpackDumps(NamedTuple):
    """Take the minidumps out of a file that is none: answered by Unpacked."""


class ExportCore(NamedTuple):
    """Write the dump as an ELF core file to this new file: answered by Exported."""

    path: str


class Exported(NamedTuple):
    """The core file is there."""

    path: str
    size: int
    """Bytes of the file."""
    tools: tuple[Tool, ...]
    """Who reads it."""


class Unpacked(NamedTuple):
    """Minidumps that lie beside the file now."""

    paths: tuple[str, ...]


class StreamText(NamedTuple):
    """A stream as text."""

    asked: ReadStream
    text: str


class Memory(NamedTuple):
    """Memory, as pieces of (address, bytes): what is not in the file lies between them."""

    asked: ReadMemory
    pieces: tuple[tuple[int, bytes], ...]


class Failure(NamedTuple):
    """Something that was asked cannot be answered."""

    asked: Question
    cause: str
    remedy: str
    contains: int = 0
    """So many minidumps are in the file, which is none itself; UnpackDumps may be asked."""


AboutDump = (
    ReadPage
    | ReadStream
    | ReadMemory
    | SearchMemory
    | ReadSymbols
    | ReadCalls
    | AskTools
    | ExportCore
)
Question = AboutDump | UnpackDumps
Answer = (
    DumpPage
    | StreamText
    | Memory
    | Searched
    | SymbolsRead
    | CallsRead
    | ToolsTold
    | Exported
    | Unpacked
    | Failure
)


def serve(path: str, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer *questions* about the dump at *path* until they end."""
    limit_memory()
    with contextlib.ExitStack() as closing:
        try:
            file = closing.enter_context(MinidumpFile.open(path))
        except DumpDeskError as error:
            contains = _contained(path)
            tell(answers, Failure(ReadPage(), error.cause, error.remedy, contains))
            if contains:
                _unpack(path, questions, answers)
            return
        for question in asked(questions):
            if not isinstance(question, UnpackDumps):  # a dump holds no other
                tell(answers, _answer(path, file, question))


def _contained(path: str) -> int:
    try:
        return len(contained_dumps(path))
    except DumpDeskError:
        return 0


def _unpack(path: str, questions: BinaryIO, answers: BinaryIO) -> None:
    """Wait until somebody wants what is in the file, and put it beside it."""
    if not any(isinstance(question, UnpackDumps) for question in asked(questions)):
        return
    try:
        tell(answers, Unpacked(tuple(name for name, _ in unpack_all(path))))
    except DumpDeskError as error:
        tell(answers, Failure(UnpackDumps(), error.cause, error.remedy))


def _answer(path: str, file: MinidumpFile, question: AboutDump) -> Answer:
    try:
        return _look(path, file, question)
    except DumpDeskError as error:
        return Failure(question, error.cause, error.remedy)
    except OSError as error:
        return Failure(question, f"{path} cannot be read: {error.strerror or error}.", "")
    except MemoryError:
        return Failure(
            question,
            "The file claims to hold more than can be shown.",
            InvalidDumpError.default_remedy,
        )


def _look(  # noqa: PLR0911 - an answer for each question
    path: str, file: MinidumpFile, question: AboutDump
) -> Answer:
    match question:
        case ReadPage():
            return read_page(path, file)
        case ReadStream():
            return StreamText(question, stream_text(file, StreamEntry(*question)))
        case ReadMemory():
            return Memory(question, tuple(_memory(file, question)))
        case SearchMemory(wanted, start):
            return Searched(question, search(file.memory, wanted, start))
        case ReadSymbols(start):
            modules = snapshot_of(file).modules[:ROWS]
            end = start + _MODULES
            found = tuple(symbols_of(modules[start:end]))
            return SymbolsRead(question, found, end if end < len(modules) else None)
        case ReadCalls(thread, first):
            return CallsRead(calls_with_lines(file, snapshot_of(file), thread, first, _CALLS))
        case AskTools():
            return _tools(path, file)
        case ExportCore():
            written = write_elf_core(file, question.path)
            tools = tools_for(snapshot_of(file), question.path)
            return Exported(question.path, written.size, tools)


def _tools(path: str, file: MinidumpFile) -> ToolsTold:
    """Look for tools; the core file would be one that is not there yet."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link stays one
    names = (whole.with_suffix(f"{more}.core") for more in ("", *(f".{n}" for n in range(2, 100))))
    core = str(next((name for name in names if not name.exists()), whole.with_suffix(".core")))
    return ToolsTold(tools_for_either(snapshot_of(file), str(whole), core), core)


def _memory(file: MinidumpFile, question: ReadMemory) -> Iterator[tuple[int, bytes]]:
    address, end = question.address, question.address + min(question.size, MEMORY_LIMIT)
    while address < end:
        if data := file.read_memory(address, end - address):
            yield address, data
            address += len(data)
        else:
            address = file.memory.next_stored(address)


def main(arguments: list[str]) -> int:
    """Answer questions on standard input about the dump that *arguments* name."""
    serve(arguments[0], sys.stdin.buffer, sys.stdout.buffer)
    return 0
