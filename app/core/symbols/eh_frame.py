"""Unwind tables of ELF images: the one FDE for an address, and never the whole section.

Sources: Linux Standard Base, "Exception Frames" and ".eh_frame_hdr"; DWARF 5, section 6.4.1 for
.debug_frame. Tables are read where they lie, through a function that gives bytes of addresses;
what they say is checked, and a search is bounded whatever they say.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError
from .cfi import Cie, Fde
from .cursor import MASK_64, Cursor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .extent import Read

_OMIT: Final = 0xFF
_ABSOLUTE, _RELATIVE, _DATA_RELATIVE, _INDIRECT = 0x00, 0x10, 0x30, 0x80
_LEB: Final = (0x01, 0x09)
_SIZES: Final = {0x02: 2, 0x03: 4, 0x04: 8, 0x0A: 2, 0x0B: 4, 0x0C: 8}
"""Form of an encoded pointer (DW_EH_PE_…) → bytes; 0 is a word."""
_MOST_RECORD: Final = 1 << 20
"""Bytes of a CIE or FDE that are believed."""
_MOST_RECORDS: Final = 300_000
_MOST_SECTION: Final = 64 << 20
_CHUNK: Final = 1 << 16
_MOST_ENTRIES: Final = 1 << 26


class Section(NamedTuple):
    """Where a table of unwind records lies: address and bytes."""

    address: int
    size: int
    is_debug_frame: bool = False
    """DWARF's own form: other ids, addresses as they are in the file, no encodings."""
    bias: int = 0
    """What addresses in .debug_frame lack."""


