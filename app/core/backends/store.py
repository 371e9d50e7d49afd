"""Where the bytes of the target's memory wait until the file is complete.

Small dumps are read into a buffer, so that the target runs on before anything is written; large
ones are copied straight to their place in a file. Both keep a stack that has to be cleaned from
reaching the store uncleaned, and both know which pages could not be read.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.core.capture.snapshot import SoftError
from app.core.dump.intervals import intersect, merged, subtract
from app.core.errors import OutputError, from_oserror

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.capture.snapshot import Range
    from app.core.capture.target import CopyProgress, Target
    from app.core.dump.plan import DumpPlan
    from app.core.minidump.layout import MemoryBlock

PAGE = 4096
CHUNK = 1 << 20
BUFFER_LIMIT = 32 << 20
"""Dumps with at most this much memory, in bytes, are read into a buffer first."""

ReadInto = Callable[[int, memoryview], int]
"""Reads target memory from an address into a buffer; gives the bytes that could be read."""


class Store(Protocol):
    """Bytes of target memory by address, for the blocks of one plan."""

    lost: list[SoftError]
    """What could not be read, page by page."""

    def fill(self, wanted: Sequence[Range], progress: CopyProgress) -> None:
        """Copy *wanted* (sorted) from the target."""
        ...

    def write(self, address: int, data: bytes | bytearray | memoryview) -> None:
        """Store bytes that were read already."""
        ...


def read_pages(
    read_into: ReadInto, address: int, buffer: memoryview, lost: list[SoftError]
) -> None:
    """Fill *buffer* from *address* on, going around pages that cannot be read."""
    done = 0
    while done < len(buffer):
        done += read_into(address + done, buffer[done:])
        if done >= len(buffer):
            return
        end = min(len(buffer), done + PAGE - (address + done) % PAGE)
        lost.append(SoftError("read memory", "the page cannot be read", address + done, end - done))
        done = end


class BufferStore:
    """All blocks in one anonymous mapping."""

    def __init__(self, blocks: Sequence[MemoryBlock], read_into: ReadInto) -> None:
        self.lost: list[SoftError] = []
        self._read_into = read_into
        self._size = sum(block.size for block in blocks)
        self._map = mmap.mmap(-1, self._size or 1)
        self._view = memoryview(self._map)
        self._starts: list[tuple[int, int, int]] = []
        position = 0
        for block in blocks:
            self._starts.append((block.address, block.address + block.size, position))
            position += block.size

    def _slice(self, start: int, end: int) -> memoryview:
        low, high = 0, len(self._starts)
        while high - low > 1:
            middle = (low + high) // 2
            if self._starts[middle][0] <= start:
                low = middle
            else:
                high = middle
        address, _, position = self._starts[low]
        offset = position + start - address
        return self._view[offset : offset + end - start]

    def fill(self, wanted: Sequence[Range], progress: CopyProgress) -> None:
        """Copy *wanted* (sorted) from the target."""
        for start, end in wanted:
            read_pages(self._read_into, start, self._slice(start, end), self.lost)
            progress(end - start)

    def write(self, address: int, data: bytes | bytearray | memoryview) -> None:
        """Store bytes that were read already."""
        self._slice(address, address + len(data))[:] = data

    def pieces(self, plan: DumpPlan) -> list[tuple[int, memoryview]]:
        """Give (file offset, bytes) of each block of *plan*, which may lack what was lost."""
        return [
            (block.placed_rva, self._slice(block.address, block.address + block.size))
            for block in plan.minidump.memory_blocks
        ]

    def close(self) -> None:
        """Forget the bytes."""
        self._view.release()
        self._map.close()


class FileStore:
    """The blocks at their offsets in a file."""

    def __init__(self, plan: DumpPlan, target: Target, descriptor: int) -> None:
        self.lost: list[SoftError] = []
        self._target = target
        self._descriptor = descriptor
        self._blocks = sorted(plan.minidump.memory_blocks, key=lambda block: block.address)
        self._addresses = merged((b.address, b.address + b.size) for b in self._blocks)

    def _offset(self, address: int) -> int:
        low, high = 0, len(self._blocks)
        while high - low > 1:
            middle = (low + high) // 2
            if self._blocks[middle].address <= address:
                low = middle
            else:
                high = middle
        block = self._blocks[low]
        return block.placed_rva + address - block.address

    def fill(self, wanted: Sequence[Range], progress: CopyProgress) -> None:
        """Copy *wanted* (sorted) from the target."""
        spans = [(b.address, b.address + b.size) for b in self._blocks]
        jobs = [
            (start, end - start, self._offset(start)) for start, end in intersect(wanted, spans)
        ]
        preallocate(self._descriptor, [(offset, size) for _, size, offset in jobs])
        self.lost += self._target.copy(jobs, self._descriptor, progress)

    def write(self, address: int, data: bytes | bytearray | memoryview) -> None:
        """Store bytes that were read already."""
        write_at(self._descriptor, self._offset(address), data)

    def move(self, plan: DumpPlan) -> None:
        """Bring the bytes to where *plan*, which lacks what was lost, has its blocks.

        What moves up comes first, from the top down, then what moves down, from the bottom up: the
        shift never grows with the address, so nothing is overwritten before it has moved.
        """
        moves = [
            (self._offset(block.address), block.placed_rva, block.size)
            for block in plan.minidump.memory_blocks
        ]
        up = [move for move in moves if move[1] > move[0]]
        down = [move for move in moves if move[1] < move[0]]
        for old, new, size in sorted(up, reverse=True):
            for start in reversed(range(0, size, CHUNK)):
                self._move(old + start, new + start, min(CHUNK, size - start))
        for old, new, size in sorted(down):
            for start in range(0, size, CHUNK):
                self._move(old + start, new + start, min(CHUNK, size - start))

    def _move(self, old: int, new: int, size: int) -> None:
        write_at(self._descriptor, new, os.pread(self._descriptor, size, old))


def preallocate(descriptor: int, extents: Sequence[tuple[int, int]]) -> None:
    """Reserve room on disk for large extents (offset, size); holes between them stay holes.

    Halves the time of copying and finds a full disk before the copy begins.
    """
    joined = merged((offset, offset + size) for offset, size in extents)
    for start, end in joined:
        if end - start < CHUNK:
            continue
        try:
            os.posix_fallocate(descriptor, start, end - start)
        except OSError as error:
            failure = from_oserror(error, "Reserving room for the dump", as_type=OutputError)
            if type(failure) is OutputError:
                return  # This file system cannot; writing will tell.
            raise failure from None


def write_at(descriptor: int, offset: int, data: bytes | bytearray | memoryview) -> None:
    """Write all of *data* at *offset*. Raises OutputError and its kinds."""
    view = memoryview(data).cast("B")
    try:
        while view:
            written = os.pwrite(descriptor, view, offset)
            offset += written
            view = view[written:]
    except OSError as error:
        raise from_oserror(error, "Writing the dump", as_type=OutputError) from error


def clean_ranges(
    wanted: Sequence[Range], stacks: Sequence[Range]
) -> tuple[list[Range], list[Range]]:
    """Split *wanted* into what is copied as it is and the stacks that are cleaned first."""
    return subtract(wanted, merged(stacks)), intersect(wanted, merged(stacks))
