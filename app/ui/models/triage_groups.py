"""Dumps of a folder as a tree: what happened, and below it each dump in which it did."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from .dump_headline import headline_of
from .table_text import TableText
from .time_text import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.inspection.triage import Entry

    AnyIndex = QModelIndex | QPersistentModelIndex

_ROLE: Final = Qt.ItemDataRole
_NOWHERE: Final = QModelIndex()
_NAMED: Final = 3
"""So many versions or machines are named of a group."""


class Column(IntEnum):
    """What is told of a dump."""

    WHAT = 0
    PROGRAM = 1
    VERSION = 2
    HOST = 3
    MADE = 4
    FILE = 5


class _Group:
    """Dumps that are counted together, the newest first."""

    def __init__(self, number: int, name: str) -> None:
        self.number = number
        self.name = name
        self.entries: list[Entry] = []
        self.texts: tuple[str, ...] = ()
        """What its row shows; made anew when a dump comes."""

    def add(self, entry: Entry, place: int) -> None:
        """Take *entry* in, at the *place* that belongs to it."""
        self.entries.insert(place, entry)
        self.texts = ()

    def place_of(self, entry: Entry) -> int:
        """Say where *entry* belongs."""
        return bisect_right(self.entries, _order(entry), key=_order)

    @property
    def newest(self) -> int:
        return self.entries[0].made if self.entries else 0


def _order(entry: Entry) -> tuple[int, str]:
    return -entry.made, entry.path


def _headline(entry: Entry) -> str:
    if entry.error or not entry.reason:
        return escaped(core_text(entry.error or entry.headline))
    return headline_of(
        entry.reason,
        place=entry.place,
        thread=entry.thread,
        thread_name=entry.thread_name,
        uptime=None if entry.uptime < 0 else entry.uptime,
        crashed=entry.crashed,
    )


class TriageGroups(QAbstractItemModel):
    """Groups in the order in which they came until :meth:`arrange`: then the newest first."""

    def __init__(self, folder: str, parent: QObject | None = None) -> None:
        """Be about *folder*, and empty."""
        super().__init__(parent)
        self._folder = Path(folder)
        self._groups: list[_Group] = []
        self._by_name: dict[str, _Group] = {}
        self._row_of: dict[int, int] = {}
        """Number of a group → its row."""
        self.total = 0
        """Dumps of all groups."""

    # ----------------------------------------------------------------------------- changing

    def clear(self) -> None:
        """Know of no dump."""
        self.beginResetModel()
        self._groups, self._by_name, self._row_of, self.total = [], {}, {}, 0
        self.endResetModel()

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in what was found out of some dumps."""
        for entry in entries:
            group = self._by_name.get(entry.group) or self._begin(entry.group)
            place = group.place_of(entry)
            self.beginInsertRows(self._index_of(group), place, place)
            group.add(entry, place)
            self.endInsertRows()
            self.total += 1
        if self._groups:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._groups) - 1, len(Column) - 1)
            )

    def arrange(self) -> None:
        """Put the group in which something happened last first."""
        wanted = sorted(self._groups, key=lambda group: (-group.newest, group.name))
        if wanted == self._groups:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        shown = [self._groups[index.row()] if not index.internalId() else None for index in before]
        self._groups = wanted
        self._row_of = {group.number: row for row, group in enumerate(wanted)}
        after = [
            index if group is None else self.index(self._row_of[group.number], index.column())
            for index, group in zip(before, shown, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _begin(self, name: str) -> _Group:
        row = len(self._groups)
        self.beginInsertRows(_NOWHERE, row, row)
        group = _Group(row + 1, name)
        self._groups.append(group)
        self._by_name[name] = group
        self._row_of[group.number] = row
        self.endInsertRows()
        return group

    # ------------------------------------------------------------------------------ reading

    def exact_text(self) -> TableText:
        """Give all dumps as a table for other programs, with what they are counted by."""
        headings = [str(self.headerData(column, Qt.Orientation.Horizontal)) for column in Column]
        rows = [
            [escaped(group.name), *self._exact(entry)]
            for group in self._groups
            for entry in group.entries
        ]
        return TableText([self.tr("Group"), *headings], rows)

    def _exact(self, entry: Entry) -> list[str]:
        texts = {column: self._entry_text(entry, column) for column in Column}
        made = datetime.fromtimestamp(entry.made, UTC)
        texts[Column.MADE] = made.isoformat() if entry.made else ""
        return [*texts.values()]

    def entry(self, index: AnyIndex) -> Entry | None:
        """Give the dump of a row; None for a group."""
        group = self._group_above(index)
        return None if group is None else group.entries[index.row()]

    def index_of(self, path: str) -> QModelIndex:
        """Give the row of the dump at *path*."""
        for group in self._groups:
            for row, entry in enumerate(group.entries):
                if entry.path == path:
                    return self.createIndex(row, 0, group.number)
        return QModelIndex()

    def index(self, row: int, column: int, parent: AnyIndex = _NOWHERE) -> QModelIndex:
        """Give an index: those of groups have the id 0, those of dumps their group's number."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = self._groups[parent.row()].number if parent.isValid() else 0
        return self.createIndex(row, column, number)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]  # two of one name
        """Give the group of a dump."""
        group = self._group_above(index)
        return QModelIndex() if group is None else self._index_of(group)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Count groups, or the dumps of one."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column() > 0:
            return 0
        return len(self._groups[parent.row()].entries)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: ARG002 - all alike
        """Give the number of columns."""
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Head the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        names = (
            self.tr("What happened"),
            self.tr("Program"),
            self.tr("Version"),
            self.tr("Machine"),
            self.tr("Made"),
            self.tr("File"),
        )
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        """Give what a cell shows."""
        if not index.isValid():
            return None
        entry = self.entry(index)
        if role == _ROLE.DisplayRole:
            if entry is None:
                return self._group_texts(self._groups[index.row()])[index.column()]
            return self._entry_text(entry, Column(index.column()))
        if role == _ROLE.FontRole and entry is None and index.column() == Column.WHAT:
            font = QFont()
            font.setBold(True)
            return font
        if role == _ROLE.ToolTipRole:
            return theme.tooltip(str(self.data(index)))
        return None

    # ------------------------------------------------------------------------------- inside

    def _group_above(self, index: AnyIndex) -> _Group | None:
        number = index.internalId() if index.isValid() else 0
        return self._groups[self._row_of[number]] if number else None

    def _index_of(self, group: _Group) -> QModelIndex:
        return self.createIndex(self._row_of[group.number], 0, 0)

    def _group_texts(self, group: _Group) -> tuple[str, ...]:
        if not group.texts:
            name = escaped(core_text(group.name))
            count = theme.whole_number(len(group.entries))
            group.texts = (
                f"{count} \N{MULTIPLICATION SIGN} {name}",
                self._some({entry.process for entry in group.entries}),
                self._some({entry.version for entry in group.entries}),
                self._some({entry.host for entry in group.entries}),
                moment_text(group.newest),
                "",
            )
        return group.texts

    def _some(self, names: set[str]) -> str:
        known = sorted(filter(None, names))
        said = ", ".join(map(escaped, known[:_NAMED]))
        more = len(known) - _NAMED
        if more <= 0:
            return said
        return self.tr("{0} and {1} more").format(said, theme.whole_number(more))

    def _entry_text(self, entry: Entry, column: Column) -> str:
        match column:
            case Column.WHAT:
                return _headline(entry)
            case Column.PROGRAM:
                return escaped(entry.process)
            case Column.VERSION:
                return escaped(entry.version)
            case Column.HOST:
                return escaped(entry.host)
            case Column.MADE:
                return moment_text(entry.made)
            case Column.FILE:
                return escaped(self._relative(entry.path))

    def _relative(self, path: str) -> str:
        below = Path(path)
        return str(below.relative_to(self._folder)) if below.is_relative_to(self._folder) else path
