"""Which memory a dump holds: pieces of the address space, each with its kind and its reason.

Pieces never overlap: whoever comes first keeps the bytes, in the order MiniDumpWriteDump collects
them (stacks, code around instruction pointers, then what the flags add).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ..intervals import intersect, is_inside, merged, subtract, total
from ..minidump.constants import (
    MEMORY_PROTECT,
    MEMORY_TYPE,
    MODULE_WRITE_FLAGS,
    THREAD_WRITE_FLAGS,
)
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.contexts import instruction_pointer, stack_pointer
from ..steps import steps
from .callback_protocol import region_info
from .dbgcore import ESSENTIAL, USER_SHARED_DATA, is_never_cut
from .filter import ADDRESS_LIMIT
from .machine import is_windows
from .texts import base_name
from .untouched import HOLE_LIMIT, untouched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..capture.snapshot import ExceptionInformation, ProcessSnapshot, Region
    from ..intervals import Range
    from .callback import MemoryInfo
    from .callback_protocol import CallbackProtocol
    from .selection import Selection
    from .untouched import Scan

_MW = MODULE_WRITE_FLAGS
_TW = THREAD_WRITE_FLAGS

CODE_WINDOW: Final = 128
"""Bytes stored before and after each instruction pointer."""
RED_ZONE: Final = 128
"""Bytes below a stack pointer that may be in use (System V ABI of x86-64)."""
INTERRUPTED_STACK: Final = 1 << 20
"""Most bytes of the stack that an exception happened on, if its thread runs on another one."""
SEGMENTS: Final = _MW.ModuleWriteDataSeg | _MW.ModuleWriteCodeSegs
"""MODULE_WRITE_FLAGS that ask for whole segments."""
INDIRECT_BEFORE: Final = 256
INDIRECT_AFTER: Final = 768
INDIRECT_LIMIT: Final = 64 << 20
"""Most bytes that MiniDumpWithIndirectlyReferencedMemory adds."""

# Plain numbers: an operation with a member of an enumeration takes ten times as long.
_STACK: Final = int(_TW.ThreadWriteStack)
_WINDOW: Final = int(_TW.ThreadWriteInstructionWindow)
_THREAD_DATA: Final = int(_TW.ThreadWriteThreadData)
_DATA_SEGMENT: Final = int(_MW.ModuleWriteDataSeg)
_CODE_SEGMENTS: Final = int(_MW.ModuleWriteCodeSegs)
_SEGMENTS: Final = int(SEGMENTS)
_TLS_DATA: Final = int(_MW.ModuleWriteTlsData)

_PRIVATE: Final = (T.MiniDumpWithPrivateReadWriteMemory, T.MiniDumpWithPrivateWriteCopyMemory)


class Piece(NamedTuple):
    """A stored range. ``owner`` is a module base or a thread id, 0 for none."""

    start: int
    end: int
    kind: str
    reason: str
    owner: int = 0

    @property
    def size(self) -> int:
        """Bytes."""
        return self.end - self.start


class MemoryChoice(NamedTuple):
    """The memory of a dump."""

    pieces: list[Piece]
    """Sorted by address."""
    holes: list[Range]
    """Parts of pieces that were never touched: zeros, not read from the target."""
    untouched: int
    """Bytes left out because the target never touched them."""
    removed: list[Range]
    """What would be there if callbacks had not taken it out."""
    out: tuple[Range, ...] = ()
    """All that callbacks take out, merged, whether or not it would be there."""
    stays: tuple[Piece, ...] = ()
    """What of ``out`` is stored all the same, because Windows' writer cannot cut it (estimated)."""
    kept_out: tuple[Range, ...] = ()
    """What would be there if the program had not asked to keep it out of dumps."""

    def stored(self) -> list[Range]:
        """Give all that is in the dump, joined."""
        return _ranges(self.pieces)

    def copied(self) -> list[Range]:
        """Give what of it is read from the target: not what was never touched."""
        return subtract(self.stored(), self.holes)

    def without(self, lost: list[Range]) -> MemoryChoice:
        """Give the choice without *lost* (merged), which turned out unreadable."""
        return self._replace(pieces=cut(self.pieces, lost))

    def keeping_out(self, ranges: list[Range]) -> MemoryChoice:
        """Give the choice without *ranges* (merged), which the program keeps out of dumps."""
        lost = intersect(_ranges(self.pieces), ranges)
        return self._replace(pieces=cut(self.pieces, ranges), kept_out=tuple(lost))


