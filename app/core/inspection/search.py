"""Finding things in the memory that a dump holds: bytes, texts, and pointers to a place.

A search goes in steps, so that whoever asked can tell how far it is, do something else in between,
and stop by not asking for the next one::

    wanted, step = sought(SearchKind.TEXT, "orderd", architecture), Step()
    while step.next is not None:
        step = search(file.memory, wanted, step.next)
        ...  # step.hits, step.searched
"""

from __future__ import annotations

import re
import sys
from array import array
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidRequestError
from ..minidump.constants import PROCESSOR_ARCHITECTURE
from ..numerals import parse_number, parse_size, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..minidump.stored_memory import StoredMemory

STEP: Final = 8 << 20
"""Bytes searched in one step: some tens of milliseconds."""
_PIECE: Final = 1 << 20
HITS: Final = 10_000
"""Places found after which a search ends: whoever wants more has to ask more closely."""
_LONGEST: Final = 4096
"""Bytes that may be sought."""
_SHOWN: Final = 32
"""Bytes of what is found that are told, from where it begins."""
_NARROW: Final = frozenset({PROCESSOR_ARCHITECTURE.INTEL, PROCESSOR_ARCHITECTURE.ARM})


class SearchKind(StrEnum):
    """What is sought."""

    BYTES = "bytes"
    TEXT = "text"
    UTF16 = "utf16"
    POINTERS = "pointers"


class Sought(NamedTuple):
    """What is sought, ready to be compared with memory."""

    kind: SearchKind
    data: bytes
    """The bytes; empty for pointers."""
    low: int = 0
    end: int = 0
    """Pointers lead into ``[low, end)``."""
    word: int = 8
    """Bytes of a pointer; those that are sought are aligned to that."""
    any_case: bool = False
    """Letters of ASCII count the same in either case."""


class Hit(NamedTuple):
    """A place where it is."""

    address: int
    size: int
    """Bytes of what was sought; the pointer's own for a pointer."""
    data: bytes
    """What stands there, 32 bytes at most."""


class Step(NamedTuple):
    """How far a search has come."""

    hits: tuple[Hit, ...] = ()
    """Found in this step."""
    next: int | None = 0
    """The address to go on from; None: all has been searched."""
    searched: int = 0
    """Bytes searched in this step."""


def word_size(architecture: int) -> int:
    """Give the bytes of a pointer of a PROCESSOR_ARCHITECTURE."""
    return 4 if architecture in _NARROW else 8


def sought(kind: SearchKind, text: str, architecture: int, *, any_case: bool = False) -> Sought:
    """Understand what somebody typed.

    Bytes are pairs of hexadecimal digits, with spaces between them or not. A pointer is an address
    that is pointed to, or a range of those: ``0x1000-0x2000`` (the end is not part of it) or
    ``0x1000:4K``. Raises InvalidRequestError for what cannot be understood.
    """
    word = word_size(architecture)
    if kind is SearchKind.POINTERS:
        low, end = _range(text)
        return Sought(kind, b"", low, end, word)
    data = _bytes(text) if kind is SearchKind.BYTES else _encoded(kind, text)
    if not data:
        raise InvalidRequestError("There is nothing to be sought.", "Say what is to be found.")
    if len(data) > _LONGEST:
        raise InvalidRequestError(
            f"What is sought has {len(data)} bytes.", f"Give {_LONGEST} bytes at most."
        )
    return Sought(kind, data, word=word, any_case=any_case and kind is not SearchKind.BYTES)


def search(memory: StoredMemory, wanted: Sought, start: int = 0, most: int = STEP) -> Step:
    """Search *memory* from the address *start* on, *most* bytes of it, for *wanted*.

    What lies across two ranges that touch each other is found; across a gap nothing is.
    """
    hits: list[Hit] = []
    reach = wanted.word if wanted.kind is SearchKind.POINTERS else len(wanted.data)
    address, searched = memory.next_stored(start), 0
    while address < 1 << 64 and searched < most:
        data = memory.read(address, _PIECE + reach - 1)
        if not data:  # the file is shorter than it was
            break
        is_end = len(data) < _PIECE + reach - 1
        for at, size in _places(data, address, wanted):
            # What begins behind the piece is found with the next one.
            if is_end or at < _PIECE:
                hits.append(Hit(address + at, size, data[at : at + _SHOWN]))
                if len(hits) >= HITS:
                    return Step(tuple(hits), None, searched)
        step = len(data) if is_end else _PIECE
        searched += step
        address = memory.next_stored(address + step)
    return Step(tuple(hits), address if address < 1 << 64 and searched >= most else None, searched)


def _places(data: bytes, address: int, wanted: Sought) -> Iterator[tuple[int, int]]:
    """Give offset and size of each place in *data*, which begins at *address*."""
    if wanted.kind is SearchKind.POINTERS:
        for at in _pointers(data, address, wanted):
            yield at, wanted.word
        return
    pattern = re.compile(
        b"(?=" + re.escape(wanted.data) + b")", re.IGNORECASE if wanted.any_case else 0
    )
    for match in pattern.finditer(data):
        yield match.start(), len(wanted.data)


def _pointers(data: bytes, address: int, wanted: Sought) -> Iterator[int]:
    word = wanted.word
    first = -address % word
    count = max(0, len(data) - first) // word
    if wanted.end - wanted.low == 1:  # one address: as bytes, which is many times faster
        exact = wanted.low.to_bytes(word, "little")
        at = data.find(exact, first)
        while at >= 0:
            if (at - first) % word == 0:
                yield at
            at = data.find(exact, at + 1)
        return
    words = array("Q" if word == 8 else "I", data[first : first + count * word])
    if sys.byteorder == "big":
        words.byteswap()
    low, end = wanted.low, wanted.end
    yield from (first + index * word for index, value in enumerate(words) if low <= value < end)


def _range(text: str) -> tuple[int, int]:
    """Read an address or a range."""
    head, separator, tail = text.strip().partition("-" if "-" in text else ":")
    low = parse_number(_prefixed(head))
    if not separator:
        return low, low + 1
    end = parse_number(_prefixed(tail)) if separator == "-" else low + parse_size(tail)
    if end <= low:
        raise InvalidRequestError(
            f"The range {text.strip()!r} is empty.", "Give the lower address first."
        )
    return low, end


def _prefixed(text: str) -> str:
    """Take an address for hexadecimal also where it does not say so."""
    text = text.strip()
    return text if text[:2].lower() == "0x" else f"0x{text}"


def _bytes(text: str) -> bytes:
    digits = "".join(text.split()).removeprefix("0x")
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise InvalidRequestError(
            f"{shown(text)} is not a row of bytes.",
            "Give pairs of hexadecimal digits, as in de ad be ef.",
        ) from None


def _encoded(kind: SearchKind, text: str) -> bytes:
    return text.encode("utf-16-le" if kind is SearchKind.UTF16 else "utf-8", "surrogatepass")
