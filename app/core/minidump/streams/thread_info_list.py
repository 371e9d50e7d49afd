"""ThreadInfoList: times and affinity of threads (MINIDUMP_THREAD_INFO)."""

from collections.abc import Sequence

from ...steps import steps
from ..constants import MINIDUMP_STREAM_TYPE
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_THREAD_INFO,
    MINIDUMP_THREAD_INFO_LIST,
)
from ..view import DumpView
from .stream import RawStream


class ThreadInfoListStream(RawStream):
    """Facts about threads; takes 12 bytes and 64 for each."""

    def __init__(self, infos: Sequence[MINIDUMP_THREAD_INFO]) -> None:
        """Encode *infos*."""
        head = MINIDUMP_THREAD_INFO_LIST(
            MINIDUMP_THREAD_INFO_LIST.SIZE, MINIDUMP_THREAD_INFO.SIZE, len(infos)
        )
        data = head.pack() + b"".join(info.pack() for info in steps(infos))
        super().__init__(MINIDUMP_STREAM_TYPE.ThreadInfoListStream, data)


def read(
    view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR
) -> tuple[MINIDUMP_THREAD_INFO, ...]:
    """Read a ThreadInfoList."""
    return tuple(view.entries(MINIDUMP_THREAD_INFO_LIST, MINIDUMP_THREAD_INFO, location))
