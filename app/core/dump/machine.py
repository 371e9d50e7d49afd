"""The streams about machine, process and address space as wholes."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from ..minidump.constants import (
    MEMORY_PROTECT,
    MEMORY_STATE,
    MINIDUMP_MISC_FLAGS,
    PLATFORM_ID,
    PROCESSOR_ARCHITECTURE,
)
from ..minidump.contexts import xstate_config, xstate_of
from ..minidump.records import (
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MISC_INFO_5,
    MINIDUMP_PROCESS_VM_COUNTERS_2,
    MINIDUMP_SYSTEM_BASIC_INFORMATION,
    MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION,
    MINIDUMP_SYSTEM_INFO,
    MINIDUMP_SYSTEM_MEMORY_INFO_1,
    XSTATE_CONFIG_FEATURE_MSC_INFO,
)
from ..minidump.streams.record_lists import MemoryInfoListStream
from ..minidump.streams.single_record import (
    MiscInfoStream,
    ProcessVmCountersStream,
    SystemMemoryInfoStream,
)
from ..minidump.streams.system_info import SystemInfoStream
from ..steps import steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import ProcessSnapshot, Region

FILETIME_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
_FLT_SAVE: Final = 256
_FLT_SAVE_SIZE: Final = 512
"""Where the floating-point registers stand in an AMD64 CONTEXT, in bytes."""
_USER_SPACE_END_32: Final = 0xFFFFE000
_USER_SPACE_BITS: Final = (47, 48, 52, 56)
"""Widths of 64-bit address spaces: x86-64 with 4 and 5 levels of page tables, and ARM64's two."""
_UPPER_HALF: Final = 1 << 63
"""From here on addresses are the kernel's: vsyscall."""
"""By whether addresses have 64 bits: where the address space of programs ends."""


def is_64bit(snapshot: ProcessSnapshot) -> bool:
    """Say whether addresses of the target have 64 bits."""
    return snapshot.system.processor_architecture != PROCESSOR_ARCHITECTURE.INTEL


def is_windows(snapshot: ProcessSnapshot) -> bool:
    """Say whether the target is a process of Windows: DbgHelp writes its dump, as it thinks fit."""
    return snapshot.system.platform_id == PLATFORM_ID.WIN32_NT


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
    context = next((thread.context for thread in steps(snapshot.threads) if thread.context), b"")
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
                MaximumUserModeAddress=_user_space_end(snapshot),
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


def _user_space_end(snapshot: ProcessSnapshot) -> int:
    """Give the end of the smallest address space of a real machine that holds all regions."""
    if not is_64bit(snapshot):
        return _USER_SPACE_END_32
    upwards = reversed(snapshot.regions)
    last = next((region.end for region in upwards if region.end <= _UPPER_HALF), 0)
    bits = next((bits for bits in _USER_SPACE_BITS if last <= 1 << bits), 63)
    return max(last, (1 << bits) - snapshot.system.page_size)


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


def memory_info(
    snapshot: ProcessSnapshot, *, with_free: bool, starts: Sequence[int] = ()
) -> MemoryInfoListStream:
    """List the regions, with the free gaps between them if wanted.

    At each of the sorted addresses *starts* an entry begins, as the readers of a Memory64List
    expect of every range in it; the parts of a region keep its AllocationBase.
    """
    entries: list[tuple[int, int, Region | None]] = []
    position = 0
    for region in steps(snapshot.regions):
        if with_free and region.base > position:
            entries.append((position, region.base, None))
        position = region.end
        low = region.base
        if starts:
            first = bisect_right(starts, low)
            for border in starts[first : bisect_left(starts, position, first)]:
                entries.append((low, border, region))
                low = border
        entries.append((low, position, region))
    end = _user_space_end(snapshot)
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
