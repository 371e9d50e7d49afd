"""What unwinding needs of a PE image: its headers, by RVA in memory or in a file.

Source: the "PE Format" specification. Whatever the bytes say, reading is bounded, and what cannot
be true raises InvalidImageError.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError

if TYPE_CHECKING:
    from .extent import Extent, Read

MACHINE_AMD64: Final = 0x8664
MACHINE_I386: Final = 0x14C
EXPORTS, EXCEPTIONS, DEBUG = 0, 3, 6
"""Data directories."""
_HEADER: Final = 4096
_FILE_HEADER: Final = struct.Struct("<4sHHIIIHH")
_SECTION: Final = struct.Struct("<8xIIII12xI")
_MAGIC: Final = {0x10B: 96, 0x20B: 112}
"""Magic number → where the data directories begin in the optional header."""
_MOST_SECTIONS: Final = 96
_MOST_EXPORTS: Final = 1 << 16
_DEBUG_ENTRY: Final = struct.Struct("<12xIII4x")
_MOST_DEBUG: Final = 16
_CODEVIEW: Final = 2
_MOST_CODEVIEW: Final = 1024
_MEM_WRITE: Final = 0x80000000


class PeHeader(NamedTuple):
    """The headers. Sizes in bytes, RVAs from the base."""

    machine: int
    time_date_stamp: int
    size: int
    directories: tuple[tuple[int, int], ...]
    sections: tuple[tuple[int, int, int, int, int], ...]
    """Size, RVA, bytes in the file, position there, flags; of each."""


def read_header(read: Read, base: int) -> PeHeader:
    """Read the headers of the image at *base*. Raises InvalidImageError."""
    start = read(base, _HEADER)
    try:
        if start[:2] != b"MZ":
            raise InvalidImageError("no program or library begins there")
        (offset,) = struct.unpack_from("<I", start, 0x3C)
        fields = _FILE_HEADER.unpack_from(start, offset)
        signature, machine, count, stamp, _, _, optional, _ = fields
        body = start[offset + _FILE_HEADER.size :][:optional]
        (magic,) = struct.unpack_from("<H", body)
        if signature != b"PE\0\0" or magic not in _MAGIC:
            raise InvalidImageError("no program or library begins there")
        (size,) = struct.unpack_from("<I", body, 56)
        at = _MAGIC[magic]
        (entries,) = struct.unpack_from("<I", body, at - 4)
        whole = min(entries, 16, (len(body) - at) // 8)
        directories = tuple(struct.iter_unpack("<II", body[at : at + 8 * whole]))
        table = start[offset + _FILE_HEADER.size + optional :]
        whole = min(count, _MOST_SECTIONS, len(table) // _SECTION.size)
        sections = tuple(_SECTION.iter_unpack(table[: whole * _SECTION.size]))
    except struct.error:
        raise InvalidImageError("its headers end too early") from None
    return PeHeader(machine, stamp, size, directories, sections)


class PeFile:
    """A PE file, read by RVA. Raises InvalidImageError if it is none."""

    def __init__(self, extent: Extent) -> None:
        """Read its headers."""
        self._extent = extent
        self.header = read_header(extent.up_to, 0)

    def is_called(self, time_date_stamp: int, size: int) -> bool:
        """Say whether it is the image with this time stamp and this size in memory."""
        return (self.header.time_date_stamp, self.header.size) == (time_date_stamp, size)

    def read_at(self, rva: int, size: int) -> bytes:
        """Read up to *size* bytes that nothing writes to."""
        for _, start, stored, position, flags in self.header.sections:
            if start <= rva < start + stored and not flags & _MEM_WRITE:
                skipped = rva - start
                return self._extent.up_to(position + skipped, min(size, stored - skipped))
        return b""


def exports(header: PeHeader, read: Read) -> dict[int, bytes]:
    """Give RVA → name of what an image exports; *read* takes RVAs."""
    if len(header.directories) <= EXPORTS or not header.directories[EXPORTS][0]:
        return {}
    start, size = header.directories[EXPORTS]
    head = read(start, 40)
    if len(head) < 40:
        return {}
    functions, names, addresses, name_table, ordinals = struct.unpack_from("<IIIII", head, 20)
    functions, names = min(functions, _MOST_EXPORTS), min(names, _MOST_EXPORTS)
    targets = _numbers(read(addresses, 4 * functions), "I")
    places = _numbers(read(name_table, 4 * names), "I")
    indexes = _numbers(read(ordinals, 2 * names), "H")
    texts = read(start, min(size, 1 << 24))
    found: dict[int, bytes] = {}
    for place, index in zip(places, indexes, strict=False):
        if index >= len(targets) or not start <= place < start + len(texts):
            continue
        target = targets[index]
        if not start <= target < start + size:  # else it stands for a function elsewhere
            at = place - start
            found.setdefault(target, texts[at : at + 1024].partition(b"\0")[0])
    return found


def codeview(header: PeHeader, read: Read) -> bytes:
    """Give the CodeView record of an image, which names its PDB; empty: none. *read* takes RVAs."""
    if len(header.directories) <= DEBUG or not header.directories[DEBUG][0]:
        return b""
    start, size = header.directories[DEBUG]
    table = read(start, min(size, _MOST_DEBUG * _DEBUG_ENTRY.size))
    whole = len(table) // _DEBUG_ENTRY.size * _DEBUG_ENTRY.size
    for kind, length, rva in _DEBUG_ENTRY.iter_unpack(table[:whole]):
        if kind == _CODEVIEW and rva:
            return read(rva, min(length, _MOST_CODEVIEW))
    return b""


def _numbers(data: bytes, form: str) -> tuple[int, ...]:
    size = struct.calcsize(form)
    return struct.unpack(f"<{len(data) // size}{form}", data[: len(data) // size * size])
