"""The bytes of a dump, read when they are asked for.

A file is not mapped: where a drive cannot read it, or where it became shorter meanwhile, touching
a mapping ends the process (SIGBUS, on Windows EXCEPTION_IN_PAGE_ERROR). A read that fails is an
error like any other.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..errors import InvalidDumpError

if TYPE_CHECKING:
    from typing import BinaryIO

_BLOCK: Final = 1 << 16
"""Bytes read at once: records and the texts they name lie close together."""
_BLOCKS: Final = 64
_REMEDY: Final = "Check the drive, or fetch the file again from where it was written."


class FileBytes:
    """A file open for reading, kept in blocks. Not for several threads at once."""

    def __init__(self, file: BinaryIO) -> None:
        """Read *file*, which is closed by :meth:`close`. Raises OSError."""
        self._file = file
        self.size = file.seek(0, os.SEEK_END)
        """Bytes of the file when it was opened."""
        self._block = lru_cache(_BLOCKS)(self._read_block)

    def close(self) -> None:
        """Close the file."""
        self._block.cache_clear()
        self._file.close()

    def read(self, offset: int, size: int, what: str) -> bytes:
        """Read *size* bytes, which lie inside the file; *what* names them in an error.

        Raises InvalidDumpError where they cannot be read, or are no longer there.
        """
        try:
            data = self._read(offset, size)
        except OSError as error:
            cause = f"{what} cannot be read: {error.strerror or error}"
            raise InvalidDumpError(cause, offset, _REMEDY) from error
        if len(data) < size:
            cause = f"{what} is gone: the file became shorter while it was read"
            raise InvalidDumpError(cause, offset)
        return data

    def _read(self, offset: int, size: int) -> bytes:
        if size > _BLOCK:
            return self._read_exactly(offset, size)
        number, start = divmod(offset, _BLOCK)
        try:
            data = self._block(number)
            if start + size > _BLOCK:
                data += self._block(number + 1)
        except OSError:  # in the same block, and perhaps not in these bytes
            return self._read_exactly(offset, size)
        return data[start : start + size]

    def _read_block(self, number: int) -> bytes:
        return self._read_exactly(number * _BLOCK, _BLOCK)

    def _read_exactly(self, offset: int, size: int) -> bytes:
        """Read up to the end of the file: a read may give less than was asked for."""
        self._file.seek(offset)
        parts = []
        while size and (part := self._file.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
