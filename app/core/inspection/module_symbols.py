"""Which names and lines of a module this machine can tell: what is known of its symbols."""

from __future__ import annotations

import contextlib
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError
from ..minidump.codeview import Pdb70, parse_codeview, symbol_id
from ..symbols.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..capture.snapshot import Module
    from ..symbols.elf_file import ElfFile

_PDB: Final = (b"RSDS", b"NB10")


class Symbols(StrEnum):
    """How much is known, the most first."""

    LINES = "functions and source lines"
    FUNCTIONS = "functions"
    EXPORTS = "exported functions only"
    NONE = "none"


class ModuleSymbols(NamedTuple):
    """What was found for one module."""

    base: int
    """Of the module."""
    symbols: Symbols
    path: str
    """The file of this machine that tells; empty: none does."""
    why: str
    """Why there is no such file; empty: there is one."""


def symbols_of(modules: Iterable[Module]) -> Iterator[ModuleSymbols]:
    """Look on this machine for the files of *modules*, one after the other; they may be many.

    Only files that are known to be the same build count. Nothing is fetched from anywhere.
    """
    for module in modules:
        # Files are let go with each module: a process may have thousands.
        with contextlib.closing(Places()) as places:
            try:
                yield _pe(module, places) if _is_pe(module) else _elf(module, places)
            except InvalidImageError as error:
                yield ModuleSymbols(module.base, Symbols.NONE, "", error.cause)


def _is_pe(module: Module) -> bool:
    return module.cv_record[:4] in _PDB or module.name[1:2] == ":"


def _pe(module: Module, places: Places) -> ModuleSymbols:
    """A PE image tells what it exports, its PDB all the rest."""
    found = places.pe_image(module.name, module.time_date_stamp, module.size)
    why = found.why
    told = parse_codeview(module.cv_record)
    if isinstance(told, Pdb70):
        pdb = places.pdb(module.name, told.path, symbol_id(module.cv_record))
        if pdb.file is not None:
            return ModuleSymbols(module.base, Symbols.LINES, pdb.path, "")
        why = why or pdb.why
    if found.file is not None:
        return ModuleSymbols(module.base, Symbols.EXPORTS, found.path, "")
    return ModuleSymbols(module.base, Symbols.NONE, "", why)


def _elf(module: Module, places: Places) -> ModuleSymbols:
    debug = places.debug_file(module.build_id)
    found = places.image(module.name, module.build_id)
    best = max(
        ((file, one.path) for one in (debug, found) if (file := one.file) is not None),
        key=lambda one: _ORDER.index(_told_by(one[0])),
        default=None,
    )
    if best is None:
        return ModuleSymbols(module.base, Symbols.NONE, "", found.why)
    return ModuleSymbols(module.base, _told_by(best[0]), best[1], "")


_ORDER: Final = tuple(reversed(Symbols))


def _told_by(file: ElfFile) -> Symbols:
    sections = file.sections
    if b".debug_line" in sections:
        return Symbols.LINES
    if b".symtab" in sections or b".gnu_debugdata" in sections:
        return Symbols.FUNCTIONS
    return Symbols.EXPORTS if b".dynsym" in sections else Symbols.NONE
