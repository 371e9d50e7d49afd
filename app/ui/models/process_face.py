"""What a view is told when it asks the process table: texts, icons, tooltips, headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from .. import theme
from ..translation import QT_TRANSLATE_NOOP, translate
from .process_rows import ProcessRows
from .process_tree import SUMMED, Place
from .row_marks import RowMarks

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...core.processes.info import ProcessInfo
    from .process_columns import Column

_LEFT: Final = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT: Final = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value

# Plain numbers: looking an enumeration up costs more than all else that data() does.
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole.value
_DECORATION: Final = Qt.ItemDataRole.DecorationRole.value
_TOOLTIP: Final = Qt.ItemDataRole.ToolTipRole.value
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole.value
_SORT_ORDER: Final = Qt.ItemDataRole.InitialSortOrderRole.value
_FONT: Final = Qt.ItemDataRole.FontRole.value
_ACCESSIBLE_TEXT: Final = Qt.ItemDataRole.AccessibleTextRole.value
_CELL_ROLES: Final = frozenset((_DISPLAY, _DECORATION, _TOOLTIP, _ALIGNMENT, _ACCESSIBLE_TEXT))

_MARKED: Final = "name"
"""Key of the column that carries the mark of a row."""
_MARKS: Final = {
    "new": QT_TRANSLATE_NOOP("ProcessTable", "New"),
    "gone": QT_TRANSLATE_NOOP("ProcessTable", "Ended"),
}
"""Icon of a mark → how it is called."""
_NO_PLACE: Final = Place(0, is_parent=False, hidden=0)


class ProcessFace(ProcessRows):
    """Rows with their looks. Which rows there are, and where, is decided elsewhere."""

    def __init__(self, columns: Sequence[Column], moment: int, parent: QObject | None) -> None:
        """Start empty; rows that come or go are marked for *moment* milliseconds."""
        super().__init__(columns, parent)
        self._marks = RowMarks(moment, self)
        self._struck = QFont()
        self._struck.setStrikeOut(True)
        self._places: dict[int, Place] = {}

    def shown(self, row: int) -> ProcessInfo:
        """Give what *row* shows: a collapsed process with the sums of all below it."""
        return self._rows[row]

    def row_of(self, pid: int) -> int:
        """Give the row of a process, -1 if it is not shown."""
        return self._row_of.get(pid, -1)

    def place(self, row: int) -> Place:
        """Give depth, children and hidden rows of *row*; all rows are equal but in a tree."""
        return self._places.get(self._rows[row].pid, _NO_PLACE)

    def mark(self, pid: int) -> str:
        """Name the icon that marks a process, if it has just come or ended."""
        if pid in self._marks.gone:
            return "gone"
        return "new" if pid in self._marks.new else ""

    # ------------------------------------------------------------------------ for the views

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give what a cell shows. Asked some thousand times a second, mostly for nothing."""
        if role not in _CELL_ROLES or not index.isValid():
            if role == _FONT and self._marks.gone and index.isValid():
                return self._struck if self._rows[index.row()].pid in self._marks.gone else None
            return None
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.number else _LEFT
        info = self._rows[index.row()]
        if role == _DISPLAY:
            return column.text(info)
        return self._about(column, info, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return translate("ProcessTable", column.title)
        if role == _TOOLTIP:
            return theme.tooltip(translate("ProcessTable", column.help))
        if role == _ALIGNMENT:
            return _RIGHT if column.number else _LEFT
        if role == _SORT_ORDER:
            biggest_first = column.number and column.live
            order = Qt.SortOrder
            return (order.DescendingOrder if biggest_first else order.AscendingOrder).value
        return None

    # ----------------------------------------------------------------------------- private

    def _about(self, column: Column, info: ProcessInfo, role: int) -> Any:  # noqa: ANN401
        """Give what goes with the text of a cell."""
        mark = self.mark(info.pid) if column.key == _MARKED else ""
        if role == _DECORATION:
            name = mark or column.icon(info)
            return theme.icon(name) if name else None
        if role == _ACCESSIBLE_TEXT:
            text = column.text(info)
            return f"{translate('ProcessTable', _MARKS[mark])}: {text}" if mark else text
        return theme.tooltip(self._tooltip(column, info, mark))

    def _marked(self) -> Collection[int]:
        return self._marks.gone

    def _tooltip(self, column: Column, info: ProcessInfo, mark: str) -> str:
        parts = [translate("ProcessTable", _MARKS[mark])] if mark else []
        hidden = self._places.get(info.pid, _NO_PLACE).hidden
        if hidden and column.fact in {"", *SUMMED} and column.live:
            text = QT_TRANSLATE_NOOP("ProcessTable", "Sum of it and of {0} collapsed below it")
            parts.append(translate("ProcessTable", text).format(theme.whole_number(hidden)))
        parts.append(column.tooltip(info))
        return "\n".join(filter(None, parts))
