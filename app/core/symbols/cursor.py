"""Values of DWARF, one after the other, from bytes that nobody vouches for (DWARF 5, section 7)."""

from __future__ import annotations

from typing import Final

from ..errors import InvalidImageError

MASK_64: Final = (1 << 64) - 1
_LEB_BYTES: Final = 10
"""Bytes of a LEB128 number of 64 bits; linkers pad some, but not beyond."""


class Cursor:
    """A place in *data*, whose first byte lies at *address* of the process (or of the section)."""

    def __init__(self, data: bytes, address: int = 0, at: int = 0) -> None:
        """Start *at* that offset."""
        self.data = data
        self.at = at
        self._address = address

    @property
    def address(self) -> int:
        """Where the next value lies."""
        return self._address + self.at

    @property
    def is_at_end(self) -> bool:
        """There is nothing more."""
        return self.at >= len(self.data)

    def block(self, size: int) -> bytes:
        """Take *size* bytes. Raises InvalidImageError, as all here, where there are fewer."""
        if not 0 <= size <= len(self.data) - self.at:
            raise InvalidImageError(f"{size} bytes at {self.address:#x} pass the end")
        start, self.at = self.at, self.at + size
        return self.data[start : self.at]

    def unsigned(self, size: int) -> int:
        """Take a number of *size* bytes."""
        return int.from_bytes(self.block(size), "little")

    def signed(self, size: int) -> int:
        """Take a number of *size* bytes in two's complement."""
        return int.from_bytes(self.block(size), "little", signed=True)

    def uleb(self) -> int:
        """Take an unsigned LEB128."""
        value, shift = self._leb()
        del shift
        return value & MASK_64

    def sleb(self) -> int:
        """Take a signed LEB128."""
        value, shift = self._leb()
        return value - (1 << shift) if value >> (shift - 1) & 1 else value

    def text(self) -> bytes:
        """Take bytes up to a zero, which is passed."""
        end = self.data.find(b"\0", self.at)
        if end < 0:
            raise InvalidImageError(f"a text at {self.address:#x} does not end")
        return self.block(end + 1 - self.at)[:-1]

    def _leb(self) -> tuple[int, int]:
        data, at = self.data, self.at
        value = shift = 0
        for byte in data[at : at + _LEB_BYTES]:
            value |= (byte & 0x7F) << shift
            shift += 7
            at += 1
            if byte < 0x80:
                self.at = at
                return value, shift
        raise InvalidImageError(f"a number at {self.address:#x} does not end")
