"""A C++ exception that is being thrown, as it lies in memory: found by the mark that it carries.

What the runtime puts right before the object is the same in GCC's and LLVM's for 64-bit programs:
the Itanium ABI's ``__cxa_exception``, which ends in ``_Unwind_Exception``, which begins with the
class (libstdc++'s unwind-cxx.h, libc++abi's cxa_exception.h, the C++ ABI for Itanium, level 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..symbols.extent import Read

HEADER: Final = 0x80
"""Bytes before an object that tell of it, the count of its references among them."""
_TYPE, _NEXT, _CLASS = -0x70, -0x50, -0x20
_CLASSES: Final = (b"\0++CCUNG", b"\0++CGNLC")
"""``GNUCC++`` and ``CLNGC++``, as a little-endian number."""
_DEPENDENT: Final = b"\x01++CCUNG"
"""Thrown again by std::rethrow_exception: a header of its own leads to the object."""
_ALIGNMENT: Final = 16
_WORD: Final = 8


def word_at(address: int, read: Read) -> int:
    """Read a pointer; 0: it is not there."""
    data = read(address, _WORD)
    return int.from_bytes(data, "little") if len(data) == _WORD else 0


def words_of(stack: bytes) -> tuple[int, ...]:
    """Give the distinct words of *stack*, memory of a 64-bit program, that may lead to objects."""
    whole = memoryview(stack)[: len(stack) // _WORD * _WORD].cast("Q")
    return tuple(dict.fromkeys(word for word in whole if word and not word % _ALIGNMENT))


def thrown_by(words: Iterable[int], read: Read) -> tuple[int, ...]:
    """Give the addresses of the objects that *words* lead to, or to the header of.

    Those that were caught before another was thrown, whose header leads to theirs, are left out.
    """
    found: dict[int, int] = {}
    for word in words:
        for at in (word, word - _CLASS):
            mark = read(at + _CLASS, _WORD) if at not in found else b""
            if mark in _CLASSES:
                found[at] = at
            elif mark == _DEPENDENT:
                found[at] = word_at(at + _TYPE, read)
    older = {word_at(at + _NEXT, read) - _TYPE for at in found}
    return tuple(dict.fromkeys(found[at] for at in found if at not in older and found[at]))


def type_of(thrown: int, read: Read) -> int:
    """Give where the type_info of the object at *thrown* lies; 0: it is not to be had."""
    return word_at(thrown + _TYPE, read)
