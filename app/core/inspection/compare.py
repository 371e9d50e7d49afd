"""What differs between two looks at a process: two dumps, or a dump and the process as it is now.

Two dumps of a process that grows show where it grew: mappings are matched by their address first,
and told together by what they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dump.texts import base_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..capture.snapshot import Handle, Module, ProcessSnapshot, Region
    from .stacks import Stack

_CROSSED: Final = 3
"""Frames of a stack that tell where a thread stands."""
ANONYMOUS, STACKS = "anonymous memory", "stacks"
UNKNOWN: Final = "?"
"""Where a thread stands of which no frame is known."""
THE_SAME: Final = "the same"
"""Where a thread stands that has worked and come back."""


class Look(NamedTuple):
    """A process at one moment."""

    snapshot: ProcessSnapshot
    stacks: tuple[Stack, ...]
    damage: tuple[str, ...] = ()
    """What of the file could not be read: it would look as if it had come or gone."""


class ThreadChange(NamedTuple):
    """A thread that came, went, worked, or stands elsewhere."""

    id: int
    name: str
    before: str
    """Where it stood, innermost first; empty: it was not there."""
    after: str
    """Where it stands; empty: it is gone."""
    cpu_ms: int
    """Milliseconds of processor time that it took in between, as far as both looks tell."""

    @property
    def stands(self) -> str:
        """Where it stands now, in words: twice the same place would look as if it had moved."""
        return THE_SAME if self.before == self.after else self.after


class ModuleChange(NamedTuple):
    """A module that came, went, or is another build."""

    name: str
    before: str
    """Version or identity; ``loaded`` where it has neither, empty where it was not there."""
    after: str


class MemoryChange(NamedTuple):
    """Mappings of one kind whose size differs. Bytes of address space, without what is reserved."""

    what: str
    """The file, the name that the system gives, ANONYMOUS or STACKS."""
    before: int
    after: int
    came: int
    """Mappings that are new."""
    went: int

    @property
    def grown(self) -> int:
        """Bytes more; negative: fewer."""
        return self.after - self.before


class Mapping(NamedTuple):
    """One mapping that came, or whose size differs."""

    address: int
    what: str
    before: int
    """Bytes; 0: it was not there."""
    after: int


class HandleChange(NamedTuple):
    """Open handles or descriptors of one kind whose number differs."""

    type_name: str
    before: int
    after: int
    came: tuple[str, ...]
    """Names of what was opened, each once."""


class Comparison(NamedTuple):
    """All that differs."""

    same_process: bool
    """Number and start agree (a start that one of them does not tell is not held against it)."""
    seconds: int
    """From the first look to the second; negative: the second is older; 0: not told."""
    memory: tuple[MemoryChange, ...]
    """What grew most first."""
    mappings: tuple[Mapping, ...]
    """The same one by one; those of the same size are not told."""
    threads: tuple[ThreadChange, ...]
    modules: tuple[ModuleChange, ...]
    handles: tuple[HandleChange, ...]
    resident: tuple[int, int] | None
    """Bytes of memory in use before and after; None: one of them does not tell."""
    unmoved: int
    """Threads that stand where they stood."""
    damage: tuple[str, ...]
    """What could not be read of either; then what it would tell is not compared."""


def compare(before: Look, after: Look) -> Comparison:
    """Tell what differs between two looks, which need not be at the same process."""
    old, new = before.snapshot, after.snapshot
    damage = (*before.damage, *after.damage)
    if damage:  # only what both have can be held against each other
        before, after = _common(before, after), _common(after, before)
        old, new = before.snapshot, after.snapshot
    threads, unmoved = _threads(before, after)
    started = (old.times.create_time, new.times.create_time)
    sizes = (old.vm_counters.working_set_size, new.vm_counters.working_set_size)
    mappings = _mappings(old, new)
    return Comparison(
        old.process_id == new.process_id
        and bool(old.process_id)
        and (0 in started or abs(started[0] - started[1]) < 10_000_000),
        new.timestamp - old.timestamp if old.timestamp and new.timestamp else 0,
        _memory(old, new),
        mappings,
        threads,
        _modules(old.modules, new.modules),
        _handles(old.handles, new.handles),
        sizes if all(sizes) else None,
        unmoved,
        damage,
    )


def _common(look: Look, other: Look) -> Look:
    """Leave away the lists that the other look does not have."""
    lists = ("regions", "threads", "modules", "handles")
    empty = {name: () for name in lists if not getattr(other.snapshot, name)}
    return look._replace(snapshot=replace(look.snapshot, **empty))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------ memory


def _memory(old: ProcessSnapshot, new: ProcessSnapshot) -> tuple[MemoryChange, ...]:
    sums = [Counter[str](), Counter[str]()]
    bases: list[set[tuple[str, int]]] = [set(), set()]
    for index, snapshot in enumerate((old, new)):
        stacks = _stack_bases(snapshot)
        for region in filter(_is_usable, snapshot.regions):
            what = _what(region, stacks)
            sums[index][what] += region.size
            bases[index].add((what, region.allocation_base or region.base))
    came = Counter(what for what, _ in bases[1] - bases[0])
    went = Counter(what for what, _ in bases[0] - bases[1])
    changes = (
        MemoryChange(what, sums[0][what], sums[1][what], came[what], went[what])
        for what in sums[0] | sums[1]
    )
    changed = (change for change in changes if change.grown)
    return tuple(sorted(changed, key=lambda change: (-change.grown, change.what)))


def _mappings(old: ProcessSnapshot, new: ProcessSnapshot) -> tuple[Mapping, ...]:
    before, after = _extents(old), _extents(new)
    found = (
        Mapping(base, what, before.get((base, what), 0), size)
        for (base, what), size in after.items()
    )
    changed = (mapping for mapping in found if mapping.before != mapping.after)
    return tuple(sorted(changed, key=lambda one: (one.before - one.after, one.address)))


def _extents(snapshot: ProcessSnapshot) -> dict[tuple[int, str], int]:
    """Sum up what is one mapping, though parts of it may have other rights."""
    stacks = _stack_bases(snapshot)
    found: Counter[tuple[int, str]] = Counter()
    for region in filter(_is_usable, snapshot.regions):
        found[region.allocation_base or region.base, _what(region, stacks)] += region.size
    return found


def _is_usable(region: Region) -> bool:
    """Leave out what is only reserved, as allocators do in advance: nothing can be in it."""
    return region.readable or region.writable or region.executable


def _stack_bases(snapshot: ProcessSnapshot) -> frozenset[int]:
    tops = (thread.stack[1] - 1 for thread in snapshot.threads if thread.stack[1])
    regions = (snapshot.region_at(top) for top in tops)
    return frozenset(region.base for region in regions if region is not None)


def _what(region: Region, stacks: frozenset[int]) -> str:
    return region.path or (STACKS if region.base in stacks else ANONYMOUS)


# ------------------------------------------------------------------------------ threads


def _threads(before: Look, after: Look) -> tuple[tuple[ThreadChange, ...], int]:
    places = [_places(look.stacks) for look in (before, after)]
    known = [{thread.id: thread for thread in look.snapshot.threads} for look in (before, after)]
    changes = []
    for number in sorted(known[0].keys() | known[1].keys()):
        old, new = known[0].get(number), known[1].get(number)
        thread = new or old
        if thread is None:
            continue
        stood = (places[0].get(number) or UNKNOWN) if old is not None else ""
        stands = (places[1].get(number) or UNKNOWN) if new is not None else ""
        took = new.cpu_time - old.cpu_time if old is not None and new is not None else 0
        if stood != stands or took > 0:
            changes.append(ThreadChange(number, thread.name, stood, stands, max(took, 0) // 10_000))
    still = len(known[0].keys() | known[1].keys()) - len(changes)
    return tuple(changes), still


def _places(stacks: Iterable[Stack]) -> dict[int, str]:
    """Say where each thread stands: some functions, or else modules and offsets."""
    return {
        stack.thread.id: " < ".join(
            frame.function
            or (
                f"{base_name(frame.module.name)}+{frame.offset:#x}"
                if frame.module is not None
                else hex(frame.address)
            )
            for frame in stack.frames[:_CROSSED]
        )
        for stack in stacks
    }


# ------------------------------------------------------------------------------ the rest


def _modules(old: Sequence[Module], new: Sequence[Module]) -> tuple[ModuleChange, ...]:
    before, after = ({one.name: _build(one) for one in modules} for modules in (old, new))
    changes = (
        ModuleChange(name, before.get(name, ""), after.get(name, ""))
        for name in sorted(before.keys() | after.keys())
    )
    return tuple(change for change in changes if change.before != change.after)


def _build(module: Module) -> str:
    return " ".join(filter(None, (module.version_text, module.symbol_id))) or "loaded"


def _handles(old: Sequence[Handle], new: Sequence[Handle]) -> tuple[HandleChange, ...]:
    before, after = (Counter(one.type_name for one in handles) for handles in (old, new))
    names = Counter((one.type_name, one.object_name) for one in new)
    names -= Counter((one.type_name, one.object_name) for one in old)
    found = []
    for kind in sorted(before | after):
        came = sorted(name for type_name, name in names if type_name == kind and name)
        if before[kind] != after[kind] or came:
            found.append(HandleChange(kind, before[kind], after[kind], tuple(came)))
    return tuple(sorted(found, key=lambda one: one.before - one.after))
