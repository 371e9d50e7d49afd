"""Names of functions from symbol tables (elf(5), Elf64_Sym)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import Final, NamedTuple

_FUNCTION, _NO_TYPE, _INDIRECT = 2, 0, 10
_UNDEFINED: Final = 0
_RESERVED: Final = 0xFF00
_MOST_NAME: Final = 4096
_MOST_SYMBOLS: Final = 2_000_000
_NESTED: Final = 16
"""Symbols that are looked at before the nearest one, for one that reaches further."""
_BINDINGS: Final = {1: 0, 2: 1}
"""Global, then weak, then the rest: which of several names of an address is told."""


class Symbol(NamedTuple):
    """A function: where it begins before relocation, its bytes (0: not told), its name."""

    start: int
    size: int
    name: bytes


class SymbolTable:
    """A symbol table, sorted when it is first asked."""

    def __init__(self, table: bytes, names: bytes, *, is_64: bool, is_whole: bool) -> None:
        """Look at the bytes of the *table* and of its *names*.

        A symbol without a size counts up to the next one, where the table *is_whole*.
        """
        layout = struct.Struct("<IBBHQQ" if is_64 else "<IIIBBH")
        whole = min(len(table) // layout.size, _MOST_SYMBOLS) * layout.size
        self._names = names
        self._is_whole = is_whole
        rows = []
        for index, fields in enumerate(layout.iter_unpack(table[:whole])):
            if is_64:
                name, info, _, section, value, size = fields
            else:
                name, value, size, info, _, section = fields
            kind = info & 15
            if (
                section == _UNDEFINED
                or section >= _RESERVED
                or not names[name : name + 1].strip(b"\0")
            ):
                continue
            if kind in (_FUNCTION, _INDIRECT) or (kind == _NO_TYPE and is_whole):
                rows.append((value, size, index, info, name))
        rows.sort()
        self._rows = rows
        self._starts = [row[0] for row in rows]

    def find(self, address: int) -> Symbol | None:
        """Give the function that *address* (before relocation) is in; None: no name is true."""
        last = bisect_right(self._starts, address)
        near = self._rows[max(0, last - _NESTED) : last]
        around = [row for row in near if address < row[0] + row[1]]
        if not around and self._is_whole:
            around = [row for row in near[-1:] if not row[1]]
        start = around[-1][0] if around else 0
        found = min((row for row in around if row[0] == start), key=self._rank, default=None)
        return Symbol(found[0], found[1], self._name(found[4])) if found is not None else None

    def _rank(self, row: tuple[int, int, int, int, int]) -> tuple[int, int, int, bytes]:
        """Say which of several names of one address is better: the least."""
        name = self._name(row[4])
        underscores = len(name) - len(name.lstrip(b"_"))
        return _BINDINGS.get(row[3] >> 4, 2), underscores, len(name), name

    def _name(self, offset: int) -> bytes:
        end = self._names.find(b"\0", offset, offset + _MOST_NAME)
        # A version may stand behind the name: f@@V1.
        return self._names[offset : end if end >= 0 else offset + _MOST_NAME].partition(b"@")[0]
