"""Texts in streams of unknown types: UTF-8 or UTF-16, as writers put XML and JSON there."""

from __future__ import annotations

from typing import Final

_BOM8: Final = b"\xef\xbb\xbf"
_BOM16: Final = b"\xff\xfe"


def text_of(data: bytes) -> str | None:
    """Decode what people can read, without the zeros at its end; None if it is no text."""
    if data.startswith(_BOM16):
        return _readable(data[2:], "utf-16-le")
    text = _readable(data.removeprefix(_BOM8), "utf-8")
    # Nearly any bytes decode as UTF-16: a text has ASCII in it, of which every second byte is 0.
    if text is None and data[1::2].count(0) * 4 >= len(data):
        text = _readable(data, "utf-16-le")
    return text


def _readable(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding).rstrip("\0")
    except UnicodeDecodeError:
        return None
    whole = bool(text) and all(
        character.isprintable() or character in "\n\r\t" for character in text
    )
    return text if whole else None
