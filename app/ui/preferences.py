"""The settings in force: read once, changed by the settings dialog, heard of by who cares."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from ..core.errors import DumpDeskError, InvalidRequestError
from ..core.storage.settings import Settings, change_settings, load_settings
from .core_texts import error_text
from .workers.errands import Errands

if TYPE_CHECKING:
    from pathlib import Path


class Preferences(QObject):
    """Holds :class:`Settings` and keeps their file up to date."""

    changed = Signal(object)
    """The new Settings."""
    not_saved = Signal(str)
    """A sentence: why the last change does not last, or does not hold after all."""

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        """Read the file *path*, by default the user's. ``problems`` are what was wrong in it."""
        super().__init__(parent)
        self._path = path
        self._defaults = Settings()  # known from now on: one of them depends on what is on a drive
        self.settings, self.problems = load_settings(path)
        self._errands = Errands(self)
        self._unwritten = 0
        """Changes that are still to be written."""

    def change(self, **values: object) -> str:
        """Take over *values*, to be saved; give a sentence if they cannot be."""
        changes = {n: value for n, value in values.items() if value != getattr(self.settings, n)}
        try:
            settings = replace(self.settings, **cast("dict[str, Any]", changes))
        except InvalidRequestError as error:
            return error_text(error)
        if changes:
            self._take(settings, changes)
        return ""

    def reset(self) -> None:
        """Set everything to its default."""
        defaults = self._defaults
        self._take(defaults, {one.name: getattr(defaults, one.name) for one in fields(Settings)})

    def settle(self, seconds: float) -> bool:
        """Wait until all is saved; say whether it is, after so many seconds."""
        return self._errands.settle(seconds)

    def _take(self, settings: Settings, changes: dict[str, object]) -> None:
        """Have *settings* hold here, and write the *changes* alone: others may have made theirs."""
        before = {name: getattr(self.settings, name) for name in changes}
        self._unwritten += 1
        self._errands.run(
            partial(change_settings, changes, self._path, self._defaults),
            partial(self._on_written, before, changes),
        )
        self._hold(settings)

    def _on_written(
        self, before: dict[str, object], changes: dict[str, object], result: object
    ) -> None:
        self._unwritten -= 1
        if isinstance(result, Settings):
            if not self._unwritten:
                self._hold(result)
            return
        if isinstance(result, InvalidRequestError):
            # Nothing of it was written, so it holds no longer, unless it was changed again.
            still = {n: v for n, v in before.items() if getattr(self.settings, n) == changes[n]}
            self._hold(replace(self.settings, **cast("dict[str, Any]", still)))
        if isinstance(result, DumpDeskError):
            self.not_saved.emit(error_text(result))

    def _hold(self, settings: Settings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.changed.emit(settings)