class _Pieces:
    """Collects pieces; later ones give way to earlier ones.

    Where *cuts_all* is not, those that cannot be cut are noted, also where others cover them.
    """

    def __init__(self, *, cuts_all: bool) -> None:
        self.pieces: list[Piece] = []
        self.never_cut: list[Piece] = []
        self._cuts_all = cuts_all
        self._covered: list[Range] = []

    def add(self, wanted: Iterable[Piece]) -> None:
        """Add what of *wanted* is not covered yet."""
        wanted = list(wanted)
        if not self._cuts_all:
            self.never_cut.extend(filter(is_never_cut, wanted))
        fresh: list[Piece] = []
        last_end = 0
        for piece in steps(sorted(steps(wanted))):
            start, end, kind, reason, owner = piece
            start = max(start, last_end)
            if start >= end:
                continue
            last_end = end
            if not self._covered and start == piece.start:
                fresh.append(piece)  # as it is: stacks are, which the target waits for
                continue
            fresh += [
                Piece(low, high, kind, reason, owner)
                for low, high in subtract([(start, end)], self._covered)
            ]
        if fresh:
            self.pieces.extend(fresh)
            self._covered = merged([*self._covered, *_ranges(fresh)])


def choose_memory(
    snapshot: ProcessSnapshot,
    flags: int,
    selection: Selection,
    protocol: CallbackProtocol,
    read: Callable[[int, int], bytes] | None,
    added: Sequence[Range] = (),
    exception: ExceptionInformation | None = None,
    scan: Scan | None = None,
) -> MemoryChoice:
    """Collect the pieces for effective *flags*, asking what callbacks take out.

    *read* is needed for what pointers on stacks lead to; without it that part is left out. *added*
    is what callbacks want besides. *scan* is asked about nothing but the bulk of the pieces;
    without it the snapshot says which pages exist.
    """
    scan = scan or (lambda _: snapshot.present)
    if flags & T.MiniDumpWithFullMemory:
        return _full(snapshot, flags, protocol, scan)
    found = _Pieces(cuts_all=not is_windows(snapshot))
    readable = selection.readable_ranges(snapshot)
    wants_environment = flags & T.MiniDumpWithProcessThreadData and (
        not flags & T.MiniDumpFilterTriage
    )
    # The main stack ends in the arguments and the environment: passwords, as often as not.
    hidden = [] if wants_environment else merged(snapshot.process_data)
    found.add(_stacks(selection, readable, hidden))
    if exception is not None or snapshot.interrupted:
        found.add(_interrupted(snapshot, exception, selection, subtract(readable, hidden)))
    found.add(_windows(snapshot, selection, readable, exception))
    bulk = [*_module_pieces(selection, readable), *_private(snapshot, flags)]
    if not flags & T.MiniDumpFilterWriteCombinedMemory:
        device_files: list[Range] = []
    else:
        device_files = _device_files(snapshot)
    left_out, holes = untouched(snapshot, _ranges(bulk), scan)
    found.add(cut(bulk, merged([*left_out, *device_files])))
    found.add(_small(snapshot, flags, selection, readable))
    if flags & T.MiniDumpWithIndirectlyReferencedMemory and read is not None:
        found.add(_indirect(snapshot, selection, read))
    if added:
        more = _added(snapshot, added, readable)
        if total(added) > HOLE_LIMIT:
            # Files are read for whoever asks for them; what does not exist has nothing to read.
            absent, more_holes = untouched(snapshot, _ranges(more), scan, only_anonymous=True)
            more = cut(more, absent)
            left_out, holes = merged([*left_out, *absent]), merged([*holes, *more_holes])
        found.add(more)
    out = merged(protocol.remove_memory())
    stays = tuple(within(found.never_cut, out)) if out else ()
    removed = subtract(out, _ranges(stays)) if stays else out
    pieces = sorted(cut(found.pieces, removed))
    lost = intersect(_ranges(found.pieces), removed) if removed else []
    return MemoryChoice(pieces, holes, total(left_out), lost, tuple(out), stays)


def cut(pieces: Iterable[Piece], holes: list[Range]) -> list[Piece]:
    """Give what of *pieces* is outside the merged *holes*."""
    if not holes:
        return list(pieces)
    ends = [end for _, end in holes]
    result: list[Piece] = []
    for piece in steps(pieces):
        index = bisect_right(ends, piece.start)
        if index == len(ends) or holes[index][0] >= piece.end:
            result.append(piece)  # as it is: most are
        else:
            parts = subtract([(piece.start, piece.end)], holes)
            result.extend(piece._replace(start=low, end=high) for low, high in parts)
    return result


