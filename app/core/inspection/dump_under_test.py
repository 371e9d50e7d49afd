"""A dump that is being verified, with what several checks want to know of it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from ..errors import InvalidDumpError
from ..intervals import intersect, merged, total
from ..minidump.constants import MINIDUMP_STREAM_TYPE, PROCESSOR_ARCHITECTURE
from .finding import Finding, note, warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..intervals import Range
    from ..minidump.reader import MinidumpFile
    from ..minidump.streams.memory_list import MemoryRange
    from ..minidump.streams.thread_list import ThreadEntry

LISTED: Final = 5
"""Things of one kind that a finding names; the rest is counted."""
PAGE: Final = 4096


class DumpUnderTest:
    """A file and what was read of it. What is damaged is empty here; ``check_streams`` says so."""

    def __init__(
        self, file: MinidumpFile, snapshot: ProcessSnapshot, *, is_filtered: bool = False
    ) -> None:
        """Look at *file*, of which *snapshot* was read.

        *is_filtered*: it is known that things were left out on purpose.
        """
        self.file = file
        self.snapshot = snapshot
        self.is_filtered = is_filtered
        self.threads: Sequence[ThreadEntry] = ()
        self.ranges: Sequence[MemoryRange] = ()
        try:
            self.threads = file.threads
            self.ranges = file.memory_ranges()
        except InvalidDumpError:
            pass
        self.stored: list[Range] = merged(
            (address, address + size)
            for address, size, rva in self.ranges
            if rva + size <= file.size
        )

    def absent(self, text: str) -> Finding:
        """Make a finding of something that a dump usually has."""
        return note(text) if self.is_filtered else warning(text)

    def holds(self, range_: Range) -> bool:
        """Say whether all bytes of a range are in the file."""
        return total(intersect([range_], self.stored)) == range_[1] - range_[0]


def listed(things: Sequence[str]) -> str:
    """Name the first few of *things*."""
    more = len(things) - LISTED
    return ", ".join(things[:LISTED]) + (f" and {more} more" if more > 0 else "")


def auxiliary_value(snapshot: ProcessSnapshot, key: int) -> int:
    """Look *key* up in the auxiliary vector (Linux); 0 when it is not there."""
    data = snapshot.texts.get(MINIDUMP_STREAM_TYPE.LinuxAuxv, b"")
    narrow = (PROCESSOR_ARCHITECTURE.INTEL, PROCESSOR_ARCHITECTURE.ARM)
    pair = struct.Struct("<II" if snapshot.system.processor_architecture in narrow else "<QQ")
    whole = data[: len(data) - len(data) % pair.size]
    return next((value for found, value in pair.iter_unpack(whole) if found == key), 0)
