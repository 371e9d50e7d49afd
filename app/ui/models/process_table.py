"""The process table: a flat model that keeps order, filter and tree itself.

Measured with 5,000 rows: QSortFilterProxyModel needs 0.5 s per sort, because each comparison
crosses from C++ to Python; sorting the list here takes 2 ms. A QTreeView over a tree model needs
95 to 310 ms per sample; so the tree, too, is a flat list of rows, each with its depth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont

from app.ui import theme
from app.ui.models.process_cells import translated
from app.ui.models.process_columns import COLUMNS, Column
from app.ui.models.process_rows import ProcessRows
from app.ui.models.process_tree import SUMMED, Place, arrange
from app.ui.models.row_marks import MOMENT, RowMarks
from app.ui.translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.core.processes.info import ProcessInfo, SampleDelta
    from app.core.processes.match import Match

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


class ProcessTable(ProcessRows):
    """All processes that match, in order. Rows move; a process keeps its persistent index.

    The model is never reset: whatever changes, selection and scroll position can follow.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        columns: Sequence[Column] = COLUMNS,
        moment: int = MOMENT,
    ) -> None:
        """Start empty, ordered by the first of *columns*.

        Rows that come or go are marked for *moment* milliseconds.
        """
        super().__init__(columns, parent)
        self._marks = RowMarks(moment, self)
        self._marks.expired.connect(self._on_expired)
        self._struck = QFont()
        self._struck.setStrikeOut(True)
        self._all: dict[int, ProcessInfo] = {}
        self._places: dict[int, Place] = {}
        self._collapsed: set[tuple[int, int]] = set()
        self._is_tree = False
        self._match: Match | None = None
        self._matching = 0

    # ---------------------------------------------------------------------------- reading

    def info(self, row: int) -> ProcessInfo:
        """Give the process in *row*; of one that is gone, the last that was known."""
        shown = self._rows[row]
        return self._all.get(shown.pid, shown)

    def shown(self, row: int) -> ProcessInfo:
        """Give what *row* shows: a collapsed process with the sums of all below it."""
        return self._rows[row]

    def row_of(self, pid: int) -> int:
        """Give the row of a process, -1 if it is not shown."""
        return self._row_of.get(pid, -1)

    def process(self, pid: int) -> ProcessInfo | None:
        """Give a living process, shown or not."""
        return self._all.get(pid)

    def processes(self) -> Collection[ProcessInfo]:
        """Give all processes, shown or not."""
        return self._all.values()

    def place(self, row: int) -> Place:
        """Give depth, children and hidden rows of *row*; all rows are equal but in a tree."""
        return self._places.get(self._rows[row].pid, _NO_PLACE)

    @property
    def total(self) -> int:
        """How many processes there are, shown or not."""
        return len(self._all)

    @property
    def matching(self) -> int:
        """How many processes match, those that hide in a collapsed branch included."""
        return self._matching

    @property
    def is_tree(self) -> bool:
        """Whether children stand below their parents."""
        return self._is_tree

    # --------------------------------------------------------------------------- changing

    def apply(self, delta: SampleDelta) -> None:
        """Bring the table up to date."""
        fresh = bool(self._all) and self._marks.marking
        news = {info.pid: info for info in (*delta.added, *delta.changed)}
        lost = [pid for pid in news if pid in self._marks.gone]
        for pid in delta.gone:
            info = self._all.pop(pid, None)
            if info is None:
                continue
            self._collapsed.discard(info.key)
            if pid not in self._row_of:
                continue
            if self._marks.marking and pid not in news:
                self._marks.mark_gone(info)
            else:
                lost.append(pid)
        for pid in lost:
            self._marks.drop(pid)
        self._all.update(news)
        if fresh:
            for info in delta.added:
                self._marks.mark_new(info.pid)
        if not self._is_tree:
            self._settle_flat(news, lost)
        elif delta.added or delta.gone or not self._stay_in_place(news.values()):
            self._settle_tree(lost)
        else:
            self._settle((), news.values(), (), self._rows)

    def set_match(self, match: Match | None) -> None:
        """Show only processes that *match*; all with ``None``."""
        self._match = match
        self._refill()

    def set_tree(self, tree: bool) -> None:
        """Show children below their parents, or all processes as equals."""
        if tree != self._is_tree:
            self._is_tree = tree
            self._refill(places_change=True)

    def set_expanded(self, pid: int, expanded: bool) -> None:
        """Show or hide the processes below one; in a tree only."""
        info = self._all.get(pid)
        if info is None or not self._is_tree:
            return
        (self._collapsed.discard if expanded else self._collapsed.add)(info.key)
        self._settle_tree((), at=self._row_of.get(pid, -1) + 1)

    def reveal(self, pid: int) -> None:
        """Open every branch that hides a process."""
        info = self._all.get(pid)
        seen: set[int] = set()
        while info is not None and info.pid not in seen:
            seen.add(info.pid)
            info = self._all.get(info.ppid)
            if info is not None:
                self._collapsed.discard(info.key)
        if self._is_tree:
            self._settle_tree(())

    def set_all_expanded(self, expanded: bool) -> None:
        """Show all processes, or only those without a parent and their children."""
        if expanded:
            self._collapsed.clear()
        else:
            places = self._places
            self._collapsed = {
                info.key for pid, info in self._all.items() if pid in places and places[pid].depth
            }
        self._settle_tree(())

    def clear(self) -> None:
        """Forget all processes."""
        self._all.clear()
        self._marks.clear()
        self._collapsed.clear()
        self._matching = 0
        self._settle(list(self._row_of), (), ())
        self._places = {}

    def hold_order(self, held: bool) -> None:
        """Leave every row where it is while somebody is about to click; new ones go to the end."""
        self._held = held
        if held:
            return
        if self._is_tree:
            self._settle_tree(())
        else:
            self._settle((), (), ())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by *column*; equal rows by pid."""
        if 0 <= column < len(self.columns):
            self._sort_column = column
            self._descending = order == Qt.SortOrder.DescendingOrder
            held, self._held = self._held, False
            self._in_order = False
            if self._is_tree:
                self._settle_tree(())
            else:
                self._settle((), (), ())
            self._held = held

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
            return translated(column.title)
        if role == _TOOLTIP:
            return theme.tooltip(translated(column.help))
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
        mark = self._mark(info.pid) if column.key == _MARKED else ""
        if role == _DECORATION:
            name = mark or column.icon(info)
            return theme.icon(name) if name else None
        if role == _ACCESSIBLE_TEXT:
            text = column.text(info)
            return f"{translated(_MARKS[mark])}: {text}" if mark else text
        return theme.tooltip(self._tooltip(column, info, mark))

    def _marked(self) -> Collection[int]:
        return self._marks.gone

    def _mark(self, pid: int) -> str:
        if pid in self._marks.gone:
            return "gone"
        return "new" if pid in self._marks.new else ""

    def _tooltip(self, column: Column, info: ProcessInfo, mark: str) -> str:
        parts = [translated(_MARKS[mark])] if mark else []
        hidden = self._places.get(info.pid, _NO_PLACE).hidden
        if hidden and column.fact in {"", *SUMMED} and column.live:
            text = QT_TRANSLATE_NOOP("ProcessTable", "Sum of it and of {0} collapsed below it")
            parts.append(translated(text).format(theme.whole_number(hidden)))
        parts.append(column.tooltip(info))
        return "\n".join(filter(None, parts))

    def _on_expired(self, new: list[int], gone: list[int]) -> None:
        if gone and self._is_tree:
            self._settle_tree(gone)
        elif gone:
            self._settle(gone, (), ())
        if rows := [self._row_of[pid] for pid in new if pid in self._row_of]:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))

    def _refill(self, *, places_change: bool = False) -> None:
        """Show what matches now, in the form of now."""
        gone = list(self._marks.gone)
        for pid in gone:
            self._marks.drop(pid)
        if self._is_tree:
            self._settle_tree(gone)
            return
        self._places = {}
        self._in_order = self._in_order and not places_change
        match = self._match
        wanted = {pid: info for pid, info in self._all.items() if match is None or match(info)}
        self._matching = len(wanted)
        lost = [pid for pid in self._row_of if pid not in wanted]
        updates = [i for pid, i in wanted.items() if pid in self._row_of] if places_change else ()
        newcomers = [i for pid, i in wanted.items() if pid not in self._row_of]
        self._settle(lost, updates, newcomers)

    def _stay_in_place(self, updates: Iterable[ProcessInfo]) -> bool:
        """Whether a tree with these *updates* is the same but for what the rows show."""
        if self._collapsed or self._held or self._match is not None:
            return False
        value, rows, row_of = self.sort_column.value, self._rows, self._row_of
        return all(
            info.pid in row_of
            and info.ppid == (old := rows[row_of[info.pid]]).ppid
            and value(info) == value(old)
            for info in updates
        )

    def _settle_flat(self, news: dict[int, ProcessInfo], lost: list[int]) -> None:
        """Show *news*, by pid, if they match."""
        updates: list[ProcessInfo] = []
        newcomers: list[ProcessInfo] = []
        leaving = set(lost)
        for pid, info in news.items():
            shown = pid in self._row_of and pid not in leaving
            if self._match is None or self._match(info):
                (updates if shown else newcomers).append(info)
            elif shown:
                lost.append(pid)
        self._settle(lost, updates, newcomers)
        self._matching = len(self._rows) - len(self._marks.gone)

    def _settle_tree(self, lost: Iterable[int], at: int = -1) -> None:
        """Arrange all that matches as a tree. New rows begin at row *at*, at the end with -1."""
        match = self._match
        matching = self._all
        if match is not None:
            matching = {pid: info for pid, info in self._all.items() if match(info)}
        self._matching = len(matching)
        gone = self._marks.gone
        rows, places = arrange(
            matching | gone if gone else matching,
            self._all,
            self._collapsed,
            self.sort_column.value,
            descending=self._descending,
        )
        row_of, shown = self._row_of, self._rows
        leaving = {pid for pid in lost if pid in row_of}
        leaving.update(row_of.keys() - places.keys())
        stays = row_of.keys() - leaving
        newcomers = [info for info in rows if info.pid not in stays]
        updates = [i for i in rows if i.pid in stays and i is not shown[row_of[i.pid]]]
        before, self._places = self._places, places
        find = before.get
        if moved := {pid for pid in stays if find(pid) is not places[pid]}:
            updates += [i for i in rows if i.pid in moved and i is shown[row_of[i.pid]]]
        self._in_order = True
        self._settle(leaving, updates, newcomers, rows, at)
