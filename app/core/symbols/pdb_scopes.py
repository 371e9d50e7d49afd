"""What functions are called in full that a PDB knows by an id alone: those that were inlined.

Sources: Microsoft's ``cvinfo.h`` (lfFuncId, lfMFuncId, lfStringId, lfClass, lfUnion), "The PDB TPI
and IPI Streams" (LLVM). Numbers of records are bounded by the bytes that there are.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

TYPES, IDS = 2, 4
"""Numbers of the streams."""
_HEADER: Final = struct.Struct("<5I")
"""Version, size of the header, first index, the one behind the last, bytes of records."""
_RECORD: Final = struct.Struct("<HH")
"""Bytes behind this number, and kind."""
_FUNCTION, _METHOD, _TEXT = 0x1601, 0x1602, 0x1605
_BEFORE_SIZE: Final = {0x1504: 16, 0x1505: 16, 0x1519: 16, 0x1506: 8}
"""Class, structure, interface and union → bytes before the size, which stands before the name."""
_LONG_NUMBERS: Final = {0x8000: 1, 0x8001: 2, 0x8002: 2, 0x8003: 4, 0x8004: 4, 0x8009: 8, 0x800A: 8}
"""Leaf → bytes of the number behind it; smaller leaves are numbers themselves."""
_MOST_NAME: Final = 4096


class Records:
    """One of the streams: its records by their indices."""

    def __init__(self, data: bytes) -> None:
        """Find where each lies; what does not fit ends them."""
        self._data = data
        self._offsets = array("I")
        self._first = 0
        if len(data) < _HEADER.size:
            return
        _, at, self._first, _, size = _HEADER.unpack_from(data)
        end = min(at + size, len(data))
        unpack, found = _RECORD.unpack_from, self._offsets.append
        while at + 4 <= end:
            length, _ = unpack(data, at)
            if length < 2 or at + 2 + length > end:
                break
            found(at)
            at += 2 + length

    def get(self, index: int) -> tuple[int, bytes]:
        """Give kind and content of a record; 0 and nothing: there is none."""
        if not 0 <= index - self._first < len(self._offsets):
            return 0, b""
        at = self._offsets[index - self._first]
        length, kind = _RECORD.unpack_from(self._data, at)
        return kind, self._data[at + 4 : at + 2 + length]


def full_name(index: int, ids: Records, types: Callable[[], Records]) -> str:
    """Give the name of a function with its namespaces or its class; empty: it is not told.

    *types* are read only where one is wanted.
    """
    kind, content = ids.get(index)
    if kind not in (_FUNCTION, _METHOD) or len(content) < 8:
        return ""
    name = _text(content, 8)
    parent = int.from_bytes(content[:4], "little")
    if kind == _FUNCTION:
        above, text = ids.get(parent)
        scope = _text(text, 4) if above == _TEXT else ""
    else:
        scope = _class_name(*types().get(parent))
    return f"{scope}::{name}" if scope and name and not name.startswith(f"{scope}::") else name


def _class_name(kind: int, content: bytes) -> str:
    at = _BEFORE_SIZE.get(kind, 0)
    if not at:
        return ""
    leaf = int.from_bytes(content[at : at + 2], "little")
    return _text(content, at + 2 + _LONG_NUMBERS.get(leaf, 0))


def _text(content: bytes, at: int) -> str:
    return content[at : at + _MOST_NAME].partition(b"\0")[0].decode("utf-8", "replace")
