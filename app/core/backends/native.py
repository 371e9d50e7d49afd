"""MiniDumpWriteDump carried out by DumpDesk itself: the order of events of one dump.

Before the stop: describe, validate, IncludeThread, IncludeModule, look at the disk. In the stop:
registers, Module, Thread and memory callbacks, copy. After it: everything that is only writing.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import os
import time
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from ..capture.snapshot import SoftError
from ..capture.zero_pages import are_many
from ..dump.arrangement import arrange
from ..dump.callback_protocol import CallbackProtocol, lent
from ..dump.cleaning import stack_cleaner
from ..dump.cloning import HELD_ANYWAY, stood_still, wants_clone
from ..dump.filter_callback import FilterCallback
from ..dump.flags import effective_flags
from ..dump.pieces import kept_secret
from ..dump.plan import account_for, choose, make_plan, needs_present
from ..dump.selection import Selection
from ..errors import (
    HRESULT,
    CloneRefusedError,
    DumpCancelledError,
    PartialCopyError,
    ProgramReplacedError,
)
from ..intervals import intersect, merged, subtract, total
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.streams.soft_errors import SoftErrorsStream
from ..steps import heeding, steps
from .blank import blank
from .drive import END_SECONDS, WRITING, Drive, own_descriptor
from .ending import begin_dump, begin_file, clean_stacks, finish_file, stream_bytes
from .holding import Holding
from .room import find_room, reserve
from .spool import naming_the_folder, spool
from .store import write_held
from .taking import Taking
from .where import Where, nowhere
from .written import Follower, WrittenDump, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..capture.target import Target
    from ..dump.arrangement import Arrangement, DumpForm
    from ..dump.callback import MiniDumpCallback
    from ..dump.flags import EffectiveFlags
    from ..dump.pieces import MemoryChoice
    from ..dump.plan import PlacedPlan
    from ..dump.request import DumpRequest
    from ..intervals import Range
    from .store import BufferStore, FileStore
    from .taking import Fill
    from .written import Report

_REPORT_EVERY: Final = 0.05
"""Seconds between two progress events."""
_ATTEMPTS: Final = 3
"""How often a process is stopped that has become another program since it was described."""
_FEW: Final = 64 * 1024
"""Bytes for what a dump of little more than stacks has besides."""
_VM_PIECE: Final = 64 * 1024
"""Most bytes of one VmPreRead and VmPostRead."""


class NativeDump:
    """One dump of *target* into the open file *descriptor* (ignored if a callback takes the bytes).

    *callback* sees all callbacks behind the request's own filter. The header's signature is the
    last thing written, so that an unfinished file never passes for a dump.
    """

    def __init__(
        self,
        target: Target,
        request: DumpRequest,
        descriptor: int,
        callback: MiniDumpCallback | None = None,
        report: Report | None = None,
        follower: Follower | None = None,
    ) -> None:
        self._target = target
        self._follower = follower or Follower()
        self._begun = b""
        """What was written in front of the memory."""
        self._accounted: tuple[Arrangement, _Account] | None = None
        self._request = request
        self._descriptor = descriptor
        self._takes_bytes = False
        self._spooled = -1
        self._holding = Holding()
        self._callback = callback
        self._report: Report = report or ignore
        self._done = 0
        self._total = 0
        self._reported = 0.0
        self._where: Callable[[int], str] = nowhere
        self._failure: BaseException | None = None
        self._refusal = ""
        self._refused: SoftError | None = None

    def write(self) -> WrittenDump:
        """Carry it out. Raises MiniDumpError and its kinds, or whatever a callback raised."""
        self._phase("describe")
        rules = FilterCallback(self._request.filter) if self._request.filter else None
        callbacks = [callback for callback in (rules, self._callback) if callback is not None]
        process_id = self._target.key.pid
        protocol = CallbackProtocol(callbacks, process_id, process_id, max(0, self._descriptor))
        protocol.is_process_snapshot()
        protocol.vm_start()
        self._takes_bytes = protocol.io_start()
        power = not protocol.secondary_flags()
        with heeding(protocol.poll_cancel):
            return self._carry_out(protocol, rules, power=power)

    def _carry_out(
        self,
        protocol: CallbackProtocol,
        rules: FilterCallback | None,
        *,
        power: bool,
    ) -> WrittenDump:
        effective = effective_flags(self._request.flags)
        xstate = bool(effective.flags & T.MiniDumpWithAvxXStateContext)
        snapshot = self._target.describe(xstate=xstate)

        def place(
            memory: MemoryChoice, current: ProcessSnapshot, form: DumpForm | None = None
        ) -> Arrangement:
            return arrange(
                current,
                self._request,
                effective.flags,
                selection,
                memory,
                rules=rules,
                power=power,
                form=form,
            )

        def prepare(described: ProcessSnapshot) -> Selection:
            if rules is not None:
                rules.refresh(described)
            selection = Selection(effective.flags, protocol)
            selection.enumerate(described)
            size = self._make_room(described, drive, protocol.poll_cancel)
            self._refusal = described.clone_refusal
            if wants_clone(self._request, size) and not self._refusal:
                self._target.prepare_clone()
            return selection

        with contextlib.ExitStack() as closing:
            drive = Drive(protocol.poll_cancel)
            closing.callback(drive.end, END_SECONDS)
            closing.callback(self._holding.close)
            naming = closing.enter_context(contextlib.ExitStack())
            if self._takes_bytes:
                naming.enter_context(naming_the_folder())
            else:
                drive.do(partial(begin_file, self._descriptor), "Beginning the file")
                self._descriptor = own_descriptor(self._descriptor, drive)
            with contextlib.ExitStack() as stop:
                selection, current = self._stop(snapshot, prepare, stop, effective.flags)
                self._phase("stopped")
                if rules is not None:
                    rules.refresh(current)
                reader = _Reader(self._target, protocol)
                memory = choose(
                    current,
                    self._request,
                    effective.flags,
                    selection,
                    protocol,
                    reader.read,
                    self._target.scan_present,
                )
                taking = Taking(
                    self._holding,
                    self._target,
                    reader.read_into if protocol.vm_callbacks else None,
                    partial(place, memory, current),
                    partial(self._file, drive),
                    drive,
                    self._follower,
                )
                fill = partial(self._fill, current, protocol)
                taking.in_stop(*self._divide(_copied(memory), closing), fill)
                self._phase("copied")
            account = partial(self._account, current, effective, selection, taking)
            self._take_rest(taking, partial(self._begin_early, account, taking, drive), fill)
            self._phase("write")
            store, arrangement = taking.store, taking.arrangement
            self._begin(taking.waiting)
            self._write(drive, protocol, store.settle)
            self._clean(store, current, memory, selection, drive)
            lost = self._settle(store.lost, effective.flags, protocol)
            if arrangement is None or lost:
                form = None if arrangement is None else arrangement.form
                arrangement = place(memory.without(lost), current, form)
                drive.do(partial(store.move, arrangement.minidump, drive.step), WRITING)
            naming.close()
            plan, errors, metadata = account(arrangement)
            self._finish(plan, metadata, store, protocol, drive)
        return WrittenDump(plan, plan.file_size, self._target.paused_ns, errors)

    # ------------------------------------------------------------------ before the stop

    def _make_room(self, snapshot: ProcessSnapshot, drive: Drive, ask: Callable[[], None]) -> int:
        """Find a disk that is too full, and have room kept there, before the target is stopped.

        Memory to copy into is there then, too.

        Gives the bytes of memory there will be, 0 if they are few. Where pages are is learned here,
        which may take long, and is quick to look up in the stop.
        """
        if not needs_present(self._request):
            planned = total(thread.stack for thread in steps(snapshot.threads)) + _FEW
            self._holding.prepare(min(planned, HELD_ANYWAY), snapshot.spare, ask)
            return 0
        estimate = make_plan(snapshot, self._request, scan=self._target.scan_present)
        taken = estimate.taken
        is_large = estimate.memory_size > HELD_ANYWAY
        if not self._takes_bytes or taken.direct or (taken.cloned and is_large):
            descriptor = self._file(drive)

            def work() -> None:
                find_room(descriptor, estimate)
                if is_large and not self._has_zeros(estimate):
                    reserve(descriptor, estimate, drive.step)

            drive.do(work, "Reserving room for the dump")
        self._holding.prepare(taken.held, snapshot.spare, ask)
        return estimate.memory_size

    def _has_zeros(self, plan: PlacedPlan) -> bool:
        """Whether so many pages are zeros that room kept for them would be wasted."""
        return are_many(self._target.read, _copied(plan.memory))

    def _file(self, drive: Drive) -> int:
        """Give the file for memory; for bytes that a callback takes one that is opened then."""
        if not self._takes_bytes:
            return self._descriptor
        if self._spooled < 0:
            self._spooled = drive.do(spool, "Opening a file for the dump")
            drive.last(partial(os.close, self._spooled))
        return self._spooled

    def _stop(
        self,
        snapshot: ProcessSnapshot,
        prepare: Callable[[ProcessSnapshot], Selection],
        stop: contextlib.ExitStack,
        flags: int,
    ) -> tuple[Selection, ProcessSnapshot]:
        """Stop the target; when it became another program meanwhile, look at that one first."""
        left, xstate = _ATTEMPTS, bool(flags & T.MiniDumpWithAvxXStateContext)
        while True:
            left -= 1
            selection = prepare(snapshot)
            self._phase("suspend")
            try:
                return selection, stop.enter_context(self._target.suspend(snapshot, xstate=xstate))
            except ProgramReplacedError:
                if not left:
                    raise
            self._phase("describe")
            snapshot = self._target.describe(xstate=xstate)

    # ------------------------------------------------------------------ in the stop

    def _divide(
        self, wanted: list[Range], closing: contextlib.ExitStack
    ) -> tuple[list[Range], list[Range]]:
        """Say what is copied in the stop, and what after it from a clone, which is then there."""
        self._total, self._reported = total(wanted), time.monotonic()
        self._phase("copy")
        if not wants_clone(self._request, self._total):
            return wanted, []
        reason = self._refusal
        if not reason:
            closing.callback(self._target.end_clone)
            try:
                now = self._target.clone(wanted)
            except CloneRefusedError as error:
                reason = error.cause
            else:
                return now, subtract(wanted, now)
        # Whoever asked for it has to know; where it is only better there is nothing amiss.
        self._refused = SoftError("clone", stood_still(reason))
        return wanted, []

    def _fill(
        self,
        snapshot: ProcessSnapshot,
        protocol: CallbackProtocol,
        store: BufferStore | FileStore,
        wanted: Sequence[Range],
    ) -> None:
        """Copy the memory as it is."""
        if not wanted:
            return
        before, where = self._done, Where(snapshot, wanted)
        self._where = lambda done: where.name(done - before)
        try:
            store.fill(wanted, lambda size: self._progress(size, protocol))
        except DumpCancelledError:
            if self._failure is None:
                raise
        if self._failure is not None:
            raise self._failure

    def _progress(self, size: int, protocol: CallbackProtocol) -> bool:
        self._done += size
        try:
            protocol.poll_cancel()
            self._tell_progress()
        except BaseException as error:  # noqa: BLE001 - raised again once the copy has stopped
            self._failure = error
        return self._failure is None

    def _tell_progress(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if at_once or now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._report(
                {
                    "event": "progress",
                    "done": self._done,
                    "total": self._total,
                    "item": self._where(self._done),
                }
            )

    # ------------------------------------------------------------------ after the stop

    def _take_rest(self, taking: Taking, begin: Callable[[FileStore], None], fill: Fill) -> None:
        """Take from the clone what is left, if anything is."""
        self._tell_progress(at_once=True)  # most copies were over before it was time to
        taking.after_stop(begin, fill)
        self._target.end_clone()

    def _clean(
        self,
        store: BufferStore | FileStore,
        snapshot: ProcessSnapshot,
        memory: MemoryChoice,
        selection: Selection,
        drive: Drive,
    ) -> None:
        """Take out of the stacks what the flags say, and of all what must not stay."""
        clean = stack_cleaner(snapshot, effective_flags(self._request.flags).flags)
        if clean is not None:
            stacks = merged(choice.thread.stack for choice in selection.threads)
            stored = _stored(memory)
            drive.do(
                partial(clean_stacks, store, stored, memory.holes, stacks, clean, drive.step),
                WRITING,
            )
        if self._request.blank:  # all is cut, here; what slipped through is overwritten
            kept = intersect(_stored(memory), merged([*memory.out, *memory.kept_out]))
            drive.do(partial(blank, store, kept, drive.step), WRITING)

    def _account(
        self,
        snapshot: ProcessSnapshot,
        effective: EffectiveFlags,
        selection: Selection,
        taking: Taking,
        arrangement: Arrangement,
    ) -> _Account:
        """Say what the dump is, and encode what lies in front of its memory, which can be once."""
        if self._accounted is not None and self._accounted[0] is arrangement:
            return self._accounted[1]
        plan = account_for(snapshot, self._request, effective, selection, arrangement, taking.taken)
        errors = (
            *snapshot.soft_errors,
            *self._not_cloned(),
            *_secrets(snapshot, effective.flags),
            *self._target.missed_pages,
            *taking.store.lost,
        )
        account = _Account(plan, errors, _metadata(plan, errors))
        self._accounted = arrangement, account
        return account

    def _begin_early(
        self,
        account: Callable[[Arrangement], _Account],
        taking: Taking,
        drive: Drive,
        store: FileStore,
    ) -> None:
        """Have all that comes before the rest in its place, if somebody follows the file.

        Nothing of it changes unless memory cannot be read, with which all is arranged anew.
        """
        if taking.arrangement is None or self._takes_bytes or not self._follower.follows:
            return
        self._begin_dump(account(taking.arrangement).metadata, drive)
        drive.do(partial(store.settle, lambda _: drive.step()), WRITING)
        store.is_begun = True

    def _write(
        self,
        drive: Drive,
        protocol: CallbackProtocol,
        job: Callable[[Callable[[int], None]], None],
    ) -> None:
        """Have *job* write to the drive, which tells of bytes, and tell how far it is."""

        def count(size: int) -> None:
            self._done += size
            drive.step()

        def poll() -> None:
            protocol.poll_cancel()
            self._tell_progress()

        drive.do(partial(job, count), WRITING, poll=poll)

    def _begin(self, size: int) -> None:
        """Have progress told of so many bytes that are written from here on."""
        self._done, self._total, self._where = 0, size, nowhere

    def _count(self, size: int) -> None:
        self._done += size
        self._tell_progress()

    def _settle(
        self, lost: Sequence[SoftError], flags: int, protocol: CallbackProtocol
    ) -> list[Range]:
        """Ask about each range that could not be read; what is left out, merged."""
        is_fatal = bool(flags & T.MiniDumpWithFullMemory) and not (
            flags & T.MiniDumpIgnoreInaccessibleMemory
        )
        for error in lost:
            answer = protocol.read_memory_failure(error.address, error.size, HRESULT.PARTIAL_COPY)
            if answer is False or (answer is None and is_fatal):
                raise PartialCopyError(
                    f"{error.size} bytes of memory at {error.address:#x} cannot be read."
                )
            self._report({"event": "soft_error", **error._asdict()})
        return merged((error.address, error.address + error.size) for error in lost)

    def _finish(
        self,
        plan: PlacedPlan,
        metadata: bytes,
        store: BufferStore | FileStore,
        protocol: CallbackProtocol,
        drive: Drive,
    ) -> None:
        """Write what is not written yet."""
        protocol.include_vm_regions_again()
        if self._takes_bytes:
            self._begin(plan.file_size)
            stream_bytes(plan, metadata, store, protocol, self._count)
        else:
            self._begin_dump(metadata, drive)
            into = partial(write_held, self._descriptor, store, plan.minidump, self._follower)
            self._write(drive, protocol, into)
            finish_file(self._descriptor, plan, metadata, drive, self._follower)

    def _begin_dump(self, metadata: bytes, drive: Drive) -> None:
        """Write what lies in front of the memory, unless it is there."""
        if self._begun != metadata:
            self._begun = metadata
            drive.do(partial(begin_dump, self._descriptor, metadata, self._follower), WRITING)

    def _not_cloned(self) -> tuple[SoftError, ...]:
        """Tell that there is no clone; it counts as a lack where one was asked for."""
        if self._refused is None:
            return ()
        self._report({"event": "soft_error", **self._refused._asdict()})
        return (self._refused,) if self._request.clone else ()

    def _phase(self, name: str) -> None:
        self._report({"event": "phase", "phase": name, "total": self._total})


class _Account(NamedTuple):
    """A dump as it is, or will be unless something gets lost."""

    plan: PlacedPlan
    errors: tuple[SoftError, ...]
    metadata: bytes


def _stored(memory: MemoryChoice) -> list[Range]:
    """Give the ranges of a choice, joined."""
    return merged((piece.start, piece.end) for piece in steps(memory.pieces))


def _copied(memory: MemoryChoice) -> list[Range]:
    """Give what of it is copied: not what was never touched."""
    return subtract(_stored(memory), memory.holes)


class _Reader:
    """Reads the target through the virtual memory callbacks, if any asked to be there."""

    def __init__(self, target: Target, protocol: CallbackProtocol) -> None:
        self._target = target
        self._protocol = protocol

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes."""
        buffer = bytearray(size)
        view = memoryview(buffer)
        done = self.read_into(address, view)
        view.release()
        return bytes(buffer[:done])

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Fill *buffer*; the bytes that count from its start."""
        if not self._protocol.vm_callbacks:
            return self._target.read_into(address, buffer)
        done = 0
        while done < len(buffer):
            with lent(buffer[done : done + _VM_PIECE]) as piece:
                size = len(piece)
                count = self._protocol.vm_pre_read(address + done, piece)
                if count is None:
                    count = self._target.read_into(address + done, piece)
                    count = self._protocol.vm_post_read(address + done, piece, count)
            done += count
            if count < size:
                break
        return done


def _secrets(snapshot: ProcessSnapshot, flags: int) -> Iterator[SoftError]:
    """Say of memory that nobody else can read that it is not there."""
    for start, end in kept_secret(snapshot, flags):
        yield SoftError("read memory", "The memory cannot be read.", start, end - start)


def _metadata(plan: PlacedPlan, errors: Sequence[SoftError]) -> bytes:
    """Encode all but the memory, with the soft errors in the room kept for them."""
    for stream in plan.minidump.streams:
        if isinstance(stream, SoftErrorsStream):
            stream.set_errors([error.to_json() for error in errors])
    return plan.minidump.metadata_bytes()
