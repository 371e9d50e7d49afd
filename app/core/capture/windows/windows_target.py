"""A live Windows process as a Target: describing, reading, stopping. Writing is DbgHelp's."""

from __future__ import annotations

import contextlib
import ctypes
import ntpath
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from ...errors import HRESULT, MiniDumpError
from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...minidump.contexts import instruction_pointer, stack_pointer
from ..snapshot import ProcessSnapshot, ProcessTimes, SoftError, VmCounters
from .access import open_process
from .address_space import Memory
from .api import (
    FILETIME,
    PROCESS_BASIC_INFORMATION,
    PROCESS_MEMORY_COUNTERS_EX,
    VM_COUNTERS,
    address_of,
    windows,
)
from .handles import read_handles
from .modules import read_modules
from .process_data import environment, heaps, named, process_data
from .process_facts import facts_of, image_path
from .standstill import Standstill, registers
from .system import describe_system
from .threads import describe_thread, read_threads, stack_of, wow64_teb
from .token import debugging, token_stream
from .unloaded import read_unloaded
from .watch import watched
from .width import NATIVE, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...intervals import Range
    from ...process_key import ProcessKey
    from ..snapshot import Thread

_BASIC, _VM_COUNTERS = 0, 3
"""PROCESSINFOCLASS (winternl.h)."""
_NORMAL_PRIORITY_CLASS = 0x20


