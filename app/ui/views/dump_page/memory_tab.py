"""The regions of a dump and what is found in them, and below the bytes of what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget

from ... import theme
from ...layouts import in_column, two_panes
from ...models.dump_rows import STORED_COLUMN, DumpPart
from .hex_panel import HexPanel
from .part_table import PartTable
from .search_pane import SearchPane

if TYPE_CHECKING:
    from ....core.inspection.page import DumpPage
    from ...models.detail_rows import DetailRow
    from ...workers.dump_reader import DumpReader

_AROUND: Final = 1 << 12
"""Bytes shown around an address of which nothing is known."""


class MemoryTab(QWidget):
    """Shows which memory there was, what of it is in the file, and the bytes."""

    def __init__(self, reader: DumpReader, parent: QWidget | None = None) -> None:
        """Fetch bytes through *reader*."""
        super().__init__(parent)
        self.regions = PartTable(DumpPart.REGIONS, self.tr("Memory"))
        self.search = SearchPane(reader)
        self.panel = HexPanel()
        self.bytes = self.panel.view
        self.caption = self.panel.caption
        self.upper = QTabWidget(documentMode=True)
        self.upper.addTab(self.regions, self.tr("Regions"))
        self.upper.addTab(self.search, self.tr("Find"))
        self.upper.setAccessibleName(self.tr("Regions, or what is found in them"))
        in_column(two_panes(self.upper, self.panel, Qt.Orientation.Vertical, (2, 3)), on=self)
        self.regions.row_chosen.connect(self._show)
        self.regions.opened.connect(lambda _row: self.bytes.setFocus())
        self.search.chosen.connect(self.go_to)
        self.search.opened.connect(self.bytes.setFocus)
        self.panel.wanted.connect(self._show_address)
        self.bytes.memory_wanted.connect(reader.read_memory)
        reader.memory_read.connect(self.bytes.show_memory)

    def show_page(self, page: DumpPage) -> None:
        """Know what the dump is about; the rows of the regions come later."""
        self.panel.show_page(page)
        self.search.show_page(page)

    def go_to(self, address: int) -> None:
        """Show the region of *address*, and the bytes there; one can come back."""
        self.panel.go_to(address)

    def begin_at(self, address: int) -> None:
        """Show this first."""
        self._show_address(address)

    def focus_search(self) -> None:
        """Go to where something is sought: in the list, or in memory if that is in view."""
        if self.upper.currentWidget() is self.search:
            self.search.focus()
        else:
            self.regions.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.regions.filter.selectAll()

    def _show_address(self, address: int) -> None:
        table = self.regions.table
        region = table.at(address)
        if region is None:
            start = max(0, address - address % _AROUND)
            self.panel.show_at(start, start + _AROUND, address)
            self.caption.show_text(self.tr("The dump tells of no memory at this address."))
            return
        if table.row_of(region.key) < 0:
            self.regions.filter.clear()
        self.regions.view.select_key(region.key)
        self.panel.show_at(*region.span, address)
        self._tell(region)

    def _show(self, row: DetailRow | None) -> None:
        """Show the region that was chosen from its first byte on."""
        low, high = row.span if row is not None else (0, 0)
        self.bytes.show_range(low, high)
        if row is None:
            self.caption.show_text("")
            return
        self.bytes.go_to(row.thing.first)
        self._tell(row)

    def _tell(self, row: DetailRow) -> None:
        """Say how much of a region is there."""
        low, high = row.span
        if not (stored := row.values[STORED_COLUMN]):
            self.caption.show_text(self.tr("Nothing of this region is in the dump."))
        elif stored < high - low:
            text = self.tr("{0} of {1} are in the dump; the rest is shown as dots.")
            sizes = theme.binary_size(stored), theme.binary_size(high - low)
            self.caption.show_text(text.format(*sizes))
        else:
            self.caption.show_text(self.tr("All of this region is in the dump."))