def within(pieces: Iterable[Piece], ranges: list[Range]) -> list[Piece]:
    """Give what of *pieces* is inside the merged *ranges*."""
    return [
        piece._replace(start=low, end=high)
        for piece in pieces
        for low, high in intersect([(piece.start, piece.end)], ranges)
    ]


def kept_secret(snapshot: ProcessSnapshot, flags: int) -> list[Range]:
    """Give what effective *flags* ask for and nobody but the target can read (memfd_secret)."""
    if not flags & T.MiniDumpWithFullMemory:
        return []
    return merged((r.base, r.end) for r in steps(snapshot.regions) if r.readable and r.secret)


def _ranges(pieces: Iterable[Piece]) -> list[Range]:
    return merged((piece.start, piece.end) for piece in pieces)


def _full(
    snapshot: ProcessSnapshot, flags: int, protocol: CallbackProtocol, scan: Scan
) -> MemoryChoice:
    skipped = set(_device_files(snapshot)) if flags & T.MiniDumpFilterWriteCombinedMemory else set()
    regions = [
        region
        for region in steps(snapshot.regions)
        if region.readable and not region.device_memory and (region.base, region.end) not in skipped
    ]
    if protocol.vm_callbacks or protocol.asked(C.IncludeVmRegionCallback):
        offered, kept = _offered(regions, protocol)
    else:
        offered = kept = [(region.base, region.end) for region in steps(regions)]
    pieces = [Piece(low, high, "memory", "MiniDumpWithFullMemory") for low, high in steps(kept)]
    wanted = merged(kept)
    left_out, holes = untouched(snapshot, wanted, scan)
    removed = [] if kept is offered else subtract(merged(offered), wanted)
    return MemoryChoice(
        sorted(cut(pieces, left_out)), holes, total(left_out), removed, tuple(removed)
    )


def _offered(
    regions: Sequence[Region], protocol: CallbackProtocol
) -> tuple[list[Range], list[Range]]:
    """Have callbacks say what they know of *regions*, and which are kept."""
    infos = [region_info(region) for region in steps(regions)]
    if protocol.vm_callbacks:
        infos = _apart(protocol.vm_query(info) for info in infos)
    kept = protocol.include_vm_regions(infos)
    offered, kept_ranges = (
        [(info.BaseAddress, info.BaseAddress + info.RegionSize) for info in steps(found)]
        for found in (infos, kept)
    )
    return offered, kept_ranges


def _apart(answers: Iterable[MemoryInfo]) -> list[MemoryInfo]:
    """Put what callbacks say of regions into order; none may reach into another."""
    result: list[MemoryInfo] = []
    position = 0
    for info in steps(sorted(answers)):
        start = max(position, info.BaseAddress)
        end = info.BaseAddress + info.RegionSize
        if start < end <= ADDRESS_LIMIT:
            result.append(info._replace(BaseAddress=start, RegionSize=end - start))
            position = end
    return result


def _device_files(snapshot: ProcessSnapshot) -> list[Range]:
    """Give what MiniDumpFilterWriteCombinedMemory leaves out; Linux does not tell more exactly."""
    return [
        (region.base, region.end)
        for region in steps(snapshot.regions)
        if region.protect & MEMORY_PROTECT.PAGE_WRITECOMBINE
        or (
            region.path.startswith("/dev/")
            and not region.path.startswith(("/dev/shm/", "/dev/zero"))  # noqa: S108 - a name
        )
    ]


def _added(snapshot: ProcessSnapshot, added: Sequence[Range], readable: list[Range]) -> list[Piece]:
    # Who asks for memory that a program keeps from everybody is told that it cannot be read.
    hidden_too = merged(
        [*readable, *((r.base, r.end) for r in steps(snapshot.regions) if r.secret)]
    )
    return [
        Piece(low, high, "callback", "added by the filter")
        for low, high in steps(intersect(added, hidden_too))
    ]


def _stacks(selection: Selection, readable: list[Range], hidden: list[Range]) -> list[Piece]:
    return [
        Piece(low, high, "stack", f"stack of thread {thread.id}", thread.id)
        for thread, flags, _ in steps(selection.threads)
        if flags & _STACK
        for low, high in _first(thread.stack, readable, hidden)
    ]


def _first(one: Range, readable: list[Range], hidden: list[Range]) -> Sequence[Range]:
    """Give the first part of a range that is inside *readable* and not *hidden*, if any is."""
    low, high = one
    if is_inside(one, readable) and (not hidden or high <= hidden[0][0] or low >= hidden[-1][1]):
        return (one,)
    return subtract(intersect([one], readable), hidden)[:1]


