"""Reading a target's memory: process_vm_readv, /proc/PID/mem where that is forbidden, bulk copy."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import DumpCancelledError, NoSuchProcessError, OutputError, from_oserror
from ..snapshot import SoftError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..target import CopyProgress
    from .procfs import ProcessDirectory

CHUNK: Final = 1 << 20
"""Bytes per read and write; smaller and larger are both slower."""
SECOND_THREAD_FROM: Final = 8 << 20
"""Bytes from which a second copying thread pays."""
_IOV_MAX: Final = 1024
_PAGE: Final = mmap.PAGESIZE
_ADDRESS_MAX: Final = 1 << 64


class _Piece(NamedTuple):
    """Part of a range: *size* bytes at *address* that go to *offset* of the file."""

    address: int
    size: int
    offset: int


def _bind_process_vm_readv() -> ctypes._NamedFuncPointer | None:
    try:
        function = ctypes.CDLL(None, use_errno=True).process_vm_readv
    except AttributeError:
        return None
    function.restype = ctypes.c_ssize_t
    function.argtypes = (
        ctypes.c_int,
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.c_ulong,
    )
    return function


_process_vm_readv = _bind_process_vm_readv()


class _Window:
    """A page-aligned buffer with the iovecs to fill it; one for each copying thread."""

    def __init__(self, size: int) -> None:
        self.buffer = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.view = memoryview(self.buffer)
        self._anchor = ctypes.c_char.from_buffer(self.buffer)
        self.address = ctypes.addressof(self._anchor)
        self.local = (ctypes.c_size_t * 2)(self.address)
        self.local_address = ctypes.addressof(self.local)
        self.remote = (ctypes.c_size_t * (2 * _IOV_MAX))()
        self.remote_address = ctypes.addressof(self.remote)


class Memory:
    """The memory of one process."""

    def __init__(self, directory: ProcessDirectory) -> None:
        """Read the process of *directory*."""
        self._directory = directory
        self._window: _Window | None = None
        self._through_file = _process_vm_readv is None

    def close(self) -> None:
        """Give the buffer back."""
        self._window = None

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes; shorter where memory stops being readable."""
        buffer = bytearray(max(0, size))
        got = self.read_into(address, memoryview(buffer))
        return bytes(memoryview(buffer)[:got])

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Fill *buffer* from *address*; the number of bytes that could be read from the start."""
        if self._window is None:
            self._window = _Window(CHUNK)
        window, done, size = self._window, 0, buffer.nbytes
        flat = buffer.cast("B")
        while done < size:
            part = min(CHUNK, size - done)
            got = self._fill(window, ((address + done, part),), part)
            flat[done : done + got] = window.view[:got]
            done += got
            if got < part:
                break
        return done

    def copy(
        self,
        ranges: Sequence[tuple[int, int, int]],
        descriptor: int,
        progress: CopyProgress | None = None,
    ) -> list[SoftError]:
        """Copy (address, size, file offset) *ranges* into *descriptor*; see Target.copy."""
        job = _CopyJob(self, ranges, descriptor, progress)
        return job.run(threads=2 if sum(size for _, size, _ in ranges) > SECOND_THREAD_FROM else 1)

    def _fill(self, window: _Window, parts: Sequence[tuple[int, int]], total: int) -> int:
        """Read *parts* (address, size), *total* bytes, into *window*; the bytes read."""
        if parts[0][0] < 0 or parts[-1][0] + parts[-1][1] > _ADDRESS_MAX:
            return 0
        if self._through_file or _process_vm_readv is None:
            return self._fill_through_file(window, parts)
        window.remote[: 2 * len(parts)] = [word for part in parts for word in part]
        window.local[1] = total
        got: int = _process_vm_readv(
            self._directory.living, window.local_address, 1, window.remote_address, len(parts), 0
        )
        if got >= 0:
            return got
        reason = ctypes.get_errno()
        if reason in (errno.EPERM, errno.ENOSYS):
            self._through_file = True
            return self._fill_through_file(window, parts)
        if reason == errno.EFAULT:
            return 0
        if reason == errno.ESRCH:
            raise self.gone()
        raise self._directory.explain(OSError(reason, os.strerror(reason)), "Reading the memory")

    def _fill_through_file(self, window: _Window, parts: Sequence[tuple[int, int]]) -> int:
        done = 0
        with self._directory.explained("Reading the memory"):
            descriptor = self._directory.open("mem")
            try:
                for address, size in parts:
                    got = _read_file(descriptor, window.view[done : done + size], address)
                    done += got
                    if got < size:
                        break
            finally:
                os.close(descriptor)
        return done

    def gone(self) -> NoSuchProcessError:
        """Say that the target ended under our hands."""
        return NoSuchProcessError(
            f"Process {self._directory.process_id} ended while its memory was being read."
        )

    def alive(self) -> bool:
        """Tell whether there is still memory to read."""
        try:
            return not self._directory.stat(self._directory.living).ended
        except OSError:
            return False


def _read_file(descriptor: int, view: memoryview, address: int) -> int:
    done = 0
    while done < len(view):
        try:
            # The offset is signed: addresses in the upper half belong to the kernel anyway.
            got = os.preadv(descriptor, [view[done:]], address + done)
        except (OSError, OverflowError):
            break
        if got <= 0:
            break
        done += got
    return done


class _CopyJob:
    """One call of copy: batches handed to one or two threads."""

    def __init__(
        self,
        memory: Memory,
        ranges: Sequence[tuple[int, int, int]],
        descriptor: int,
        progress: CopyProgress | None,
    ) -> None:
        self._memory = memory
        self._descriptor = descriptor
        self._progress = progress
        self._batches = _batches(ranges)
        self._lock = threading.Lock()
        self._failed: list[tuple[int, int]] = []
        self._error: BaseException | None = None
        self._stop = False

    def run(self, *, threads: int) -> list[SoftError]:
        others = [threading.Thread(target=self._work, daemon=True) for _ in range(threads - 1)]
        for thread in others:
            thread.start()
        try:
            self._work()
        finally:
            # Also on KeyboardInterrupt: nobody may go on reading when this call has ended.
            self._stop = self._stop or self._error is not None
            for thread in others:
                thread.join()
        if self._error is not None:
            raise self._error
        return [
            SoftError("read memory", "The memory cannot be read.", address, size)
            for address, size in _merged(self._failed)
        ]

    def _work(self) -> None:
        window = _Window(CHUNK)
        try:
            while not self._stop:
                with self._lock:
                    batch = next(self._batches, None)
                if batch is None:
                    return
                self._copy(window, batch)
                size = sum(piece.size for piece in batch)
                if self._progress is not None and not self._progress(size):
                    raise DumpCancelledError("The dump was cancelled.")  # noqa: TRY301 - ends all
        except BaseException as error:  # noqa: BLE001 - raised again by run(), in the caller
            self._stop = True
            self._error = self._error or error

    def _copy(self, window: _Window, batch: list[_Piece]) -> None:
        total = sum(piece.size for piece in batch)
        parts = [(piece.address, piece.size) for piece in batch]
        got = self._memory._fill(window, parts, total)  # noqa: SLF001 - one module
        if got == total:
            self._write(window.view[:total], batch[0].offset)
            return
        if not self._memory.alive():
            raise self._memory.gone()
        for piece in batch:
            self._copy_readable(window, piece)

    def _copy_readable(self, window: _Window, piece: _Piece) -> None:
        """Copy what can be read of *piece*, page by page behind an unreadable one."""
        address, end = piece.address, piece.address + piece.size
        while address < end and not self._stop:
            got = self._memory._fill(window, ((address, end - address),), end - address)  # noqa: SLF001
            if got:
                self._write(window.view[:got], piece.offset + address - piece.address)
                address += got
            if address < end:
                after = min(end, (address // _PAGE + 1) * _PAGE)
                self._failed.append((address, after - address))
                address = after

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
            if batch and (not joins or total >= CHUNK or len(batch) == _IOV_MAX):
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
