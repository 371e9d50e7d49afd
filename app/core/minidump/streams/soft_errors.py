"""MozSoftErrors: what failed while the dump was written, without making it useless; JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..constants import MINIDUMP_STREAM_TYPE
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..view import DumpView
from .stream import RawStream

_LIMIT = 4 << 20
"""Bytes of JSON that are decoded; beyond that it is no list of errors."""


class SoftErrorsStream(RawStream):
    """Errors as JSON objects; minidump-stackwalk prints them.

    Room is kept before anything can go wrong, so that late errors move nothing.
    """

    def __init__(self, size: int = 2048) -> None:
        """Reserve *size* bytes."""
        super().__init__(MINIDUMP_STREAM_TYPE.MozSoftErrors, size=size)

    def set_errors(self, errors: Sequence[Mapping[str, str]]) -> None:
        """Fill in *errors*; without any, the directory entry stays unused.

        What does not fit is counted in a last entry. Spaces fill up, which JSON allows.
        """
        if not errors:
            self.stream_type = MINIDUMP_STREAM_TYPE.UnusedStream
            self.body.size = 0
            return
        kept = len(errors)
        text = json.dumps(list(errors))
        while len(text) > self.body.size:
            kept = kept * 3 // 4
            more = {"stage": "soft errors", "error": f"{len(errors) - kept} more"}
            text = json.dumps([*errors[:kept], more])
        self.data = text.encode("ascii").ljust(self.body.size)


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[Any, ...]:
    """Read the list; what is no JSON list becomes a finding and an empty result."""
    return read_list(view, location, "soft errors")


def read_list(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR, what: str) -> tuple[Any, ...]:
    """Read a stream that holds a JSON list of *what*; as :func:`read`."""
    data = view.bytes_at(location.Rva, location.DataSize, what).rstrip(b"\0")
    if not data:
        return ()
    try:
        errors = json.loads(data.decode("utf-8", "replace")) if len(data) <= _LIMIT else None
    except (ValueError, RecursionError):
        errors = None
    if isinstance(errors, list):
        return tuple(errors)
    view.findings.append(f"The stream of {what} does not hold a JSON list.")
    return ()
