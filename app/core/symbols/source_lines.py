"""Source files, lines and inlined calls, from DWARF: the one compile unit that an address is in.

Nothing is read before it is asked for, and no section whole. The library (pyelftools) believes what
it reads: all it does happens behind one border, where every fault of a file costs its lines, and
within a time, which the reads themselves watch.
"""

from __future__ import annotations

import posixpath
import time
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import InvalidImageError
from . import line_header
from .demangling import demangled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .elf_file import ElfFile

_PATIENCE: Final = 10.0
"""Seconds of processor time that all lookups in one file may take; a large unit takes one."""
_LEAST_PATIENCE: Final = 1.0
_PER_SECOND: Final = 200_000
"""Bytes of debug information that are read in a second: where there is little, there is no reason
to wait for long."""
_STEP: Final = 256
"""Reads between two looks at the clock."""
_SECTIONS: Final = (
    *("debug_info", "debug_aranges", "debug_abbrev", "debug_str", "debug_ranges", "debug_line"),
    *("debug_addr", "debug_str_offsets", "debug_line_str", "debug_rnglists", "debug_types"),
)
_LONG: Final = (b".debug_info", b".debug_types", b".debug_line", b".debug_abbrev")
_NO_SECTIONS: Final = (
    *("debug_frame", "eh_frame", "debug_loc", "debug_pubtypes", "debug_pubnames"),
    *("debug_loclists", "debug_sup"),
)
"""Others that the library knows, and that tell no line."""
_SCOPES: Final = frozenset(
    f"DW_TAG_{name}"
    for name in (
        *("namespace", "module", "class_type", "structure_type", "union_type", "enumeration_type"),
        *("lexical_block", "try_block", "catch_block", "common_block"),
    )
)
"""What may hold functions; a scope inside a function holds what is inlined there."""
_FUNCTION: Final = "DW_TAG_subprogram"
_INLINED: Final = "DW_TAG_inlined_subroutine"
_ORIGINS: Final = ("DW_AT_abstract_origin", "DW_AT_specification")
_MOST_ORIGINS: Final = 8
_MOST_DEPTH: Final = 256


class SourcePlace(NamedTuple):
    """A function at an address, and the line it stands on; of several, each is inlined in the next.

    What is not told is empty, or 0.
    """

    function: str
    file: str
    line: int


class _Unit(NamedTuple):
    """A compile unit: what of it the lookups in it have in common."""

    entry: Any
    starts: list[int]
    rows: list[tuple[int, int, int]]
    """End of the stretch, number of the file, line; for each of ``starts``."""
    files: list[str]


