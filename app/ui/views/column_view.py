"""A table view whose columns are chosen, moved, kept and copied."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView, QWidget

from .. import theme
from ..models.column_layout import DEFAULT, ColumnLayout, ColumnPlace
from ..models.process_columns import SECTIONS
from ..models.table_text import exact_text, tsv
from ..translation import translate
from .process_cell_painting import BRANCHES, Spaced, SpacedHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ..models.process_columns import Column
    from ..models.process_table import ProcessTable
    from ..models.table_text import TableText

_NAME: Final = SECTIONS["name"]


class ColumnView(QTableView):
    """Knows of columns and selected rows, and nothing of what the rows are about."""

    columns_changed = Signal()
    """Columns were shown, hidden, moved or resized, or the rows are in another order."""

    def __init__(self, table: ProcessTable, parent: QWidget | None = None) -> None:
        """Show *table* in the default layout."""
        super().__init__(parent)
        self.table = table
        self._arranging = False
        self._wanted: dict[int, int] = {}
        """Section → pixels that it has where there is room."""
        self._pinned: set[int] = set()
        """Sections whose width the user chose: they are not made narrower."""
        self.setItemDelegate(Spaced(self))
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
        header.sortIndicatorChanged.connect(self._fit)
        for signal in (header.sectionMoved, header.sortIndicatorChanged):
            signal.connect(self._on_columns_changed)
        header.sectionResized.connect(self._on_resized)

    def layout_now(self) -> ColumnLayout:
        """Give columns and order as they are."""
        header = self.horizontalHeader()
        sections = map(header.logicalIndex, range(header.count()))
        places = tuple(
            ColumnPlace(
                self.table.columns[section].key,
                shown=not header.isSectionHidden(section),
                width=self._wanted.get(section, 0) if section in self._pinned else 0,
            )
            for section in sections
        )
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return ColumnLayout(places, self.table.sort_column.key, descending)

    def apply_layout(self, layout: ColumnLayout) -> None:
        """Show these columns in this order."""
        self._arranging = True
        header = self.horizontalHeader()
        self._pinned = {SECTIONS[place.key] for place in layout.columns if place.width}
        for visual, place in enumerate(layout.completed().columns):
            section = SECTIONS[place.key]
            header.moveSection(header.visualIndex(section), visual)
            header.setSectionHidden(section, not place.shown)
            self._wanted[section] = place.width or self._width(section)
        self._fit()
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
        self._fit()
        self._on_columns_changed()

    def shown_columns(self) -> list[Column]:
        """Give the columns that are shown, from left to right."""
        header = self.horizontalHeader()
        sections = map(header.logicalIndex, range(header.count()))
        return [self.table.columns[s] for s in sections if not header.isSectionHidden(s)]

    def needed_facts(self) -> set[str]:
        """Give the facts that what is shown, or its order, needs."""
        return {c.fact for c in (*self.shown_columns(), self.table.sort_column)} - {""}

    def _fit(self) -> None:
        """Give every column its width: less where room is short, names more where there is some."""
        header = self.horizontalHeader()
        sections = [s for s in self._wanted if not header.isSectionHidden(s)]
        widths = {section: self._wanted[section] for section in sections}
        if self.table.is_tree and _NAME not in self._pinned:
            widths[_NAME] += BRANCHES
        spare = {
            section: max(widths[section] - self._width(section, least=True), 0)
            for section in sections
            if section not in self._pinned and section != _NAME
        }
        lacking, room = sum(widths.values()) - self.viewport().width(), sum(spare.values())
        if lacking > 0:
            share = min(lacking / room, 1.0) if room else 0.0
            for section, pixels in spare.items():
                widths[section] -= math.ceil(pixels * share)
            self._squeeze(widths)
        elif lacking < 0 and _NAME not in self._pinned:
            widths[_NAME] += min(-lacking // 2, widths[_NAME])
        arranging, self._arranging = self._arranging, True
        for section, width in widths.items():
            header.resizeSection(section, width)
        self._arranging = arranging

    def _squeeze(self, widths: dict[int, int]) -> None:
        """Have all columns in view if they still are not: at the cost of headings, then of names.

        The room for the sign of the order is the last to go: the style draws it over the heading.

        If not even that is enough, icons stand for their words; then names stay legible, and the
        rest is scrolled to.
        """
        free = [s for s in widths if s not in self._pinned]
        floors = {s: self._text_width(c) for s in free if (c := self.table.columns[s].least)}
        if _NAME in floors:
            floors[_NAME] = floors.pop(_NAME)  # behind the others
        ordered = self.horizontalHeader().sortIndicatorSection()
        floors |= {s: self._bare(s) for s in free if s == ordered and s not in floors}
        signs = [(s, self._text_width(c)) for s in free if (c := self.table.columns[s].sign)]
        for section, floor in (*floors.items(), *signs):
            lacking = sum(widths.values()) - self.viewport().width()
            spare = widths[section] - floor
            widths[section] -= max(min(lacking, spare), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the room anew."""
        self._fit()
        super().resizeEvent(event)

    def _on_resized(self, section: int, _before: int, width: int) -> None:
        header = self.horizontalHeader()
        if self._arranging or not width:  # with the order of rows, hidden ones are hidden anew
            return
        last = header.logicalIndexAt(header.length() - 1)
        if section != last:  # it takes what room there is
            self._pinned.add(section)
            self._wanted[section] = width
            self._on_columns_changed()

    def _width(self, section: int, *, least: bool = False) -> int:
        """Make a column as wide as sample and heading; at *least*, arrows have room if shown."""
        column = self.table.columns[section]
        sample = column.least or column.sample if least else column.sample
        text = self._text_width(sample)
        if least and section != self.horizontalHeader().sortIndicatorSection():
            return self._bare(section)
        return max(text, self.horizontalHeader().sectionSizeHint(section))

    def _bare(self, section: int) -> int:
        """Make a column as wide as shorter sample and heading, without room for an arrow."""
        column = self.table.columns[section]
        return max(
            map(
                self._text_width,
                (column.least or column.sample, translate("ProcessTable", column.title)),
            )
        )

    def _text_width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 2 * theme.GRID

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

    def exact_text(self) -> TableText:
        """Give all rows and columns that are shown for other programs."""
        rows = map(self.table.shown, range(self.table.rowCount()))
        living = [info for info in rows if self.table.process(info.pid) is not None]
        return exact_text(living, self.shown_columns())
