"""The regions of a dump, and below them the bytes of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from ... import theme
from ...models.dump_rows import STORED_COLUMN, DumpPart
from .hex_view import HexView
from .part_table import PartTable

if TYPE_CHECKING:
    from ...models.detail_rows import DetailRow
    from ...workers.dump_reader import DumpReader


class MemoryTab(QWidget):
    """Shows which memory there was, what of it is in the file, and the bytes."""

    def __init__(self, reader: DumpReader, parent: QWidget | None = None) -> None:
        """Fetch bytes through *reader*."""
        super().__init__(parent)
        self.regions = PartTable(DumpPart.REGIONS, self.tr("Memory"))
        self.bytes = HexView()
        self.caption = QLabel()
        self.caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        half = theme.GRID // 2
        self.caption.setContentsMargins(theme.GRID, half, theme.GRID, half)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.caption)
        below.addWidget(self.bytes, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.regions)
        splitter.addWidget(lower)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.regions.row_chosen.connect(self._show)
        self.regions.opened.connect(lambda _row: self.bytes.setFocus())
        self.bytes.memory_wanted.connect(reader.read_memory)
        reader.memory_read.connect(self.bytes.show_memory)

    def go_to(self, address: int) -> None:
        """Show the region of *address*, and the bytes there."""
        self.regions.filter.clear()
        for row in range(self.regions.table.rowCount()):
            if self.regions.table.row(row).covers(address):
                self.regions.view.selectRow(row)
                self.bytes.go_to(address)
                return

    def _show(self, row: DetailRow | None) -> None:
        low, high = row.span if row is not None else (0, 0)
        self.bytes.show_range(low, high)
        if row is not None:
            self.bytes.go_to(row.thing.first)
        if row is None:
            self.caption.clear()
        elif not (stored := row.values[STORED_COLUMN]):
            self.caption.setText(self.tr("Nothing of this region is in the dump."))
        elif stored < high - low:
            text = self.tr("{0} of {1} are in the dump; the rest is shown as dots.")
            sizes = theme.binary_size(stored), theme.binary_size(high - low)
            self.caption.setText(text.format(*sizes))
        else:
            self.caption.setText(self.tr("All of this region is in the dump."))
