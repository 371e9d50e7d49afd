"""HandleOperationList: the verifier's log of handle operations; read only, undecoded."""

from ..records import (
    MINIDUMP_HANDLE_OPERATION_LIST,
    MINIDUMP_LOCATION_DESCRIPTOR,
)
from ..view import DumpView

_LEAST = 16
"""Bytes that an operation takes at least: handle, process and thread."""


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[bytes, ...]:
    """Read the AVRF_HANDLE_OPERATION records as bytes."""
    size, offsets = view.stepped(MINIDUMP_HANDLE_OPERATION_LIST, _LEAST, location)
    return tuple(view.bytes_at(offset, size, "handle operation") for offset in offsets)
