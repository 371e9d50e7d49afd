"""A table view whose columns are chosen, moved, kept and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView, QWidget

from app.ui import theme
from app.ui.models.column_layout import DEFAULT, ColumnLayout, ColumnPlace
from app.ui.models.process_columns import SECTIONS
from app.ui.models.process_text import csv_text, tsv
from app.ui.views.process_cell_painting import Spaced, SpacedHeader, SpacedNumber

if TYPE_CHECKING:
    from app.ui.models.process_columns import Column
    from app.ui.models.process_table import ProcessTable


class ColumnView(QTableView):
    """Knows of columns and selected rows, and nothing of what the rows are about."""

    columns_changed = Signal()
    """Columns were shown, hidden, moved or resized, or the rows are in another order."""

    def __init__(self, table: ProcessTable, parent: QWidget | None = None) -> None:
        """Show *table* in the default layout."""
        super().__init__(parent)
        self.table = table
        self._arranging = False
        self.setItemDelegate(Spaced(self))
        number = SpacedNumber(self)
        for section, column in enumerate(table.columns):
            if column.number:
                self.setItemDelegateForColumn(section, number)
        self.setFont(theme.with_tabular_figures(self.font()))
        header = SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        self.setModel(table)
        # Headings would look through all selected rows whenever they are drawn.
        header.setSelectionModel(QItemSelectionModel(table, header))
        self.setSortingEnabled(True)
        self.apply_layout(DEFAULT)
        for signal in (header.sectionMoved, header.sectionResized, header.sortIndicatorChanged):
            signal.connect(self._on_columns_changed)

    def layout_now(self) -> ColumnLayout:
        """Give columns and order as they are."""
        header = self.horizontalHeader()
        sections = map(header.logicalIndex, range(header.count()))
        places = tuple(
            ColumnPlace(
                self.table.columns[section].key,
                shown=not header.isSectionHidden(section),
                width=header.sectionSize(section),
            )
            for section in sections
        )
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return ColumnLayout(places, self.table.sort_column.key, descending)

    def apply_layout(self, layout: ColumnLayout) -> None:
        """Show these columns in this order."""
        self._arranging = True
        header = self.horizontalHeader()
        last = 0
        for visual, place in enumerate(layout.completed().columns):
            section = SECTIONS[place.key]
            header.moveSection(header.visualIndex(section), visual)
            header.setSectionHidden(section, not place.shown)
            if place.shown:
                header.resizeSection(section, place.width or self._width(section))
                last = section
        header.resizeSection(last, header.sectionSizeHint(last))  # it takes what room there is
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
        return [self.table.columns[s] for s in sections if not header.isSectionHidden(s)]

    def needed_facts(self) -> set[str]:
        """Give the facts that what is shown, or its order, needs."""
        return {c.fact for c in (*self.shown_columns(), self.table.sort_column)} - {""}

    def _width(self, section: int) -> int:
        """Make a column as wide as sample or heading."""
        text = self.fontMetrics().horizontalAdvance(self.table.columns[section].sample)
        return max(text + 2 * theme.GRID, self.horizontalHeader().sectionSizeHint(section))

    def _on_columns_changed(self) -> None:
        if not self._arranging:
            self.columns_changed.emit()

    # ------------------------------------------------------------------------------- copies

    def selected_rows(self) -> list[int]:
        """Give the selected rows from top to bottom."""
        chosen = self.selectionModel().selection()
        spans = map(chosen.at, range(chosen.count()))
        return sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})

    def copy_cell(self) -> None:
        """Put the text of the current cell on the clipboard."""
        index = self.currentIndex()
        if index.isValid():
            column = self.table.columns[index.column()]
            QGuiApplication.clipboard().setText(tsv([self.table.shown(index.row())], [column]))

    def copy_rows(self, *, headings: bool = False) -> None:
        """Put what is shown of the selected rows on the clipboard, tab between cells."""
        rows = [self.table.shown(row) for row in self.selected_rows()]
        if rows:
            text = tsv(rows, self.shown_columns(), headings=headings)
            QGuiApplication.clipboard().setText(text)

    def csv_text(self) -> str:
        """Write all rows and columns that are shown as CSV."""
        rows = map(self.table.shown, range(self.table.rowCount()))
        living = (info for info in rows if self.table.process(info.pid) is not None)
        return csv_text(living, self.shown_columns())
