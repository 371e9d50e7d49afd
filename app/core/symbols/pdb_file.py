"""Names, lines, inlined calls and callers of a PDB: of one address, from the module that holds it.

The library (purepdb) reads the container and its records; all that it does happens behind one
border, where every fault of a file costs its names. Nothing is looked through before it is wanted.
"""

from __future__ import annotations

import uuid
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from ..errors import InvalidImageError
from .pdb_frames import SLOT, FrameRows, caller
from .pdb_inlines import SUBSECTION, InlinedLine, beginnings, line_at
from .pdb_scopes import IDS, TYPES, Records, full_name
from .pe_file import MACHINE_I386
from .source_lines import SourcePlace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .extent import Extent, Read

_MOST_INDEX: Final = 64 << 20
"""Bytes of the table of modules and of their code: that of a browser has 40 MiB."""
_MOST_STREAM: Final = 256 << 20
"""Bytes of any other table that is read, into memory and as a whole."""
_HEAD: Final = 64
"""Bytes that the library unpacks in place."""
_RECORD: Final = 4
"""Bytes of size and kind before what a record holds; the size does not count itself."""
_DEBUG_INFORMATION: Final = 3
"""The stream that has that table."""
_SIGNATURE: Final = 4
"""Bytes before the records of a module, which positions in it count."""
_SITE, _SITE_COUNTED = 0x114D, 0x115D
"""S_INLINESITE, S_INLINESITE2."""
_SITE_HEAD: Final = {_SITE: 12, _SITE_COUNTED: 16}
"""Bytes of it before the annotations."""
_MOST_INLINED: Final = 64


class _Function(NamedTuple):
    """A function, or a part of one, in a section (counted from 1); the record that tells of it."""

    segment: int
    offset: int
    size: int
    name: str
    record: int
    end: int
    """Positions of its record and of what ends it."""


class _Row(NamedTuple):
    """A line that begins at an offset of a section."""

    segment: int
    offset: int
    line: InlinedLine


