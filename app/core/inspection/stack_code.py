"""The code of the modules of a snapshot: from its memory, else from a file that is the same."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from ..errors import InvalidImageError
from ..minidump.codeview import Pdb70, parse_codeview, symbol_id
from ..symbols.cfi import caller_of
from ..symbols.demangling import demangled
from ..symbols.elf_code import ElfCode
from ..symbols.machine import AMD64, ARM64, I386
from ..symbols.pe_code import PeCode
from ..symbols.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..capture.snapshot import Module
    from ..symbols.elf_file import ElfFile
    from ..symbols.extent import Read
    from ..symbols.pdb_file import PdbFile
    from ..symbols.perf_map import PerfMap
    from ..symbols.source_lines import SourcePlace

_MACHINES = {machine.elf_machine: machine for machine in (AMD64, I386, ARM64)}


_OF_THE_KERNEL = "linux-gate.so"
"""The module that no file is behind, as dumps call it (vdso(7))."""


class Step(NamedTuple):
    """A step from a frame to its caller: its registers; None: there is none, the stack ends."""

    registers: dict[int, int] | None
    is_exact: bool = False
    """It did not call: it was interrupted there."""


class Image(Protocol):
    """What is asked of an image, of whatever format. Each may raise InvalidImageError."""

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes of it."""
        ...

    def caller(
        self, registers: Mapping[int, int], lookup: int, memory: Read, *, is_exact: bool
    ) -> Step | None:
        """Find who called the function that stands at *lookup*; None: its tables do not tell."""
        ...

    def function(self, lookup: int) -> tuple[bytes, int] | None:
        """Give name and start of the function at *lookup*; None: not known."""
        ...

    def source(self, lookup: int) -> tuple[SourcePlace, ...]:
        """Say which lines stand at *lookup*, inlined calls first; empty: nothing tells."""
        ...

    def address_of(self, name: bytes) -> int:
        """Give where a symbol lies that the image exports; 0: it does not, or is not asked."""
        ...


class _Elf:
    """An ELF image."""

    def __init__(self, code: ElfCode) -> None:
        self._code = code
        self._machine = _MACHINES.get(code.machine)
        self.read = code.read
        self.source = code.source
        self.address_of = code.address_of

    def caller(
        self,
        registers: Mapping[int, int],
        lookup: int,
        memory: Read,
        *,
        is_exact: bool,  # noqa: ARG002 - the tables hold for every instruction
    ) -> Step | None:
        row = self._code.row(lookup)
        if row is None or self._machine is None:
            return None
        return Step(caller_of(row, registers, memory, self._machine))

    def function(self, lookup: int) -> tuple[bytes, int] | None:
        symbol = self._code.function(lookup)
        return (symbol.name, symbol.start + self._code.bias) if symbol is not None else None


class _Pe:
    """A PE image, with its PDB if there is one; either may be all there is."""

    def __init__(
        self, base: int, code: PeCode | None, memory: Read, find_pdb: Callable[[], PdbFile | None]
    ) -> None:
        self._base = base
        self._code = code
        self._find_pdb = find_pdb
        self.read = code.read if code is not None else memory

    @cached_property
    def pdb(self) -> PdbFile | None:
        """Where names and lines are; it is looked for when the first is wanted."""
        return self._find_pdb()

    def caller(
        self, registers: Mapping[int, int], lookup: int, memory: Read, *, is_exact: bool
    ) -> Step | None:
        found = None
        if self._code is not None:
            found = self._code.caller(registers, lookup, memory, is_exact=is_exact)
        if found is not None:
            return Step(found.registers, found.is_exact)
        if self.pdb is None:
            return None
        by_pdb = self.pdb.caller(self._base, lookup - self._base, registers, memory, self.read)
        return Step(by_pdb) if by_pdb is not None else None

    def function(self, lookup: int) -> tuple[bytes, int] | None:
        if self.pdb is not None and (named := self.pdb.function(lookup - self._base)) is not None:
            return named[0], self._base + named[1]
        found = self._code.function(lookup) if self._code is not None else None
        return (found[1], found[0]) if found is not None else None

    def source(self, lookup: int) -> tuple[SourcePlace, ...]:
        return self.pdb.source(lookup - self._base) if self.pdb is not None else ()

    def address_of(self, name: bytes) -> int:  # noqa: ARG002 - nobody asks for one yet
        return 0


