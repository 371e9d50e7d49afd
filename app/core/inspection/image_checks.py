"""What the writer of a dump noted of modules beside their records (``DumpDeskImageNotes``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..capture.snapshot import NoteKind
from .dump_under_test import listed
from .finding import Finding, note, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dump_under_test import DumpUnderTest


def check_image_notes(dump: DumpUnderTest) -> Iterator[Finding]:
    """What the records of modules cannot say, and the writer noted (Linux)."""
    names = {module.base: module.name for module in dump.snapshot.modules}
    found: dict[NoteKind, list[str]] = {}
    for kind, base, size, name, detail in dump.snapshot.image_notes:
        text = name or names.get(base) or f"{base:#x}"
        if kind in {NoteKind.TOO_LARGE, NoteKind.NO_IMAGE, NoteKind.MORE}:
            text = f"{text} ({size:#x})"
        elif detail:
            text = f"{text} ({detail})"
        found.setdefault(kind, []).append(text)
    for kind, things in found.items():
        yield _NOTES[kind](things)


def _lies(things: list[str]) -> Finding:
    return warning(
        f"What the headers of modules say cannot be true, so only where they lie is known: "
        f"{listed(things)}."
    )


def _too_large(things: list[str]) -> Finding:
    return note(
        f"Modules are larger than a dump can say, so that functions behind the first 4 GiB are not "
        f"named: {listed(things)}."
    )


def _no_image(things: list[str]) -> Finding:
    return note(
        f"Code is mapped from places of files where no image begins, so that no module stands for "
        f"it: {listed(things)}."
    )


def _from_section(things: list[str]) -> Finding:
    return note(
        f"The build id of modules is that of a section of their file, as no program header names "
        f"it: {listed(things)}."
    )


def _from_code(things: list[str]) -> Finding:
    return note(
        f"Modules have no build id; the hash of their code stands for it, as with Breakpad: "
        f"{listed(things)}."
    )


def _unidentified(things: list[str]) -> Finding:
    return note(
        f"Nothing says which build of modules this is, so their symbols have to be found by hand: "
        f"{listed(things)}."
    )


def _more(things: list[str]) -> Finding:
    return note(f"There was more to say of modules than there is room for: {listed(things)}.")


_NOTES: Final = {
    NoteKind.LIES: _lies,
    NoteKind.TOO_LARGE: _too_large,
    NoteKind.NO_IMAGE: _no_image,
    NoteKind.SECTION: _from_section,
    NoteKind.TEXT: _from_code,
    NoteKind.UNIDENTIFIED: _unidentified,
    NoteKind.MORE: _more,
}
