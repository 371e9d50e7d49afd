"""The buffer through which memory of a target passes, with what process_vm_readv wants to know."""

from __future__ import annotations

import ctypes
import mmap
from typing import Final

CHUNK: Final = 1 << 20
"""Bytes per read and write; smaller and larger are both slower."""
IOV_MAX: Final = 1024


class Window:
    """A page-aligned buffer with the iovecs to fill it; one for each copying thread."""

    def __init__(self, size: int) -> None:
        self.buffer = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.view = memoryview(self.buffer)
        self._anchor = ctypes.c_char.from_buffer(self.buffer)
        self.address = ctypes.addressof(self._anchor)
        self.local = (ctypes.c_size_t * 2)(self.address)
        self.local_address = ctypes.addressof(self.local)
        self.remote = (ctypes.c_size_t * (2 * IOV_MAX))()
        self.remote_address = ctypes.addressof(self.remote)
