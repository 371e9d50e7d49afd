"""Memory of ours in which a target's waits, so that no disk has a part in the stop."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import ctypes
import mmap
import threading
from typing import TYPE_CHECKING, Final

from ..capture.spare import free_memory
from ..errors import NoResourcesError, from_oserror

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE: Final = mmap.PAGESIZE
_AT_ONCE: Final = 16 << 20
"""Bytes that the system gives between two questions whether to go on."""


class Buffer:
    """So many bytes of memory, all zeros at first. They are the system's until they are touched."""

    def __init__(self, size: int) -> None:
        """Ask for *size* bytes. Raises NoResourcesError where they are refused."""
        try:
            self._map = mmap.mmap(-1, max(1, size), mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        except OSError as error:
            doing = f"Holding {size:,} bytes"
            raise from_oserror(error, doing, as_type=NoResourcesError) from error
        self.size = size
        self.view = memoryview(self._map)

    def back(self, size: int, stays: int, poll: Callable[[], None]) -> None:
        """Have the first *size* bytes there before they are needed; *stays* bytes are to stay free.

        Filled with pages that are there already, a GiB takes 0.1 to 0.2 s instead
        of 0.5 to 0.9 s. Not huge ones: where memory is in pieces the kernel took up to 10 s to make
        them, in a virtual machine 2.5 s, where the host had to find what it had been given back.
        MADV_POPULATE_WRITE took longer than touching, too.

        Where memory gets short meanwhile, as others take some, several dumpers at once among them,
        the buffer is as large as what is there. *poll* may raise to give up.
        """
        for low in range(0, size, _AT_ONCE):
            poll()
            high = min(size, low + _AT_ONCE)
            if free_memory() < high - low + stays:
                self.size = low
                return
            self._touch(low, high)

    def _touch(self, low: int, high: int) -> None:
        """Touch all pages of a part, with two threads if there is much of it."""
        middle = (low + high) // 2 // _PAGE * _PAGE
        other = threading.Thread(target=self._zero, args=(middle, high), daemon=True)
        if high - low >= _AT_ONCE:
            with contextlib.suppress(RuntimeError):  # a limit of the system
                other.start()
        self._zero(low, high if other.ident is None else middle)
        if other.ident is not None:
            other.join()

    def _zero(self, low: int, high: int) -> None:
        """Fill with zeros: a page that has just come is in the cache, and costs no more by that.

        Unlike what Python can do with memory, it lets other threads run.
        """
        anchor = ctypes.c_char.from_buffer(self._map, low)
        ctypes.memset(ctypes.addressof(anchor), 0, high - low)

    def free(self, start: int, end: int) -> None:
        """Give the whole pages of a part back: nobody needs its bytes any more."""
        low, high = -(-start // _PAGE) * _PAGE, end // _PAGE * _PAGE
        if low < high:
            self._map.madvise(mmap.MADV_DONTNEED, low, high - low)

    def close(self) -> None:
        """Give all of it back."""
        if not self._map.closed:
            self.free(0, len(self._map))
            # A callback, the traceback of one that raised, or a drive that hangs may hold on to it.
            with contextlib.suppress(BufferError):
                self.view.release()
                self._map.close()
