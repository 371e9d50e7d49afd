"""The plots of processor and memory, side by side or one above the other, with their controls.

Imported, as what it shows, only after pyqtgraph is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QToolButton, QWidget

from ... import theme
from ...dressing import call, emphasise, show_icon
from ...layouts import BAR, in_column, in_row
from ...models.history_view import TimeView
from .history_plot import HistoryPlot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...models.detail_history import Pause, Track
    from ...models.history_view import Figure

_CLOSER = 1.5


class HistoryPair(QWidget):
    """Plots that show the same time and mark the same moment."""

    larger_wanted = Signal()
    """The user wants to see it in a window of its own."""

    def __init__(self, direction: QBoxLayout.Direction, *, larger: bool) -> None:
        """Lay plots out in *direction*; offer a window of its own if *larger*."""
        super().__init__()
        self.view = TimeView()
        self.plots: list[HistoryPlot] = []
        self._captions: list[QLabel] = []
        self._plots = QBoxLayout(direction)
        self._plots.setSpacing(theme.GRID)
        text = self.tr("Follow the newest values (End)")
        self.follow = self._button("follow", text, self._on_follow)
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.closer = self._button("new", self.tr("Come closer (+)"), self._on_closer)
        self.farther = self._button("minus", self.tr("Show more time (−)"), self._on_farther)  # noqa: RUF001 - a minus
        self.all = self._button("whole", self.tr("Show the whole hour (0)"), self._on_all)
        shown = [self.follow, self.closer, self.farther, self.all]
        if larger:
            text = self.tr("Show in a larger window")
            self.larger = self._button("enlarge", text, self.larger_wanted.emit)
            shown.append(self.larger)
        in_row((self._plots, 1), in_column(*shown, None), on=self, room=BAR, gap=theme.GRID // 2)

    def add(self, figure: Figure) -> None:
        """Make the plot of *figure*."""
        plot = HistoryPlot(figure, self.view)
        plot.marked.connect(self._on_marked)
        plot.moved.connect(self._look)
        title, caption = QLabel(figure.title), QLabel()
        emphasise(title)
        caption.setFont(theme.with_tabular_figures(caption.font()))
        for label in (title, caption):
            label.setTextFormat(Qt.TextFormat.PlainText)
        above = in_row(title, None, caption)
        part = in_column(above, (plot, 1))
        self._plots.addLayout(part, 1)
        self.plots.append(plot)
        self._captions.append(caption)

    def show_track(self, track: Track, now: float, pauses: Sequence[Pause]) -> None:
        """Plot *track* up to the time *now*."""
        self.view.take(track, now)
        for plot in self.plots:
            plot.show_track(track, pauses)
        self._tell()

    # ----------------------------------------------------------------------------- private

    def _button(self, icon: str, text: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton(autoRaise=True)
        call(button, text)
        show_icon(button, icon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: slot())
        return button

    def _on_marked(self, moment: float | None) -> None:
        for plot in self.plots:
            plot.mark(moment)
        self._tell()

    def _on_follow(self) -> None:
        self.view.follow(self.follow.isChecked())
        self._look()

    def _on_closer(self) -> None:
        self.view.magnify(_CLOSER)
        self._look()

    def _on_farther(self) -> None:
        self.view.magnify(1 / _CLOSER)
        self._look()

    def _on_all(self) -> None:
        self.view.show_all()
        self._look()

    def _look(self) -> None:
        for plot in self.plots:
            plot.look()
        self._tell()

    def _tell(self) -> None:
        self.follow.setChecked(self.view.following)
        for plot, caption in zip(self.plots, self._captions, strict=True):
            caption.setText(plot.caption())
