"""What lies at an address of a process: a module, a thread's stack, heap, guard, TLS, a file.

One answer for the hex view, the registers, the list of memory, what a search finds, and the command
line. Plain data: it is made where the dump is read and crosses to the window as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dump.texts import base_name
from ..minidump.constants import MEMORY_PROTECT, MEMORY_TYPE
from .windows_heaps import blocks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..capture.snapshot import ProcessSnapshot, Region, Thread
    from ..symbols.extent import Read
    from .windows_heaps import ProcessBlocks

_PAGE: Final = 4096
"""Bytes below and above a thread's TLS base that are taken to be its thread-local data."""
_ARENA: Final = 64 << 20
"""Bytes that glibc reserves, so aligned, for each further heap of a process of 64 bits."""
_GUARD_REACH: Final = 16 << 20
"""Bytes of an inaccessible region below a stack that are still its guard; more is a reservation."""


class Use(StrEnum):
    """What memory is used for."""

    MODULE = "module"
    IMAGE = "module that is not told"
    UNLOADED = "unloaded module"
    STACK = "stack"
    GUARD = "guard"
    TLS = "thread-local data"
    HEAP = "heap"
    FILE = "mapped file"
    NAMED = "named by the system"
    PRIVATE = "private memory"
    RESERVED = "reserved"


POINTED_AT: Final = frozenset(
    {Use.MODULE, Use.IMAGE, Use.STACK, Use.TLS, Use.HEAP, Use.FILE, Use.NAMED, Use.PRIVATE}
)
"""What a number in memory that leads there may be a pointer to."""


TEXTS: Final = {
    Use.IMAGE: "a module that is not told",
    Use.UNLOADED: "{where}, unloaded",
    Use.STACK: "stack of thread {who}",
    Use.GUARD: "guard below the stack of thread {who}",
    Use.TLS: "data of thread {who}",
    Use.HEAP: "heap",
    Use.PRIVATE: "private memory",
    Use.RESERVED: "reserved",
}
"""How an address is told; ``who`` is a thread's id with its name, ``where`` name and offset.

What is not here is told by ``where`` alone.
"""
OF_NOBODY: Final = {Use.STACK: "stack", Use.GUARD: "guard"}
"""The same where it is not known whose it is."""


class Place(NamedTuple):
    """What is at an address."""

    use: Use
    start: int
    """Where what lies there begins."""
    end: int
    thread: int = 0
    """Whose stack, guard or TLS it is; 0: nobody's."""
    name: str = ""
    """Of the module, file or thread, as the dump has it; empty where there is none."""

    def text(self, address: int, spoken: Callable[[str], str] = str) -> str:
        """Say what is at *address*, which lies in it; *spoken* translates."""
        if self.use not in TEXTS:
            return self._where(address)
        texts = OF_NOBODY if not self.thread and self.use in OF_NOBODY else TEXTS
        who = spoken(f"{self.thread} “{self.name}”") if self.name else str(self.thread)
        return spoken(texts[self.use]).format(where=self._where(address), who=who)

    def _where(self, address: int) -> str:
        name = base_name(self.name)
        if self.use is Use.NAMED or not name:
            return name
        return f"{name}+{address - self.start:#x}"


class Whereabouts:
    """Knows what lies where; the closest answer counts: a module before its mapping."""

    def __init__(self, snapshot: ProcessSnapshot, read: Read = lambda _at, _size: b"") -> None:
        """Sort out what *snapshot* tells, and memory of the process, which *read* gives."""
        self._spans = _Spans(_closest(snapshot, blocks_of(snapshot, read)))
        following = (*snapshot.regions[1:], None)
        self._regions = _Spans(map(_of_region, snapshot.regions, following))

    def __eq__(self, other: object) -> bool:
        """Two that say the same are the same."""
        if not isinstance(other, Whereabouts):
            return NotImplemented
        ours, theirs = (self._spans, self._regions), (other._spans, other._regions)
        return [one.places for one in ours] == [one.places for one in theirs]

    __hash__ = None  # type: ignore[assignment]  # as of any that is made of lists

    def at(self, address: int) -> Place | None:
        """Say what is at *address*; None: nothing is known to be there."""
        return self._spans.at(address) or self._regions.at(address)

    def pointer(self, value: int) -> Place | None:
        """Say what *value* leads to, if it may be a pointer."""
        place = self.at(value)
        return place if place is not None and place.use in POINTED_AT else None

    def within(self, start: int, end: int) -> tuple[Place, ...]:
        """Say what lies in ``[start, end)`` besides the region itself, in order."""
        return tuple(self._spans.within(start, end))

    def named(self, name: str) -> Place | None:
        """Find the module called *name*, by the last part of its path, in whatever case."""
        wanted = name.casefold()
        return next(
            (
                place
                for place in self._spans.places
                if place.use is Use.MODULE and base_name(place.name).casefold() == wanted
            ),
            None,
        )


