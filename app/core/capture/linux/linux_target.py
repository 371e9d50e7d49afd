"""A live Linux process as a Target: opened, described, stopped, copied and read."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import mmap
import os
from functools import partial
from typing import TYPE_CHECKING

from ...errors import InvalidRequestError, NoSuchProcessError
from ...steps import steps, undisturbed
from ...symbols import elf
from . import modules, procfs
from .cloning import Cloning
from .describer import Describer
from .fields import boot_time, readable
from .one_processor import on_one_processor
from .program import Program, persist
from .registers import architecture_of, machine_by
from .space_reader import SpaceReader
from .target_memory import TargetMemory
from .thread_reader import ThreadReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...intervals import Range
    from ...process_key import ProcessKey
    from ..snapshot import ProcessSnapshot, SoftError
    from .tracer import Tracer


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
        self._tracer: Tracer | None = None
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
        directory = self._directory
        procfs.find_memory(directory)
        program = Program(directory)
        memory = TargetMemory(directory)
        try:
            architecture = architecture_of(self._machine(memory))
        except BaseException:
            program.close()
            raise
        self._memory = memory
        # All that is read of the target, its memory reads.
        self.scan_present, self.copy = memory.scan_present, memory.copy
        self.read, self.read_into = memory.read, memory.read_into
        self._spaces = SpaceReader(
            directory,
            memory.read_patiently,
            memory.read_present,
            is_64=architecture.address_size == 8,
        )
        self._threads = ThreadReader(directory, architecture, memory, self._boot_seconds)
        self._describer = Describer(
            directory, architecture, memory, self._spaces, self._threads, self._boot_seconds
        )
        self._cloning = Cloning(directory, self._spaces, memory)
        return program

    def _refuse_thread(self) -> None:
        """/proc has directories for threads, too; it only does not list them."""
        with self._directory.explained("Looking at the process"):
            owner = int(self._directory.status().get("Tgid", self.key.pid))
        if owner != self.key.pid:
            raise NoSuchProcessError(
                f"{self.key.pid} is a thread of process {owner}.", f"Choose process {owner}."
            )

    def _machine(self, memory: TargetMemory) -> int:
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
            header = self._header_in_memory(memory)
        except OSError as error:
            raise directory.explain(error, "Reading the program") from error
        return int.from_bytes(header[18:20], "little")

    def _header_in_memory(self, memory: TargetMemory) -> bytes:
        """Read the header of the program where its table of segments lies (AT_PHDR)."""
        with self._directory.explained("Reading the program"):
            data = self._directory.read("auxv")
        for is_64 in (True, False):
            table = elf.parse_auxv(data, is_64=is_64).get(modules.AT_PHDR, 0)
            header = memory.read(table // mmap.PAGESIZE * mmap.PAGESIZE, elf.HEADER_SIZE)
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
            self._cloning.end()
            self._program.close()
            self._program = self._begin()
        with self._program.must_last():
            return self._describer.describe(xstate=xstate)

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
        tracer = self._threads.tracer(extended=xstate)
        known = {thread.id: thread for thread in steps(before.threads)}
        skipped = frozenset(skip_threads)
        if self._spaces.last is not None and refresh:
            self._spaces.last.index_lines()
        with _without_collection(), self._directory.answers.in_stop():
            try:
                with self._program.must_last(), on_one_processor():
                    tracer.stop()
                self._tracer = tracer
                self._memory.begin_stop()
                yield self._describer.update(before, tracer, known, skipped, refresh=refresh)
            finally:
                self._tracer = None
                self._memory.end_stop()
                with undisturbed():
                    tracer.release()
                self._paused_ns = tracer.paused_ns
                self._cloning.let_go_of_files()
        self._threads.remember(tracer)

    # ------------------------------------------------------------------------------ cloning

    def prepare_clone(self) -> None:
        """Search files for what is needed; see Target.prepare_clone."""
        self._cloning.prepare()

    def clone(self, ranges: Sequence[Range]) -> list[Range]:
        """Make a copy of the stopped process; see Target.clone."""
        return self._cloning.make(ranges, self._tracer)

    def end_clone(self) -> None:
        """End the copy, if there is one; see Target.end_clone."""
        self._cloning.end()

    # ----------------------------------------------------------------------------- reading

    @property
    def missed_pages(self) -> Sequence[SoftError]:
        """Pages that nobody could find while the target stood still; see Target.missed_pages."""
        return self._memory.missed_pages

    def close(self) -> None:
        """Let go of everything."""
        self._cloning.end()
        self._program.close()
        self._memory.close()
        self._directory.close()


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
