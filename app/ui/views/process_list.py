"""The table of processes itself: a QTableView that stays still under the pointer and the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QTableView,
    QWidget,
)

from app.ui import theme

if TYPE_CHECKING:
    from app.core.processes.info import ProcessInfo
    from app.ui.models.process_table import ProcessTable

_SPACE: Final = "\N{EN SPACE}"
_STILL: Final = 3000
"""Milliseconds after the last move of the pointer until rows may move under it again."""
_VIEW_SETTLES: Final = 100
"""Milliseconds after scrolling until it is told which processes are in view."""


class _Spaced(QStyledItemDelegate):
    """Keeps texts off the edges of their cells, so that a number does not touch the next word."""

    def displayText(self, value: str, locale: QLocale) -> str:  # noqa: ARG002 - Qt's signature
        """Add half an em on the side where the text begins."""
        return _SPACE + value


class _SpacedNumber(QStyledItemDelegate):
    """The same for right-aligned columns."""

    def displayText(self, value: str, locale: QLocale) -> str:  # noqa: ARG002 - Qt's signature
        """Add half an em on the side where the text begins."""
        return value + _SPACE


class _SpacedHeader(QHeaderView):
    """Headings that stand exactly above the texts of :class:`_Spaced`."""

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:  # noqa: N803
        """Add half an em on the side where the text begins."""
        super().initStyleOptionForIndex(option, logicalIndex)
        right = option.textAlignment & Qt.AlignmentFlag.AlignRight
        option.text = option.text + _SPACE if right else _SPACE + option.text


class ProcessList(QTableView):
    """Shows a :class:`ProcessTable`; follows the selected process wherever its row goes.

    A selected process that a filter hides is let go of, and selected again when it comes back.
    """

    process_selected = Signal(object)
    """The selected :class:`ProcessInfo`, or ``None``. Once per process, not per refresh."""
    process_updated = Signal(object)
    """New figures of the selected process."""
    process_activated = Signal(object)
    """Enter or a double-click on a process."""
    view_changed = Signal(object)
    """The process ids in view, as a set."""

    def __init__(self, table: ProcessTable, parent: QWidget | None = None) -> None:
        """Show *table*."""
        super().__init__(parent)
        self._table = table
        self._key: tuple[int, int] | None = None
        self._told: ProcessInfo | None = None
        self._settling = False
        self._anchor: int | None = None
        self._still = QTimer(self, singleShot=True, interval=_STILL)
        self._still.timeout.connect(lambda: table.hold_order(False))
        self._scrolled = QTimer(self, singleShot=True, interval=_VIEW_SETTLES)
        self._scrolled.timeout.connect(self._tell_view)
        self._dress()
        self.setModel(table)
        self._size_columns()
        table.refresh_started.connect(self._on_refresh_started)
        table.refreshed.connect(self._on_refreshed)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._activate)
        self.verticalScrollBar().valueChanged.connect(self._scrolled.start)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._activate(self.currentIndex()))
        self.viewport().installEventFilter(self)

    def selected(self) -> ProcessInfo | None:
        """Give the selected process, with its newest figures, if it is in the table."""
        row = self.currentIndex().row()
        return self._table.info(row) if row >= 0 else None

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
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        self.setItemDelegate(_Spaced(self))
        number = _SpacedNumber(self)
        for section, column in enumerate(self._table.columns):
            if column.number:
                self.setItemDelegateForColumn(section, number)
        header = _SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def _size_columns(self) -> None:
        """Make columns as wide as sample or heading; the last takes what is left."""
        header = self.horizontalHeader()
        for section, column in enumerate(self._table.columns[:-1]):
            text = self.fontMetrics().horizontalAdvance(column.sample) + 2 * theme.GRID
            header.resizeSection(section, max(text, header.sectionSizeHint(section)))

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
        keep = self.verticalScrollBar().value() > 0 and not self._table.sort_column.live
        self._anchor = self._table.info(top).pid if keep and top >= 0 else None

    def _on_refreshed(self) -> None:
        if self._anchor is not None and (row := self._table.row_of(self._anchor)) >= 0:
            self.verticalScrollBar().setValue(row)
        self._follow()
        self._settling = False
        self._scrolled.start()

    # --------------------------------------------------------------------------- selection

    def _follow(self) -> None:
        """Keep the selected process selected; take notice when it ended or was hidden."""
        if self._key is None:
            self._make_current(-1)
            return
        process = self._table.process(self._key[0])
        if process is None or process.key != self._key:
            self._key = None
            self._make_current(-1)
            self._tell(None)
            return
        row = self._table.row_of(process.pid)
        self._make_current(row)
        self._tell(process if row >= 0 else None)

    def _make_current(self, row: int) -> None:
        """Select *row*, none with -1, without scrolling to it."""
        current = self.currentIndex()
        selection = self.selectionModel()
        if current.row() == row and (row < 0 or selection.isRowSelected(row)):
            return
        if row < 0:
            selection.clear()
            return
        scrolls = self.hasAutoScroll()
        self.setAutoScroll(False)
        flag = QItemSelectionModel.SelectionFlag
        column = max(current.column(), 0)
        selection.setCurrentIndex(self._table.index(row, column), flag.ClearAndSelect | flag.Rows)
        self.setAutoScroll(scrolls)

    def _on_current(self, current: QModelIndex) -> None:
        if self._settling:
            return  # the view looks for a neighbour of a removed row: not the user's choice
        info = self._table.info(current.row()) if current.isValid() else None
        self._key = None if info is None else info.key
        self._tell(info)

    def _tell(self, info: ProcessInfo | None) -> None:
        told, self._told = self._told, info
        if (told and told.key) != (info and info.key):
            self.process_selected.emit(info)
        elif info is not None and info is not told:
            self.process_updated.emit(info)

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.process_activated.emit(self._table.info(index.row()))

    def _tell_view(self) -> None:
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height() - 1)
        last = self._table.rowCount() - 1 if last < 0 else last
        pids = {self._table.info(row).pid for row in range(first, last + 1)}
        if self._key is not None:
            pids.add(self._key[0])
        self.view_changed.emit(pids)

    def resizeEvent(self, event: QEvent) -> None:
        """Other rows are in view now."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._scrolled.start()
