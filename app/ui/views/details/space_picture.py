"""A picture of an address space, to come closer to and to pick regions from."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QLine, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from ....core.text import escaped
from ... import theme
from ...models.detail_rows import about_region, label_of
from ...models.detail_space import SpaceLine, Stretch, Zoom
from ...models.memory_kinds import MemoryKind, addresses
from . import memory_colours

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...models.memory_kinds import Span

_STRIP: Final = 30
"""Pixels that the strip is high."""
_STEP: Final = 1.5
"""How much closer a key brings one."""
_NOTCH: Final = 360.0
"""A wheel turned by so many eighths of a degree doubles the size."""
_LEAST: Final = 2
"""Pixels for a region; what has less room in thousands of them is left out."""
_LABELLED: Final = 40
"""Pixels from which on a region is labelled."""


class SpacePicture(QWidget):
    """Draws the regions of a process side by side; gaps are folded.

    Wheel or plus and minus zoom, dragging or Ctrl+arrows move, a click or the arrows choose a
    region, a double-click or Enter fills the picture with it, 0 shows everything.
    """

    region_chosen = Signal(object)
    """The base address of the region that the user picked."""
    view_moved = Signal()
    """Another part of the address space is in view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.line = SpaceLine(())
        self.zoom = Zoom()
        self._chosen: int | None = None
        self._hovered: Stretch | None = None
        self._pressed: tuple[QPoint, float] | None = None
        self._dragged = False
        self._pixmap = QPixmap()
        self._made_of: object = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Picture of the address space"))
        self._describe()

    # ------------------------------------------------------------------------- from outside

    def show_line(self, line: SpaceLine, *, same: bool) -> None:
        """Show an address space; that of the *same* process from where one looks now."""
        before = self.zoom
        self.line = line
        self._made_of = None
        self.zoom = Zoom(self.line.length)
        self._hovered = None
        if same and not before.whole:
            self.zoom.extent = min(before.extent, self.line.length)
            self.zoom.move_to(before.start)
        if not same or self._chosen is None or self.line.of(self._chosen) is None:
            self._chosen = None
        self._moved()
        self._describe()

    def choose(self, base: int | None) -> None:
        """Mark the region at *base* and have it in view; None: mark none. Tells nobody."""
        stretch = None if base is None else self.line.of(base)
        self._chosen = None if stretch is None else base
        if stretch is not None:
            self.zoom.reveal(stretch.left, stretch.right)
        self._moved()
        self._describe()

    @property
    def chosen(self) -> int | None:
        """The base address of the marked region."""
        return self._chosen

    def caption(self) -> str:
        """Say what is under the pointer or else marked, or sum everything up."""
        stretch = self._hovered or (None if self._chosen is None else self.line.of(self._chosen))
        if stretch is None:
            return self._summary()
        if stretch.span is None:
            return self._gap(stretch)
        return "  ".join(about_region(stretch.span).split("\n"))

    def rectangle_of(self, base: int) -> QRect:
        """Give where the region at *base* is drawn; it may lie outside the widget."""
        stretch = self.line.of(base)
        if stretch is None:
            return QRect()
        left, right = self._x(stretch.left), self._x(stretch.right)
        return QRect(int(left), 0, max(int(right) - int(left), 1), _STRIP)

    def sizeHint(self) -> QSize:
        """Give room for the strip and the line below it."""
        return QSize(40 * theme.GRID, _STRIP + self.fontMetrics().height() + theme.GRID // 2)

    def minimumSizeHint(self) -> QSize:
        """Give the same height on any width."""
        return QSize(8 * theme.GRID, self.sizeHint().height())

    # ------------------------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter = QPainter(self)
        if event.rect().top() < _STRIP:
            self._draw_strip(painter)
        self._write_caption(painter)

    def _draw_strip(self, painter: QPainter) -> None:
        strip = QRect(0, 0, self.width(), _STRIP)
        painter.drawPixmap(0, 0, self._strip())
        if self._chosen is not None:
            self._mark(painter, self.rectangle_of(self._chosen))
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(self.palette().color(role))
        painter.drawRect(strip.adjusted(0, 0, -1, -1))

    def _strip(self) -> QPixmap:
        """Give the regions in view; drawn anew only if others are, or look different."""
        ratio = self.devicePixelRatioF()
        made_of = (
            (self.zoom.start, self.zoom.extent, self.width(), ratio),
            (self.palette().cacheKey(), self.font().key()),
        )
        if made_of != self._made_of:
            self._made_of = made_of
            self._pixmap = QPixmap(QSize(self.width(), _STRIP) * ratio)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(self.palette().color(QPalette.ColorRole.Base))
            painter = QPainter(self._pixmap)
            painter.setFont(self.font())
            self._draw_regions(painter)
            painter.end()
        return self._pixmap

    def _draw_regions(self, painter: QPainter) -> None:
        """Draw what is alike together: 700 regions one by one take three times as long."""
        palette, width = self.palette(), self.width()
        rectangles: defaultdict[MemoryKind, list[QRect]] = defaultdict(list)
        gaps: list[QLine] = []
        edges: list[QLine] = []
        labelled: list[tuple[Span, QRect]] = []
        x = 0
        while x < width and (stretch := self._at(x)) is not None:
            right = min(max(math.ceil(self._x(stretch.right)), x + _LEAST), width)
            if stretch.span is None:
                gaps.append(QLine(x + 2, _STRIP // 2, right - 3, _STRIP // 2))
            else:
                rectangle = QRect(x, 0, right - x, _STRIP)
                rectangles[stretch.span.kind].append(rectangle)
                if right - x > _LEAST:
                    edges.append(QLine(right - 1, 0, right - 1, _STRIP - 1))
                if right - x >= _LABELLED:
                    labelled.append((stretch.span, rectangle))
            x = right
        for kind, alike in rectangles.items():
            memory_colours.paint(painter, palette, alike, kind)
        painter.setPen(palette.color(QPalette.ColorRole.Base))
        painter.drawLines(edges)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 2, Qt.PenStyle.DotLine))
        painter.drawLines(gaps)
        for span, rectangle in labelled:
            self._write_label(painter, span, rectangle)

    def _write_label(self, painter: QPainter, span: Span, rectangle: QRect) -> None:
        metrics, palette = self.fontMetrics(), self.palette()
        inside = rectangle.adjusted(4, 0, -4, 0)
        label = metrics.elidedText(label_of(span), Qt.TextElideMode.ElideRight, inside.width())
        plate = metrics.boundingRect(inside, Qt.AlignmentFlag.AlignCenter, label)
        painter.fillRect(plate.adjusted(-2, 0, 2, 0), memory_colours.fill(palette, span.kind))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, label)

    def _mark(self, painter: QPainter, rectangle: QRect) -> None:
        """Frame the marked region; a narrow one gets arrowheads to be found by."""
        palette = self.palette()
        accent = palette.color(QPalette.ColorRole.Highlight)
        rectangle = rectangle.intersected(QRect(0, 0, self.width(), _STRIP))
        if rectangle.isEmpty():
            return
        painter.setPen(QPen(accent, 2))
        painter.drawRect(rectangle.adjusted(1, 1, -1, -1))
        if rectangle.width() < 2 * theme.GRID:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 1))
            painter.setBrush(accent)
            x = rectangle.center().x()
            painter.drawPolygon([QPoint(x - 5, 0), QPoint(x + 5, 0), QPoint(x, 7)])
            low = _STRIP - 1
            painter.drawPolygon([QPoint(x - 5, low), QPoint(x + 5, low), QPoint(x, low - 7)])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _write_caption(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        below = QRect(0, _STRIP + 2, self.width(), self.height() - _STRIP - 2)
        times = ""
        if self.line.length and not self.zoom.whole:
            times = f"×{self.locale().toString(self.zoom.length / self.zoom.extent, 'f', 1)}"  # noqa: RUF001 - a magnification
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(below, right, times)
        below.setRight(below.right() - metrics.horizontalAdvance(times) - theme.GRID)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        caption = metrics.elidedText(self.caption(), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, caption)

    # -------------------------------------------------------------------------------- input

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer to what is under the pointer, or move sideways."""
        turned = event.angleDelta()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if abs(turned.x()) > abs(turned.y()) or shift:
            self.zoom.pan(-(turned.x() or turned.y()) / 1200)
        else:
            anchor = event.position().x() / max(self.width(), 1)
            self.zoom.magnify(2.0 ** (turned.y() / _NOTCH), anchor)
        self._moved()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint(), self.zoom.start
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture, or tell what is under the pointer."""
        where = event.position().toPoint()
        if self._pressed is not None:
            start, unit = self._pressed
            distance = where.x() - start.x()
            self._dragged = self._dragged or abs(distance) >= QApplication.startDragDistance()
            if self._dragged:
                self.zoom.move_to(unit - distance / max(self.width(), 1) * self.zoom.extent)
                self._moved()
            return
        self._hover(self._at(where.x()) if where.y() < _STRIP else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the region that was clicked."""
        if self._pressed is not None and not self._dragged:
            self._pick(self._at(event.position().toPoint().x()))
        self._pressed = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Fill the picture with the region."""
        self._fill_with_chosen()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do all of it without a mouse."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = self._keys().get((event.key(), control))
        if act is None:
            super().keyPressEvent(event)
            return
        act()
        self._moved()

    def event(self, event: QEvent) -> bool:
        """Tell about what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            stretch = self._at(event.pos().x()) if event.pos().y() < _STRIP else None
            if stretch is None:
                QToolTip.hideText()
            else:
                about = self._gap(stretch) if stretch.span is None else about_region(stretch.span)
                QToolTip.showText(event.globalPos(), theme.tooltip(about), self)
            return True
        return super().event(event)

    # ------------------------------------------------------------------------------ private

    def _keys(self) -> dict[tuple[int, bool], Callable[[], None]]:
        key = Qt.Key
        return {
            (key.Key_Plus, False): lambda: self._magnify(_STEP),
            (key.Key_Equal, False): lambda: self._magnify(_STEP),
            (key.Key_Minus, False): lambda: self._magnify(1 / _STEP),
            (key.Key_0, False): self.zoom.fit,
            (key.Key_Left, True): lambda: self.zoom.pan(-0.25),
            (key.Key_Right, True): lambda: self.zoom.pan(0.25),
            (key.Key_Left, False): lambda: self._step(-1),
            (key.Key_Right, False): lambda: self._step(1),
            (key.Key_Home, False): lambda: self._pick(self.line.neighbour(None, 1)),
            (key.Key_End, False): lambda: self._pick(self.line.neighbour(None, -1)),
            (key.Key_Return, False): self._fill_with_chosen,
            (key.Key_Enter, False): self._fill_with_chosen,
        }

    def _magnify(self, factor: float) -> None:
        """Come closer to what is marked, or to the middle."""
        stretch = None if self._chosen is None else self.line.of(self._chosen)
        middle = (stretch.left + stretch.right) / 2 if stretch else -1.0
        inside = self.zoom.start <= middle <= self.zoom.end and self.zoom.extent > 0
        anchor = (middle - self.zoom.start) / self.zoom.extent if inside else 0.5
        self.zoom.magnify(factor, anchor)

    def _step(self, step: int) -> None:
        self._pick(self.line.neighbour(self._chosen, step))

    def _hover(self, stretch: Stretch | None) -> None:
        if stretch is not self._hovered:
            self._hovered = stretch
            self.update(0, _STRIP, self.width(), self.height() - _STRIP)

    def _pick(self, stretch: Stretch | None) -> None:
        if stretch is not None and stretch.span is not None:
            self.choose(stretch.span.base)
            self.region_chosen.emit(stretch.span.base)

    def _fill_with_chosen(self) -> None:
        stretch = None if self._chosen is None else self.line.of(self._chosen)
        if stretch is not None:
            self.zoom.fill(stretch.left, stretch.right)
            self._moved()

    def _moved(self) -> None:
        self.update()
        self.view_moved.emit()

    def _at(self, x: float) -> Stretch | None:
        return self.line.at(self.zoom.start + x / max(self.width(), 1) * self.zoom.extent)

    def _x(self, unit: float) -> float:
        """Give the pixel at a place of the line, kept to what a QRect can hold."""
        if not self.zoom.extent:
            return 0.0
        x = (unit - self.zoom.start) / self.zoom.extent * self.width()
        return min(max(x, -1e6), 1e6)

    def _gap(self, stretch: Stretch) -> str:
        size = stretch.end - stretch.start
        text = self.tr("{0}  {1} not mapped")
        return text.format(addresses(stretch.start, size), theme.binary_size(size))

    def _summary(self) -> str:
        if not self.line.spans:
            return self.tr("Nothing is mapped.")
        mapped = sum(span.size for span in self.line.spans if span.kind is not MemoryKind.RESERVED)
        regions = theme.counted(len(self.line.spans), self.tr("1 region"), self.tr("{0} regions"))
        groups = theme.counted(self.line.clusters, self.tr("1 group"), self.tr("{0} groups"))
        text = self.tr("{0} in {1}, {2} mapped")
        return text.format(regions, groups, theme.binary_size(mapped))

    def _describe(self) -> None:
        """Tell those who do not see the picture what is on it, and how to use it."""
        parts = [self._summary()]
        stretch = None if self._chosen is None else self.line.of(self._chosen)
        if stretch is not None and stretch.span is not None:
            chosen = escaped("  ".join(about_region(stretch.span).split("\n")))
            parts.append(self.tr("Chosen: {0}.").format(chosen))
        parts.append(
            self.tr(
                "Arrow keys choose a region, plus and minus zoom, Ctrl+arrow keys move, "
                "Enter fills the picture with the region, 0 shows everything."
            )
        )
        self.setAccessibleDescription(" ".join(parts))
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
