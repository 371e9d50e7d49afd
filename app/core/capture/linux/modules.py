"""Finding the loaded ELF images of a process: identity from memory, not from paths."""

from __future__ import annotations

import mmap
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...intervals import merged
from ...minidump.constants import CODEVIEW_SIGNATURE
from ..snapshot import Module, Segment, UnloadedModule
from . import elf
from .fields import readable
from .mapped_file import file_of
from .version import version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ...intervals import Range
    from .maps import Mapping
    from .procfs import ProcessDirectory

AT_PHDR: Final = 3
AT_ENTRY: Final = 9
AT_SYSINFO_EHDR: Final = 33
VDSO_NAME: Final = "linux-gate.so"
"""The name the readers of minidumps know the vdso by."""
MAX_UNWIND: Final = 16 << 20
"""Bytes of .eh_frame that count as headers."""
_MAX_IMAGE: Final = 0xFFFF_FFFF
"""MINIDUMP_MODULE.SizeOfImage has 32 bits."""
_MAX_HEADERS: Final = 64 << 10
_MAX_NOTE: Final = 64 << 10
_MAX_SONAME: Final = 256
_PAGE: Final = mmap.PAGESIZE


class _Facts(NamedTuple):
    """What the headers in memory say; cached, as they do not change while the file is mapped."""

    base: int
    end: int
    entry: int
    soname: str
    build_id: bytes
    segments: tuple[Segment, ...]
    headers: tuple[Range, ...]
    loads: tuple[tuple[int, int], ...]
    """(address, file offset) of each PT_LOAD with content, page-aligned."""


