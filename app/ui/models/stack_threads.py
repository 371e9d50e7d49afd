"""The threads of a process, those that stand at the same places together, as a tree."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ...core.inspection.activity import Doing
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from ...core.inspection.stack_reading import Walked

THREAD, PLACE, DOING, CPU = range(4)
_TITLES: Final = (
    QT_TRANSLATE_NOOP("Stacks", "Thread"),
    QT_TRANSLATE_NOOP("Stacks", "In function"),
    QT_TRANSLATE_NOOP("Stacks", "What it does"),
    QT_TRANSLATE_NOOP("Stacks", "CPU s"),
)
_HELPS: Final = (
    QT_TRANSLATE_NOOP("Stacks", "Its number and name; threads with equal stacks are together."),
    QT_TRANSLATE_NOOP("Stacks", "The innermost function that is the program's own."),
    QT_TRANSLATE_NOOP("Stacks", "Whether it runs or waits, and on what."),
    QT_TRANSLATE_NOOP("Stacks", "Seconds of processor time since it was started."),
)
_SECOND: Final = 10_000_000
"""100 ns units."""
_LEFT: Final = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT: Final = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
# Plain numbers: looking an enumeration up costs more than all else that data() does.
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole.value
_DECORATION: Final = Qt.ItemDataRole.DecorationRole.value
_TOOLTIP: Final = Qt.ItemDataRole.ToolTipRole.value
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole.value
_ACCESSIBLE_TEXT: Final = Qt.ItemDataRole.AccessibleTextRole.value
_CELL_ROLES: Final = frozenset((_DISPLAY, _DECORATION, _TOOLTIP, _ACCESSIBLE_TEXT))
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


@dataclass(slots=True, eq=False)
class Group:
    """Threads that stand at the same places."""

    number: int
    threads: list[Walked] = field(default_factory=list)
    words: str = ""
    """What it is found by, in lower case."""

    @property
    def first(self) -> Walked:
        """Give the one whose stack is shown."""
        return self.threads[0]

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """Sort what has crashed first, then what runs, then in the order of the process."""
        first = self.first
        return not first.stack.crashed, first.doing is not Doing.RUNS, self.number

    @property
    def children(self) -> int:
        """Say how many rows are below its own: it stands for a single thread itself."""
        return len(self.threads) if len(self.threads) > 1 else 0


class StackThreads(QAbstractItemModel):
    """Groups, and below those of more than one thread their threads."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._groups: dict[int, Group] = {}
        self._shown: list[Group] = []
        self._needle = ""
        self.threads = 0
        """How many there are, shown or not."""

    # ---------------------------------------------------------------------------- changing

    def clear(self) -> None:
        """Forget all threads; what is sought stays."""
        self.beginResetModel()
        self._groups.clear()
        self._shown.clear()
        self.threads = 0
        self.endResetModel()

    def add(self, walked: Walked) -> None:
        """Add a thread to those that stand where it does."""
        group = self._groups.get(walked.group)
        self.threads += 1
        if group is None:
            group = self._groups[walked.group] = Group(walked.group, [walked], _words(walked))
            self._show_if_found(group)
            return
        group.words += f"\n{walked.stack.thread.id} {walked.stack.thread.name}".casefold()
        row = self._row_of(group)
        if row < 0:
            group.threads.append(walked)
            self._show_if_found(group)
            return
        index = self.index(row, 0)
        last = len(group.threads)
        # The second comes together with the first, which had no row of its own.
        self.beginInsertRows(index, last if last > 1 else 0, last)
        group.threads.append(walked)
        self.endInsertRows()
        self.dataChanged.emit(index, self.index(row, CPU))

    def set_needle(self, text: str) -> None:
        """Show only groups that have *text* in a function, file or module, or in a name."""
        self.beginResetModel()
        self._needle = text.strip().casefold()
        found = (group for group in self._groups.values() if self._needle in group.words)
        self._shown = sorted(found, key=lambda group: group.rank)
        self.endResetModel()

    # ----------------------------------------------------------------------------- reading

    @property
    def groups(self) -> int:
        """How many different stacks there are, shown or not."""
        return len(self._groups)

    @property
    def shown_threads(self) -> int:
        """How many threads are in groups that are shown."""
        return sum(len(group.threads) for group in self._shown)

    def group_at(self, index: _Index) -> Group | None:
        """Give the group of a row, or of the thread in it."""
        if not index.isValid():
            return None
        number = index.internalId()
        return self._groups[number - 1] if number else self._shown[index.row()]

    def thread_at(self, index: _Index) -> Walked | None:
        """Give the thread of a row: of a group, the first."""
        group = self.group_at(index)
        if group is None:
            return None
        return group.threads[index.row()] if index.internalId() else group.first

    def index_of(self, thread: int) -> QModelIndex:
        """Give the row of a thread; an invalid index if it is not shown."""
        for row, group in enumerate(self._shown):
            for below, walked in enumerate(group.threads):
                if walked.stack.thread.id == thread:
                    index = self.index(row, 0)
                    return self.index(below, 0, index) if group.children else index
        return QModelIndex()

    # ------------------------------------------------------------------------ for the views

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """Give the index of a cell: groups have the id 0, threads the number of their group."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = 1 + self._shown[parent.row()].number if parent.isValid() else 0
        return self.createIndex(row, column, number)

    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]  # of QObject's two
        """Give the row of the group that a thread is in."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        row = self._row_of(self._groups[index.internalId() - 1])
        return self.createIndex(row, 0, 0) if row >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Give the number of groups, or of threads below one."""
        if not parent.isValid():
            return len(self._shown)
        is_group = not parent.internalId() and parent.column() == 0
        return self._shown[parent.row()].children if is_group else 0

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: ARG002 - all have the same
        """Give the number of columns."""
        return len(_TITLES)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Give what a cell shows."""
        if role == _ALIGNMENT:
            return _RIGHT if index.column() == CPU else _LEFT
        group, walked = self.group_at(index), self.thread_at(index)
        if group is None or walked is None or role not in _CELL_ROLES:
            return None
        together = group.children if not index.internalId() else 0
        is_thread = index.column() == THREAD
        if role == _DECORATION:
            return theme.icon(_icon(walked)) if is_thread else None
        if role == _TOOLTIP:
            return theme.tooltip(_about(walked, group, together))
        text = _text(index.column(), walked, group, together)
        if role == _ACCESSIBLE_TEXT and is_thread and walked.stack.crashed:
            return f"{_crashed()}: {text}"
        return text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == _ALIGNMENT:
            return _RIGHT if section == CPU else _LEFT
        if role == _DISPLAY:
            return translate("Stacks", _TITLES[section])
        return theme.tooltip(translate("Stacks", _HELPS[section])) if role == _TOOLTIP else None

    # ----------------------------------------------------------------------------- private

    def _row_of(self, group: Group) -> int:
        row = bisect_left(self._shown, group.rank, key=lambda one: one.rank)
        return row if row < len(self._shown) and self._shown[row] is group else -1

    def _show_if_found(self, group: Group) -> None:
        if self._needle in group.words:
            row = bisect_left(self._shown, group.rank, key=lambda one: one.rank)
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown.insert(row, group)
            self.endInsertRows()


