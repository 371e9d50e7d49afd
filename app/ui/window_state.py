"""What the window remembers of itself, at hand at once and written by errands: a drive may hang."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSettings

from ..core.errors import InvalidRequestError
from ..core.numerals import parse_number

if TYPE_CHECKING:
    from .workers.errands import Errands


class Remembers(Protocol):
    """What views put away what is to come again: QSettings, or a WindowState."""

    def value(self, key: str, default: Any = ..., /) -> Any:  # noqa: ANN401 - as in Qt
        """Give what was put away; *default* if nothing was."""
        ...

    def setValue(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - as in Qt
        """Put *value* away."""
        ...


def remembered_number(value: object) -> int:
    """Read a number that was put away; 0 if it is not there, or something else is."""
    try:
        return parse_number(str(value), bits=31)
    except InvalidRequestError:
        return 0


class WindowState:
    """The values of a settings file, read once. Changes are written by *errands*, in their order.

    Qt itself would write, and wait for other programs that do, in the thread of the window.
    """

    def __init__(self, settings: QSettings, errands: Errands) -> None:
        """Read *settings*, which are of the INI format."""
        self._path = settings.fileName()
        self._values = {key: settings.value(key) for key in settings.allKeys()}
        self._errands = errands
        self._lock = threading.Lock()
        self._changes: dict[str, Any] = {}

    def value(self, key: str, default: object = None, /) -> Any:  # noqa: ANN401 - as in Qt
        """Give what was put away; *default* if nothing was."""
        return self._values.get(key, default)

    def setValue(self, key: str, value: object, /) -> None:
        """Put *value* away; it is written soon."""
        self._values[key] = value
        with self._lock:
            is_first = not self._changes
            self._changes[key] = value
        if is_first:
            self._errands.run(self._write)

    def _write(self) -> None:
        with self._lock:
            changes, self._changes = self._changes, {}
        settings = QSettings(self._path, QSettings.Format.IniFormat)
        for key, value in changes.items():
            settings.setValue(key, value)
        settings.sync()


class LastFolder:
    """Where the last file of a kind was chosen, in this window or one before."""

    def __init__(self, state: Remembers, kind: str) -> None:
        """Keep it in *state* under the name *kind*."""
        self._state = state
        self._key = f"folders/{kind}"

    def path(self, otherwise: Path) -> Path:
        """Give it; while none was chosen, *otherwise*."""
        kept = str(self._state.value(self._key) or "")
        return Path(kept) if kept else otherwise

    def take(self, folder: Path) -> None:
        """Note it."""
        self._state.setValue(self._key, str(folder))
