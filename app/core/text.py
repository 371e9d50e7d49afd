"""Texts that a stranger chose: names, paths, command lines."""

from __future__ import annotations

from functools import lru_cache
from typing import Final


def escaped(text: str) -> str:
    r"""Show what cannot be seen: ``\n`` becomes ``\x0a``, a right-to-left override ``\u202e``.

    Every character that :meth:`str.isprintable` does not accept is replaced (controls, formats,
    line and paragraph separators, lone surrogates), so that a name can neither break a line, nor
    steer a terminal, nor turn the text around it.
    """
    if text.isprintable():
        return text
    for character in set(text):
        if not character.isprintable():
            text = text.replace(character, _code(ord(character)))
    return text


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to spreadsheets, and may run programs there."""


def for_spreadsheet(text: str) -> str:
    """Write a cell of a table for other programs: what is a formula there gets an apostrophe."""
    text = escaped(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def file_name(path: str) -> str:
    """Give the last part of a full path, of Linux or of Windows; other texts stay whole."""
    if path.startswith("/"):
        return path.rpartition("/")[2] or path
    if path.startswith("\\") or path[1:3] == ":\\":
        return path.rpartition("\\")[2] or path
    return path


def _code(point: int) -> str:
    if point <= 0xFF:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def encodable(text: str) -> str:
    r"""Turn what no encoding can write into an escape; the rest stays.

    Those are bytes that were no UTF-8 (PEP 383 surrogates), which become ``\xNN``, and on Windows,
    whose names are any 16-bit numbers, halves of surrogate pairs, which become ``\uNNNN``.
    """
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def columns_of(text: str) -> int:
    """Say how many columns of a fixed-pitch font *text* takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


@lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """Escape *text* and make upper and lower case the same, to be searched."""
    return escaped(text).casefold()
