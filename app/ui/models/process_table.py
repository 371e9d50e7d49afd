"""The process table: a flat model that keeps order, filter and tree itself.

Measured with 5,000 rows: QSortFilterProxyModel needs 0.5 s per sort, because each comparison
crosses from C++ to Python; sorting the list here takes 2 ms. A QTreeView over a tree model needs
95 to 310 ms per sample; so the tree, too, is a flat list of rows, each with its depth.
"""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from ...core.child import is_helper
from ...core.processes.info import CanDump
from ...core.processes.match import found_in
from .process_cells import ended
from .process_columns import COLUMNS, Column
from .process_face import ProcessFace
from .process_tree import arrange
from .row_marks import MOMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from PySide6.QtCore import QObject

    from ...core.process_key import ProcessKey
    from ...core.processes.info import ProcessInfo, SampleDelta
    from ...core.processes.match import Match

_LASTING: Final = 5.0
"""Seconds that a process lived whose end is worth a row: helpers of a build come by the hundred."""


_US: Final = os.getpid()
_KERNEL: Final = CanDump.KERNEL
"""Found at once: looked up in its class, 5,000 times a second, it takes as long as all the rest."""


def _in_background(info: ProcessInfo) -> bool:
    """Say of a thread of the kernel, or a helper of ours, that nobody looks for it."""
    if info.verdict.can_dump is _KERNEL:
        return True
    return info.ppid == _US and is_helper(info.cmdline)


def _in_foreground(info: ProcessInfo) -> bool:
    return not _in_background(info)


def _in_plain_view(_info: ProcessInfo) -> str:
    return ""


def _of(owner: str, match: Match | None) -> Match | None:
    """Want what *match* wants of the processes of *owner*, if there is one."""
    if not owner:
        return match
    if match is None:
        return lambda info: info.user == owner
    return lambda info: info.user == owner and match(info)


