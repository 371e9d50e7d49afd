"""Is what was left out really out of the file: what it says of itself, and what was planned.

Whoever left something out may be about to pass the file on. A byte of it that is there all the
same, and was not overwritten, makes the file bad.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..dump.left_out import is_promised
from ..errors import InvalidDumpError
from ..intervals import intersect, merged, subtract, total
from .dump_snapshot import writers_left_out
from .dump_under_test import listed
from .finding import Finding, error, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dump.plan import DumpPlan
    from ..intervals import Range
    from ..minidump.streams.memory_list import MemoryRange
    from .dump_under_test import DumpUnderTest

_CHUNK: Final = 1 << 20


class _Promise(NamedTuple):
    name: str
    stored: list[Range]
    """What of it is in the file."""
    blank: bool
    """It may be there as zeros."""


def check_is_out(dump: DumpUnderTest, plan: DumpPlan | None = None) -> Iterator[Finding]:
    """No memory is stored that was to be left out, unless it was overwritten with zeros."""
    try:
        copies = [copy for copy in dump.file.memory_copies() if copy.rva < dump.file.size]
        promises = list(_promises(dump, plan, merged((c.address, _end(c)) for c in copies)))
        blank = merged(one for promise in promises if promise.blank for one in promise.stored)
        written = _not_zero(dump, copies, blank) if blank else []
    except InvalidDumpError:  # check_streams says so
        return
    for promise in promises:
        kept = intersect(promise.stored, written) if promise.blank else promise.stored
        if kept:
            where = listed([f"{start:#x} to {end:#x}" for start, end in kept])
            name = promise.name or "memory"
            yield error(
                f"{total(kept):,} bytes that were to be left out are in the file ({name}): "
                f"{where}. Do not pass it on; a new dump can have them blanked."
            )
    if zeros := total(subtract(blank, written)):
        yield note(f"{zeros:,} bytes of what was left out had to be stored: they are zeros.")


def _promises(
    dump: DumpUnderTest, plan: DumpPlan | None, stored: list[Range]
) -> Iterator[_Promise]:
    """Give what the file says, by name, and then what only the plan knows."""
    told: list[Range] = []
    for thing in filter(is_promised, writers_left_out(dump.file)):
        if found := intersect(subtract(merged(thing.ranges), told), stored):
            told = merged([*told, *found])
            yield _Promise(thing.name, found, thing.blank)
    if plan is not None and (found := intersect(subtract(plan.out, told), stored)):
        yield _Promise("", found, plan.blank)


def _not_zero(
    dump: DumpUnderTest, copies: Iterable[MemoryRange], wanted: list[Range]
) -> list[Range]:
    """Give where something else than zeros stands in any of *copies*, as far as it is *wanted*."""
    found: list[Range] = []
    for copy in set(copies):
        for low, high in intersect([(copy.address, _end(copy))], wanted):
            for start in range(low, high, _CHUNK):
                rva, size = copy.rva + start - copy.address, min(_CHUNK, high - start)
                data = dump.file.bytes_at(rva, min(size, dump.file.size - rva))
                if rest := data.lstrip(b"\0"):
                    first = start + len(data) - len(rest)
                    found.append((first, first + len(rest.rstrip(b"\0"))))
    return merged(found)


def _end(copy: MemoryRange) -> int:
    return copy.address + copy.size
