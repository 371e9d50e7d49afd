"""DumpDeskImageNotes, a stream of ours: what the records of modules cannot say; JSON."""

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from ...steps import steps
from ..constants import MINIDUMP_STREAM_TYPE
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..view import DumpView
from .stream import RawStream

_LIMIT: Final = 1 << 20
"""Bytes of JSON that are decoded; our own notes take less."""
_NUMBERS: Final = 1 << 64


class ImageNoteEntry(NamedTuple):
    """A note on the module at ``base``, or on a mapped file that is no module.

    ``kind`` is one of the values of ``capture.snapshot.NoteKind``, or one of a later version.
    """

    kind: str
    base: int
    size: int = 0
    name: str = ""
    detail: str = ""


class ImageNotesStream(RawStream):
    """Notes as a JSON list of objects; numbers as hexadecimal texts, what is empty left out."""

    def __init__(self, notes: Iterable[ImageNoteEntry]) -> None:
        """Encode *notes*."""
        rows = [
            {
                name: hex(value) if isinstance(value, int) else value
                for name, value in note._asdict().items()
                if value or name == "base"
            }
            for note in steps(notes)
        ]
        super().__init__(MINIDUMP_STREAM_TYPE.DumpDeskImageNotes, json.dumps(rows).encode("ascii"))


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[ImageNoteEntry, ...]:
    """Read the list; what is none becomes a finding and an empty result."""
    data = view.bytes_at(location.Rva, location.DataSize, "notes on modules")
    try:
        rows = json.loads(data.decode("utf-8", "replace")) if len(data) <= _LIMIT else None
        if isinstance(rows, list):
            return tuple(map(_entry, rows))
    except (ValueError, TypeError, AttributeError, RecursionError):
        pass
    view.findings.append("The stream of notes on modules does not hold what it should.")
    return ()


def _entry(row: dict[str, str]) -> ImageNoteEntry:
    """Read one; raises ValueError, TypeError or AttributeError where it is none."""
    base, size = int(row.get("base", "0"), 16), int(row.get("size", "0"), 16)
    texts = (row.get("kind", ""), row.get("name", ""), row.get("detail", ""))
    if not 0 <= base < _NUMBERS or not 0 <= size < _NUMBERS:
        raise ValueError("no address")
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("no text")
    kind, name, detail = texts
    return ImageNoteEntry(kind, base, size, name, detail)
