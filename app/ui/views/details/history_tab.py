"""The history of the selected process: loads the plots when they are first wanted."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QDialog, QWidget

from ... import theme
from ...dressing import bring_forward
from ...layouts import in_column, in_stack
from ...models.detail_history import Track
from ...models.history_view import Figure
from ...workers.gentle_import import GentleImport
from ..notice import Notice
from ..slices import Slices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...models.detail_history import Pause
    from .history_pair import HistoryPair

_CPU_ROOM: Final = 10.0
"""Percent that the plot of the processor spans at least."""
_MEMORY_ROOM: Final = 4.0 * (1 << 20)
"""The same for memory, in bytes."""
_SOON: Final = 300
"""Milliseconds after the first selection until the plots are loaded: what was selected is
described first."""
_LARGE: Final = 900, 560
"""Pixels of the larger window."""


@cache
def plot_library() -> GentleImport:
    """What brings the plots; once for all windows."""
    return GentleImport(("numpy", "pyqtgraph", f"{__package__}.history_pair"))


class HistoryTab(QWidget):
    """Two plots, or a word about why there are none yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Load nothing yet."""
        super().__init__(parent)
        self.pair: HistoryPair | None = None
        self.window_pair: HistoryPair | None = None
        self._window: QDialog | None = None
        self._name = ""
        self._failed = False
        self._shown: tuple[Track, float, Sequence[Pause]] = Track(), 0.0, ()
        self._library = plot_library()
        self._slices = Slices(self)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._library.begin)
        self._notice = Notice()
        self._stack = in_stack(self._notice)
        in_column(self._stack, on=self)
        self._library.done.connect(self._on_library)
        self._library.failed.connect(self._on_failed)
        self._notice.acted.connect(self._try_again)

    @property
    def large_shown(self) -> bool:
        """Whether the larger window is open."""
        return self._window is not None and self._window.isVisible()

    def show_track(self, track: Track, now: float, pauses: Sequence[Pause], name: str) -> None:
        """Plot *track* of the process *name* up to the time *now*."""
        self._shown = track, now, pauses
        self._name = name
        self._show_state()
        if self.pair is not None:
            self.pair.show_track(track, now, pauses)
        elif name and not self._failed:
            self._load()
        if self._window is not None and self.window_pair is not None and self.large_shown:
            self._window.setWindowTitle(self._title())
            self.window_pair.show_track(track, now, pauses)

    # ----------------------------------------------------------------------------- private

    def _load(self) -> None:
        if self._library.ready:
            self._on_library()
        elif not self._soon.isActive():
            self._soon.start()

    def _try_again(self) -> None:
        self._failed = False
        self._show_state()
        self._library.begin()

    def _on_library(self) -> None:
        if self.pair is None and self._name and not self._slices.busy:
            self._slices.begin(self._make())

    def _on_failed(self, reason: str) -> None:
        self._failed = True
        self._notice.say(
            "alert",
            self.tr("The plots cannot be shown: {0}.").format(reason),
            self.tr("Install DumpDesk again; everything else works without them."),
            self.tr("Try again"),
        )

    def _make(self) -> Iterator[None]:
        """Make the plots, one in each turn of the event loop."""
        from .history_pair import HistoryPair

        pair = HistoryPair(QBoxLayout.Direction.LeftToRight, larger=True)
        pair.larger_wanted.connect(self.enlarge)
        for figure in self._figures():
            yield
            pair.add(figure)
        yield
        self._stack.addWidget(pair)
        self.pair = pair
        pair.show_track(*self._shown)
        self._show_state()

    def _figures(self) -> tuple[Figure, Figure]:
        percent = self.tr("{0} %")
        return (
            Figure(
                self.tr("CPU"),
                attrgetter("cpu"),
                lambda cpu: percent.format(self.locale().toString(float(cpu), "f", 1)),
                _CPU_ROOM,
                base=10,
                from_zero=True,
            ),
            Figure(
                self.tr("Memory"),
                attrgetter("memory"),
                lambda size: theme.binary_size(round(size)),
                _MEMORY_ROOM,
                base=2,
                from_zero=False,
            ),
        )

    def _show_state(self) -> None:
        if not self._name:
            self._notice.say("search", self.tr("Choose a process to see its last minutes."))
        elif self.pair is None and not self._failed:
            self._notice.say("refresh", self.tr("Loading the plots …"))
        ready = self.pair is not None and bool(self._name)
        self._stack.setCurrentIndex(int(ready))

    def _title(self) -> str:
        if not self._name:
            return self.tr("History of a process")
        return self.tr("History of {0}").format(self._name)

    def enlarge(self) -> None:
        """Show the plots in a window of their own, which follows the selection."""
        if self._window is None:
            from .history_pair import HistoryPair

            self._window = QDialog(self.window())
            self.window_pair = HistoryPair(QBoxLayout.Direction.TopToBottom, larger=False)
            for figure in self._figures():
                self.window_pair.add(figure)
            in_column(self.window_pair, on=self._window, room=None)
            self._window.resize(*_LARGE)
        self._window.setWindowTitle(self._title())
        bring_forward(self._window)
        if self.window_pair is not None:
            self.window_pair.show_track(*self._shown)
            self.window_pair.plots[0].setFocus()
