"""Which columns are shown, in which order and how wide: plain data, kept in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from ..translation import QT_TRANSLATE_NOOP
from .process_columns import COLUMNS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..window_state import Remembers

_T = TypeVar("_T")

ALWAYS: Final = "name"
"""Key of the column that cannot be hidden: it carries the tree and the marks."""


class ColumnPlace(msgspec.Struct, frozen=True):
    """A column: its key, whether it is shown, and its width in pixels (0: what its texts need)."""

    key: str
    shown: bool = True
    width: int = 0


class ColumnLayout(msgspec.Struct, frozen=True):
    """All columns from left to right, and the order of the rows."""

    columns: tuple[ColumnPlace, ...]
    sort: str = ALWAYS
    descending: bool = False

    def completed(self) -> ColumnLayout:
        """Give the same with every column that there is, each once, and none that there is not.

        One that is missing stands, hidden, behind the one that it follows in COLUMNS.
        """
        places = list({p.key: p for p in self.columns if p.key in SECTIONS}.values())
        before = 0
        for column in COLUMNS:
            keys = [place.key for place in places]
            if column.key not in keys:
                places.insert(before, ColumnPlace(column.key, shown=column.key == ALWAYS))
                before += 1
            else:
                before = keys.index(column.key) + 1
        places = [
            msgspec.structs.replace(place, shown=True) if place.key == ALWAYS else place
            for place in places
        ]
        sort = self.sort if self.sort in SECTIONS else ALWAYS
        return ColumnLayout(tuple(places), sort, self.descending)


def showing(keys: Iterable[str], sort: str = ALWAYS, *, descending: bool = False) -> ColumnLayout:
    """Make a layout of these columns."""
    return ColumnLayout(tuple(map(ColumnPlace, keys)), sort, descending).completed()


DEFAULT: Final = showing(
    ("cpu", "name", "pid", "user", "memory", "can_dump"), "cpu", descending=True
)

BUILT_IN: Final[dict[str, ColumnLayout]] = {
    QT_TRANSLATE_NOOP("ColumnSets", "Overview"): DEFAULT,
    QT_TRANSLATE_NOOP("ColumnSets", "Load"): showing(
        ("name", "pid", "cpu", "memory", "private", "threads", "handles", "io", "state"),
        "cpu",
        descending=True,
    ),
    QT_TRANSLATE_NOOP("ColumnSets", "Origin"): showing(
        ("name", "pid", "ppid", "user", "started", "program_file", "exe", "cmdline")
    ),
    QT_TRANSLATE_NOOP("ColumnSets", "Rights"): showing(
        ("name", "pid", "user", "bits", "privileges", "container", "can_dump")
    ),
}
"""Sets that everybody has; titles to be translated in the context ColumnSets."""


class ColumnSets:
    """The layout in use and those saved under a name. Without settings they last one run."""

    def __init__(self, settings: Remembers | None = None) -> None:
        """Read from and write to *settings*."""
        self._settings = settings
        self._own = self._read("sets", dict[str, ColumnLayout]) or {}
        self._current = self._read("columns", ColumnLayout) or DEFAULT

    @property
    def current(self) -> ColumnLayout:
        """The layout that was in use last."""
        return self._current.completed()

    @current.setter
    def current(self, layout: ColumnLayout) -> None:
        self._current = layout
        self._write("columns", layout)

    def names(self) -> list[str]:
        """Give the names of the user's own sets."""
        return sorted(self._own, key=str.casefold)

    def load(self, name: str) -> ColumnLayout:
        """Give one of the user's own sets. Raises KeyError."""
        return self._own[name].completed()

    def save(self, name: str, layout: ColumnLayout) -> None:
        """Keep *layout* under *name*, in place of what had it."""
        self._own[name] = layout
        self._write("sets", self._own)

    def delete(self, name: str) -> None:
        """Forget one of the user's own sets."""
        self._own.pop(name, None)
        self._write("sets", self._own)

    def _read(self, key: str, kind: type[_T]) -> _T | None:
        if self._settings is None:
            return None
        try:
            return msgspec.json.decode(str(self._settings.value(f"processes/{key}", "")), type=kind)
        except msgspec.DecodeError:  # nothing there, or an older version's
            return None

    def _write(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(f"processes/{key}", msgspec.json.encode(value).decode())
