"""What a snapshot tells of a process: while it runs, and brought up to date in a stop."""

from __future__ import annotations

import dataclasses
import signal
import time
from typing import TYPE_CHECKING

from ...intervals import merged
from ...minidump.constants import MINIDUMP_STREAM_TYPE
from ...minidump.contexts import stack_pointer
from ...steps import steps
from ..snapshot import (
    ExceptionInformation,
    Interrupted,
    ProcessSnapshot,
    SoftError,
)
from . import clone_safety, modules, texts, threads
from .dso_debug import read_dso_debug
from .fields import process_times, readable, vm_counters
from .freezer import frozen_by
from .handles import read_handles
from .space_reader import process_data
from .spare import spare
from .system import describe_system

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from ...intervals import Range
    from ..snapshot import Thread
    from .maps import AddressSpace
    from .procfs import ProcessDirectory
    from .registers import Architecture
    from .space_reader import SpaceReader
    from .target_memory import TargetMemory
    from .thread_reader import ThreadReader
    from .tracer import Tracer

_MAPS = int(MINIDUMP_STREAM_TYPE.LinuxMaps)


class Describer:
    """Describes one program of a process."""

    def __init__(
        self,
        directory: ProcessDirectory,
        architecture: Architecture,
        memory: TargetMemory,
        spaces: SpaceReader,
        thread_reader: ThreadReader,
        boot_seconds: int,
    ) -> None:
        """Describe that of *directory*; *boot_seconds* is the Unix time of the system's start."""
        self._directory = directory
        self._architecture = architecture
        self._memory = memory
        self._spaces = spaces
        self._threads = thread_reader
        self._boot_seconds = boot_seconds

    def describe(self, *, xstate: bool) -> ProcessSnapshot:
        """Describe what is there; see Target.describe."""
        directory = self._directory
        errors: list[SoftError] = []
        # Headers of modules come first: reading them may fault in a page, which status counts.
        auxv = self._spaces.auxv()
        space = self._spaces.read(auxv, errors)
        is_64 = self._architecture.address_size == 8
        dso_debug = read_dso_debug(self._memory.read, auxv, is_64=is_64)
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
        described, exception = self._threads.read(space)
        handled, interrupted = self._threads.handled_by(described, space, status)
        exception = exception or handled
        texts_found |= self._threads.kernel_stacks(described)
        errors += directory.answers.untold()
        return ProcessSnapshot(
            process_id=directory.process_id,
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
            frozen_by=frozen_by(directory.process_id),
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

        found = last_words(
            space.modules,
            stacks,
            lambda address, size: self._memory.read_told(space, address, size),
            processor,
        )
        return tuple(merged(steps(found)))

    def _executable(self, space: AddressSpace) -> str:
        """Give the path of the program, without a mark that it is deleted."""
        try:
            path = readable(self._directory.link("exe"))
        except OSError:
            path = ""
        first = space.modules[0] if space.modules else None
        return first.name if first and first.deleted and path.startswith(first.name) else path

    def update(
        self,
        before: ProcessSnapshot,
        tracer: Tracer,
        known: Mapping[int, Thread],
        skipped: Container[int],
        *,
        refresh: bool,
    ) -> ProcessSnapshot:
        """Bring *before* up to date, with as little work as possible: the target waits.

        *tracer* holds its threads, of which those *known* are described already, by their numbers.
        """
        space = self._spaces.last
        if space is None or refresh:
            space = self._spaces.refresh()
        found, errors = self._threads.stopped(tracer, known, skipped, space, before)
        told = known if space.regions is before.regions else {}
        texts_now = before.texts
        if texts_now.get(_MAPS) != space.text:
            texts_now = {**texts_now, _MAPS: space.text}
        if tracer.stubborn or texts.KERNEL_STACKS in texts_now:
            others = (item for item in texts_now.items() if item[0] != texts.KERNEL_STACKS)
            texts_now = {**dict(others), **self._threads.kernel_stacks(found)}
        handled, interrupted = self._threads.handled_now(found, space)
        return dataclasses.replace(
            before,
            threads=tuple(found),
            modules=space.modules,
            regions=space.regions,
            image_notes=space.notes,
            unloaded_modules=before.unloaded_modules
            if space.modules is before.modules
            else modules.unloaded_modules(space.modules),
            texts=texts_now,
            thread_data=threads.thread_data(space, found, told, before.thread_data),
            exception=threads.exception_of(tracer, found) or handled,
            interrupted=interrupted,
            timestamp=int(time.time()),
            suspended=True,
            soft_errors=(*before.soft_errors, *errors),
        )
