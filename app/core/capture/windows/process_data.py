"""What belongs to a process as a whole: its PEB, parameters, environment and loader data."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...steps import steps
from .width import NATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...intervals import Range
    from ..snapshot import Region
    from .address_space import Memory
    from .width import Width

_MOST_HEAPS: Final = 4096
_MOST_ENVIRONMENT: Final = 1 << 20


def heaps(memory: Memory, peb: int, width: Width = NATIVE) -> frozenset[int]:
    """Give where the heaps of a process begin: that of the process, and those made besides."""
    if not peb:
        return frozenset()
    found = {int.from_bytes(memory.read(peb + width.peb_heap, width.pointer), "little")}
    counted = memory.read(peb + width.peb_heaps_at, width.peb_heaps.size)
    if len(counted) == width.peb_heaps.size:
        count, _, array = width.peb_heaps.unpack(counted)
        size = count * width.pointer
        found |= set(width.pointers(memory.read(array, size) if count <= _MOST_HEAPS else b""))
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
        for region in steps(regions)
    )


def environment(memory: Memory, peb: int, width: Width = NATIVE) -> bytes | None:
    """Read the environment, in UTF-8; None where it cannot be found."""
    found = _parameters(memory, peb, width)
    if found is None or found.environment is None:
        return None
    start, end = found.environment
    block = memory.read(start, end - start).decode("utf-16-le", "replace")
    return block.partition("\0\0")[0].encode()


class _Parameters(NamedTuple):
    """Where RTL_USER_PROCESS_PARAMETERS are, and the environment that they name."""

    block: Range
    environment: Range | None


def _parameters(memory: Memory, peb: int, width: Width) -> _Parameters | None:
    pointers = memory.read(peb + width.peb_loader, 2 * width.pointer) if peb else b""
    start = int.from_bytes(pointers[width.pointer :], "little")
    block = memory.read(start, width.parameters_size) if start else b""
    if len(block) < width.parameters_size:
        return None
    length = int(struct.unpack_from("<I", block)[0])
    size = min(max(length, width.parameters_size), _MOST_ENVIRONMENT)
    (where,) = width.pointers(block[width.environment :][: width.pointer])
    (bytes_there,) = width.pointers(block[width.environment_size :][: width.pointer])
    is_sane = where and 0 < bytes_there <= _MOST_ENVIRONMENT
    return _Parameters((start, start + size), (where, where + bytes_there) if is_sane else None)


def process_data(memory: Memory, peb: int, width: Width = NATIVE) -> tuple[Range, ...]:
    """Give what MiniDumpWithProcessThreadData adds once per process, as far as it is there.

    The PEB, loader data (which may be empty), parameters, environment.
    """
    if not peb:
        return ()
    ranges = [(peb, peb + width.peb_size)]
    loader = int.from_bytes(memory.read(peb + width.peb_loader, width.pointer), "little")
    ranges.append((loader, loader + width.loader_size) if loader else (0, 0))
    found = _parameters(memory, peb, width)
    if found is not None:
        ranges.append(found.block)
        if found.environment is not None:
            ranges.append(found.environment)
    return tuple(ranges)
