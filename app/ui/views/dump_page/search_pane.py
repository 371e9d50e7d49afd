"""Finds bytes, texts and pointers in all memory of a dump."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from ....core.errors import InvalidRequestError
from ....core.inspection.search import HITS, SearchKind, sought
from ... import theme
from ...core_texts import error_text
from ...layouts import BAR, in_column, in_row, keep_room
from ...models.dump_rows import DumpPart, dump_table, found_rows
from ...translation import QT_TRANSLATE_NOOP
from ..boxes import DropDown
from ..details.detail_list import DetailList
from ..slices import Slices
from ..table_file import TableNote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ....core.inspection.page import DumpPage
    from ....core.inspection.reading import Searched
    from ....core.inspection.search import Hit, Sought
    from ....core.inspection.whereabouts import Whereabouts
    from ...models.detail_rows import DetailRow
    from ...workers.dump_reader import DumpReader

_KINDS: Final = (
    (SearchKind.TEXT, QT_TRANSLATE_NOOP("SearchPane", "Text")),
    (SearchKind.UTF16, QT_TRANSLATE_NOOP("SearchPane", "Text in UTF-16")),
    (SearchKind.BYTES, QT_TRANSLATE_NOOP("SearchPane", "Bytes")),
    (SearchKind.POINTERS, QT_TRANSLATE_NOOP("SearchPane", "Pointers to")),
)
_EXAMPLES: Final = {
    SearchKind.TEXT: QT_TRANSLATE_NOOP("SearchPane", "A text"),
    SearchKind.UTF16: QT_TRANSLATE_NOOP("SearchPane", "A text"),
    SearchKind.BYTES: QT_TRANSLATE_NOOP("SearchPane", "de ad be ef"),
    SearchKind.POINTERS: QT_TRANSLATE_NOOP(
        "SearchPane", "An address, or a range: 0x1000-0x2000, 0x1000:4K"
    ),
}
_WITH_CASE: Final = (SearchKind.TEXT, SearchKind.UTF16)
_TOTAL: Final = 1000
"""Steps of the bar."""


class SearchPane(QWidget):
    """Asks for a search step by step, and lists what is found."""

    chosen = Signal(object)
    """The address of a place that was found."""
    opened = Signal()
    """Enter or a double-click on one."""
    ended = Signal()
    """A search is over; all that was found is in the list."""

    def __init__(self, reader: DumpReader, parent: QWidget | None = None) -> None:
        """Search through *reader*."""
        super().__init__(parent)
        self._reader = reader
        self._wanted: Sought | None = None
        self._places: Whereabouts | None = None
        self._architecture = 0
        self._total = 1
        self._searched = 0
        self._hits: list[Hit] = []
        self.kind = DropDown()
        self.box = QLineEdit(clearButtonEnabled=True)
        self.any_case = QCheckBox(self.tr("Ignore case"))
        self.button = QPushButton()
        self.bar = QProgressBar(textVisible=False)
        self.state = QLabel()
        self.table = dump_table(DumpPart.FOUND, self)
        self.view = DetailList(self.table, self.tr("Found in memory"))
        self._slices = Slices(self)
        self._dress()
        self._arrange()
        self._connect()

    def show_page(self, page: DumpPage) -> None:
        """Search this dump; what was found in it before is gone."""
        self.stop()
        self._places = page.places
        self._architecture = page.snapshot.system.processor_architecture
        self._total = max(1, sum(page.region_stored))
        self._show(())
        self.state.setText(self.tr("All memory that is in the dump is searched."))

    def arguments(self) -> tuple[str, ...]:
        """Give the options of ``dumpdesk find`` that seek what is typed here."""
        kind = self.current_kind()
        options = (f"--{kind}", self.box.text() or "TEXT")
        with_case = kind in _WITH_CASE and self.any_case.isChecked()
        return (*options, "--any-case") if with_case else options

    def focus(self) -> None:
        """Go to what is sought."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def current_kind(self) -> SearchKind:
        """Give what is to be sought."""
        return SearchKind(self.kind.currentData())

    def begin(self) -> None:
        """Search for what is typed, or say why that is not possible."""
        try:
            wanted = sought(
                self.current_kind(),
                self.box.text(),
                self._architecture,
                any_case=self.any_case.isChecked(),
            )
        except InvalidRequestError as error:
            self.state.setText(error_text(error))
            return
        self._wanted = wanted
        self._searched = 0
        self._hits = []
        self._show(())
        self._draw()
        self.state.setText(self.tr("Searching …"))
        self._reader.search(wanted)

    def stop(self) -> None:
        """Search no further; what was found stays."""
        if self._wanted is not None:
            self._wanted = None
            self._finish(self.tr("{0} found, then stopped."))

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        for kind, text in _KINDS:
            self.kind.addItem(self.tr(text), str(kind))
        self.kind.setAccessibleName(self.tr("What is sought"))
        self.kind.setAccessibleDescription(self.tr("A text, bytes, or pointers to an address."))
        self.box.setAccessibleName(self.tr("Find in memory"))
        self.box.setToolTip(theme.tooltip(self.tr("From anywhere in the page: Ctrl+Shift+F")))
        self.any_case.setChecked(True)
        self.state.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.setRange(0, _TOTAL)
        self.bar.setFixedHeight(theme.GRID // 2)
        keep_room(self.bar)
        self._on_kind()
        self._draw()

    def _arrange(self) -> None:
        parts = (self.kind, (self.box, 1), self.any_case, self.button)
        line = in_row(*parts, room=(theme.GRID, theme.GRID, theme.GRID, 0))
        below = in_row(self.state, room=BAR)
        in_column(line, below, self.bar, TableNote(self.view.file), (self.view, 1), on=self)

    def _draw(self) -> None:
        running = self._wanted is not None
        self.button.setText(self.tr("Stop") if running else self.tr("Find"))
        self.bar.setVisible(running)

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self._reader.searched.connect(self._on_searched)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.box.returnPressed.connect(self.begin)
        self.button.clicked.connect(self._on_button)
        self.view.current_changed.connect(self._on_current)
        self.view.activated.connect(lambda _index: self.opened.emit())

    def _on_kind(self) -> None:
        kind = self.current_kind()
        self.box.setPlaceholderText(self.tr(_EXAMPLES[kind]))
        self.any_case.setVisible(kind in _WITH_CASE)

    def _on_button(self) -> None:
        if self._wanted is None:
            self.begin()
        else:
            self.stop()

    def _on_searched(self, answer: Searched) -> None:
        if answer.asked.wanted is not self._wanted and answer.asked.wanted != self._wanted:
            return  # of a search that was given up
        step = answer.step
        self._searched += step.searched
        self.bar.setValue(min(_TOTAL, self._searched * _TOTAL // self._total))
        room = HITS - len(self._hits)
        self._hits += step.hits[:room]
        is_full = len(step.hits) >= room
        if step.next is not None and not is_full:
            text = self.tr("Searching … {0} found in {1}")
            found = theme.whole_number(len(self._hits))
            self.state.setText(text.format(found, theme.binary_size(self._searched)))
            self._reader.search(answer.asked.wanted, step.next)
            return
        self._wanted = None
        self._finish(
            self.tr("The first {0} are listed: ask more closely for others.")
            if is_full
            else self.tr("{0} found.")
        )

    def _finish(self, text: str) -> None:
        self._draw()
        self.state.setText(text.format(theme.whole_number(len(self._hits))))
        self._slices.begin(self._fill())

    def _fill(self) -> Iterator[None]:
        """Make the rows little by little."""
        rows: tuple[DetailRow, ...] | None = None
        if self._places is not None:
            for rows in found_rows(self._hits, self._places):
                if rows is None:
                    yield
        self._show(rows or ())
        self.ended.emit()

    def _show(self, rows: tuple[DetailRow, ...]) -> None:
        self.table.show(rows)
        if rows:
            self.view.selectRow(0)

    def _on_current(self, key: int) -> None:
        self.chosen.emit(key)
