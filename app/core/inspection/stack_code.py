"""The code of the modules of a snapshot: from its memory, else from a file that is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from ..errors import InvalidImageError
from ..symbols.cfi import caller_of
from ..symbols.demangling import demangled
from ..symbols.elf_code import ElfCode
from ..symbols.machine import AMD64, ARM64, I386, Machine
from ..symbols.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from ..capture.snapshot import Module
    from ..symbols.elf_file import ElfFile
    from ..symbols.extent import Read

_MACHINES = {machine.elf_machine: machine for machine in (AMD64, I386, ARM64)}


class Step(NamedTuple):
    """A step from a frame to its caller: its registers; None: there is none, the stack ends."""

    registers: dict[int, int] | None


class ModuleCode:
    """One module: reads its bytes, unwinds through it, names its functions."""

    def __init__(self, module: Module, memory: Read, places: Places) -> None:
        """Look for *module* in *memory* and in *places*."""
        self._module = module
        self.name = module.name
        self._memory = memory
        self._places = places
        self.missing = ""
        """Why its file is not used; empty: it is."""
        found = places.image(module.name, module.build_id)
        self.missing = found.why
        self._elf: ElfCode | None = None
        try:
            self._elf = ElfCode(module.base, module.end, memory, found.file, self._debug_file)
        except InvalidImageError as error:
            self.missing = self.missing or error.cause
        self._names: dict[int, tuple[str, int]] = {}

    def _debug_file(self) -> ElfFile | None:
        return self._places.debug_file(self._module.build_id).file

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes of it."""
        return (self._elf.read if self._elf is not None else self._memory)(address, size)

    def caller(self, registers: Mapping[int, int], lookup: int, memory: Read) -> Step | None:
        """Find who called the function that stands at *lookup*; None: its tables do not tell.

        Raises InvalidImageError where they lie or are not there.
        """
        if self._elf is None:
            return None
        row = self._elf.row(lookup)
        machine: Machine | None = _MACHINES.get(self._elf.machine)
        if row is None or machine is None:
            return None
        return Step(caller_of(row, registers, memory, machine))

    def function(self, lookup: int) -> tuple[str, int]:
        """Give name and start of the function at *lookup*; ("", 0): not known."""
        found = self._names.get(lookup)
        if found is None:
            found = self._names[lookup] = self._function(lookup)
        return found

    def _function(self, lookup: int) -> tuple[str, int]:
        if self._elf is None:
            return "", 0
        try:
            symbol = self._elf.function(lookup)
        except InvalidImageError:
            return "", 0
        if symbol is None:
            return "", 0
        name = symbol.name.decode("utf-8", "backslashreplace")
        return demangled(name), symbol.start + self._elf.bias


class Code:
    """The code of all modules of a process, each looked for once. Close it, or use ``with``."""

    def __init__(self, places: Places | None = None) -> None:
        """Look in *places*: this machine as it is, if nothing is said."""
        self._places = places if places is not None else Places()
        self._found: dict[int, ModuleCode] = {}

    def of(self, module: Module, memory: Read) -> ModuleCode:
        """Give the code of *module* of the process whose memory *memory* reads."""
        found = self._found.get(module.base)
        if found is None:
            found = self._found[module.base] = ModuleCode(module, memory, self._places)
        return found

    def missing(self) -> dict[str, str]:
        """Say of each module that was wanted and whose file is not used why: by its name."""
        return {code.name: code.missing for code in self._found.values() if code.missing}

    def close(self) -> None:
        """Close the files."""
        self._places.close()

    def __enter__(self) -> Self:
        """Use it in a with block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files."""
        self.close()
