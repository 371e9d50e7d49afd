"""HandleData: open handles or file descriptors (MINIDUMP_HANDLE_DESCRIPTOR and _2)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...steps import steps
from ...value import dataclass
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import DataBlock, Piece, StringTable, data_pieces
from ..records import (
    MINIDUMP_HANDLE_DATA_STREAM,
    MINIDUMP_HANDLE_DESCRIPTOR,
    MINIDUMP_HANDLE_DESCRIPTOR_2,
    MINIDUMP_HANDLE_OBJECT_INFORMATION,
    MINIDUMP_LOCATION_DESCRIPTOR,
)
from ..view import DumpView
from .stream import Stream

_Descriptor = MINIDUMP_HANDLE_DESCRIPTOR | MINIDUMP_HANDLE_DESCRIPTOR_2


class ObjectInformation(NamedTuple):
    """A fact about a handle's object, undecoded (MINIDUMP_HANDLE_OBJECT_INFORMATION_TYPE)."""

    info_type: int
    data: bytes


@dataclass(frozen=True, slots=True)
class HandleEntry:
    """A handle, to be written or as read."""

    handle: int
    type_name: str = ""
    object_name: str = ""
    attributes: int = 0
    granted_access: int = 0
    handle_count: int = 0
    pointer_count: int = 0
    object_infos: tuple[ObjectInformation, ...] = ()


class HandleDataStream(Stream):
    """The handles of the process."""

    def __init__(self, handles: Sequence[HandleEntry]) -> None:
        """Reserve 16 bytes and 32 for each handle, or 40 if any has object information."""
        self._is_v2 = any(handle.object_infos for handle in steps(handles))
        self._size = (
            MINIDUMP_HANDLE_DESCRIPTOR_2.SIZE if self._is_v2 else MINIDUMP_HANDLE_DESCRIPTOR.SIZE
        )
        super().__init__(
            MINIDUMP_STREAM_TYPE.HandleDataStream,
            MINIDUMP_HANDLE_DATA_STREAM.SIZE + self._size * len(handles),
        )
        self.handles = handles
        self._texts = StringTable()
        for handle in steps(handles):
            for text in filter(None, (handle.type_name, handle.object_name)):
                self._texts.add(text)
        self._chains = [
            [DataBlock(bytes(12) + info.data) for info in handle.object_infos]
            for handle in steps(handles)
        ]

    def satellites(self) -> Sequence[DataBlock]:
        """Names and object information."""
        return [*self._texts, *(block for chain in steps(self._chains) for block in chain)]

    def encode(self) -> Iterator[Piece]:
        """Give the list and what it refers to."""
        head = MINIDUMP_HANDLE_DATA_STREAM(
            MINIDUMP_HANDLE_DATA_STREAM.SIZE, self._size, len(self.handles)
        )
        records = b"".join(
            self._descriptor(handle, chain).pack()[: self._size]
            for handle, chain in steps(zip(self.handles, self._chains, strict=True))
        )
        yield self.body.placed_rva, head.pack() + records
        yield from data_pieces(self._texts)
        for handle, chain in steps(zip(self.handles, self._chains, strict=True)):
            following = [block.placed_rva for block in chain[1:]] + [0]
            for block, info, rva in zip(chain, handle.object_infos, following, strict=False):
                record = MINIDUMP_HANDLE_OBJECT_INFORMATION(rva, info.info_type, len(info.data))
                yield block.placed_rva, record.pack() + info.data

    def _descriptor(
        self, handle: HandleEntry, chain: list[DataBlock]
    ) -> MINIDUMP_HANDLE_DESCRIPTOR_2:
        return MINIDUMP_HANDLE_DESCRIPTOR_2(
            Handle=handle.handle,
            TypeNameRva=self._rva(handle.type_name),
            ObjectNameRva=self._rva(handle.object_name),
            Attributes=handle.attributes,
            GrantedAccess=handle.granted_access,
            HandleCount=handle.handle_count,
            PointerCount=handle.pointer_count,
            ObjectInfoRva=chain[0].placed_rva if chain else 0,
        )

    def _rva(self, text: str) -> int:
        return self._texts.add(text).placed_rva if text else 0


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[HandleEntry, ...]:
    """Read a HandleData stream of either version."""
    size, offsets = view.stepped(
        MINIDUMP_HANDLE_DATA_STREAM, MINIDUMP_HANDLE_DESCRIPTOR.SIZE, location
    )
    record: type[_Descriptor] = MINIDUMP_HANDLE_DESCRIPTOR
    if size >= MINIDUMP_HANDLE_DESCRIPTOR_2.SIZE:
        record = MINIDUMP_HANDLE_DESCRIPTOR_2
    return tuple(_entry(view, view.record_at(record, offset)) for offset in offsets)


def _entry(view: DumpView, record: _Descriptor) -> HandleEntry:
    info_rva = record.ObjectInfoRva if isinstance(record, MINIDUMP_HANDLE_DESCRIPTOR_2) else 0
    return HandleEntry(
        handle=record.Handle,
        type_name=view.string_at(record.TypeNameRva, "type of a handle"),
        object_name=view.string_at(record.ObjectNameRva, "name of a handle"),
        attributes=record.Attributes,
        granted_access=record.GrantedAccess,
        handle_count=record.HandleCount,
        pointer_count=record.PointerCount,
        object_infos=tuple(_chain(view, info_rva)),
    )


def _chain(view: DumpView, rva: int) -> Iterator[ObjectInformation]:
    # A chain that bites its tail ends when the view's budget is spent.
    what = "object information of a handle"
    while rva:
        head_size = MINIDUMP_HANDLE_OBJECT_INFORMATION.SIZE
        head = MINIDUMP_HANDLE_OBJECT_INFORMATION.unpack(view.bytes_at(rva, head_size, what))
        yield ObjectInformation(
            head.InfoType, view.bytes_at(rva + head_size, head.SizeOfInfo, what)
        )
        rva = head.NextInfoRva
