"""The C++ exception that nobody caught: its type, and what it says where that can be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..capture.cxx_exception import thrown_by, type_of, word_at, words_of
from ..symbols.demangling import demangled

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..symbols.extent import Read

_MOST_STACK: Final = 8 << 10
_MOST_NAME: Final = 1024
_MOST_TEXT: Final = 2000
_MOST_BASES: Final = 16
_NAME, _BASE = 8, 16
"""Places in a type_info: its name and, in one with a single base (__si_class_type_info), that."""
_SAYING: Final = (b"St13runtime_error", b"St11logic_error")
"""What holds a pointer to its text right after the one to its functions."""
_EXCEPTION: Final = b"St9exception"
_STRING: Final = b"NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
_POINTERS: Final = (b"PKc", b"Pc")
_READABLE: Final = "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char>>"
_PREFIX: Final = "typeinfo name for "


class Thrown(NamedTuple):
    """What was thrown."""

    type: str
    text: str
    """Empty: it says nothing, or how it does is not known."""


def thrown_between(
    start: int, end: int, read: Read, image: Callable[[int, int], bytes]
) -> Thrown | None:
    """Give the exception that the stack in ``[start, end)`` leads to; None: not one alone does.

    Args:
        start: Where the stack was when the program gave up.
        end: Where it was when it threw.
        read: Gives memory of the process.
        image: The same, also of what nothing writes to, of files of its images.
    """
    found = thrown_by(words_of(read(start, min(end - start, _MOST_STACK))), read)
    if len(found) != 1:
        return None
    told = type_of(found[0], read)
    name = _name(told, image)
    if not name:
        return None
    readable = demangled(f"_ZTS{name.decode('ascii', 'backslashreplace')}")
    if not readable.startswith(_PREFIX):
        return None
    readable = readable.removeprefix(_PREFIX).replace(_READABLE, "std::string")
    return Thrown(readable, _text(found[0], told, name, read, image))


def _name(told: int, image: Read) -> bytes:
    """Give the mangled name that a type_info has; empty: it is not to be had."""
    data = image(word_at(told + _NAME, image), _MOST_NAME) if told else b""
    name, end, _ = data.partition(b"\0")
    return name.removeprefix(b"*") if end and name.isascii() else b""


def _text(thrown: int, told: int, name: bytes, read: Read, image: Read) -> str:
    if name in _POINTERS or _derives(told, image):
        at = word_at(thrown + (0 if name in _POINTERS else 8), read)
        data = image(at, _MOST_TEXT) if at else b""
        text, end, _ = data.partition(b"\0")
        return text.decode("utf-8", "replace").strip() if end else ""
    if name == _STRING:
        size = min(word_at(thrown + 8, read), _MOST_TEXT)
        return image(word_at(thrown, read), size).decode("utf-8", "replace").strip()
    return ""


def _derives(told: int, image: Read) -> bool:
    """Say whether a type is one of those whose text is known, or has one as its only first base.

    Only type_infos of one kind have the base where it is looked for. It is that of the standard
    one at the end, whose own base is std::exception.
    """
    kinds = set()
    for _ in range(_MOST_BASES):
        name = _name(told, image)
        if not name:
            return False
        kinds.add(word_at(told, image))
        told = word_at(told + _BASE, image)
        if name in _SAYING:
            return len(kinds) == 1 and _name(told, image) == _EXCEPTION
    return False