def _interrupted(
    snapshot: ProcessSnapshot,
    exception: ExceptionInformation | None,
    selection: Selection,
    readable: list[Range],
) -> list[Piece]:
    """Give the stacks that threads left for another one: handlers may have their own."""
    wanted = {choice.thread.id for choice in steps(selection.threads) if choice.flags & _STACK}
    found = [(one.thread_id, one.stack_pointer, one.stack_end) for one in snapshot.interrupted]
    if exception is not None:
        pointer = stack_pointer(exception.context, snapshot.system.processor_architecture)
        found.append((exception.thread_id, pointer or 0, 0))
    pieces: list[Piece] = []
    for owner, pointer, stack_end in steps(found):
        region = snapshot.stack_at(pointer) if pointer and owner in wanted else None
        if region is None:
            continue
        end = min(stack_end or region.end, pointer + INTERRUPTED_STACK)
        span = max(region.base, pointer - RED_ZONE), end
        pieces += [
            Piece(low, high, "stack", f"stack of thread {owner}", owner)
            for low, high in intersect([span], readable)[:1]
        ]
    return pieces


def _windows(
    snapshot: ProcessSnapshot,
    selection: Selection,
    readable: list[Range],
    exception: ExceptionInformation | None,
) -> list[Piece]:
    waiting: dict[int, int] = {}
    """Instruction pointer → the first thread there: threads wait in few places."""
    chosen: set[int] = set()
    for thread, flags, _ in steps(selection.threads):
        pointer = thread.instruction_pointer
        if flags & _WINDOW and pointer:
            chosen.add(thread.id)
            waiting[pointer] = min(thread.id, waiting.get(pointer, thread.id))
    centres = list(waiting.items())
    centres += [
        (one.instruction_pointer, one.thread_id)
        for one in steps(snapshot.interrupted)
        if one.thread_id in chosen and one.instruction_pointer
    ]
    if exception is not None:
        at = instruction_pointer(exception.context, snapshot.system.processor_architecture)
        # What a fault was about may be a page of a file that is none (SIGBUS).
        about = snapshot.region_at(exception.address)
        is_data = about is not None and about.path.startswith("/") and not about.executable
        wanted = (0 if is_data else exception.address, at)
        centres += [(centre, 0) for centre in wanted if centre]
    return [
        Piece(low, high, "code", "code around the instruction pointer", owner)
        for centre, owner in steps(centres)
        for low, high in intersect([(max(0, centre - CODE_WINDOW), centre + CODE_WINDOW)], readable)
        if low <= centre < high
    ]


def _module_pieces(selection: Selection, readable: list[Range]) -> list[Piece]:
    pieces: list[Piece] = []
    for module, flags, _ in steps(selection.modules):
        for segment in module.segments if flags & _SEGMENTS else ():
            if segment.writable and flags & _DATA_SEGMENT:
                kind = "data"
            elif segment.executable and flags & _CODE_SEGMENTS:
                kind = "code"
            else:
                continue
            reason = f"{kind} of {base_name(module.name)}"
            pieces.extend(
                Piece(low, high, kind, reason, module.base)
                for low, high in intersect(
                    [(segment.address, segment.address + segment.size)], readable
                )
            )
    return pieces


def _private(snapshot: ProcessSnapshot, flags: int) -> list[Piece]:
    if is_windows(snapshot):
        return _private_of_windows(snapshot, flags)
    heap = flags & T.MiniDumpWithPrivateReadWriteMemory
    write_copy = flags & T.MiniDumpWithPrivateWriteCopyMemory
    pieces: list[Piece] = []
    for region in steps(snapshot.regions) if heap or write_copy else ():
        if not (region.readable and region.writable) or region.shared or region.device_memory:
            continue
        if region.anonymous and heap:
            reason = "MiniDumpWithPrivateReadWriteMemory"
            pieces.append(Piece(region.base, region.end, "heap", reason))
        elif not region.anonymous and write_copy:
            reason = "MiniDumpWithPrivateWriteCopyMemory"
            pieces.append(Piece(region.base, region.end, "write copy", reason))
    return pieces


def _private_of_windows(snapshot: ProcessSnapshot, flags: int) -> list[Piece]:
    """Choose as DbgHelp was observed to: either flag, private memory only, code among it."""
    asked = [flag for flag in _PRIVATE if flag & flags]
    if not asked:
        return []
    return [
        Piece(region.base, region.end, "heap", str(asked[0].name))
        for region in steps(snapshot.regions)
        if region.type == MEMORY_TYPE.MEM_PRIVATE
        and region.readable
        and (region.writable or region.executable)
    ]


