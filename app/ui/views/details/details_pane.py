"""What is known of the process that is chosen: its history and all it has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ....core.text import escaped
from ...core_texts import error_text
from ...dressing import call, show_icon
from ...layouts import in_column
from ...models.detail_columns import Part
from ...models.detail_history import History, Track
from ...window_state import remembered_number
from ...workers.details import DetailQuestion
from .close_tabs import CloseTabs
from .detail_tab import DetailTab
from .environment_tab import EnvironmentTab
from .history_tab import HistoryTab
from .memory_tab import MemoryTab

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QShowEvent

    from ....core.errors import MiniDumpError
    from ....core.process_key import ProcessKey
    from ....core.processes.info import ProcessInfo, SampleDelta
    from ...models.detail_rows import Details
    from ...window_state import Remembers
    from ...workers.details import DetailReader

_SOON: Final = 120
"""Milliseconds after a selection until the process is looked at: one may be passing by."""
_AFTER_TABLE: Final = 40
"""Milliseconds after a sample until it is plotted: the table is drawn first, in its own frame."""


class DetailsPane(QWidget):
    """History, modules, threads, memory map, handles and environment.

    The caller starts and stops *reader*. A process is looked at only while a tab shows it.
    """

    tracked = Signal(object, object, float)
    """The process that is chosen, its Track, and the time up to which that tells."""

    def __init__(self, reader: DetailReader, parent: QWidget | None = None) -> None:
        """Ask *reader*."""
        super().__init__(parent)
        self._reader = reader
        self._process: ProcessInfo | None = None
        self._shown_key: ProcessKey | None = None
        """The process that the tables show."""
        self._stale = True
        self._watched: frozenset[int] = frozenset()
        self.history = History()
        self.refresh = QToolButton(autoRaise=True)
        self.tabs = CloseTabs()
        self.plots = HistoryTab()
        self.modules = DetailTab(
            Part.MODULES,
            self.tr("Modules"),
            self.tr("Find: libssl*, deleted, 0x7f…"),
            self.tr("No file is loaded: the process is ending or belongs to the system."),
        )
        self.threads = DetailTab(
            Part.THREADS,
            self.tr("Threads"),
            self.tr("Find: worker-?, running"),
            self.tr("It has no thread any more: the process is ending."),
        )
        self.regions = MemoryTab()
        self.handles = DetailTab(
            Part.HANDLES,
            self.tr("Handles"),
            self.tr("Find: *.log, Socket, TCP"),
            self.tr("Nothing is open."),
        )
        self.environment = EnvironmentTab()
        self._parts = (
            self.modules, self.threads, self.regions, self.handles, self.environment
        )  # fmt: skip
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._ask)
        self._plot_soon = QTimer(self, singleShot=True, interval=_AFTER_TABLE)
        self._plot_soon.timeout.connect(self._plot)
        self._arrange()
        self._connect()
        self.select(None)

    # ------------------------------------------------------------------------- from outside

    def select(self, process: ProcessInfo | None) -> None:
        """Show another process, or none."""
        before, self._process = self._process, process
        if process is None or before is None or before.key != process.key:
            self._reader.forget()
            self._stale = True
            self._shown_key = None
            self._soon.stop()
            for tab in self._parts:
                tab.clear()
                name = tab.list.accessibleName()
                tab.say(
                    self.tr("Choose a process in the table to see here: {0}").format(name)
                    if process is None
                    else self.tr("Looking at the process …"),
                )
        if process is not None:
            self.history.note(process, time.monotonic())
            self._ask_soon()
        self._show_figures()

    def update_figures(self, process: ProcessInfo) -> None:
        """Take in new figures of the selected process."""
        if self._process is not None and self._process.key == process.key:
            self._process = process
            self._plot_soon.start()

    def watch(self, pids: Collection[int]) -> None:
        """Remember the history of these processes from now on: they are in view."""
        self._watched = frozenset(pids)

    def take_sample(self, delta: SampleDelta) -> None:
        """Remember what a sample tells."""
        process = self._process
        own = () if process is None else (process.pid,)
        self.history.take(delta, self._watched.union(own), time.monotonic())
        if process is not None:
            self._plot_soon.start()

    def set_paused(self, paused: bool) -> None:
        """Remember that nobody looks for a while, or looks again."""
        self.history.set_paused(paused, time.monotonic())
        self._plot()

    def forget_history(self) -> None:
        """All processes are told anew, with other keys."""
        self.history.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the process, now that somebody looks at us."""
        super().showEvent(event)
        self._plot()
        self._ask_soon()

    def restore(self, settings: Remembers) -> None:
        """Take up which tab was in front."""
        self.tabs.setCurrentIndex(remembered_number(settings.value("details/tab")))
        for tab in self._parts:
            tab.list.columns.restore(settings.value(f"details/columns/{tab.part.value}"))

    def save(self, settings: Remembers) -> None:
        """Keep it for the next time."""
        settings.setValue("details/tab", self.tabs.currentIndex())
        for tab in self._parts:
            settings.setValue(f"details/columns/{tab.part.value}", tab.list.columns.state())

    def reset(self) -> None:
        """Be as on the first start."""
        self.tabs.setCurrentIndex(0)
        for tab in self._parts:
            tab.list.reset_layout()

    # --------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        call(self.refresh, self.tr("Look at the process again"))
        show_icon(self.refresh, "refresh")
        self.refresh.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setCornerWidget(self.refresh)
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName(self.tr("What to see of the process"))
        self.tabs.addTab(self.plots, self.tr("History"))
        for tab in self._parts:
            name = tab.list.accessibleName()
            self.tabs.setTabToolTip(self.tabs.addTab(tab, name), name)
        in_column((self.tabs, 1), on=self)

    # ------------------------------------------------------------------------------- events

    def _connect(self) -> None:
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self.tabs.currentChanged.connect(self._on_tab)
        self.refresh.clicked.connect(self._look_again)
        self.environment.reveal_asked.connect(self._on_reveal)
        for tab in self._parts:
            tab.look_again.connect(self._look_again)

    def _on_tab(self) -> None:
        self._plot()
        self._ask_soon()

    def _ask_soon(self) -> None:
        if self._stale and self._process is not None and self._wants_tables():
            self._soon.start()

    def _wants_tables(self) -> bool:
        return self.isVisible() and self.tabs.currentIndex() > 0

    def _ask(self, *, refresh: bool = False) -> None:
        process = self._process
        if process is not None and (refresh or (self._stale and self._wants_tables())):
            self._stale = False
            reveal = self.environment.reveal.isChecked()
            self._reader.ask(DetailQuestion(process.key, refresh, reveal))

    def _look_again(self) -> None:
        self._ask(refresh=True)

    def _on_reveal(self, reveal: bool) -> None:
        if self._process is not None and reveal:
            self._reader.ask(DetailQuestion(self._process.key, reveal=True))
        else:
            self._reader.forget()

    def _on_read(self, details: Details) -> None:
        if self._process is None or details.key != self._process.key:
            return
        same = self._shown_key == details.key
        self._shown_key = self._process.key
        for tab in self._parts:
            tab.show_details(details, same=same)

    def _on_failed(self, error: MiniDumpError) -> None:
        self._shown_key = None
        for tab in self._parts:
            tab.clear()
            tab.say(escaped(error_text(error)), "alert", again=True)

    def _show_figures(self) -> None:
        self.refresh.setEnabled(self._process is not None)
        self._plot()

    def _plot(self) -> None:
        """Tell of the history, and draw it if anybody can see it."""
        process, history = self._process, self.history
        track = Track() if process is None else history.of(process.key)
        now = max(history.now, track.times[-1] if len(track) else 0.0)
        self.tracked.emit(process, track, now)
        inside = self.tabs.currentIndex() == 0 and self.isVisible()
        if not inside and not self.plots.large_shown:
            return
        name = "" if process is None else f"{escaped(process.name)} {process.pid}"
        self.plots.show_track(track, now, history.pauses, name)