class ProcessTable(ProcessFace):
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
        super().__init__(columns, moment, parent)
        self._marks.expired.connect(self._on_expired)
        self._all: dict[int, ProcessInfo] = {}
        self._collapsed: set[ProcessKey] = set()
        self.is_chosen: Callable[[ProcessInfo], bool] = lambda _: False
        """The end of what somebody has chosen is shown, however short its life was."""
        self.why: Callable[[ProcessInfo], str] = _in_plain_view
        """Says by what a process was found that its row does not show."""
        self._is_tree = False
        self._query: Match | None = None
        self._background_shown = True
        self._owner = ""
        self._match: Match | None = None
        self._matching = 0

    # ---------------------------------------------------------------------------- reading

    def info(self, row: int) -> ProcessInfo:
        """Give the process in *row*; of one that is gone, the last that was known."""
        shown = self._rows[row]
        return self._all.get(shown.pid, shown)

    def process(self, pid: int) -> ProcessInfo | None:
        """Give a living process, shown or not."""
        return self._all.get(pid)

    def processes(self) -> Collection[ProcessInfo]:
        """Give all processes, shown or not."""
        return self._all.values()

    @property
    def total(self) -> int:
        """How many processes there are, shown or not."""
        return len(self._all)

    @property
    def matching(self) -> int:
        """How many processes match, those that hide in a collapsed branch included."""
        return self._matching

    def count_of(self, owner: str) -> tuple[int, int]:
        """Say how many processes are of the user *owner*, and how many there are of everybody.

        Threads of the kernel and our helpers count where they are shown.
        """
        shown = self._background_shown
        users = [info.user for info in self._all.values() if shown or not _in_background(info)]
        return users.count(owner), len(users)

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
        ends: list[ProcessInfo] = []
        for pid in delta.gone:
            info = self._all.pop(pid, None)
            if info is None:
                continue
            self._collapsed.discard(info.key)
            if pid not in self._row_of:
                continue
            if self._marks.marking and pid not in news and self._is_missed(info):
                ends.append(ended(info))
                self._marks.mark_gone(ends[-1])
            else:
                lost.append(pid)
        if not self._held:
            lost += self._marks.surplus()
        for pid in lost:
            self._marks.drop(pid)
        self._all.update(news)
        if fresh:
            for info in delta.added:
                self._marks.mark_new(info.pid)
        if not self._is_tree:
            self._settle_flat(news, lost, ends)
        elif delta.added or delta.gone or not self._stay_in_place(news.values()):
            self._settle_tree(lost)
        else:
            shown = [info for pid, info in news.items() if pid in self._row_of]
            self._settle((), shown, (), self._rows)

    def set_match(self, match: Match | None, words: Sequence[str] = ()) -> None:
        """Show only processes that *match*, all with ``None``; *words* are what was looked for."""
        self._query = match
        self.why = partial(found_in, phrases=words) if words else _in_plain_view
        self._choose()

    def set_background_shown(self, shown: bool) -> None:
        """Show threads of the kernel and our helpers, too, while no query asks for some processes.

        The first cannot be dumped, and on a machine with many processors there are hundreds of
        them; the others come and go with what the window does.
        """
        self._background_shown = shown
        self._choose()

    def set_owner(self, owner: str) -> None:
        """Show only processes of the user of that name; of all users if it is empty."""
        if owner != self._owner:
            self._owner = owner
            self._choose()

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
        self._marks.hold(held)
        if held:
            return
        if self._is_tree:
            self._settle_tree(())
        else:
            match, gone = self._match, self._marks.gone
            shown = [info for info in self._rows if info.pid not in gone]
            lost = [i.pid for i in shown if match is not None and not match(self._all[i.pid])]
            self._settle(lost, (), ())
            self._matching = len(self._rows) - len(gone)

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

    # ----------------------------------------------------------------------------- private

    def _is_missed(self, info: ProcessInfo) -> bool:
        """Say whether somebody may look for a process that has just ended."""
        return time.time() - info.started >= _LASTING or self.is_chosen(info)

    def _on_expired(self, new: list[int], gone: list[int]) -> None:
        if gone and self._is_tree:
            self._settle_tree(gone)
        elif gone:
            self._settle(gone, (), ())
        if rows := [self._row_of[pid] for pid in new if pid in self._row_of]:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))

    def _choose(self) -> None:
        """Show those that the query wants, or without a query what is worth to be shown."""
        default = None if self._background_shown else _in_foreground
        self._match = _of(self._owner, self._query or default)
        self._refill()

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
        self._settle(lost, updates, newcomers, redraw=places_change)

    def _stay_in_place(self, updates: Iterable[ProcessInfo]) -> bool:
        """Whether a tree with these *updates* is the same but for what the rows show."""
        if self._collapsed or self._held:
            return False
        value, rows, row_of, match = self.sort_column.value, self._rows, self._row_of, self._match
        for info in updates:
            row = row_of.get(info.pid)
            if (row is not None) != (match is None or match(info)):
                return False
            if row is not None and (info.ppid != rows[row].ppid or value(info) != value(rows[row])):
                return False
        return True

    def _settle_flat(
        self, news: dict[int, ProcessInfo], lost: list[int], ends: list[ProcessInfo]
    ) -> None:
        """Show *news*, by pid, if they match, and what is left to be said of those that ended.

        Where the order is held, what is shown and matches no more stays until it is not.
        """
        leaving = set(lost)
        updates: list[ProcessInfo] = [info for info in ends if info.pid not in leaving]
        newcomers: list[ProcessInfo] = []
        for pid, info in news.items():
            shown = pid in self._row_of and pid not in leaving
            if self._match is None or self._match(info):
                (updates if shown else newcomers).append(info)
            elif shown and self._held:
                updates.append(info)
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
        moved = any(find(pid) is not places[pid] for pid in stays)
        self._in_order = True
        self._settle(leaving, updates, newcomers, rows, at, redraw=moved)
