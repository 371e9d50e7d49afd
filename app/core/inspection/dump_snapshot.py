"""A dump read back: the same ProcessSnapshot that a live process gives, whoever wrote the file."""

from __future__ import annotations

import json
from functools import partial
from ntpath import basename
from typing import TYPE_CHECKING, Any, Final, TypeVar

from ..capture.signal_frame import FAULTS, SEARCHED, Standing, fault_frame
from ..capture.snapshot import (
    ExceptionInformation,
    Handle,
    ImageNote,
    Module,
    NoteKind,
    ProcessSnapshot,
    ProcessTimes,
    SoftError,
    SystemDescription,
    Thread,
    UnloadedModule,
    VmCounters,
    region_at,
)
from ..dump.left_out import LeftOut, from_json
from ..errors import InvalidDumpError
from ..minidump.codeview import ElfBuildId
from ..minidump.constants import MINIDUMP_STREAM_TYPE, PLATFORM_ID
from ..minidump.contexts import instruction_pointer, stack_pointer
from .module_versions import version_of
from .proc_status import inner_process_id, status_field
from .regions import regions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.snapshot import Region
    from ..minidump.reader import MinidumpFile
    from ..minidump.records import MINIDUMP_THREAD_INFO
    from ..minidump.streams.exception import ExceptionEntry
    from ..minidump.streams.thread_list import ThreadEntry

T = TypeVar("T")
_S = MINIDUMP_STREAM_TYPE
_SECOND: Final = 10_000_000
_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
_LINUX: Final = (PLATFORM_ID.LINUX, PLATFORM_ID.ANDROID)
_AUXILIARY: Final = (0x4444_0001, 0x4444_0002, 0x4444_0003)
"""The streams of MiniDumpWithFullAuxiliaryState on Linux."""


def snapshot_of(file: MinidumpFile) -> ProcessSnapshot:
    """Read everything that *file* tells of its process, except the bytes of memory.

    What a damaged stream would have told is missing, and a soft error says which stream that is.
    """
    return _Reading(file).snapshot()


def pointers_of(context: bytes, architecture: int) -> tuple[int, int]:
    """Give stack and instruction pointer of a CONTEXT, also one that ends early; zeros: unknown."""
    stack = stack_pointer(context, architecture)
    return stack or 0, instruction_pointer(context, architecture) or 0


def writers_left_out(file: MinidumpFile) -> tuple[LeftOut, ...]:
    """Give what a dump says it lacks on purpose. Raises InvalidDumpError."""
    return tuple(filter(None, map(from_json, file.left_out)))


def writers_soft_errors(file: MinidumpFile) -> tuple[SoftError, ...]:
    """Give what the writer of *file* says it could not do. Raises InvalidDumpError."""
    return tuple(map(_soft_error, file.soft_errors))


