"""MemoryInfoList: the regions of the address space (MINIDUMP_MEMORY_INFO)."""

from collections.abc import Iterable, Iterator

from ...steps import steps
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Piece
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MEMORY_INFO_LIST,
)
from ..view import DumpView
from .stream import Stream


class MemoryInfoListStream(Stream):
    """The regions; takes 16 bytes and 48 for each."""

    def __init__(self, count: int, regions: Iterable[MINIDUMP_MEMORY_INFO]) -> None:
        """Reserve room for *count* regions; *regions* is gone through when they are encoded."""
        self._head = MINIDUMP_MEMORY_INFO_LIST(
            MINIDUMP_MEMORY_INFO_LIST.SIZE, MINIDUMP_MEMORY_INFO.SIZE, count
        )
        self._regions = regions
        super().__init__(
            MINIDUMP_STREAM_TYPE.MemoryInfoListStream,
            self._head.SIZE + count * MINIDUMP_MEMORY_INFO.SIZE,
        )

    def encode(self) -> Iterator[Piece]:
        """Give the list."""
        data = self._head.pack() + b"".join(region.pack() for region in steps(self._regions))
        if len(data) != self.body.size:
            raise ValueError(f"{len(data)} bytes of regions, {self.body.size} reserved")
        yield self.body.placed_rva, data


def read(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> tuple[MINIDUMP_MEMORY_INFO, ...]:
    """Read a MemoryInfoList."""
    return tuple(view.entries(MINIDUMP_MEMORY_INFO_LIST, MINIDUMP_MEMORY_INFO, location))
