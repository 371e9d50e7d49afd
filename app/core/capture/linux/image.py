"""A file loaded into a process, whatever its format: where to look, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...intervals import Range
    from ...symbols.extent import Extent, Read
    from ..snapshot import NoteKind, Segment
    from .maps import Mapping

PAGE: Final = 4096
"""Bytes in which images are laid out; larger pages are multiples of it."""


class Place(NamedTuple):
    """Where an image begins, and how it is read."""

    mapping: Mapping
    """The mapping that begins with the image's header."""
    parts: Sequence[Mapping]
    """The mappings of the same file from there on."""
    read: Read
    read_present: Read
    """Reads memory no further than its pages exist."""
    file: Callable[[], Extent | None]
    """Opens the whole file; None where it cannot be read."""

    @property
    def start(self) -> int:
        """Address of the header."""
        return self.mapping.start

    def address_of(self, offset: int) -> int:
        """Give where the byte at *offset* of the image is mapped; 0 where it is not."""
        position = offset + self.mapping.offset
        for part in self.parts:
            if part.offset <= position < part.offset + part.end - part.start:
                return part.start + position - part.offset
        return 0


class ImageFacts(NamedTuple):
    """What the headers say; kept, as they do not change while the file is mapped."""

    base: int
    end: int
    entry: int
    segments: tuple[Segment, ...]
    headers: tuple[Range, ...]
    loads: tuple[tuple[int, int], ...] = ()
    """(address, offset in the image) of each segment with content, as it would be mapped."""
    is_loaded: bool = False
    """Known to be in use; otherwise its mappings tell."""
    is_copied: bool = False
    """Segments may have been copied into anonymous memory instead of mapped."""
    build_id: bytes = b""
    cv_record: bytes = b""
    misc_record: bytes = b""
    check_sum: int = 0
    time_date_stamp: int = 0
    version: tuple[int, int, int, int] | None = None
    """Where the headers tell it."""
    soname: str = ""
    identity: NoteKind | None = None
    """How the file was identified, where that is worth a note."""
    detail: str = ""

    def cut_to(self, base: int, end: int) -> ImageFacts:
        """Give what of it lies between these addresses."""
        return self._replace(
            base=base,
            end=end,
            entry=self.entry if base <= self.entry < end else 0,
            segments=tuple(
                one._replace(size=min(one.size, end - one.address))
                for one in self.segments
                if base <= one.address < end
            ),
            headers=tuple((low, min(high, end)) for low, high in self.headers if base <= low < end),
        )