class _Reading:
    """One reading of a file; what goes wrong is collected and does not stop the rest."""

    def __init__(self, file: MinidumpFile) -> None:
        self._file = file
        self._errors: list[SoftError] = []
        self._platform = 0
        self._context_bytes = file.size
        """What contexts may take together: a hostile file can name the same bytes many times."""

    def _take(self, what: str, read: Callable[[], T], default: T) -> T:
        try:
            return read()
        except InvalidDumpError as error:
            self._errors.append(SoftError(f"read {what}", error.cause))
            return default

    def snapshot(self) -> ProcessSnapshot:
        file = self._file
        system = self._take("SystemInfo", self._system, SystemDescription(0xFFFF, platform_id=0))
        self._platform = system.platform_id
        texts: dict[int, bytes] = self._take("LinuxTexts", self._texts, {})
        modules: tuple[Module, ...] = self._take("ModuleList", self._modules, ())
        executable = modules[0].name if modules else ""
        soft: tuple[SoftError, ...] = self._take(
            "MozSoftErrors", lambda: writers_soft_errors(file), ()
        )
        threads: tuple[Thread, ...] = self._take("ThreadList", lambda: self._threads(system), ())
        exception = self._take("Exception", self._exception, None)
        regions = regions_of(
            self._take("MemoryInfoList", lambda: file.memory_info, ()),
            texts.get(_S.LinuxMaps, b""),
            self._take("memory ranges", file.memory_ranges, ()),
        )
        if exception is None and system.platform_id in _LINUX:
            exception = self._in_handler(threads, regions, texts, system)
        if exception is not None:
            threads = tuple(_as_it_crashed(thread, exception, system) for thread in threads)
        return ProcessSnapshot(
            process_id=self._process_id(),
            name=_status_name(texts) or basename(executable),
            executable=executable,
            system=system,
            threads=threads,
            modules=modules,
            regions=regions,
            image_notes=self._take("DumpDeskImageNotes", self._image_notes, ()),
            unloaded_modules=self._take("UnloadedModuleList", self._unloaded, ()),
            handles=self._take("HandleData", self._handles, ()),
            texts=texts,
            auxiliary=self._take("auxiliary streams", self._auxiliary, {}),
            token=self._take("Token", lambda: file.stream(_S.TokenStream), None) or b"",
            times=self._take("MiscInfo", self._times, ProcessTimes()),
            vm_counters=self._take("ProcessVmCounters", self._vm_counters, VmCounters()),
            exception=exception,
            timestamp=file.header.TimeDateStamp,
            suspended=any(thread.context for thread in threads),
            soft_errors=(*soft, *self._errors),
        )

    def _texts(self) -> dict[int, bytes]:
        return {int(kind): text for kind, text in self._file.linux_texts.items()}

    def _auxiliary(self) -> dict[int, bytes]:
        found = {kind: self._file.stream(kind) for kind in _AUXILIARY}
        return {kind: text for kind, text in found.items() if text is not None}

    def _system(self) -> SystemDescription:
        entry = self._file.system_info
        if entry is None:
            return SystemDescription(0xFFFF, platform_id=0)
        info = entry.info
        description = SystemDescription(
            processor_architecture=info.ProcessorArchitecture,
            processor_level=info.ProcessorLevel,
            processor_revision=info.ProcessorRevision,
            number_of_processors=info.NumberOfProcessors,
            product_type=info.ProductType,
            major_version=info.MajorVersion,
            minor_version=info.MinorVersion,
            build_number=info.BuildNumber,
            platform_id=info.PlatformId,
            csd_version=entry.csd_version,
            cpu=info.Cpu,
        )
        misc = self._take("MiscInfo", lambda: self._file.misc_info, None)
        if misc is not None:
            description = description._replace(
                max_mhz=misc.ProcessorMaxMhz,
                current_mhz=misc.ProcessorCurrentMhz,
                extended_context_size=misc.XStateData.ContextSize,
            )
        memory = self._take("SystemMemoryInfo", lambda: self._file.system_memory_info, None)
        if memory is not None:
            description = description._replace(
                page_size=memory.BasicInfo.PageSize,
                total_pages=memory.BasicInfo.NumberOfPhysicalPages,
                available_pages=memory.BasicPerfInfo.AvailablePages,
                committed_pages=memory.BasicPerfInfo.CommittedPages,
                commit_limit_pages=memory.BasicPerfInfo.CommitLimit,
            )
        return description

    def _threads(self, system: SystemDescription) -> tuple[Thread, ...]:
        names: dict[int, str] = self._take("ThreadNames", lambda: self._file.thread_names, {})
        infos: dict[int, MINIDUMP_THREAD_INFO] = self._take(
            "ThreadInfoList", lambda: self._file.thread_infos, {}
        )
        return tuple(
            self._thread(entry, names, infos.get(entry.thread_id), system.processor_architecture)
            for entry in self._file.threads
        )

    def _process_id(self) -> int:
        return self._take("MiscInfo", lambda: self._file.process_id, None) or 0

    def _memory(self, address: int, size: int) -> bytes:
        return self._take("memory", lambda: self._file.read_memory(address, size), b"")

    def _in_handler(
        self,
        threads: tuple[Thread, ...],
        regions: tuple[Region, ...],
        texts: dict[int, bytes],
        system: SystemDescription,
    ) -> ExceptionInformation | None:
        """Tell the fault whose handler a thread waits in: nobody wrote it down."""
        at_address = partial(region_at, regions)
        process_id, inner = self._process_id(), inner_process_id(texts)
        for thread in threads:
            if not thread.stack_pointer:
                continue
            at = thread.stack_pointer
            stack = self._memory(at, SEARCHED)
            thread_id = inner if inner and thread.id == process_id else thread.id
            standing = Standing(inner or process_id, thread_id, self._memory, at_address)
            frame = fault_frame(stack, at, system.processor_architecture, standing)
            if frame is not None:
                return frame.exception(thread.id)
        return None

    def _thread(
        self,
        entry: ThreadEntry,
        names: dict[int, str],
        info: MINIDUMP_THREAD_INFO | None,
        architecture: int,
    ) -> Thread:
        context = self._context(entry, f"context of thread {entry.thread_id}")
        stack, instruction = pointers_of(context, architecture)
        signed = entry.priority - (1 << 32) if entry.priority >> 31 else entry.priority
        thread = Thread(
            id=entry.thread_id,
            name=names.get(entry.thread_id, ""),
            suspend_count=entry.suspend_count,
            priority_class=entry.priority_class,
            priority=signed,
            teb=entry.teb,
            stack_pointer=stack,
            instruction_pointer=instruction,
            stack=(entry.stack_start, entry.stack_start + entry.stack_size),
            context=context,
        )
        if info is None:
            return thread
        return thread._replace(
            create_time=info.CreateTime,
            kernel_time=info.KernelTime,
            user_time=info.UserTime,
            start_address=info.StartAddress,
            affinity=info.Affinity,
        )

    def _context(self, entry: ThreadEntry | ExceptionEntry, what: str) -> bytes:
        if entry.context_size > self._context_bytes:
            self._errors.append(SoftError(f"read {what}", "It is larger than the file."))
            return b""
        context = self._take(what, lambda: self._file.context(entry), None) or b""
        self._context_bytes -= len(context)
        return context

    def _modules(self) -> tuple[Module, ...]:
        modules = []
        for entry in self._file.modules:
            codeview = entry.codeview
            version, raw_version = version_of(entry.version_info, self._platform)
            modules.append(
                Module(
                    base=entry.base,
                    size=entry.size,
                    name=entry.name,
                    check_sum=entry.checksum,
                    time_date_stamp=entry.time_date_stamp,
                    version=version,
                    raw_version=raw_version,
                    build_id=codeview.build_id if isinstance(codeview, ElfBuildId) else b"",
                    cv_record=entry.cv_record,
                    misc_record=entry.misc_record,
                )
            )
        return tuple(modules)

    def _image_notes(self) -> tuple[ImageNote, ...]:
        kinds = set(NoteKind)
        return tuple(
            ImageNote(NoteKind(entry.kind), *entry[1:])
            for entry in self._file.image_notes
            if entry.kind in kinds
        )

    def _unloaded(self) -> tuple[UnloadedModule, ...]:
        return tuple(
            UnloadedModule(
                entry.base, entry.size, entry.name, entry.checksum, entry.time_date_stamp
            )
            for entry in self._file.unloaded_modules
        )

    def _handles(self) -> tuple[Handle, ...]:
        return tuple(
            Handle(
                entry.handle,
                entry.type_name,
                entry.object_name,
                entry.attributes,
                entry.granted_access,
                entry.handle_count,
                entry.pointer_count,
            )
            for entry in self._file.handles
        )

    def _times(self) -> ProcessTimes:
        misc = self._file.misc_info
        if misc is None or not misc.ProcessCreateTime:
            return ProcessTimes()
        return ProcessTimes(
            (misc.ProcessCreateTime + _EPOCH) * _SECOND,
            misc.ProcessUserTime * _SECOND,
            misc.ProcessKernelTime * _SECOND,
        )

    def _vm_counters(self) -> VmCounters:
        counters = self._file.vm_counters
        if counters is None:
            return VmCounters()
        return VmCounters(
            page_fault_count=counters.PageFaultCount,
            peak_working_set_size=counters.PeakWorkingSetSize,
            working_set_size=counters.WorkingSetSize,
            pagefile_usage=counters.PagefileUsage,
            peak_pagefile_usage=counters.PeakPagefileUsage,
            peak_virtual_size=counters.PeakVirtualSize,
            virtual_size=counters.VirtualSize,
            private_usage=counters.PrivateUsage,
            private_working_set_size=counters.PrivateWorkingSetSize,
        )

    def _exception(self) -> ExceptionInformation | None:
        entries = self._file.exceptions
        if not entries:
            return None
        # LLDB writes one for each thread, of which most were merely stopped.
        faults = (one for one in entries if one.exception.ExceptionCode in FAULTS)
        entry = next(faults, entries[0]) if self._platform in _LINUX else entries[0]
        record = entry.exception
        return ExceptionInformation(
            thread_id=entry.thread_id,
            code=record.ExceptionCode,
            flags=record.ExceptionFlags,
            record=record.ExceptionRecord,
            address=record.ExceptionAddress,
            parameters=record.ExceptionInformation[: record.NumberParameters],
            context=self._context(entry, "context of the exception"),
        )


