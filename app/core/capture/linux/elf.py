"""Reading ELF headers from bytes that nobody vouches for (elf(5)).

Everything here takes bytes and gives values; nothing raises on wrong bytes, and no count or
size in them makes the work larger than the limits below.
"""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

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
DT_STRTAB: Final = 5
DT_SONAME: Final = 14
NT_GNU_BUILD_ID: Final = 3

MAX_PROGRAM_HEADERS: Final = 1024
MAX_BUILD_ID: Final = 64
MAX_DYNAMIC_ENTRIES: Final = 4096
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

    @property
    def headers_end(self) -> int:
        """File offset behind the program headers."""
        return self.program_offset + self.program_entry_size * self.program_count

    @property
    def address_size(self) -> int:
        """4 or 8 bytes."""
        return 8 if self.is_64 else 4


class ProgramHeader(NamedTuple):
    """One program header; sizes in bytes, addresses before relocation."""

    type: int
    flags: int
    offset: int
    address: int
    file_size: int
    memory_size: int
    align: int


def parse_header(data: bytes) -> ElfHeader | None:
    """Parse the file header; None when it is not a little-endian ELF of a program or library."""
    if len(data) < 52 or data[:4] != b"\x7fELF" or data[4] not in (1, 2) or data[5] != 1:
        return None
    is_64 = data[4] == 2
    if is_64 and len(data) < HEADER_SIZE:
        return None
    layout = "<HHIQQQIHHH" if is_64 else "<HHIIIIIHHH"
    fields = struct.unpack_from(layout, data, 16)
    kind, machine, _, entry, program_offset, _, _, _, entry_size, count = fields
    least = 56 if is_64 else 32
    if kind not in (ET_EXEC, ET_DYN) or entry_size < least or not count:
        return None
    return ElfHeader(
        is_64, kind, machine, entry, program_offset, entry_size, min(count, MAX_PROGRAM_HEADERS)
    )


def parse_program_headers(header: ElfHeader, data: bytes) -> list[ProgramHeader]:
    """Parse the program headers that lie inside *data*, which begins with the file header."""
    found = []
    layout = struct.Struct("<IIQQQQQQ" if header.is_64 else "<IIIIIIII")
    for index in range(header.program_count):
        position = header.program_offset + index * header.program_entry_size
        if position + layout.size > len(data):
            break
        fields = layout.unpack_from(data, position)
        if header.is_64:
            kind, flags, offset, address, _, file_size, memory_size, align = fields
        else:
            kind, offset, address, _, file_size, memory_size, flags, align = fields
        found.append(ProgramHeader(kind, flags, offset, address, file_size, memory_size, align))
    return found


def find_build_id(notes: bytes, align: int = 4) -> bytes:
    """Find the GNU build id among *notes* (the content of a PT_NOTE); empty when there is none."""
    step = 8 if align == 8 else 4
    position = 0
    for _ in range(_MAX_NOTES):
        if position + 12 > len(notes):
            break
        name_size, size, kind = struct.unpack_from("<III", notes, position)
        name = position + 12
        content = name + _round_up(name_size, 4)
        content = _round_up(content, step) if step == 8 else content
        if kind == NT_GNU_BUILD_ID and notes[name : name + name_size] == b"GNU\0":
            build_id = notes[content : content + size]
            return build_id if len(build_id) == size <= MAX_BUILD_ID else b""
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
