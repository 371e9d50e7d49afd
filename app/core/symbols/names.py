"""Names of functions from symbol tables (elf(5), Elf64_Sym)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

_FUNCTION, _NO_TYPE, _INDIRECT = 2, 0, 10
_UNDEFINED: Final = 0
_RESERVED: Final = 0xFF00
_MOST_NAME: Final = 4096
_MOST_SYMBOLS: Final = 1 << 20
_ALIASES: Final = 64
"""Names of one address that are looked at."""
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
    """A symbol table. Only where functions begin is sorted, for there may be a million."""

    def __init__(self, table: bytes, names: bytes, *, is_64: bool, is_whole: bool) -> None:
        """Look at the bytes of the *table* and of its *names*.

        A symbol without a size counts up to the next one, where the table *is_whole*.
        """
        size = 24 if is_64 else 16
        whole = min(len(table) // size, _MOST_SYMBOLS) * size
        words = memoryview(table)[:whole].cast("Q" if is_64 else "I")
        self._names = names
        self._is_whole = is_whole
        self._is_64 = is_64
        # Elf64_Sym is name, info, other and section in one word, then value and size; in Elf32_Sym
        # the name is a word of its own, and what is with it comes last.
        if is_64:
            self._name_words = self._kind_words = words[0::3]
            starts, self._sizes = words[1::3], words[2::3]
        else:
            self._name_words, self._kind_words = words[0::4], words[3::4]
            starts, self._sizes = words[1::4], words[2::4]
        self._starts = starts.tolist()
        self._sorted = sorted(self._starts)

    def find(self, address: int) -> Symbol | None:
        """Give the function that *address* (before relocation) is in; None: no name is true."""
        last = bisect_right(self._sorted, address)
        unsized: Symbol | None = None
        for turn in range(_NESTED):
            if not last:
                break
            start = self._sorted[last - 1]
            found = self._function_at(start, address)
            if found is not None and found.size:
                return found
            unsized = found if not turn else unsized
            last = bisect_left(self._sorted, start)
        return unsized if self._is_whole else None

    def address_of(self, name: bytes) -> int:
        """Give where the symbol called *name* begins, before relocation; 0: there is none."""
        offset = self._names.find(b"\0" + name + b"\0") + 1
        if not offset:
            return 0
        for index, word in enumerate(self._name_words):
            if word & 0xFFFF_FFFF == offset and self._starts[index]:
                return self._starts[index]
        return 0

    def _function_at(self, start: int, address: int) -> Symbol | None:
        """Give the best name of what begins at *start* and reaches to *address*, or has no size."""
        found: list[tuple[tuple[bool, int, int, int, bytes], Symbol]] = []
        index = -1
        try:
            for _ in range(_ALIASES):
                index = self._starts.index(start, index + 1)
                size = self._sizes[index]
                if size and address >= start + size:
                    continue
                named = self._named(index)
                if named is not None:
                    binding, name = named
                    underscores = len(name) - len(name.lstrip(b"_"))
                    rank = (not size, binding, underscores, len(name), name)
                    found.append((rank, Symbol(start, size, name)))
        except ValueError:  # there are no more
            pass
        return min(found)[1] if found else None

    def _named(self, index: int) -> tuple[int, bytes] | None:
        """Give rank of the binding, and name, of a function; None: it is none, or is elsewhere."""
        word = self._kind_words[index]
        info, section = (word >> 32 & 255, word >> 48) if self._is_64 else (word & 255, word >> 16)
        kind = info & 15
        if section == _UNDEFINED or section >= _RESERVED:
            return None
        if kind not in (_FUNCTION, _INDIRECT) and not (kind == _NO_TYPE and self._is_whole):
            return None
        offset = self._name_words[index] & 0xFFFF_FFFF
        end = self._names.find(b"\0", offset, offset + _MOST_NAME)
        # A version may stand behind the name: f@@V1.
        name = self._names[offset : end if end >= 0 else offset + _MOST_NAME].partition(b"@")[0]
        return (_BINDINGS.get(info >> 4, 2), name) if name else None
