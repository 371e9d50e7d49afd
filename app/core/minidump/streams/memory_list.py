"""MemoryList and Memory64List: which ranges of the target's memory the file holds, and where."""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...errors import InvalidDumpError
from ...steps import steps
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Layout, MemoryBlock, Piece
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MEMORY64_LIST,
    MINIDUMP_MEMORY_DESCRIPTOR,
    MINIDUMP_MEMORY_DESCRIPTOR64,
)
from ..view import DumpView
from .stream import Stream

PAGE = 4096
MEMORY_LIST_LIMIT = 4096
"""Ranges that every reader takes in a MemoryList."""
MEMORY_LIST_BYTES = 3_584 << 20
"""3.5 GiB: leaves room for everything else below the 4 GiB that a 32-bit RVA can name."""


class MemoryRange(NamedTuple):
    """A range of the target's memory: address, size in bytes, file offset of the first one."""

    address: int
    size: int
    rva: int


def needs_memory64(ranges: int, total: int) -> bool:
    """Tell whether *ranges* ranges of *total* bytes are too much for a MemoryList.

    Full memory goes into a Memory64List whatever its size.
    """
    return ranges > MEMORY_LIST_LIMIT or total > MEMORY_LIST_BYTES


class MemoryListStream(Stream):
    """Ranges whose bytes lie anywhere below 4 GiB."""

    def __init__(self, blocks: Sequence[MemoryBlock]) -> None:
        """Reserve 4 bytes and 16 for each range; the blocks themselves are placed last."""
        super().__init__(
            MINIDUMP_STREAM_TYPE.MemoryListStream,
            4 + MINIDUMP_MEMORY_DESCRIPTOR.SIZE * len(blocks),
        )
        self.blocks = blocks

    def encode(self) -> Iterator[Piece]:
        """Give the descriptors."""
        descriptors = b"".join(
            MINIDUMP_MEMORY_DESCRIPTOR(
                block.address, MINIDUMP_LOCATION_DESCRIPTOR(block.size, block.placed_rva)
            ).pack()
            for block in steps(self.blocks)
        )
        yield self.body.placed_rva, struct.pack("<I", len(self.blocks)) + descriptors


class Memory64ListStream(Stream):
    """Ranges whose bytes follow each other at the end of the file, which may pass 4 GiB."""

    def __init__(self, blocks: Sequence[MemoryBlock]) -> None:
        """Reserve 16 bytes and 16 for each range; the blocks themselves are placed last."""
        super().__init__(
            MINIDUMP_STREAM_TYPE.Memory64ListStream,
            MINIDUMP_MEMORY64_LIST.SIZE + MINIDUMP_MEMORY_DESCRIPTOR64.SIZE * len(blocks),
        )
        self.blocks = blocks

    def place(self, layout: Layout) -> None:
        """Reserve the descriptors and see to it that the ranges will leave no gaps."""
        super().place(layout)
        for block in steps(self.blocks):
            block.is_near = False
            block.align = 1
        if self.blocks:
            self.blocks[0].align = PAGE  # so that pages of zeros can become holes of the file

    def encode(self) -> Iterator[Piece]:
        """Give the descriptors."""
        base = self.blocks[0].placed_rva if self.blocks else 0
        descriptors = b"".join(
            MINIDUMP_MEMORY_DESCRIPTOR64(block.address, block.size).pack()
            for block in steps(self.blocks)
        )
        head = MINIDUMP_MEMORY64_LIST(len(self.blocks), base)
        yield self.body.placed_rva, head.pack() + descriptors


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[MemoryRange, ...]:
    """Read a MemoryList. Ranges need not lie inside the file: it may have been cut short."""
    return tuple(
        MemoryRange(record.StartOfMemoryRange, record.Memory.DataSize, record.Memory.Rva)
        for record in view.counted(MINIDUMP_MEMORY_DESCRIPTOR, location)
    )


def read64(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[MemoryRange, ...]:
    """Read a Memory64List. Ranges need not lie inside the file: it may have been cut short."""
    head = view.only(MINIDUMP_MEMORY64_LIST, location)
    start = location.Rva + head.SIZE
    size = head.NumberOfMemoryRanges * MINIDUMP_MEMORY_DESCRIPTOR64.SIZE
    if size > location.DataSize - head.SIZE:
        raise InvalidDumpError(
            f"A Memory64List counts {head.NumberOfMemoryRanges} ranges"
            f" in {location.DataSize} bytes",
            location.Rva,
        )
    data = view.bytes_at(start, size, "Memory64List")
    ranges = []
    rva = head.BaseRva
    for record in MINIDUMP_MEMORY_DESCRIPTOR64.unpack_many(data):
        ranges.append(MemoryRange(record.StartOfMemoryRange, record.DataSize, rva))
        rva += record.DataSize
    return tuple(ranges)