class SourceLines:
    """The lines of one file."""

    def __init__(self, file: ElfFile) -> None:
        """Read *file*, which has its debug information with it."""
        self._file = file
        sizes = (part.size for name in _LONG if (part := file.sections.get(name)) is not None)
        self._watch = _Watch(min(_PATIENCE, _LEAST_PATIENCE + sum(sizes) / _PER_SECOND))
        self._units: dict[int, _Unit | None] = {}
        self._stretches: tuple[list[int], list[tuple[int, int]]] | None = None

    def at(self, address: int) -> tuple[SourcePlace, ...]:
        """Say what stands at *address* (before relocation), the innermost inlined call first.

        Empty where nothing is told, or where the file lies.
        """
        with self._watch:
            try:
                return tuple(self._at(address))
            except MemoryError:
                raise
            except Exception:  # noqa: BLE001 - the library's own faults are of every kind
                return ()

    @cached_property
    def _dwarf(self) -> Any:  # noqa: ANN401 - the library's
        from elftools.dwarf.dwarfinfo import DebugSectionDescriptor, DwarfConfig, DWARFInfo

        sections: dict[str, Any] = {f"{name}_sec": None for name in _NO_SECTIONS}
        sections["gnu_debugaltlink_sec"] = None
        for name in _SECTIONS:
            found = self._file.reader(b"." + name.encode())
            sections[f"{name}_sec"] = found and DebugSectionDescriptor(
                _Stream(found[0], found[1], self._watch), name, 0, found[1], 0
            )
        if not sections["debug_info_sec"] or not sections["debug_abbrev_sec"]:
            raise InvalidImageError("it has no debug information")
        word = 8 if self._file.header.is_64 else 4
        config = DwarfConfig(little_endian=True, machine_arch="", default_address_size=word)
        return DWARFInfo(config=config, **sections)

    def _at(self, address: int) -> Iterator[SourcePlace]:
        unit = self._unit_at(address)
        if unit is None:
            return
        number, line = _row_at(unit, address)
        place = (_name_of(unit.files, number), line)
        calls = self._calls(unit.entry, address)
        if not calls:
            yield SourcePlace("", *place)
        for call in reversed(calls):
            yield SourcePlace(_function_of(call), *place)
            called = call.attributes.get("DW_AT_call_file")
            called_line = call.attributes.get("DW_AT_call_line")
            place = (
                _name_of(unit.files, called.value) if called else "",
                called_line.value if called_line else 0,
            )

    # ---------------------------------------------------------------------------------- units

    def _unit_at(self, address: int) -> _Unit | None:
        offset = self._offset_of(address)
        if offset is None:
            return None
        if offset not in self._units:
            self._units[offset] = None  # as it stays if it lies
            unit = self._dwarf.get_CU_at(offset)
            self._keep_watch_of(unit)
            self._units[offset] = self._read_unit(unit)
        return self._units[offset]

    def _keep_watch_of(self, unit: Any) -> None:  # noqa: ANN401
        """Have the clock looked at for every entry: those that it remembers need no more reads.

        Entries may name each other as what follows them, and the library goes round then.
        """
        take = unit._get_cached_DIE  # noqa: SLF001

        def watched(offset: int) -> Any:  # noqa: ANN401
            self._watch.tick()
            return take(offset)

        unit._get_cached_DIE = watched  # noqa: SLF001

    def _offset_of(self, address: int) -> int | None:
        starts, rows = self._index
        index = bisect_right(starts, address) - 1
        if index < 0 or address >= rows[index][0]:
            return None
        return rows[index][1]

    @property
    def _index(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Where stretches of code begin; where each ends, and in which unit it is."""
        if self._stretches is None:
            self._stretches = [], []  # as they stay if the file lies
            self._stretches = self._read_index()
        return self._stretches

    def _read_index(self) -> tuple[list[int], list[tuple[int, int]]]:
        found: list[tuple[int, int, int]] = []
        covered: set[int] = set()
        if self._dwarf.debug_aranges_sec is not None:
            for entry in self._dwarf.get_aranges().entries:
                found.append((entry.begin_addr, entry.begin_addr + entry.length, entry.info_offset))
                covered.add(entry.info_offset)
        for unit in self._dwarf.iter_CUs():  # not every compiler writes that table
            if unit.cu_offset not in covered:
                top = unit.get_top_DIE()
                found += ((low, high, unit.cu_offset) for low, high in self._ranges(top))
        found.sort()
        return [row[0] for row in found], [(row[1], row[2]) for row in found]

    def _read_unit(self, unit: Any) -> _Unit:  # noqa: ANN401
        top = unit.get_top_DIE()
        where, lines = top.attributes.get("DW_AT_stmt_list"), self._file.reader(b".debug_line")
        if where is not None and lines is not None:
            line_header.check(lines[0], where.value)
        program = self._dwarf.line_program_for_CU(unit)
        if program is None:
            return _Unit(top, [], [], [])
        found: list[tuple[int, int, int, int]] = []
        last = None
        for entry in program.get_entries():
            state = entry.state
            if state is None:
                continue
            if last is not None and state.address > last.address:
                found.append((last.address, state.address, last.file, last.line))
            last = None if state.end_sequence else state
        found.sort()
        return _Unit(
            top, [row[0] for row in found], [row[1:] for row in found], _files(program, top)
        )

    # ---------------------------------------------------------------------------------- calls

    def _calls(self, scope: Any, address: int, depth: int = 0) -> list[Any]:  # noqa: ANN401
        """Give the entries of the function at *address* and of all that is inlined there."""
        if depth > _MOST_DEPTH:
            raise InvalidImageError("scopes lie in each other without an end")
        last = scope.offset
        for child in scope.iter_children():
            if child.offset <= last:
                raise InvalidImageError("entries follow each other in a circle")
            last = child.offset
            if child.tag in (_FUNCTION, _INLINED):
                if any(low <= address < high for low, high in self._ranges(child)):
                    return [child, *self._calls(child, address, depth + 1)]
            elif child.tag in _SCOPES and child.has_children:
                ranges = list(self._ranges(child))
                if ranges and not any(low <= address < high for low, high in ranges):
                    continue
                if found := self._calls(child, address, depth + 1):
                    return found
        return []

    def _ranges(self, entry: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401
        """Give the stretches of code of an entry."""
        attributes = entry.attributes
        low = attributes.get("DW_AT_low_pc")
        high = attributes.get("DW_AT_high_pc")
        if low is not None and high is not None:
            is_address = high.form == "DW_FORM_addr"
            yield low.value, high.value if is_address else low.value + high.value
        if "DW_AT_ranges" not in attributes:
            return
        base = 0
        top = entry.cu.get_top_DIE().attributes.get("DW_AT_low_pc")
        if top is not None:
            base = top.value
        lists = self._dwarf.range_lists()
        offset = attributes["DW_AT_ranges"].value
        for part in lists.get_range_list_at_offset(offset, entry.cu):
            if hasattr(part, "base_address"):
                base = part.base_address
            else:
                start = 0 if part.is_absolute else base
                yield start + part.begin_offset, start + part.end_offset


def _row_at(unit: _Unit, address: int) -> tuple[int, int]:
    index = bisect_right(unit.starts, address) - 1
    if index < 0 or address >= unit.rows[index][0]:
        return -1, 0
    return unit.rows[index][1:]


def _name_of(files: list[str], number: int) -> str:
    return files[number] if 0 <= number < len(files) else ""


def _files(program: Any, top: Any) -> list[str]:  # noqa: ANN401
    """Give the paths of the files that a line program numbers, by number."""
    header = program.header
    folder = _text(top.attributes.get("DW_AT_comp_dir"))
    if header.version >= 5:
        folders = [_decoded(one.DW_LNCT_path) for one in header.directories]
        rows = [
            (one.DW_LNCT_path, getattr(one, "DW_LNCT_directory_index", 0))
            for one in header.file_names
        ]
        names = []
    else:
        folders = [folder, *(_decoded(one) for one in header.include_directory)]
        rows = [(one.name, one.dir_index) for one in header.file_entry]
        names = [""]  # they are counted from 1
    for name, index in rows:
        where = folders[index] if index < len(folders) else ""
        names.append(posixpath.normpath(posixpath.join(folder, where, _decoded(name))))
    return names


def _function_of(entry: Any) -> str:  # noqa: ANN401
    """Give the name of a function: its own, or that of where it was declared."""
    plain = ""
    for _ in range(_MOST_ORIGINS):
        for attribute in ("DW_AT_linkage_name", "DW_AT_MIPS_linkage_name"):
            if linked := _text(entry.attributes.get(attribute)):
                return demangled(linked)
        plain = plain or _text(entry.attributes.get("DW_AT_name"))
        origin = next((name for name in _ORIGINS if name in entry.attributes), None)
        if origin is None:
            break
        entry = entry.get_DIE_from_attribute(origin)
    return plain


def _text(attribute: Any) -> str:  # noqa: ANN401
    return _decoded(attribute.value) if attribute is not None else ""


def _decoded(value: Any) -> str:  # noqa: ANN401
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else ""


class _Watch:
    """The time that is left for a file: it runs only while somebody looks something up."""

    def __init__(self, seconds: float) -> None:
        self._reads = 0
        self._left = seconds
        self._end = 0.0

    def __enter__(self) -> None:
        self._end = time.thread_time() + self._left

    def __exit__(self, *_: object) -> None:
        self._left = max(0.0, self._end - time.thread_time())

    def tick(self) -> None:
        """Raise InvalidImageError when it is over."""
        self._reads += 1
        if self._reads % _STEP == 0 and time.thread_time() > self._end:
            raise InvalidImageError("its debug information takes too long")


class _Stream:
    """A section as the library reads it."""

    def __init__(self, read: Callable[[int, int], bytes], size: int, watch: _Watch) -> None:
        self._read = read
        self._size = size
        self._watch = watch
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        self._watch.tick()
        left = max(0, self._size - self._at)
        data = self._read(self._at, min(size, left) if size >= 0 else left)
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at