def _as_it_crashed(
    thread: Thread, exception: ExceptionInformation, system: SystemDescription
) -> Thread:
    """Give the crashed thread the registers of the exception.

    Its own are those of the handler that it was in when the dump was written.
    """
    if thread.id != exception.thread_id:
        return thread
    stack, instruction = pointers_of(exception.context, system.processor_architecture)
    if not stack and not instruction:
        return thread
    return thread._replace(
        context=exception.context, stack_pointer=stack, instruction_pointer=instruction
    )


def _status_name(texts: dict[int, bytes]) -> str:
    return status_field(texts, b"Name").decode("utf-8", "backslashreplace")


def _soft_error(value: Any) -> SoftError:  # noqa: ANN401 - JSON of any writer
    """Read an entry of ours; one of another writer is kept as text."""
    if isinstance(value, dict) and isinstance(value.get("error"), str):
        stage = value.get("stage")
        return SoftError(
            stage if isinstance(stage, str) else "",
            value["error"],
            _hex(value.get("address")),
            _hex(value.get("size")),
        )
    try:
        return SoftError("", json.dumps(value))
    except RecursionError:
        return SoftError("", "errors nested too deeply to show")


def _hex(value: object) -> int:
    try:
        return int(value, 16) if isinstance(value, str) else 0
    except ValueError:
        return 0
