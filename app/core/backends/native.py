"""MiniDumpWriteDump carried out by DumpDesk itself: the order of events of one dump.

Before the stop: describe, validate, IncludeThread, IncludeModule, look at the disk. In the stop:
registers, Module, Thread and memory callbacks, copy. After it: everything that is only writing.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Final

from ..capture.snapshot import SoftError
from ..dump.arrangement import arrange
from ..dump.callback_protocol import CallbackProtocol
from ..dump.cleaning import stack_cleaner
from ..dump.cloning import stood_still, wants_clone
from ..dump.filter_callback import FilterCallback
from ..dump.flags import effective_flags
from ..dump.plan import choose
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
from ..steps import heeding
from .account import Accounting
from .blank import blank
from .byte_progress import Progress
from .destination import Destination
from .drive import END_SECONDS, WRITING, Drive
from .ending import clean_stacks
from .holding import Holding
from .provision import provide
from .taking import Taking
from .target_reader import TargetReader
from .where import Where
from .written import Follower, WrittenDump, ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..capture.target import Target
    from ..dump.arrangement import Arrangement, DumpForm
    from ..dump.callback import MiniDumpCallback
    from ..dump.pieces import MemoryChoice
    from ..dump.request import DumpRequest
    from ..intervals import Range
    from .store import BufferStore, FileStore
    from .written import Report

_ATTEMPTS: Final = 3
"""How often a process is stopped that has become another program since it was described."""


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
        self._request = request
        self._descriptor = descriptor
        self._follower = follower or Follower()
        self._report: Report = report or ignore
        self._rules = FilterCallback(request.filter) if request.filter else None
        process_id = target.key.pid
        self._protocol = CallbackProtocol(
            [one for one in (self._rules, callback) if one is not None],
            process_id,
            process_id,
            max(0, descriptor),
        )
        self._progress = Progress(self._report, self._protocol.poll_cancel)
        self._holding = Holding()
        self._refusal = ""
        self._refused: SoftError | None = None

    def write(self) -> WrittenDump:
        """Carry it out. Raises MiniDumpError and its kinds, or whatever a callback raised."""
        self._progress.phase("describe")
        protocol = self._protocol
        protocol.is_process_snapshot()
        protocol.vm_start()
        takes_bytes = protocol.io_start()
        power = not protocol.secondary_flags()
        with heeding(protocol.poll_cancel):
            return self._carry_out(takes_bytes=takes_bytes, power=power)

    def _carry_out(self, *, takes_bytes: bool, power: bool) -> WrittenDump:
        target, protocol, progress = self._target, self._protocol, self._progress
        effective = effective_flags(self._request.flags)
        xstate = bool(effective.flags & T.MiniDumpWithAvxXStateContext)
        snapshot = target.describe(xstate=xstate)

        def place(
            memory: MemoryChoice, current: ProcessSnapshot, form: DumpForm | None = None
        ) -> Arrangement:
            return arrange(
                current,
                self._request,
                effective.flags,
                selection,
                memory,
                rules=self._rules,
                power=power,
                form=form,
            )

        def prepare(described: ProcessSnapshot) -> Selection:
            self._refresh_rules(described)
            selection = Selection(effective.flags, protocol)
            selection.enumerate(described)
            size = provide(
                target,
                described,
                self._request,
                self._holding,
                destination,
                drive,
                protocol.poll_cancel,
            )
            self._refusal = described.clone_refusal
            if wants_clone(self._request, size) and not self._refusal:
                target.prepare_clone()
            return selection

        with contextlib.ExitStack() as closing:
            drive = Drive(protocol.poll_cancel)
            closing.callback(drive.end, END_SECONDS)
            closing.callback(self._holding.close)
            destination = Destination(
                self._descriptor, self._follower, protocol, drive, progress, takes_bytes=takes_bytes
            )
            naming = closing.enter_context(contextlib.ExitStack())
            naming.enter_context(destination.naming())
            destination.begin()
            with contextlib.ExitStack() as stop:
                selection, current = self._stop(snapshot, prepare, stop, xstate=xstate)
                progress.phase("stopped")
                reader = TargetReader(target, protocol)
                memory = self._choose(current, effective.flags, selection, reader)
                taking = Taking(
                    self._holding,
                    target,
                    reader.read_into if protocol.vm_callbacks else None,
                    partial(place, memory, current),
                    destination.file,
                    drive,
                    self._follower,
                )
                fill = partial(self._fill, current)
                taking.in_stop(*self._divide(memory.copied(), closing), fill)
                progress.phase("copied")
            amiss = (*self._not_cloned(), *target.missed_pages)
            accounting = Accounting(current, self._request, effective, selection, taking, amiss)
            progress.tell(at_once=True)  # most copies were over before it was time to
            taking.after_stop(partial(destination.begin_early, accounting), fill)
            target.end_clone()
            progress.phase("write")
            store, arrangement = taking.store, taking.arrangement
            progress.begin_writing(taking.waiting)
            destination.write(store.settle)
            self._clean(store, current, memory, selection, drive)
            lost = self._settle(store.lost, effective.flags)
            if arrangement is None or lost:
                form = None if arrangement is None else arrangement.form
                arrangement = place(memory.without(lost), current, form)
                drive.do(partial(store.move, arrangement.minidump, drive.step), WRITING)
            naming.close()
            account = accounting.of(arrangement)
            protocol.include_vm_regions_again()
            destination.finish(account.plan, account.metadata, store)
        return WrittenDump(account.plan, account.plan.file_size, target.paused_ns, account.errors)

    def _stop(
        self,
        snapshot: ProcessSnapshot,
        prepare: Callable[[ProcessSnapshot], Selection],
        stop: contextlib.ExitStack,
        *,
        xstate: bool,
    ) -> tuple[Selection, ProcessSnapshot]:
        """Stop the target; when it became another program meanwhile, look at that one first."""
        left = _ATTEMPTS
        while True:
            left -= 1
            selection = prepare(snapshot)
            self._progress.phase("suspend")
            try:
                return selection, stop.enter_context(self._target.suspend(snapshot, xstate=xstate))
            except ProgramReplacedError:
                if not left:
                    raise
            self._progress.phase("describe")
            snapshot = self._target.describe(xstate=xstate)

    # ------------------------------------------------------------------ in the stop

    def _choose(
        self, snapshot: ProcessSnapshot, flags: int, selection: Selection, reader: TargetReader
    ) -> MemoryChoice:
        self._refresh_rules(snapshot)
        return choose(
            snapshot,
            self._request,
            flags,
            selection,
            self._protocol,
            reader.read,
            self._target.scan_present,
        )

    def _refresh_rules(self, snapshot: ProcessSnapshot) -> None:
        if self._rules is not None:
            self._rules.refresh(snapshot)

    def _divide(
        self, wanted: list[Range], closing: contextlib.ExitStack
    ) -> tuple[list[Range], list[Range]]:
        """Say what is copied in the stop, and what after it from a clone, which is then there."""
        size = total(wanted)
        self._progress.begin_copy(size)
        self._progress.phase("copy")
        if not wants_clone(self._request, size):
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
        store: BufferStore | FileStore,
        wanted: Sequence[Range],
    ) -> None:
        """Copy the memory as it is."""
        if not wanted:
            return
        progress = self._progress
        progress.begin_part(Where(snapshot, wanted).name)
        try:
            store.fill(wanted, progress.copied)
        except DumpCancelledError:
            if progress.failure is None:
                raise
        if progress.failure is not None:
            raise progress.failure

    # ------------------------------------------------------------------ after the stop

    def _not_cloned(self) -> tuple[SoftError, ...]:
        """Tell that there is no clone; it counts as a lack where one was asked for."""
        if self._refused is None:
            return ()
        self._report({"event": "soft_error", **self._refused._asdict()})
        return (self._refused,) if self._request.clone else ()

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
            drive.do(
                partial(
                    clean_stacks, store, memory.stored(), memory.holes, stacks, clean, drive.step
                ),
                WRITING,
            )
        if self._request.blank:  # all is cut, here; what slipped through is overwritten
            kept = intersect(memory.stored(), merged([*memory.out, *memory.kept_out]))
            drive.do(partial(blank, store, kept, drive.step), WRITING)

    def _settle(self, lost: Sequence[SoftError], flags: int) -> list[Range]:
        """Ask about each range that could not be read; what is left out, merged."""
        is_fatal = bool(flags & T.MiniDumpWithFullMemory) and not (
            flags & T.MiniDumpIgnoreInaccessibleMemory
        )
        for error in lost:
            answer = self._protocol.read_memory_failure(
                error.address, error.size, HRESULT.PARTIAL_COPY
            )
            if answer is False or (answer is None and is_fatal):
                raise PartialCopyError(
                    f"{error.size:,} bytes of memory at {error.address:#x} cannot be read."
                )
            self._report({"event": "soft_error", **error._asdict()})
        return merged((error.address, error.address + error.size) for error in lost)
