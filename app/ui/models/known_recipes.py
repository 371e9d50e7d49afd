"""Recipes that were opened, to be chosen again: also in the next window."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from ...core.dump.recipe import Recipe, load

if TYPE_CHECKING:
    from ..window_state import Remembers
    from ..workers.errands import Errands

_KEY: Final = "recipes"
_MOST: Final = 12
"""So many are kept, those opened last."""


class _Known(NamedTuple):
    recipe: Recipe
    path: str
    """Empty: it came from no file."""


class KnownRecipes(QObject):
    """In the order in which they were first opened; one that its file no longer holds is gone."""

    changed = Signal()

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        """Know none. *errands* read the files."""
        super().__init__(parent)
        self._errands = errands
        self._known: list[_Known] = []

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """All of them."""
        return tuple(known.recipe for known in self._known)

    def take(self, recipe: Recipe, path: str = "") -> None:
        """Keep *recipe*, in the place of what was in the same file before."""
        for place, known in enumerate(self._known):
            if known.recipe == recipe or (path and known.path == path):
                self._known[place] = _Known(recipe, path or known.path)
                break
        else:
            self._known = [*self._known, _Known(recipe, path)][-_MOST:]
        self.changed.emit()

    def forget(self, recipe: Recipe) -> None:
        """Keep it no longer; its file stays where it is."""
        self._known = [known for known in self._known if known.recipe is not recipe]
        self.changed.emit()

    def save(self, settings: Remembers) -> None:
        """Have *settings* remember where they are."""
        settings.setValue(_KEY, json.dumps([known.path for known in self._known if known.path]))

    def restore(self, settings: Remembers) -> None:
        """Read again what *settings* remember, as far as it is still there."""
        for path in _paths(settings.value(_KEY)):
            self._errands.run(partial(load, Path(path)), partial(self._on_read, path))

    def _on_read(self, path: str, recipe: object) -> None:
        if isinstance(recipe, Recipe):  # else it is gone or damaged: nobody has asked for it now
            self.take(recipe, path)


def _paths(kept: object) -> list[str]:
    try:
        found = json.loads(str(kept))
    except ValueError:
        return []
    return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []
