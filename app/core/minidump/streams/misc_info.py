"""MiscInfo: process id, times, clock rates and more, in five versions (MINIDUMP_MISC_INFO_N)."""

from ...errors import InvalidDumpError
from ..constants import MINIDUMP_STREAM_TYPE
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MISC_INFO_5,
    MISC_INFO_SIZES,
)
from ..view import DumpView
from .stream import RawStream


class MiscInfoStream(RawStream):
    """Facts about the process."""

    def __init__(self, info: MINIDUMP_MISC_INFO_5, version: int = 5) -> None:
        """Encode *info* as *version* 1 to 5 (24, 44, 232, 832 or 1364 bytes)."""
        size = MISC_INFO_SIZES[version - 1]
        data = info._replace(SizeOfInfo=size).pack()[:size]
        super().__init__(MINIDUMP_STREAM_TYPE.MiscInfoStream, data)


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> MINIDUMP_MISC_INFO_5:
    """Read MiscInfo of any version; fields that it does not have are zero."""
    size = min(location.DataSize, MINIDUMP_MISC_INFO_5.SIZE)
    if size < MISC_INFO_SIZES[0]:
        raise InvalidDumpError(
            f"MiscInfo takes at least {MISC_INFO_SIZES[0]} bytes, not {size}", location.Rva
        )
    data = view.bytes_at(location.Rva, size, "MiscInfo")
    return MINIDUMP_MISC_INFO_5.unpack(data.ljust(MINIDUMP_MISC_INFO_5.SIZE, b"\0"))
