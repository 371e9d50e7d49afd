"""LinuxDsoDebug: the dynamic linker's list of loaded objects, in Breakpad's layout."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...steps import steps
from ...value import dataclass
from ..constants import MAX_RVA, MINIDUMP_STREAM_TYPE
from ..layout import Block, Piece, StringTable, data_pieces
from ..record import U32, U64, Record
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..view import DumpView
from .stream import Stream

NO_MAP = MAX_RVA
"""The map RVA where there is no link map."""
_DYNAMIC_ENTRY = 16


class LinuxDsoDebug64(Record):
    """Breakpad's MDRawDebug64 as C aligns it; the dynamic section follows."""

    version: U32 = 0
    map: U32 = 0
    dso_count: U32 = 0
    alignment: U32 = 0
    brk: U64 = 0
    ldbase: U64 = 0
    dynamic: U64 = 0


class LinuxDsoDebug32(Record):
    """Breakpad's MDRawDebug32; the dynamic section follows."""

    version: U32
    map: U32
    dso_count: U32
    brk: U32
    ldbase: U32
    dynamic: U32


class LinuxDsoDebugPacked(Record):
    """The same as rust-minidump writes it: without padding."""

    version: U32
    map: U32
    dso_count: U32
    brk: U64
    ldbase: U64
    dynamic: U64


class LinuxLinkMap64(Record):
    """Breakpad's MDRawLinkMap64 as C aligns it."""

    addr: U64 = 0
    name: U32 = 0
    alignment: U32 = 0
    ld: U64 = 0


class LinuxLinkMapPacked(Record):
    """The same as rust-minidump writes it: without padding."""

    addr: U64
    name: U32
    ld: U64


class LinuxLinkMap32(Record):
    """Breakpad's MDRawLinkMap32."""

    addr: U32
    name: U32
    ld: U32


_Head = LinuxDsoDebug32 | LinuxDsoDebug64 | LinuxDsoDebugPacked
_Map = LinuxLinkMap32 | LinuxLinkMap64 | LinuxLinkMapPacked


class LinkMap(NamedTuple):
    """An entry of the linker's list: load bias, file name, address of the dynamic section."""

    address: int
    name: str
    dynamic: int


@dataclass(frozen=True, slots=True)
class DsoDebug:
    """The linker's r_debug and the objects it loaded.

    ``dynamic`` is the address of the program's dynamic section, a copy of which comes with it.
    """

    version: int
    brk: int
    linker_base: int
    dynamic: int
    link_maps: tuple[LinkMap, ...]
    dynamic_section: bytes = b""


class LinuxDsoDebugStream(Stream):
    """The dynamic linker's state."""

    def __init__(self, debug: DsoDebug, *, is_64bit: bool) -> None:
        """Reserve the head with the dynamic section, the link maps and their names."""
        self._head: type[LinuxDsoDebug32 | LinuxDsoDebug64] = LinuxDsoDebug32
        self._map: type[LinuxLinkMap32 | LinuxLinkMap64] = LinuxLinkMap32
        if is_64bit:
            self._head, self._map = LinuxDsoDebug64, LinuxLinkMap64
        super().__init__(
            MINIDUMP_STREAM_TYPE.LinuxDsoDebug, self._head.SIZE + len(debug.dynamic_section)
        )
        self.debug = debug
        self._maps = Block(self._map.SIZE * len(debug.link_maps), align=8)
        self._names = StringTable()
        self._name_blocks = [self._names.add(entry.name) for entry in steps(debug.link_maps)]

    def satellites(self) -> Sequence[Block]:
        """The link maps and their names."""
        return [self._maps, *self._names]

    def encode(self) -> Iterator[Piece]:
        """Give all of it."""
        debug = self.debug
        head = self._head(
            version=debug.version,
            map=self._maps.placed_rva if debug.link_maps else NO_MAP,
            dso_count=len(debug.link_maps),
            brk=debug.brk,
            ldbase=debug.linker_base,
            dynamic=debug.dynamic,
        )
        yield self.body.placed_rva, head.pack() + debug.dynamic_section
        yield (
            self._maps.placed_rva,
            b"".join(
                self._map(addr=entry.address, name=name.placed_rva, ld=entry.dynamic).pack()
                for entry, name in steps(zip(debug.link_maps, self._name_blocks, strict=True))
            ),
        )
        yield from data_pieces(self._names)


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR, *, is_64bit: bool) -> DsoDebug:
    """Read the stream. Of 64-bit dumps there is a second layout, without padding (rust-minidump).

    They are told apart by what they leave for the dynamic section, which has 16-byte entries.
    """
    head_type: type[_Head] = LinuxDsoDebug32
    map_type: type[_Map] = LinuxLinkMap32
    if is_64bit:
        head_type, map_type = LinuxDsoDebug64, LinuxLinkMap64
        if (location.DataSize - LinuxDsoDebugPacked.SIZE) % _DYNAMIC_ENTRY == 0:
            head_type, map_type = LinuxDsoDebugPacked, LinuxLinkMapPacked
    head = view.only(head_type, location)
    size = head_type.SIZE
    return DsoDebug(
        version=head.version,
        brk=head.brk,
        linker_base=head.ldbase,
        dynamic=head.dynamic,
        link_maps=tuple(_link_maps(view, head, map_type)),
        dynamic_section=view.bytes_at(
            location.Rva + size, location.DataSize - size, "dynamic section"
        ),
    )


def _link_maps(view: DumpView, head: _Head, map_type: type[_Map]) -> Iterator[LinkMap]:
    if head.map == NO_MAP or not head.dso_count:
        return
    data = view.bytes_at(head.map, head.dso_count * map_type.SIZE, "link maps")
    for entry in map_type.unpack_many(data):
        yield LinkMap(entry.addr, view.string_at(entry.name, "name of a link map"), entry.ld)
