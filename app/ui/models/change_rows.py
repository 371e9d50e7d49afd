"""What differs between two looks at a process, as rows of four tables."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ...core.inspection.compare import ANONYMOUS, STACKS, UNKNOWN
from ...core.text import escaped
from .. import theme
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...core.inspection.compare import Comparison

    AnyIndex = QModelIndex | QPersistentModelIndex

_ROLE: Final = Qt.ItemDataRole
_NOWHERE: Final = QModelIndex()
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MINUS: Final = "\N{MINUS SIGN}"


class Cell(NamedTuple):
    """A text, and what it is sorted by."""

    text: str
    key: float | str


class ChangeTable(QAbstractTableModel):
    """Rows of cells, sorted by any column; at first as they were given."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        """Have these *headings*, and no rows."""
        super().__init__(parent)
        self._headings = tuple(headings)
        self._rows: list[tuple[Cell, ...]] = []

    def show(self, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Show *rows*."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Head the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == _ROLE.TextAlignmentRole and self._rows:
            return self.data(self.index(0, section), role)
        return self._headings[section] if role == _ROLE.DisplayRole else None

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        """Give what a cell shows."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.ToolTipRole:
            return theme.tooltip(cell.text)
        if role == _ROLE.TextAlignmentRole:
            return _LEFT if isinstance(cell.key, str) else _RIGHT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by *column*."""
        if not 0 <= column < len(self._headings):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()] for index in before]
        descending = order == Qt.SortOrder.DescendingOrder
        self._rows.sort(key=lambda row: row[column].key, reverse=descending)
        place = {id(row): number for number, row in enumerate(self._rows)}
        after = [
            self.index(place[id(row)], index.column())
            for row, index in zip(held, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


class Part(Enum):
    """What is told of in one table."""

    MEMORY = "memory"
    THREADS = "threads"
    MODULES = "modules"
    HANDLES = "handles"


_HEADINGS: Final[dict[Part, tuple[str, ...]]] = {
    Part.MEMORY: (
        QT_TRANSLATE_NOOP("ChangeRows", "What"),
        QT_TRANSLATE_NOOP("ChangeRows", "Grew"),
        QT_TRANSLATE_NOOP("ChangeRows", "Before"),
        QT_TRANSLATE_NOOP("ChangeRows", "After"),
        QT_TRANSLATE_NOOP("ChangeRows", "New"),
        QT_TRANSLATE_NOOP("ChangeRows", "Gone"),
    ),
    Part.THREADS: (
        QT_TRANSLATE_NOOP("ChangeRows", "Thread"),
        QT_TRANSLATE_NOOP("ChangeRows", "Name"),
        QT_TRANSLATE_NOOP("ChangeRows", "CPU ms"),
        QT_TRANSLATE_NOOP("ChangeRows", "Stood in"),
        QT_TRANSLATE_NOOP("ChangeRows", "Stands in"),
    ),
    Part.MODULES: (
        QT_TRANSLATE_NOOP("ChangeRows", "Name"),
        QT_TRANSLATE_NOOP("ChangeRows", "Before"),
        QT_TRANSLATE_NOOP("ChangeRows", "After"),
    ),
    Part.HANDLES: (
        QT_TRANSLATE_NOOP("ChangeRows", "Type"),
        QT_TRANSLATE_NOOP("ChangeRows", "Before"),
        QT_TRANSLATE_NOOP("ChangeRows", "After"),
        QT_TRANSLATE_NOOP("ChangeRows", "What was opened"),
    ),
}
_KNOWN: Final = {
    ANONYMOUS: QT_TRANSLATE_NOOP("ChangeRows", "anonymous memory"),
    STACKS: QT_TRANSLATE_NOOP("ChangeRows", "stacks"),
    UNKNOWN: QT_TRANSLATE_NOOP("ChangeRows", "not known"),
    "loaded": QT_TRANSLATE_NOOP("ChangeRows", "loaded"),
    "": "—",
}
"""Words of the comparison that are no names."""


def headings(part: Part) -> tuple[str, ...]:
    """Give the headings of a table."""
    return tuple(map(partial(translate, "ChangeRows"), _HEADINGS[part]))


def rows_of(part: Part, found: Comparison) -> list[tuple[Cell, ...]]:
    """Give the rows of a table, in the order of the comparison."""
    return _ROWS[part](found)


def _memory(found: Comparison) -> list[tuple[Cell, ...]]:
    return [
        (
            *(_word(one.what), _signed(one.grown), _size(one.before), _size(one.after)),
            *(_number(one.came), _number(one.went)),
        )
        for one in found.memory
    ]


def _threads(found: Comparison) -> list[tuple[Cell, ...]]:
    return [
        (
            *(_number(one.id), _name(one.name), _number(one.cpu_ms)),
            *(_word(one.before), _word(one.after)),
        )
        for one in found.threads
    ]


def _modules(found: Comparison) -> list[tuple[Cell, ...]]:
    return [(_name(one.name), _word(one.before), _word(one.after)) for one in found.modules]


def _handles(found: Comparison) -> list[tuple[Cell, ...]]:
    return [
        (
            *(_name(one.type_name), _number(one.before), _number(one.after)),
            _name(", ".join(one.came)),
        )
        for one in found.handles
    ]


_ROWS: Final[dict[Part, Callable[[Comparison], list[tuple[Cell, ...]]]]] = {
    Part.MEMORY: _memory,
    Part.THREADS: _threads,
    Part.MODULES: _modules,
    Part.HANDLES: _handles,
}


def _name(text: str) -> Cell:
    shown = escaped(text)
    return Cell(shown, shown.casefold())


def _word(text: str) -> Cell:
    known = _KNOWN.get(text)
    return (
        _name(text)
        if known is None
        else Cell(translate("ChangeRows", known), translate("ChangeRows", known))
    )


def _number(number: int) -> Cell:
    return Cell(theme.whole_number(number) if number else "", number)


def _size(size: int) -> Cell:
    return Cell(theme.binary_size(size) if size else "—", size)


def _signed(size: int) -> Cell:
    return Cell(f"{'+' if size > 0 else _MINUS}{theme.binary_size(abs(size))}", size)