class ModuleFinder:
    """Finds modules; remembers what it read of each between calls."""

    def __init__(
        self,
        directory: ProcessDirectory,
        read: Callable[[int, int], bytes],
        read_present: Callable[[int, int], bytes],
    ) -> None:
        """*read* reads memory; *read_present* only where the page exists already."""
        self._directory = directory
        self._read = read
        self._read_present = read_present
        self._cache: dict[tuple[bytes, int, int], _Facts | None] = {}

    def find(self, mappings: Sequence[Mapping], auxv: dict[int, int]) -> tuple[Module, ...]:
        """Find the modules among *mappings*, the main executable first, then by address."""
        used: dict[tuple[bytes, int, int], _Facts | None] = {}
        modules: list[Module] = []
        starts: dict[tuple[bytes, int], list[Mapping]] = {}
        for mapping in mappings:
            if mapping.inode:
                starts.setdefault(mapping.file, []).append(mapping)
        end = 0
        file: tuple[bytes, int] | None = None
        for mapping in mappings:
            inside = mapping.start < end and mapping.file == file
            if inside or not _may_begin_image(mapping):
                continue
            key = (mapping.device, mapping.inode, mapping.start)
            facts = self._cache[key] if key in self._cache else self._examine(mapping)
            used[key] = facts
            if facts is None:
                continue
            parts = starts.get(mapping.file, [mapping]) if mapping.inode else [mapping]
            if _is_loaded(facts, parts):
                modules.append(self._module(mapping, facts))
                end, file = facts.end, mapping.file
        self._cache = used
        return _main_first(_without_overlaps(modules), auxv)

    def _examine(self, mapping: Mapping) -> _Facts | None:
        """Read the headers at the start of *mapping*."""
        data = self._read(mapping.start, min(_PAGE, mapping.end - mapping.start))
        header = elf.parse_header(data)
        if header is None:
            return None
        if len(data) < header.headers_end <= _MAX_HEADERS:
            data = self._read(mapping.start, header.headers_end)
        programs = elf.parse_program_headers(header, data)
        loads = [program for program in programs if program.type == elf.PT_LOAD]
        first = next((load for load in loads if load.offset < _PAGE), None)
        if first is None:
            return None
        bias = mapping.start - (first.address - first.offset)
        low = min(load.address for load in loads) // _PAGE * _PAGE + bias
        high = -(-max(load.address + load.memory_size for load in loads) // _PAGE) * _PAGE + bias
        if not (0 <= low < high < 1 << 64 and low <= mapping.start < high <= low + _MAX_IMAGE):
            return None
        image = _Image(header, programs, bias, low, high)
        dynamic = self._dynamic(image)
        return _Facts(
            base=low,
            end=high,
            entry=bias + header.entry if header.entry else 0,
            soname=self._soname(image, dynamic),
            build_id=self._build_id(image),
            segments=tuple(
                Segment(
                    bias + load.address,
                    load.memory_size,
                    bool(load.flags & elf.PF_W),
                    bool(load.flags & elf.PF_X),
                )
                for load in loads
                if image.holds(bias + load.address, load.memory_size)
            ),
            headers=self._header_ranges(image, mapping.start),
            loads=tuple(
                ((bias + load.address) // _PAGE * _PAGE, load.offset // _PAGE * _PAGE)
                for load in loads
                if load.file_size
            ),
        )

    def _build_id(self, image: _Image) -> bytes:
        for program in image.programs:
            address = image.bias + program.address
            if program.type != elf.PT_NOTE or not image.holds(address, program.memory_size):
                continue
            notes = self._read(address, min(program.memory_size, _MAX_NOTE))
            if build_id := elf.find_build_id(notes, program.align):
                return build_id
        return b""

    def _dynamic(self, image: _Image) -> dict[int, int]:
        for program in image.programs:
            address = image.bias + program.address
            if program.type == elf.PT_DYNAMIC and image.holds(address, program.memory_size):
                size = min(program.memory_size, elf.MAX_DYNAMIC_ENTRIES * 16)
                return elf.parse_dynamic(
                    self._read_present(address, size), is_64=image.header.is_64
                )
        return {}

    def _soname(self, image: _Image, dynamic: dict[int, int]) -> str:
        if elf.DT_SONAME not in dynamic or elf.DT_STRTAB not in dynamic:
            return ""
        # The GNU loader relocates the entry in place; others leave it as in the file.
        table = dynamic[elf.DT_STRTAB]
        table = table if image.holds(table, 1) else image.bias + table
        address = table + dynamic[elf.DT_SONAME]
        if not image.holds(address, 1):
            return ""
        name, end, _ = self._read_present(address, _MAX_SONAME).partition(b"\0")
        return readable(name) if end else ""

    def _header_ranges(self, image: _Image, start: int) -> tuple[Range, ...]:
        """Headers, dynamic section, notes, and the unwind tables to the end of their segment."""
        ranges = [(start, -(-(start + image.header.headers_end) // _PAGE) * _PAGE)]
        for program in image.programs:
            address = image.bias + program.address
            if program.type in (elf.PT_DYNAMIC, elf.PT_NOTE):
                ranges.append((address, address + program.memory_size))
            elif program.type == elf.PT_GNU_EH_FRAME:
                frames = elf.eh_frame_address(self._read_present(address, 8), address)
                for part in (address, frames):
                    end = min(image.segment_end(part), part + MAX_UNWIND) if part else 0
                    ranges.append((part, max(end, part)))
        return tuple((low, high) for low, high in merged(ranges) if image.holds(low, high - low))

    def _module(self, mapping: Mapping, facts: _Facts) -> Module:
        path, deleted, replaced = file_of(self._directory, mapping)
        signature = struct.pack("<I", CODEVIEW_SIGNATURE.ELF_BpEL)
        name = readable(path) if mapping.inode else VDSO_NAME
        return Module(
            base=facts.base,
            size=facts.end - facts.base,
            name=name,
            version=version_of(name.rpartition("/")[2]) or version_of(facts.soname),
            soname=facts.soname,
            build_id=facts.build_id,
            cv_record=signature + facts.build_id if facts.build_id else b"",
            entry=facts.entry,
            segments=facts.segments,
            headers=facts.headers,
            deleted=deleted,
            replaced=replaced,
        )


class _Image(NamedTuple):
    """Where an image lies while its headers are looked through."""

    header: elf.ElfHeader
    programs: list[elf.ProgramHeader]
    bias: int
    low: int
    high: int

    def holds(self, address: int, size: int) -> bool:
        return self.low <= address <= address + size <= self.high and size >= 0

    def segment_end(self, address: int) -> int:
        """End of the PT_LOAD that holds *address*; 0 when none does."""
        for program in self.programs:
            start = self.bias + program.address
            if program.type == elf.PT_LOAD and start <= address < start + program.memory_size:
                return min(start + program.memory_size, self.high)
        return 0


def _may_begin_image(mapping: Mapping) -> bool:
    if mapping.path == b"[vdso]":
        return True
    return (
        mapping.inode != 0
        and mapping.offset == 0
        and mapping.permissions[:1] == b"r"
        and mapping.permissions[3:] == b"p"
        and mapping.path.startswith(b"/")
    )


def _is_loaded(facts: _Facts, parts: Sequence[Mapping]) -> bool:
    """Tell an image that a loader mapped from an ELF file that somebody mapped to look at it.

    Code in it is executable, or each segment stands where its header says.
    """
    inside = [part for part in parts if facts.base <= part.start < facts.end]
    if any(part.permissions[2:3] == b"x" for part in inside):
        return True
    return all(
        any(
            part.start <= address < part.end and part.offset + address - part.start == offset
            for part in inside
        )
        for address, offset in facts.loads
    )


def _without_overlaps(modules: list[Module]) -> list[Module]:
    """Cut an image that claims to reach into the next one."""
    ordered = sorted(modules, key=lambda module: module.base)
    for index, module in enumerate(ordered[:-1]):
        following = ordered[index + 1].base
        if module.end > following > module.base:
            ordered[index] = module._replace(size=following - module.base)
    return ordered


def _main_first(modules: list[Module], auxv: dict[int, int]) -> tuple[Module, ...]:
    """Put the module first that the kernel started."""
    for key in (AT_PHDR, AT_ENTRY):
        address = auxv.get(key, 0)
        for module in modules:
            if module.base <= address < module.end:
                return (module, *(other for other in modules if other is not module))
    return tuple(modules)


def unloaded_modules(found: Iterable[Module]) -> tuple[UnloadedModule, ...]:
    """Give the modules whose file is deleted."""
    return tuple(
        UnloadedModule(module.base, module.size, module.name) for module in found if module.deleted
    )
