"""Reading a target's memory: process_vm_readv, /proc/PID/mem where that is forbidden, bulk copy."""

from __future__ import annotations

import ctypes
import errno
import os
from typing import TYPE_CHECKING, Final

from ...errors import MiniDumpError, NoSuchProcessError
from .bulk_copy import CHUNK, BulkCopy, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..snapshot import SoftError
    from ..target import CopyProgress
    from .page_stream import PageStream
    from .procfs import ProcessDirectory

_ADDRESS_MAX: Final = 1 << 64


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


class Memory:
    """The memory of one process."""

    def __init__(self, directory: ProcessDirectory) -> None:
        """Read the process of *directory*."""
        self._directory = directory
        self._window: Window | None = None
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
            self._window = Window()
        window, done, size = self._window, 0, buffer.nbytes
        flat = buffer.cast("B")
        while done < size:
            part = min(CHUNK, size - done)
            got = self.fill(window, ((address + done, part),), part)
            flat[done : done + got] = window.view[:got]
            done += got
            if got < part:
                break
        return done

    def copy(
        self,
        ranges: Sequence[tuple[int, int, int]],
        into: int | memoryview,
        progress: CopyProgress | None = None,
        *,
        patience: float | None = None,
        settled: Callable[[int], None] | None = None,
    ) -> list[SoftError]:
        """Copy (address, size, offset) *ranges* into a file or a buffer; see Target.copy."""
        stream = self.stream(ranges)
        try:
            return BulkCopy(self, ranges, into, progress, settled, stream).run(patience)
        finally:
            if stream is not None:
                stream.close()

    def stream(self, _ranges: Sequence[tuple[int, int, int]]) -> PageStream | None:
        """Give what hands over *ranges* in their order, if anybody does."""
        return None

    def fill(self, window: Window, parts: Sequence[tuple[int, int]], total: int) -> int:
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

    def _fill_through_file(self, window: Window, parts: Sequence[tuple[int, int]]) -> int:
        done = 0
        with self._directory.explained("Reading the memory"):
            try:
                descriptor = self._directory.open("mem")
            except (FileNotFoundError, ProcessLookupError):
                raise self.gone() from None
            try:
                for address, size in parts:
                    got = _read_file(descriptor, window.view[done : done + size], address)
                    done += got
                    if got < size:
                        break
            finally:
                os.close(descriptor)
        return done

    def gone(self) -> MiniDumpError:
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
