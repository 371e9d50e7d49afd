"""The memory of a process as it was in a stop, read from a copy while the process runs on."""

from __future__ import annotations

import contextlib
import mmap
import os
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import CloneRefusedError, MiniDumpError
from ...intervals import intersect, merged, subtract
from ...steps import steps
from .. import clone_refusals as because
from . import ptrace
from .borrowed import BorrowedThread, next_stop
from .clone import Clone, make_clone, reap
from .control_groups import text
from .fields import parse_status
from .lenders import CALL, CHEAP, DEAR, find_lender
from .maps import DONT_FORK, NOT_COPIED, parse_line
from .memory import Memory
from .page_stream import STREAMED_FROM, PageStream
from .procfs import ProcessDirectory
from .registers import AMD64

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ...intervals import Range
    from .lenders import Lender
    from .maps import AddressSpace
    from .presence import Presence
    from .self_restoring import CallSites
    from .tracer import Tracer

_SIGCHLD: Final = 1 << 16
_SIGNAL_SETS: Final = ("SigBlk", "SigIgn", "SigCgt")
_PATIENCE: Final = 2.0
"""Seconds in which a thread should be found that waits for the copy's end."""
_STOPS: Final = 1.0
"""Seconds in which a thread should stop for that."""
_NAP: Final = 0.01


class ClonedMemory(Memory):
    """The memory of a copy.

    Much of it is handed over by the copy itself (:mod:`.page_stream`). All else is read through
    /proc/PID/mem: process_vm_readv pins pages, and of one that is shared with the target the
    kernel first makes a copy (FAULT_FLAG_UNSHARE), which takes three times as long and as much
    memory again as is read.
    """

    def __init__(self, directory: ProcessDirectory, clone: Clone, tracer: Tracer) -> None:
        """Read the copy of *directory*, the *clone* that *tracer* has."""
        super().__init__(directory)
        self._through_file = True
        self._clone = clone
        self._tracer = tracer

    def stream(self, ranges: Sequence[tuple[int, int, int]]) -> PageStream | None:
        """Have the copy hand over *ranges*, if they are worth it."""
        if sum(size for _, size, _ in ranges) < STREAMED_FROM:
            return None
        parts = [(address, size) for address, size, _ in steps(ranges)]
        return PageStream(self._clone, parts, self._tracer.do)

    def gone(self) -> MiniDumpError:
        """Say that somebody ended the copy."""
        return CloneRefusedError(because.ENDED_LATE)


class Unforked(NamedTuple):
    """What a copy of *space* lacks, or has otherwise than it was, as far as its map tells."""

    space: AddressSpace
    ranges: list[Range]
    """Shared memory, memory of huge pages, MADV_DONTFORK, MADV_WIPEONFORK."""
    lacking: int
    """Bytes that it lacks."""

    @classmethod
    def of(cls, space: AddressSpace) -> Unforked:
        """Look through *space*."""
        parts, lacking = [], 0
        for region in steps(space.regions):
            flags = space.flags.get(region.base, 0)
            if flags & DONT_FORK:
                lacking += region.size
            if region.shared or flags & (NOT_COPIED | DONT_FORK):
                parts.append((region.base, region.end))
        return cls(space, merged(parts), lacking)


