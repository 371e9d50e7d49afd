"""What can be done with one press, a row each: presets, the user's own ones, recipes.

Each says what it is for and, of the process that is chosen, how large a dump would be, how long it
would pause, and what private data it would hold.
"""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ...core.dump.costs import Figures
from ...core.dump.flags import FLAGS
from ...core.dump.pause import foretell
from ...core.dump.presets import PRESETS
from ...core.dump.recipe_sentence import explain
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from .private_data import no_private_data, worst_private_kind
from .time_text import pause_range

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...core.dump.pause import PastPause
    from ...core.dump.presets import Preset
    from ...core.dump.recipe import Recipe
    from ...core.dump.request import DumpRequest
    from .contents import Estimate, Weights
    from .flag_choice import FlagChoice

    AnyIndex = QModelIndex | QPersistentModelIndex

_ROLE: Final = Qt.ItemDataRole
PURPOSE: Final = _ROLE.UserRole + 1
"""What a row is for, in a few words."""
CHOSEN: Final = _ROLE.UserRole + 2
"""Whether it is what will be done."""
CHANGED: Final = _ROLE.UserRole + 3
"""How what is chosen departs from the row; empty if it does not."""
STALE: Final = _ROLE.UserRole + 4
"""Whether the figures are those of an earlier choice."""
_NUMBER: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TEXT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOWHERE: Final = QModelIndex()
_NOT_KNOWN: Final = "…"
_NOT_POSSIBLE: Final = "—"
_FLAGS: Final = sum(row.value for row in FLAGS)


class Column(IntEnum):
    """What is said of a row, from left to right."""

    WHAT = 0
    SIZE = 1
    PAUSE = 2
    PRIVATE = 3


_ALIGNED: Final = {
    Column.WHAT: _TEXT,
    Column.SIZE: _NUMBER,
    Column.PAUSE: _NUMBER,
    Column.PRIVATE: _TEXT,
}


class PlanRow(NamedTuple):
    """Flags and, in a recipe, rules. Neither preset nor recipe: flags of one's own choice."""

    flags: int
    respect_dontdump: bool
    preset: Preset | None = None
    recipe: Recipe | None = None

    @property
    def key(self) -> tuple[str, object]:
        """What it stays the same by, while the rows around it change."""
        if self.preset is not None:
            return "preset", self.preset.key
        return ("own", None) if self.recipe is None else ("recipe", id(self.recipe))

    @property
    def is_own(self) -> bool:
        """Whether it is a preset that the user made."""
        return self.preset is not None and self.preset not in PRESETS

    def request(self, base: DumpRequest) -> DumpRequest:
        """Give what would be written if this were chosen instead of what *base* says."""
        made = replace(base, flags=self.flags, respect_dontdump=self.respect_dontdump)
        recipe = self.recipe
        return made if recipe is None else replace(made, filter=recipe.rules(), blank=recipe.blank)


class _Asked(NamedTuple):
    """What was asked to be weighed last."""

    base: DumpRequest | None
    requests: tuple[DumpRequest, ...]
    keys: list[object]
    """Those of the rows that the requests are of."""


