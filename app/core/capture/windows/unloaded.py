"""Modules that were unloaded: the last ones, as ntdll remembers them in the process itself."""

from __future__ import annotations

from ctypes import c_void_p
from typing import TYPE_CHECKING, Final

from ..snapshot import UnloadedModule
from .api import address_of, windows
from .width import NATIVE

if TYPE_CHECKING:
    from .address_space import Memory
    from .width import Width

_MOST: Final = 1024
_LARGEST: Final = 256


def read_unloaded(memory: Memory) -> tuple[UnloadedModule, ...]:
    """Read the list in the order in which they were unloaded.

    RtlGetUnloadEventTraceEx tells where the list is: at the same place in every process of one
    bitness, as ntdll is.
    """
    if not hasattr(windows, "RtlGetUnloadEventTraceEx"):
        return ()
    size_at, count_at, trace_at = c_void_p(), c_void_p(), c_void_p()
    windows.RtlGetUnloadEventTraceEx(*map(address_of, (size_at, count_at, trace_at)))
    size = int.from_bytes(memory.read(size_at.value or 0, 4), "little")
    count = int.from_bytes(memory.read(count_at.value or 0, 4), "little")
    start = int.from_bytes(memory.read(trace_at.value or 0, NATIVE.pointer), "little")
    if not (start and NATIVE.unload_trace.size <= size <= _LARGEST and 0 < count <= _MOST):
        return ()
    return parse_traces(memory.read(start, size * count), size)


def parse_traces(data: bytes, size: int, width: Width = NATIVE) -> tuple[UnloadedModule, ...]:
    """Read entries of *size* bytes; those never used are left out."""
    found = []
    for offset in range(0, len(data) - size + 1, size):
        base, length, sequence, stamp, check_sum, name = width.unload_trace.unpack_from(
            data, offset
        )
        if base:
            text = name.decode("utf-16-le", "replace").partition("\0")[0]
            found.append((sequence, UnloadedModule(base, length, text, check_sum, stamp)))
    return tuple(module for _, module in sorted(found))
