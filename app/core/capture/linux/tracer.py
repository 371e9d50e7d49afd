"""Stopping every thread of a process, and letting it go exactly as it was.

The order is what keeps the stop short and complete: seize all, interrupt all, wait for each,
then list the threads again until nothing is new. Seizing alone stops nothing. A thread that
stood on a signal gets it when it is let go, so none is lost; until then the kernel keeps it, which
hands it on as well when we are killed.

One thing the program can notice: calls with a time limit, epoll_wait, semtimedop, sigtimedwait and
those on sockets with SO_RCVTIMEO or SO_SNDTIMEO, end with EINTR, once a stop, as signal(7) says of
any stop. Programs have to expect that from a SIGSTOP as well. Without a limit the first three are
made again (``unrestarted``).
"""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import signal
import threading
import time
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from ...errors import NoSuchProcessError
from ...steps import step
from . import ptrace
from .fields import ENDED_STATES
from .registers import AMD64
from .sleepers import ASLEEP, look
from .unrestarted import put_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..signal_frame import SignalInformation
    from .procfs import ProcessDirectory
    from .registers import Architecture, RawRegisters
    from .sleepers import Sleeper

T = TypeVar("T")

FAULTS: Final = frozenset(
    (
        signal.SIGILL,
        signal.SIGTRAP,
        signal.SIGABRT,
        signal.SIGBUS,
        signal.SIGFPE,
        signal.SIGSEGV,
        signal.SIGSYS,
    )
)
"""Signals that say something went wrong; others just happened to arrive during the stop."""
TRACED: Final = "t"
_YIELDING: Final = 200e-6
"""Seconds in which those that have to stop are given the processor without a nap, which takes 70 µs
at least."""
_SHORTEST_NAP: Final = 20e-6
_LONGEST_NAP: Final = 1e-3
_PATIENCE_ASLEEP: Final = 0.1
"""Seconds to wait for a thread that has just gone into uninterruptible sleep: a disk's, mostly.
It must not have run in as long again: on a slow or loaded machine such sleeps follow each other."""
_SEIZES: Final = 4
"""Attempts at a thread that seems to refuse; those who do refuse do so each time."""
_DEADLOCK_SECONDS: Final = 0.02
"""How long stopping may take before it is asked whether others wait for us."""
_SETTLING: Final = 1.0
"""Seconds to wait for threads to stand still again; on an idle machine it takes no time."""
_PATIENCE: Final = 5.0
"""Seconds to wait for any other thread: on a loaded machine its turn may be long in coming."""


def _nothing() -> None:
    """Do nothing: what wakes the thread that traces."""


class StoppedThread(NamedTuple):
    """A thread that stands still, with its registers."""

    id: int
    stop: ptrace.Stop
    registers: RawRegisters