class PdbFile:
    """A PDB. Raises InvalidImageError if it is none, or is not read for a reason that is told."""

    def __init__(self, extent: Extent) -> None:
        """Read its tables."""
        self._modules: dict[int, _Module] = {}
        self._pdb = _guarded(lambda: _opened(_Content(extent)))
        self._scopes = _Scopes(self._pdb)
        if self._pdb.omap:
            raise InvalidImageError("its code was moved after it was linked, which is not read")

    @cached_property
    def symbol_ids(self) -> tuple[str, ...]:
        """What images know it by: its GUID with its age, of which it has two."""
        info = _guarded(self._pdb.info)
        guid = uuid.UUID(bytes_le=info.guid).hex.upper()
        return tuple(f"{guid}{age:X}" for age in (self._pdb.dbi.age, info.age))

    def function(self, rva: int) -> tuple[bytes, int] | None:
        """Give name and start (an RVA) of the function at *rva*; None: it has none."""
        found: tuple[bytes, int] | None = _guarded(lambda: self._function(rva))
        return found

    def source(self, rva: int) -> tuple[SourcePlace, ...]:
        """Say which lines stand at *rva*, inlined calls first; empty: nothing tells."""
        found: tuple[SourcePlace, ...] = _guarded(lambda: self._source(rva))
        return found

    def caller(
        self, base: int, rva: int, registers: Mapping[int, int], memory: Read, code: Read
    ) -> dict[int, int] | None:
        """Find the registers of who called x86 code at *rva* of an image; see ``pdb_frames``."""
        found: dict[int, int] | None = _guarded(
            lambda: self._caller(base, rva, registers, memory, code)
        )
        return found

    # ---------------------------------------------------------------------------------- frames

    def _caller(
        self, base: int, rva: int, registers: Mapping[int, int], memory: Read, code: Read
    ) -> dict[int, int] | None:
        row = self._frames.at(rva)
        strings = self._pdb.string_table() if row is not None else None
        program = strings.get(row.program) if row is not None and strings is not None else None
        if row is None or program is None:
            return None
        function = base + self._frames.function_of(row)
        return caller(row, program, function, registers, memory, code)

    @cached_property
    def _frames(self) -> FrameRows:
        number = self._pdb.dbi.dbg_stream(SLOT)
        is_there = self._pdb.dbi.machine == MACHINE_I386 and self._pdb.msf.is_valid_stream(number)
        return FrameRows(self._pdb.msf.read_stream(number) if is_there else b"")

    # ------------------------------------------------------------------------------- functions

    def _place(self, rva: int) -> tuple[int, int, int] | None:
        """Give the section that holds *rva*, counted from 1, its RVA, and the offset in it."""
        for number, section in enumerate(self._pdb.sections or self._pdb.derived_sections, 1):
            if section.virtual_address <= rva < section.virtual_address + section.virtual_size:
                return number, section.virtual_address, rva - section.virtual_address
        return None

    def _module(self, segment: int, offset: int) -> _Module | None:
        found = self._pdb.module_of(segment, offset)
        if found is None:
            return None
        if found.index not in self._modules:
            self._modules[found.index] = _Module(self._pdb, found, self._scopes)
        return self._modules[found.index]

    def _function(self, rva: int) -> tuple[bytes, int] | None:
        place = self._place(rva)
        if place is None:
            return None
        segment, base, offset = place
        module = self._module(segment, offset)
        function = module.function_at(segment, offset) if module is not None else None
        if function is not None:
            return function.name.encode(), base + function.offset
        return self._public(segment, offset, base)

    def _public(self, segment: int, offset: int, base: int) -> tuple[bytes, int] | None:
        """Give the name that other modules know: it has no size, and reaches to the next one."""
        index = bisect_right(self._publics, (segment, offset), key=self._place_of) - 1
        if index < 0:
            return None
        found = self._public_at(self._publics[index])
        if found is None or found.segment != segment or found.offset > offset:
            return None
        part = self._parts.find(segment, offset)
        if part is not None and found.offset < part.offset:
            return None  # of what lies before it, which has another origin
        return found.name.encode(), base + found.offset

    def _public_at(self, at: int) -> Any:  # noqa: ANN401 - the library's
        from purepdb import codeview

        size = int.from_bytes(self._records[at : at + 2], "little") + 2
        kind = int.from_bytes(self._records[at + 2 : at + _RECORD], "little")
        is_one = kind == codeview.S_PUB32 and size > _RECORD
        return codeview.parse_public(self._records[at + _RECORD : at + size]) if is_one else None

    def _place_of(self, at: int) -> tuple[int, int]:
        found = self._public_at(at)
        return (found.segment, found.offset) if found is not None else (0, 0)

    @cached_property
    def _publics(self) -> list[int]:
        """Where the records of public names are, in the order of what they name."""
        stream = self._pdb.publics_stream()
        return stream.addr_map if stream is not None else []

    @cached_property
    def _records(self) -> bytes:
        number = self._pdb.dbi.symrecord_stream_index
        return bytes(self._pdb.msf.read_stream(number)) if self._publics else b""

    @cached_property
    def _parts(self) -> Any:  # noqa: ANN401
        from purepdb.dbi import ContributionMap

        return ContributionMap(self._pdb.section_contributions())

    # ----------------------------------------------------------------------------------- lines

    def _source(self, rva: int) -> tuple[SourcePlace, ...]:
        place = self._place(rva)
        module = self._module(place[0], place[2]) if place is not None else None
        if place is None or module is None:
            return ()
        segment, _, offset = place
        function = module.function_at(segment, offset)
        row = module.line_at(segment, offset)
        if function is None or row is None or row.offset < function.offset:
            return ()
        places = [SourcePlace(function.name, *self._told(module, row.line))]
        for name, line in module.inlined_at(function, offset):
            places.append(SourcePlace(name, *self._told(module, line)))
        return tuple(reversed(places))

    def _told(self, module: _Module, line: InlinedLine) -> tuple[str, int]:
        """Give path and number of a line; ("", 0) where it stands for none of a source."""
        from purepdb.c13 import LINE_MARKERS

        strings = self._pdb.string_table()
        name = module.files.get(line.file)
        path = strings.get(name) if strings is not None and name is not None else None
        return (path, line.line) if path and line.line not in LINE_MARKERS else ("", 0)


class _Scopes:
    """Full names of inlined functions, of all modules; its tables are read when first wanted."""

    def __init__(self, pdb: Any) -> None:  # noqa: ANN401 - the library's
        self._file = pdb.msf

    def name(self, function: int) -> str:
        return full_name(function, self._ids, lambda: self._types)

    @cached_property
    def _ids(self) -> Records:
        return self._records(IDS)

    @cached_property
    def _types(self) -> Records:
        return self._records(TYPES)

    def _records(self, number: int) -> Records:
        return Records(
            self._file.read_stream(number) if self._file.is_valid_stream(number) else b""
        )


