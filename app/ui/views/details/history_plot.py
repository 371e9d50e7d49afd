"""One figure of a process over the last minutes.

Drawn by hand. pyqtgraph 0.14 was measured for it on two cores: importing it stops the window for
0.75 to 1.5 s (on a thread of its own it takes 1.5 to 2 s, with gaps of 61 to 136 ms), the first
plot for another 55 to 124 ms, and it takes 60 MiB of memory. This needs no import and draws 600
values in 4 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.models.detail_history import SECONDS, Moment, moment_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SHORTEST: Final = 60.0
"""Seconds that the plot spans at least."""
_STEP: Final = 5.0
"""Seconds that an arrow key moves the marker."""


class HistoryPlot(QWidget):
    """A line of steps with the newest value on the right; the value under the pointer is told."""

    def __init__(
        self,
        title: str,
        value: Callable[[Moment], float],
        text: Callable[[float], str],
        room: float,
        *,
        from_zero: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Plot *value* of each moment, written by *text*.

        The scale spans at least *room*, and reaches down to zero if *from_zero*.
        """
        super().__init__(parent)
        self._title = title
        self._value = value
        self._text = text
        self._room = room
        self._from_zero = from_zero
        self._moments: Sequence[Moment] = ()
        self._now = 0.0
        self._marked: float | None = None
        """Seconds before now."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFont(theme.with_tabular_figures(self.font()))
        self.setAccessibleName(title)
        self.show_moments((), 0.0)

    # ------------------------------------------------------------------------- from outside

    def show_moments(self, moments: Sequence[Moment], now: float) -> None:
        """Plot *moments*, oldest first, up to the time *now*."""
        self._moments = moments
        self._now = now
        self._describe()
        self.update()

    def caption(self) -> str:
        """Give the newest value, or the one that is marked and when it was."""
        if not self._moments:
            return ""
        if self._marked is None:
            return self._text(self._value(self._moments[-1]))
        moment = moment_at(self._moments, self._now - self._marked)
        if moment is None:
            return self.tr("not known, {0} ago").format(_ago(self._marked))
        value = self._text(self._value(moment))
        return self.tr("{0}, {1} ago").format(value, _ago(self._marked))

    def sizeHint(self) -> QSize:
        """Give room for a plot that can be read."""
        return QSize(20 * theme.GRID, 14 * theme.GRID)

    def minimumSizeHint(self) -> QSize:
        """Give room for the caption and a hint of a line."""
        return QSize(10 * theme.GRID, 2 * self.fontMetrics().height() + 4 * theme.GRID)

    # ------------------------------------------------------------------------------ drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw captions and line."""
        painter = QPainter(self)
        palette, metrics = self.palette(), self.fontMetrics()
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        loud = palette.color(QPalette.ColorRole.WindowText)
        top = QRectF(0, 0, self.width(), metrics.height())
        caption = self.caption()
        bold = painter.font()
        bold.setBold(True)
        painter.setPen(loud)
        painter.setFont(bold)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, self._title)
        painter.setFont(self.font())
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, caption)
        area = self._area()
        painter.fillRect(area, palette.color(QPalette.ColorRole.Base))
        if self._moments:
            low, high = self._scale()
            self._draw_line(painter, area, low, high)
            self._write_limit(painter, area, Qt.AlignmentFlag.AlignTop, high)
            self._write_limit(painter, area, Qt.AlignmentFlag.AlignBottom, low)
            self._draw_marker(painter, area, low, high)
        else:
            painter.setPen(quiet)
            nothing = self.tr("Choose a process to see its last minutes.")
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area.adjusted(4, 2, -4, -2), centred, nothing)
        focused = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(palette.color(focused))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        bottom = QRectF(0, area.bottom() + 1, self.width(), metrics.height())
        painter.setPen(quiet)
        ago = self.tr("{0} ago").format(_ago(self._seconds()))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, ago)
        painter.drawText(bottom, Qt.AlignmentFlag.AlignRight, self.tr("now"))

    def _draw_line(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        """Draw steps and the shade below them: not as a polygon, which takes 20 ms to fill."""
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        line: list[QPoint] = []
        below: list[QRect] = []
        times = [*(moment.time for moment in self._moments[1:]), self._now]
        left = self._x(area, self._moments[0].time)
        for moment, end in zip(self._moments, times, strict=True):
            right = self._x(area, end)
            y = self._y(area, low, high, self._value(moment))
            line += (QPoint(left, y), QPoint(right, y))
            below.append(QRect(left, y, right - left, int(area.bottom()) - y))
            left = right
        shade = QColor(accent)
        shade.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRects(below)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(accent)
        painter.drawPolyline(line)

    def _write_limit(
        self, painter: QPainter, area: QRectF, where: Qt.AlignmentFlag, value: float
    ) -> None:
        """Write an end of the scale on the left, legible across the line."""
        text = self._text(value)
        inside = area.adjusted(4, 2, -4, -2)
        align = where | Qt.AlignmentFlag.AlignLeft
        plate = self.palette().color(QPalette.ColorRole.Base)
        plate.setAlphaF(0.8)
        painter.fillRect(painter.boundingRect(inside, align, text).adjusted(-2, 0, 2, 0), plate)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(inside, align, text)

    def _draw_marker(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        if self._marked is None:
            return
        time = self._now - self._marked
        x = self._x(area, time)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DotLine))
        painter.drawLine(x, int(area.top()), x, int(area.bottom()))
        moment = moment_at(self._moments, time)
        if moment is not None:
            painter.setBrush(self.palette().color(QPalette.ColorRole.Text))
            painter.drawEllipse(QPoint(x, self._y(area, low, high, self._value(moment))), 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _area(self) -> QRectF:
        line = self.fontMetrics().height()
        top = line + theme.GRID // 2
        return QRectF(0, top, self.width(), max(self.height() - top - line - 1, 8))

    def _scale(self) -> tuple[float, float]:
        values = [self._value(moment) for moment in self._moments]
        low = 0.0 if self._from_zero else min(values)
        high = max(*values, low)
        spare = max(self._room - (high - low), 0.0)
        if self._from_zero:
            return 0.0, high + spare
        return max(low - spare / 2, 0.0), high + spare / 2

    def _seconds(self) -> float:
        known = self._now - self._moments[0].time if self._moments else 0.0
        return min(max(known, _SHORTEST), SECONDS)

    def _x(self, area: QRectF, time: float) -> int:
        seconds = self._seconds()
        return int(area.left() + max(1 - (self._now - time) / seconds, 0.0) * (area.width() - 1))

    @staticmethod
    def _y(area: QRectF, low: float, high: float, value: float) -> int:
        share = (value - low) / (high - low) if high > low else 0.0
        return int(area.bottom() - 2 - share * (area.height() - 6))

    # -------------------------------------------------------------------------------- input

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the pointer."""
        share = 1 - event.position().x() / max(self.width(), 1)
        self._mark(share * self._seconds())

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing."""
        self._mark(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the marker: left to older values, right to newer ones, Escape takes it away."""
        marked = self._marked or 0.0
        match event.key():
            case Qt.Key.Key_Left:
                self._mark(marked + _STEP)
            case Qt.Key.Key_Right:
                self._mark(marked - _STEP if marked > _STEP else None)
            case Qt.Key.Key_Escape if self._marked is not None:
                self._mark(None)
            case _:
                super().keyPressEvent(event)

    def _mark(self, seconds: float | None) -> None:
        self._marked = None if seconds is None else min(max(seconds, 0.0), self._seconds())
        self._describe()
        self.update()

    def _describe(self) -> None:
        if not self._moments:
            self.setAccessibleDescription(self.tr("No figures yet."))
            return
        values = [self._value(moment) for moment in self._moments]
        text = self.tr("{0}. Lowest {1}, highest {2} in the last {3}.")
        lowest, highest = self._text(min(values)), self._text(max(values))
        self.setAccessibleDescription(
            text.format(self.caption(), lowest, highest, _ago(self._seconds()))
        )


def _ago(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
