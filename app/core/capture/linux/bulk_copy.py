"""Copying much memory: into memory of ours, or a file, whose drive may stop answering."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import os
import threading
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import DumpCancelledError, OutputError, from_oserror
from ...side_thread import LOOK, NO_ANSWER
from ..snapshot import SoftError
from ..zero_pages import filled, leaves_holes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..target import CopyProgress
    from .memory import Memory
    from .page_stream import PageStream

CHUNK: Final = 1 << 20
"""Bytes per read and write; smaller and larger are both slower."""
IOV_MAX: Final = 1024
SECOND_THREAD_FROM: Final = 8 << 20
"""Bytes from which a second copying thread pays."""
_PAGE: Final = mmap.PAGESIZE


class Window:
    """A buffer with the iovecs to fill it; one for each copying thread."""

    def __init__(self, buffer: memoryview | None = None) -> None:
        """Read into *buffer*, which is writable; without one, into 1 MiB of our own."""
        self._whole = memoryview(_anonymous(CHUNK)) if buffer is None else buffer
        self.view = self._whole
        self._anchor = ctypes.c_char.from_buffer(self._whole)
        self._address = ctypes.addressof(self._anchor)
        self.local = (ctypes.c_size_t * 2)(self._address)
        self.local_address = ctypes.addressof(self.local)
        self.remote = (ctypes.c_size_t * (2 * IOV_MAX))()
        self.remote_address = ctypes.addressof(self.remote)

    def move_to(self, offset: int) -> None:
        """Have what is read next begin at *offset* of the buffer."""
        self.local[0] = self._address + offset
        self.view = self._whole[offset:]


def _anonymous(size: int) -> mmap.mmap:
    return mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


class _Piece(NamedTuple):
    """Part of a range: *size* bytes at *address* that go to *offset* of file or buffer."""

    address: int
    size: int
    offset: int


class BulkCopy:
    """One copy of (address, size, offset) *ranges* into a file or a buffer, by one or two threads.

    What goes to a drive is copied by threads beside the caller's, which can be left behind: a write
    that hangs must not keep the target from running on. Only the caller's thread tells *progress*.
    """

    def __init__(
        self,
        memory: Memory,
        ranges: Sequence[tuple[int, int, int]],
        into: int | memoryview,
        progress: CopyProgress | None,
        settled: Callable[[int], None] | None = None,
        stream: PageStream | None = None,
    ) -> None:
        """*stream*, if given, hands over the bytes of *ranges*, as far as it can."""
        self._memory = memory
        self._stream = stream
        self._turn = threading.Lock()
        """Of taking from the stream."""
        self._settled = settled
        self._under_way: list[int] = []
        """Offsets of what is being copied right now."""
        self._end = 0
        """Where what was copied ends, with what is under way before it."""
        self._buffer = None if isinstance(into, int) else into
        self._descriptor = into if isinstance(into, int) else -1
        self._is_own = False
        self._progress = progress
        size = sum(size for _, size, _ in ranges)
        self._leaves_holes = self._buffer is None and leaves_holes(self._descriptor, size)
        self._threads = 2 if size > SECOND_THREAD_FROM else 1
        self._batches = _batches(ranges)
        self._lock = threading.Lock()
        self._failed: list[tuple[int, int]] = []
        self._error: BaseException | None = None
        self._stop = False
        self._inside = 1
        """Threads that use the descriptor, the caller's among them."""
        self._alone = threading.Event()
        """The caller's is the only one left."""
        self._done = 0
        self._told = 0
        """Bytes that were copied, and that *progress* has been told of."""

    def run(self, patience: float | None) -> list[SoftError]:
        """Copy; see Target.copy."""
        aside = patience is not None
        if aside:
            # The caller may close his as soon as he has left us.
            self._descriptor, self._is_own = os.dup(self._descriptor), True
        try:
            others = [self._start() for _ in range(self._threads if aside else self._threads - 1)]
            if not aside or not any(others):
                self._work(tells=True)
            self._wait(patience if any(others) else 0)
        finally:
            self._stop = True
            # Nobody may go on reading when this call has ended, but for who hangs in a write.
            if not aside and any(others):
                self._alone.wait()
            self._leave()
        if self._error is not None:
            raise self._error
        return [
            SoftError("read memory", "The memory cannot be read.", address, size)
            for address, size in _merged(self._failed)
        ]

    def _start(self) -> bool:
        """Have another thread work; False if the system gives none."""
        with self._lock:
            self._inside += 1
        try:
            threading.Thread(target=self._work_and_leave, name="copy", daemon=True).start()
        except RuntimeError:
            self._leave()
            return False
        return True

    def _leave(self) -> None:
        with self._lock:
            self._inside -= 1
            inside = self._inside
        if inside == 1:
            self._alone.set()
        if not inside and self._is_own:
            with contextlib.suppress(OSError):  # what was written is synced later, or given up
                os.close(self._descriptor)

    def _work_and_leave(self) -> None:
        self._work(tells=False)
        self._leave()

    def _wait(self, patience: float | None) -> None:
        """Wait for the others; gives up when for *patience* seconds nothing was written."""
        done, since = -1, 0.0
        while self._error is None and self._inside > 1:
            self._alone.wait(LOOK)
            self._tell()
            if done != self._done:
                done, since = self._done, time.monotonic()
            elif patience is not None and time.monotonic() - since >= patience:
                raise from_oserror(
                    TimeoutError(errno.ETIMEDOUT, NO_ANSWER),
                    "Writing the dump",
                    remedy="Choose another drive.",
                    as_type=OutputError,
                )
        if self._error is None:
            self._tell()

    def _tell(self) -> None:
        """Tell the caller how far the copy is; raises DumpCancelledError if he had enough."""
        new, self._told = self._done - self._told, self._done
        if self._progress is not None and not self._progress(new):
            raise DumpCancelledError("The dump was cancelled.")

    def _work(self, *, tells: bool) -> None:
        try:
            window = Window(self._buffer)
            while not self._stop:
                if self._stream is None:
                    batch, got = self._next(), 0
                else:
                    with self._turn:
                        batch = self._next()
                        got = self._handed_over(window, batch, self._stream) if batch else 0
                if batch is None:
                    return
                self._copy(window, batch, got)
                with self._lock:
                    self._done += sum(piece.size for piece in batch)
                    self._under_way.remove(batch[0].offset)
                    # The other thread may have been done with what lies behind it before.
                    self._end = max(self._end, batch[-1].offset + batch[-1].size)
                    settled = min(self._under_way, default=self._end)
                if self._settled is not None:
                    self._settled(settled)
                if tells:
                    self._tell()
        except BaseException as error:  # noqa: BLE001 - raised again by run(), in the caller
            self._stop = True
            self._error = self._error or error

    def _next(self) -> list[_Piece] | None:
        with self._lock:
            batch = next(self._batches, None)
            if batch is not None:
                self._under_way.append(batch[0].offset)
            return batch

    def _handed_over(self, window: Window, batch: list[_Piece], stream: PageStream) -> int:
        """Take what is handed over of *batch*, to be written in its turn; the bytes."""
        if self._buffer is not None:
            window.move_to(batch[0].offset)
        return stream.read(window.view[: sum(piece.size for piece in batch)])

    def _copy(self, window: Window, batch: list[_Piece], got: int) -> None:
        """Copy *batch*, of which *got* bytes are in *window* already; they count if it is all."""
        total = sum(piece.size for piece in batch)
        parts = [(piece.address, piece.size) for piece in batch]
        if got == total:
            self._put(window, got, batch[0].offset)
            return
        if self._read(window, parts, total, batch[0].offset) == total:
            return
        if not self._memory.alive():
            raise self._memory.gone()
        for piece in batch:
            self._copy_readable(window, piece)

    def _copy_readable(self, window: Window, piece: _Piece) -> None:
        """Copy what can be read of *piece*, page by page behind an unreadable one."""
        address, end = piece.address, piece.address + piece.size
        while address < end and not self._stop:
            offset = piece.offset + address - piece.address
            address += self._read(window, ((address, end - address),), end - address, offset)
            if address < end:
                after = min(end, (address // _PAGE + 1) * _PAGE)
                self._failed.append((address, after - address))
                address = after

    def _read(
        self, window: Window, parts: Sequence[tuple[int, int]], total: int, offset: int
    ) -> int:
        """Bring *parts*, *total* bytes, to *offset* as far as they can be read; the bytes read.

        What goes to a file is written only if it is all of them, or in one part.
        """
        if self._buffer is not None:
            window.move_to(offset)
        got = self._memory.fill(window, parts, total)
        if got == total or len(parts) == 1:
            self._put(window, got, offset)
        return got

    def _put(self, window: Window, size: int, offset: int) -> None:
        """Write what is in *window*, unless that is where it belongs."""
        if self._buffer is not None:
            return
        if self._leaves_holes:
            for low, high in filled(window.view[:size], offset):
                self._write(window.view[low:high], offset + low)
        else:
            self._write(window.view[:size], offset)

    def _write(self, view: memoryview, offset: int) -> None:
        try:
            while view:
                done = os.pwrite(self._descriptor, view, offset)
                view, offset = view[done:], offset + done
        except OSError as error:
            raise from_oserror(error, "Writing the dump", as_type=OutputError) from error


def _batches(ranges: Sequence[tuple[int, int, int]]) -> Iterator[list[_Piece]]:
    """Cut large ranges and join small ones that follow each other in the file."""
    batch: list[_Piece] = []
    total = 0
    for start, whole, position in ranges:
        address, size, offset = start, whole, position
        while size > 0:
            joins = batch and batch[-1].offset + batch[-1].size == offset
            if batch and (not joins or total >= CHUNK or len(batch) == IOV_MAX):
                yield batch
                batch, total = [], 0
            part = min(size, CHUNK - total)
            batch.append(_Piece(address, part, offset))
            total += part
            address, size, offset = address + part, size - part, offset + part
    if batch:
        yield batch


def _merged(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join (address, size) ranges that touch."""
    low = high = 0
    for address, size in sorted(ranges):
        if address != high:
            if high > low:
                yield low, high - low
            low = address
        high = address + size
    if high > low:
        yield low, high - low
