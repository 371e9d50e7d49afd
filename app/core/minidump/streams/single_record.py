"""Streams that are one record: MiscInfo, ProcessVmCounters and SystemMemoryInfo, in any version."""

from ...errors import InvalidDumpError
from ..constants import MINIDUMP_STREAM_TYPE
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MISC_INFO_5,
    MINIDUMP_PROCESS_VM_COUNTERS_1,
    MINIDUMP_PROCESS_VM_COUNTERS_2,
    MINIDUMP_SYSTEM_MEMORY_INFO_1,
    MISC_INFO_SIZES,
)
from ..view import DumpView
from .stream import RawStream


class MiscInfoStream(RawStream):
    """Process id, times, clock rates and more (MINIDUMP_MISC_INFO_N)."""

    def __init__(self, info: MINIDUMP_MISC_INFO_5, version: int = 5) -> None:
        """Encode *info* as *version* 1 to 5 (24, 44, 232, 832 or 1364 bytes)."""
        size = MISC_INFO_SIZES[version - 1]
        data = info._replace(SizeOfInfo=size).pack()[:size]
        super().__init__(MINIDUMP_STREAM_TYPE.MiscInfoStream, data)


class ProcessVmCountersStream(RawStream):
    """Memory of the process, revision 2 (152 bytes)."""

    def __init__(self, counters: MINIDUMP_PROCESS_VM_COUNTERS_2) -> None:
        """Encode *counters*."""
        super().__init__(MINIDUMP_STREAM_TYPE.ProcessVmCountersStream, counters.pack())


class SystemMemoryInfoStream(RawStream):
    """Memory of the machine, revision 1 (492 bytes)."""

    def __init__(self, info: MINIDUMP_SYSTEM_MEMORY_INFO_1) -> None:
        """Encode *info*."""
        super().__init__(MINIDUMP_STREAM_TYPE.SystemMemoryInfoStream, info.pack())


def read_misc_info(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> MINIDUMP_MISC_INFO_5:
    """Read MiscInfo of any version; fields that it does not have are zero."""
    size = min(location.DataSize, MINIDUMP_MISC_INFO_5.SIZE)
    if size < MISC_INFO_SIZES[0]:
        raise InvalidDumpError(
            f"MiscInfo takes at least {MISC_INFO_SIZES[0]} bytes, not {size}", location.Rva
        )
    data = view.bytes_at(location.Rva, size, "MiscInfo")
    return MINIDUMP_MISC_INFO_5.unpack(data.ljust(MINIDUMP_MISC_INFO_5.SIZE, b"\0"))


def read_process_counters(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> MINIDUMP_PROCESS_VM_COUNTERS_2:
    """Read either revision; what revision 1 lacks is zero."""
    if location.DataSize >= MINIDUMP_PROCESS_VM_COUNTERS_2.SIZE:
        return view.only(MINIDUMP_PROCESS_VM_COUNTERS_2, location)
    first = view.only(MINIDUMP_PROCESS_VM_COUNTERS_1, location)
    values = dict(zip(first._fields, first, strict=True))
    del values["alignment"]
    return MINIDUMP_PROCESS_VM_COUNTERS_2(**values)


def read_system_memory(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> MINIDUMP_SYSTEM_MEMORY_INFO_1:
    """Read either revision; what revision 2 adds is left out."""
    return view.only(MINIDUMP_SYSTEM_MEMORY_INFO_1, location)
