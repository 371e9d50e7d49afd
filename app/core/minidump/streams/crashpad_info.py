"""CrashpadInfo: key/value notes about a dump that other tools print (MinidumpCrashpadInfo)."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple, TypeVar

from ...errors import InvalidDumpError
from ...value import dataclass
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Block, DataBlock, Piece, data_pieces
from ..record import U16, U32, U64, Record
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..strings import encode_utf8_string
from ..view import DumpView
from .stream import Stream

if TYPE_CHECKING:
    from uuid import UUID

R = TypeVar("R", bound=Record)

_NO_ID: Final = bytes(16)
_LEAST: Final = 36
"""Bytes up to the annotations: version and both ids."""
_STRING: Final = 1
"""Type of an annotation object that is a text."""
_WHAT: Final = "annotation"


class CrashpadInfo(Record):
    """Crashpad's MinidumpCrashpadInfo."""

    version: U32
    report_id: Annotated[bytes, "16s"]
    client_id: Annotated[bytes, "16s"]
    simple_annotations: MINIDUMP_LOCATION_DESCRIPTOR
    module_list: MINIDUMP_LOCATION_DESCRIPTOR
    reserved: U32
    address_mask: U64


class CrashpadModuleLink(Record):
    """An entry of Crashpad's MinidumpModuleCrashpadInfoList, behind a 32-bit count."""

    minidump_module_list_index: U32
    location: MINIDUMP_LOCATION_DESCRIPTOR


class CrashpadModuleInfo(Record):
    """Crashpad's MinidumpModuleCrashpadInfo: what a module said of itself."""

    version: U32
    list_annotations: MINIDUMP_LOCATION_DESCRIPTOR
    simple_annotations: MINIDUMP_LOCATION_DESCRIPTOR
    annotation_objects: MINIDUMP_LOCATION_DESCRIPTOR


class CrashpadTextLink(Record):
    """An entry of Crashpad's MinidumpRVAList that leads to a text."""

    rva: U32


class CrashpadAnnotationObject(Record):
    """Crashpad's MinidumpAnnotation: RVAs of a name and of a byte array; type 1: a text."""

    name: U32
    type: U16
    reserved: U16
    value: U32


class CrashpadAnnotation(Record):
    """An entry of Crashpad's MinidumpSimpleStringDictionary: RVAs of two UTF-8 strings."""

    key: U32
    value: U32


class CrashpadModuleEntry(NamedTuple):
    """What a module said of itself; ``module`` is its place in the list of modules."""

    module: int
    list_annotations: tuple[str, ...] = ()
    simple_annotations: Mapping[str, str] = {}
    objects: Mapping[str, str] = {}
    """Annotation objects that are texts."""


@dataclass(frozen=True, slots=True)
class CrashpadEntry:
    """The notes, and the ids of report and client."""

    annotations: Mapping[str, str]
    report_id: "UUID" = field(default_factory=lambda: _id(_NO_ID))
    client_id: "UUID" = field(default_factory=lambda: _id(_NO_ID))
    modules: tuple[CrashpadModuleEntry, ...] = ()
    """What modules said of themselves; read only."""


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
    """Read the stream of any size: fields were appended to it, and those not there are zero."""
    size = min(location.DataSize, CrashpadInfo.SIZE)
    if size < _LEAST:
        raise InvalidDumpError(
            f"CrashpadInfo takes at least {_LEAST} bytes, not {size}", location.Rva
        )
    data = view.bytes_at(location.Rva, size, "CrashpadInfo")
    info = CrashpadInfo.unpack(data.ljust(CrashpadInfo.SIZE, b"\0"))
    return CrashpadEntry(
        annotations=_dictionary(view, info.simple_annotations),
        report_id=_id(info.report_id),
        client_id=_id(info.client_id),
        modules=tuple(_modules(view, info.module_list)),
    )


def _modules(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> Iterator[CrashpadModuleEntry]:
    for index, where in _listed(view, CrashpadModuleLink, location):
        try:
            info = view.only(CrashpadModuleInfo, where)
        except InvalidDumpError as error:
            view.lose("annotations of a module", error)
            continue
        yield CrashpadModuleEntry(
            module=index,
            list_annotations=tuple(
                view.utf8_at(link.rva, _WHAT)
                for link in _listed(view, CrashpadTextLink, info.list_annotations)
            ),
            simple_annotations=_dictionary(view, info.simple_annotations),
            objects={
                view.utf8_at(found.name, _WHAT): view.utf8_at(found.value, _WHAT)
                for found in _listed(view, CrashpadAnnotationObject, info.annotation_objects)
                if found.type == _STRING
            },
        )


def _dictionary(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> dict[str, str]:
    return {
        view.utf8_at(pair.key, _WHAT): view.utf8_at(pair.value, _WHAT)
        for pair in _listed(view, CrashpadAnnotation, location)
    }


def _listed(view: DumpView, record: type[R], location: MINIDUMP_LOCATION_DESCRIPTOR) -> Sequence[R]:
    """Read a list of the stream; one that cannot be read costs itself alone."""
    if not location.Rva or not location.DataSize:
        return ()
    try:
        return view.counted(record, location)
    except InvalidDumpError as error:
        view.lose(f"list of {record.__name__}", error)
        return ()


def _id(data: bytes) -> "UUID":
    from uuid import UUID  # takes 2 ms, and few dumps have one

    return UUID(bytes_le=data)
