"""From a snapshot and the choices made to the streams of the file.

Sizes are final at once; the contents that only a suspended target has (contexts, soft errors) may
be set until the end.
"""

from __future__ import annotations

import itertools
import json
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.core.dump.texts import base_name, text_streams
from app.core.minidump.constants import (
    MEMORY_PROTECT,
    MEMORY_STATE,
    MINIDUMP_MISC_FLAGS,
    MINIDUMP_STREAM_TYPE,
    MODULE_WRITE_FLAGS,
    PROCESSOR_ARCHITECTURE,
    THREAD_WRITE_FLAGS,
)
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.contexts import xstate_config, xstate_of
from app.core.minidump.records import (
    MINIDUMP_EXCEPTION,
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MISC_INFO_5,
    MINIDUMP_PROCESS_VM_COUNTERS_2,
    MINIDUMP_SYSTEM_BASIC_INFORMATION,
    MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION,
    MINIDUMP_SYSTEM_INFO,
    MINIDUMP_SYSTEM_MEMORY_INFO_1,
    MINIDUMP_THREAD_INFO,
    VS_FIXEDFILEINFO,
    XSTATE_CONFIG_FEATURE_MSC_INFO,
)
from app.core.minidump.streams.counters import ProcessVmCountersStream, SystemMemoryInfoStream
from app.core.minidump.streams.exception import ExceptionStream
from app.core.minidump.streams.handle_data import HandleDataStream, HandleEntry
from app.core.minidump.streams.linux_dso_debug import LinuxDsoDebugStream
from app.core.minidump.streams.memory_info_list import MemoryInfoListStream
from app.core.minidump.streams.memory_list import (
    Memory64ListStream,
    MemoryListStream,
)
from app.core.minidump.streams.misc_info import MiscInfoStream
from app.core.minidump.streams.module_list import NO_VERSION, ModuleEntry, ModuleListStream
from app.core.minidump.streams.stream import RawStream
from app.core.minidump.streams.system_info import SystemInfoStream
from app.core.minidump.streams.thread_info_list import ThreadInfoListStream
from app.core.minidump.streams.thread_list import ThreadDraft, ThreadListStream
from app.core.minidump.streams.thread_names import ThreadNamesStream
from app.core.minidump.streams.unloaded_module_list import (
    UnloadedModuleEntry,
    UnloadedModuleListStream,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.capture.snapshot import (
        ExceptionInformation,
        Module,
        ProcessSnapshot,
        Region,
        SoftError,
    )
    from app.core.dump.request import DumpRequest
    from app.core.dump.selection import ModuleChoice, ThreadChoice
    from app.core.minidump.layout import MemoryBlock
    from app.core.minidump.streams.linux_dso_debug import DsoDebug
    from app.core.minidump.streams.stream import Stream

CONTEXT_SIZES: Final = {
    PROCESSOR_ARCHITECTURE.AMD64: 1232,
    PROCESSOR_ARCHITECTURE.INTEL: 716,
    PROCESSOR_ARCHITECTURE.ARM64: 912,
}
_FLT_SAVE: Final = 256
_FLT_SAVE_SIZE: Final = 512
"""Where the floating-point registers stand in an AMD64 CONTEXT, in bytes."""
SOFT_ERRORS_SIZE: Final = 2048
"""Bytes kept for the soft errors, whose number is known only when all else is placed."""
FILETIME_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
STILL_ACTIVE: Final = 0x103
_USER_SPACE_END: Final = {True: (1 << 47) - 4096, False: 0xFFFFE000}


def context_size(snapshot: ProcessSnapshot, flags: int) -> int:
    """Bytes of a thread's CONTEXT record."""
    suspended = next((len(t.context) for t in snapshot.threads if t.context), 0)
    if suspended:
        return suspended
    if flags & T.MiniDumpWithAvxXStateContext and snapshot.system.extended_context_size:
        return snapshot.system.extended_context_size
    architecture = PROCESSOR_ARCHITECTURE(snapshot.system.processor_architecture)
    return CONTEXT_SIZES.get(architecture, 0)


def thread_drafts(
    choices: Sequence[ThreadChoice], blocks: Sequence[MemoryBlock], size: int
) -> list[ThreadDraft]:
    """Make the records of the threads that are in; stacks refer to the *blocks* that hold them."""
    starts = sorted((block.address, index) for index, block in enumerate(blocks))
    drafts = []
    for choice in choices:
        if not choice.included:
            continue
        thread = choice.thread
        start, end = thread.stack
        found = bisect_right(starts, (start, len(blocks))) - 1
        block = blocks[starts[found][1]] if found >= 0 else None
        if block is not None and start >= block.address + block.size:
            block = None
        if block is not None:
            end = min(end, block.address + block.size)
        drafts.append(
            ThreadDraft(
                thread_id=thread.id,
                suspend_count=thread.suspend_count,
                priority_class=thread.priority_class,
                priority=thread.priority,
                teb=thread.teb,
                stack_start=start,
                stack_size=end - start,
                stack_block=block,
                context_size=size,
                writes_context=bool(choice.flags & THREAD_WRITE_FLAGS.ThreadWriteContext),
                context=thread.context or None,
            )
        )
    return drafts


def module_entry(choice: ModuleChoice, flags: int) -> ModuleEntry:
    """Make the record of a module."""
    module = choice.module
    codeview = choice.flags & MODULE_WRITE_FLAGS.ModuleWriteCvRecord
    misc = choice.flags & MODULE_WRITE_FLAGS.ModuleWriteMiscRecord
    short = flags & T.MiniDumpFilterModulePaths
    return ModuleEntry(
        base=module.base,
        size=min(module.size, 0xFFFFFFFF),
        name=base_name(module.name) if short else module.name,
        checksum=module.check_sum,
        time_date_stamp=module.time_date_stamp,
        version_info=_version(module),
        cv_record=module.cv_record if codeview else b"",
        misc_record=module.misc_record if misc else b"",
    )


def _version(module: Module) -> VS_FIXEDFILEINFO:
    if module.version is None:
        return NO_VERSION
    # The four numbers fill the four words: what readers expect of a dump that is not Windows'.
    major, minor, patch, build = (part & 0xFFFFFFFF for part in module.version)
    return VS_FIXEDFILEINFO(
        dwSignature=0xFEEF04BD,
        dwStrucVersion=0x10000,
        dwFileVersionMS=major,
        dwFileVersionLS=minor,
        dwProductVersionMS=patch,
        dwProductVersionLS=build,
    )


def memory_info(
    snapshot: ProcessSnapshot, *, with_free: bool, starts: Sequence[int] = ()
) -> MemoryInfoListStream:
    """List the regions, with the free gaps between them if wanted.

    At each of the sorted addresses *starts* an entry begins, as the readers of a Memory64List
    expect of every range in it; the parts of a region keep its AllocationBase.
    """
    entries: list[tuple[int, int, Region | None]] = []
    position = 0
    for region in snapshot.regions:
        if with_free and region.base > position:
            entries.append((position, region.base, None))
        position = region.end
        low = region.base
        first = bisect_right(starts, low)
        for border in starts[first : bisect_left(starts, position, first)]:
            entries.append((low, border, region))
            low = border
        entries.append((low, position, region))
    end = _USER_SPACE_END[_is_64bit(snapshot)]
    if with_free and position < end:
        entries.append((position, end, None))
    # The records themselves are made when the target runs again.
    return MemoryInfoListStream(len(entries), itertools.starmap(_memory_info, entries))


def _memory_info(start: int, end: int, region: Region | None) -> MINIDUMP_MEMORY_INFO:
    if region is None:
        return MINIDUMP_MEMORY_INFO(
            start, 0, 0, 0, end - start, MEMORY_STATE.MEM_FREE, MEMORY_PROTECT.PAGE_NOACCESS, 0
        )
    return MINIDUMP_MEMORY_INFO(
        start,
        region.allocation_base,
        region.allocation_protect,
        0,
        end - start,
        region.state,
        region.protect,
        region.type,
    )


def system_info(snapshot: ProcessSnapshot) -> SystemInfoStream:
    """Describe the machine."""
    system = snapshot.system
    return SystemInfoStream(
        MINIDUMP_SYSTEM_INFO(
            ProcessorArchitecture=system.processor_architecture,
            ProcessorLevel=system.processor_level & 0xFFFF,
            ProcessorRevision=system.processor_revision & 0xFFFF,
            NumberOfProcessors=min(system.number_of_processors, 255),
            ProductType=system.product_type,
            MajorVersion=system.major_version,
            MinorVersion=system.minor_version,
            BuildNumber=system.build_number,
            PlatformId=system.platform_id,
            Cpu=system.cpu,
        ),
        system.csd_version,
    )


def misc_info(snapshot: ProcessSnapshot, *, power: bool) -> MiscInfoStream:
    """Say which process it is, and its times; *power*: the clock rates too."""
    system, times = snapshot.system, snapshot.times
    flags = (
        MINIDUMP_MISC_FLAGS.MINIDUMP_MISC1_PROCESS_ID
        | MINIDUMP_MISC_FLAGS.MINIDUMP_MISC1_PROCESS_TIMES
        | MINIDUMP_MISC_FLAGS.MINIDUMP_MISC4_BUILDSTRING
    )
    has_power = power and system.max_mhz > 0
    if has_power:
        flags |= MINIDUMP_MISC_FLAGS.MINIDUMP_MISC1_PROCESSOR_POWER_INFO
    build = system.csd_version.encode("utf-16-le", "replace")[: 259 * 2]
    return MiscInfoStream(
        MINIDUMP_MISC_INFO_5(
            Flags1=flags,
            ProcessId=snapshot.process_id,
            ProcessCreateTime=max(0, times.create_time // 10_000_000 - FILETIME_EPOCH) & 0xFFFFFFFF,
            ProcessUserTime=times.user_time // 10_000_000 & 0xFFFFFFFF,
            ProcessKernelTime=times.kernel_time // 10_000_000 & 0xFFFFFFFF,
            ProcessorMaxMhz=system.max_mhz if has_power else 0,
            ProcessorCurrentMhz=system.current_mhz if has_power else 0,
            ProcessorMhzLimit=system.max_mhz if has_power else 0,
            BuildString=build,
            XStateData=_xstate(snapshot),
        )
    )


def _xstate(snapshot: ProcessSnapshot) -> XSTATE_CONFIG_FEATURE_MSC_INFO:
    """Say where the components of extended contexts are; all are alike."""
    context = next((thread.context for thread in snapshot.threads if thread.context), b"")
    if snapshot.system.processor_architecture == PROCESSOR_ARCHITECTURE.AMD64 and context:
        xstate = xstate_of(context)
        if xstate:
            # The legacy part of the area lies in the middle of the CONTEXT, as FltSave.
            area = context[_FLT_SAVE : _FLT_SAVE + _FLT_SAVE_SIZE] + xstate
            return xstate_config(area, len(context))
    return XSTATE_CONFIG_FEATURE_MSC_INFO(SizeOfInfo=0)


def system_memory_info(snapshot: ProcessSnapshot) -> SystemMemoryInfoStream:
    """Describe the memory of the machine."""
    system = snapshot.system
    return SystemMemoryInfoStream(
        MINIDUMP_SYSTEM_MEMORY_INFO_1(
            BasicInfo=MINIDUMP_SYSTEM_BASIC_INFORMATION(
                PageSize=system.page_size,
                NumberOfPhysicalPages=min(system.total_pages, 0xFFFFFFFF),
                AllocationGranularity=system.page_size,
                MinimumUserModeAddress=0x10000,
                MaximumUserModeAddress=_USER_SPACE_END[_is_64bit(snapshot)],
                ActiveProcessorsAffinityMask=(1 << min(system.number_of_processors, 64)) - 1,
                NumberOfProcessors=system.number_of_processors,
            ),
            BasicPerfInfo=MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION(
                AvailablePages=system.available_pages,
                CommittedPages=system.committed_pages,
                CommitLimit=system.commit_limit_pages,
            ),
        )
    )


def vm_counters(snapshot: ProcessSnapshot) -> ProcessVmCountersStream:
    """Describe the memory of the process."""
    counters = snapshot.vm_counters
    return ProcessVmCountersStream(
        MINIDUMP_PROCESS_VM_COUNTERS_2(
            Flags=7,
            PageFaultCount=counters.page_fault_count & 0xFFFFFFFF,
            PeakWorkingSetSize=counters.peak_working_set_size,
            WorkingSetSize=counters.working_set_size,
            PagefileUsage=counters.pagefile_usage,
            PeakPagefileUsage=counters.peak_pagefile_usage,
            PeakVirtualSize=counters.peak_virtual_size,
            VirtualSize=counters.virtual_size,
            PrivateUsage=counters.private_usage,
            PrivateWorkingSetSize=counters.private_working_set_size,
        )
    )


def the_exception(
    request: DumpRequest, snapshot: ProcessSnapshot, threads: Sequence[ThreadChoice]
) -> ExceptionInformation | None:
    """Give the caller's exception, or else the signal that the target stands on.

    The latter holds registers of its thread, and is left out with it.
    """
    found = snapshot.exception
    if request.exception is not None or found is None:
        return request.exception
    if any(choice.thread.id == found.thread_id and choice.included for choice in threads):
        return found
    return None


def exception_stream(
    exception: ExceptionInformation, snapshot: ProcessSnapshot, size: int
) -> ExceptionStream:
    """Describe the exception; its context is the thread's own unless another one was given."""
    context = exception.context or next(
        (thread.context for thread in snapshot.threads if thread.id == exception.thread_id), b""
    )
    parameters = exception.parameters[:15]
    return ExceptionStream(
        exception.thread_id,
        MINIDUMP_EXCEPTION(
            ExceptionCode=exception.code & 0xFFFFFFFF,
            ExceptionFlags=exception.flags & 0xFFFFFFFF,
            ExceptionRecord=exception.record,
            ExceptionAddress=exception.address,
            NumberParameters=len(parameters),
            ExceptionInformation=(*parameters, *((0,) * (15 - len(parameters)))),
        ),
        context or None,
        len(context) or size,
    )


def _dso_debug(debug: DsoDebug, snapshot: ProcessSnapshot, *, short: bool) -> LinuxDsoDebugStream:
    if short:
        maps = tuple(entry._replace(name=base_name(entry.name)) for entry in debug.link_maps)
        debug = replace(debug, link_maps=maps)
    return LinuxDsoDebugStream(debug, is_64bit=_is_64bit(snapshot))


def _is_64bit(snapshot: ProcessSnapshot) -> bool:
    return snapshot.system.processor_architecture != PROCESSOR_ARCHITECTURE.INTEL


class SoftErrorsStream(RawStream):
    """MozSoftErrors: what was left out, as JSON. Room is kept before anything can go wrong."""

    def __init__(self) -> None:
        super().__init__(MINIDUMP_STREAM_TYPE.MozSoftErrors, size=SOFT_ERRORS_SIZE)

    def set_errors(self, errors: Sequence[SoftError]) -> None:
        """Fill in *errors*; without any, the directory entry stays unused.

        What does not fit is counted in a last entry. Spaces fill up, which JSON allows.
        """
        if not errors:
            self.stream_type = MINIDUMP_STREAM_TYPE.UnusedStream
            self.body.size = 0
            return
        entries: list[dict[str, str]] = []
        for error in errors:
            entry = {"stage": error.stage, "error": error.error}
            if error.size:
                entry |= {"address": hex(error.address), "size": hex(error.size)}
            entries.append(entry)
        kept = len(entries)
        text = json.dumps(entries)
        while len(text) > SOFT_ERRORS_SIZE:
            kept = kept * 3 // 4
            more = {"stage": "soft errors", "error": f"{len(entries) - kept} more"}
            text = json.dumps([*entries[:kept], more])
        self.data = text.encode("ascii").ljust(SOFT_ERRORS_SIZE)


def dump_streams(
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    flags: int,
    threads: Sequence[ThreadChoice],
    modules: Sequence[ModuleChoice],
    blocks: Sequence[MemoryBlock],
    *,
    is_wide: bool,
    power: bool = True,
) -> list[Stream]:
    """Make all streams for effective *flags*, in directory order; memory comes last.

    *is_wide* makes the list of *blocks* a Memory64List.
    """
    size = context_size(snapshot, flags)
    short = bool(flags & T.MiniDumpFilterModulePaths)
    kept = [choice.thread for choice in threads if choice.included]
    streams: list[Stream] = [
        system_info(snapshot),
        misc_info(snapshot, power=power),
        ThreadListStream(thread_drafts(threads, blocks, size)),
        ThreadNamesStream({thread.id: thread.name for thread in kept if thread.name}),
    ]
    infos = [
        MINIDUMP_THREAD_INFO(
            thread.id,
            ExitStatus=STILL_ACTIVE,
            CreateTime=thread.create_time,
            KernelTime=thread.kernel_time,
            UserTime=thread.user_time,
            StartAddress=thread.start_address,
            Affinity=thread.affinity,
        )
        for thread, write_flags, _ in threads
        if write_flags & THREAD_WRITE_FLAGS.ThreadWriteThreadInfo
    ]
    if infos:
        streams.append(ThreadInfoListStream(infos))
    streams.append(
        ModuleListStream([module_entry(choice, flags) for choice in modules if choice.included])
    )
    if flags & T.MiniDumpWithUnloadedModules and snapshot.unloaded_modules:
        streams.append(
            UnloadedModuleListStream(
                [
                    UnloadedModuleEntry(
                        module.base,
                        min(module.size, 0xFFFFFFFF),
                        base_name(module.name) if short else module.name,
                        module.check_sum,
                        module.time_date_stamp,
                    )
                    for module in snapshot.unloaded_modules
                ]
            )
        )
    if flags & T.MiniDumpWithHandleData:
        streams.append(
            HandleDataStream(
                [
                    HandleEntry(
                        handle.handle,
                        handle.type_name,
                        base_name(handle.object_name) if short else handle.object_name,
                        handle.attributes & 0xFFFFFFFF,
                        handle.granted_access & 0xFFFFFFFF,
                        handle.handle_count,
                        handle.pointer_count,
                    )
                    for handle in snapshot.handles
                ]
            )
        )
    if is_wide or flags & T.MiniDumpWithFullMemoryInfo:
        # Readers of a Memory64List want the regions too; the free ones are the flag's doing.
        with_free = bool(flags & T.MiniDumpWithFullMemoryInfo)
        starts = sorted(block.address for block in blocks) if is_wide else ()
        streams.append(memory_info(snapshot, with_free=with_free, starts=starts))
    streams += [vm_counters(snapshot), system_memory_info(snapshot)]
    exception = the_exception(request, snapshot, threads)
    if exception is not None:
        streams.append(exception_stream(exception, snapshot, size))
    streams += [RawStream(kind, data) for kind, data in text_streams(snapshot.texts, flags).items()]
    if snapshot.dso_debug is not None:
        streams.append(_dso_debug(snapshot.dso_debug, snapshot, short=short))
    if flags & T.MiniDumpWithFullAuxiliaryState:
        streams += [RawStream(kind, data) for kind, data in snapshot.auxiliary.items()]
    streams += [RawStream(stream.Type, stream.Buffer) for stream in request.all_user_streams()]
    streams.append(SoftErrorsStream())
    streams.append(Memory64ListStream(blocks) if is_wide else MemoryListStream(blocks))
    return streams
