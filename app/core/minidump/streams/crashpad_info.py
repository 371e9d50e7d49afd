"""CrashpadInfo: key/value notes about a dump that other tools print (MinidumpCrashpadInfo)."""

import struct
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Block, DataBlock, Piece, data_pieces
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    CrashpadAnnotation,
    CrashpadInfo,
)
from ..strings import encode_utf8_string
from ..view import DumpView
from .stream import Stream

_NO_ID = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class CrashpadEntry:
    """The notes, and the ids of report and client."""

    annotations: Mapping[str, str]
    report_id: uuid.UUID = _NO_ID
    client_id: uuid.UUID = _NO_ID


class CrashpadInfoStream(Stream):
    """Notes about the dump; module annotations are not written."""

    def __init__(self, entry: CrashpadEntry) -> None:
        """Reserve 64 bytes, the dictionary and its texts."""
        super().__init__(MINIDUMP_STREAM_TYPE.CrashpadInfo, CrashpadInfo.SIZE)
        self.entry = entry
        self._dictionary = Block(4 + CrashpadAnnotation.SIZE * len(entry.annotations))
        self._pairs = [
            (DataBlock(encode_utf8_string(key)), DataBlock(encode_utf8_string(value)))
            for key, value in entry.annotations.items()
        ]

    def satellites(self) -> Sequence[Block]:
        """The dictionary and its texts."""
        return [self._dictionary, *self._texts()]

    def encode(self) -> Iterator[Piece]:
        """Give all of it."""
        info = CrashpadInfo(
            version=1,
            report_id=self.entry.report_id.bytes_le,
            client_id=self.entry.client_id.bytes_le,
            simple_annotations=MINIDUMP_LOCATION_DESCRIPTOR(
                self._dictionary.size, self._dictionary.placed_rva
            ),
            module_list=MINIDUMP_LOCATION_DESCRIPTOR(),
            reserved=0,
            address_mask=0,
        )
        yield self.body.placed_rva, info.pack()
        yield (
            self._dictionary.placed_rva,
            struct.pack("<I", len(self._pairs))
            + b"".join(
                CrashpadAnnotation(key.placed_rva, value.placed_rva).pack()
                for key, value in self._pairs
            ),
        )
        yield from data_pieces(self._texts())

    def _texts(self) -> list[DataBlock]:
        return [block for pair in self._pairs for block in pair]


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> CrashpadEntry:
    """Read the stream; module annotations are left out."""
    info = view.only(CrashpadInfo, location)
    where = info.simple_annotations
    pairs = view.counted(CrashpadAnnotation, where) if where.Rva and where.DataSize else []
    return CrashpadEntry(
        annotations={
            view.utf8_at(pair.key, "annotation"): view.utf8_at(pair.value, "annotation")
            for pair in pairs
        },
        report_id=uuid.UUID(bytes_le=info.report_id),
        client_id=uuid.UUID(bytes_le=info.client_id),
    )