class _Module:
    """What the linker was given as one: its functions, lines and inlined calls."""

    def __init__(self, pdb: Any, told: Any, scopes: _Scopes) -> None:  # noqa: ANN401 - the library's
        self._pdb = pdb
        self._told = told
        self._scopes = scopes

    def function_at(self, segment: int, offset: int) -> _Function | None:
        index = bisect_right(self._functions, (segment, offset + 1)) - 1
        found = self._functions[index] if index >= 0 else None
        if found is None or found.segment != segment or offset >= found.offset + found.size:
            return None
        return found

    def line_at(self, segment: int, offset: int) -> _Row | None:
        index = bisect_right(self._rows, (segment, offset + 1)) - 1
        found = self._rows[index] if index >= 0 else None
        return found if found is not None and found.segment == segment else None

    def inlined_at(self, function: _Function, offset: int) -> list[tuple[str, InlinedLine]]:
        """Give names and lines of what was inlined there, the outermost first."""
        wanted = offset - function.offset
        found = []
        first = bisect_right(self._sites, (function.record, 1 << 32))
        for record, inlined, program in islice(self._sites, first, None):
            if record >= function.end:
                break
            begins = self._beginnings.get(inlined, InlinedLine(-1, 0))
            line = line_at(program, begins, wanted)
            if line is not None:
                found.append((self._scopes.name(inlined), line))
        return found[:_MOST_INLINED]

    @cached_property
    def _symbols(self) -> bytes:
        return bytes(self._pdb.module_symbol_bytes(self._told))

    @cached_property
    def _functions(self) -> list[_Function]:
        from purepdb import codeview

        found = []
        names = {}
        for record in codeview.iter_records(self._symbols, kinds=codeview.PROC_KINDS):
            try:
                one = codeview.parse_proc(record.kind, record.payload)
            except EOFError:
                continue
            at = record.offset + _SIGNATURE
            names[one.segment, one.offset] = one.name
            place = (one.segment, one.offset, one.code_size)
            found.append(_Function(*place, one.name, at, one.end or at))
        found += [
            _Function(one.segment, one.offset, one.length, one.name, 0, 0)
            for one in codeview.extract_thunks(self._symbols)
        ]
        for one in codeview.extract_sepcodes(self._symbols):
            name = names.get((one.parent_segment, one.parent_offset), "")
            found.append(_Function(one.segment, one.offset, one.length, name, 0, 0))
        return sorted(found)

    @cached_property
    def _sites(self) -> list[tuple[int, int, bytes]]:
        """Position, id of the function and annotations, of each inlined call."""
        from purepdb import codeview

        found = []
        for record in codeview.iter_records(self._symbols, kinds=frozenset(_SITE_HEAD)):
            inlined = int.from_bytes(record.payload[8:12], "little")
            program = record.payload[_SITE_HEAD[record.kind] :]
            found.append((record.offset + _SIGNATURE, inlined, program))
        return found

    @cached_property
    def _parts(self) -> list[Any]:
        """The tables of lines, of files, and of what was inlined."""
        from purepdb import c13

        return list(c13.iter_subsections(self._pdb.module_c13_bytes(self._told)))

    @cached_property
    def files(self) -> dict[int, int]:
        """Where the checksum of a file lies → where its path begins, in the table of texts."""
        from purepdb import c13

        found: dict[int, int] = {}
        for part in self._parts:
            if part.kind == c13.DEBUG_S_FILECHECKSUMS:
                found |= c13.parse_file_checksums(part.payload)
        return found

    @cached_property
    def _rows(self) -> list[_Row]:
        from purepdb import c13

        return sorted(
            _Row(one.segment, one.offset, InlinedLine(one.file_offset, one.line))
            for part in self._parts
            if part.kind == c13.DEBUG_S_LINES
            for one in c13.parse_lines(part.payload)
        )

    @cached_property
    def _beginnings(self) -> dict[int, InlinedLine]:
        found: dict[int, InlinedLine] = {}
        for part in self._parts:
            if part.kind == SUBSECTION:
                found |= beginnings(part.payload)
        return found


class _Content(bytes):
    """The bytes of a file, each read when it is asked for; the library takes slices of them."""

    _extent: Extent

    def __new__(cls, extent: Extent) -> Self:
        content = super().__new__(cls, extent.up_to(0, _HEAD))
        content._extent = extent
        return content

    def __len__(self) -> int:
        return self._extent.size

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - as of bytes
        start, stop, _ = key.indices(len(self))
        return self._extent.up_to(start, stop - start)


def _opened(content: _Content) -> Any:  # noqa: ANN401 - the library's
    from purepdb import PDB
    from purepdb.msf import MsfFile

    file = MsfFile(content)
    take = file.read_stream

    def limited(number: int) -> bytes:
        most = _MOST_INDEX if number == _DEBUG_INFORMATION else _MOST_STREAM
        if file.is_valid_stream(number) and file.stream_size(number) > most:
            raise InvalidImageError("its PDB has larger tables than are read")
        return bytes(take(number))

    file.read_stream = limited
    return PDB(file)


def _guarded(ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is asked
    """Have every fault of the file be ours."""
    try:
        return ask()
    except (InvalidImageError, MemoryError):
        raise
    except ImportError:  # whoever packages us may do without
        raise InvalidImageError("PDB files are read only where purepdb is installed") from None
    except Exception as error:
        raise InvalidImageError(f"its PDB cannot be read: {error}") from error
