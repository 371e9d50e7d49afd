"""The memory map: a picture of the address space above the table of its regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QScrollBar, QStyleOptionViewItem, QWidget

from ... import theme
from ...layouts import in_column
from ...models.detail_columns import Part
from ...models.detail_space import SpaceLine
from ..process_cell_painting import Spaced
from . import memory_colours
from .detail_tab import DetailTab
from .space_picture import SpacePicture

if TYPE_CHECKING:
    from ...models.detail_rows import Details
    from ...models.detail_table import DetailTable
    from ...models.memory_kinds import MemoryKind

_KIND_COLUMN: Final = 3
_PARTS: Final = 1 << 20
"""The scroll bar counts the line in so many parts: it is too long for 32 bits."""


class MemoryTab(DetailTab):
    """What is chosen in the picture is selected in the table, and the other way round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(
            Part.REGIONS,
            self.tr("Memory map"),
            self.tr("Find: [heap], libc*, rwx, 0x7f…"),
            self.tr("No memory is mapped: the process is ending or belongs to the system."),
            parent,
        )
        self.list.setItemDelegateForColumn(_KIND_COLUMN, _KindSample(self.list))
        self.picture = SpacePicture()
        self.place = QScrollBar(Qt.Orientation.Horizontal)
        self.place.setAccessibleName(self.tr("Part of the address space in view"))
        above = in_column(
            self.picture, self.place, room=(theme.GRID, theme.GRID // 2, theme.GRID, 0)
        )
        self.content_layout.insertLayout(0, above)
        self.picture.view_moved.connect(self._show_place)
        self.picture.region_chosen.connect(self._on_region_chosen)
        self.list.current_changed.connect(self.picture.choose)
        self.place.valueChanged.connect(self._on_scrolled)
        self._show_place()

    def show_details(self, details: Details, *, same: bool) -> None:
        """Show picture and table."""
        self.picture.show_line(details.line, same=same)
        super().show_details(details, same=same)

    def clear(self) -> None:
        """Forget what was shown."""
        self.picture.show_line(SpaceLine(()), same=False)
        super().clear()

    def _on_region_chosen(self, base: int) -> None:
        if not self.list.select_key(base):
            self.filter.clear()  # the filter hides it; what was clicked goes first
            self.list.select_key(base)

    def _show_place(self) -> None:
        zoom = self.picture.zoom
        blocker = QSignalBlocker(self.place)
        if zoom.whole:
            self.place.setRange(0, 0)
        else:
            page = max(int(zoom.extent / zoom.length * _PARTS), 1)
            self.place.setRange(0, _PARTS - page)
            self.place.setPageStep(page)
            self.place.setSingleStep(max(page // 8, 1))
            self.place.setValue(int(zoom.start / zoom.length * _PARTS))
        blocker.unblock()
        self.place.setVisible(not zoom.whole)

    def _on_scrolled(self, value: int) -> None:
        zoom = self.picture.zoom
        zoom.move_to(value / _PARTS * zoom.length)
        self.picture.update()


class _KindSample(Spaced):
    """Shows a sample of how the picture of the address space draws a kind of memory."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Add it before the word."""
        super().initStyleOption(option, index)
        table: DetailTable = index.model()  # type: ignore[assignment]
        kind: MemoryKind = table.row(index.row()).values[_KIND_COLUMN]
        pixmap = QPixmap(memory_colours.SWATCH)
        painter = QPainter(pixmap)
        memory_colours.paint_swatch(painter, option.palette, pixmap.rect(), kind)
        painter.end()
        option.icon = QIcon(pixmap)
        option.icon.addPixmap(pixmap, QIcon.Mode.Selected)  # not tinted: the colour tells something
        option.decorationSize = memory_colours.SWATCH
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