def _small(
    snapshot: ProcessSnapshot, flags: int, selection: Selection, readable: list[Range]
) -> list[Piece]:
    """Headers, thread-local and process data: small, asked for by name, so always read."""
    wanted: list[tuple[Range, str, str, int]] = []
    with_headers = bool(flags & T.MiniDumpWithModuleHeaders)
    for module, module_flags, _ in steps(selection.modules):
        if module_flags and with_headers:
            wanted += [
                (r, "headers", "MiniDumpWithModuleHeaders", module.base) for r in module.headers
            ]
        if module_flags & _TLS_DATA:
            wanted += [(r, "tls", "thread-local data of a module", module.base) for r in module.tls]
    windows = is_windows(snapshot)
    if windows and flags & T.MiniDumpWithAvxXStateContext:
        wanted.append((USER_SHARED_DATA, "process data", "MiniDumpWithAvxXStateContext", 0))
    reduced = flags & T.MiniDumpFilterTriage
    most = 0 if reduced else None
    if windows:
        reduced |= flags & T.MiniDumpWithoutOptionalData
        most = ESSENTIAL if reduced else None
    for choice in steps(selection.threads):
        if choice.flags & _THREAD_DATA:
            thread_id = choice.thread.id
            wanted += [
                (r, "thread data", "MiniDumpWithProcessThreadData", thread_id)
                for r in snapshot.thread_data.get(thread_id, ())[:most]
            ]
    if flags & T.MiniDumpWithProcessThreadData:
        wanted += [
            (r, "process data", "MiniDumpWithProcessThreadData", 0)
            for r in snapshot.process_data[:most]
        ]
    if flags & T.MiniDumpWithDataSegs and not reduced:
        wanted += [(r, "process data", "MiniDumpWithDataSegs", 0) for r in snapshot.last_words]
    return [
        Piece(low, high, kind, reason, owner)
        for wanted_range, kind, reason, owner in steps(wanted)
        for low, high in intersect([wanted_range], readable)
        if low == wanted_range[0] or not windows  # which stops where it first cannot read
    ]


def stack_words(
    snapshot: ProcessSnapshot, stack: Range, reach: Range, read: Callable[[int, int], bytes]
) -> set[int]:
    """Read *stack* and give the distinct aligned words on it that lie within *reach*."""
    word = 4 if snapshot.system.processor_architecture in {0, 5} else 8
    data = memoryview(read(stack[0], stack[1] - stack[0]))
    low, high = reach
    words = data[: len(data) - len(data) % word].cast("I" if word == 4 else "Q")
    return {word for word in steps(set(words)) if low <= word < high}


def _indirect(
    snapshot: ProcessSnapshot, selection: Selection, read: Callable[[int, int], bytes]
) -> list[Piece]:
    windows = is_windows(snapshot)
    modules = merged((module.base, module.end) for module in snapshot.modules)
    # There, what can only be read counts as well, and what leads into a stack.
    stacks = [] if windows else merged(thread.stack for thread in snapshot.threads)
    heaps = [
        (r.base, r.end)
        for r in steps(snapshot.regions)
        if r.readable and (r.writable or windows) and not r.device_memory
    ]
    targets = subtract(merged(heaps), merged([*modules, *stacks]))
    if not targets:
        return []
    reach = (targets[0][0], targets[-1][1])
    # There, a window ends where memory can no longer be read, not with its region.
    areas = snapshot.readable_ranges() if windows else heaps
    around: list[Range] = []
    for choice in steps(selection.threads):
        if not choice.flags & _STACK or choice.thread.stack[1] == 0:
            continue
        pointers = sorted(stack_words(snapshot, choice.thread.stack, reach, read))
        hits = intersect(((word, word + 1) for word in pointers), targets)
        for address, _ in steps(hits):
            window = (max(0, address - INDIRECT_BEFORE), address + INDIRECT_AFTER)
            around += [
                (low, high) for low, high in intersect([window], areas) if low <= address < high
            ]
    pieces: list[Piece] = []
    budget = INDIRECT_LIMIT
    for start, end in steps(merged(around)):
        size = min(end - start, budget)
        if size:
            reason = "MiniDumpWithIndirectlyReferencedMemory"
            pieces.append(Piece(start, start + size, "indirect", reason))
            budget -= size
    return pieces
