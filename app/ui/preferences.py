"""The settings in force: read once, changed by the settings dialog, heard of by who cares."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from ..core.errors import InvalidRequestError, OutputError
from ..core.storage.settings import Settings, change_settings, load_settings
from .core_texts import error_text

if TYPE_CHECKING:
    from pathlib import Path


class Preferences(QObject):
    """Holds :class:`Settings` and keeps their file up to date."""

    changed = Signal(object)
    """The new Settings."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        """Read the file *path*, by default the user's. ``problems`` are what was wrong in it."""
        super().__init__(parent)
        self._path = path
        self._defaults = Settings()  # known from now on: one of them depends on what is on a drive
        self.settings, self.problems = load_settings(path)

    def change(self, **values: object) -> str:
        """Take over *values* and save them; give a sentence if that was not possible."""
        changes = {n: value for n, value in values.items() if value != getattr(self.settings, n)}
        try:
            settings = replace(self.settings, **cast("dict[str, Any]", changes))
        except InvalidRequestError as error:
            return error_text(error)
        return self._take(settings, changes) if changes else ""

    def reset(self) -> str:
        """Set everything to its default; give a sentence if that could not be saved."""
        defaults = self._defaults
        return self._take(
            defaults, {one.name: getattr(defaults, one.name) for one in fields(Settings)}
        )

    def _take(self, settings: Settings, changes: dict[str, object]) -> str:
        """Have *settings* hold here, and write the *changes* alone: others may have made theirs."""
        self._hold(settings)
        try:
            self._hold(change_settings(changes, self._path, self._defaults))
        except OutputError as error:
            return error_text(error)
        return ""

    def _hold(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.changed.emit(settings)
