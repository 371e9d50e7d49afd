"""The bytes of a dump, read when they are asked for.

A file is not mapped: where a drive cannot read it, or where it became shorter meanwhile, touching
a mapping ends the process (SIGBUS, on Windows EXCEPTION_IN_PAGE_ERROR). A read that fails is an
error like any other, and so is one that a drive leaves without an answer.
"""

from __future__ import annotations

import errno
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..errors import InvalidDumpError
from ..side_thread import NO_ANSWER, SideThread
from ..steps import step

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, Self, TypeVar

    T = TypeVar("T")

_BLOCK: Final = 1 << 16
"""Bytes read at once: records and the texts they name lie close together."""
_BLOCKS: Final = 64
_PIECE: Final = 1 << 20
"""Bytes after which a long read shows that it gets on."""
PATIENCE: Final = 10.0
"""Seconds without an answer after which a drive is given up; one that sleeps has woken by then."""
_REMEDY: Final = "Check the drive, or fetch the file again from where it was written."


class FileBytes:
    """A file open for reading, kept in blocks. Not for several threads at once."""

    def __init__(self, file: BinaryIO, side: SideThread | None = None) -> None:
        """Read *file*, which is closed by :meth:`close`, on *side* if that is given.

        Raises OSError.
        """
        self._file = file
        self._side = side
        self.size = self._asked(lambda: file.seek(0, os.SEEK_END))
        """Bytes of the file when it was opened."""
        self._block = lru_cache(_BLOCKS)(self._read_block)

    @classmethod
    def open(cls, opened: Callable[[], BinaryIO]) -> Self:
        """Read what *opened* opens, as long as its drive answers. Raises OSError, and as it."""
        side = SideThread("dump")

        def begin() -> BinaryIO:
            file = opened()
            try:
                side.step()
            except BaseException:  # nobody waits for it any more
                file.close()
                raise
            return file

        try:
            return cls(side.run(begin, PATIENCE, step), side)
        except BaseException:
            side.end(0)
            raise

    def close(self) -> None:
        """Close the file; one whose drive does not answer is left as it is."""
        self._block.cache_clear()
        side, self._side = self._side, None
        if side is None:
            self._file.close()
        else:
            side.later(self._file.close)
            side.end(PATIENCE)

    def _asked(self, ask: Callable[[], T]) -> T:
        if self._side is None:
            return ask()
        if self._side.has_left:  # it did not answer before, and does not yet
            raise TimeoutError(errno.ETIMEDOUT, NO_ANSWER)
        return self._side.run(ask, PATIENCE, step)

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
        return self._asked(lambda: self._read_on(offset, size))

    def _read_on(self, offset: int, size: int) -> bytes:
        """Read up to the end of the file: a read may give less than was asked for."""
        self._file.seek(offset)
        parts = []
        while size and (part := self._file.read(min(size, _PIECE))):
            parts.append(part)
            size -= len(part)
            if self._side is not None:
                self._side.step()
        return b"".join(parts)


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open the file at *path*: a pipe or a device would block, or never end.

    Raises InvalidDumpError for those, OSError where there is nothing, or it may not be read.
    """
    if not os.path.isfile(path):
        os.stat(path)  # says why, where there is nothing at all
        raise InvalidDumpError(
            f"{os.fspath(path)!r} is not a regular file", remedy="Name the file of a dump."
        )
    return open(path, "rb", buffering=0)
