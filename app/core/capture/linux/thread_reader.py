"""The threads of a process: read while they run, and again with registers when they stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import MiniDumpError
from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...steps import steps, undisturbed
from ..snapshot import ExceptionInformation, Interrupted, SoftError, Thread
from . import handlers, sleepers, texts, threads, wine_calls
from .thread_pointer import (
    lowest_of_running,
    thread_pointer_of_running,
    thread_pointers_of_i386,
)
from .tracer import Tracer

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from ..snapshot import ProcessSnapshot
    from .maps import AddressSpace
    from .procfs import ProcessDirectory
    from .registers import Architecture
    from .target_memory import TargetMemory


class ThreadReader:
    """Reads threads; keeps what helps the next time, so that little is asked in a stop."""

    def __init__(
        self,
        directory: ProcessDirectory,
        architecture: Architecture,
        memory: TargetMemory,
        boot_seconds: int,
    ) -> None:
        """Read those of *directory*; *boot_seconds* is the Unix time of the system's start."""
        self._directory = directory
        self._architecture = architecture
        self._memory = memory
        self._boot_seconds = boot_seconds
        self._thread_pointers: dict[int, int] = {}
        self._asleep: frozenset[sleepers.Sleeper] = frozenset()
        self._handling: frozenset[int] = frozenset()

    # ------------------------------------------------------------------ while they run

    def read(self, space: AddressSpace) -> tuple[tuple[Thread, ...], ExceptionInformation | None]:
        """Describe the threads, and the signal the process stands on.

        One that stands still already (SIGSTOP) is asked for the TLS bases of its threads through
        ptrace: it does not notice, and the plan made from this is exact.
        """
        with self._directory.explained("Describing"):
            thread_ids = self._directory.thread_ids()
        found = [
            thread
            for thread_id in steps(thread_ids)
            if (thread := threads.read_thread(self._directory, thread_id, self._boot_seconds))
        ]
        tracer = None
        if found and all(thread.state == "T" for thread in found):
            tracer = self._ask_stopped()
        if self._architecture.processor == PROCESSOR_ARCHITECTURE.INTEL:
            self._thread_pointers = {
                **thread_pointers_of_i386(space, self._memory.scan_present, self._memory.read),
                **self._thread_pointers,
            }
        self._asleep = sleepers.find(
            self._directory, (one.id for one in steps(found) if one.state == sleepers.ASLEEP)
        )
        stuck = {one.id for one in self._asleep}
        described = tuple(
            self._where_blocked(thread, space)._replace(stuck=thread.id in stuck)
            for thread in steps(found)
        )
        return described, threads.exception_of(tracer, described) if tracer else None

    def handled_by(
        self, found: Iterable[Thread], space: AddressSpace, status: Mapping[str, str]
    ) -> tuple[ExceptionInformation | None, tuple[Interrupted, ...]]:
        """Tell what the handlers are of that threads are in, of a process with this *status*.

        Also where threads left their stack for that of Wine, which catches faults.
        """
        if not handlers.catches_faults(status):
            self._handling = frozenset()
            return None, ()
        found = tuple(found)
        handled, interrupted = self._handled_by(found, space)
        inside = {one.thread_id for one in (handled, *interrupted) if one is not None}
        # In the stop, only those are looked at that may be in a handler then.
        self._handling = frozenset(
            thread.id for thread in found if not thread.stack_pointer or thread.id in inside
        )
        return handled, interrupted

    def _handled_by(
        self, found: Iterable[Thread], space: AddressSpace
    ) -> tuple[ExceptionInformation | None, tuple[Interrupted, ...]]:
        found = tuple(found)
        processor = self._architecture.processor

        def read(address: int, size: int) -> bytes:
            return self._memory.read_told(space, address, size)

        handled, interrupted = handlers.handled_by(
            found, read, space.at, self._directory.number_inside, processor
        )
        if wine_calls.is_wine(space.modules, processor):
            scan = self._memory.scan_present
            interrupted += tuple(wine_calls.callers(found, space, read, scan))
        return handled, interrupted

    def _where_blocked(self, thread: Thread, space: AddressSpace) -> Thread:
        stack_pointer, instruction_pointer = threads.blocked_at(self._directory, thread.id)
        thread_pointer = self._thread_pointers.get(thread.id) or thread_pointer_of_running(
            thread.id, self._architecture.processor, self._memory.read
        )
        is_main = thread.id == self._directory.process_id
        reaches_to = stack_pointer or lowest_of_running(
            space, 0 if is_main else thread_pointer, self._memory.scan_present
        )
        return thread._replace(
            teb=thread_pointer,
            stack_pointer=stack_pointer,
            instruction_pointer=instruction_pointer,
            stack=threads.stack_of(space, self._architecture, reaches_to, thread_pointer),
        )

    def kernel_stacks(self, found: Iterable[Thread]) -> dict[int, bytes]:
        """Tell of each thread that is stuck where in the kernel it is; nothing if none is."""
        told = [
            f"Thread {thread.id} ({thread.name}) could not be stopped. Of its registers are known: "
            f"instruction pointer {thread.instruction_pointer:#x}, stack pointer "
            f"{thread.stack_pointer:#x}.\n{sleepers.describe(self._directory, thread.id)}\n"
            for thread in found
            if thread.stuck
        ]
        return {texts.KERNEL_STACKS: "\n".join(told).encode()} if told else {}

    def _ask_stopped(self) -> Tracer | None:
        """Learn the TLS bases and the signal of a process that stands still already.

        None when that is not possible: it is for the plan's exactness alone.
        """
        tracer = Tracer(self._directory, self._architecture, extended=False)
        try:
            try:
                tracer.stop()
            finally:
                with undisturbed():
                    tracer.release()
        except MiniDumpError:
            return None
        self.remember(tracer)
        return tracer

    def remember(self, tracer: Tracer) -> None:
        """Keep the TLS bases of the threads that *tracer* held, for when they run again."""
        self._thread_pointers = {
            thread.id: self._architecture.pointers_of(thread.registers)[2]
            for thread in tracer.threads
        }

    # ------------------------------------------------------------------ in a stop

    def tracer(self, *, extended: bool) -> Tracer:
        """Give what stops them; *extended* also reads XSAVE areas."""
        asleep = frozenset(one.id for one in sleepers.still(self._directory, self._asleep))
        return Tracer(self._directory, self._architecture, extended=extended, asleep=asleep)

    def stopped(
        self,
        tracer: Tracer,
        known: Mapping[int, Thread],
        skipped: Container[int],
        space: AddressSpace,
        before: ProcessSnapshot,
    ) -> tuple[list[Thread], list[SoftError]]:
        """Describe those that *tracer* holds, and say what is amiss.

        *known* are the threads of *before*, by their numbers.
        """
        architecture, is_placed = self._architecture, space.regions is before.regions
        found: list[Thread] = []
        errors: list[SoftError] = []
        for stopped in steps(tracer.threads):
            if stopped.id in skipped:
                continue
            if thread := self._known(stopped.id, known):
                found.append(
                    threads.with_registers(
                        thread, stopped, space, architecture, is_placed=is_placed
                    )
                )
        size = max((len(thread.context) for thread in found), default=0)
        for thread_id, state in tracer.stubborn.items():
            if thread_id in skipped:
                continue
            if thread := self._known(thread_id, known):
                stuck = self._where_blocked(thread, space)
                found.append(threads.with_pointers(stuck, architecture, size))
                errors.append(_not_stopped(stuck, state, before.frozen_by))
        if tracer.stubborn:
            found.sort(key=lambda thread: (thread.id != self._directory.process_id, thread.id))
        return found, errors

    def handled_now(
        self, found: Iterable[Thread], space: AddressSpace
    ) -> tuple[ExceptionInformation | None, tuple[Interrupted, ...]]:
        """Tell the same as :meth:`handled_by` of stopped threads that may be in a handler."""
        if not self._handling:
            return None, ()
        return self._handled_by((one for one in found if one.id in self._handling), space)

    def _known(self, thread_id: int, known: Mapping[int, Thread]) -> Thread | None:
        return known.get(thread_id) or threads.read_thread(
            self._directory, thread_id, self._boot_seconds
        )


def _not_stopped(thread: Thread, state: str, frozen_by: str) -> SoftError:
    stage = "stop thread"
    if frozen_by:
        return SoftError(
            stage,
            f"Thread {thread.id} ({thread.name}) is frozen by its control group {frozen_by} and "
            "could not be stopped: of its registers, only the instruction pointer and the stack "
            "pointer are known.",
        )
    return SoftError(
        stage,
        f"Thread {thread.id} ({thread.name}) sleeps in the kernel (state {state}) and could not be "
        "stopped: of its registers, only the instruction pointer and the stack pointer are known.",
    )
