"""MozSoftErrors: what failed while the dump was written, without making it useless; JSON."""

import json
from collections.abc import Sequence
from typing import Any

from app.core.minidump.constants import MINIDUMP_STREAM_TYPE
from app.core.minidump.records import MINIDUMP_LOCATION_DESCRIPTOR
from app.core.minidump.streams.stream import RawStream
from app.core.minidump.view import DumpView

_LIMIT = 4 << 20
"""Bytes of JSON that are decoded; beyond that it is no list of errors."""


class SoftErrorsStream(RawStream):
    """Errors as JSON objects; minidump-stackwalk prints them."""

    def __init__(self, errors: Sequence[object], size: int | None = None) -> None:
        """Encode *errors*, in *size* bytes if the room was reserved before they were known."""
        super().__init__(MINIDUMP_STREAM_TYPE.MozSoftErrors, encode(errors), size)


def encode(errors: Sequence[object]) -> bytes:
    """Return *errors* as ASCII JSON."""
    return json.dumps(list(errors), separators=(",", ":")).encode("ascii")


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[Any, ...]:
    """Read the list; what is no JSON list becomes a finding and an empty result."""
    data = view.bytes_at(location.Rva, location.DataSize, "soft errors").rstrip(b"\0")
    if not data:
        return ()
    try:
        errors = json.loads(data.decode("utf-8", "replace")) if len(data) <= _LIMIT else None
    except (ValueError, RecursionError):
        errors = None
    if isinstance(errors, list):
        return tuple(errors)
    view.findings.append("The stream of soft errors does not hold a JSON list.")
    return ()
