"""Lines of calls that were inlined, as a PDB tells them: a small program for each call.

Sources: Microsoft's ``cvinfo.h`` (BinaryAnnotationOpcode, CV_DEBUG_S_SUBSECTION_TYPE), "CodeView
Symbols" (LLVM). Whatever the bytes say, reading them is bounded by their number.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBSECTION: Final = 0xF6
"""DEBUG_S_INLINEELINES, in the part of a module that tells lines."""
_OFFSET, _BASE, _CHANGE, _LENGTH, _FILE, _LINE = range(1, 7)
_OFFSET_AND_LINE, _LENGTH_AND_OFFSET, _LAST = 11, 12, 13
_MOVES: Final = (_OFFSET, _CHANGE, _OFFSET_AND_LINE, _LENGTH_AND_OFFSET)
_ENTRY: Final = struct.Struct("<III")


class InlinedLine(NamedTuple):
    """A line: of which file (where its checksum lies in the table of them), and its number."""

    file: int
    line: int


def beginnings(data: bytes) -> dict[int, InlinedLine]:
    """Give the line where each function begins that was inlined, by its id."""
    found: dict[int, InlinedLine] = {}
    if len(data) < 4:
        return found
    has_more_files = int.from_bytes(data[:4], "little") == 1
    at = 4
    while at + _ENTRY.size <= len(data):
        function, file, line = _ENTRY.unpack_from(data, at)
        found[function] = InlinedLine(file, line)
        at += _ENTRY.size
        if has_more_files:
            at += 4 + 4 * int.from_bytes(data[at : at + 4], "little")
    return found


def line_at(annotations: bytes, begins: InlinedLine, wanted: int) -> InlinedLine | None:
    """Give the line of a call that is inlined at *wanted*; None: it is not inlined there.

    Offsets are in bytes from the start of the function that holds the call. What lies elsewhere,
    in the cold part of a function, is left out.
    """
    return next(
        (line for start, end, line in _rows(annotations, begins) if start <= wanted < end), None
    )


def _rows(annotations: bytes, begins: InlinedLine) -> Iterator[tuple[int, int, InlinedLine]]:
    """Run the program of a call: each row is a stretch of code, and its line.

    A row reaches to the next one, unless a length ends it: then something else follows.
    """
    code, (file, line) = 0, begins
    row: tuple[int, InlinedLine] | None = None
    for kind, first, second in _operations(annotations):
        if kind == _BASE:
            return
        if kind == _LENGTH:
            code += first
            if row is not None:
                yield row[0], code, row[1]
            row = None
        elif kind == _FILE:
            file = first
        elif kind == _LINE:
            line += _signed(first)
            if row is None and not code:  # with nothing else, for what begins with the function
                row = 0, InlinedLine(file, line)
        elif kind in _MOVES:
            delta, lines = (first & 15, first >> 4) if kind == _OFFSET_AND_LINE else (first, 0)
            code += second if kind == _LENGTH_AND_OFFSET else delta
            line += _signed(lines)
            if row is not None and row[0] < code:
                yield row[0], code, row[1]
            row = code, InlinedLine(file, line)
            if kind == _LENGTH_AND_OFFSET:
                yield code, code + first, row[1]
                row = None


def _signed(number: int) -> int:
    return -(number >> 1) if number & 1 else number >> 1


def _operations(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Give each operation with its one or two numbers; what is not one ends them."""
    numbers = _numbers(data)
    for kind in numbers:
        if not 0 < kind <= _LAST:
            return
        first = next(numbers, None)
        second = next(numbers, None) if kind == _LENGTH_AND_OFFSET else 0
        if first is None or second is None:
            return
        yield kind, first, second


def _numbers(data: bytes) -> Iterator[int]:
    """Give the numbers, each in one, two or four bytes."""
    at = 0
    while at < len(data):
        byte = data[at]
        size = 1 if byte < 0x80 else 2 if byte < 0xC0 else 4
        if byte >= 0xE0 or at + size > len(data):
            return
        mask = {1: 0x7F, 2: 0x3FFF, 4: 0x1FFF_FFFF}[size]
        yield int.from_bytes(data[at : at + size], "big") & mask
        at += size