class ClonedSpace:
    """A copy of a process that stands still; made in the stop, and to be ended after it."""

    def __init__(
        self,
        directory: ProcessDirectory,
        tracer: Tracer,
        space: AddressSpace,
        sites: CallSites,
        memory: Memory,
        presence: Presence,
        foreseen: Unforked,
    ) -> None:
        """Prepare for it: *tracer* holds the process of *directory*, whose map is *space*.

        *foreseen* was found out before the stop.
        """
        self._directory = directory
        self._tracer = tracer
        self._space = space
        self._sites = sites
        self._reads = memory.read
        self._presence = presence
        self._foreseen = foreseen
        self._is_reaped = _orphans_are_reaped(directory.process_id)
        self._clone: Clone | None = None
        self._copy: ProcessDirectory | None = None
        self._number = 0

    def make(self) -> Memory:
        """Make the copy; gives its memory.

        Raises CloneRefusedError and NoSuchProcessError. Whatever happens, :meth:`end` is to be
        called when the target has been let go.
        """
        tracer = self._tracer
        if any(stop.group_signal for stop in tracer.stops.values()):
            raise CloneRefusedError(because.ALREADY_STANDS)
        if tracer.stubborn:
            raise CloneRefusedError(because.NOT_STOPPED)
        code = self._space.at(self._sites.give_back)
        is_there = self._reads(self._sites.call, len(CALL)) == CALL
        if not is_there or code is None or not code.executable:
            raise CloneRefusedError(because.CHANGED_CODE)
        tracer.keep()
        try:
            self._clone = tracer.do(self._make)
        except OSError as error:
            # A system that lacks a call for it, or the end of all: nothing is left behind.
            why = os.strerror(error.errno or 0)
            raise CloneRefusedError(because.REFUSED.format(why=why)) from error
        self._copy = ProcessDirectory(self._clone.process_id)
        self._number = self._number_inside(self._copy)
        return ClonedMemory(self._copy, self._clone, tracer)

    def _make(self) -> Clone:
        tracer = self._tracer
        able = [it.id for it in tracer.threads if not it.stop.signal]
        lender = self._lender(able)
        with _borrowed(self._directory, lender.id, self._sites, leave=tracer.leaves_stops) as lent:
            try:
                with lent:
                    made = make_clone(lent, self._sites, tracer.is_given_up, reaped=self._is_reaped)
            finally:
                tracer.stops[lender.id] = lent.stop
            self._clone = made
            # What was below the stack is there in the copy, too.
            descriptor = os.open(f"/proc/{made.process_id}/mem", os.O_RDWR | os.O_CLOEXEC)
            try:
                os.pwrite(descriptor, lent.kept, lent.frames.base)
            finally:
                os.close(descriptor)
        return made

    def _lender(self, thread_ids: list[int], *, makes: bool = True) -> Lender:
        read, present = self._reads, self._is_present
        return find_lender(self._directory, thread_ids, self._space, read, present, makes=makes)

    def _is_present(self, start: int, end: int) -> bool:
        found = self._presence.scan([(start, end)])
        return found is not None and not subtract([(start, end)], found)

    def _number_inside(self, copy: ProcessDirectory) -> int:
        """Give the copy's process id as the target knows it."""
        own = self._directory.status().get("NSpid", "").split()
        inside = copy.status().get("NSpid", "").split()
        return int(inside[len(own) - 1]) if own and len(inside) >= len(own) else copy.process_id

    def unlike(self, ranges: Sequence[Range], described: bytes) -> list[Range]:
        """Give what of merged *ranges* the copy lacks, or may have otherwise than it was.

        That is what :class:`Unforked` tells, and what has come since the text of maps *described*,
        with which that was found out.
        """
        foreseen, copy = self._foreseen, self._copy
        if copy is None:
            return list(ranges)
        if foreseen.space is self._space and self._space.text == described:
            # The map may be what it was and what becomes of it in a fork may not; its size tells.
            left = _mapped_size(self._directory) - _mapped_size(copy)
            if left == foreseen.lacking:
                return intersect(ranges, foreseen.ranges)
        known = set(copy.read("maps").split(b"\n")) & set(described.split(b"\n"))
        fresh = (
            parse_line(line) for line in steps(self._space.text.split(b"\n")) if line not in known
        )
        parts = [(one.start, one.end) for one in fresh if one]
        return intersect(ranges, merged([*parts, *Unforked.of(self._space).ranges]))

    def let_go_of_files(self) -> None:
        """Keep nothing open that the target closes; to be called once it runs."""
        if self._clone is not None:
            self._tracer.do(self._clone.let_go_of_files)

    def end(self) -> None:
        """End the copy and leave nothing of it; the target must run."""
        try:
            if self._clone is not None:
                self._tracer.do(self._end)
        finally:
            self._clone = None
            self._tracer.end()
            if self._copy is not None:
                self._copy.close()

    def _end(self) -> None:
        if self._clone is not None:
            self._clone.end()
            if not self._is_reaped:
                self._reap()

    def _reap(self) -> None:
        """Have a thread of the target wait for its child, the copy."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                thread_ids = self._directory.thread_ids()
            except OSError:
                return  # the target has ended, and whoever takes in orphans has the copy
            # Those come first that would notice nothing even if we were killed at that moment.
            for most in (CHEAP, DEAR):
                for thread_id in thread_ids:
                    with contextlib.suppress(OSError, MiniDumpError):
                        if self._reap_by(thread_id, most):
                            return
            time.sleep(_NAP)

    def _reap_by(self, thread_id: int, most: int) -> bool:
        ptrace.call(ptrace.PTRACE_SEIZE, thread_id)
        signal, leave = 0, self._tracer.leaves_stops
        try:
            ptrace.call(ptrace.PTRACE_INTERRUPT, thread_id)
            stop = ptrace.parse_stop(next_stop(thread_id, leave=leave, poll=_until(_STOPS)))
            signal = stop.signal
            if stop.signal or stop.group_signal:
                return False
            lender = self._lender([thread_id], makes=False)
            if lender.cost > most:
                return False
            with _borrowed(self._directory, thread_id, self._sites, leave=leave) as lent:
                try:
                    with lent:
                        return reap(lent, self._number)
                finally:
                    signal = lent.stop.signal
        finally:
            ptrace.call(ptrace.PTRACE_DETACH, thread_id, 0, signal)


@contextlib.contextmanager
def _borrowed(
    directory: ProcessDirectory, thread_id: int, sites: CallSites, *, leave: bool
) -> Iterator[BorrowedThread]:
    """Open what it takes to borrow a thread."""
    descriptor = directory.open_for_writing("mem")
    reader = ptrace.RegisterReader(AMD64, extended=True)
    try:
        yield BorrowedThread(thread_id, sites, descriptor, reader, leave=leave)
    finally:
        reader.close()
        os.close(descriptor)


def _mapped_size(directory: ProcessDirectory) -> int:
    """Give the bytes of all mappings (proc_pid_statm(5)); 0 where nobody tells."""
    return int(directory.read("statm").split()[0]) * mmap.PAGESIZE


def _until(seconds: float) -> Callable[[], None]:
    end = time.monotonic() + seconds

    def poll() -> None:
        if time.monotonic() > end:
            raise TimeoutError

    return poll


def _orphans_are_reaped(process_id: int) -> bool:
    """Say whether the process that takes in orphans of the target is known to wait for them.

    That is the first process of our PID namespace, or one nearer that has asked for it
    (PR_SET_CHILD_SUBREAPER). Who has no interest in SIGCHLD does not wait for anybody; so it is in
    many containers.
    """
    first = parse_status(text("/proc/1/status").encode())
    own, target = (
        parse_status(text(f"/proc/{who}/status").encode()).get("NSpid", "").split()
        for who in ("self", process_id)
    )
    interest = sum(int(first.get(name, "0"), 16) & _SIGCHLD for name in _SIGNAL_SETS)
    return bool(interest) and process_id != 1 and len(own) == len(target)