def _text(column: int, walked: Walked, group: Group, together: int) -> str:
    thread = walked.stack.thread
    if column == THREAD:
        if together:
            many = translate("Stacks", "{0} threads")
            return many.format(theme.whole_number(together))
        return f"{thread.id}  {escaped(thread.name)}".rstrip()
    if column == PLACE:
        return escaped(walked.place)
    if column == DOING:
        return _crashed() if walked.stack.crashed else core_text(walked.doing)
    spent = sum(one.stack.thread.cpu_time for one in group.threads) if together else thread.cpu_time
    return QLocale().toString(spent / _SECOND, "f", 2) if spent else ""


def _about(walked: Walked, group: Group, together: int) -> str:
    lines = [_text(column, walked, group, together) for column in (THREAD, PLACE, DOING)]
    lines = list(filter(None, lines))
    if together:
        names = (_text(THREAD, one, group, 0) for one in group.threads)
        lines.append(", ".join(names))
    if walked.stack.end:
        lines.append(core_text(walked.stack.end))
    return "\n".join(lines)


def _icon(walked: Walked) -> str:
    if walked.stack.crashed:
        return "alert"
    if walked.doing in (Doing.UNKNOWN, Doing.UNSEEN):
        return "unknown"
    return "play" if walked.doing is Doing.RUNS else "pause"


def _words(walked: Walked) -> str:
    thread = walked.stack.thread
    parts = [f"{thread.id} {thread.name}", core_text(walked.doing)]
    for frame in walked.stack.frames:
        parts += (frame.function, frame.file, frame.module.name if frame.module else "")
    return "\n".join(dict.fromkeys(parts)).casefold()


def _crashed() -> str:
    return translate("Stacks", "crashed")
