"""What belongs to a process as a whole: its PEB, parameters, environment and loader data."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...intervals import Range
    from ..snapshot import Region
    from .address_space import Memory

PEB_SIZE: Final = 2000
"""What MiniDumpWriteDump stores of a 64-bit PEB, in bytes."""
_PEB_LOADER: Final = 0x18
"""Offset of Ldr and, behind it, of ProcessParameters (winternl.h)."""
_PEB_HEAP: Final = 0x30
_PEB_HEAPS: Final = 0xE8
"""Offsets of ProcessHeap, and of NumberOfHeaps with ProcessHeaps behind it."""
_MOST_HEAPS: Final = 4096
_LOADER_SIZE: Final = 88
_PARAMETERS_SIZE: Final = 1088
_ENVIRONMENT: Final = 0x80
_ENVIRONMENT_SIZE: Final = 0x3F0
"""Offsets in RTL_USER_PROCESS_PARAMETERS of the environment and of its size in bytes."""
_MOST_ENVIRONMENT: Final = 1 << 20


def heaps(memory: Memory, peb: int) -> frozenset[int]:
    """Give where the heaps of a process begin: that of the process, and those made besides."""
    if not peb:
        return frozenset()
    found = {int.from_bytes(memory.read(peb + _PEB_HEAP, 8), "little")}
    counted = memory.read(peb + _PEB_HEAPS, 16)
    if len(counted) == 16:
        count, _, array = struct.unpack("<IIQ", counted)
        listed = memory.read(array, count * 8) if array and count <= _MOST_HEAPS else b""
        found |= {value for (value,) in struct.iter_unpack("<Q", listed[: len(listed) // 8 * 8])}
    return frozenset(found - {0})


def named(
    regions: Iterable[Region], heap_bases: frozenset[int], stacks: Iterable[Range]
) -> tuple[Region, ...]:
    """Name what no file is behind as Linux does: ``[heap]``, ``[stack]``."""
    regions = tuple(regions)
    tops = {end for _, end in stacks}
    stack_bases = {region.allocation_base for region in regions if region.end in tops}
    names = dict.fromkeys(heap_bases, "[heap]") | dict.fromkeys(stack_bases, "[stack]")
    return tuple(
        region._replace(path=names[region.allocation_base])
        if not region.path and region.allocation_base in names
        else region
        for region in regions
    )


def environment(memory: Memory, peb: int) -> bytes | None:
    """Read the environment, in UTF-8; None where it cannot be found."""
    found = _parameters(memory, peb)
    if found is None or found.environment is None:
        return None
    start, end = found.environment
    block = memory.read(start, end - start).decode("utf-16-le", "replace")
    return block.partition("\0\0")[0].encode()


class _Parameters(NamedTuple):
    """Where RTL_USER_PROCESS_PARAMETERS are, and the environment that they name."""

    block: Range
    environment: Range | None


def _parameters(memory: Memory, peb: int) -> _Parameters | None:
    pointers = memory.read(peb + _PEB_LOADER, 16) if peb else b""
    start = int.from_bytes(pointers[8:], "little")
    block = memory.read(start, _PARAMETERS_SIZE) if start else b""
    if len(block) < _PARAMETERS_SIZE:
        return None
    length = int(struct.unpack_from("<I", block)[0])
    size = min(max(length, _PARAMETERS_SIZE), _MOST_ENVIRONMENT)
    (where,) = struct.unpack_from("<Q", block, _ENVIRONMENT)
    (bytes_there,) = struct.unpack_from("<Q", block, _ENVIRONMENT_SIZE)
    is_sane = where and 0 < bytes_there <= _MOST_ENVIRONMENT
    return _Parameters((start, start + size), (where, where + bytes_there) if is_sane else None)


def process_data(memory: Memory, peb: int) -> tuple[Range, ...]:
    """Give what MiniDumpWithProcessThreadData adds once per process, as far as it is there."""
    if not peb:
        return ()
    ranges = [(peb, peb + PEB_SIZE)]
    loader = int.from_bytes(memory.read(peb + _PEB_LOADER, 8), "little")
    if loader:
        ranges.append((loader, loader + _LOADER_SIZE))
    found = _parameters(memory, peb)
    if found is not None:
        ranges.append(found.block)
        if found.environment is not None:
            ranges.append(found.environment)
    return tuple(ranges)
