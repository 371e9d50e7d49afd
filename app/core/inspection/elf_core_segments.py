"""The memory of an ELF core file: what the dump stores, and what is known without it."""

from __future__ import annotations

import contextlib
import struct
from typing import TYPE_CHECKING, NamedTuple

from ..errors import InvalidDumpError
from ..intervals import intersect, merged, subtract
from ..minidump.constants import MINIDUMP_STREAM_TYPE
from ..symbols.places import Places
from .elf_core_links import linker_list
from .regions import regions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..capture.snapshot import ProcessSnapshot, Region
    from ..intervals import Range
    from ..minidump.reader import MinidumpFile
    from ..symbols.extent import Read

_READ_WRITE = 6


class Piece(NamedTuple):
    """A part of a segment, and who has its bytes."""

    start: int
    end: int
    read: Read
    """Gives what is at an address; what it does not give is zero."""


class Segment(NamedTuple):
    """A PT_LOAD."""

    start: int
    end: int
    flags: int
    """PF_R, PF_W, PF_X."""
    pieces: tuple[Piece, ...]
    """Its contents, without a gap; empty: it has none, debuggers look into the mapped file."""

    @property
    def stored(self) -> int:
        """Bytes of contents."""
        return self.end - self.start if self.pieces else 0


def is_file(region: Region) -> bool:
    """Say whether a file is mapped there."""
    return bool(region.inode) and region.path.startswith("/")


class Segments:
    """All segments of a dump. Those who made it close it: files of this machine are open."""

    def __init__(self, file: MinidumpFile, snapshot: ProcessSnapshot, bits: int) -> None:
        """Cut the address space of *bits* at the ends of regions, and at those of contents."""
        self._file = file
        self._places = Places()
        self._images: dict[str, Read | None] = {}
        self._ids = {module.name: module.build_id for module in snapshot.modules}
        limit = 1 << bits
        held = ((r.address, r.address + r.size) for r in file.memory.ranges)
        stored = intersect(held, [(0, limit)])
        maps = snapshot.texts.get(MINIDUMP_STREAM_TYPE.LinuxMaps, b"")
        starts = frozenset(line.base for line in regions_of((), maps, ())) if maps else None
        regions = list(_mappings([r for r in snapshot.regions if r.end <= limit], starts))
        self.mapped = [region for region in regions if is_file(region)]
        """Where files are mapped."""
        told = [(region.base, region.end) for region in regions]
        made = _links(file, bits, merged([*stored, *told]))
        over = merged((piece.start, piece.end) for piece in made)
        stored = subtract(stored, over)
        self.all = [Segment(one.start, one.end, _READ_WRITE, (one,)) for one in made]
        """In the order of addresses."""
        for region in regions:
            for whole in subtract([(region.base, region.end)], over):
                self.all += self._of(region, whole, stored)
        self.all += (
            Segment(start, end, _READ_WRITE, (Piece(start, end, file.read_memory),))
            for start, end in subtract(stored, told)
        )
        self.all.sort(key=lambda segment: segment.start)

    def close(self) -> None:
        """Close the files."""
        self._places.close()

    def _of(self, region: Region, whole: Range, stored: list[Range]) -> Iterator[Segment]:
        pieces = [Piece(*part, self._file.read_memory) for part in intersect([whole], stored)]
        flags = region.readable << 2 | region.writable << 1 | region.executable << 0
        lacking = subtract([whole], [(piece.start, piece.end) for piece in pieces])
        if lacking and is_file(region) and not region.device_memory:
            # jhsdb wants all of a library's mapping in one segment, or none of it.
            read = self._image(region) if pieces and not region.writable else None
            if read is not None:
                pieces = sorted([*pieces, *(Piece(*part, read) for part in lacking)])
            else:
                yield from (Segment(*part, flags, ()) for part in lacking)
        for group in _contiguous(pieces):
            yield Segment(group[0].start, group[-1].end, flags, group)

    def _image(self, region: Region) -> Read | None:
        """Give who reads the mapped image from its file on this machine, if that is the same."""
        path = region.path
        if path not in self._images:
            found = self._places.image(path, self._ids.get(path, b""))
            extent = self._places.extent(found.path) if found.file is not None else None
            self._images[path] = extent.up_to if extent is not None else None
        read = self._images[path]
        if read is None:
            return None
        return lambda address, size: read(address - region.base + region.offset, size)


def _mappings(regions: Iterable[Region], starts: frozenset[int] | None) -> Iterator[Region]:
    """Join what is one mapping of a file: dumps cut regions where what is stored begins.

    *starts* are those of mappings; None: not known.
    """
    last: Region | None = None
    for region in regions:
        goes_on = last is not None and last.end == region.base and last.path == region.path
        if last is not None and goes_on and starts is not None and region.base not in starts:
            last = last._replace(size=last.size + region.size)
            continue
        if last is not None:
            yield last
        last = region
    if last is not None:
        yield last


def _links(file: MinidumpFile, bits: int, taken: list[Range]) -> list[Piece]:
    with contextlib.suppress(InvalidDumpError, struct.error):  # the stream lies
        debug = file.linux_dso_debug
        made = linker_list(debug, bits, taken, file.read_memory) if debug is not None else {}
        pieces = [Piece(at, at + len(data), _reader(at, data)) for at, data in made.items()]
        if all(piece.end <= 1 << bits for piece in pieces):
            return pieces
    return []


def _reader(start: int, data: bytes) -> Read:
    return lambda address, size: data[address - start :][:size]


def _contiguous(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    group: list[Piece] = []
    for piece in pieces:
        if group and group[-1].end != piece.start:
            yield tuple(group)
            group = []
        group.append(piece)
    if group:
        yield tuple(group)
