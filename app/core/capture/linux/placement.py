"""What is mapped where: what images say of themselves is held against it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ...intervals import merged, subtract
from ...steps import steps
from ..snapshot import ImageNote, NoteKind
from .fields import readable
from .image import PAGE
from .maps import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...intervals import Range
    from ..snapshot import Segment
    from .image import ImageFacts
    from .maps import Mapping

VDSO: Final = b"[vdso]"
_MOST_PARTS: Final = 256
"""Mappings of an image that are looked at. Of one file there may be tens of thousands."""
_START: Final = attrgetter("start")
_OWN: Final = (b"[anon", b"[heap]")
_NOT_ON_DISK: Final = (b"/dev/", b"/memfd:", b"/SYSV", b"/anon_hugepage")


class Placement:
    """The mappings of a process, by address and by file."""

    def __init__(self, mappings: Sequence[Mapping]) -> None:
        """Look at *mappings*, which are sorted."""
        self._mappings = mappings
        self._starts = [mapping.start for mapping in steps(mappings)]
        self._files: dict[tuple[bytes, int], list[Mapping]] = {}
        for mapping in steps(mappings):
            if mapping.inode:
                self._files.setdefault(mapping.file, []).append(mapping)
        self._code = {
            file for file, parts in steps(self._files.items()) if any(map(_is_code, steps(parts)))
        }

    def parts_of(self, mapping: Mapping) -> Sequence[Mapping]:
        """Give the mappings of the same file from *mapping* on, as far as an image has so many."""
        return self._parts(mapping, mapping.start)

    def _parts(self, mapping: Mapping, start: int) -> Sequence[Mapping]:
        if not mapping.inode:
            return [mapping]
        parts = self._files[mapping.file]
        index = bisect_left(parts, start, key=_START)
        return parts[index : index + _MOST_PARTS]

    def may_begin_image(self, mapping: Mapping) -> bool:
        """Say whether it is worth looking for the header of an image at the start of *mapping*."""
        if mapping.path == VDSO:
            return True
        path = mapping.path
        if not mapping.inode or mapping.permissions[:1] != b"r" or not path.startswith(b"/"):
            return False
        if mapping.permissions[3:] == b"p":
            # Inside another file (an APK), there are images only where there is code.
            return mapping.offset == 0 or mapping.file in self._code
        # .NET shares the files that it reads its code from.
        return mapping.offset == 0 and not path.startswith(_NOT_ON_DISK)

    def is_used(self, mapping: Mapping, facts: ImageFacts, *, lies: bool) -> bool:
        """Tell an image that is loaded from a file that somebody mapped to look at it.

        Code in it is executable, or each segment stands where its header says. Nobody runs a file
        whose header *lies* unless there is code.
        """
        if facts.is_loaded or mapping.path == VDSO:
            return True
        parts = self._parts(mapping, facts.base)
        if any(part.start < facts.end and _is_code(part) for part in parts):
            return True
        found = [(self._at(address), address, offset) for address, offset in facts.loads]
        copied = [part for part, _, _ in found if part is not None and _is_anonymous(part)]
        code = [self._at(one.address) for one in facts.segments if one.executable]
        if facts.is_copied and any(part in copied and _is_code(part) for part in code if part):
            return True
        if lies or mapping.permissions[3:] == b"s":
            return False
        in_place = sum(
            part.offset + address - part.start == mapping.offset + offset
            for part, address, offset in found
            if part is not None and part.file == mapping.file
        )
        # Some programs move their code to large pages, which are anonymous.
        whole = bool(found) and in_place + len(copied) == len(found)
        return whole and (not copied or facts.is_copied or in_place > 1)

    def cut(self, mapping: Mapping, facts: ImageFacts) -> tuple[ImageFacts, str]:
        """Cut what an image says of itself to what is mapped of it; say what was wrong."""
        file = mapping.file
        if mapping.path == VDSO:
            return facts, ""
        if self._belongs(facts.base, file) and self._belongs(facts.end - 1, file):
            return facts, ""
        mapped = [found for one in facts.segments if (found := self._mapped(one, file))]
        ends = [-(-(one.address + one.size) // PAGE) * PAGE for one in mapped]
        base, end = mapping.start, max([mapping.end, *ends])
        claimed, there = f"{facts.base:#x} to {facts.end:#x}", f"{base:#x} to {end:#x}"
        lie = f"it claims {claimed}, of which {there} is there"
        return facts._replace(segments=tuple(mapped)).cut_to(base, end), lie

    def code_without_image(self, modules: Iterable[Range]) -> Iterator[ImageNote]:
        """Note the files that code is mapped from which belongs to none of *modules*."""
        known = merged(modules)
        for file, mapped in steps(self._files.items()):
            if file not in self._code:
                continue
            parts = [(part.start, part.end) for part in steps(mapped) if _is_code(part)]
            missing = subtract(parts, known)
            if missing:
                name = readable(mapped[0].path.removesuffix(DELETED))
                size = sum(high - low for low, high in missing)
                yield ImageNote(NoteKind.NO_IMAGE, missing[0][0], size, name)

    def _at(self, address: int) -> Mapping | None:
        index = bisect_right(self._starts, address) - 1
        if index >= 0 and address < self._mappings[index].end:
            return self._mappings[index]
        return None

    def _belongs(self, address: int, file: tuple[bytes, int]) -> bool:
        """Say whether that address can be one of an image: the file's own, or anonymous."""
        part = self._at(address)
        return part is not None and (part.file == file or _is_anonymous(part))

    def _mapped(self, segment: Segment, file: tuple[bytes, int]) -> Segment | None:
        """Cut a segment to what is mapped from its start on."""
        part = self._at(segment.address)
        if part is None or not self._belongs(segment.address, file):
            return None
        if self._belongs(segment.address + segment.size - 1, file):
            return segment
        return segment._replace(size=min(segment.size, part.end - segment.address))


def _is_anonymous(mapping: Mapping) -> bool:
    """Tell memory of the program's own from that of a file, and from the kernel's pages."""
    return not mapping.inode and (not mapping.path or mapping.path.startswith(_OWN))


def _is_code(mapping: Mapping) -> bool:
    return mapping.permissions[2:3] == b"x"