class WindowsTarget:
    """A process of this system; see :class:`app.core.capture.target.Target`."""

    paused_ns = 0

    def __init__(self, key: ProcessKey) -> None:
        """Open it, and make sure that it is the one that is meant.

        Raises NoSuchProcessError, AccessDeniedError, or MiniDumpError for a process with wider
        pointers than ours: its threads and parameters would be looked for in the wrong places.
        """
        bits = facts_of(key.pid).bits
        self._is_wow64 = 0 < bits < NATIVE.bits
        if bits > NATIVE.bits:
            raise MiniDumpError(
                f"Process {key.pid} is a 64-bit program, and this DumpDesk is a 32-bit one.",
                "Use the 64-bit DumpDesk.",
                hresult=HRESULT.NOT_SUPPORTED,
            )
        self.key = key
        self._handle = open_process(key.pid)
        try:
            self._handle.confirm(key)
        except BaseException:
            self._handle.close()
            raise
        self._memory = Memory(self._handle.value)

    def describe(self, *, name_handles: bool = False, xstate: bool = True) -> ProcessSnapshot:
        """Describe the process; see Target.describe."""
        del xstate  # it is there anyway
        with debugging(wanted=self._handle.by_privilege):
            return self._describe(name_handles=name_handles)

    def _describe(self, *, name_handles: bool) -> ProcessSnapshot:
        process = self._handle.value
        system = describe_system()
        modules, storage, errors = read_modules(process, self._memory)
        found = read_threads(
            self.key.pid,
            windows.GetPriorityClass(process) or _NORMAL_PRIORITY_CLASS,
            system.processor_architecture,
            self._memory,
            storage,
        )
        errors += found.errors
        handles, more_errors = read_handles(self.key.pid, self._handle, named=name_handles)
        errors += more_errors
        errors += [SoftError("open process", f"Without {lost}.") for lost in self._handle.lost]
        executable = image_path(process) or (modules[0].name if modules else "")
        basic = PROCESS_BASIC_INFORMATION()
        self._query(_BASIC, basic)
        peb = int(basic.PebBaseAddress)
        return ProcessSnapshot(
            process_id=self.key.pid,
            name=ntpath.basename(executable),
            executable=executable,
            system=system,
            threads=found.threads,
            modules=tuple(
                module._replace(tls=found.storage.get(module.base, ())) for module in modules
            ),
            regions=named(
                self._memory.regions(),
                heaps(self._memory, peb),
                (thread.stack for thread in found.threads),
            ),
            unloaded_modules=read_unloaded(self._memory),
            handles=handles,
            token=token_stream(process, self.key.pid),
            environment=environment(self._memory, peb),
            process_data=process_data(self._memory, peb),
            thread_data=found.data,
            times=self._times(),
            vm_counters=self._vm_counters(),
            timestamp=int(time.time()),
            soft_errors=tuple(errors),
        )

    def _query(self, kind: int, into: ctypes.Structure) -> bool:
        status = windows.NtQueryInformationProcess(
            self._handle.value, kind, address_of(into), ctypes.sizeof(into), None
        )
        return int(status) == 0

    def _times(self) -> ProcessTimes:
        created, exited, kernel, user = FILETIME(), FILETIME(), FILETIME(), FILETIME()
        windows.GetProcessTimes(
            self._handle.value, *map(address_of, (created, exited, kernel, user))
        )
        return ProcessTimes(created.value, user.value, kernel.value)

    def _vm_counters(self) -> VmCounters:
        counters = PROCESS_MEMORY_COUNTERS_EX(cb=ctypes.sizeof(PROCESS_MEMORY_COUNTERS_EX))
        windows.K32GetProcessMemoryInfo(self._handle.value, address_of(counters), counters.cb)
        virtual = VM_COUNTERS()
        self._query(_VM_COUNTERS, virtual)
        return VmCounters(
            page_fault_count=int(counters.PageFaultCount),
            peak_working_set_size=int(counters.PeakWorkingSetSize),
            working_set_size=int(counters.WorkingSetSize),
            pagefile_usage=int(counters.PagefileUsage),
            peak_pagefile_usage=int(counters.PeakPagefileUsage),
            peak_virtual_size=int(virtual.PeakVirtualSize),
            virtual_size=int(virtual.VirtualSize),
            private_usage=int(counters.PrivateUsage),
        )

    # ------------------------------------------------------------------------------- memory

    def read(self, address: int, size: int) -> bytes:
        """Read memory; see Target.read."""
        return self._memory.read(address, size)

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Read memory; see Target.read_into."""
        return self._memory.read_into(address, buffer)

    @property
    def missed_pages(self) -> Sequence[SoftError]:
        """Nothing; see Target.missed_pages."""
        return ()

    def scan_present(self, _ranges: Sequence[Range]) -> None:
        """Tell nothing: DbgHelp stores pages that were never touched as well."""
        return

    @contextlib.contextmanager
    def suspend(
        self,
        before: ProcessSnapshot,
        *,
        xstate: bool,
        skip_threads: Iterable[int] = (),
        refresh: bool = True,
    ) -> Iterator[ProcessSnapshot]:
        """Stop every thread, to look at stacks; see Target.suspend.

        Regions and modules stay those of *before*: to list them would take longer than all the
        rest. Contexts are without the XSAVE area. The threads of a 32-bit process have the
        registers and the stack of their 32-bit code, and its processor is the snapshot's.

        Raises MiniDumpError for our own process, and where another DumpDesk has it for too long.
        """
        del xstate, refresh
        if self.key.pid == os.getpid():
            raise MiniDumpError(
                "A process cannot stop itself to be looked at.",
                "Have another DumpDesk look at it.",
                hresult=HRESULT.NOT_SUPPORTED,
            )
        left_out = set(skip_threads)
        with watched(self.key), debugging(wanted=self._handle.by_privilege):
            standstill = Standstill(self.key.pid)
            with standstill:
                yield self._standing(before, standstill, left_out)
            self.paused_ns = standstill.paused_ns

    def _standing(
        self, before: ProcessSnapshot, standstill: Standstill, left_out: set[int]
    ) -> ProcessSnapshot:
        """Bring *before* up to date with the threads that stand still."""
        architecture = before.system.processor_architecture
        if self._is_wow64:
            architecture = PROCESSOR_ARCHITECTURE.INTEL
        known = {thread.id: thread for thread in before.threads}
        threads = []
        for thread_id, handle in standstill.threads():
            if thread_id not in left_out:
                context = registers(handle, architecture, is_wow64=self._is_wow64)
                thread = known.get(thread_id) or describe_thread(
                    thread_id, handle, before.system.processor_architecture, self._memory
                )
                threads.append(self._with_registers(thread, context, architecture))
        errors = tuple(
            SoftError(f"stop thread {thread_id}", "Windows does not let it be stopped.")
            for thread_id in standstill.refused
            if thread_id in known
        )
        return replace(
            before,
            system=before.system._replace(processor_architecture=architecture),
            threads=tuple(threads),
            suspended=True,
            soft_errors=before.soft_errors + errors,
        )

    def _with_registers(self, thread: Thread, context: bytes, architecture: int) -> Thread:
        stack = stack_pointer(context, architecture) or 0
        teb, width = thread.teb, NATIVE
        if self._is_wow64:
            teb, width = wow64_teb(self._memory, teb), WIDTHS[32]
        return thread._replace(
            teb=teb,
            context=context,
            stack_pointer=stack,
            instruction_pointer=instruction_pointer(context, architecture) or 0,
            stack=stack_of(self._memory, teb, stack, width),
        )

    # ------------------------------------------------------------------ not done by ourselves

    def copy(self, *_: object, **_options: object) -> NoReturn:
        """Raise MiniDumpError."""
        _refuse()

    def prepare_clone(self) -> None:
        """Do nothing: Windows makes snapshots itself (backends/dbghelp/process_snapshot)."""

    def clone(self, _ranges: Sequence[Range]) -> NoReturn:
        """Refuse; see Target.clone."""
        _refuse()

    def end_clone(self) -> None:
        """Do nothing: there is none."""

    def close(self) -> None:
        """Let go of the process."""
        self._handle.close()


def _refuse() -> NoReturn:
    raise MiniDumpError(
        "On Windows, DumpDesk leaves copying a process to DbgHelp.",
        "Dump it through the dbghelp backend.",
        hresult=HRESULT.NOT_SUPPORTED,
    )