class _Spans:
    """Places by address; where they overlap, the one that was given first counts."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places: list[Place] = []
        taken: list[tuple[int, int]] = []
        for place in places:
            index = bisect_right(taken, (place.start, 1 << 65))
            before = index > 0 and taken[index - 1][1] > place.start
            behind = index < len(taken) and taken[index][0] < place.end
            if place.end > place.start and not before and not behind:
                taken.insert(index, (place.start, place.end))
                self.places.insert(index, place)
        self._starts = [start for start, _ in taken]

    def at(self, address: int) -> Place | None:
        index = bisect_right(self._starts, address) - 1
        if index < 0 or address >= self.places[index].end:
            return None
        return self.places[index]

    def within(self, start: int, end: int) -> Iterable[Place]:
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.places) and (place := self.places[index]).start < end:
            if place.end > start:
                yield place
            index += 1


def _closest(snapshot: ProcessSnapshot, blocks: ProcessBlocks | None) -> Iterable[Place]:
    """Give what is more than a region, the most certain first."""
    for module in snapshot.modules:
        yield Place(Use.MODULE, module.base, module.end, name=module.name)
    if blocks is not None:
        yield from _of_windows(snapshot, blocks)
    for thread in snapshot.threads:
        yield from _of_thread(snapshot, thread)
    for unloaded in snapshot.unloaded_modules:
        end = unloaded.base + unloaded.size
        yield Place(Use.UNLOADED, unloaded.base, end, name=unloaded.name)


def _of_windows(snapshot: ProcessSnapshot, blocks: ProcessBlocks) -> Iterable[Place]:
    """Give the TEBs, the PEB and the heaps, where they are in memory that is known."""
    for thread in snapshot.threads:
        if thread.teb and snapshot.region_at(thread.teb) is not None:
            end = thread.teb + blocks.teb_size
            yield Place(Use.TLS, thread.teb, end, thread.id, thread.name)
    if blocks.peb and snapshot.region_at(blocks.peb) is not None:
        yield Place(Use.NAMED, blocks.peb, blocks.peb + blocks.peb_size, name="PEB")
    found = (snapshot.region_at(heap) for heap in blocks.heaps)
    begun = {region.allocation_base or region.base for region in found if region is not None}
    for region in snapshot.regions if begun else ():
        if (region.allocation_base or region.base) in begun and region.readable:
            yield Place(Use.HEAP, region.base, region.end)


def _of_thread(snapshot: ProcessSnapshot, thread: Thread) -> Iterable[Place]:
    """Give stack, guard and TLS of a thread; its stack is all of the mapping, used or not."""
    low, end = thread.stack
    stack = snapshot.region_at(low) if end > low else None
    data = snapshot.region_at(thread.teb) if thread.teb else None
    top = end
    if data is not None:
        start = max(data.base, (thread.teb - _PAGE) // _PAGE * _PAGE)
        if data is stack:
            # glibc and musl keep a thread's own data at the upper end of its stack's mapping.
            start = top = max(thread.teb, low)
        behind = min(data.end, (thread.teb + 2 * _PAGE) // _PAGE * _PAGE)
        yield Place(Use.TLS, start, behind, thread.id, thread.name)
    if end <= low:
        return
    if stack is None:
        yield Place(Use.STACK, low, top, thread.id, thread.name)
        return
    yield Place(Use.STACK, min(stack.base, low), top, thread.id, thread.name)
    below = snapshot.region_at(stack.base - 1)
    if below is not None and _is_guard(below):
        yield Place(Use.GUARD, below.base, below.end, thread.id, thread.name)


def _is_guard(region: Region) -> bool:
    closed = region.guard or region.protect == MEMORY_PROTECT.PAGE_NOACCESS or not region.readable
    return closed and region.size <= _GUARD_REACH


def _is_arena(region: Region, following: Region | None) -> bool:
    """Say whether it is a heap that glibc made for threads: what is not used of it is closed."""
    return (
        region.base % _ARENA == 0
        and region.writable
        and not region.path
        and following is not None
        and not following.readable
        and (region.end, region.size + following.size) == (following.base, _ARENA)
    )


def _of_region(region: Region, following: Region | None) -> Place:
    use, name = Use.PRIVATE, region.path
    if region.path == "[heap]" or _is_arena(region, following):
        use, name = Use.HEAP, ""
    elif region.path.startswith("[stack"):
        use, name = Use.STACK, ""
    elif region.guard:
        use = Use.GUARD
    elif not (region.readable or region.writable or region.executable) and region.protect:
        use = Use.RESERVED
    elif region.path.startswith("["):
        use = Use.NAMED
    elif region.path:
        use = Use.FILE
    elif region.type == MEMORY_TYPE.MEM_IMAGE:  # it was left out of the list of modules
        use = Use.IMAGE
    return Place(use, region.base, region.end, name=name)
