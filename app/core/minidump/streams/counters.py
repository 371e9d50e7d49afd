"""ProcessVmCounters and SystemMemoryInfo: how much memory process and machine use."""

from ..constants import MINIDUMP_STREAM_TYPE
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_PROCESS_VM_COUNTERS_1,
    MINIDUMP_PROCESS_VM_COUNTERS_2,
    MINIDUMP_SYSTEM_MEMORY_INFO_1,
)
from ..view import DumpView
from .stream import RawStream


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


def read_process(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> MINIDUMP_PROCESS_VM_COUNTERS_2:
    """Read either revision; what revision 1 lacks is zero."""
    if location.DataSize >= MINIDUMP_PROCESS_VM_COUNTERS_2.SIZE:
        return view.only(MINIDUMP_PROCESS_VM_COUNTERS_2, location)
    first = view.only(MINIDUMP_PROCESS_VM_COUNTERS_1, location)
    values = dict(zip(first._fields, first, strict=True))
    del values["alignment"]
    return MINIDUMP_PROCESS_VM_COUNTERS_2(**values)


def read_system(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> MINIDUMP_SYSTEM_MEMORY_INFO_1:
    """Read either revision; what revision 2 adds is left out."""
    return view.only(MINIDUMP_SYSTEM_MEMORY_INFO_1, location)
