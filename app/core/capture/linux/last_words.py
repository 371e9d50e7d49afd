"""Where a program that gave up noted why: what its C library was told, and what it threw."""

from __future__ import annotations

from posixpath import basename
from typing import TYPE_CHECKING, Final

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...symbols.elf_exports import exported
from .. import cxx_exception

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...intervals import Range
    from ...symbols.extent import Read
    from ..snapshot import Module

_C_LIBRARY: Final = "libc.so.6"
NOTE: Final = b"__abort_msg"
_SEARCHED: Final = 8 << 10
"""Bytes of the stack in which an exception is looked for: an unwinder takes three KiB of it."""
_OBJECT: Final = 64
"""Bytes of an exception that are wanted: a std::string lies in 32."""
_TEXT: Final = 1024
_LENGTHS: Final = 24
"""Bytes before the text of a standard exception that tell its length."""
_MOST_NOTE: Final = 4096


def last_words(
    modules: Iterable[Module], stacks: Iterable[int], read: Read, architecture: int
) -> Iterator[Range]:
    """Give what memory tells why threads with these stack pointers gave up; it may overlap.

    Nothing here is sure to be such a text: whoever reads the dump finds that out.
    """
    word = 4 if architecture == PROCESSOR_ARCHITECTURE.INTEL else 8
    for module in modules:
        if basename(module.name) == _C_LIBRARY:
            yield from _note(module, read, word)
    for stack in stacks if word == 8 else ():
        words = cxx_exception.words_of(read(stack, _SEARCHED))
        for thrown in cxx_exception.thrown_by(words, read):
            yield thrown - cxx_exception.HEADER, thrown + _OBJECT
            for at in (thrown, thrown + word):
                text = read(cxx_exception.word_at(at, read), _TEXT).partition(b"\0")[0]
                if text and text.isascii() and len(text) < _TEXT:
                    start = cxx_exception.word_at(at, read)
                    yield start - _LENGTHS, start + len(text) + 1


def _note(library: Module, read: Read, word: int) -> Iterator[Range]:
    """Give what ``__abort_msg`` leads to: its size, and the text."""
    variable = exported(library.base, library.end, read, NOTE)
    at = int.from_bytes(read(variable, word), "little") if variable else 0
    size = int.from_bytes(read(at, 4), "little") if at else 0
    if size > 4:
        yield at, at + min(size, _MOST_NOTE)
