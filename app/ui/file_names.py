"""What the files of dumps are called. Which names are taken a drive says, which may be slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.storage import naming

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from .models.wish import Wish


def proposed_path(wish: Wish, folder: Path, template: str) -> Path:
    """Name the file of *wish*, whether or not one has that name. Raises InvalidRequestError."""
    return folder / naming.file_name(template, _values(wish))


def free_paths(wishes: Sequence[Wish], folder: Path, template: str) -> list[Path]:
    """Name the files of *wishes* as none is named in *folder*. Waits for the drive.

    Raises InvalidRequestError, OutputError, OSError.
    """
    return naming.free_paths(folder, template, [_values(wish) for wish in wishes])


def told_apart(paths: Sequence[Path], taken: Collection[Path]) -> list[Path]:
    """Give the *paths* a number each where another one of them, or of those *taken*, has it."""
    given = set(taken)
    apart = []
    for path in paths:
        stem, number, other = path.stem, 1, path
        while other in given:
            number += 1
            other = path.with_name(f"{stem}-{number}{path.suffix}")
        given.add(other)
        apart.append(other)
    return apart


def _values(wish: Wish) -> naming.NameValues:
    word = naming.preset_word(wish.request, wish.left_out)
    return naming.NameValues(wish.name, wish.key, word, wish.user)
