"""Finding the loaded images of a process: identity from memory, not from paths.

Each mapped file that holds code is one of the modules, or a note says why it is none.
"""

from __future__ import annotations

import contextlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import InvalidImageError
from ...steps import step, steps
from ...symbols import elf
from ..snapshot import ImageNote, Module, NoteKind, UnloadedModule
from .archive import member_at
from .elf_image import read_elf
from .fields import readable
from .image import ImageFacts, Place
from .mapped_file import MappedFile, file_of
from .pe_image import read_pe
from .placement import Placement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...symbols.extent import Extent, Read
    from .maps import Mapping
    from .procfs import ProcessDirectory

AT_PHDR: Final = 3
AT_ENTRY: Final = 9
VDSO_NAME: Final = "linux-gate.so"
"""The name the readers of minidumps know the vdso by."""
MOST_MODULES: Final = 4096
"""Modules that are described; Breakpad's readers take 2048."""
MOST_NOTES: Final = 1000
_MAX_IMAGE: Final = 0xFFFF_FFFF
"""MINIDUMP_MODULE.SizeOfImage has 32 bits."""
_FORMATS: Final = ((elf.MAGIC, read_elf), (b"MZ", read_pe))
"""The bytes that an image begins with → what reads it."""
_NUMBERS: Final = r"(\d{1,5})(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?"
_VERSIONS: Final = (re.compile(r"\.so\." + _NUMBERS), re.compile(r"-" + _NUMBERS + r"\.so$"))
"""What stands before the version in the name of a library."""
_Key = tuple[bytes, int, int]


class Found(NamedTuple):
    """The modules, the main executable first, and what there is to know of them."""

    modules: tuple[Module, ...]
    notes: tuple[ImageNote, ...]


class _Image(NamedTuple):
    """An image with what its first mapping adds."""

    mapping: Mapping
    facts: ImageFacts
    member: bytes
    """What it is called inside of its file, where it does not begin that file."""
    lie: str
    """What of its headers cannot be true."""


class ModuleFinder:
    """Finds modules; remembers what it read of each between calls."""

    def __init__(self, directory: ProcessDirectory, read: Read, read_present: Read) -> None:
        """*read* reads memory; *read_present* only where the page exists already."""
        self._directory = directory
        self._read = read
        self._read_present = read_present
        self._cache: dict[_Key, _Image | None] = {}

    def find(
        self, mappings: Sequence[Mapping], auxv: dict[int, int], *, files: bool = True
    ) -> Found:
        """Find the modules among *mappings*; *files* allows to open the files behind them."""
        placement = Placement(mappings)
        known, self._cache = self._cache, {}
        images: list[_Image] = []
        end = 0
        file: tuple[bytes, int] | None = None
        for mapping in steps(mappings):
            inside = mapping.start < end and mapping.file == file
            if inside or not placement.may_begin_image(mapping) or len(images) == MOST_MODULES:
                continue
            key = (mapping.device, mapping.inode, mapping.start)
            step()
            if key in known:
                image = known[key]
            else:
                image = self._examine(mapping, placement.parts_of(mapping), files=files)
            if files or image is None or image.facts.identity is not NoteKind.UNIDENTIFIED:
                self._cache[key] = image
            if image is None:
                continue
            facts, lie = placement.cut(mapping, image.facts)
            lie = image.lie or lie
            if not placement.is_used(mapping, facts, lies=bool(lie)):
                continue
            images.append(image._replace(facts=facts, lie=lie))
            end, file = facts.end, mapping.file
        images = _without_overlaps(images)
        modules = [self._module(image) for image in steps(images)]
        notes = [
            note
            for image, module in steps(zip(images, modules, strict=True))
            for note in _notes_of(image, module)
        ]
        notes += placement.code_without_image((one.base, one.end) for one in modules)
        return Found(_main_first(modules, auxv), _limited(notes))

    def _examine(self, mapping: Mapping, parts: Sequence[Mapping], *, files: bool) -> _Image | None:
        """Read the headers at the start of *mapping*; None when there are none."""
        read = self._read if mapping.permissions[3:] == b"p" else self._read_present
        begin = read(mapping.start, 4)
        reader = next((reader for magic, reader in _FORMATS if begin.startswith(magic)), None)
        if reader is None:
            return None
        with contextlib.closing(MappedFile(self._directory, mapping)) as mapped:

            def whole() -> Extent | None:
                return mapped.open() if files and mapping.inode else None

            place = Place(mapping, parts, self._read, self._read_present, whole)
            try:
                facts = reader(place)
            except InvalidImageError as error:
                facts, lie = _run(mapping, parts), error.cause
            else:
                lie = ""
            if facts is None:
                return None
            return _Image(mapping, facts, _member(place, facts) if mapping.offset else b"", lie)

    def _module(self, image: _Image) -> Module:
        mapping, facts, member, _ = image
        path, deleted, replaced = file_of(self._directory, mapping)
        name = readable(path) if mapping.inode else VDSO_NAME
        return Module(
            base=facts.base,
            size=facts.end - facts.base,
            name=f"{name}!{readable(member)}" if member else name,
            check_sum=facts.check_sum,
            time_date_stamp=facts.time_date_stamp,
            version=facts.version or _version(name, facts),
            soname=facts.soname,
            build_id=facts.build_id,
            cv_record=facts.cv_record,
            misc_record=facts.misc_record,
            entry=facts.entry,
            segments=facts.segments,
            headers=facts.headers,
            deleted=deleted,
            replaced=replaced,
        )


