"""The border for everything a target or one of its files says of itself: nobody vouches for it.

Addresses, offsets, counts and sizes come from bytes that anybody may have written. They are
followed through an :class:`Extent` only, which never reads outside of what there is, gives all
that was asked for or raises InvalidImageError, and has no other error. Whoever describes an image
catches that one: a lie costs the description of one image, never the dump.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import InvalidImageError

if TYPE_CHECKING:
    import struct

Read: TypeAlias = Callable[[int, int], bytes]
"""Takes an address and a size, gives what can be read from there on: up to so many bytes."""


class Extent:
    """*size* bytes from *base* on, by their offsets. What they hold is believed by nobody."""

    def __init__(self, read: Read, base: int, size: int) -> None:
        """Read with *read*; bytes behind 2**64 do not exist."""
        self._read = read
        self.base = base
        self.size = max(0, min(size, (1 << 64) - base))

    def holds(self, offset: int, size: int) -> bool:
        """Say whether *size* bytes at *offset* lie inside."""
        return 0 <= offset <= offset + size <= self.size and size >= 0

    def up_to(self, offset: int, most: int) -> bytes:
        """Read *most* bytes at *offset*, fewer up to the end or to what cannot be read."""
        if not 0 <= offset < self.size or most <= 0:
            return b""
        return self._read(self.base + offset, min(most, self.size - offset))

    def take(self, offset: int, size: int, what: str) -> bytes:
        """Read exactly *size* bytes at *offset*; *what* names them in the error."""
        if not self.holds(offset, size):
            raise InvalidImageError(
                f"{what} should lie at {offset:#x} and take {size:#x} bytes, but there are only "
                f"{self.size:#x}"
            )
        data = self._read(self.base + offset, size) if size else b""
        if len(data) < size:
            raise InvalidImageError(f"{what} at {offset:#x} cannot be read")
        return data

    def record(self, layout: struct.Struct, offset: int, what: str) -> tuple[Any, ...]:
        """Read one structure."""
        return layout.unpack(self.take(offset, layout.size, what))
