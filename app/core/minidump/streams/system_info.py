"""SystemInfo: machine and operating system; readers need it to decode anything."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import DataBlock, Piece, data_pieces
from ..records import MINIDUMP_LOCATION_DESCRIPTOR, MINIDUMP_SYSTEM_INFO
from ..strings import encode_string
from ..view import DumpView
from .stream import Stream


class SystemInfoEntry(NamedTuple):
    """The record and the text its CSDVersionRva leads to (on Linux "sysname release ...")."""

    info: MINIDUMP_SYSTEM_INFO
    csd_version: str


class SystemInfoStream(Stream):
    """The machine and its system."""

    def __init__(self, info: MINIDUMP_SYSTEM_INFO, csd_version: str) -> None:
        """Reserve 56 bytes and the text; CSDVersionRva of *info* is replaced."""
        super().__init__(MINIDUMP_STREAM_TYPE.SystemInfoStream, MINIDUMP_SYSTEM_INFO.SIZE)
        self.info = info
        self._text = DataBlock(encode_string(csd_version))

    def satellites(self) -> Sequence[DataBlock]:
        """The version text."""
        return [self._text]

    def encode(self) -> Iterator[Piece]:
        """Give the record and the text."""
        yield self.body.placed_rva, self.info._replace(CSDVersionRva=self._text.placed_rva).pack()
        yield from data_pieces(self.satellites())


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> SystemInfoEntry:
    """Read a SystemInfo stream."""
    info = view.only(MINIDUMP_SYSTEM_INFO, location)
    return SystemInfoEntry(info, view.string_at(info.CSDVersionRva, "version of the system"))
