"""ELF headers, from bytes that nobody vouches for (elf(5)).

Everything here takes bytes and gives values. What cannot be true raises InvalidImageError; nothing
else is raised, and no count or size makes the work larger than the limits below.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .extent import Extent

MAGIC: Final = b"\x7fELF"
ET_EXEC: Final = 2
ET_DYN: Final = 3
EM_386: Final = 3
EM_X86_64: Final = 62
EM_AARCH64: Final = 183
PT_LOAD: Final = 1
PT_DYNAMIC: Final = 2
PT_NOTE: Final = 4
PT_TLS: Final = 7
PT_GNU_EH_FRAME: Final = 0x6474_E550
PF_X: Final = 1
PF_W: Final = 2
SHT_NOBITS: Final = 8
DT_STRTAB: Final = 5
DT_SONAME: Final = 14
NT_GNU_BUILD_ID: Final = 3
NT_GO_BUILD_ID: Final = 4

MAX_PROGRAM_HEADERS: Final = 1024
MAX_BUILD_ID: Final = 64
MAX_DYNAMIC_ENTRIES: Final = 4096
_MAX_SECTIONS: Final = 4096
_MAX_NAMES: Final = 1 << 20
_MAX_NOTES: Final = 256
HEADER_SIZE: Final = 64
"""Enough for the header of either class."""


class ElfHeader(NamedTuple):
    """The file header."""

    is_64: bool
    type: int
    machine: int
    entry: int
    program_offset: int
    program_entry_size: int
    program_count: int
    section_offset: int
    section_entry_size: int
    section_count: int
    names_index: int

    @property
    def programs_size(self) -> int:
        """Bytes of the program headers."""
        return self.program_entry_size * self.program_count

    @property
    def space(self) -> int:
        """First address that this class cannot name."""
        return 1 << (64 if self.is_64 else 32)


class ProgramHeader(NamedTuple):
    """One program header; sizes in bytes, addresses before relocation."""

    type: int
    flags: int
    offset: int
    address: int
    file_size: int
    memory_size: int
    align: int


class Section(NamedTuple):
    """One section; offset and size in bytes of the file, the address before relocation."""

    name: bytes
    type: int
    offset: int
    size: int
    address: int = 0
    flags: int = 0
    link: int = 0
    """Number of the section that belongs to it: of a symbol table, that of the names."""
    entry_size: int = 0


def parse_header(data: bytes) -> ElfHeader | None:
    """Parse the file header; None when it is not a little-endian ELF of a program or library."""
    if len(data) < 52 or data[:4] != MAGIC or data[5] != 1:
        return None
    if data[4] not in (1, 2):
        raise InvalidImageError(f"there is no ELF class {data[4]}")
    is_64 = data[4] == 2
    if is_64 and len(data) < HEADER_SIZE:
        return None
    layout = "<HHIQQQIHHHHHH" if is_64 else "<HHIIIIIHHHHHH"
    kind, machine, _, entry, programs, sections, _, _, *sizes = struct.unpack_from(layout, data, 16)
    entry_size, count, section_size, section_count, names_index = sizes
    if kind not in (ET_EXEC, ET_DYN) or not count:
        return None
    if entry_size < (56 if is_64 else 32):
        raise InvalidImageError(f"program headers of {entry_size} bytes are too small")
    return ElfHeader(
        is_64=is_64,
        type=kind,
        machine=machine,
        entry=entry,
        program_offset=programs,
        program_entry_size=entry_size,
        program_count=min(count, MAX_PROGRAM_HEADERS),
        section_offset=sections,
        section_entry_size=section_size,
        section_count=min(section_count, _MAX_SECTIONS),
        names_index=names_index,
    )


def parse_program_headers(header: ElfHeader, table: bytes) -> list[ProgramHeader]:
    """Parse the program headers that *table* holds, all inside the address space."""
    found = []
    layout = struct.Struct("<IIQQQQQQ" if header.is_64 else "<IIIIIIII")
    last = len(table) - layout.size
    for position in range(0, min(last + 1, header.programs_size), header.program_entry_size):
        fields = layout.unpack_from(table, position)
        if header.is_64:
            kind, flags, offset, address, _, file_size, memory_size, align = fields
        else:
            kind, offset, address, _, file_size, memory_size, flags, align = fields
        program = ProgramHeader(kind, flags, offset, address, file_size, memory_size, align)
        if kind == PT_LOAD and address + memory_size > header.space:
            raise InvalidImageError(
                f"a segment of {memory_size:#x} bytes at {address:#x} leaves the address space"
            )
        found.append(program)
    return found


def sections(header: ElfHeader, file: Extent) -> Iterator[Section]:
    """Read the section headers of *file*; those of a stripped program may be missing."""
    layout = struct.Struct("<IIQQQQI12xQ" if header.is_64 else "<IIIIIII8xI")
    step, count = header.section_entry_size, header.section_count
    if not header.section_offset or not count or step < layout.size:
        return
    table = file.take(header.section_offset, step * count, "the section headers")
    rows = [layout.unpack_from(table, at) for at in range(0, len(table) - layout.size + 1, step)]
    if header.names_index >= len(rows):
        raise InvalidImageError(f"there is no section {header.names_index} with names")
    _, _, _, _, start, size, _, _ = rows[header.names_index]
    names = file.take(start, min(size, _MAX_NAMES), "the names of sections")
    for name, kind, flags, address, offset, size, link, entry in rows:
        text = names[name : names.find(b"\0", name)]
        yield Section(text, kind, offset, size, address, flags, link, entry)


def find_build_id(notes: bytes, align: int = 4) -> bytes:
    """Find the GNU build id among *notes* (the content of a PT_NOTE); empty when there is none."""
    found = find_note(notes, b"GNU\0", NT_GNU_BUILD_ID, align)
    return found if len(found) <= MAX_BUILD_ID else b""


def find_note(notes: bytes, owner: bytes, wanted: int, align: int = 4) -> bytes:
    """Give the content of the note of this *owner* and type; empty when there is none."""
    step = 8 if align == 8 else 4
    position = 0
    for _ in range(_MAX_NOTES):
        if position + 12 > len(notes):
            break
        name_size, size, kind = struct.unpack_from("<III", notes, position)
        name = position + 12
        content = name + _round_up(name_size, 4)
        content = _round_up(content, step) if step == 8 else content
        if kind == wanted and notes[name : name + name_size] == owner:
            found = notes[content : content + size]
            return found if len(found) == size else b""
        position = _round_up(content + size, step)
    return b""


def parse_dynamic(data: bytes, *, is_64: bool) -> dict[int, int]:
    """Parse a dynamic section into tag → value; of a repeated tag the first counts."""
    layout = struct.Struct("<QQ" if is_64 else "<II")
    table: dict[int, int] = {}
    for index in range(min(len(data) // layout.size, MAX_DYNAMIC_ENTRIES)):
        tag, value = layout.unpack_from(data, index * layout.size)
        if tag == 0:
            break
        table.setdefault(tag, value)
    return table


def eh_frame_address(header: bytes, address: int) -> int:
    """Find .eh_frame through *header*, the start of .eh_frame_hdr at *address*; 0 if not told.

    Known is what linkers write: version 1, pointer relative to itself, four signed bytes.
    """
    if len(header) < 8 or header[0] != 1 or header[1] != 0x1B:
        return 0
    distance = int.from_bytes(header[4:8], "little", signed=True)
    return max(0, address + 4 + distance)


def parse_auxv(data: bytes, *, is_64: bool) -> dict[int, int]:
    """Parse /proc/PID/auxv (getauxval(3)) into type → value."""
    layout = struct.Struct("<QQ" if is_64 else "<II")
    whole = len(data) // layout.size * layout.size
    return {kind: value for kind, value in layout.iter_unpack(data[:whole]) if kind}


def _round_up(value: int, step: int) -> int:
    return (value + step - 1) // step * step


def code_hash(text: bytes) -> bytes:
    """Make 16 bytes of the first page of code by exclusive or, as Breakpad does."""
    whole = text.ljust(-(-len(text) // 16) * 16, b"\0")
    value = 0
    for at in range(0, len(whole), 16):
        value ^= int.from_bytes(whole[at : at + 16], "little")
    return value.to_bytes(16, "little")
