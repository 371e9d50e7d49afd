"""PE images in memory: what a dump says of a module, read from its headers.

An image is laid out as its sections say (Windows, Wine), or lies flat, as in its file (mono, .NET).
Sources: the "PE Format" specification and winnt.h. It may be damaged or hostile: every number read
is checked or bounded, and what makes no sense is left out.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from ..symbols.extent import Extent
from .snapshot import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..intervals import Range
    from ..symbols.extent import Read

_T = TypeVar("_T")
_HEADER: Final = 4096
_FILE_HEADER: Final = struct.Struct("<4sHHIIIHH")
"""Signature, then IMAGE_FILE_HEADER."""
_SECTION: Final = struct.Struct("<8xIIII12xI")
_DEBUG: Final = struct.Struct("<IIHHIIII")
_DEBUG_CODEVIEW: Final = 2
_DEBUG_MISC: Final = 4
_PE32, _PE32_PLUS = 0x10B, 0x20B
_MEM_EXECUTE: Final = 0x20000000
_MEM_WRITE: Final = 0x80000000
_MOST_SECTIONS: Final = 96
_COMPARED: Final = 64
"""Bytes by which a section is known again."""
_MOST_DEBUG_ENTRIES: Final = 64
_MOST_RECORD: Final = 4096
_MOST_RESOURCES: Final = 4096
_RESOURCES, _SECURITY, _DEBUG_DIRECTORY, _TLS, _MANAGED = 2, 4, 6, 9, 14
_DIRECTORIES: Final = 16
_RT_VERSION: Final = 16
_SUBTREE: Final = 0x80000000
_FIXED_FILE_INFO: Final = 40
"""Offset of VS_FIXEDFILEINFO in a version resource, in bytes."""
_FIXED_SIGNATURE: Final = 0xFEEF04BD


class Tls(NamedTuple):
    """Thread-local storage of an image: bytes per thread, and where its index stands."""

    size: int
    index_address: int


class _Section(NamedTuple):
    """A section header: sizes in bytes, ``rva`` from the base, ``position`` in the file."""

    size: int
    rva: int
    stored: int
    position: int
    flags: int


class Image(NamedTuple):
    """What the headers of an image say. Addresses are those in memory."""

    machine: int
    time_date_stamp: int
    check_sum: int
    size: int
    entry: int
    sections: tuple[Segment, ...]
    headers: tuple[Range, ...]
    """The headers, and what each data directory names."""
    cv_record: bytes
    misc_record: bytes
    version: tuple[int, int, int, int] | None
    tls: Tls | None
    is_flat: bool
    """It lies as in its file."""
    is_managed: bool
    """Code of .NET."""
    stored: tuple[Range, ...]
    """RVA and position in the file of each section that has bytes there."""


def read_image(base: int, read: Read, mapped: int = 0) -> Image | None:
    """Read the headers of the image at *base*; None where there is none.

    *mapped* are the bytes of its file that lie there in one piece, where that is known: when all
    sections are among them, the image lies flat.
    """
    try:
        return _Reader(base, read, mapped).image()
    except struct.error:  # it ends in the middle of something
        return None


def _or(read: Callable[[], _T], default: _T) -> _T:
    """Read a part that an image may do without; a damaged one costs no other."""
    try:
        return read()
    except struct.error:
        return default


class _Reader:
    def __init__(self, base: int, read: Read, mapped: int) -> None:
        self._base = base
        self._mapped = mapped
        self._memory = Extent(read, base, 1 << 32)

    def image(self) -> Image | None:
        start = self._memory.up_to(0, _HEADER)
        if start[:2] != b"MZ":
            return None
        (offset,) = struct.unpack_from("<I", start, 0x3C)
        head = start[offset:] if offset < _HEADER // 2 else self._memory.up_to(offset, _HEADER)
        signature, machine, count, stamp, _, _, optional, _ = _FILE_HEADER.unpack_from(head)
        if signature != b"PE\0\0":
            return None
        body = head[_FILE_HEADER.size : _FILE_HEADER.size + optional]
        (magic, _, _, _, _, entry) = struct.unpack_from("<HHIIII", body)
        if magic not in {_PE32, _PE32_PLUS}:
            return None
        size, headers, check_sum = struct.unpack_from("<III", body, 56)
        self._is_64 = magic == _PE32_PLUS
        self._size = size
        self._headers = min(headers, size)
        self._directories = list(self._read_directories(body))
        table = _FILE_HEADER.size + optional
        needed = table + min(count, _MOST_SECTIONS) * _SECTION.size
        if needed > len(head):
            head = self._memory.up_to(offset, needed)
        whole = (min(needed, len(head)) - table) // _SECTION.size * _SECTION.size
        rows = _SECTION.iter_unpack(head[table : table + max(0, whole)])
        self._sections = [_Section(*row) for row in rows]
        self._is_flat = self._lies_flat()
        cv_record, misc_record = _or(self._debug_records, (b"", b""))
        return Image(
            machine=machine,
            time_date_stamp=stamp,
            check_sum=check_sum,
            size=self._mapped if self._is_flat else size,
            entry=self._base + entry if 0 < entry < size and not self._is_flat else 0,
            sections=tuple(self._segments()),
            headers=tuple(self._ranges()),
            cv_record=cv_record,
            misc_record=misc_record,
            version=_or(self._version, None),
            tls=_or(self._tls, None),
            is_flat=self._is_flat,
            is_managed=bool(self._directories[_MANAGED][1]),
            stored=tuple((one.rva, one.position) for one in self._sections if one.stored),
        )

    def _lies_flat(self) -> bool:
        stored = [section for section in self._sections if section.stored]
        is_whole = any(section.position != section.rva for section in stored) and all(
            section.position + section.stored <= self._mapped for section in stored
        )
        if not is_whole:
            return False
        # All of a small file is in the page of its headers, from which its sections are copied;
        # Wine leaves zeros there.
        found = [(one.rva, self._memory.up_to(one.position, _COMPARED)) for one in stored]
        return any(any(data) for _, data in found) and not any(
            any(data) and rva >= self._mapped and self._memory.up_to(rva, _COMPARED) == data
            for rva, data in found
        )

    def _offset(self, rva: int) -> int:
        """Give where the byte at *rva* lies from the base; -1 where it does not."""
        if not self._is_flat or rva < self._headers:
            return rva
        for section in self._sections:
            if section.rva <= rva < section.rva + section.stored:
                return rva - section.rva + section.position
        return -1

    def _at(self, rva: int, size: int) -> bytes:
        return self._memory.up_to(self._offset(rva), min(size, self._size))

    def _read_directories(self, body: bytes) -> Iterator[tuple[int, int]]:
        """RVA and size of each, (0, 0) where it lies outside the image."""
        offset = 112 if self._is_64 else 96
        (count,) = struct.unpack_from("<I", body, offset - 4)
        for index in range(_DIRECTORIES):
            rva = size = 0
            if index < count and offset + index * 8 + 8 <= len(body):
                rva, size = struct.unpack_from("<II", body, offset + index * 8)
            yield (rva, size) if rva and 0 < size <= self._size - rva else (0, 0)

    def _segments(self) -> Iterator[Segment]:
        for size, rva, stored, position, flags in self._sections:
            if self._is_flat:
                start, length = position, stored
            else:
                start, length = rva, min(size or stored, max(0, self._size - rva))
            if length:
                writes, runs = bool(flags & _MEM_WRITE), bool(flags & _MEM_EXECUTE)
                yield Segment(self._base + start, length, writes, runs)

    def _ranges(self) -> Iterator[Range]:
        found = [(0, self._headers)]
        found += [
            (self._offset(rva), self._offset(rva) + size)
            for index, (rva, size) in enumerate(self._directories)
            if size and index != _SECURITY  # that one is a place in the file
        ]
        end = self._mapped if self._is_flat else self._size
        for low, high in found:
            if 0 <= low < high <= end:
                yield self._base + low, self._base + high

    def _debug_records(self) -> tuple[bytes, bytes]:
        rva, size = self._directories[_DEBUG_DIRECTORY]
        found = {_DEBUG_CODEVIEW: b"", _DEBUG_MISC: b""}
        data = self._at(rva, min(size, _MOST_DEBUG_ENTRIES * _DEBUG.size)) if size else b""
        for offset in range(0, len(data) - _DEBUG.size + 1, _DEBUG.size):
            *_, kind, length, address, _ = _DEBUG.unpack_from(data, offset)
            if kind in found and not found[kind] and address and length <= _MOST_RECORD:
                found[kind] = self._at(address, length)
        return found[_DEBUG_CODEVIEW], found[_DEBUG_MISC]

    def _version(self) -> tuple[int, int, int, int] | None:
        """Read the file version of the first version resource."""
        root, _ = self._directories[_RESOURCES]
        if not root:
            return None
        offset = self._resource(root, 0, _RT_VERSION)
        for _ in range(2):  # the first name, the first language
            if offset is None or not offset & _SUBTREE:
                return None
            offset = self._resource(root, offset & ~_SUBTREE, None)
        if offset is None or offset & _SUBTREE:
            return None
        entry = self._at(root + offset, 8)
        rva, size = struct.unpack("<II", entry)
        data = self._at(rva, _FIXED_FILE_INFO + 16) if size >= _FIXED_FILE_INFO + 52 else b""
        if len(data) < _FIXED_FILE_INFO + 16:
            return None
        signature, _, high, low = struct.unpack_from("<IIII", data, _FIXED_FILE_INFO)
        if signature != _FIXED_SIGNATURE:
            return None
        return high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF

    def _resource(self, root: int, offset: int, wanted: int | None) -> int | None:
        """Look up *wanted*, or the first entry, in the resource directory at *offset*."""
        named, numbered = struct.unpack_from("<HH", self._at(root + offset, 16), 12)
        count = min(named + numbered, _MOST_RESOURCES)
        data = self._at(root + offset + 16, count * 8)
        for identifier, target in struct.iter_unpack("<II", data[: len(data) // 8 * 8]):
            if wanted is None or identifier == wanted:
                return int(target)
        return None

    def _tls(self) -> Tls | None:
        rva, size = self._directories[_TLS]
        form = "<QQQQI" if self._is_64 else "<IIIII"
        if size < struct.calcsize(form):
            return None
        start, end, index, _, zeros = struct.unpack(form, self._at(rva, struct.calcsize(form)))
        length = end - start + zeros
        return Tls(length, index) if 0 < length <= self._size else None
