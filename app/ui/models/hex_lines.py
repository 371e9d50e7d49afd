"""Memory as lines of hexadecimal: what a line shows, and what in it leads somewhere.

Knows nothing of how it is drawn; the view asks for the lines that are in view.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from ...core.inspection.whereabouts import Use
from ..core_texts import core_text

if TYPE_CHECKING:
    from ...core.inspection.whereabouts import Place, Whereabouts

BYTES_IN_LINE: Final = 16
BLOCK: Final = 1 << 14
"""Bytes fetched at once."""
_KEPT: Final = 64
"""Blocks remembered."""
_STRINGS: Final = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|[\x20-\x7e]{5,}")
"""What is a text to people: ASCII, also as UTF-16."""
ARROW: Final = "\N{RIGHTWARDS ARROW} "


class Mark(Enum):
    """What a number in memory leads to: each has a colour and a line of its own."""

    MODULE = "module"
    STACK = "stack"
    MEMORY = "memory"


_MARKS: Final = {
    Use.MODULE: Mark.MODULE,
    Use.IMAGE: Mark.MODULE,
    Use.STACK: Mark.STACK,
    Use.TLS: Mark.STACK,
}


class Word(NamedTuple):
    """A number of the size of a pointer, aligned to that."""

    address: int
    text: str
    """As it is shown: bytes in their order, or as a number."""
    value: int | None
    """None: not all of it is in the file."""
    place: Place | None
    """What it leads to, if it may be a pointer."""

    @property
    def mark(self) -> Mark | None:
        """How it is marked."""
        return None if self.place is None else _MARKS.get(self.place.use, Mark.MEMORY)

    @property
    def meaning(self) -> str:
        """What it leads to, in words; empty if it leads nowhere."""
        if self.place is None or self.value is None:
            return ""
        return self.place.text(self.value, core_text)


class Line(NamedTuple):
    """A line of memory."""

    address: int
    words: tuple[Word, ...]
    characters: str
    strings: tuple[tuple[int, int], ...]
    """Which of the characters belong to a text: from, to."""

    @property
    def meaning(self) -> str:
        """What its words lead to."""
        return "  ".join(ARROW + word.meaning for word in self.words if word.place is not None)

    @property
    def text(self) -> str:
        """All of it, as it is shown, read out and copied."""
        codes = " ".join(word.text for word in self.words)
        return f"{self.address:012x}  {codes}  {self.characters}  {self.meaning}".rstrip()


class HexLines:
    """What has been fetched of memory, as lines."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self.places: Whereabouts | None = None
        self.word = 8
        """Bytes of a pointer."""
        self.as_words = False
        """A line is one number, instead of sixteen bytes."""
        self._blocks: OrderedDict[int, tuple[tuple[int, bytes], ...]] = OrderedDict()
        self._strings: dict[int, list[tuple[int, int]]] = {}
        self._asked: set[int] = set()

    @property
    def size(self) -> int:
        """Bytes in a line."""
        return self.word if self.as_words else BYTES_IN_LINE

    def forget(self) -> None:
        """Fetch everything anew."""
        self._blocks.clear()
        self._strings.clear()
        self._asked.clear()

    def take(self, block: int, pieces: tuple[tuple[int, bytes], ...]) -> None:
        """Take what was fetched of a block."""
        self._asked.discard(block)
        self._blocks[block] = pieces
        self._strings[block] = [
            (start + found.start(), start + found.end())
            for start, data in pieces
            for found in _STRINGS.finditer(data)
        ]
        while len(self._blocks) > _KEPT:
            oldest, _ = self._blocks.popitem(last=False)
            del self._strings[oldest]

    def wanted(self, address: int) -> int | None:
        """Give the block of *address* if it has to be fetched, once."""
        block = address - address % BLOCK
        if block in self._blocks or block in self._asked:
            return None
        self._asked.add(block)
        return block

    def line(self, address: int) -> Line:
        """Make the line at *address*; what is not there is shown as dots."""
        size = self.size
        cells = self._cells(address, size)
        words = tuple(
            self._word(address + at, cells[at : at + self.word]) for at in range(0, size, self.word)
        )
        characters = "".join(
            " " if byte is None else chr(byte) if 32 <= byte < 127 else "." for byte in cells
        )
        return Line(address, words, characters, tuple(self._runs(address, size)))

    def _cells(self, address: int, size: int) -> list[int | None]:
        cells: list[int | None] = [None] * size
        for start, data in self._blocks.get(address - address % BLOCK, ()):
            low, high = max(start, address), min(start + len(data), address + size)
            for place in range(low, high):
                cells[place - address] = data[place - start]
        return cells

    def _word(self, address: int, cells: list[int | None]) -> Word:
        there = [byte for byte in cells if byte is not None]
        whole = len(there) == len(cells)
        value = int.from_bytes(there, "little") if whole else None
        if self.as_words:
            text = ".." * self.word if value is None else f"{value:0{2 * self.word}x}"
        else:
            text = " ".join(".." if byte is None else f"{byte:02x}" for byte in cells)
        place = None
        if value is not None and self.places is not None:
            place = self.places.pointer(value)
        return Word(address, text, value, place)

    def _runs(self, address: int, size: int) -> list[tuple[int, int]]:
        runs = self._strings.get(address - address % BLOCK, [])
        index = max(0, bisect_right(runs, (address, 0)) - 1)
        found = []
        for low, high in runs[index:]:
            if low >= address + size:
                break
            if high > address:
                found.append((max(low - address, 0), min(high - address, size)))
        return found
