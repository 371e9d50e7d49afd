"""Where a process of Windows has its PEB and its heaps, as far as its memory is there to tell.

The way there is by any thread's TEB. Of each heap the reservation that it began with is known; the
further ones of a large heap are lists in its own bookkeeping, which differs between builds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..capture.windows.width import WIDTHS
from ..errors import InvalidDumpError
from ..minidump.constants import PLATFORM_ID, PROCESSOR_ARCHITECTURE

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot
    from ..capture.windows.width import Width
    from ..symbols.extent import Read

_BITS: Final[dict[int, int]] = {
    PROCESSOR_ARCHITECTURE.AMD64: 64,
    PROCESSOR_ARCHITECTURE.ARM64: 64,
    PROCESSOR_ARCHITECTURE.INTEL: 32,
}
_MOST_HEAPS: Final = 4096


class ProcessBlocks(NamedTuple):
    """What was found; zeros and nothing where the memory is not there."""

    peb: int
    peb_size: int
    teb_size: int
    heaps: tuple[int, ...] = ()
    """Where each heap begins, that of the process first."""


def blocks_of(snapshot: ProcessSnapshot, read: Read) -> ProcessBlocks | None:
    """Find the blocks of a process of Windows; None for one of another system."""
    width = WIDTHS.get(_BITS.get(snapshot.system.processor_architecture, 0))
    if snapshot.system.platform_id != PLATFORM_ID.WIN32_NT or width is None:
        return None

    def told(address: int, size: int) -> bytes:
        try:
            return read(address, size)
        except InvalidDumpError:  # a range that the file lacks
            return b""

    tebs = (thread.teb for thread in snapshot.threads if thread.teb)
    peb = next(filter(None, (_pointer(teb + width.teb_peb, width, told) for teb in tebs)), 0)
    heaps = _heaps(peb, width, told) if peb else ()
    return ProcessBlocks(peb, width.peb_size, width.teb_size, heaps)


def _heaps(peb: int, width: Width, read: Read) -> tuple[int, ...]:
    first = _pointer(peb + width.peb_heap, width, read)
    table = read(peb + width.peb_heaps_at, width.peb_heaps.size)
    listed: tuple[int, ...] = ()
    if len(table) == width.peb_heaps.size:
        count, most, at = width.peb_heaps.unpack(table)
        listed = width.pointers(read(at, min(count, most, _MOST_HEAPS) * width.pointer))
    return tuple(dict.fromkeys(filter(None, (first, *listed))))


def _pointer(address: int, width: Width, read: Read) -> int:
    data = read(address, width.pointer)
    return int.from_bytes(data, "little") if len(data) == width.pointer else 0