class UnwindTable:
    """The unwind records of one image: found by its .eh_frame_hdr, else by going through all."""

    def __init__(self, read: Read, word: int, header: int, section: Section | None) -> None:
        """Search the tables with *read*.

        Args:
            read: Gives up to so many bytes of an address.
            word: Bytes of an address.
            header: Address of .eh_frame_hdr; 0: there is none.
            section: .eh_frame or .debug_frame, where it is known without a header.
        """
        self._read = read
        self._word = word
        self._header = header
        self._section = section
        self._cies: dict[int, Cie] = {}
        self._index: tuple[list[int], list[int]] | None = None
        self._search: _Search | None = None
        self._is_looked_at = False

    def find(self, address: int) -> Fde | None:
        """Give the FDE for the instruction at *address*; None: there is none.

        Raises InvalidImageError where a table cannot be true or cannot be read.
        """
        self._look_at_header()
        if self._search is not None:
            at = self._search.find(self._read, address)
            fde = self._fde_at(at) if at else None
        else:
            fde = self._find_by_index(address)
        return fde if fde is not None and fde.start <= address < fde.end else None

    # ---------------------------------------------------------------------------- the header

    def _look_at_header(self) -> None:
        if self._is_looked_at:
            return
        self._is_looked_at = True
        if not self._header:
            return
        data = self._read(self._header, 64)
        if len(data) < 8 or data[0] != 1:
            if self._section is None:
                raise InvalidImageError(f"there is no .eh_frame_hdr at {self._header:#x}")
            return
        cursor = Cursor(data, self._header, 4)
        start = self._pointer(cursor, data[1], self._header)
        count = self._pointer(cursor, data[2], self._header) if data[2] != _OMIT else 0
        size = self._size(data[3] & 0x0F) if data[3] != _OMIT else 0
        if size and count and data[3] & 0x70 in (_ABSOLUTE, _DATA_RELATIVE):
            self._search = _Search(
                cursor.address,
                min(count, _MOST_ENTRIES),
                size,
                data[3] & 0x08 != 0,
                self._header if data[3] & 0x70 == _DATA_RELATIVE else 0,
            )
        elif self._section is None and start:
            self._section = Section(start, _MOST_SECTION)

    # --------------------------------------------------------------------------- the records

    def _find_by_index(self, address: int) -> Fde | None:
        if self._section is None:
            return None
        if self._index is None:
            rows = sorted(self._starts(self._section))
            self._index = [start for start, _ in rows], [at for _, at in rows]
        starts, records = self._index
        found = bisect_right(starts, address) - 1
        return self._fde_at(records[found]) if found >= 0 else None

    def _starts(self, section: Section) -> Iterator[tuple[int, int]]:
        """Go through the records: where the code of each FDE begins, and where it lies itself."""
        position, end = section.address, section.address + min(section.size, _MOST_SECTION)
        chunk, chunk_at = b"", position
        for _ in range(_MOST_RECORDS):
            offset = position - chunk_at
            if offset + 32 > len(chunk):
                chunk, chunk_at, offset = self._read(position, _CHUNK), position, 0
            if position >= end or len(chunk) < offset + 8:
                return
            length = int.from_bytes(chunk[offset : offset + 4], "little")
            head = 4
            if length == 0xFFFF_FFFF:
                length = int.from_bytes(chunk[offset + 4 : offset + 12], "little")
                head = 12
            if not length or length > _MOST_RECORD:
                return
            try:
                fde = self._fde_at(position)
            except InvalidImageError:
                fde = None
            if fde is not None:
                yield fde.start, position
            position += head + length

    def _record(self, at: int) -> tuple[Cursor, int, int]:
        """Give the content of the record *at* that address behind its id, the id, and its place."""
        head = self._read(at, 12)
        if len(head) < 8:
            raise InvalidImageError(f"there is no unwind record at {at:#x}")
        length, start = int.from_bytes(head[:4], "little"), at + 4
        if length == 0xFFFF_FFFF:
            length, start = int.from_bytes(head[4:12], "little"), at + 12
        is_wide = start == at + 12 and self._is_debug_frame
        size = 8 if is_wide else 4
        if not size <= length <= _MOST_RECORD:
            raise InvalidImageError(f"an unwind record of {length:#x} bytes at {at:#x}")
        data = self._read(start, length)
        if len(data) < length:
            raise InvalidImageError(f"the unwind record at {at:#x} cannot be read")
        cursor = Cursor(data, start)
        identifier = cursor.unsigned(size)
        if self._is_debug_frame and identifier == (1 << 8 * size) - 1:
            identifier = -1
        return cursor, identifier, start

    @property
    def _is_debug_frame(self) -> bool:
        return self._section is not None and self._section.is_debug_frame

    def _fde_at(self, at: int) -> Fde | None:
        """Read the FDE *at* that address; None where a CIE lies there."""
        cursor, identifier, start = self._record(at)
        section = self._section
        if section is not None and section.is_debug_frame:
            if identifier == -1:
                return None
            cie = self._cie_at(section.address + identifier)
            begin = cursor.unsigned(self._word) + section.bias
            length = cursor.unsigned(self._word)
        else:
            if identifier == 0:
                return None
            cie = self._cie_at(start - identifier)
            begin = self._pointer(cursor, cie.pointer_encoding, 0)
            length = self._pointer(cursor, cie.pointer_encoding & 0x0F, 0)
        if cie.has_augmentation:
            cursor.block(cursor.uleb())
        mask = (1 << 8 * self._word) - 1
        begin &= mask
        return Fde(begin, begin + (length & mask), cursor.data[cursor.at :], cie)

    def _cie_at(self, at: int) -> Cie:
        cie = self._cies.get(at)
        if cie is None:
            cie = self._cies[at] = self._read_cie(at)
        return cie

    def _read_cie(self, at: int) -> Cie:
        cursor, identifier, _ = self._record(at)
        if identifier != (-1 if self._is_debug_frame else 0):
            raise InvalidImageError(f"there is no CIE at {at:#x}")
        version = cursor.unsigned(1)
        augmentation = cursor.text()
        if version not in (1, 3, 4) or augmentation[:1] not in (b"", b"z"):
            raise InvalidImageError(f"the CIE at {at:#x} has an unknown form")
        if version == 4 and cursor.block(2)[0] != self._word:
            raise InvalidImageError(f"the CIE at {at:#x} is for another processor")
        code, data = cursor.uleb(), cursor.sleb()
        register = cursor.unsigned(1) if version == 1 else cursor.uleb()
        encoding, is_signal = 0, False
        if augmentation:
            extra = cursor.uleb()
            end = cursor.at + extra
            for letter in augmentation[1:]:
                if letter == ord("R"):
                    encoding = cursor.unsigned(1)
                elif letter == ord("P"):
                    self._pointer(cursor, cursor.unsigned(1), 0, follow=False)
                elif letter == ord("L"):
                    cursor.unsigned(1)
                elif letter == ord("S"):
                    is_signal = True
                elif letter != ord("B"):
                    break  # what is not known stands before ``end``, too
            cursor.at = end
        return Cie(
            code,
            data,
            register,
            cursor.data[cursor.at :],
            encoding,
            is_signal,
            bool(augmentation),
        )

    # -------------------------------------------------------------------------- encoded pointers

    def _size(self, form: int) -> int:
        """Give the bytes of a pointer of this *form*; 0 where they differ."""
        return self._word if form in (0x00, 0x08) else _SIZES.get(form, 0)

    def _pointer(self, cursor: Cursor, encoding: int, data: int, *, follow: bool = True) -> int:
        """Take a pointer; *data* is what DW_EH_PE_datarel counts from."""
        if encoding == _OMIT:
            return 0
        if encoding == 0x50:  # aligned
            cursor.at += -cursor.address % self._word
            return cursor.unsigned(self._word)
        form, base = encoding & 0x0F, encoding & 0x70
        place = cursor.address
        if form in _LEB:
            value = cursor.uleb() if form == 0x01 else cursor.sleb()
        else:
            size = self._size(form)
            if not size:
                raise InvalidImageError(f"pointers of the form {encoding:#x} are not known")
            value = cursor.signed(size) if form & 0x08 else cursor.unsigned(size)
        if base == _RELATIVE:
            value += place
        elif base == _DATA_RELATIVE:
            value += data
        elif base != _ABSOLUTE:
            raise InvalidImageError(f"pointers of the form {encoding:#x} are not known")
        value &= MASK_64
        if encoding & _INDIRECT and follow:
            value = int.from_bytes(self._read(value, self._word), "little")
        return value


class _Search(NamedTuple):
    """The sorted table of .eh_frame_hdr: pairs of where code begins, and where its FDE lies."""

    table: int
    entries: int
    size: int
    is_signed: bool
    base: int

    def find(self, read: Read, address: int) -> int:
        """Give where the last FDE lies that begins at or before *address*; 0: there is none."""
        low, high = 0, self.entries
        while low < high:
            middle = (low + high) // 2
            if self._entry(read, middle)[0] <= address:
                low = middle + 1
            else:
                high = middle
        return self._entry(read, low - 1)[1] if low else 0

    def _entry(self, read: Read, index: int) -> tuple[int, int]:
        step = 2 * self.size
        data = read(self.table + index * step, step)
        if len(data) < step:
            raise InvalidImageError("the index of the unwind table cannot be read")
        return self._address(data[: self.size]), self._address(data[self.size :])

    def _address(self, data: bytes) -> int:
        return (int.from_bytes(data, "little", signed=self.is_signed) + self.base) & MASK_64
