"""The bytes of memory with their way about: back, forward, an address to go to, bytes or words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from ....core.inspection.search import word_size
from ... import theme
from ...core_texts import core_text
from ...dressing import call, hear_keys, show_icon
from ...layouts import BAR, in_column, in_row
from ...models.hex_lines import ARROW
from ...models.memory_kinds import hexadecimal
from ...models.trail import Trail
from ..boxes import DropDown
from ..elided_label import ElidedLabel
from .hex_view import HexView

if TYPE_CHECKING:
    from ....core.inspection.page import DumpPage
    from ....core.inspection.whereabouts import Whereabouts
    from ...models.hex_lines import Word

_ADDRESS: Final = re.compile(r"(?:0x)?([0-9a-f`]{1,20})", re.IGNORECASE)
_OFFSET: Final = re.compile(r"(.+?)(?:\+(?:0x)?([0-9a-f]{1,16}))?", re.IGNORECASE)


class HexPanel(QWidget):
    """Shows memory, and goes where it is told."""

    wanted = Signal(object)
    """An address to be shown; whoever knows the regions calls :meth:`show_at`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.view = HexView()
        self.back = QToolButton(autoRaise=True)
        self.forward = QToolButton(autoRaise=True)
        self.box = QLineEdit()
        self.form = DropDown()
        self.caption = ElidedLabel()
        self.here = ElidedLabel()
        self._legend = QLabel()
        self._trail = Trail()
        self._places: Whereabouts | None = None
        self._dress()
        self._arrange()
        self._connect()

    def show_page(self, page: DumpPage) -> None:
        """Know what lies where in this dump."""
        self._places = page.places
        self._trail.clear()
        self.view.set_places(page.places, word_size(page.snapshot.system.processor_architecture))
        self._show_ways()

    def go_to(self, address: int) -> None:
        """Go there, so that one can come back."""
        if self.view.covers(self.view.current_address()):
            self._trail.leave(self.view.current_address())
        self._show_ways()
        self.wanted.emit(address)

    def show_at(self, start: int, end: int, address: int) -> None:
        """Show *address* in the range that holds it."""
        if not (self.view.covers(start) and self.view.covers(end - 1)):
            self.view.show_range(start, end)
        self.view.go_to(address)

    def focus_box(self) -> None:
        """Go to where an address is typed."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def address_of(self, text: str) -> int | None:
        """Understand an address, or a module with an offset; None if it is neither."""
        typed = text.strip()
        if found := _ADDRESS.fullmatch(typed):
            digits = found[1].replace("`", "")  # as WinDbg writes them
            return int(digits, 16) if digits and len(digits) <= 16 else None
        found = _OFFSET.fullmatch(typed)
        place = self._places.named(found[1]) if found and self._places is not None else None
        if place is None or found is None:
            return None
        return place.start + int(found[2] or "0", 16)

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        call(self.back, self.tr("Back"), self.tr("To where you were before (Alt+Left)"))
        call(self.forward, self.tr("Forward"), self.tr("To where you were before (Alt+Right)"))
        show_icon(self.back, "back")
        show_icon(self.forward, "forward")
        self.box.setPlaceholderText(self.tr("Go to: address or module+offset"))
        self.box.setAccessibleName(self.tr("Address to go to"))
        self.box.setAccessibleDescription(self.tr("In hexadecimal, or a module and an offset."))
        self.box.setClearButtonEnabled(True)
        self.box.setToolTip(theme.tooltip(self.tr("From anywhere in the page: Ctrl+G")))
        self.form.addItem(self.tr("Bytes"))
        self.form.addItem(self.tr("Words"))
        tip = self.tr("Sixteen bytes in a line, or one number of a pointer's size")
        call(self.form, self.tr("How memory is shown"), tip)
        for label in (self.caption, self.here, self._legend):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.here.setFont(theme.with_tabular_figures(self.here.font()))
        self._legend.setText(
            self.tr("Underlined: into a module · dotted: a stack · dashed: memory")
        )

    def _arrange(self) -> None:
        ways = in_row(self.back, self.forward, gap=0)
        half = theme.GRID // 2
        bar = in_row(
            *(ways, (self.box, 2), self.form, (self.caption, 3)),
            room=(half, half, theme.GRID, half),
        )
        foot = in_row((self.here, 1), self._legend, room=BAR, gap=2 * theme.GRID)
        in_column(bar, (self.view, 1), foot, on=self)

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self.view.followed.connect(self.go_to)
        self.view.word_chosen.connect(self._show_word)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self.box.returnPressed.connect(self._go)
        self.form.currentIndexChanged.connect(lambda index: self.view.show_words(index == 1))
        keys = QKeySequence.StandardKey
        ways = ((keys.Back, self._go_back), (keys.Forward, self._go_forward))
        hear_keys(self, ways, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _go(self) -> None:
        address = self.address_of(self.box.text())
        if address is None:
            self.here.show_text(self.tr("That is neither an address nor a module of this dump."))
        else:
            self.go_to(address)
            self.view.setFocus()

    def _go_back(self) -> None:
        self._go_along(self._trail.back(self.view.current_address()))

    def _go_forward(self) -> None:
        self._go_along(self._trail.forward(self.view.current_address()))

    def _go_along(self, address: int | None) -> None:
        if address is not None:
            self.wanted.emit(address)
        self._show_ways()

    def _show_ways(self) -> None:
        self.back.setEnabled(self._trail.can_go_back)
        self.forward.setEnabled(self._trail.can_go_forward)

    def _show_word(self, word: Word | None) -> None:
        """Say where the cursor is, and what stands there."""
        if word is None:
            self.here.show_text("")
            return
        place = self._places.at(word.address) if self._places is not None else None
        where = f"{hexadecimal(word.address)}"
        if place is not None:
            where += f"  {place.text(word.address, core_text)}"
        led = f"  ·  {ARROW}{word.meaning}" if word.meaning else ""
        self.here.show_text(where + led)
