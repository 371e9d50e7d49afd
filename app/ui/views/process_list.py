"""The table of processes itself: a QTableView that stays still under the pointer and the eye."""

from __future__ import annotations

import time
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QWidget,
)

from .. import theme
from ..dressing import dress_rows, hear_keys, passing_menu
from ..models.process_cells import ended
from .branch_view import BranchView

if TYPE_CHECKING:
    from ...core.process_key import ProcessKey
    from ...core.processes.info import ProcessInfo
    from ..models.process_table import ProcessTable

_MOST_WATCHED: Final = 50
"""So many selected processes out of view are kept up to date first."""
_FEW_PIECES: Final = 50
"""Selected rows that Qt may follow by itself."""
_STILL: Final = 20_000
"""Milliseconds that rows do not move under a pointer that does not move either."""
_VIEW_SETTLES: Final = 100
"""Milliseconds after scrolling until it is told which processes are in view."""


class ProcessList(BranchView):
    """Shows a :class:`ProcessTable`; follows the selected process wherever its row goes.

    The chosen process stays chosen while a search hides it, and once it has ended: it is told of
    as the last that was known, until another one is chosen.
    """

    process_selected = Signal(object)
    """The chosen :class:`ProcessInfo`, or ``None``. Once per process, not per refresh."""
    process_updated = Signal(object)
    """New figures of the chosen process; the last ones are those of one that has ended."""
    process_ended = Signal(object)
    """The chosen process is no more: as it was last known, and that it has ended."""
    processes_selected = Signal(object)
    """All selected processes, as a list of :class:`ProcessInfo` from top to bottom. When others
    are selected, not per refresh."""
    process_activated = Signal(object)
    """Enter or a double-click on a process."""
    menu_wanted = Signal(object)
    """A context menu is about to be shown for a row: the QMenu, to add to."""
    view_changed = Signal(object)
    """The process ids in view, as a set."""

    def __init__(self, table: ProcessTable, parent: QWidget | None = None) -> None:
        """Show *table*."""
        super().__init__(table, parent)
        self._table = table
        self._key: ProcessKey | None = None
        self._keys: set[ProcessKey] = set()
        self._kept: ProcessKey | None = None
        """Chosen by the program, and nobody has scrolled since."""
        self._kept_at = 0
        self._told: ProcessInfo | None = None
        self.ended_at: float | None = None
        """When the chosen process was seen to have ended, on the monotonic clock."""
        self._told_keys: list[ProcessKey] = []
        self._settling = False
        self._anchor: int | None = None
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(lambda: table.hold_order(False))
        self._scrolled = QTimer(self, singleShot=True, interval=_VIEW_SETTLES)
        self._scrolled.timeout.connect(self._tell_view)
        self._dress()
        table.is_chosen = lambda info: info.key in self._keys or info.key == self._key
        table.refresh_started.connect(self._on_refresh_started)
        table.refreshed.connect(self._on_refreshed)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._scrolled.start)
        enter = ((key, self._activate_current) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
        hear_keys(self, (*enter, (QKeySequence.StandardKey.Copy, self.copy_rows)))
        self.viewport().installEventFilter(self)

    def selected(self) -> ProcessInfo | None:
        """Give the chosen process with its newest figures, the last ones if it has ended."""
        return self._told

    def all_selected(self) -> list[ProcessInfo]:
        """Give the selected processes that live, with their newest figures, top to bottom.

        The chosen one alone, if a search hides what is selected.
        """
        infos = map(self._table.info, self.selected_rows())
        living = [info for info in infos if self._table.process(info.pid) is not None]
        chosen = self._told
        if not living and chosen is not None and self._lives(chosen.key):
            return [chosen]
        return living

    def keep_in_view(self) -> None:
        """Have the process that was just selected by the program in view until one scrolls."""
        self._kept, self._kept_at = self._key, self.verticalScrollBar().value()

    def bring_back(self) -> None:
        """Scroll to the process that is to be kept in view."""
        if self._kept is not None:
            self.scrollTo(self.currentIndex())
            self._kept_at = self.verticalScrollBar().value()

    def _let_go_if_scrolled(self) -> None:
        if self._kept != self._key or self._kept_at != self.verticalScrollBar().value():
            self._kept = None

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("Processes"))
        self.setAccessibleDescription(
            self.tr("Choose the process to dump. Type a few letters to jump to a name.")
        )
        dress_rows(self, height=theme.GRID)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setMouseTracking(True)

    # -------------------------------------------------------------------------------- menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the rows."""
        menu = passing_menu(self)
        copy = QKeySequence(QKeySequence.StandardKey.Copy)
        for text, slot, key in (
            (self.tr("Copy cell"), self.copy_cell, QKeySequence()),
            (self.tr("Copy rows"), self.copy_rows, copy),
            (
                self.tr("Copy rows with headings"),
                lambda: self.copy_rows(headings=True),
                QKeySequence(),
            ),
        ):
            action = menu.addAction(text)
            action.setShortcut(key)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(slot)
            action.setEnabled(self.currentIndex().isValid())
        if self._table.is_tree:
            menu.addSeparator()
            for text, expanded in ((self.tr("Open all"), True), (self.tr("Close all"), False)):
                action = menu.addAction(text)
                action.triggered.connect(
                    lambda _=False, expanded=expanded: self._table.set_all_expanded(expanded)
                )
        self.menu_wanted.emit(menu)
        menu.popup(event.globalPos())

    # ------------------------------------------------------------------ staying where we are

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold the order while the pointer moves over the rows: it is about to click."""
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            if not self._still.isActive():
                self._table.hold_order(True)
            self._still.start()
        elif kind == QEvent.Type.Leave and self._still.isActive():
            self._still.stop()
            self._table.hold_order(False)
        return super().eventFilter(watched, event)

    def _on_refresh_started(self) -> None:
        self._settling = True
        self._let_go_if_scrolled()
        if len(self._keys) > _FEW_PIECES:
            # Qt would follow every cell of them through the move; _follow() does it by process.
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(QItemSelection(), flag.Clear)
        top = self.rowAt(0)
        still = self._table.is_tree or not self._table.sort_column.live
        keep = self.verticalScrollBar().value() > 0 and still
        self._anchor = self._table.info(top).pid if keep and top >= 0 else None

    def _on_refreshed(self) -> None:
        if self._anchor is not None and (row := self._table.row_of(self._anchor)) >= 0:
            self.verticalScrollBar().setValue(row)
        self._follow()
        self._settling = False
        self._kept_at = self.verticalScrollBar().value()
        if self._table.is_tree or not self._table.sort_column.live:
            self.bring_back()
        self._tell_all()
        self._scrolled.start()

    # --------------------------------------------------------------------------- selection

    def _follow(self) -> None:
        """Keep selected processes selected; take notice when the chosen one ended."""
        if not self._table.total:
            return  # the list begins anew: nothing is known of any process
        self._keys = {key for key in self._keys if self._lives(key)}
        self._make_current(-1 if self._key is None else self._row_of(self._key))
        self._tell_of_chosen()

    def _row_of(self, key: ProcessKey) -> int:
        """Give the row of that very process, also for a while after its end."""
        row = self._table.row_of(key[0])
        return row if row >= 0 and self._table.info(row).key == key else -1

    def _tell_of_chosen(self) -> None:
        key, told = self._key, self._told
        if key is None or self._lives(key):
            self._tell(None if key is None else self._table.process(key[0]))
        elif told is not None and told.key == key and self.ended_at is None:
            self.ended_at = time.monotonic()
            last = ended(told)
            self._tell(last)
            self.process_ended.emit(last)

    def _lives(self, key: ProcessKey) -> bool:
        process = self._table.process(key[0])
        return process is not None and process.key == key

    def _make_current(self, row: int) -> None:
        """Select all rows of chosen processes, *row* the current one, without scrolling to it."""
        rows = sorted({r for key in self._keys if (r := self._table.row_of(key[0])) >= 0} | {row})
        if rows[0] < 0:
            del rows[0]
        current = self.currentIndex()
        if current.row() == row and self.selected_rows() == rows:
            return
        selection = self.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        scrolls = self.hasAutoScroll()
        self.setAutoScroll(False)
        settling, self._settling = self._settling, True
        index = self._table.index(row, max(current.column(), 0)) if row >= 0 else QModelIndex()
        selection.setCurrentIndex(index, flag.NoUpdate)
        selection.select(self._spans(rows), flag.ClearAndSelect)
        self._settling = settling
        self.setAutoScroll(scrolls)

    def _spans(self, rows: list[int]) -> QItemSelection:
        """Select *rows*, in order, with as few ranges as there are gaps between them."""
        spans = QItemSelection()
        last = self._table.columnCount() - 1
        for _, run in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
            run_rows = [row for _, row in run]
            top, bottom = self._table.index(run_rows[0], 0), self._table.index(run_rows[-1], last)
            spans.append(QItemSelectionRange(top, bottom))
        return spans

    def _on_current(self, current: QModelIndex) -> None:
        if self._settling:
            return  # the view looks for a neighbour of a removed row: not the user's choice
        info = self._table.info(current.row()) if current.isValid() else None
        if info is not None and not self._lives(info.key):
            return  # it ended a moment ago: nobody chooses it any more
        self._key = None if info is None else info.key
        if info is not None and info.key not in self._keys:
            self._keys = {info.key}  # until the selection says otherwise
        if self._key != self._kept:
            self._kept = None
        self._tell(info)

    def _on_selection(self) -> None:
        if not self._settling:
            hidden = {key for key in self._keys if self._table.row_of(key[0]) < 0}
            chosen = {info.key for info in self.all_selected()}
            self._keys = chosen | (hidden if chosen & self._keys else set())
            self._tell_all()

    def _tell(self, info: ProcessInfo | None) -> None:
        told, self._told = self._told, info
        if (told and told.key) != (info and info.key):
            self.ended_at = None
            self.process_selected.emit(info)
        elif info is not None and info is not told:
            self.process_updated.emit(info)

    def _tell_all(self) -> None:
        infos = self.all_selected()
        keys = [info.key for info in infos]
        if set(keys) != set(self._told_keys):
            self._told_keys = keys
            self.processes_selected.emit(infos)

    def _activate_current(self) -> None:
        self._activate(self.currentIndex())

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid() and self._lives(self._table.info(index.row()).key):
            self.process_activated.emit(self._table.info(index.row()))

    def _tell_view(self) -> None:
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        last = self._table.rowCount() - 1 if last < 0 else last
        pids = {self._table.info(row).pid for row in range(first, last + 1)}
        pids.update(pid for pid, _ in islice(self._keys, _MOST_WATCHED))
        self.view_changed.emit(pids)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other rows are in view now, among them the chosen one if it was."""
        self._let_go_if_scrolled()
        chosen = self.visualRect(self.currentIndex())
        was_seen = chosen.top() >= 0 and chosen.bottom() < event.oldSize().height()
        super().resizeEvent(event)
        self.bring_back()
        if was_seen and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self._scrolled.start()