def _version(name: str, facts: ImageFacts) -> tuple[int, int, int, int] | None:
    return version_of(name.rpartition("/")[2]) or version_of(facts.soname)


def _run(mapping: Mapping, parts: Sequence[Mapping]) -> ImageFacts:
    """Describe an image whose headers lie by what is mapped of its file in one piece."""
    end = mapping.end
    for part in parts:
        if part.start == end:
            end = part.end
    return ImageFacts(mapping.start, end, 0, (), ())


def _member(place: Place, facts: ImageFacts) -> bytes:
    """Name a file inside another, which Android writes ``base.apk!libm.so``.

    The name is its own for itself, the archive's, or its position (libunwindstack's GetFullName
    gives the first).
    """
    position = place.mapping.offset
    whole = place.file() if not facts.soname else None
    found = member_at(whole, position) if whole is not None else b""
    return facts.soname.encode() or found.rpartition(b"/")[2] or b"%#x" % position


def _without_overlaps(images: list[_Image]) -> list[_Image]:
    """Cut an image that claims to reach into the next one."""
    ordered = sorted(images, key=lambda image: image.facts.base)
    for index, (image, following) in enumerate(steps(pairwise(ordered))):
        base = following.facts.base
        if image.facts.end > base > image.facts.base:
            lie = f"it claims to reach to {image.facts.end:#x}, into the module at {base:#x}"
            facts = image.facts.cut_to(image.facts.base, base)
            ordered[index] = image._replace(facts=facts, lie=image.lie or lie)
    return ordered


def _notes_of(image: _Image, module: Module) -> Iterator[ImageNote]:
    if image.lie:
        yield ImageNote(NoteKind.LIES, module.base, detail=image.lie)
    if image.facts.identity is not None:
        yield ImageNote(image.facts.identity, module.base, detail=image.facts.detail)
    if module.size > _MAX_IMAGE:
        yield ImageNote(NoteKind.TOO_LARGE, module.base, module.size)


def _limited(notes: list[ImageNote]) -> tuple[ImageNote, ...]:
    more = len(notes) - MOST_NOTES
    if more <= 0:
        return tuple(notes)
    return (*notes[:MOST_NOTES], ImageNote(NoteKind.MORE, 0, more))


def _main_first(modules: list[Module], auxv: dict[int, int]) -> tuple[Module, ...]:
    """Put the module first that the kernel started."""
    for key in (AT_PHDR, AT_ENTRY):
        address = auxv.get(key, 0)
        for module in modules:
            if module.base <= address < module.end:
                return (module, *(other for other in modules if other is not module))
    return tuple(modules)


def unloaded_modules(found: Iterable[Module]) -> tuple[UnloadedModule, ...]:
    """Give the modules whose file is deleted."""
    return tuple(
        UnloadedModule(module.base, module.size, module.name) for module in found if module.deleted
    )


def version_of(name: str) -> tuple[int, int, int, int] | None:
    """Take the version out of a library's file name (``libz.so.1.2.13``, ``libc-2.31.so``)."""
    for pattern in _VERSIONS:
        if found := pattern.search(name):
            first, second, third, fourth = (min(int(part or 0), 0xFFFF) for part in found.groups())
            return first, second, third, fourth
    return None
