"""Which pages of a process exist, in a time that its address space does not set.

A program may reserve terabytes and use some pages of them, and Linux before 6.7 tells 8 bytes of
every page that could be there. So without PAGEMAP_SCAN all is read up to ``READ_ALL`` bytes of
addresses; beyond that smaps says how much each mapping holds, and there are three kinds: those that
hold nothing are passed over; those with one page in ``SPARSE`` or more cost about what copying them
costs; sparse ones are searched through before the stop, and in it only where pages were found and
next to it. Whether anything was missed tells smaps again.

Pages of zeros that somebody only read do not count, as they do not for PAGEMAP_SCAN. In pagemap
they look like those that a fork left shared, and smaps again tells them apart.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ...intervals import intersect, merged, subtract, total
from ...steps import steps
from ..snapshot import SoftError
from . import pagemap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...intervals import Range
    from .procfs import ProcessDirectory

READ_ALL: Final = 4 << 30
"""Bytes of addresses that are simply read, 5 ms; as much again goes to where pages may be new."""
SPARSE: Final = 64
"""A mapping that is so many times as large as what it holds is sparse."""
MOST_SEARCHED: Final = 8 << 40
"""Bytes of addresses in sparse mappings that are searched through before the stop: about 10 s."""
BLOCK: Final = 2 << 20
"""Addresses with one page table, in bytes: pages come in company."""
_PERHAPS_LIMIT: Final = 1 << 20
"""Bytes of perhaps nothing but zeros that are simply stored."""
_HEADER: Final = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) ", re.MULTILINE)
_HELD: Final = re.compile(
    rb"^(?:Rss|Swap|Shared_Hugetlb|Private_Hugetlb): +([0-9]+) kB", re.MULTILINE
)


class Holding(NamedTuple):
    """A mapping, and the bytes of it that exist: the shared page of zeros does not count."""

    start: int
    end: int
    held: int


class _Searched(NamedTuple):
    """What was known of a sparse mapping when it was searched through, in bytes."""

    held: int
    found: int


def parse_smaps(smaps: bytes) -> list[Holding]:
    """Read what each mapping holds (proc_pid_smaps(5))."""
    headers = list(steps(_HEADER.finditer(smaps)))
    ends = [*(header.start() for header in headers[1:]), len(smaps)]
    return [
        Holding(
            int(header[1], 16),
            int(header[2], 16),
            sum(int(size) for size in _HELD.findall(smaps, header.end(), end)) << 10,
        )
        for header, end in steps(zip(headers, ends, strict=False))  # no headers have an end, too
    ]


class Presence:
    """Tells which pages of one process exist; what it learns before the stop helps in it."""

    def __init__(self, directory: ProcessDirectory) -> None:
        """Look at the process of *directory*."""
        self._directory = directory
        self._blocks: list[Range] = []
        """Where sparse mappings had pages, before the stop."""
        self._searched: dict[int, _Searched] = {}
        """By where the mapping begins."""

    def scan(
        self, ranges: Iterable[Range], missed: list[SoftError] | None = None
    ) -> tuple[Range, ...] | None:
        """Say which pages of *ranges* exist; None when the system does not tell.

        With *missed* the process stands still, and may not do so for long: what is then known only
        to be somewhere is added there.
        """
        wanted = merged(ranges)
        if not wanted:
            return ()
        try:
            descriptor = self._directory.open("pagemap")
        except OSError:
            return None
        try:
            try:
                found = pagemap.scan(descriptor, wanted, pagemap.PRESENT)
            except OSError:  # a kernel before 6.7, or a filter for system calls
                found = self._read(descriptor, wanted, missed)
        except OSError:
            return None
        finally:
            os.close(descriptor)
        return tuple(intersect(merged(found), wanted))

    def _read(
        self, descriptor: int, wanted: list[Range], missed: list[SoftError] | None
    ) -> list[Range]:
        if total(wanted) <= READ_ALL:
            pages = pagemap.read(descriptor, wanted, pagemap.PRESENT)
            if total(pages.perhaps) <= _PERHAPS_LIMIT:
                return pages.certain + pages.perhaps
            return _without_zeros(pages, self._holdings(), wanted)
        holdings = [it for it in steps(self._holdings()) if it.held]
        sparse = [it for it in steps(holdings) if it.end - it.start > max(BLOCK, SPARSE * it.held)]
        of_sparse = intersect(wanted, _bounds(sparse))
        dense = subtract(intersect(wanted, merged(_bounds(holdings))), of_sparse)
        if missed is None:
            looked_at = _first(of_sparse, MOST_SEARCHED)
        else:
            near = _widened(self._blocks, READ_ALL // max(1, len(self._blocks)))
            looked_at = intersect(of_sparse, near)
        pages = pagemap.read(descriptor, merged(dense + looked_at), pagemap.PRESENT)
        found = _without_zeros(pages, holdings, wanted)
        if missed is None:
            blocks = ((start // BLOCK, -(-end // BLOCK)) for start, end in steps(found))
            inside = merged((start * BLOCK, end * BLOCK) for start, end in blocks)
            searched = {
                it.start: _Searched(it.held, _part(it, found))
                for it in steps(sparse)
                if _part(it, looked_at) == _part(it, wanted)
            }
            self._blocks = intersect(inside, merged(_bounds(sparse)))
            self._searched = searched
        else:
            missed += self._missed(sparse, pages, wanted)
        return found

    def _holdings(self) -> list[Holding]:
        return parse_smaps(self._directory.read("smaps"))

    def _missed(
        self, sparse: Sequence[Holding], pages: pagemap.Pages, wanted: list[Range]
    ) -> Iterator[SoftError]:
        """Find mappings that hold more than was found.

        Neither bound is exact: one counts pages that a fork left shared as missing, the other, of
        mappings that were searched through before, pages that came just then.
        """
        for it in steps(sparse):
            certain, perhaps = _part(it, pages.certain), _part(it, pages.perhaps)
            missing = it.held - certain
            if before := self._searched.get(it.start):
                gained = (it.held - before.held) - (certain + perhaps - before.found)
                missing = min(missing, gained)
            if missing > 0 and _part(it, wanted) == it.end - it.start:
                yield SoftError(
                    "find pages",
                    f"About {missing >> 10} KiB that came into this mapping just before the stop "
                    "are not in the dump: this version of Linux does not tell where they are.",
                    it.start,
                    it.end - it.start,
                )


def _without_zeros(
    pages: pagemap.Pages, holdings: Sequence[Holding], wanted: list[Range]
) -> list[Range]:
    """Leave out pages of zeros: those of mappings whose certain pages are all that they hold."""
    known = [
        (it.start, it.end)
        for it in steps(holdings)
        if _part(it, wanted) == it.end - it.start and _part(it, pages.certain) == it.held
    ]
    return merged([*pages.certain, *subtract(pages.perhaps, merged(known))])


def _bounds(holdings: Iterable[Holding]) -> list[Range]:
    return [(it.start, it.end) for it in holdings]


def _part(mapping: Holding, ranges: list[Range]) -> int:
    """Give the bytes of sorted *ranges* inside *mapping*."""
    return total(intersect([(mapping.start, mapping.end)], ranges))


def _widened(blocks: Iterable[Range], by: int) -> list[Range]:
    """Add a block below each of *blocks*, and *by* bytes above, where heaps grow."""
    return merged((max(0, start - BLOCK), end + max(BLOCK, by)) for start, end in blocks)


def _first(ranges: Iterable[Range], size: int) -> list[Range]:
    """Give as many of *ranges* as *size* bytes hold, the small ones first."""
    chosen = []
    for start, end in steps(sorted(ranges, key=lambda it: it[1] - it[0])):
        taken = min(end - start, size)
        size -= taken
        chosen.append((start, start + taken))
    return merged(chosen)
