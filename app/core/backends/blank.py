"""Bytes of a dump that are overwritten after they were stored, by the addresses that they are of.

The one place where memory in a file is changed: what had to be stored although it was left out
becomes zeros here, before the file has its signature and its name.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Final, Protocol

from ..errors import InvalidDumpError, MiniDumpError, OutputError, from_oserror
from ..intervals import intersect, merged, total
from ..minidump.reader import MinidumpFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..intervals import Range

_CHUNK: Final = 1 << 20


class Stored(Protocol):
    """Memory in a dump that is not finished; the stores of our own writer are such."""

    def spans(self, ranges: Sequence[Range]) -> list[Range]:
        """Cut *ranges*, so that each lies in one piece."""
        ...

    def write(self, address: int, data: bytes) -> None:
        """Store other bytes for a span, or a part of one. Raises OutputError."""
        ...


def blank(store: Stored, ranges: Sequence[Range], poll: Callable[[], None]) -> int:
    """Overwrite what *store* has of *ranges* with zeros; gives how many bytes that were.

    *poll* may raise to give up. Raises OutputError.
    """
    spans = store.spans(ranges)
    for start, end in spans:
        for low in range(start, end, _CHUNK):
            store.write(low, bytes(min(_CHUNK, end - low)))
            poll()
    return total(spans)


class StoredFile:
    """The memory in a dump of any writer, in the open file *descriptor*.

    *signature* is what the first bytes of the file will be, where they are kept back. Bytes that
    stand in the file twice, in a list of memory and as a thread's stack, are written twice.
    """

    def __init__(self, descriptor: int, signature: bytes = b"") -> None:
        """Look through the file. Raises MiniDumpError where it is no dump, OutputError."""
        self._descriptor = descriptor
        try:
            with MinidumpFile(io.BufferedReader(_Signed(descriptor, signature))) as dump:
                self._places = sorted(set(dump.memory_copies()))
        except InvalidDumpError as error:
            raise MiniDumpError(f"What was written is no dump: {error}") from error
        except OSError as error:
            raise from_oserror(error, "Reading the dump again", as_type=OutputError) from error

    def spans(self, ranges: Sequence[Range]) -> list[Range]:
        """Give what of *ranges* (merged) is in the file."""
        stored = merged((address, address + size) for address, size, _ in self._places)
        return intersect(ranges, stored)

    def write(self, address: int, data: bytes) -> None:
        """Write *data* everywhere where the file has what it takes the place of."""
        end = address + len(data)
        for start, size, rva in self._places:
            low, high = max(start, address), min(start + size, end)
            if low < high:
                self._write(rva + low - start, data[low - address : high - address])

    def _write(self, offset: int, data: bytes) -> None:
        view = memoryview(data)
        try:
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            while view:
                view = view[os.write(self._descriptor, view) :]
        except OSError as error:
            raise from_oserror(error, "Blanking parts of the dump", as_type=OutputError) from error


class _Signed(io.RawIOBase):
    """An open file, read as if its first bytes were there already. Closing it closes nothing."""

    def __init__(self, descriptor: int, signature: bytes) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._signature = signature
        self._position = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go there, whoever else moves the position of the file."""
        if whence == os.SEEK_END:
            offset += os.fstat(self._descriptor).st_size
        self._position = offset
        return offset

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read on."""
        os.lseek(self._descriptor, self._position, os.SEEK_SET)
        data = os.read(self._descriptor, len(buffer))
        buffer[: len(data)] = data
        head = self._signature[self._position : self._position + len(data)]
        buffer[: len(head)] = head
        self._position += len(data)
        return len(data)
