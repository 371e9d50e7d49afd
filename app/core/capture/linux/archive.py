"""What a file inside an uncompressed archive (an APK) is called: ZIP's central directory.

Source: PKWARE's APPNOTE.TXT. Archives are as little believed as images are.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from ...errors import InvalidImageError

if TYPE_CHECKING:
    from ...symbols.extent import Extent

_END: Final = struct.Struct("<4s4xHHIIH")
"""Signature, disk numbers, entries here and in all, size and offset of the directory, comment."""
_ENTRY: Final = struct.Struct("<4s6xH8xIIHHH8xI")
"""Signature, method, sizes, lengths of name, extra field and comment, offset of the header."""
_LOCAL: Final = struct.Struct("<4s22xHH")
_MOST_COMMENT: Final = 0xFFFF
_MOST_DIRECTORY: Final = 32 << 20
_STORED: Final = 0


def member_at(archive: Extent, position: int) -> bytes:
    """Give the path of the member whose bytes begin at *position*; empty when there is none."""
    try:
        return _member_at(archive, position)
    except InvalidImageError:
        return b""


def _member_at(archive: Extent, position: int) -> bytes:
    tail_size = min(archive.size, _END.size + _MOST_COMMENT)
    tail = archive.take(archive.size - tail_size, tail_size, "the end of the archive")
    found = tail.rfind(b"PK\5\6")
    if found < 0 or found + _END.size > len(tail):
        return b""
    _, _, _, size, start, _ = _END.unpack_from(tail, found)
    directory = archive.take(start, min(size, _MOST_DIRECTORY), "the archive's directory")
    best, name = -1, b""
    at = 0
    while at + _ENTRY.size <= len(directory):
        signature, method, _, _, name_size, extra, comment, header = _ENTRY.unpack_from(
            directory, at
        )
        if signature != b"PK\1\2":
            break
        if method == _STORED and best < header < position:
            best = header
            name = directory[at + _ENTRY.size : at + _ENTRY.size + name_size]
        at += _ENTRY.size + name_size + extra + comment
    if best < 0:
        return b""
    signature, name_size, extra = archive.record(_LOCAL, best, "a member's header")
    return name if best + _LOCAL.size + name_size + extra == position else b""