class Tracer:
    """Holds all threads of one process stopped between :meth:`stop` and :meth:`release`.

    ptrace belongs to a thread, so this has one of its own: an interrupt from the keyboard in
    the caller's thread never falls between two requests, and whatever could not be let go (a
    thread in uninterruptible sleep) is let go by the kernel when that thread ends. When the
    whole process is killed the kernel lets go of everything.
    """

    def __init__(
        self,
        directory: ProcessDirectory,
        architecture: Architecture,
        *,
        extended: bool,
        asleep: frozenset[int] = frozenset(),
    ) -> None:
        """Prepare to stop the process of *directory*; *extended* also reads XSAVE areas.

        The threads *asleep* are known to be beyond reach and are not waited for.
        """
        self._directory = directory
        self._architecture = architecture
        self._extended = extended
        self.leaves_stops = True
        """Whether stops of threads are left with the kernel when they are looked at."""
        self._asleep = asleep
        self._ready = threading.Event()
        self._may_go = threading.Event()
        self._jobs: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._given_up = threading.Event()
        self._let_all_go = threading.Event()
        self._may_end = threading.Event()
        self._keeps = False
        self.stops: dict[int, ptrace.Stop] = {}
        """How each thread stands still: what it is let go with depends on it."""
        self._seized: list[int] = []
        self._seizing = 0
        """The thread that is being seized."""
        self._error: BaseException | None = None
        self._began = 0
        self.threads: list[StoppedThread] = []
        self.stubborn: dict[int, str] = {}
        """Threads that did not stop in time → their state."""
        self.fault: tuple[int, SignalInformation] | None = None
        """Thread and signal when the process stands on one that says something went wrong."""
        self.paused_ns = 0
        self._thread = threading.Thread(target=self._run, name="tracer", daemon=True)

    def stop(self) -> None:
        """Stop all threads and read their registers.

        Raises AccessDeniedError and NoSuchProcessError; everything runs again then, as it does when
        nobody wants it any more.
        """
        # Who waits for a child of ours elsewhere in our process would take a stop for its end.
        self.leaves_stops = self._directory.parent() != os.getpid()
        self._thread.start()
        try:
            before = 0
            while not self._ready.wait(_DEADLOCK_SECONDS):
                step()
                # Only when that gets no further: of many threads it takes as long as the stop.
                if before and before == self._seizing:
                    self._take_ends()
                before = self._seizing
        except BaseException:
            self.release()
            raise
        if self._error is not None:
            self.release()
            raise self._error

    def release(self) -> None:
        """Let all threads go on; a second call does nothing."""
        self._may_go.set()
        self._jobs.put(_nothing)
        if self._thread.ident is not None:
            self._let_all_go.wait()
        if not self._keeps:
            self.end()

    def is_given_up(self) -> bool:
        """Say whether nobody wants any more what is being done."""
        return self._given_up.is_set()

    def do(self, job: Callable[[], T]) -> T:
        """Have the thread that traces the target do something, and give what it gives, or raise."""
        found: list[T] = []
        failed: list[BaseException] = []
        done = threading.Event()

        def work() -> None:
            try:
                found.append(job())
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                failed.append(error)
            done.set()

        self._jobs.put(work)
        try:
            while not done.wait(_DEADLOCK_SECONDS):
                step()
        except BaseException:
            self._given_up.set()
            done.wait()
            raise
        if failed:
            raise failed[0]
        return found[0]

    def keep(self) -> None:
        """Go on tracing what was made of the target, also when it is let go, until :meth:`end`."""
        self._keeps = True

    def end(self) -> None:
        """Trace nothing any more; a second call does nothing."""
        self._may_end.set()
        self._jobs.put(_nothing)
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self, until: threading.Event) -> None:
        while not until.is_set():
            self._jobs.get()()

    def _run(self) -> None:
        reader: ptrace.RegisterReader | None = None
        try:
            reader = ptrace.RegisterReader(self._architecture, extended=self._extended)
            self._stop_all()
            self._read_registers(reader)
        except OSError as error:
            self._error = self._directory.explain(error, "Stopping")
        except BaseException as error:  # noqa: BLE001 - raised again by stop(), in its thread
            self._error = error
        else:
            self._ready.set()
            self._work(self._may_go)
        finally:
            self._let_go()
            self._ready.set()
            self._let_all_go.set()
        if reader is not None:
            reader.close()
        self._work(self._may_end)

    def _stop_all(self) -> None:
        known: set[int] = set()
        while new := self._new_threads(known):
            if self._may_go.is_set():
                return  # nobody wants it any more
            known.update(new)
            seized = [tid for tid in new if self._seize(tid)]
            self._seizing = 0
            if not self._began:
                self._began = time.perf_counter_ns()
            waiting = [tid for tid in seized if self._interrupt(tid)]
            self._wait(waiting)

    def _new_threads(self, known: set[int]) -> list[int]:
        """Give the threads that are not *known*.

        Those that stand still neither make any nor end: when there are as many, none is new.
        """
        if self.stops and self._directory.thread_count() == len(self.stops):
            return []
        return [tid for tid in self._directory.thread_ids() if tid not in known]

    def _take_ends(self) -> None:
        """Take the ends of threads while our own thread cannot.

        A thread that calls execve waits until all others of its process are gone and their ends
        were taken, with a lock held that PTRACE_SEIZE waits for (cred_guard_mutex): both would
        wait for ever.
        """
        for thread_id in set(self._seized) - {self._directory.process_id}:
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PID, thread_id, os.WEXITED | os.WNOHANG | ptrace.WALL)

    def _seize(self, thread_id: int) -> bool:
        self._seizing = thread_id
        for attempt in range(_SEIZES):
            try:
                ptrace.call(ptrace.PTRACE_SEIZE, thread_id)
            except OSError as error:
                if error.errno == errno.ESRCH or self._has_ended(thread_id):
                    return False
                # A thread that calls execve takes the number of the first one, which has ended
                # when we are let in: the one we asked for is gone, another answers to its name.
                if error.errno != errno.EPERM or attempt == _SEIZES - 1:
                    raise
            else:
                break
        self._seized.append(thread_id)
        # Its number cannot be given on from here; whether it was before, the directory knows.
        return self._directory.has_thread(thread_id)

    def _has_ended(self, thread_id: int) -> bool:
        try:
            return self._directory.stat(thread_id).ended
        except OSError:
            return True

    def _interrupt(self, thread_id: int) -> bool:
        try:
            ptrace.call(ptrace.PTRACE_INTERRUPT, thread_id)
        except OSError:
            return False  # it ended
        return True

    def _wait(self, thread_ids: list[int]) -> None:
        """Wait until each thread stands still, or has ended, or has tried our patience."""
        pending, began = thread_ids, time.monotonic()
        seen: dict[int, tuple[Sleeper | None, float]] = {}
        while pending := self._from_first_running(pending):
            if self._may_go.is_set():
                return
            waited = time.monotonic() - began
            if waited > _PATIENCE_ASLEEP or self._asleep.issuperset(pending):
                pending = [tid for tid in pending if not self._is_settled(tid, waited, seen)]
            if waited < _YIELDING:
                os.sched_yield()
            else:
                time.sleep(min(max(waited / 4, _SHORTEST_NAP), _LONGEST_NAP))

    def _from_first_running(self, thread_ids: list[int]) -> list[int]:
        """Give those that are left from the first on that does not stand still, that one last.

        Not all are looked at while none can stop: that would take the processor from them.
        """
        for index, thread_id in enumerate(thread_ids):
            if not self._reap(thread_id):
                return [*thread_ids[index + 1 :], thread_id]
        return []

    def _is_settled(
        self, thread_id: int, waited: float, seen: dict[int, tuple[Sleeper | None, float]]
    ) -> bool:
        """Say whether a thread that was waited for need not be any more: it is, or will not."""
        state = self._state(thread_id)
        # Older kernels on emulated and loaded machines were seen to tell of a stop never.
        if state == TRACED and (stop := ptrace.stop_of(thread_id)):
            self.stops[thread_id] = stop
            return True
        if waited > _PATIENCE or self._sleeps(thread_id, waited, seen):
            self.stubborn[thread_id] = state
            return True
        return False

    def _sleeps(
        self, thread_id: int, waited: float, seen: dict[int, tuple[Sleeper | None, float]]
    ) -> bool:
        """Say whether a thread sleeps and has not run for long enough; *seen* is kept for that."""
        if thread_id in self._asleep:
            return self._state(thread_id) == ASLEEP
        found = look(self._directory, thread_id)
        before, since = seen.get(thread_id, (None, 0.0))
        if found is None or found != before:
            seen[thread_id] = found, waited
            return False
        return waited - since > _PATIENCE_ASLEEP

    def _reap(self, thread_id: int) -> bool:
        """Look whether a thread has stopped or ended."""
        try:
            stop = ptrace.look(thread_id, leave=self.leaves_stops)
        except ChildProcessError:
            return True
        if stop is not None:
            self.stops[thread_id] = stop
        return stop is not None

    def _state(self, thread_id: int) -> str:
        try:
            return self._directory.stat(thread_id).state
        except OSError:
            return ENDED_STATES[0]

    def _read_registers(self, reader: ptrace.RegisterReader) -> None:
        may_put_back = self._architecture is AMD64
        for thread_id in self._seized:
            stop = self.stops.get(thread_id)
            if stop is None:
                continue
            try:
                registers = reader.read(thread_id)
            except OSError as error:
                if error.errno == errno.ESRCH:  # killed in the stop
                    continue
                raise
            self.threads.append(StoppedThread(thread_id, stop, registers))
            if may_put_back and stop == ptrace.INTERRUPTED:
                self._put_back(thread_id, registers)
            if stop.signal in FAULTS and self.fault is None:
                information = ptrace.signal_information(thread_id)
                self.fault = (thread_id, information) if information else None
        if not self.threads and not self.stubborn:
            raise NoSuchProcessError(f"Process {self._directory.process_id} has ended.")

    def _put_back(self, thread_id: int, registers: RawRegisters) -> None:
        """Have a thread make its call again that the stop alone has ended."""
        again = put_back(registers.general)
        if again is not None:
            with contextlib.suppress(OSError):  # killed in the stop
                ptrace.set_general_registers(thread_id, again)

    def _let_go(self) -> None:
        stops, call = self.stops, ptrace.call
        for thread_id in self._seized:
            stop = stops.get(thread_id)
            if stop is None and self._reap(thread_id):
                stop = stops.get(thread_id)
            try:  # noqa: SIM105 - the target waits, and a context takes as long as the request
                call(ptrace.PTRACE_DETACH, thread_id, 0, stop.signal if stop else 0)
            except OSError:
                pass
        if self._began:
            self.paused_ns = time.perf_counter_ns() - self._began
        self._settle()

    def _settle(self) -> None:
        """Wait until threads that were stopped before are so again.

        They take a moment for it, and whoever looks just then would think that they run.
        """
        end = time.monotonic() + _SETTLING
        for thread_id, stop in self.stops.items():
            while (
                stop.group_signal
                and self._state(thread_id) in ("R", "t")
                and time.monotonic() < end
            ):
                time.sleep(_SHORTEST_NAP)
