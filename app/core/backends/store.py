"""Where the bytes of the target's memory wait until the file is complete.

It is read into memory of ours, so that the target runs on before anything is written, as far as
there is room; the rest is copied straight to its place in a file. Both know which pages could not
be read.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import os
from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from ..capture.snapshot import SoftError
from ..capture.zero_pages import filled, leaves_holes
from ..errors import DumpCancelledError, OutputError, from_oserror
from ..intervals import intersect
from ..steps import steps
from .drive import ANSWER_SECONDS, WRITING
from .written import Follower

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..capture.target import CopyProgress, Target
    from ..intervals import Range
    from ..minidump.writer import Minidump
    from .buffer import Buffer
    from .drive import Drive

PAGE: Final = 4096
CHUNK: Final = 1 << 20
ReadInto = Callable[[int, memoryview], int]
"""Reads target memory from an address into a buffer; gives the bytes that could be read."""


class BufferStore:
    """Ranges in memory of ours, wherever they will lie in the dump."""

    def __init__(
        self,
        ranges: Sequence[Range],
        target: Target,
        buffer: Buffer,
        read_into: ReadInto | None = None,
    ) -> None:
        """Have room for *ranges* (merged) in *buffer*, which is closed with this.

        *read_into*, if given, reads instead of the target's copy.
        """
        self.lost: list[SoftError] = []
        self._target = target
        self._read_into = read_into
        self._ranges = list(ranges)
        self._starts = [start for start, _ in steps(ranges)]
        self._positions: list[int] = []
        position = 0
        for start, end in steps(ranges):
            self._positions.append(position)
            position += end - start
        self._buffer = buffer

    def _offset(self, address: int) -> int:
        index = bisect_right(self._starts, address) - 1
        return self._positions[index] + address - self._starts[index]

    def _slice(self, start: int, end: int) -> memoryview:
        offset = self._offset(start)
        return self._buffer.view[offset : offset + end - start]

    def fill(self, wanted: Sequence[Range], progress: CopyProgress) -> None:
        """Copy *wanted* (sorted) from the target; raises DumpCancelledError."""
        if self._read_into is None:
            jobs = [(start, end - start, self._offset(start)) for start, end in steps(wanted)]
            self.lost += self._target.copy(jobs, self._buffer.view, progress)
            return
        for low, high in _chunks(wanted):
            with self._slice(low, high) as view:
                read_pages(self._read_into, low, view, self.lost)
            _count(progress, high - low)

    def spans(self, ranges: Sequence[Range]) -> list[Range]:
        """Cut *ranges* so that each lies in one piece here."""
        return intersect(ranges, self._ranges)

    def read(self, start: int, end: int) -> bytes:
        """Read back what was stored for a span."""
        with self._slice(start, end) as view:
            return bytes(view)

    def write(self, address: int, data: bytes) -> None:
        """Store other bytes for a span."""
        with self._slice(address, address + len(data)) as view:
            view[:] = data

    def settle(self, _count: Callable[[int], None]) -> None:
        """Do nothing: the bytes have no place in a file yet."""

    def move(self, _minidump: Minidump, _poll: Callable[[], None]) -> None:
        """Do nothing, as for :meth:`settle`."""

    def unwritten(self, minidump: Minidump) -> Iterator[tuple[int, memoryview]]:
        """Give (file offset, bytes), at most 1 MiB, of what there is of *minidump*, in file order.

        Each part is freed when the next one is asked for.
        """
        for block in minidump.memory_blocks:
            for low, high in _chunks(self._parts(block.address, block.address + block.size)):
                with self._slice(low, high) as view:
                    yield block.placed_rva + low - block.address, view
                self._buffer.free(self._offset(low), self._offset(low) + high - low)

    def _parts(self, low: int, high: int) -> Iterator[Range]:
        """Give what there is between two addresses."""
        for index in range(max(0, bisect_right(self._starts, low) - 1), len(self._ranges)):
            start, end = self._ranges[index]
            if start >= high:
                return
            if end > low:
                yield max(low, start), min(high, end)

    def read_back(self, _offset: int, size: int) -> bytes:
        """Give what follows the last block of the file: nothing but room."""
        return bytes(size)

    def close(self) -> None:
        """Forget the bytes."""
        self._buffer.close()


class FileStore:
    """The blocks of a dump at their offsets in its file."""

    def __init__(
        self,
        minidump: Minidump,
        target: Target,
        descriptor: int,
        read_into: ReadInto | None,
        drive: Drive,
        held: BufferStore | None = None,
        follower: Follower | None = None,
    ) -> None:
        """Write what *minidump*, placed, has of memory to *descriptor*, which is on *drive*.

        *read_into*, if given, reads instead of the target's copy. What *held* has is brought in by
        :meth:`settle`, to be called once the target runs, and before anything is read back.
        *follower* is told of what changes in the file, and how :meth:`fill` gets on if *is_begun*.
        """
        self.lost: list[SoftError] = list(held.lost) if held else []
        self.is_begun = False
        """Whether all that lies in front of the memory, and what was held, is in the file."""
        self._follower = follower or Follower()
        self._held = held
        self._minidump = minidump
        self._drive = drive
        self._target = target
        self._descriptor = descriptor
        self._read_into = read_into
        self._blocks = sorted(minidump.memory_blocks, key=lambda block: block.address)
        self._starts = [block.address for block in steps(self._blocks)]

    def _offset(self, address: int) -> int:
        block = self._blocks[bisect_right(self._starts, address) - 1]
        return block.placed_rva + address - block.address

    def fill(self, wanted: Sequence[Range], progress: CopyProgress) -> None:
        """Copy *wanted* (sorted) from the target; raises DumpCancelledError."""
        spans = self.spans(wanted)
        if self._read_into is None:
            jobs = [(start, end - start, self._offset(start)) for start, end in steps(spans)]
            jobs.sort(key=lambda job: job[2])
            self.lost += self._target.copy(
                jobs,
                self._descriptor,
                progress,
                patience=ANSWER_SECONDS,
                settled=self._follower.settled if self.is_begun else None,
            )
            return
        buffer = memoryview(bytearray(CHUNK))
        for low, high in _chunks(spans):
            view = buffer[: high - low]
            view[:] = bytes(high - low)
            read_pages(self._read_into, low, view, self.lost)
            self._drive.do(partial(self.write, low, view), WRITING)
            _count(progress, high - low)

    def settle(self, count: Callable[[int], None]) -> None:
        """Bring what was held in memory to its place; *count* is told of bytes, and may raise."""
        if self._held is not None:
            for offset, data in self._held.unwritten(self._minidump):
                self._put(offset, data)
                count(len(data))
            self._held.close()
            self._held = None

    def spans(self, ranges: Sequence[Range]) -> list[Range]:
        """Cut *ranges* so that each lies in one piece here."""
        return intersect(
            ranges, [(block.address, block.address + block.size) for block in steps(self._blocks)]
        )

    def read(self, start: int, end: int) -> bytes:
        """Read back what was stored for a span. Raises OutputError."""
        return read_at(self._descriptor, self._offset(start), end - start)

    def write(self, address: int, data: bytes | memoryview) -> None:
        """Store bytes for a span. Raises OutputError and its kinds."""
        self._put(self._offset(address), data)

    def _put(self, offset: int, data: bytes | memoryview) -> None:
        write_at(self._descriptor, offset, data)
        self._follower.changed(offset)

    def move(self, minidump: Minidump, poll: Callable[[], None]) -> None:
        """Bring the bytes to where *minidump*, which lacks what was lost, has its blocks.

        What moves up comes first, from the top down, then what moves down, from the bottom up: the
        shift never grows with the offset, so nothing is overwritten before it has moved. *poll* may
        raise to give up.
        """
        moves = [
            (self._offset(block.address), block.placed_rva, block.size)
            for block in minidump.memory_blocks
        ]
        for old, new, size in sorted((move for move in moves if move[1] > move[0]), reverse=True):
            for start in reversed(range(0, size, CHUNK)):
                self._move(old + start, new + start, min(CHUNK, size - start))
                poll()
        for old, new, size in sorted(move for move in moves if move[1] < move[0]):
            for start in range(0, size, CHUNK):
                self._move(old + start, new + start, min(CHUNK, size - start))
                poll()

    def _move(self, old: int, new: int, size: int) -> None:
        self._put(new, read_at(self._descriptor, old, size))

    def unwritten(self, _minidump: Minidump) -> Iterator[tuple[int, memoryview]]:
        """Give nothing: the bytes are in the file."""
        return iter(())

    def read_back(self, offset: int, size: int) -> bytes:
        """Read from the file; what lies beyond its end is a hole."""
        return self._drive.do(partial(read_at, self._descriptor, offset, size), "Reading the dump")


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
        start, size = address + done, end - done
        if lost and lost[-1].address + lost[-1].size == start:
            start, size = lost[-1].address, lost.pop().size + size
        lost.append(SoftError("read memory", "The memory cannot be read.", start, size))
        done = end


def _chunks(ranges: Iterable[Range]) -> Iterator[Range]:
    for start, end in ranges:
        for low in range(start, end, CHUNK):
            yield low, min(end, low + CHUNK)


def _count(progress: CopyProgress, size: int) -> None:
    if not progress(size):
        raise DumpCancelledError("The dump was cancelled.")


def write_held(
    descriptor: int,
    store: BufferStore | FileStore,
    minidump: Minidump,
    follower: Follower,
    count: Callable[[int], None],
) -> None:
    """Write what *store* has not written yet, with all that lies in front of it in the file.

    *count* is told of bytes, and may raise. Raises OutputError and its kinds.
    """
    holes = leaves_holes(descriptor, minidump.file_size)
    for offset, data in store.unwritten(minidump):
        for low, high in filled(data, offset) if holes else ((0, len(data)),):
            write_at(descriptor, offset + low, data[low:high])
        follower.settled(offset + len(data))
        count(len(data))


def read_at(descriptor: int, offset: int, size: int) -> bytes:
    """Read *size* bytes from *offset*; what lies beyond the end of the file is zeros, as in holes.

    A read may be short without being at the end. Raises OutputError.
    """
    data = bytearray()
    try:
        while len(data) < size:
            part = os.pread(descriptor, size - len(data), offset + len(data))
            if not part:
                break
            data += part
    except OSError as error:
        raise from_oserror(error, "Reading the dump again", as_type=OutputError) from error
    return bytes(data.ljust(size, b"\0"))


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
