"""The table of processes itself: a QTableView that stays still under the pointer and the eye."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from app.ui import theme
from app.ui.models.column_layout import DEFAULT, ColumnLayout, ColumnPlace
from app.ui.models.process_columns import SECTIONS
from app.ui.models.process_text import csv_text, tsv
from app.ui.views.process_cell_painting import Spaced, SpacedHeader, SpacedNumber, TreeCell

if TYPE_CHECKING:
    from app.core.processes.info import ProcessInfo
    from app.ui.models.process_columns import Column
    from app.ui.models.process_table import ProcessTable

_NAME: Final = SECTIONS["name"]
_MOST_WATCHED: Final = 50
"""So many selected processes out of view are kept up to date first."""
_STILL: Final = 3000
"""Milliseconds after the last move of the pointer until rows may move under it again."""
_VIEW_SETTLES: Final = 100
"""Milliseconds after scrolling until it is told which processes are in view."""


class ProcessList(QTableView):
    """Shows a :class:`ProcessTable`; follows the selected process wherever its row goes.

    A selected process that a filter hides is let go of, and selected again when it comes back.
    """

    process_selected = Signal(object)
    """The selected :class:`ProcessInfo`, or ``None``. Once per process, not per refresh."""
    process_updated = Signal(object)
    """New figures of the selected process."""
    processes_selected = Signal(object)
    """All selected processes, as a list of :class:`ProcessInfo` from top to bottom. When others
    are selected, not per refresh."""
    process_activated = Signal(object)
    """Enter or a double-click on a process."""
    columns_changed = Signal()
    """Columns were shown, hidden, moved or resized, or the rows are in another order."""
    menu_wanted = Signal(object)
    """A context menu is about to be shown for a row: the QMenu, to add to."""
    view_changed = Signal(object)
    """The process ids in view, as a set."""

    def __init__(self, table: ProcessTable, parent: QWidget | None = None) -> None:
        """Show *table*."""
        super().__init__(parent)
        self.table = self._table = table
        self._key: tuple[int, int] | None = None
        self._keys: set[tuple[int, int]] = set()
        self._told: ProcessInfo | None = None
        self._told_keys: list[tuple[int, int]] = []
        self._tree_cell = TreeCell(table, self)
        self._arranging = False
        self._settling = False
        self._anchor: int | None = None
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(lambda: table.hold_order(False))
        self._scrolled = QTimer(self, singleShot=True, interval=_VIEW_SETTLES)
        self._scrolled.timeout.connect(self._tell_view)
        self._dress()
        self.setModel(table)
        self.apply_layout(DEFAULT)
        table.refresh_started.connect(self._on_refresh_started)
        table.refreshed.connect(self._on_refreshed)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._scrolled.start)
        for key, slot in (
            (Qt.Key.Key_Return, self._activate_current),
            (Qt.Key.Key_Enter, self._activate_current),
            (QKeySequence.StandardKey.Copy, self.copy_rows),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        header = self.horizontalHeader()
        for signal in (header.sectionMoved, header.sectionResized, header.sortIndicatorChanged):
            signal.connect(self._on_columns_changed)
        self.viewport().installEventFilter(self)

    def selected(self) -> ProcessInfo | None:
        """Give the selected process, with its newest figures, if it is in the table."""
        row = self.currentIndex().row()
        return self._table.info(row) if row >= 0 else None

    def selected_rows(self) -> list[int]:
        """Give the selected rows from top to bottom."""
        chosen = self.selectionModel().selection()
        spans = map(chosen.at, range(chosen.count()))
        return sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})

    def all_selected(self) -> list[ProcessInfo]:
        """Give the selected processes that live, with their newest figures, top to bottom."""
        infos = map(self._table.info, self.selected_rows())
        return [info for info in infos if self._table.process(info.pid) is not None]

    def select(self, pid: int) -> bool:
        """Select a process and scroll to it; say whether it is in the table."""
        row = self._table.row_of(pid)
        if row >= 0:
            self.setCurrentIndex(self._table.index(row, 0))
        return row >= 0

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("Processes"))
        self.setAccessibleDescription(
            self.tr("Choose the process to dump. Type a few letters to jump to a name.")
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setFont(theme.with_tabular_figures(self.font()))
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self.fontMetrics().height() + theme.GRID)
        vertical.hide()
        self.setItemDelegate(Spaced(self))
        number = SpacedNumber(self)
        for section, column in enumerate(self._table.columns):
            if column.number:
                self.setItemDelegateForColumn(section, number)
        self.setItemDelegateForColumn(_NAME, self._tree_cell)
        header = SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        self.setSortingEnabled(True)

    # ----------------------------------------------------------------------------- columns

    def layout_now(self) -> ColumnLayout:
        """Give columns and order as they are."""
        header = self.horizontalHeader()
        sections = map(header.logicalIndex, range(header.count()))
        places = tuple(
            ColumnPlace(
                self._table.columns[section].key,
                shown=not header.isSectionHidden(section),
                width=header.sectionSize(section),
            )
            for section in sections
        )
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return ColumnLayout(places, self._table.sort_column.key, descending)

    def apply_layout(self, layout: ColumnLayout) -> None:
        """Show these columns in this order."""
        self._arranging = True
        header = self.horizontalHeader()
        for visual, place in enumerate(layout.completed().columns):
            section = SECTIONS[place.key]
            header.moveSection(header.visualIndex(section), visual)
            header.setSectionHidden(section, not place.shown)
            if place.shown:
                header.resizeSection(section, place.width or self._width(section))
        order = Qt.SortOrder
        self.sortByColumn(
            SECTIONS[layout.sort],
            order.DescendingOrder if layout.descending else order.AscendingOrder,
        )
        self._arranging = False
        self._on_columns_changed()

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide one column; one that was never shown gets the width of its texts."""
        header = self.horizontalHeader()
        section = SECTIONS[key]
        header.setSectionHidden(section, not shown)
        if shown and header.sectionSize(section) < self._width(section) // 2:
            header.resizeSection(section, self._width(section))
        self._on_columns_changed()

    def shown_columns(self) -> list[Column]:
        """Give the columns that are shown, from left to right."""
        header = self.horizontalHeader()
        sections = map(header.logicalIndex, range(header.count()))
        return [self._table.columns[s] for s in sections if not header.isSectionHidden(s)]

    def needed_facts(self) -> set[str]:
        """Give the facts that what is shown, or its order, needs."""
        return {c.fact for c in (*self.shown_columns(), self._table.sort_column)} - {""}

    def _width(self, section: int) -> int:
        """Make a column as wide as sample or heading."""
        text = self.fontMetrics().horizontalAdvance(self._table.columns[section].sample)
        return max(text + 2 * theme.GRID, self.horizontalHeader().sectionSizeHint(section))

    def _on_columns_changed(self) -> None:
        if not self._arranging:
            self.columns_changed.emit()

    # -------------------------------------------------------------------------------- tree

    def toggle_branch(self, row: int) -> None:
        """Open or close what is below *row*; the current row moves out of what is closed."""
        place = self._table.place(row)
        if place.is_parent:
            pid = self._table.info(row).pid
            inside = self._is_below(self.currentIndex().row(), row)
            self._table.set_expanded(pid, bool(place.hidden))
            if inside and not place.hidden:
                self.select(pid)

    def _is_below(self, row: int, top: int) -> bool:
        if row <= top:
            return False
        depth = self._table.place(top).depth
        return all(self._table.place(between).depth > depth for between in range(top + 1, row + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right close, open and walk the branches of a tree."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        row = self.currentIndex().row()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self._table.is_tree or not step or row < 0 or plain:
            super().keyPressEvent(event)
            return
        place = self._table.place(row)
        if place.is_parent and bool(place.hidden) == (step > 0):
            self.toggle_branch(row)
        elif step > 0 and place.is_parent:
            self.select(self._table.info(row + 1).pid)
        elif step < 0 and place.depth:
            above = (r for r in range(row, -1, -1) if self._table.place(r).depth < place.depth)
            self.select(self._table.info(next(above)).pid)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or close a branch by its arrow; that does not select."""
        index = self.indexAt(event.position().toPoint())
        if self._arrow_at(index, event):
            self.toggle_branch(index.row())
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take two clicks on an arrow for what they are."""
        index = self.indexAt(event.position().toPoint())
        if self._arrow_at(index, event):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def _arrow_at(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if not index.isValid() or index.column() != _NAME:
            return False
        arrow = self._tree_cell.arrow_rect(self.visualRect(index), index.row())
        return arrow.contains(event.position().toPoint())

    # ------------------------------------------------------------------------------- copies

    def copy_cell(self) -> None:
        """Put the text of the current cell on the clipboard."""
        index = self.currentIndex()
        if index.isValid():
            column = self._table.columns[index.column()]
            QGuiApplication.clipboard().setText(tsv([self._table.shown(index.row())], [column]))

    def copy_rows(self, *, headings: bool = False) -> None:
        """Put what is shown of the selected rows on the clipboard, tab between cells."""
        rows = [self._table.shown(row) for row in self.selected_rows()]
        if rows:
            text = tsv(rows, self.shown_columns(), headings=headings)
            QGuiApplication.clipboard().setText(text)

    def csv_text(self) -> str:
        """Write all rows and columns that are shown as CSV."""
        rows = map(self._table.shown, range(self._table.rowCount()))
        living = (info for info in rows if self._table.process(info.pid) is not None)
        return csv_text(living, self.shown_columns())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the rows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        top = self.rowAt(0)
        still = self._table.is_tree or not self._table.sort_column.live
        keep = self.verticalScrollBar().value() > 0 and still
        self._anchor = self._table.info(top).pid if keep and top >= 0 else None

    def _on_refreshed(self) -> None:
        if self._anchor is not None and (row := self._table.row_of(self._anchor)) >= 0:
            self.verticalScrollBar().setValue(row)
        self._follow()
        self._settling = False
        self._tell_all()
        self._scrolled.start()

    # --------------------------------------------------------------------------- selection

    def _follow(self) -> None:
        """Keep selected processes selected; take notice when one ended or was hidden."""
        self._keys = {key for key in self._keys if self._lives(key)}
        if self._key is not None and not self._lives(self._key):
            self._key = None
        row = -1 if self._key is None else self._table.row_of(self._key[0])
        self._make_current(row)
        self._tell(self._table.info(row) if row >= 0 else None)

    def _lives(self, key: tuple[int, int]) -> bool:
        process = self._table.process(key[0])
        return process is not None and process.key == key

    def _make_current(self, row: int) -> None:
        """Select all rows of chosen processes, *row* the current one, without scrolling to it."""
        rows = sorted(r for key in self._keys if (r := self._table.row_of(key[0])) >= 0)
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
        last = self._table.columnCount() - 1
        spans = QItemSelection()
        for r in rows:
            spans.select(self._table.index(r, 0), self._table.index(r, last))
        selection.select(spans, flag.ClearAndSelect)
        self._settling = settling
        self.setAutoScroll(scrolls)

    def _on_current(self, current: QModelIndex) -> None:
        if self._settling:
            return  # the view looks for a neighbour of a removed row: not the user's choice
        info = self._table.info(current.row()) if current.isValid() else None
        if info is not None and self._table.process(info.pid) is None:
            info = None  # it ended a moment ago
        self._key = None if info is None else info.key
        if info is not None and info.key not in self._keys:
            self._keys = {info.key}  # until the selection says otherwise
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

    def resizeEvent(self, event: QEvent) -> None:
        """Other rows are in view now."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._scrolled.start()
