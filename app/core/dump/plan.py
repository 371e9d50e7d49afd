"""The plan of a dump: exactly what the file will hold, and why.

The preview shows it, the native backend executes it; both come from the functions here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field, fields, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import HRESULT
from ..intervals import Range, intersect, merged, subtract, total
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import stream_name
from ..minidump.writer import Minidump
from ..steps import AT_ONCE, step, steps
from ..value import dataclass
from .arrangement import Arrangement, DumpForm, arrange
from .callback import MINIDUMP_CALLBACK_OUTPUT, MINIDUMP_IO_CALLBACK
from .callback_protocol import CallbackProtocol
from .cloning import Taken, held, wants_clone
from .contents import the_exception
from .filter_callback import FilterCallback
from .flags import EffectiveFlags, effective_flags
from .left_out import LeftOut
from .left_out import to_json as left_out_to_json
from .machine import is_windows
from .not_honoured import not_honoured
from .pause import StopWork
from .pieces import (
    SEGMENTS,
    MemoryChoice,
    Piece,
    choose_memory,
    stack_words,
)
from .selection import Selection, thread_preset
from .unmatched import Unmatched, unmatched

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.snapshot import ProcessSnapshot
    from .callback import MiniDumpCallback
    from .callback_protocol import Observer
    from .request import DumpRequest
    from .untouched import Scan

_WHOLE_REGIONS: Final = (
    T.MiniDumpWithFullMemory
    | T.MiniDumpWithPrivateReadWriteMemory
    | T.MiniDumpWithPrivateWriteCopyMemory
)
_BULK: Final = _WHOLE_REGIONS | T.MiniDumpWithDataSegs | T.MiniDumpWithCodeSegs
"""Flags that ask for whole regions or segments: only then it matters which pages exist."""


_BEGINNING: Final = (
    C.IoStartCallback,
    MINIDUMP_IO_CALLBACK(0),
    MINIDUMP_CALLBACK_OUTPUT(Status=HRESULT.S_FALSE),
)
_END: Final = (C.IoWriteAllCallback, C.IoFinishCallback, C.WriteKernelMinidumpCallback)
"""What is asked where Windows writes, and answered by what takes the bytes. It gives no handle for
a kernel minidump, so that there is no KernelMinidumpStatus."""


class StreamPlan(NamedTuple):
    """A stream and the bytes its body takes."""

    type: int
    name: str
    size: int


class ModulePlan(NamedTuple):
    """A module; ``bytes`` is what of its memory is stored, ``flags`` its MODULE_WRITE_FLAGS."""

    name: str
    base: int
    size: int
    included: bool
    reason: str
    bytes: int
    flags: int


class ThreadPlan(NamedTuple):
    """A thread; ``bytes`` is what of its stack is stored, ``flags`` its THREAD_WRITE_FLAGS."""

    id: int
    name: str
    included: bool
    reason: str
    bytes: int
    flags: int


class RegionPlan(NamedTuple):
    """A region; ``bytes`` is what of it is stored, ``reason`` why, empty if nothing is."""

    base: int
    bytes: int
    reason: str
    stays: int = 0
    """Bytes of it that were to be left out, and cannot be."""


@dataclass(frozen=True, slots=True)
class DumpPlan:
    """What a dump will be. Sizes in bytes."""

    file_size: int
    disk_size: int
    """At most: ``file_size`` without the holes that are known; pages of zeros may become more."""
    requested_flags: int
    effective: EffectiveFlags
    streams: tuple[StreamPlan, ...]
    range_count: int
    """How many ranges are stored."""
    ranges: tuple[Piece, ...]
    """Empty in a plan that tells of regions instead."""
    modules: tuple[ModulePlan, ...]
    threads: tuple[ThreadPlan, ...]
    kinds: dict[str, int]
    """Kind of memory, or "streams" → bytes."""
    untouched: int
    """Bytes left out because the target never touched them."""
    kept_out: int
    """Bytes left out because the program asked to keep them out of dumps."""
    guards: tuple[Range, ...]
    """Guard pages: there is nothing to store of them."""
    regions: tuple[RegionPlan, ...] = ()
    """What is stored of each region of the snapshot, where that is told: see :meth:`by_region`."""
    usual_pause_ms: float = 0.0
    """How long the target would stand still on a usual machine; see :mod:`.pause`."""
    is_estimate: bool = False
    """Windows itself writes the dump, and what it takes may differ."""
    left_out: tuple[LeftOut, ...] = ()
    """What the file will lack on purpose, and say so."""
    not_honoured: tuple[str, ...] = ()
    """What Windows will not do of the request, in sentences."""
    unmatched: tuple[Unmatched, ...] = ()
    """Rules that were to leave something out by its name, and matched nothing."""
    is_filtered: bool = False
    """Things are left out on purpose, beyond what the flags leave out."""
    out: tuple[Range, ...] = ()
    """Memory of which no byte may be in the file; empty in a plan that tells of regions."""
    stays: tuple[Range, ...] = ()
    """What of ``out`` Windows is expected to store all the same."""
    taken: Taken = field(default_factory=Taken)
    clone_refusal: str = ""
    """Why there is no clone although one is wanted, in a sentence."""
    blank: bool = False
    """What of ``out`` is stored all the same is overwritten with zeros."""

    def plain(self) -> DumpPlan:
        """Give what can be told: a plan without the layout of the file."""
        return DumpPlan(**{item.name: getattr(self, item.name) for item in fields(DumpPlan)})

    def by_region(self, snapshot: ProcessSnapshot) -> DumpPlan:
        """Tell what is stored of each region of *snapshot* instead of each range and guard page.

        Of those there may be ten thousand. Where several reasons apply they are joined by commas.
        """
        regions = snapshot.regions
        stored = [0] * len(regions)
        stays = stored
        if self.stays:
            stays = [total(intersect([(r.base, r.end)], self.stays)) for r in steps(regions)]
        reasons: list[tuple[str, ...]] = [()] * len(regions)
        bases = [region.base for region in steps(regions)]
        ends = [region.base + region.size for region in steps(regions)]
        for piece in steps(self.ranges):
            start, end, reason = piece.start, piece.end, piece.reason
            index = max(bisect_right(bases, start) - 1, 0)
            while index < len(bases) and bases[index] < end:
                base, last = bases[index], ends[index]
                inside = min(last, end) - max(base, start)
                if inside > 0:
                    stored[index] += inside
                    if reason not in reasons[index]:
                        reasons[index] += (reason,)
                index += 1
                if not index % AT_ONCE:
                    step()
        told = tuple(map(RegionPlan, steps(bases), stored, map(", ".join, reasons), stays))
        return replace(self.plain(), ranges=(), guards=(), regions=told, out=(), stays=())

    @property
    def memory_size(self) -> int:
        """Bytes of the target's memory in the file."""
        return sum(piece.size for piece in steps(self.ranges))

    def to_json(self) -> dict[str, Any]:
        """Give the form of ``dumpdesk plan --json``."""
        return {
            "file_size": self.file_size,
            "disk_size": self.disk_size,
            "requested_flags": self.requested_flags,
            "flags": int(self.effective.flags),
            "dropped_flags": {flag.name: why for flag, why in self.effective.dropped.items()},
            "added_flags": {flag.name: why for flag, why in self.effective.added.items()},
            "kinds": self.kinds,
            "untouched": self.untouched,
            "kept_out": self.kept_out,
            "usual_pause_ms": round(self.usual_pause_ms, 3),
            "estimate": self.is_estimate,
            "left_out": [*map(left_out_to_json, self.left_out)],
            "not_honoured": list(self.not_honoured),
            "unmatched": [rule._asdict() for rule in self.unmatched],
            "stays": [{"address": start, "size": end - start} for start, end in self.stays],
            "blank": self.blank,
            **self.taken._asdict(),
            "clone_refusal": self.clone_refusal,
            "streams": [stream._asdict() for stream in self.streams],
            "modules": [module._asdict() for module in steps(self.modules)],
            "threads": [thread._asdict() for thread in steps(self.threads)],
            "guards": [
                {"address": start, "size": end - start} for start, end in steps(self.guards)
            ],
            "ranges": [
                {
                    "address": piece.start,
                    "size": piece.size,
                    "kind": piece.kind,
                    "reason": piece.reason,
                }
                for piece in steps(self.ranges)
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPlan(DumpPlan):
    """A plan with everything in its place: what the native backend carries out."""

    memory: MemoryChoice
    minidump: Minidump
    form: DumpForm


def needs_present(request: DumpRequest) -> bool:
    """Say whether the dump that *request* describes depends on which pages exist."""
    return (
        bool(request.flags & _BULK)
        or any(rule.set_flags & SEGMENTS for rule in request.filter.modules)
        or any(rule.include for rule in request.filter.memory)
    )


def make_plan(
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    *,
    read: Callable[[int, int], bytes] | None = None,
    scan: Scan | None = None,
    callback: MiniDumpCallback | None = None,
    observer: Observer | None = None,
) -> PlacedPlan:
    """Plan the dump of *snapshot*, asking the filter and *callback* as the dump itself will.

    *read* (address, size) is used where the flags look through stacks; without it what depends on
    their contents is not counted. *scan* tells which pages exist; without it the snapshot does.
    *observer* is told of every callback, those that an empty filter
    would be spared among them. Raises InvalidRequestError.
    """
    effective = effective_flags(request.flags)
    callbacks: list[MiniDumpCallback] = []
    rules = FilterCallback(request.filter, snapshot, effective.flags)
    if request.filter or observer is not None:
        callbacks.append(rules)
    if callback is not None:
        callbacks.append(callback)
    protocol = CallbackProtocol(callbacks, snapshot.process_id, observer=observer)
    windows = is_windows(snapshot)
    if observer is not None:  # a plan can do without what comes first; who looks on cannot
        protocol.is_process_snapshot()
        protocol.vm_start()
        if windows:
            protocol.foretell(*_BEGINNING)
        else:
            protocol.io_start()
        protocol.secondary_flags()
    selection = Selection(effective.flags, protocol, only_less=windows)
    selection.enumerate(snapshot)
    memory = choose(snapshot, request, effective.flags, selection, protocol, read, scan)
    arrangement = arrange(snapshot, request, effective.flags, selection, memory, rules=rules)
    plan = account_for(snapshot, request, effective, selection, arrangement)
    if observer is not None:
        protocol.include_vm_regions_again()
        for kind in _END if windows else ():
            detail = MINIDUMP_IO_CALLBACK(0, BufferBytes=plan.file_size)
            protocol.foretell(kind, detail, MINIDUMP_CALLBACK_OUTPUT())
    return plan


def choose(
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    flags: int,
    selection: Selection,
    protocol: CallbackProtocol,
    read: Callable[[int, int], bytes] | None,
    scan: Scan | None = None,
) -> MemoryChoice:
    """Make the Module, Thread and memory callbacks that follow the enumeration.

    This is all of the plan that needs the target to stand still. *scan* tells which pages of some
    ranges exist; it takes its time, and is asked only about what matters.
    """
    is_heard = bool(protocol.asked(C.ModuleCallback))
    selection.gather(snapshot, _referenced(snapshot, flags, read) if is_heard else frozenset())
    exception = the_exception(request, snapshot, selection.threads)
    added = [] if flags & T.MiniDumpWithFullMemory else merged(protocol.memory())
    chosen = choose_memory(snapshot, flags, selection, protocol, read, added, exception, scan)
    if not request.respect_dontdump:
        return chosen
    return chosen.keeping_out(
        merged((r.base, r.end) for r in steps(snapshot.regions) if r.dont_dump)
    )


def account_for(
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    effective: EffectiveFlags,
    selection: Selection,
    arrangement: Arrangement,
    taken: Taken | None = None,
) -> PlacedPlan:
    """Tell what a dump so arranged holds, and why. Nothing of the file depends on it.

    *taken* says how its memory was taken, where that is known already.
    """
    flags = effective.flags
    memory, minidump, form, lacks, out, rules = arrangement
    file_size = minidump.file_size
    stored = memory.stored()
    copied = subtract(stored, memory.holes)
    is_wanted = wants_clone(request, total(copied)) and not is_windows(snapshot)
    if taken is None:
        taken = _taken(snapshot, copied, clones=is_wanted and not snapshot.clone_refusal)
    return PlacedPlan(
        file_size=file_size,
        disk_size=file_size - total(intersect(stored, memory.holes)),
        requested_flags=request.flags,
        effective=effective,
        streams=tuple(
            StreamPlan(s.stream_type, stream_name(s.stream_type), s.body.size)
            for s in minidump.streams
        ),
        range_count=len(memory.pieces),
        ranges=tuple(memory.pieces),
        modules=tuple(
            ModulePlan(
                choice.module.name,
                choice.module.base,
                choice.module.size,
                choice.included,
                choice.reason,
                total(intersect([(choice.module.base, choice.module.end)], stored)),
                choice.flags,
            )
            for choice in steps(selection.modules)
        ),
        threads=tuple(
            ThreadPlan(
                choice.thread.id,
                choice.thread.name,
                choice.included,
                choice.reason,
                total(intersect([choice.thread.stack], stored)),
                choice.flags,
            )
            for choice in steps(selection.threads)
        ),
        kinds=_kinds(memory.pieces, minidump),
        untouched=memory.untouched,
        kept_out=total(memory.kept_out),
        guards=tuple((r.base, r.end) for r in steps(snapshot.regions) if r.guard),
        memory=memory,
        minidump=minidump,
        form=form,
        usual_pause_ms=_work(
            snapshot, int(flags), selection, memory, total(copied), taken
        ).usual_ms(on_windows=is_windows(snapshot)),
        taken=taken,
        clone_refusal=snapshot.clone_refusal if is_wanted else "",
        is_estimate=is_windows(snapshot),
        left_out=lacks,
        not_honoured=tuple(not_honoured(request, snapshot, memory, rules)),
        unmatched=unmatched(request.filter, snapshot),
        is_filtered=_is_filtered(flags, selection, memory),
        out=out,
        stays=tuple(merged((piece.start, piece.end) for piece in memory.stays)),
        blank=request.blank,
    )


def _is_filtered(flags: int, selection: Selection, memory: MemoryChoice) -> bool:
    preset = thread_preset(flags)
    return bool(memory.removed or memory.kept_out or memory.stays) or not (
        all(choice.included for choice in steps(selection.modules))
        and all(choice.flags & preset == preset for choice in steps(selection.threads))
    )


def _work(
    snapshot: ProcessSnapshot,
    flags: int,
    selection: Selection,
    memory: MemoryChoice,
    copied: int,
    taken: Taken,
) -> StopWork:
    return StopWork(
        len(snapshot.threads),
        len(snapshot.regions),
        len(memory.pieces),
        copied,
        sum(choice.thread.stack[1] - choice.thread.stack[0] for choice in steps(selection.threads)),
        flags,
        taken.cloned,
        taken.direct,
        max(0, taken.direct - snapshot.spare.page_cache),
    )


def _taken(snapshot: ProcessSnapshot, copied: list[Range], *, clones: bool) -> Taken:
    """Foretell how memory will be taken. A clone has all that is not shared with others."""
    if is_windows(snapshot):
        return Taken()
    shared = merged((r.base, r.end) for r in steps(snapshot.regions) if r.shared)
    standing = total(intersect(copied, shared) if clones else copied)
    in_memory = held(standing, snapshot.spare.memory)
    return Taken(total(copied) - standing, in_memory, standing - in_memory)


def _kinds(pieces: list[Piece], minidump: Minidump) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for piece in steps(pieces):
        kinds[piece.kind] = kinds.get(piece.kind, 0) + piece.size
    kinds["streams"] = minidump.file_size - sum(kinds.values())
    return kinds


def _referenced(
    snapshot: ProcessSnapshot, flags: int, read: Callable[[int, int], bytes] | None
) -> frozenset[int]:
    """Bases of the modules that a stack points into, for the flags that ask for them."""
    if read is None or not flags & (T.MiniDumpScanMemory | T.MiniDumpFilterMemory):
        return frozenset()
    if not snapshot.modules:
        return frozenset()
    reach = (
        min(module.base for module in steps(snapshot.modules)),
        max(module.end for module in steps(snapshot.modules)),
    )
    found: set[int] = set()
    for thread in steps(snapshot.threads):
        step()
        if thread.stack[1]:
            found |= stack_words(snapshot, thread.stack, reach, read)
    words = [*sorted(found), reach[1]]
    return frozenset(
        module.base
        for module in steps(snapshot.modules)
        if words[bisect_left(words, module.base)] < module.end
    )
