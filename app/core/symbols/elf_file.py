"""An ELF file: its parts by address and by name, what identifies it, and its symbol tables.

The bytes come through an Extent: a file of this machine, or an image that lies in memory as in its
file (a vdso). Sources: elf(5), the ELF gABI. Every count is bounded; a lie raises
InvalidImageError.
"""

from __future__ import annotations

import lzma
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..errors import InvalidImageError
from . import elf
from .names import SymbolTable

if TYPE_CHECKING:
    from .extent import Extent, Read

_MOST_CONTENT: Final = 256 << 20
"""Bytes of a section that are read at most."""
_MOST_UNPACKED: Final = 64 << 20
"""Bytes that a packed section may become: a few can become very many."""
_MOST_NOTE: Final = 64 << 10
_SHF_COMPRESSED: Final = 0x800
_ZLIB: Final = 1
_BUILD_ID: Final = b".note.gnu.build-id"
_HASHED: Final = 4096
"""Bytes of .text that Breakpad hashes (its file_id.cc)."""


class ElfFile:
    """An ELF file. Raises InvalidImageError if it is none."""

    def __init__(self, extent: Extent) -> None:
        """Read its headers."""
        header = elf.parse_header(extent.up_to(0, elf.HEADER_SIZE))
        if header is None:
            raise InvalidImageError("it is not a program or a library")
        self.header = header
        self._extent = extent
        table = extent.take(header.program_offset, header.programs_size, "the program headers")
        self.programs = elf.parse_program_headers(header, table)
        self.loads = [p for p in self.programs if p.type == elf.PT_LOAD and p.memory_size]

    @cached_property
    def sections(self) -> dict[bytes, elf.Section]:
        """Name → section; empty where they are missing or cannot be true."""
        return {one.name: one for one in reversed(self._section_list)}

    @cached_property
    def _section_list(self) -> list[elf.Section]:
        try:
            return list(elf.sections(self.header, self._extent))
        except InvalidImageError:
            return []

    @cached_property
    def build_id(self) -> bytes:
        """The GNU build id; empty if there is none."""
        for program in self.programs:
            if program.type == elf.PT_NOTE:
                most = min(program.file_size, _MOST_NOTE)
                notes = self._extent.up_to(program.offset, most)
                if found := elf.find_build_id(notes, program.align):
                    return found
        return elf.find_build_id(self.content(_BUILD_ID)[:_MOST_NOTE])

    def is_called(self, identity: bytes) -> bool:
        """Say whether *identity* is its build id or, if it has none, the hash of its code."""
        if self.build_id:
            return self.build_id == identity
        code = self.sections.get(b".text")
        if code is None or code.type == elf.SHT_NOBITS:
            return False
        # Breakpad takes whole steps of 16 bytes, and so what follows a section that ends early.
        size = -(-min(code.size, _HASHED) // 16) * 16
        return elf.code_hash(self._extent.up_to(code.offset, size)) == identity

    def read_at(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes at an *address* (before relocation) that nothing writes to."""
        for load in self.loads:
            start = address - load.address
            if 0 <= start < load.file_size and not load.flags & elf.PF_W:
                return self._extent.up_to(load.offset + start, min(size, load.file_size - start))
        return b""

    def content(self, name: bytes) -> bytes:
        """Give the bytes of a section, unpacked; empty if it is missing or cannot be read."""
        section = self.sections.get(name)
        return self._content(section) if section is not None else b""

    def _content(self, section: elf.Section) -> bytes:
        if section.type == elf.SHT_NOBITS or section.size > _MOST_CONTENT:
            return b""
        data = self._extent.up_to(section.offset, section.size)
        if len(data) < section.size:
            return b""
        if not section.flags & _SHF_COMPRESSED:
            return data
        head = 24 if self.header.is_64 else 12
        if int.from_bytes(data[:4], "little") != _ZLIB:
            return b""
        try:
            return zlib.decompressobj().decompress(data[head:], _MOST_UNPACKED)
        except zlib.error:
            return b""

    def reader(self, name: bytes) -> tuple[Read, int] | None:
        """Give a function that reads a section by offset, and its size; None if it is missing.

        One that is packed is unpacked; all others are read in pieces.
        """
        section = self.sections.get(name)
        if section is None or section.type == elf.SHT_NOBITS:
            return None
        if section.flags & _SHF_COMPRESSED:
            data = self._content(section)
            return (lambda at, size: data[at : at + size]), len(data)
        start, size = section.offset, max(0, min(section.size, self._extent.size - section.offset))
        return (lambda at, most: self._extent.up_to(start + at, most)), size

    @cached_property
    def mini_debug_info(self) -> ElfFile | None:
        """The file in .gnu_debugdata, which holds the names that were stripped."""
        packed = self.content(b".gnu_debugdata")
        if not packed:
            return None
        from .extent import Extent

        try:
            unpacking = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_UNPACKED)
            data = unpacking.decompress(packed, _MOST_UNPACKED)
            return ElfFile(Extent(lambda at, size: data[at : at + size], 0, len(data)))
        except (lzma.LZMAError, InvalidImageError):
            return None

    def symbols(self, name: bytes) -> SymbolTable | None:
        """Read the symbol table called *name* (.symtab, .dynsym); None if there is none."""
        section = self.sections.get(name)
        if section is None or section.link >= len(self._section_list):
            return None
        table, names = self._content(section), self._content(self._section_list[section.link])
        if not table or not names:
            return None
        is_whole = name == b".symtab"
        return SymbolTable(table, names, is_64=self.header.is_64, is_whole=is_whole)
