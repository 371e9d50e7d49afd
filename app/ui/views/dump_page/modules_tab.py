"""The modules of a dump, and beside them all that is known of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from ... import theme
from ...layouts import WIDE, in_column, two_panes
from ...models.dump_rows import DumpPart, module_rows
from ...models.module_facts import module_facts
from ..slices import Slices
from .fact_grid import FactGrid
from .part_table import PartTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QShowEvent

    from ....core.inspection.module_symbols import ModuleSymbols
    from ....core.inspection.page import DumpPage
    from ....core.inspection.reading import SymbolsRead
    from ...models.detail_rows import DetailRow
    from ...workers.dump_reader import DumpReader


class ModulesTab(QWidget):
    """Asks what names are known of the modules when they are first in view."""

    followed = Signal(object)
    """The address of a module whose memory is wanted."""

    def __init__(self, reader: DumpReader, parent: QWidget | None = None) -> None:
        """Ask *reader* for symbols."""
        super().__init__(parent)
        self._reader = reader
        self._page: DumpPage | None = None
        self._symbols: dict[int, ModuleSymbols] = {}
        self._asked = False
        self.modules = PartTable(DumpPart.MODULES, self.tr("Modules"))
        self.facts = FactGrid()
        self.memory = QPushButton(self.tr("Show its memory"))
        self._slices = Slices(self)
        side = QScrollArea()
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setAccessibleName(self.tr("About the chosen module"))
        side.setAccessibleDescription(self.tr("All that the dump tells of it."))
        sheet = QWidget(autoFillBackground=True)
        sheet.setBackgroundRole(QPalette.ColorRole.Base)
        memory = (self.memory, Qt.AlignmentFlag.AlignLeft)
        in_column(self.facts, memory, None, on=sheet, gap=2 * theme.GRID, room=WIDE)
        side.setWidget(sheet)
        in_column(two_panes(self.modules, side, Qt.Orientation.Horizontal, (3, 2)), on=self)
        self.modules.row_chosen.connect(self._show)
        self.modules.opened.connect(lambda _row: self._show_memory())
        self.memory.clicked.connect(self._show_memory)
        reader.symbols_read.connect(self._on_symbols)

    def show_page(self, page: DumpPage) -> None:
        """Take the modules of *page*; the rows that are made of them come later."""
        self._page = page
        self._symbols = {}
        self._asked = False
        self._show(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for symbols, now that somebody looks."""
        super().showEvent(event)
        if self._page is not None and not self._asked:
            self._asked = True
            self._reader.read_symbols()

    def _on_symbols(self, answer: SymbolsRead) -> None:
        self._symbols |= {found.base: found for found in answer.found}
        if answer.next is not None:
            self._reader.read_symbols(answer.next)
        else:
            self._slices.begin(self._fill())

    def _fill(self) -> Iterator[None]:
        """Make the rows anew, little by little, with what is known now."""
        if self._page is None:
            return
        for rows in module_rows(self._page, self._symbols):
            if rows is None:
                yield
            else:
                self.modules.show_rows(rows)
                self._show(self.modules.current())

    def _show(self, row: DetailRow | None) -> None:
        self.memory.setVisible(row is not None and row.thing.thing.is_loaded)
        if row is None or self._page is None:
            self.facts.show_facts(())
            return
        self.facts.show_facts(module_facts(self._page, row.thing.thing, row.thing.stored))

    def _show_memory(self) -> None:
        row = self.modules.current()
        if row is not None and row.thing.thing.is_loaded:
            self.followed.emit(row.key)
