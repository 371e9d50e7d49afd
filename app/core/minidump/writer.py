"""Putting a minidump together: header, directory and streams first, memory last.

Nothing here touches a file. :meth:`Minidump.place` fixes every offset and the exact size of the
file; once the contents are known, :meth:`Minidump.metadata_bytes` gives everything in front of
the target's memory, which the caller copies to the offsets of the memory blocks.
"""

from collections.abc import Iterator, Sequence

from ..steps import step
from .constants import SIGNATURE, VERSION
from .layout import Block, Layout, MemoryBlock, Piece
from .records import (
    MINIDUMP_DIRECTORY,
    MINIDUMP_HEADER,
    MINIDUMP_LOCATION_DESCRIPTOR,
)
from .streams.stream import Stream


class Minidump:
    """A dump to be written. ``file_size`` and ``memory_start`` are in bytes, valid once placed."""

    def __init__(
        self,
        streams: Sequence[Stream],
        memory_blocks: Sequence[MemoryBlock] = (),
        flags: int = 0,
        timestamp: int = 0,
    ) -> None:
        """Take the streams in directory order and the memory in file order.

        *flags* is what the header records (MINIDUMP_TYPE), *timestamp* seconds since 1970 UTC.
        With a Memory64ListStream, *memory_blocks* are the blocks of that stream, in its order.
        """
        self.streams = streams
        self.memory_blocks = memory_blocks
        self.flags = flags
        self.timestamp = timestamp
        self.file_size = 0
        self.memory_start = 0
        self._directory = Block(MINIDUMP_DIRECTORY.SIZE * len(streams))

    def place(self) -> int:
        """Give everything its offset and return the size of the file (pass one).

        Raises DumpTooLargeError if something must lie below 4 GiB and cannot.
        """
        layout = Layout()
        layout.place(Block(MINIDUMP_HEADER.SIZE))
        layout.place(self._directory)
        for stream in self.streams:
            stream.place(layout)
        self.memory_start = layout.size
        layout.place_all(self.memory_blocks)
        if self.memory_blocks:
            self.memory_start = self.memory_blocks[0].placed_rva
        self.file_size = layout.size
        return self.file_size

    def metadata_pieces(self) -> Iterator[Piece]:
        """Give offsets and bytes of all that lies in front of the memory (pass two)."""
        header = MINIDUMP_HEADER(
            Signature=SIGNATURE,
            Version=VERSION,
            NumberOfStreams=len(self.streams),
            StreamDirectoryRva=self._directory.placed_rva,
            CheckSum=0,
            TimeDateStamp=self.timestamp & 0xFFFFFFFF,
            Flags=self.flags,
        )
        yield 0, header.pack()
        yield self._directory.placed_rva, b"".join(map(_entry, self.streams))
        for stream in self.streams:
            yield from stream.encode()

    def metadata_bytes(self) -> bytes:
        """Return the bytes [0, ``memory_start``) of the file."""
        image = bytearray(self.memory_start)
        for rva, data in self.metadata_pieces():
            step()
            if rva + len(data) > len(image):
                raise RuntimeError(f"a stream wrote past its room, at {rva:#x}")
            image[rva : rva + len(data)] = data
        return bytes(image)


def _entry(stream: Stream) -> bytes:
    rva = stream.body.placed_rva if stream.stream_type else 0
    location = MINIDUMP_LOCATION_DESCRIPTOR(stream.body.size, rva)
    return MINIDUMP_DIRECTORY(stream.stream_type, location).pack()
