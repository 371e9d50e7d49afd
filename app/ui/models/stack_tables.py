"""The frames of a stack, and the raw words of a frame, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from ...core.dump.texts import base_name
from ...core.inspection.callers import FoundBy
from ...core.inspection.stack_text import place_text
from ...core.inspection.stack_words import Pointed
from ...core.inspection.waits import own_frame
from ...core.text import escaped, file_name
from .. import theme
from ..core_texts import quoted
from ..translation import QT_TRANSLATE_NOOP, translate
from .detail_columns import DetailColumn, address_column, number_column
from .detail_rows import make_row
from .detail_table import DetailTable
from .memory_kinds import hexadecimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from ...core.inspection.stack_words import Word
    from ...core.inspection.stacks import Frame, Stack
    from .detail_rows import DetailRow

_FOUND: Final = {
    FoundBy.CONTEXT: (
        QT_TRANSLATE_NOOP("Stacks", "context"),
        QT_TRANSLATE_NOOP("Stacks", "Found by registers that were saved: it is certain."),
    ),
    FoundBy.CFI: (
        QT_TRANSLATE_NOOP("Stacks", "CFI"),
        QT_TRANSLATE_NOOP("Stacks", "Found by the unwind tables of the code: it is certain."),
    ),
    FoundBy.FRAME_POINTER: (
        QT_TRANSLATE_NOOP("Stacks", "frame pointer"),
        QT_TRANSLATE_NOOP(
            "Stacks", "Found by the frame pointer: calls that keep none may be missing before it."
        ),
    ),
    FoundBy.SCAN: (
        QT_TRANSLATE_NOOP("Stacks", "scan"),
        QT_TRANSLATE_NOOP(
            "Stacks",
            "A guess: a word on the stack that points behind a call. Calls may be missing.",
        ),
    ),
    FoundBy.PYTHON: (
        QT_TRANSLATE_NOOP("Stacks", "Python"),
        QT_TRANSLATE_NOOP(
            "Stacks", "Told by Python's interpreter: the next native frame was running it."
        ),
    ),
}
_INLINED: Final = (
    QT_TRANSLATE_NOOP("Stacks", "inlined"),
    QT_TRANSLATE_NOOP("Stacks", "The compiler put it into the function that called it."),
)
_POINTED: Final = {
    Pointed.RETURN: QT_TRANSLATE_NOOP("Stacks", "return address"),
    Pointed.CODE: QT_TRANSLATE_NOOP("Stacks", "code"),
    Pointed.IMAGE: QT_TRANSLATE_NOOP("Stacks", "data of a module"),
    Pointed.STACK: QT_TRANSLATE_NOOP("Stacks", "stack"),
    Pointed.MEMORY: QT_TRANSLATE_NOOP("Stacks", "memory"),
}
_DECORATION: Final = Qt.ItemDataRole.DecorationRole.value
_FONT: Final = Qt.ItemDataRole.FontRole.value
_GROUND: Final = Qt.ItemDataRole.BackgroundRole.value
FUNCTION: Final = 1
_SLICE: Final = 400
"""Frames made in one go: a few milliseconds."""


class Placed(NamedTuple):
    """A frame in its place, from 0, the innermost."""

    number: int
    frame: Frame


def _function(placed: Placed) -> str:
    return escaped(placed.frame.function) or "?"


def _source(placed: Placed) -> str:
    frame = placed.frame
    return f"{escaped(base_name(frame.file))}:{frame.line}" if frame.line else ""


def _module(placed: Placed) -> str:
    if placed.frame.found_by is FoundBy.PYTHON:
        return ""  # that of the interpreter, as of the next frame
    return escaped(place_text(placed.frame))


def _found(frame: Frame) -> tuple[str, str]:
    return _INLINED if frame.is_inlined else _FOUND[frame.found_by]


def _pointed(word: Word) -> str:
    place = ""
    if word.module is not None:
        place = f"{file_name(word.module.name)}+{word.offset:#x}"
    elif word.thread:
        place = translate("Stacks", "of thread {0}").format(word.thread)
    elif word.region:
        place = word.region
    kind = translate("Stacks", _POINTED[word.kind]) if word.kind else ""
    parts = (
        f"{kind} {place}" if word.thread and place else kind,
        f"{word.function}+{word.function_offset:#x}" if word.function else "",
        "" if word.thread else place,
        quoted(word.text) if word.text else "",
    )
    return "  ".join(escaped(part) for part in parts if part)


FRAME_COLUMNS: Final[tuple[DetailColumn[Placed], ...]] = (
    number_column(
        QT_TRANSLATE_NOOP("Details", "#"),
        QT_TRANSLATE_NOOP("Details", "Its place: 0 is where the thread runs."),
        lambda placed: placed.number,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Function"),
        help=QT_TRANSLATE_NOOP("Details", "What runs, or called the function above it."),
        value=lambda placed: placed.frame.function.casefold(),
        text=_function,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Source line"),
        help=QT_TRANSLATE_NOOP(
            "Details", "Where it stands in the source, where debug information tells."
        ),
        value=lambda placed: (placed.frame.file, placed.frame.line),
        text=_source,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "In module"),
        help=QT_TRANSLATE_NOOP("Details", "The program or library it is in, and how far into it."),
        value=lambda placed: placed.frame.address,
        text=_module,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Found by"),
        help=QT_TRANSLATE_NOOP("Details", "How the frame was found, which says how certain it is."),
        value=lambda placed: str(placed.frame.found_by),
        text=lambda placed: translate("Stacks", _found(placed.frame)[0]),
    ),
)
WORD_COLUMNS: Final[tuple[DetailColumn[Word], ...]] = (
    address_column(
        QT_TRANSLATE_NOOP("Details", "Address"),
        QT_TRANSLATE_NOOP("Details", "Where it lies on the stack."),
        lambda word: word.address,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Value"),
        help=QT_TRANSLATE_NOOP("Details", "What lies there."),
        value=lambda word: word.value,
        text=lambda word: f"{word.value:016x}",
        number=True,
        fixed=True,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Points to"),
        help=QT_TRANSLATE_NOOP(
            "Details",
            "What the value is if it is an address. It may be left from a call that has returned "
            "long ago.",
        ),
        value=lambda word: (str(word.kind), word.value),
        text=_pointed,
    ),
)


class FrameTable(DetailTable):
    """The frames of one stack. Python's stand out, and so does what is sought."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(FRAME_COLUMNS, _about_frame, parent)
        self._needle = ""

    def filling(self, stack: Stack | None, *, early: bool) -> Iterator[None]:
        """Show the frames of *stack*, made a slice at a time; with *early*, the first before all.

        A recursion, with the calls that were inlined into it, may have thousands.
        """
        frames = stack.frames if stack is not None else ()
        rows: list[DetailRow] = []
        called = 0  # so many frames that are there with and without inlined calls
        for begin in range(0, len(frames), _SLICE):
            for number, frame in enumerate(frames[begin : begin + _SLICE], begin):
                key = -1 - number if frame.is_inlined else called
                called += not frame.is_inlined
                rows.append(make_row(FRAME_COLUMNS, key, (0, 0), Placed(number, frame)))
            if early and begin == 0 and len(frames) > _SLICE:
                self.show(tuple(rows))
            if len(rows) < len(frames):
                yield
        self.show(tuple(rows))

    def set_needle(self, text: str) -> None:
        """Have frames stand out that have *text* in function, file or module."""
        self._needle = text.strip().casefold()
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, FUNCTION), [_FONT])

    def row_at(self, address: int) -> int:
        """Give the row of the first frame at *address*; -1: it is not there."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.row(row).thing.frame.address == address), -1)

    def first_found(self, stack: Stack | None) -> int:
        """Give the first row that has what is sought, else that of what the *stack* is named by."""
        own = None if stack is None else own_frame(stack)
        things = [self.row(row).thing for row in range(self.rowCount())]
        named = (row for row, thing in enumerate(things) if thing.frame is own)
        found = (row for row, thing in enumerate(things) if self._is_found(thing))
        return next(found, next(named, 0))

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give what a cell shows."""
        if role in (_DECORATION, _FONT, _GROUND) and index.isValid():
            placed: Placed = self.row(index.row()).thing
            is_python = placed.frame.found_by is FoundBy.PYTHON
            if role == _FONT:
                return self._font(placed) if index.column() == FUNCTION else None
            if role == _GROUND:
                palette = QGuiApplication.palette()
                return palette.brush(QPalette.ColorRole.AlternateBase) if is_python else None
            return theme.icon("script") if is_python and index.column() == FUNCTION else None
        return super().data(index, role)

    def _font(self, placed: Placed) -> QFont | None:
        found = self._is_found(placed)
        if not found and not placed.frame.is_inlined:
            return None
        font = QFont()
        font.setBold(found)
        font.setItalic(placed.frame.is_inlined)
        return font

    def _is_found(self, placed: Placed) -> bool:
        frame = placed.frame
        name = frame.module.name if frame.module is not None else ""
        texts = (frame.function, frame.file, name)
        return bool(self._needle) and any(self._needle in text.casefold() for text in texts)


def word_table(parent: QObject | None = None) -> DetailTable:
    """Make the table of the raw words of one frame, empty; tooltips say what they point to."""
    return DetailTable(WORD_COLUMNS, _pointed, parent)


def word_rows(words: Sequence[Word]) -> tuple[DetailRow, ...]:
    """Make the rows of that table."""
    return tuple(
        make_row(WORD_COLUMNS, word.address, (word.value, word.value + 1), word) for word in words
    )


def _about_frame(placed: Placed) -> str:
    frame = placed.frame
    name = escaped(frame.function) or "?"
    offset = f"+{frame.function_offset:#x}" if frame.function_offset else ""
    lines = [f"{name}{offset}"]
    if frame.file:
        lines.append(f"{escaped(frame.file)}:{frame.line}")
    if frame.module is not None:
        lines.append(f"{escaped(frame.module.name)}+{frame.offset:#x}")
    text = translate("Stacks", "Address {0}, stack pointer {1}")
    lines.append(text.format(hexadecimal(frame.address), hexadecimal(frame.stack_pointer)))
    lines.append(translate("Stacks", _found(frame)[1]))
    return "\n".join(lines)
