"""An ELF image in memory: where it lies, its parts, and what identifies it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import InvalidImageError
from ...intervals import merged
from ...minidump.constants import CODEVIEW_SIGNATURE
from ...symbols import elf
from ...symbols.extent import Extent
from ..snapshot import NoteKind, Segment
from .fields import readable
from .image import PAGE, ImageFacts

if TYPE_CHECKING:
    from ...intervals import Range
    from .image import Place

MAX_UNWIND: Final = 16 << 20
"""Bytes of .eh_frame that count as headers."""
_MAX_HEADERS: Final = 64 << 10
_MOST_LOADS: Final = 32
"""Segments of an image; linkers make fewer than ten."""
_MAX_NOTE: Final = 64 << 10
_MAX_SONAME: Final = 256
_HASHED: Final = 4096
"""Bytes of .text that Breakpad hashes (its file_id.cc), and LLDB to compare with it."""
_BUILD_ID_SECTION: Final = b".note.gnu.build-id"
_GO_SECTION: Final = b".note.go.buildid"
_GO_OWNER: Final = b"Go\0\0"


def read_elf(place: Place) -> ImageFacts | None:
    """Read the image at *place*; None when no program or library begins there.

    Raises InvalidImageError when its headers cannot be true.
    """
    data = place.read(place.start, min(PAGE, place.mapping.end - place.start))
    header = elf.parse_header(data)
    return _Image(place, header, data).facts() if header is not None else None


class _Identity(NamedTuple):
    build_id: bytes
    kind: NoteKind | None = None
    detail: str = ""


class _Image:
    """Where an image lies while its headers are looked through."""

    def __init__(self, place: Place, header: elf.ElfHeader, data: bytes) -> None:
        self._place = place
        self._header = header
        self._table, table = self._program_table(data)
        self._programs = elf.parse_program_headers(header, table)
        self._loads = [one for one in self._programs if one.type == elf.PT_LOAD and one.memory_size]
        if len(self._loads) > _MOST_LOADS:
            raise InvalidImageError(f"{len(self._loads)} segments are too many")
        first = next((load for load in self._loads if load.offset < PAGE), None)
        if first is None:
            raise InvalidImageError("no segment holds its header")
        self._bias = place.start - (first.address - first.offset)
        self.low = min(self._down(load.address) for load in self._loads)
        self.high = max(self._up(load.address + load.memory_size) for load in self._loads)
        if not 0 <= self.low <= place.start < self.high <= header.space:
            raise InvalidImageError(
                f"it would lie from {self.low:#x} to {self.high:#x}, but begins at {place.start:#x}"
            )
        self._memory = Extent(place.read, self.low, self.high - self.low)
        self._present = Extent(place.read_present, self.low, self.high - self.low)

    def _down(self, address: int) -> int:
        return address // PAGE * PAGE + self._bias

    def _up(self, address: int) -> int:
        return -(-address // PAGE) * PAGE + self._bias

    def _program_table(self, data: bytes) -> tuple[Range, bytes]:
        """Give the range and the bytes of the program headers; patchelf puts them at the end."""
        start, size = self._header.program_offset, self._header.programs_size
        if size > _MAX_HEADERS:
            raise InvalidImageError(f"program headers of {size:#x} bytes are too many")
        if start + size <= len(data):
            address = self._place.start + start
            return (address, address + size), data[start : start + size]
        address = self._place.address_of(start)
        table = self._place.read(address, size) if address else b""
        if len(table) < size:
            raise InvalidImageError(f"its program headers at {start:#x} are not in memory")
        return (address, address + size), table

    def facts(self) -> ImageFacts:
        dynamic = self._dynamic()
        soname = self._soname(dynamic)
        identity = self._identity()
        signature = struct.pack("<I", CODEVIEW_SIGNATURE.ELF_BpEL)
        entry = self._bias + self._header.entry
        return ImageFacts(
            base=self.low,
            end=self.high,
            entry=entry if self._header.entry and self.low <= entry < self.high else 0,
            soname=soname,
            build_id=identity.build_id,
            cv_record=signature + identity.build_id if identity.build_id else b"",
            identity=identity.kind,
            detail=identity.detail,
            segments=tuple(
                Segment(
                    self._bias + load.address,
                    load.memory_size,
                    bool(load.flags & elf.PF_W),
                    bool(load.flags & elf.PF_X),
                )
                for load in self._loads
            ),
            headers=self._header_ranges(),
            loads=tuple(
                (self._down(load.address), load.offset // PAGE * PAGE)
                for load in self._loads
                if load.file_size
            ),
        )

    def _offset(self, program: elf.ProgramHeader) -> int:
        return self._bias + program.address - self.low

    def _dynamic(self) -> dict[int, int]:
        for program in self._programs:
            if program.type == elf.PT_DYNAMIC:
                most = min(program.memory_size, elf.MAX_DYNAMIC_ENTRIES * 16)
                section = self._present.up_to(self._offset(program), most)
                return elf.parse_dynamic(section, is_64=self._header.is_64)
        return {}

    def _soname(self, dynamic: dict[int, int]) -> str:
        if elf.DT_SONAME not in dynamic or elf.DT_STRTAB not in dynamic:
            return ""
        # The GNU loader relocates the entry in place; others leave it as in the file.
        table = dynamic[elf.DT_STRTAB]
        table = table if self.low <= table < self.high else self._bias + table
        offset = table + dynamic[elf.DT_SONAME] - self.low
        name, end, _ = self._present.up_to(offset, _MAX_SONAME).partition(b"\0")
        return readable(name) if end else ""

    def _identity(self) -> _Identity:
        for program in self._programs:
            if program.type == elf.PT_NOTE:
                most = min(program.memory_size, _MAX_NOTE)
                notes = self._memory.up_to(self._offset(program), most)
                if build_id := elf.find_build_id(notes, program.align):
                    return _Identity(build_id)
        try:
            return self._identity_of_file()
        except InvalidImageError as error:
            return _Identity(b"", NoteKind.UNIDENTIFIED, error.cause)

    def _identity_of_file(self) -> _Identity:
        """Look where program headers do not lead: in sections, which are not loaded."""
        whole = self._place.file()
        if whole is None:
            raise InvalidImageError("the file cannot be read")
        start = self._place.mapping.offset
        file = Extent(whole.up_to, start, whole.size - start)
        sections = {section.name: section for section in elf.sections(self._header, file)}

        def content(name: bytes, most: int) -> bytes:
            section = sections.get(name)
            if section is None or section.type == elf.SHT_NOBITS:
                return b""
            return file.up_to(section.offset, min(section.size, most))

        if build_id := elf.find_build_id(content(_BUILD_ID_SECTION, _MAX_NOTE)):
            return _Identity(build_id, NoteKind.SECTION)
        go = elf.find_note(content(_GO_SECTION, _MAX_NOTE), _GO_OWNER, elf.NT_GO_BUILD_ID)
        detail = f"Go build id {readable(go)}" if go else ""
        code = sections.get(b".text")
        if code is None or code.type == elf.SHT_NOBITS:
            raise InvalidImageError("the file has no section .text")
        # Breakpad takes whole steps of 16 bytes, and so what follows a section that ends early.
        text = file.up_to(code.offset, -(-min(code.size, _HASHED) // 16) * 16)
        return _Identity(elf.code_hash(text), NoteKind.TEXT, detail)

    def _header_ranges(self) -> tuple[Range, ...]:
        """Headers, dynamic section, notes, and the unwind tables to the end of their segment."""
        start = self._place.start
        first = (start, start + (64 if self._header.is_64 else 52))
        ranges = [(low, -(-high // PAGE) * PAGE) for low, high in (first, self._table)]
        for program in self._programs:
            address = self._bias + program.address
            if program.type in (elf.PT_DYNAMIC, elf.PT_NOTE):
                ranges.append((address, address + program.memory_size))
            elif program.type == elf.PT_GNU_EH_FRAME:
                data = self._present.up_to(self._offset(program), 8)
                parts = (address, elf.eh_frame_address(data, address))
                ranges += [(at, min(self._segment_end(at), at + MAX_UNWIND)) for at in parts]
        return tuple(merged(r for r in ranges if self.low <= r[0] <= r[1] <= self.high))

    def _segment_end(self, address: int) -> int:
        """End of the PT_LOAD that holds *address*; 0 when none does."""
        for load in self._loads:
            start = self._bias + load.address
            if start <= address < start + load.memory_size:
                return min(start + load.memory_size, self.high)
        return 0
