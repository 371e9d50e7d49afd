"""The bytes of a region, sixteen in a line, fetched as they come into view."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ... import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from ....core.inspection.reading import Memory

_LINE: Final = 16
_BLOCK: Final = 1 << 14
"""Bytes fetched at once."""
_KEPT: Final = 64
"""Blocks remembered."""
_MOST_LINES: Final = (1 << 31) - 1
"""The numbers of a scroll bar have 32 bits."""
_COPY_LIMIT: Final = 4096
"""Lines copied at most."""


class HexView(QAbstractScrollArea):
    """Shows ``[start, end)``. What is not in the file is shown as dots, and said so."""

    memory_wanted = Signal(object, object)
    """Address and size of bytes to fetch; the answer goes to :meth:`show_memory`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._start = 0
        self._lines = 0
        self._current = 0
        self._anchor = 0
        self._blocks: OrderedDict[int, tuple[tuple[int, bytes], ...]] = OrderedDict()
        self._asked: set[int] = set()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Memory in hexadecimal"))
        self.setAccessibleDescription(
            self.tr("Addresses, bytes and characters; the arrow keys go from line to line.")
        )
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF())
        self.setFont(fixed)
        self.viewport().setFont(fixed)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)

    def show_range(self, start: int, end: int) -> None:
        """Show other addresses, from the first on."""
        self._start = start - start % _LINE
        self._lines = min(_MOST_LINES, -(-(end - self._start) // _LINE)) if end > start else 0
        self._current = self._anchor = 0
        self._blocks.clear()
        self._asked.clear()
        self._fit()
        self.verticalScrollBar().setValue(0)
        self._describe()
        self.viewport().update()

    def show_memory(self, memory: Memory) -> None:
        """Take what was fetched."""
        block = memory.asked.address
        self._asked.discard(block)
        self._blocks[block] = memory.pieces
        while len(self._blocks) > _KEPT:
            self._blocks.popitem(last=False)
        self._describe()
        self.viewport().update()

    def go_to(self, address: int) -> bool:
        """Show the line of *address* at the top; say whether it is in the range."""
        line = (address - self._start) // _LINE
        if not 0 <= line < self._lines:
            return False
        self.verticalScrollBar().setValue(line)
        self._move(line, keep_anchor=False)
        return True

    def line_text(self, line: int) -> str:
        """Give a line as it is shown: address, bytes, characters."""
        address = self._start + line * _LINE
        cells = self._line(address)
        codes = " ".join(".." if byte is None else f"{byte:02x}" for byte in cells)
        seen = "".join(
            " " if byte is None else chr(byte) if 32 <= byte < 127 else "." for byte in cells
        )
        return f"{address:012x}  {codes}  {seen}"

    def copy(self) -> None:
        """Put the selected lines on the clipboard."""
        low, high = sorted((self._anchor, self._current))
        lines = range(low, min(high + 1, low + _COPY_LIMIT, self._lines))
        QGuiApplication.clipboard().setText("\n".join(map(self.line_text, lines)))

    # ---------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the lines in view, and ask for what is not there yet."""
        painter = QPainter(self.viewport())
        palette = self.palette()
        group = palette.currentColorGroup()
        height = self._height()
        top = self.verticalScrollBar().value()
        low, high = sorted((self._anchor, self._current))
        width = self.viewport().width()
        left = theme.GRID - self.horizontalScrollBar().value()
        for place in range(min(self._visible() + 1, self._lines - top)):
            line = top + place
            box = QRect(0, place * height, width, height)
            role = QPalette.ColorRole.Text
            if low <= line <= high:
                painter.fillRect(box, palette.color(group, QPalette.ColorRole.Highlight))
                role = QPalette.ColorRole.HighlightedText
            painter.setPen(palette.color(group, role))
            painter.drawText(
                box.adjusted(left, 0, 2000, 0),
                int(Qt.AlignmentFlag.AlignVCenter),
                self.line_text(line),
            )
        painter.end()

    def _line(self, address: int) -> list[int | None]:
        """Give sixteen bytes; None for what is not in the file, or not there yet."""
        block = address - address % _BLOCK
        cells: list[int | None] = [None] * _LINE
        if block not in self._blocks and block not in self._asked:
            self._asked.add(block)
            self.memory_wanted.emit(block, _BLOCK)
        for start, data in self._blocks.get(block, ()):
            low, high = max(start, address), min(start + len(data), address + _LINE)
            for place in range(low, high):
                cells[place - address] = data[place - start]
        return cells

    def _height(self) -> int:
        return self.fontMetrics().height() + 2

    def _visible(self) -> int:
        return max(1, self.viewport().height() // self._height())

    def _fit(self) -> None:
        vertical = self.verticalScrollBar()
        vertical.setRange(0, max(0, self._lines - self._visible()))
        vertical.setPageStep(self._visible())
        horizontal = self.horizontalScrollBar()
        wide = self.fontMetrics().horizontalAdvance("0" * 80) + 2 * theme.GRID
        horizontal.setRange(0, max(0, wide - self.viewport().width()))
        horizontal.setPageStep(self.viewport().width())

    # ------------------------------------------------------------------------------ events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer lines are in view."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by line, page or to the ends; with Shift select."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        page = self._visible()
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -self._lines,
            Qt.Key.Key_End: self._lines,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move(self._current + step, keep_anchor=keep)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the line under the pointer."""
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move(self._at(event), keep_anchor=keep)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select as far as the pointer is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(self._at(event), keep_anchor=True)

    def _at(self, event: QMouseEvent) -> int:
        return self.verticalScrollBar().value() + int(event.position().y()) // self._height()

    def _move(self, line: int, *, keep_anchor: bool) -> None:
        self._current = max(0, min(line, self._lines - 1))
        if not keep_anchor:
            self._anchor = self._current
        bar = self.verticalScrollBar()
        if self._current < bar.value():
            bar.setValue(self._current)
        elif self._current >= bar.value() + self._visible():
            bar.setValue(self._current - self._visible() + 1)
        self._describe()
        self.viewport().update()

    def _describe(self) -> None:
        """Read out the current line."""
        self.setAccessibleDescription(self.line_text(self._current) if self._lines else "")
