"""ThreadNames: a name per thread (MINIDUMP_THREAD_NAME)."""

import struct
from collections.abc import Iterator, Mapping, Sequence

from ...steps import steps
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import DataBlock, Piece, StringTable, data_pieces
from ..records import MINIDUMP_LOCATION_DESCRIPTOR, MINIDUMP_THREAD_NAME
from ..view import DumpView
from .stream import Stream


class ThreadNamesStream(Stream):
    """The names of threads, by thread id."""

    def __init__(self, names: Mapping[int, str]) -> None:
        """Reserve 4 bytes, 12 for each name, and the texts."""
        super().__init__(
            MINIDUMP_STREAM_TYPE.ThreadNamesStream, 4 + MINIDUMP_THREAD_NAME.SIZE * len(names)
        )
        self._texts = StringTable()
        self._blocks = {
            thread_id: self._texts.add(name) for thread_id, name in steps(names.items())
        }

    def satellites(self) -> Sequence[DataBlock]:
        """The texts."""
        return list(self._texts)

    def encode(self) -> Iterator[Piece]:
        """Give the list and the texts."""
        records = b"".join(
            MINIDUMP_THREAD_NAME(thread_id, block.placed_rva).pack()
            for thread_id, block in steps(self._blocks.items())
        )
        yield self.body.placed_rva, struct.pack("<I", len(self._blocks)) + records
        yield from data_pieces(self.satellites())


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> dict[int, str]:
    """Read a ThreadNames stream into names by thread id."""
    return {
        record.ThreadId: view.string_at(record.RvaOfThreadName, "name of a thread")
        for record in view.counted(MINIDUMP_THREAD_NAME, location)
    }