class ModuleCode:
    """One module: reads its bytes, unwinds through it, names its functions."""

    def __init__(self, module: Module, memory: Read, places: Places) -> None:
        """Look for *module* in *memory* and in *places*."""
        self._module = module
        self._memory = memory
        self._places = places
        self.name = module.name
        self.missing = ""
        """Why its file is not used; empty: it is."""
        self._names: dict[int, tuple[str, int]] = {}
        self._sources: dict[int, tuple[SourcePlace, ...]] = {}
        is_pe = memory(module.base, 2) == b"MZ" or module.cv_record[:4] in (b"RSDS", b"NB10")
        if not is_pe and not module.build_id and not memory(module.base, 2):
            is_pe = module.time_date_stamp != 0  # ELF files have no such thing
        self._image: Image | None = None
        try:
            self._image = self._pe() if is_pe else self._elf()
        except InvalidImageError as error:
            self.missing = self.missing or error.cause

    def _elf(self) -> Image:
        module = self._module
        found = self._places.image(module.name, module.build_id)
        self.missing = found.why
        code = ElfCode(module.base, module.end, self._memory, found.file, self._debug_file)
        return _Elf(code)

    def _pe(self) -> Image:
        module = self._module
        found = self._places.pe_image(module.name, module.time_date_stamp, module.size)
        self.missing = found.why
        code = None
        try:
            code = PeCode(module.base, module.end, self._memory, found.file)
        except InvalidImageError as error:  # of another processor, or nowhere to be had
            self.missing = self.missing or error.cause
        return _Pe(module.base, code, self._memory, partial(self._pdb, code))

    def _pdb(self, code: PeCode | None) -> PdbFile | None:
        record = self._module.cv_record or (code.codeview() if code is not None else b"")
        told = parse_codeview(record)
        if not isinstance(told, Pdb70):
            return None
        found = self._places.pdb(self._module.name, told.path, symbol_id(record))
        self.missing = self.missing or found.why
        return found.file

    def _debug_file(self) -> ElfFile | None:
        return self._places.debug_file(self._module.build_id).file

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes of it."""
        return (self._image.read if self._image is not None else self._memory)(address, size)

    def caller(
        self, registers: Mapping[int, int], lookup: int, memory: Read, *, is_exact: bool
    ) -> Step | None:
        """Find who called the function that stands at *lookup*; None: its tables do not tell.

        Raises InvalidImageError where they lie or are not there.
        """
        if self._image is None:
            return None
        return self._image.caller(registers, lookup, memory, is_exact=is_exact)

    def function(self, lookup: int) -> tuple[str, int]:
        """Give name and start of the function at *lookup*; ("", 0): not known."""
        found = self._names.get(lookup)
        if found is None:
            found = self._names[lookup] = self._function(lookup)
        return found

    def _function(self, lookup: int) -> tuple[str, int]:
        try:
            found = self._image.function(lookup) if self._image is not None else None
        except InvalidImageError:
            found = None
        if found is None:
            return "", 0
        return demangled(found[0].decode("utf-8", "backslashreplace")), found[1]

    def address_of(self, name: bytes) -> int:
        """Give where a symbol lies that it exports; 0: it does not."""
        try:
            return self._image.address_of(name) if self._image is not None else 0
        except InvalidImageError:
            return 0

    def source(self, lookup: int) -> tuple[SourcePlace, ...]:
        """Say which lines stand at *lookup*, inlined calls first; empty: nothing tells."""
        if lookup not in self._sources:
            try:
                found = self._image.source(lookup) if self._image is not None else ()
            except InvalidImageError:
                found = ()
            self._sources[lookup] = found
        return self._sources[lookup]


class Code:
    """The code of all modules of a process, each looked for once. Close it, or use ``with``."""

    def __init__(self, places: Places | None = None) -> None:
        """Look in *places*: this machine as it is, if nothing is said."""
        self._places = places if places is not None else Places()
        self._found: dict[int, ModuleCode] = {}
        self.made: PerfMap | None = None
        """Names of code that was made at run time, where the process keeps them."""

    def of(self, module: Module, memory: Read) -> ModuleCode:
        """Give the code of *module* of the process whose memory *memory* reads."""
        found = self._found.get(module.base)
        if found is None:
            found = self._found[module.base] = ModuleCode(module, memory, self._places)
        return found

    def missing(self) -> dict[str, str]:
        """Say of each module that was wanted and whose file is not used why: by its name."""
        return {
            code.name: code.missing
            for code in self._found.values()
            if code.missing and code.name != _OF_THE_KERNEL
        }

    def close(self) -> None:
        """Close the files."""
        self._places.close()

    def __enter__(self) -> Self:
        """Use it in a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files."""
        self.close()
