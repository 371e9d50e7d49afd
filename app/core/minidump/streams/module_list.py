"""ModuleList: loaded images with version and symbol identity (MINIDUMP_MODULE)."""

import struct
from collections.abc import Iterator, Sequence

from ...steps import steps
from ...value import dataclass
from ..codeview import CodeView, parse_codeview
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Block, DataBlock, Piece, StringTable, data_pieces
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MODULE,
    VS_FIXEDFILEINFO,
)
from ..view import DumpView
from .stream import Stream

NO_VERSION = VS_FIXEDFILEINFO()
"""What a module without version information carries: zeros."""


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """A module, to be written or as read. Empty records are written as size 0 and RVA 0."""

    base: int
    size: int
    name: str
    checksum: int = 0
    time_date_stamp: int = 0
    version_info: VS_FIXEDFILEINFO = NO_VERSION
    cv_record: bytes = b""
    misc_record: bytes = b""

    @property
    def codeview(self) -> CodeView | None:
        """The symbol identity; None if there is none or it is of an unknown kind."""
        return parse_codeview(self.cv_record)


class ModuleListStream(Stream):
    """The modules of the dump; readers take the first one for the program."""

    def __init__(self, modules: Sequence[ModuleEntry]) -> None:
        """Reserve 4 bytes, 108 for each module, names and debug records."""
        super().__init__(
            MINIDUMP_STREAM_TYPE.ModuleListStream, 4 + MINIDUMP_MODULE.SIZE * len(modules)
        )
        self.modules = modules
        self._names = StringTable()
        self._parts = [
            (
                module,
                self._names.add(module.name),
                _block(module.cv_record),
                _block(module.misc_record),
            )
            for module in steps(modules)
        ]

    def satellites(self) -> Sequence[DataBlock]:
        """Names and debug records."""
        records = (block for _, _, cv, misc in steps(self._parts) for block in (cv, misc) if block)
        return [*self._names, *records]

    def encode(self) -> Iterator[Piece]:
        """Give the list and what it refers to."""
        records = (
            MINIDUMP_MODULE(
                BaseOfImage=module.base,
                SizeOfImage=module.size,
                CheckSum=module.checksum,
                TimeDateStamp=module.time_date_stamp,
                ModuleNameRva=name.placed_rva,
                VersionInfo=module.version_info,
                CvRecord=_location(cv),
                MiscRecord=_location(misc),
            ).pack()
            for module, name, cv, misc in steps(self._parts)
        )
        yield self.body.placed_rva, struct.pack("<I", len(self.modules)) + b"".join(records)
        yield from data_pieces(self.satellites())


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[ModuleEntry, ...]:
    """Read a ModuleList."""
    return tuple(
        ModuleEntry(
            base=record.BaseOfImage,
            size=record.SizeOfImage,
            name=view.string_at(record.ModuleNameRva, "name of a module"),
            checksum=record.CheckSum,
            time_date_stamp=record.TimeDateStamp,
            version_info=record.VersionInfo,
            cv_record=view.body(record.CvRecord, "CodeView record"),
            misc_record=view.body(record.MiscRecord, "miscellaneous debug record"),
        )
        for record in view.counted(MINIDUMP_MODULE, location)
    )


def _block(data: bytes) -> DataBlock | None:
    return DataBlock(data) if data else None


def _location(block: Block | None) -> MINIDUMP_LOCATION_DESCRIPTOR:
    if block is None:
        return MINIDUMP_LOCATION_DESCRIPTOR()
    return MINIDUMP_LOCATION_DESCRIPTOR(block.size, block.placed_rva)
