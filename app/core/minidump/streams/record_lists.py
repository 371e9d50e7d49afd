"""Streams that are a header and records of one kind: facts about threads, regions, and handles."""

from collections.abc import Iterable, Iterator, Sequence

from ...steps import steps
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Piece
from ..records import (
    MINIDUMP_HANDLE_OPERATION_LIST,
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MEMORY_INFO_LIST,
    MINIDUMP_THREAD_INFO,
    MINIDUMP_THREAD_INFO_LIST,
)
from ..view import DumpView
from .stream import RawStream, Stream

_LEAST_OPERATION = 16
"""Bytes that an operation on a handle takes at least: handle, process and thread."""


class ThreadInfoListStream(RawStream):
    """Times and affinity of threads; takes 12 bytes and 64 for each."""

    def __init__(self, infos: Sequence[MINIDUMP_THREAD_INFO]) -> None:
        """Encode *infos*."""
        head = MINIDUMP_THREAD_INFO_LIST(
            MINIDUMP_THREAD_INFO_LIST.SIZE, MINIDUMP_THREAD_INFO.SIZE, len(infos)
        )
        data = head.pack() + b"".join(info.pack() for info in steps(infos))
        super().__init__(MINIDUMP_STREAM_TYPE.ThreadInfoListStream, data)


class MemoryInfoListStream(Stream):
    """The regions of the address space; takes 16 bytes and 48 for each."""

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


def read_thread_infos(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> tuple[MINIDUMP_THREAD_INFO, ...]:
    """Read a ThreadInfoList."""
    return tuple(view.entries(MINIDUMP_THREAD_INFO_LIST, MINIDUMP_THREAD_INFO, location))


def read_memory_infos(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> tuple[MINIDUMP_MEMORY_INFO, ...]:
    """Read a MemoryInfoList."""
    return tuple(view.entries(MINIDUMP_MEMORY_INFO_LIST, MINIDUMP_MEMORY_INFO, location))


def read_handle_operations(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> tuple[bytes, ...]:
    """Read the AVRF_HANDLE_OPERATION records of the verifier's log as bytes."""
    size, offsets = view.stepped(MINIDUMP_HANDLE_OPERATION_LIST, _LEAST_OPERATION, location)
    return tuple(view.bytes_at(offset, size, "handle operation") for offset in offsets)
