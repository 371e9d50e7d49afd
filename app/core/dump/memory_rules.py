"""Which memory the rules about memory add and take out: for each address the last one wins."""

from __future__ import annotations

import itertools
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from ..intervals import merged
from ..steps import steps
from .globs import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..capture.snapshot import Region
    from ..intervals import Range
    from .filter import MemoryRule


class Outcome(NamedTuple):
    """What the rules decide; all of it merged."""

    added: list[Range]
    removed: list[Range]
    excluded: list[tuple[MemoryRule, list[Range]]]
    """The parts of ``removed`` with the rule that takes each out, in the order of the rules."""

    @property
    def decided(self) -> list[Range]:
        """All that a rule is about."""
        return merged([*self.added, *self.removed])


class _Active:
    """The rules about ranges that hold at one address, looked at from low to high ones."""

    def __init__(self, starts: Sequence[tuple[int, int, int]]) -> None:
        """*starts* has the start, end and number of each rule, sorted."""
        self._starts = starts
        self._next = 0
        self._heap: list[tuple[int, int]] = []

    def last_at(self, address: int) -> int:
        """Give the number of the last rule that holds at *address*; -1 if none does."""
        while self._next < len(self._starts) and self._starts[self._next][0] <= address:
            _, end, number = self._starts[self._next]
            heappush(self._heap, (-number, end))
            self._next += 1
        while self._heap and self._heap[0][1] <= address:
            heappop(self._heap)
        return -self._heap[0][0] if self._heap else -1


class MemoryRules:
    """The rules of a filter about memory, compiled."""

    def __init__(self, rules: Sequence[MemoryRule]) -> None:
        """Compile *rules*."""
        self._rules = rules
        self._named = [number for number, rule in enumerate(steps(rules)) if not rule.size]
        self._globs = compiled(tuple(rules[number].name for number in self._named))
        self._starts = sorted(
            (rule.address, rule.address + rule.size, number)
            for number, rule in enumerate(steps(rules))
            if rule.size
        )

    def outcome(self, regions: Sequence[Region]) -> Outcome:
        """Say what the rules make of *regions* (sorted).

        Takes a time that goes with the number of regions and rules, not with both multiplied.
        """
        added: list[Range] = []
        taken: dict[int, list[Range]] = {}
        for start, end, number in self._decisions(regions):
            if self._rules[number].include:
                added.append((start, end))
            else:
                taken.setdefault(number, []).append((start, end))
        return Outcome(
            merged(added),
            merged(part for parts in taken.values() for part in parts),
            [(self._rules[number], merged(taken[number])) for number in sorted(taken)],
        )

    def _decisions(self, regions: Sequence[Region]) -> Iterator[tuple[int, int, int]]:
        """Give pieces of memory, from low to high ones, with the number of the rule that wins."""
        if not self._rules:
            return
        everyone = _Active(self._starts)
        excluding = _Active([it for it in self._starts if not self._rules[it[2]].include])
        borders = {border for start, end, _ in steps(self._starts) for border in (start, end)}
        borders.update(border for region in steps(regions) for border in (region.base, region.end))
        ordered = sorted(borders)
        index = 0
        for start, end in steps(itertools.pairwise(ordered)):
            while index < len(regions) and regions[index].end <= start:
                index += 1
            named, readable = -1, False
            if index < len(regions) and regions[index].base <= start:
                named, readable = self._named_for(regions[index])
            # What cannot be read cannot be added; rules that would are not about it.
            winner = max(named, (everyone if readable else excluding).last_at(start))
            if winner >= 0:
                yield start, end, winner

    def _named_for(self, region: Region) -> tuple[int, bool]:
        """Give the last rule that names *region*, and whether it can be read."""
        for number in reversed(self._globs.matching(region.path)):
            rule = self._named[number]
            if region.readable or not self._rules[rule].include:
                return rule, region.readable
        return -1, region.readable