class PlanRows(QAbstractTableModel):
    """Follows a :class:`FlagChoice`; the rows change with presets and recipes."""

    def __init__(self, choice: FlagChoice, past: Callable[[], Iterable[PastPause]] = tuple) -> None:
        """Show what *choice* may be. *past* gives the dumps made before, the newest first."""
        super().__init__()
        self._choice = choice
        self.past = past
        self._recipes: tuple[Recipe, ...] = ()
        self._opened: Recipe | None = None
        self._rows: list[PlanRow] = []
        self._chosen = 0
        self._figures: dict[object, Figures | None] = {}
        """Key of a row → what its dump would be; None: it cannot be had."""
        self._now: Figures | None = None
        self._wait = 0.0
        self._asked = _Asked(None, (), [])
        self._parts = 0
        self._by_folder = False
        self._stale = False
        self._texts: dict[tuple[int, Column], str] = {}
        """What cells show, since something changed: each is asked for whenever it is painted."""
        self._fill()
        choice.changed.connect(self._on_choice)
        choice.presets_changed.connect(self._fill)

    # ---------------------------------------------------------------------------- from outside

    def row(self, number: int) -> PlanRow:
        """Give a row."""
        return self._rows[number]

    @property
    def chosen(self) -> int:
        """The number of the row that is chosen."""
        return self._chosen

    @property
    def recipe(self) -> Recipe | None:
        """The recipe that is followed, if one is and its flags are as it says."""
        recipe = self._rows[self._chosen].recipe
        return recipe if recipe is not None and self._is_as(recipe) else None

    def changed(self, number: int) -> str:
        """Say how what is chosen departs from the chosen row."""
        row = self._rows[number]
        if number != self._chosen or (row.preset is None and row.recipe is None):
            return ""
        flags = (row.flags ^ self._choice.flags) & _FLAGS
        said = []
        if flags.bit_count():
            said.append(theme.counted(flags.bit_count(), self.tr("1 flag"), self.tr("{0} flags")))
        if row.respect_dontdump != self._choice.respect_dontdump:
            said.append(self.tr("DONTDUMP marks"))
        if self._parts:
            said.append(theme.counted(self._parts, self.tr("1 part"), self.tr("{0} parts")))
        if self._by_folder:
            said.append(self.tr("modules by folder"))
        return self.tr("changed: {0}").format(", ".join(said)) if said else ""

    def explained(self, number: int, *, chosen: bool = False) -> str:
        """Say all that is known of a row; of one that is *chosen*, what is not said elsewhere."""
        row = self._rows[number]
        lines = [] if chosen and row.recipe is not None else [self._explanation(row)]
        if row.preset is not None and row.preset.equals:
            lines.append(self.tr("The same as {0}.").format(core_text(row.preset.equals)))
        if row.is_own:
            lines.append(self.tr("A preset of your own, {0}.").format(hex(row.flags)))
            twin = next((known for known in PRESETS if known.flags == row.flags), None)
            if twin is not None:
                lines.append(self.tr("The same flags as {0}.").format(core_text(twin.name)))
        return " ".join(filter(None, lines))

    def requests(self, base: DumpRequest) -> tuple[DumpRequest, ...]:
        """Give what each row would write, for the dumper to weigh; *base* is what is chosen now."""
        keys: list[object] = [row.key for row in self._rows]
        if (base, keys) != (self._asked.base, self._asked.keys):
            requests = tuple(row.request(base) for row in self._rows)
            self._asked = _Asked(base, requests, keys)
        return self._asked.requests

    def show_recipes(self, recipes: Iterable[Recipe], opened: Recipe | None) -> None:
        """List *recipes*; *opened* is the one that is filled in."""
        self._opened = opened
        if tuple(recipes) != self._recipes:
            self._recipes = tuple(recipes)
            self._fill()
        else:
            self._on_choice()

    def show_parts(self, parts: int, *, by_folder: bool = False) -> None:
        """Say that so many *parts* were decided about by hand, and modules *by_folder*."""
        if (parts, by_folder) != (self._parts, self._by_folder):
            self._parts, self._by_folder = parts, by_folder
            self._tell_all()

    def show_weights(self, weights: Weights) -> None:
        """Show what the rows would write, if that is what was asked last."""
        if weights.requests is self._asked.requests:
            self._figures.update(zip(self._asked.keys, weights.figures, strict=True))
            self._stale = False
            self._tell_all()

    def show_estimate(self, estimate: Estimate) -> None:
        """Show what will be written as things are: of the chosen row, this goes before all else."""
        self._wait = estimate.wait_ms
        self._now = Figures(estimate.file_size, estimate.usual_pause_ms, not estimate.is_exact)
        self._tell_all()

    def outdate(self) -> None:
        """Something else is chosen, which makes all dumps larger or smaller: newer figures come."""
        self._now = None
        if not self._stale:
            self._stale = True
            self._tell_all()

    def give_up(self) -> None:
        """Nothing will be told of the process: it cannot be looked at."""
        self._figures = dict.fromkeys((row.key for row in self._rows), None)
        self._now = None
        self._tell_all()

    def clear(self) -> None:
        """Another process, of which nothing is known."""
        self._figures, self._now, self._stale, self._parts = {}, None, False, 0
        self._tell_all()

    # ------------------------------------------------------------------------------ the model

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Head the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == _ROLE.TextAlignmentRole:
            return _ALIGNED[Column(section)]
        if role != _ROLE.DisplayRole:
            return None
        return {
            Column.WHAT: self.tr("Plan and what it is for"),
            Column.SIZE: self.tr("Size"),
            Column.PAUSE: self.tr("Pause"),
            Column.PRIVATE: self.tr("Private data"),
        }[Column(section)]

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        """Give what a cell shows."""
        tell = _TELL.get(role)
        if tell is None or not index.isValid():
            return None
        return tell(self, index.row(), Column(index.column()))

    def text(self, number: int, column: Column) -> str:
        """Give what a cell shows."""
        text = self._texts.get((number, column))
        if text is None:
            text = self._texts[number, column] = self._text(number, column)
        return text

    def _text(self, number: int, column: Column) -> str:
        row = self._rows[number]
        if column is Column.WHAT:
            return self._name(row)
        if column is Column.PRIVATE:
            word = worst_private_kind(row.flags)
            return f"◆ {word}" if word else no_private_data()
        figures = self._figures.get(row.key)
        if number == self._chosen and self._now is not None:
            figures = self._now
        elif figures is None:
            return _NOT_POSSIBLE if row.key in self._figures else _NOT_KNOWN
        if column is Column.PAUSE:
            return pause_range(foretell(figures.usual_pause_ms, self.past(), self._wait))
        size = theme.binary_size(figures.file_size)
        return self.tr("about {0}").format(size) if figures.is_estimate else size

    def purpose(self, number: int) -> str:
        """Say in a few words what a row is for."""
        row = self._rows[number]
        if row.recipe is not None:
            return self.tr("Recipe")
        if row.preset is None:
            return self.tr("The flags {0}").format(hex(row.flags))
        if row.is_own:
            return escaped(row.preset.help) or self.tr("A preset of your own")
        return core_text(row.preset.purpose)

    def is_stale(self, number: int) -> bool:
        """Say whether the figures of a row are those of an earlier choice."""
        return self._stale and not (number == self._chosen and self._now is not None)

    def read_out(self, number: int, column: Column) -> str:
        """Give what a screen reader says of a cell."""
        text = self.text(number, column)
        if column is not Column.WHAT:
            return text
        said = [text, self.purpose(number)]
        if number == self._chosen:
            said.insert(1, self.tr("chosen"))
            said.append(self.changed(number))
        return ", ".join(filter(None, said))

    # ---------------------------------------------------------------------------------- inside

    def _name(self, row: PlanRow) -> str:
        if row.preset is not None:
            return escaped(core_text(row.preset.name))
        return self.tr("Own choice") if row.recipe is None else escaped(row.recipe.title)

    def _explanation(self, row: PlanRow) -> str:
        if row.recipe is not None:
            return explain(row.recipe, core_text)
        return escaped(core_text(row.preset.help)) if row.preset is not None else ""

    def _is_as(self, recipe: Recipe) -> bool:
        return (recipe.flags, recipe.respect_dontdump) == (
            self._choice.flags,
            self._choice.respect_dontdump,
        )

    def _arranged(self) -> tuple[list[PlanRow], int]:
        """Give the rows as they are to be, and which one is chosen.

        While that is none of presets and recipes, there is one more, at the end.
        """
        choice = self._choice
        rows = [
            PlanRow(preset.flags, preset.respect_dontdump, preset) for preset in choice.presets()
        ]
        rows += [
            PlanRow(recipe.flags, recipe.respect_dontdump, recipe=recipe)
            for recipe in self._recipes
        ]
        opened = self._opened
        key: tuple[str, object] = ("preset", choice.preset.key if choice.preset else "")
        is_opened = opened is not None and (choice.preset is None or self._is_as(opened))
        for number, row in enumerate(rows):
            # The file of the one that is opened may have been read again: another object by now.
            if row.recipe == opened if is_opened else row.key == key:
                return rows, number
        rows.append(PlanRow(choice.flags, choice.respect_dontdump))
        return rows, len(rows) - 1

    def _fill(self) -> None:
        self._texts.clear()
        self.beginResetModel()
        self._rows, self._chosen = self._arranged()
        self.endResetModel()

    def _on_choice(self) -> None:
        self._now = None
        self._texts.clear()
        rows, chosen = self._arranged()
        before = len(self._rows)
        if len(rows) > before:
            self.beginInsertRows(_NOWHERE, before, before)
            self._rows, self._chosen = rows, chosen
            self.endInsertRows()
        elif len(rows) < before:
            self.beginRemoveRows(_NOWHERE, before - 1, before - 1)
            self._rows, self._chosen = rows, chosen
            self.endRemoveRows()
        else:
            self._rows, self._chosen = rows, chosen
        self._tell_all()

    def _tell_all(self) -> None:
        self._texts.clear()
        if self._rows:
            end = self.index(len(self._rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), end)


_TELL: Final[dict[int, Callable[[PlanRows, int, Column], Any]]] = {
    _ROLE.DisplayRole: PlanRows.text,
    _ROLE.TextAlignmentRole: lambda _rows, _row, column: _ALIGNED[column],
    _ROLE.AccessibleTextRole: PlanRows.read_out,
    _ROLE.AccessibleDescriptionRole: lambda rows, row, _column: rows.explained(row),
    PURPOSE: lambda rows, row, _column: rows.purpose(row),
    CHOSEN: lambda rows, row, _column: row == rows.chosen,
    CHANGED: lambda rows, row, _column: rows.changed(row),
    STALE: lambda rows, row, _column: rows.is_stale(row),
}
"""Role → what a cell says in it."""
