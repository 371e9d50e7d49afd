"""Whether the tables of files before a line program can be read in a time that their bytes allow.

In DWARF 5 a table says itself how its entries look: where they take no bytes, a count alone can
have whoever reads them go on for ever (section 6.2.4.1). Older ones end by a zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import InvalidImageError
from .cursor import Cursor

if TYPE_CHECKING:
    from .extent import Read

_MOST: Final = 8 << 20
"""Bytes of a header that are looked at."""
_WIDE: Final = 0xFFFF_FFFF
_SIZES: Final = {0x0B: 1, 0x05: 2, 0x06: 4, 0x07: 8, 0x1E: 16, 0x25: 1, 0x26: 2, 0x27: 3, 0x28: 4}
"""Forms of one size: data1 to data16, strx1 to strx4. (DWARF 5, section 7.5.6)"""
_OFFSETS: Final = (0x0E, 0x17, 0x1D, 0x1F)
"""strp, sec_offset, strp_sup, line_strp."""
_NUMBERS: Final = (0x0D, 0x0F, 0x1A)
"""sdata, udata, strx."""
_STRING, _BLOCK = 0x08, 0x09
_BLOCKS: Final = {0x0A: 1, 0x03: 2, 0x04: 4}


def check(read: Read, offset: int) -> None:
    """Look at the header at *offset* of .debug_line. Raises InvalidImageError if it lies."""
    head = Cursor(read(offset, 64))
    word = 4
    if head.unsigned(4) == _WIDE:
        word = 8
        head.unsigned(8)
    if head.unsigned(2) < 5:
        return
    head.unsigned(2)  # sizes of an address and of a segment
    rest = head.unsigned(word)
    start = head.at
    cursor = Cursor(read(offset + start, min(rest, _MOST)))
    cursor.block(5)  # lengths of instructions, the first statement, and how lines are packed
    cursor.block(max(0, cursor.unsigned(1) - 1))
    for _ in ("folders", "files"):
        forms = [(cursor.uleb(), cursor.uleb())[1] for _ in range(cursor.unsigned(1))]
        count = cursor.uleb()
        if count and not forms:
            raise InvalidImageError("a table of its source files has entries without any bytes")
        for _ in range(count):  # each takes a byte at least, or raises
            for form in forms:
                _skip(cursor, form, word)


def _skip(cursor: Cursor, form: int, word: int) -> None:
    if form in _SIZES:
        cursor.block(_SIZES[form])
    elif form in _OFFSETS:
        cursor.block(word)
    elif form in _NUMBERS:
        cursor.uleb()
    elif form == _STRING:
        cursor.text()
    elif form == _BLOCK:
        cursor.block(cursor.uleb())
    elif form in _BLOCKS:
        cursor.block(cursor.unsigned(_BLOCKS[form]))
    else:
        raise InvalidImageError(f"form {form:#x} in a table of its source files is not known")
