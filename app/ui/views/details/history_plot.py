"""One figure of a process over time, plotted by pyqtgraph.

pyqtgraph and numpy take long to import; so this module is imported by
:class:`~app.ui.workers.gentle_import.GentleImport`, and by others only after that.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyqtgraph
from pyqtgraph import exceptionHandling
from PySide6.QtCore import QEvent, QLocale, QPointF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QBrush, QColor, QPalette

from ... import theme
from ...models.detail_history import SECONDS, Pause, Track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from ...models.history_view import Figure, TimeView

# Uncaught errors are told by DumpDesk; and what it cleans up at the end is nothing of ours.
exceptionHandling.handler.remove()
pyqtgraph.setConfigOptions(exitCleanup=False, antialias=False)

_EPOCH: Final = time.time() - time.monotonic()
"""What makes a time of day of a time of the history."""
_ZOOM: Final = 1.5
"""How much closer a key brings one."""
_STEPS: Final = 60
"""So many times an arrow key moves the marker from end to end."""
_LABELS: Final = 8
"""Characters of the labels of the value axis that there is room for."""


class HistoryPlot(pyqtgraph.PlotWidget):
    """A line of steps up to now, to move in and come closer to.

    The wheel or plus and minus zoom, dragging or Ctrl+arrows move, 0 shows everything, End follows
    the newest values; the pointer or the arrows mark a moment, whose value :meth:`caption` gives.
    Times are those of the history's clock.
    """

    marked = Signal(object)
    """The moment that the user marked, or None."""
    moved = Signal()
    """The user looks at another part of the time."""

    def __init__(self, figure: Figure, view: TimeView) -> None:
        """Plot *figure* of what is shown later, as far as it is in *view*, which others share."""
        axes = {"bottom": pyqtgraph.DateAxisItem("bottom"), "left": _ValueAxis(figure)}
        super().__init__(enableMenu=False, axisItems=axes)
        self.figure = figure
        self._track = Track()
        self._view = view
        self._marked: float | None = None
        self._pauses: dict[Pause, Any] = {}
        self._times = self._values = np.empty(0)
        self._curve = pyqtgraph.PlotDataItem(
            skipFiniteCheck=True, autoDownsample=True, downsampleMethod="peak", clipToView=True
        )
        self._marker = pyqtgraph.InfiniteLine(angle=90)
        self._dot = pyqtgraph.ScatterPlotItem(size=6)
        self._dress()
        for item in (self._curve, self._marker, self._dot):
            self.addItem(item)
        self._draw_colours()
        box = self.getViewBox()
        box.sigRangeChangedManually.connect(self._on_moved)
        self.mark(None)

    # ------------------------------------------------------------------------- from outside

    def show_track(self, track: Track, pauses: Sequence[Pause]) -> None:
        """Plot *track* up to now."""
        self._track = track
        now = self._view.now
        times = np.array(track.times, dtype=float)
        values = np.array(self.figure.value(track), dtype=float)
        if len(times):
            times = np.append(np.repeat(times, 2)[1:], now) + _EPOCH
            values = np.repeat(values, 2)
        self._curve.setData(times, values)
        self._times, self._values = times, values
        self._show_pauses(pauses)
        self.look()
        self.mark(self._marked)

    def look(self) -> None:
        """Show what is in view now."""
        start, end = self._view.start + _EPOCH, self._view.end + _EPOCH
        box = self.getViewBox()
        box.setXRange(start, end, padding=0)
        box.setYRange(*self._scale(start, end), padding=0.04)

    def mark(self, moment: float | None) -> None:
        """Mark the time *moment*; None: mark none. Tells nobody."""
        self._marked = moment
        known = None if moment is None else self._value_at(moment)
        self._marker.setVisible(moment is not None)
        self._dot.setVisible(known is not None)
        if moment is not None:
            self._marker.setValue(moment + _EPOCH)
        if moment is not None and known is not None:
            self._dot.setData([moment + _EPOCH], [known])
        self._describe()

    def caption(self) -> str:
        """Give the newest value, or the one that is marked and its time of day."""
        if not len(self._track):
            return ""
        if self._marked is None:
            return self.figure.text(self.figure.value(self._track)[-1])
        value = self._value_at(self._marked)
        day = QTime(0, 0).addSecs(_second_of_day(self._marked + _EPOCH)).toString("HH:mm:ss")
        if self._is_paused(self._marked):
            return self.tr("paused, {0}").format(day)
        if value is None:
            return self.tr("not known, {0}").format(day)
        return self.tr("{0}, {1}").format(self.figure.text(value), day)

    def sizeHint(self) -> QSize:
        """Give room for a plot that can be read."""
        return QSize(24 * theme.GRID, 12 * theme.GRID)

    def minimumSizeHint(self) -> QSize:
        """Give room for the axes and a hint of a line."""
        return QSize(14 * theme.GRID, 6 * theme.GRID)

    # --------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.figure.title)
        self.setMinimumSize(self.minimumSizeHint())
        self.hideButtons()
        self.setMouseEnabled(x=True, y=False)
        self.showGrid(x=True, y=True, alpha=0.15)
        font = theme.with_tabular_figures(self.font())
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setStyle(tickFont=font, tickTextOffset=theme.GRID // 2, tickLength=-3)
        self.getAxis("left").setWidth(self.fontMetrics().horizontalAdvance("0" * _LABELS))
        self.getAxis("bottom").setHeight(self.fontMetrics().height() + theme.GRID // 2)

    def _draw_colours(self) -> None:
        palette = self.palette()
        role = QPalette.ColorRole
        accent, text = palette.color(role.Highlight), palette.color(role.Text)
        self.setBackground(palette.color(role.Window))
        self.getViewBox().setBackgroundColor(palette.color(role.Base))
        shade = QColor(accent)
        shade.setAlphaF(0.18)
        self._curve.setPen(pyqtgraph.mkPen(accent, width=1.5))
        self._curve.setFillLevel(0.0)
        self._curve.setFillBrush(shade)
        self._marker.setPen(pyqtgraph.mkPen(text, style=Qt.PenStyle.DotLine))
        self._dot.setBrush(text)
        self._dot.setPen(None)
        for name in ("left", "bottom"):
            axis = self.getAxis(name)
            axis.setPen(palette.color(role.PlaceholderText))
            axis.setTextPen(palette.color(role.WindowText))
        for region in self._pauses.values():
            self._dress_pause(region)
        self._draw_border()

    def _draw_border(self) -> None:
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        self.getViewBox().setBorder(self.palette().color(role))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_dot"):
            self._draw_colours()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self._draw_border()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not any more."""
        super().focusOutEvent(event)
        self._draw_border()

    # ------------------------------------------------------------------------------- pauses

    def _show_pauses(self, pauses: Sequence[Pause]) -> None:
        for pause in set(self._pauses) - set(pauses):
            self.removeItem(self._pauses.pop(pause))
        for pause in pauses:
            if pause not in self._pauses:
                self._pauses[pause] = region = pyqtgraph.LinearRegionItem(movable=False)
                region.setZValue(-5)
                region.lines[0].label = pyqtgraph.InfLineLabel(
                    region.lines[0], self.tr("paused"), position=0.85, anchors=[(0, 0.5), (0, 0.5)]
                )
                self._dress_pause(region)
                self.addItem(region, ignoreBounds=True)
            end = self._view.now if pause.end is None else pause.end
            self._pauses[pause].setRegion((pause.start + _EPOCH, max(end, pause.start) + _EPOCH))

    def _dress_pause(self, region: Any) -> None:  # noqa: ANN401 - it has no types
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        region.setBrush(QBrush(quiet, Qt.BrushStyle.BDiagPattern))
        for line in region.lines:
            line.setPen(pyqtgraph.mkPen(quiet, style=Qt.PenStyle.DashLine))
            if hasattr(line, "label"):
                line.label.setColor(quiet)

    def _is_paused(self, moment: float) -> bool:
        return any(
            pause.start < moment and (pause.end is None or moment < pause.end)
            for pause in self._pauses
        )

    # ------------------------------------------------------------------------------- values

    def _value_at(self, moment: float) -> float | None:
        index = int(np.searchsorted(self._track.times, moment, side="right")) - 1
        return self.figure.value(self._track)[index] if index >= 0 else None

    def _scale(self, start: float, end: float) -> tuple[float, float]:
        """Give lowest and highest value of what is in view, with room around a flat line."""
        first, last = np.searchsorted(self._times, (start, end))
        seen = self._values[max(first - 1, 0) : last + 1]
        low, high = (float(seen.min()), float(seen.max())) if len(seen) else (0.0, 0.0)
        if self.figure.from_zero:
            return 0.0, max(high, self.figure.room)
        spare = max(self.figure.room - (high - low), 0.0)
        return max(low - spare / 2, 0.0), high + spare / 2

    def _describe(self) -> None:
        values = self.figure.value(self._track)
        if not len(values):
            self.setAccessibleDescription(self.tr("No figures yet."))
            return
        text = self.tr("{0}. Lowest {1}, highest {2} in the last {3}.")
        known = min(self._view.now - self._track.times[0], SECONDS)
        self.setAccessibleDescription(
            text.format(
                self.caption(), *map(self.figure.text, (min(values), max(values))), _length(known)
            )
        )

    # -------------------------------------------------------------------------------- input

    def _on_moved(self, *_: object) -> None:
        start, end = self.getViewBox().viewRange()[0]
        self._view.look(start - _EPOCH, end - _EPOCH)
        self.moved.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the pointer."""
        super().mouseMoveEvent(event)
        box = self.getViewBox()
        place = self.mapToScene(event.position().toPoint())
        if not event.buttons() and box.sceneBoundingRect().contains(place):
            self.marked.emit(float(box.mapSceneToView(QPointF(place)).x()) - _EPOCH)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing."""
        super().leaveEvent(event)
        self.marked.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do all of it without a mouse."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        act = self._keys().get((event.key(), control))
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if act is not None:
            act()
            self.moved.emit()
        elif step and not control:
            self._step(step)
        elif event.key() == Qt.Key.Key_Escape and self._marked is not None:
            self.marked.emit(None)
        else:
            event.ignore()

    def _keys(self) -> dict[tuple[int, bool], Callable[[], None]]:
        key, view = Qt.Key, self._view
        return {
            (key.Key_Plus, False): lambda: view.magnify(_ZOOM, self._marked),
            (key.Key_Equal, False): lambda: view.magnify(_ZOOM, self._marked),
            (key.Key_Minus, False): lambda: view.magnify(1 / _ZOOM, self._marked),
            (key.Key_0, False): view.show_all,
            (key.Key_End, False): view.follow,
            (key.Key_Left, True): lambda: view.pan(-0.25),
            (key.Key_Right, True): lambda: view.pan(0.25),
        }

    def _step(self, step: int) -> None:
        view = self._view
        moment = view.end if self._marked is None else self._marked
        moment += step * view.length / _STEPS
        self.marked.emit(min(max(moment, view.start), view.end))


class _ValueAxis(pyqtgraph.AxisItem):
    """Values with their unit, at few round places."""

    def __init__(self, figure: Figure) -> None:
        super().__init__("left")
        self._figure = figure

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Give the distance of two labels: a power of the base, or half of it."""
        wanted = (high - low) / max(size / (4 * theme.GRID), 1.0)
        if wanted <= 0:
            return [(1.0, 0.0)]
        base = self._figure.base
        power = base ** np.ceil(np.log(wanted) / np.log(base))
        half = power / 2
        return [(float(half if half >= wanted else power), 0.0)]

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """Write them, round ones without decimals."""
        tail = f"{QLocale().decimalPoint()}0"
        return [self._figure.text(value).replace(f"{tail} ", " ") for value in values]


def _second_of_day(epoch: float) -> int:
    local = time.localtime(epoch)
    return local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
