"""The code of an ELF image of a process: how to unwind through it, and what it is called."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from ..errors import InvalidImageError
from . import elf
from .cfi import Row, row_at
from .eh_frame import Section, UnwindTable
from .elf_exports import bias_of, symbols_in_memory
from .elf_file import ElfFile
from .extent import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .extent import Read
    from .names import Symbol, SymbolTable
    from .source_lines import SourceLines, SourcePlace


class ElfCode:
    """One image. Its bytes come from memory where they are there, else from its file."""

    def __init__(
        self,
        base: int,
        end: int,
        memory: Read,
        file: ElfFile | None,
        find_debug: Callable[[], ElfFile | None],
    ) -> None:
        """Look at the image in ``[base, end)``.

        Raises InvalidImageError if its headers are neither in memory nor in *file*, or lie.

        Args:
            base: Its lowest address.
            end: First address behind it.
            memory: Gives what is there of the process.
            file: Its file, if it is known to be that.
            find_debug: Gives the separate file with its debug information; asked when wanted.
        """
        self.base = base
        self._memory = memory
        self._end = end
        self._file = file
        self._find_debug = find_debug
        self._rows: dict[int, Row | None] = {}
        header, self._programs = self._headers()
        self._word = 8 if header.is_64 else 4
        self.machine = header.machine
        self.bias = bias_of(base, self._programs)

    def _headers(self) -> tuple[elf.ElfHeader, list[elf.ProgramHeader]]:
        header = elf.parse_header(self._memory(self.base, elf.HEADER_SIZE))
        if header is not None:
            size = header.programs_size
            table = self._memory(self.base + header.program_offset, size)
            programs = elf.parse_program_headers(header, table) if len(table) == size else []
            if any(one.type == elf.PT_LOAD for one in programs):
                return header, programs
        if self._file is None:
            raise InvalidImageError("its headers are not in the memory that is there")
        return self._file.header, self._file.programs

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes: from memory, else what nothing writes to from the file."""
        data = self._memory(address, size)
        if len(data) < size and self._file is not None and self.base <= address < self._end:
            stored = self._file.read_at(address - self.bias, size)
            return stored if len(stored) > len(data) else data
        return data

    # ------------------------------------------------------------------------------ unwinding

    def row(self, address: int) -> Row | None:
        """Give the rules for the frame of the instruction at *address*; None: no table has any.

        Raises InvalidImageError where the tables lie or are not there.
        """
        if address not in self._rows:
            self._rows[address] = self._find_row(address)
        return self._rows[address]

    def _find_row(self, address: int) -> Row | None:
        fault: InvalidImageError | None = None
        for table in self._tables:
            try:
                fde = table.find(address)
                if fde is not None:
                    return row_at(fde, address, self._word)
            except InvalidImageError as error:
                fault = error
        if fault is not None:
            raise fault
        return None

    @cached_property
    def _tables(self) -> tuple[UnwindTable, ...]:
        return tuple(self._find_tables())

    def _find_tables(self) -> Iterator[UnwindTable]:
        file = self._image_file
        section = None
        if file is not None and (found := file.sections.get(b".eh_frame")) and found.address:
            section = Section(found.address + self.bias, found.size)
        headers = [one for one in self._programs if one.type == elf.PT_GNU_EH_FRAME]
        header = headers[0].address + self.bias if headers else 0
        if header or section:
            yield UnwindTable(self.read, self._word, header, section)
        if file is not None and (data := file.content(b".debug_frame")):
            place = Section(0, len(data), is_debug_frame=True, bias=self.bias)
            yield UnwindTable(lambda at, size: data[at : at + size], self._word, 0, place)

    @cached_property
    def _image_file(self) -> ElfFile | None:
        """The file, or the image itself where it lies in memory as in its file (a vdso)."""
        if self._file is not None:
            return self._file
        try:
            file = ElfFile(Extent(self._memory, self.base, self._end - self.base))
        except InvalidImageError:
            return None
        is_flat = all(load.offset == load.address - file.loads[0].address for load in file.loads)
        return file if is_flat and file.sections else None

    # ------------------------------------------------------------------------------------ lines

    def source(self, address: int) -> tuple[SourcePlace, ...]:
        """Say which lines stand at *address*, inlined calls first; empty: nothing tells."""
        return self._lines.at(address - self.bias) if self._lines is not None else ()

    @cached_property
    def _lines(self) -> SourceLines | None:
        """The file that has the debug information: its own, or a separate one."""
        from .source_lines import SourceLines

        for file in (self._image_file, self._find_debug()):
            if file is not None and b".debug_info" in file.sections:
                return SourceLines(file)
        return None

    # ------------------------------------------------------------------------------------ names

    def function(self, address: int) -> Symbol | None:
        """Give the function that the instruction at *address* is in, its start before relocation.

        None where no symbol table that can be found has it.
        """
        for table in self._symbol_tables():
            if found := table.find(address - self.bias):
                return found
        return None

    def address_of(self, name: bytes) -> int:
        """Give where a symbol lies that the image exports; 0: it does not."""
        table = self._dynamic_symbols()
        found = table.address_of(name) if table is not None else 0
        return found + self.bias if found else 0

    def _symbol_tables(self) -> Iterator[SymbolTable]:
        for index, find in enumerate(_SYMBOLS):
            if index >= len(self._found_symbols):
                self._found_symbols.append(find(self))
            table = self._found_symbols[index]
            if table is not None:
                yield table

    @cached_property
    def _found_symbols(self) -> list[SymbolTable | None]:
        return []

    def _own_symbols(self) -> SymbolTable | None:
        return self._image_file.symbols(b".symtab") if self._image_file is not None else None

    def _debug_symbols(self) -> SymbolTable | None:
        """Look into a separate file only if the names were stripped from the image's own."""
        if self._found_symbols[0] is not None:
            return None
        file = self._find_debug()
        return file.symbols(b".symtab") if file is not None else None

    def _mini_symbols(self) -> SymbolTable | None:
        mini = self._image_file.mini_debug_info if self._image_file is not None else None
        return mini.symbols(b".symtab") if mini is not None else None

    def _dynamic_symbols(self) -> SymbolTable | None:
        file = self._image_file
        table = file.symbols(b".dynsym") if file is not None else None
        if table is not None:
            return table
        return symbols_in_memory(self._programs, self.read, self.base, self._end, self._word)


_SYMBOLS: Final[tuple[Callable[[ElfCode], SymbolTable | None], ...]] = (
    ElfCode._own_symbols,  # noqa: SLF001
    ElfCode._debug_symbols,  # noqa: SLF001
    ElfCode._mini_symbols,  # noqa: SLF001
    ElfCode._dynamic_symbols,  # noqa: SLF001
)
"""Where names are looked for, in this order."""
