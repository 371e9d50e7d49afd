"""The bytes of a region, as bytes or as words, fetched as they come into view.

What leads into a module, a stack or other memory is underlined, and is followed like a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ... import theme
from ...models.hex_lines import BLOCK, HexLines, Mark

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QColor,
        QFontMetrics,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from ....core.inspection.reading import Memory
    from ....core.inspection.whereabouts import Whereabouts
    from ...models.hex_lines import Line, Word

_MOST_LINES: Final = (1 << 31) - 1
"""The numbers of a scroll bar have 32 bits."""
_COPY_LIMIT: Final = 4096
"""Lines copied at most."""
_ADDRESS: Final = 14
"""Characters before the first byte: an address and two spaces."""
_MEANING: Final = 40
"""Characters of what is there that can be scrolled to."""
_PEN_STYLES: Final = {
    Mark.MODULE: Qt.PenStyle.SolidLine,
    Mark.STACK: Qt.PenStyle.DotLine,
    Mark.MEMORY: Qt.PenStyle.DashLine,
}


class HexView(QAbstractScrollArea):
    """Shows ``[start, end)``. What is not in the file is shown as dots, and said so."""

    memory_wanted = Signal(object, object)
    """Address and size of bytes to fetch; the answer goes to :meth:`show_memory`."""
    followed = Signal(object)
    """An address that a pointer which was clicked leads to."""
    word_chosen = Signal(object)
    """The Word under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.lines = HexLines()
        self._start = 0
        self._end = 0
        self._lines = 0
        self._current = 0
        self._anchor = 0
        self._column = 0
        """The word in the current line that the cursor is on."""
        self._pressed: QPoint | None = None
        self._advance = 1
        """Pixels of a character."""
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Memory in hexadecimal"))
        self._fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._fixed.setPointSizeF(self.font().pointSizeF())
        self.setFont(self._fixed)
        self.viewport().setFont(self._fixed)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setMouseTracking(True)

    # ---------------------------------------------------------------------------- contents

    def set_places(self, places: Whereabouts, word: int) -> None:
        """Know what lies where, and how many bytes a pointer has."""
        self.lines.places = places
        self.lines.word = word
        self.lines.forget()
        self.viewport().update()

    def show_words(self, words: bool) -> None:
        """Show one word in a line, or sixteen bytes; the address in view stays."""
        here = self.current_address()
        self.lines.as_words = words
        self._arrange()
        self.go_to(here)

    def show_range(self, start: int, end: int) -> None:
        """Show other addresses, from the first on."""
        self._start, self._end = start - start % 16, end
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._describe()

    def _arrange(self) -> None:
        size = self.lines.size
        whole = -(-(self._end - self._start) // size) if self._end > self._start else 0
        self._lines = min(_MOST_LINES, whole)
        self._current = self._anchor = self._column = 0
        self._fit()
        self.viewport().update()

    def show_memory(self, memory: Memory) -> None:
        """Take what was fetched."""
        self.lines.take(memory.asked.address, memory.pieces)
        self._describe()
        self.viewport().update()

    def covers(self, address: int) -> bool:
        """Say whether an address is in the range."""
        return self._start <= address < self._end

    def go_to(self, address: int) -> bool:
        """Show the line of *address*, with some above it; say whether it is in the range."""
        line, rest = divmod(address - self._start, self.lines.size)
        if not 0 <= line < self._lines:
            return False
        self.verticalScrollBar().setValue(max(0, line - self._visible() // 4))
        self._move(line, column=rest // self.lines.word, keep_anchor=False)
        return True

    def current_address(self) -> int:
        """Give the address of the word that the cursor is on."""
        return self._start + self._current * self.lines.size + self._column * self.lines.word

    def current_word(self) -> Word | None:
        """Give the word that the cursor is on."""
        return self._line(self._current).words[self._column] if self._lines else None

    def line_text(self, line: int) -> str:
        """Give a line as it is shown: address, bytes, characters, and where they lead."""
        return self._line(line).text

    def copy(self) -> None:
        """Put the selected lines on the clipboard."""
        low, high = sorted((self._anchor, self._current))
        lines = range(low, min(high + 1, low + _COPY_LIMIT, self._lines))
        QGuiApplication.clipboard().setText("\n".join(map(self.line_text, lines)))

    def _line(self, number: int) -> Line:
        """Make a line; what it lacks is asked for."""
        address = self._start + number * self.lines.size
        if (block := self.lines.wanted(address)) is not None:
            self.memory_wanted.emit(block, BLOCK)
        return self.lines.line(address)

    # ---------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the lines in view, and ask for what is not there yet."""
        painter = QPainter(self.viewport())
        palette = self.palette()
        group = palette.currentColorGroup()
        height = self._height()
        top = self.verticalScrollBar().value()
        low, high = sorted((self._anchor, self._current))
        for place in range(min(self._visible() + 1, self._lines - top)):
            number = top + place
            box = QRect(0, place * height, self.viewport().width(), height)
            chosen = low <= number <= high
            if chosen:
                painter.fillRect(box, palette.color(group, QPalette.ColorRole.Highlight))
            self._paint(painter, box, self._line(number), chosen=chosen)
            if number == self._current:
                self._frame_word(painter, box)
        painter.end()

    def _paint(self, painter: QPainter, box: QRect, line: Line, *, chosen: bool) -> None:
        role = QPalette.ColorRole
        plain = self._colour(role.HighlightedText if chosen else role.Text)
        dim = plain if chosen else self._colour(role.PlaceholderText)
        link = plain if chosen else self._colour(role.Link)
        base = box.top() + (box.height() + self._metrics.ascent() - self._metrics.descent()) // 2
        self._draw(painter, 0, base, f"{line.address:012x}", dim)
        for column, word in enumerate(line.words):
            at = self._word_at(column)
            missing = word.value is None
            colour = link if word.mark is not None else dim if missing else plain
            self._draw(painter, at, base, word.text, colour)
            if word.mark is not None:
                painter.setPen(QPen(link, 1, _PEN_STYLES[word.mark]))
                left, right = self._x(at), self._x(at + len(word.text))
                painter.drawLine(left, base + 2, right, base + 2)
        at = self._characters_at()
        self._draw(painter, at, base, line.characters, dim if line.strings else plain)
        for low, high in line.strings:
            self._draw(painter, at + low, base, line.characters[low:high], plain)
            painter.setPen(QPen(plain, 1))
            painter.drawLine(self._x(at + low), base + 2, self._x(at + high) - 1, base + 2)
        self._draw(painter, at + len(line.characters) + 2, base, line.meaning, dim)

    def _frame_word(self, painter: QPainter, box: QRect) -> None:
        """Show where the cursor is within its line."""
        at = self._word_at(self._column)
        left, right = self._x(at) - 2, self._x(at + self._word_width()) + 2
        painter.setPen(self._colour(QPalette.ColorRole.HighlightedText))
        painter.drawRect(left, box.top(), right - left, box.height() - 1)

    def _draw(self, painter: QPainter, at: int, base: int, text: str, colour: QColor) -> None:
        painter.setPen(colour)
        painter.drawText(self._x(at), base, text)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        palette = self.palette()
        return palette.color(palette.currentColorGroup(), role)

    # --------------------------------------------------------- where things stand in a line

    @property
    def _metrics(self) -> QFontMetrics:
        return self.viewport().fontMetrics()

    def _x(self, characters: int) -> int:
        return theme.GRID + characters * self._advance - self.horizontalScrollBar().value()

    def _word_width(self) -> int:
        word = self.lines.word
        return 2 * word if self.lines.as_words else 3 * word - 1

    def _word_at(self, column: int) -> int:
        return _ADDRESS + column * (self._word_width() + 2)

    def _characters_at(self) -> int:
        return self._word_at(self.lines.size // self.lines.word)

    def _height(self) -> int:
        return self.fontMetrics().height() + 3

    def _visible(self) -> int:
        return max(1, self.viewport().height() // self._height())

    def _fit(self) -> None:
        self._advance = self._metrics.horizontalAdvance("0")
        vertical = self.verticalScrollBar()
        vertical.setRange(0, max(0, self._lines - self._visible()))
        vertical.setPageStep(self._visible())
        horizontal = self.horizontalScrollBar()
        characters = self._characters_at() + self.lines.size + _MEANING
        wide = self._advance * characters + 2 * theme.GRID
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
        """Move by word, line, page or to the ends; with Shift select; Enter follows a pointer."""
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
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        plain = not modifiers & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        )
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow(self.current_word())
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move_by_word(-1 if key == Qt.Key.Key_Left else 1)
        elif plain and key in steps:
            keep = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._move(self._current + steps[key], column=self._column, keep_anchor=keep)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the line and the word under the pointer."""
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._pressed = None if keep else event.position().toPoint()
        line, column = self._under(event.position().toPoint())
        self._move(line, column=self._column if column is None else column, keep_anchor=keep)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select as far as the pointer is dragged; show what a click would follow."""
        where = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            line, _ = self._under(where)
            if line != self._current:
                self._pressed = None
                self._move(line, column=self._column, keep_anchor=True)
            return
        shape = Qt.CursorShape
        self.viewport().setCursor(
            shape.PointingHandCursor if self._pointer_under(where) else shape.ArrowCursor
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer that was clicked."""
        pressed, self._pressed = self._pressed, None
        if event.button() == Qt.MouseButton.LeftButton and pressed is not None:
            self._follow(self._pointer_under(pressed))

    def _under(self, where: QPoint) -> tuple[int, int | None]:
        """Give line and column of the word under the pointer; no column beside all words."""
        line = self.verticalScrollBar().value() + where.y() // self._height()
        for column in range(self.lines.size // self.lines.word):
            left = self._x(self._word_at(column))
            if left <= where.x() <= self._x(self._word_at(column) + self._word_width()):
                return line, column
        return line, None

    def _pointer_under(self, where: QPoint) -> Word | None:
        line, column = self._under(where)
        if column is None or not 0 <= line < self._lines:
            return None
        word = self._line(line).words[column]
        return word if word.place is not None else None

    def _follow(self, word: Word | None) -> None:
        if word is not None and word.place is not None:
            self.followed.emit(word.value)

    def _move_by_word(self, step: int) -> None:
        columns = self.lines.size // self.lines.word
        line, column = divmod(self._current * columns + self._column + step, columns)
        if 0 <= line < self._lines:
            self._move(line, column=column, keep_anchor=False)

    def _move(self, line: int, *, column: int, keep_anchor: bool) -> None:
        self._current = max(0, min(line, self._lines - 1))
        self._column = column
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
        """Read out the current line, and tell of the current word."""
        self.setAccessibleDescription(self.line_text(self._current) if self._lines else "")
        self.word_chosen.emit(self.current_word())
