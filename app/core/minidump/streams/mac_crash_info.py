"""MozMacosCrashInfo: what modules of macOS left in their sections ``__crash_info``.

A head (type, count, size of the fixed part of a record; u32 each), up to 20 location descriptors,
and records: five u64, perhaps more, and texts in UTF-8 that end in NUL.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...errors import InvalidDumpError
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..strings import decode_utf8
from ..view import DumpView

_HEAD: Final = struct.Struct("<III")
_MOST: Final = 20


class MacCrashInfo(NamedTuple):
    """What one module said; texts are empty where it said nothing."""

    module: str
    message: str
    signature: str
    backtrace: str
    message2: str


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[MacCrashInfo, ...]:
    """Read the stream; a record that cannot be read costs itself alone."""
    return tuple(_records(view, location))


def _records(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> Iterator[MacCrashInfo]:
    data = view.bytes_at(location.Rva, location.DataSize, "MozMacosCrashInfo")
    if len(data) < _HEAD.size:
        raise InvalidDumpError("MozMacosCrashInfo is too short for its head", location.Rva)
    _, count, fixed = _HEAD.unpack_from(data)
    links = data[_HEAD.size :][: min(count, _MOST) * MINIDUMP_LOCATION_DESCRIPTOR.SIZE]
    whole = len(links) - len(links) % MINIDUMP_LOCATION_DESCRIPTOR.SIZE
    for link in MINIDUMP_LOCATION_DESCRIPTOR.unpack_many(links[:whole]):
        texts = view.body(link, "record of MozMacosCrashInfo")[fixed:].split(b"\0")
        told = [decode_utf8(text) for text in texts[: len(MacCrashInfo._fields)]]
        if any(told):
            yield MacCrashInfo(*told, *[""] * (len(MacCrashInfo._fields) - len(told)))
