"""UnloadedModuleList: images that are gone (MINIDUMP_UNLOADED_MODULE)."""

from collections.abc import Iterator, Sequence

from ...steps import steps
from ...value import dataclass
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import DataBlock, Piece, StringTable, data_pieces
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_UNLOADED_MODULE,
    MINIDUMP_UNLOADED_MODULE_LIST,
)
from ..view import DumpView
from .stream import Stream


@dataclass(frozen=True, slots=True)
class UnloadedModuleEntry:
    """An unloaded module, to be written or as read."""

    base: int
    size: int
    name: str
    checksum: int = 0
    time_date_stamp: int = 0


class UnloadedModuleListStream(Stream):
    """The modules that were unloaded."""

    def __init__(self, modules: Sequence[UnloadedModuleEntry]) -> None:
        """Reserve 12 bytes, 24 for each module, and the names."""
        super().__init__(
            MINIDUMP_STREAM_TYPE.UnloadedModuleListStream,
            MINIDUMP_UNLOADED_MODULE_LIST.SIZE + MINIDUMP_UNLOADED_MODULE.SIZE * len(modules),
        )
        self._names = StringTable()
        self._parts = [(module, self._names.add(module.name)) for module in steps(modules)]

    def satellites(self) -> Sequence[DataBlock]:
        """The names."""
        return list(self._names)

    def encode(self) -> Iterator[Piece]:
        """Give the list and the names."""
        head = MINIDUMP_UNLOADED_MODULE_LIST(
            MINIDUMP_UNLOADED_MODULE_LIST.SIZE, MINIDUMP_UNLOADED_MODULE.SIZE, len(self._parts)
        )
        records = b"".join(
            MINIDUMP_UNLOADED_MODULE(
                module.base, module.size, module.checksum, module.time_date_stamp, name.placed_rva
            ).pack()
            for module, name in steps(self._parts)
        )
        yield self.body.placed_rva, head.pack() + records
        yield from data_pieces(self.satellites())


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[UnloadedModuleEntry, ...]:
    """Read an UnloadedModuleList."""
    return tuple(
        UnloadedModuleEntry(
            base=record.BaseOfImage,
            size=record.SizeOfImage,
            name=view.string_at(record.ModuleNameRva, "name of an unloaded module"),
            checksum=record.CheckSum,
            time_date_stamp=record.TimeDateStamp,
        )
        for record in view.entries(
            MINIDUMP_UNLOADED_MODULE_LIST, MINIDUMP_UNLOADED_MODULE, location
        )
    )
