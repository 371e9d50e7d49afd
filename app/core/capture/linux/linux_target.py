"""A live Linux process as a Target: describing, stopping, reading."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import mmap
import os
import signal
import time
from functools import partial
from typing import TYPE_CHECKING

from ...errors import (
    CloneRefusedError,
    InvalidRequestError,
    MiniDumpError,
    NoSuchProcessError,
)
from ...intervals import merged
from ...minidump.constants import MINIDUMP_STREAM_TYPE, PROCESSOR_ARCHITECTURE
from ...minidump.contexts import stack_pointer
from ...steps import steps, undisturbed
from ...symbols import elf
from .. import clone_refusals as because
from ..snapshot import (
    ExceptionInformation,
    Interrupted,
    ProcessSnapshot,
    SoftError,
    Thread,
)
from . import clone_safety, handlers, modules, procfs, sleepers, texts, threads
from .dso_debug import read_dso_debug
from .fields import boot_time, process_times, readable, vm_counters
from .freezer import frozen_by
from .handles import read_handles
from .memory import Memory
from .one_processor import on_one_processor
from .presence import Presence
from .program import Program, persist
from .registers import architecture_of, machine_by
from .space_reader import SpaceReader, process_data
from .spare import spare
from .system import describe_system
from .thread_pointer import (
    lowest_of_running,
    thread_pointer_of_running,
    thread_pointers_of_i386,
)
from .tracer import Tracer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ...intervals import Range
    from ...process_key import ProcessKey
    from ..target import CopyProgress
    from .cloned_space import ClonedSpace
    from .maps import AddressSpace
    from .self_restoring import CallSites

_MAPS = int(MINIDUMP_STREAM_TYPE.LinuxMaps)


class LinuxTarget:
    """A process of this system; see :class:`app.core.capture.target.Target`."""

    def __init__(self, key: ProcessKey) -> None:
        """Open it and make sure that it is the one that is meant, and that we may look inside.

        Raises NoSuchProcessError (also for zombies), AccessDeniedError (also for threads of the
        kernel) or MiniDumpError (a processor that is not supported).
        """
        self.key = key
        self._directory = procfs.ProcessDirectory(key.pid)
        self._paused_ns = 0
        self._is_held = False
        self._tracer: Tracer | None = None
        self._cloned: ClonedSpace | None = None
        self._missed: list[SoftError] = []
        self._asleep: frozenset[sleepers.Sleeper] = frozenset()
        self._handling: frozenset[int] = frozenset()
        self._boot_seconds = boot_time()
        try:
            self._directory.confirm(key)
            self._refuse_thread()
            self._program = persist(self._begin, self._directory)
        except BaseException:
            self._directory.close()
            raise

    def _begin(self) -> Program:
        """Get to know the program that the process runs now."""
        procfs.find_memory(self._directory)
        program = Program(self._directory)
        self._memory = Memory(self._directory)
        self._source = self._memory
        self._sites: CallSites | None = None
        try:
            self._architecture = architecture_of(self._machine())
        except BaseException:
            program.close()
            raise
        self._presence = Presence(self._directory)
        self._is_64 = self._architecture.address_size == 8
        self._thread_pointers: dict[int, int] = {}
        self._spaces = SpaceReader(
            self._directory, self._read_patiently, self._read_present, is_64=self._is_64
        )
        return program

    def _refuse_thread(self) -> None:
        """/proc has directories for threads, too; it only does not list them."""
        with self._directory.explained("Looking at the process"):
            owner = int(self._directory.status().get("Tgid", self.key.pid))
        if owner != self.key.pid:
            raise NoSuchProcessError(
                f"{self.key.pid} is a thread of process {owner}.", f"Choose process {owner}."
            )

    def _machine(self) -> int:
        """Give the machine that the program is for (EM_…)."""
        directory = self._directory
        try:
            header = directory.answers.of(
                ("program", self.key.pid),
                readable(directory.link("exe")),
                partial(directory.read_up_to, "exe", elf.HEADER_SIZE),
            )
        except TimeoutError:  # the kernel tells as much by itself as is needed
            with directory.explained("Reading the program"):
                return machine_by(directory.read("auxv"))
        except PermissionError:
            # Its file may be executed and not be read (mode 0711); it has read itself into memory.
            header = self._header_in_memory()
        except OSError as error:
            raise directory.explain(error, "Reading the program") from error
        return int.from_bytes(header[18:20], "little")

    def _header_in_memory(self) -> bytes:
        """Read the header of the program where its table of segments lies (AT_PHDR)."""
        with self._directory.explained("Reading the program"):
            data = self._directory.read("auxv")
        for is_64 in (True, False):
            table = elf.parse_auxv(data, is_64=is_64).get(modules.AT_PHDR, 0)
            header = self._memory.read(table // mmap.PAGESIZE * mmap.PAGESIZE, elf.HEADER_SIZE)
            if header.startswith(b"\x7fELF"):
                return header
        raise self._directory.denied()

    # -------------------------------------------------------------------------- describing

    def describe(self, *, name_handles: bool = False, xstate: bool = True) -> ProcessSnapshot:
        """Describe the process; see Target.describe. All of it is of one program."""
        del name_handles  # they are there anyway
        return persist(lambda: self._describe_one_program(xstate=xstate), self._directory)

    def _describe_one_program(self, *, xstate: bool) -> ProcessSnapshot:
        if self._program.is_gone():
            self._program.close()
            self._program = self._begin()
        with self._program.must_last():
            return self._describe(xstate=xstate)

    def _describe(self, *, xstate: bool) -> ProcessSnapshot:
        """Describe what is there.

        A process that stands still already (SIGSTOP) is asked for the TLS bases of its threads
        through ptrace: it does not notice, and the plan made from this is exact.
        """
        directory = self._directory
        errors: list[SoftError] = []
        # Headers of modules come first: reading them may fault in a page, which status counts.
        auxv = self._spaces.auxv()
        space = self._spaces.read(auxv, errors)
        dso_debug = read_dso_debug(self.read, auxv, is_64=self._is_64)
        with directory.explained("Describing"):
            stat = directory.stat()
            memory_stat = directory.stat(directory.living)
            status = directory.status()
        texts_found, more_errors = texts.read_texts(directory, space.text)
        errors += more_errors
        auxiliary, more_errors = texts.read_auxiliary(directory)
        errors += more_errors
        handles, more_errors = read_handles(directory)
        errors += more_errors
        described, exception = self._describe_threads(space)
        interrupted: tuple[Interrupted, ...] = ()
        if handlers.catches_faults(status):
            handled, interrupted = self._handled_by(described)
            in_handlers = {one.thread_id for one in (handled, *interrupted) if one is not None}
            # In the stop, only those are looked at that may be in a handler then.
            self._handling = frozenset(
                thread.id
                for thread in described
                if not thread.stack_pointer or thread.id in in_handlers
            )
            exception = exception or handled
        texts_found |= self._kernel_stacks(described)
        errors += directory.answers.untold()
        return ProcessSnapshot(
            process_id=self.key.pid,
            name=stat.name,
            executable=self._executable(space),
            system=describe_system(self._architecture, xstate=xstate),
            threads=described,
            modules=space.modules,
            regions=space.regions,
            image_notes=space.notes,
            unloaded_modules=modules.unloaded_modules(space.modules),
            handles=handles,
            texts=texts_found,
            auxiliary=auxiliary,
            process_data=process_data(space, memory_stat),
            thread_data=threads.thread_data(space, described),
            dso_debug=dso_debug,
            times=process_times(stat, self._boot_seconds),
            vm_counters=vm_counters(status, stat),
            exception=exception,
            interrupted=interrupted,
            last_words=self._last_words(exception, interrupted, space),
            timestamp=int(time.time()),
            frozen_by=frozen_by(self.key.pid),
            clone_refusal=clone_safety.why_not(
                directory,
                self._architecture,
                space,
                handles,
                any(thread.stuck for thread in described),
            ),
            spare=spare(),
            soft_errors=tuple(errors),
        )

    def _describe_threads(
        self, space: AddressSpace
    ) -> tuple[tuple[Thread, ...], ExceptionInformation | None]:
        """Describe the threads, and the signal the process stands on."""
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
                **thread_pointers_of_i386(space, self.scan_present, self.read),
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

    def _handled_by(
        self, found: Iterable[Thread]
    ) -> tuple[ExceptionInformation | None, tuple[Interrupted, ...]]:
        """Tell what the handlers are of that threads are in."""
        return handlers.handled_by(
            found, self._read_told, self.key.pid, self._architecture.processor
        )

    def _last_words(
        self,
        exception: ExceptionInformation | None,
        interrupted: tuple[Interrupted, ...],
        space: AddressSpace,
    ) -> tuple[Range, ...]:
        """Find out where a program that called abort, as far as is known, noted why."""
        processor = self._architecture.processor
        stacks = [one.stack_pointer for one in interrupted]
        if exception is not None and exception.code == signal.SIGABRT:
            stacks.append(stack_pointer(exception.context, processor) or 0)
        if not stacks:
            return ()
        from .last_words import last_words

        found = last_words(space.modules, stacks, self._read_told, processor)
        return tuple(merged(steps(found)))

    def _where_blocked(self, thread: Thread, space: AddressSpace) -> Thread:
        stack_pointer, instruction_pointer = threads.blocked_at(self._directory, thread.id)
        thread_pointer = self._thread_pointers.get(thread.id) or thread_pointer_of_running(
            thread.id, self._architecture.processor, self.read
        )
        reaches_to = stack_pointer or lowest_of_running(
            space, 0 if thread.id == self.key.pid else thread_pointer, self.scan_present
        )
        return thread._replace(
            teb=thread_pointer,
            stack_pointer=stack_pointer,
            instruction_pointer=instruction_pointer,
            stack=threads.stack_of(space, self._architecture, reaches_to, thread_pointer),
        )

    def _kernel_stacks(self, found: Iterable[Thread]) -> dict[int, bytes]:
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
        self._remember_thread_pointers(tracer)
        return tracer

    def _remember_thread_pointers(self, tracer: Tracer) -> None:
        self._thread_pointers = {
            thread.id: self._architecture.thread_pointer_of(thread.registers)
            for thread in tracer.threads
        }

    def _executable(self, space: AddressSpace) -> str:
        """Give the path of the program, without a mark that it is deleted."""
        try:
            path = readable(self._directory.link("exe"))
        except OSError:
            path = ""
        first = space.modules[0] if space.modules else None
        return first.name if first and first.deleted and path.startswith(first.name) else path

    # ---------------------------------------------------------------------------- stopping

    @property
    def paused_ns(self) -> int:
        """Nanoseconds that the last suspend held the target."""
        return self._paused_ns

    @contextlib.contextmanager
    def suspend(
        self,
        before: ProcessSnapshot,
        *,
        xstate: bool,
        skip_threads: Iterable[int] = (),
        refresh: bool = True,
    ) -> Iterator[ProcessSnapshot]:
        """Stop every thread; see Target.suspend.

        With *refresh* false, regions and modules stay those of the last describe.
        """
        if self.key.pid == os.getpid():
            raise InvalidRequestError(
                "A process cannot stop and trace itself.",
                "Dump it from another process; write_dump does this by itself.",
            )
        if self._spaces.last is None:
            before = dataclasses.replace(self.describe(), soft_errors=before.soft_errors)
        asleep = frozenset(one.id for one in sleepers.still(self._directory, self._asleep))
        tracer = Tracer(self._directory, self._architecture, extended=xstate, asleep=asleep)
        known = {thread.id: thread for thread in steps(before.threads)}
        skipped = frozenset(skip_threads)
        if self._spaces.last is not None and refresh:
            self._spaces.last.index_lines()
        with _without_collection(), self._directory.answers.in_stop():
            try:
                with self._program.must_last(), on_one_processor():
                    tracer.stop()
                self._is_held, self._missed, self._tracer = True, [], tracer
                yield self._stopped(before, tracer, known, skipped, refresh=refresh)
            finally:
                self._is_held, self._tracer = False, None
                with undisturbed():
                    tracer.release()
                self._paused_ns = tracer.paused_ns
                if self._cloned is not None:
                    self._cloned.let_go_of_files()
        self._remember_thread_pointers(tracer)

    def _stopped(
        self,
        before: ProcessSnapshot,
        tracer: Tracer,
        known: dict[int, Thread],
        skipped: frozenset[int],
        *,
        refresh: bool,
    ) -> ProcessSnapshot:
        """Bring *before* up to date, with as little work as possible: the target waits."""
        errors = list(before.soft_errors)
        space = self._spaces.last
        if space is None or refresh:
            space = self._spaces.refresh()
        architecture = self._architecture
        found = []
        for stopped in steps(tracer.threads):
            if stopped.id in skipped:
                continue
            thread = known.get(stopped.id) or threads.read_thread(
                self._directory, stopped.id, self._boot_seconds
            )
            if thread is not None:
                found.append(threads.with_registers(thread, stopped, space, architecture))
        size = max((len(thread.context) for thread in found), default=0)
        for thread_id, state in tracer.stubborn.items():
            if thread_id in skipped:
                continue
            thread = known.get(thread_id) or threads.read_thread(
                self._directory, thread_id, self._boot_seconds
            )
            if thread is None:
                continue
            stuck = self._where_blocked(thread, space)
            found.append(threads.with_pointers(stuck, architecture, size))
            errors.append(_not_stopped(stuck, state, before.frozen_by))
        if tracer.stubborn:
            found.sort(key=lambda thread: (thread.id != self.key.pid, thread.id))
        texts_now = before.texts
        if texts_now.get(_MAPS) != space.text:
            texts_now = {**texts_now, _MAPS: space.text}
        if tracer.stubborn or texts.KERNEL_STACKS in texts_now:
            others = (item for item in texts_now.items() if item[0] != texts.KERNEL_STACKS)
            texts_now = {**dict(others), **self._kernel_stacks(found)}
        handled, interrupted = self._handled_by(
            thread for thread in found if thread.id in self._handling
        )
        return dataclasses.replace(
            before,
            threads=tuple(found),
            modules=space.modules,
            regions=space.regions,
            image_notes=space.notes,
            unloaded_modules=modules.unloaded_modules(space.modules),
            texts=texts_now,
            thread_data=threads.thread_data(space, found),
            exception=threads.exception_of(tracer, found) or handled,
            interrupted=interrupted,
            timestamp=int(time.time()),
            suspended=True,
            soft_errors=tuple(errors),
        )

    # ------------------------------------------------------------------------------ cloning

    def prepare_clone(self) -> None:
        """Search files for what is needed; see Target.prepare_clone."""
        from . import cloned_space  # noqa: F401 - to be there in the stop
        from .lenders import find_call_sites

        if self._spaces.last is not None and self._sites is None:
            self._sites = find_call_sites(self._directory, self._spaces.last)

    def clone(self, ranges: Sequence[Range]) -> list[Range]:
        """Make a copy of the stopped process; see Target.clone."""
        if self._tracer is None or self._spaces.last is None or self._sites is None:
            raise CloneRefusedError(because.NO_PLACE)
        from .cloned_space import ClonedSpace

        cloned = ClonedSpace(
            self._directory,
            self._tracer,
            self._spaces.last,
            self._sites,
            self._memory,
            self._presence,
        )
        self._cloned = cloned
        self._source = cloned.make()
        return cloned.unlike(ranges, self._spaces.flags_of)

    def end_clone(self) -> None:
        """End the copy, if there is one; see Target.end_clone."""
        cloned, self._cloned = self._cloned, None
        self._source = self._memory
        if cloned is not None:
            with undisturbed():
                cloned.end()

    # ----------------------------------------------------------------------------- reading

    def scan_present(self, ranges: Sequence[Range]) -> tuple[Range, ...] | None:
        """Say which pages of *ranges* exist; see Target.scan_present."""
        return self._presence.scan(ranges, self._missed if self._is_held else None)

    @property
    def missed_pages(self) -> Sequence[SoftError]:
        """Pages that nobody could find while the target stood still; see Target.missed_pages."""
        return tuple(self._missed)

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes; see Target.read."""
        return self._source_now().read(address, size)

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Read into *buffer*; see Target.read_into."""
        return self._source_now().read_into(address, buffer)

    def copy(
        self,
        ranges: Sequence[tuple[int, int, int]],
        into: int | memoryview,
        progress: CopyProgress | None = None,
        *,
        patience: float | None = None,
        settled: Callable[[int], None] | None = None,
    ) -> list[SoftError]:
        """Copy ranges into a file or a buffer; see Target.copy."""
        return self._source_now().copy(ranges, into, progress, patience=patience, settled=settled)

    def _source_now(self) -> Memory:
        """Give what is read: the process itself while it is held, and then a copy if there is."""
        return self._memory if self._is_held else self._source

    def _read_patiently(self, address: int, size: int) -> bytes:
        """Read what may have to come from a file first; what does not come is left out."""
        present = self._read_present(address, size)
        if len(present) == size:
            return present
        try:
            return self._directory.answers.of(
                ("memory", self.key.pid),
                f"what is mapped at {address:#x}",
                # With a buffer of its own, should it be left behind.
                lambda: Memory(self._directory).read(address, size),
            )
        except TimeoutError:
            return present

    def _read_present(self, address: int, size: int) -> bytes:
        """Read from the start of a range, no further than its pages exist already."""
        found = self.scan_present([(address, address + size)])
        if found is None:
            return self.read(address, size)
        if not found or found[0][0] > address:
            return b""
        return self.read(address, found[0][1] - address)

    def _read_told(self, address: int, size: int) -> bytes:
        """Read where memory of the target itself leads to: to what is mapped, or nowhere."""
        space = self._spaces.last
        part = space.readable_part(address, address + size) if space is not None else None
        if part is None or part[0] != address:
            return b""
        return self._read_present(address, part[1] - address)

    def close(self) -> None:
        """Let go of everything."""
        self.end_clone()
        self._program.close()
        self._memory.close()
        self._directory.close()


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


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from running while the target waits."""
    enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
