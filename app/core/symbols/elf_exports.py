"""What an ELF image exports, found in memory as the loader finds it: no section headers are needed.

Sources: the ELF gABI (dynamic linking), and the GNU hash table of binutils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..errors import InvalidImageError
from . import elf
from .names import SymbolTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .extent import Read

_PAGE: Final = 4096
_HASH_HEAD: Final = 16
_DT_HASH, _DT_SYMTAB, _DT_STRSZ, _DT_GNU_HASH = 4, 6, 10, 0x6FFF_FEF5
_MOST_TABLE: Final = 64 << 20
_MOST_SYMBOLS: Final = 1_000_000


def exported(base: int, end: int, memory: Read, name: bytes) -> int:
    """Give where the image in ``[base, end)`` has a symbol called *name*; 0: it has none."""
    header = elf.parse_header(memory(base, elf.HEADER_SIZE))
    if header is None:
        return 0
    programs = elf.parse_program_headers(
        header, memory(base + header.program_offset, header.programs_size)
    )
    try:
        bias = bias_of(base, programs)
        table = symbols_in_memory(programs, memory, base, end, 8 if header.is_64 else 4)
    except InvalidImageError:
        return 0
    found = table.address_of(name) if table is not None else 0
    return found + bias if found else 0


def bias_of(base: int, programs: Sequence[elf.ProgramHeader]) -> int:
    """Give what an image at *base* was moved by. Raises InvalidImageError if it has no segments."""
    loads = [one.address for one in programs if one.type == elf.PT_LOAD]
    if not loads:
        raise InvalidImageError("it has no segments")
    return base - min(loads) // _PAGE * _PAGE


def symbols_in_memory(
    programs: Sequence[elf.ProgramHeader], read: Read, base: int, end: int, word: int
) -> SymbolTable | None:
    """Read the dynamic symbols of the image in ``[base, end)``; None: it has none.

    Raises InvalidImageError where its tables lie.
    """
    dynamic = next((one for one in programs if one.type == elf.PT_DYNAMIC), None)
    if dynamic is None:
        return None
    bias = bias_of(base, programs)

    def relocated(address: int) -> int:
        """Give the address of a dynamic entry, which the GNU loader relocates in place."""
        return address if base <= address < end else address + bias

    most = min(dynamic.memory_size, elf.MAX_DYNAMIC_ENTRIES * 2 * word)
    entries = elf.parse_dynamic(read(dynamic.address + bias, most), is_64=word == 8)
    if not {_DT_SYMTAB, elf.DT_STRTAB, _DT_STRSZ} <= entries.keys():
        return None
    if _DT_HASH in entries:
        count = int.from_bytes(read(relocated(entries[_DT_HASH]), 8)[4:8], "little")
    elif _DT_GNU_HASH in entries:
        count = _counted(relocated(entries[_DT_GNU_HASH]), read, word)
    else:
        count = 0
    step = 24 if word == 8 else 16
    table = read(relocated(entries[_DT_SYMTAB]), min(count, _MOST_SYMBOLS) * step)
    names = read(relocated(entries[elf.DT_STRTAB]), min(entries[_DT_STRSZ], _MOST_TABLE))
    if not table or not names:
        return None
    return SymbolTable(table, names, is_64=word == 8, is_whole=False)


def _counted(start: int, read: Read, word: int) -> int:
    """Count the symbols by the GNU hash table at *start*: nothing else tells how many there are."""
    head = read(start, _HASH_HEAD)
    if len(head) < _HASH_HEAD:
        return 0
    buckets, first, bloom = (int.from_bytes(head[at : at + 4], "little") for at in (0, 4, 8))
    if buckets > _MOST_SYMBOLS or bloom > _MOST_SYMBOLS:
        return 0
    place = start + _HASH_HEAD + bloom * word
    table = read(place, buckets * 4)
    last = max(memoryview(table[: len(table) // 4 * 4]).cast("I"), default=0)
    if last < first:
        return first
    chains = read(place + buckets * 4 + (last - first) * 4, 4 * _PAGE)
    for index in range(0, len(chains) - 3, 4):
        if chains[index] & 1:
            return last + index // 4 + 1
    return last
