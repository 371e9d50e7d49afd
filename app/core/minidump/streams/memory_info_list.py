"""MemoryInfoList: the regions of the address space (MINIDUMP_MEMORY_INFO)."""

from collections.abc import Sequence

from app.core.minidump.constants import MINIDUMP_STREAM_TYPE
from app.core.minidump.records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MEMORY_INFO_LIST,
)
from app.core.minidump.streams.stream import RawStream
from app.core.minidump.view import DumpView


class MemoryInfoListStream(RawStream):
    """The regions; takes 16 bytes and 48 for each."""

    def __init__(self, regions: Sequence[MINIDUMP_MEMORY_INFO]) -> None:
        """Encode *regions*."""
        head = MINIDUMP_MEMORY_INFO_LIST(
            MINIDUMP_MEMORY_INFO_LIST.SIZE, MINIDUMP_MEMORY_INFO.SIZE, len(regions)
        )
        data = head.pack() + b"".join(region.pack() for region in regions)
        super().__init__(MINIDUMP_STREAM_TYPE.MemoryInfoListStream, data)


def read(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> tuple[MINIDUMP_MEMORY_INFO, ...]:
    """Read a MemoryInfoList."""
    return tuple(view.entries(MINIDUMP_MEMORY_INFO_LIST, MINIDUMP_MEMORY_INFO, location))
