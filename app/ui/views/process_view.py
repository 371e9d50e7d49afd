"""The left half of the window: find the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.core.processes.match import prepare, text_match
from app.core.processes.text import escaped
from app.ui import theme
from app.ui.models.process_table import ProcessTable
from app.ui.views.notice import Notice
from app.ui.views.process_list import ProcessList

if TYPE_CHECKING:
    from app.core.processes.info import ProcessInfo, SampleDelta
    from app.ui.workers.sampler import ProcessSampler

INTERVALS: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between two samples, to choose from."""


class ProcessView(QWidget):
    """Filter box, refresh controls and the table of processes, fed by a sampler.

    The caller starts and stops the sampler. Empty, loading and error states are shown in place of
    the table.
    """

    process_selected = Signal(object)
    """The selected ProcessInfo, or ``None`` when it ended or the filter hides it."""
    process_updated = Signal(object)
    """New figures of the selected process."""
    activated = Signal(object)
    """Enter or a double-click on a process, as ProcessInfo."""

    def __init__(self, sampler: ProcessSampler, parent: QWidget | None = None) -> None:
        """Show what *sampler* finds."""
        super().__init__(parent)
        self._sampler = sampler
        self._loading = True
        self._broken = False
        self.pending = 0
        self.table = ProcessTable(self)
        self.list = ProcessList(self.table)
        self.filter = QLineEdit(clearButtonEnabled=True)
        self._search = QAction(self)
        self._notice = Notice()
        self._stack = QStackedWidget()
        self._summary = QLabel()
        self.interval = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pause = QToolButton()
        self.pause.setCheckable(True)
        self.refresh = QToolButton()
        self._dress()
        self._arrange()
        self._connect()
        self._show_state()

    def selected(self) -> ProcessInfo | None:
        """Give the selected process with its newest figures."""
        return self.list.selected()

    def select(self, pid: int) -> bool:
        """Select a process and scroll to it; say whether it is shown."""
        return self.list.select(pid)

    def set_interval(self, seconds: float) -> None:
        """Refresh every so many seconds, and show it."""
        self._sampler.set_interval(seconds)
        self.interval.setText(self.tr("{0} s").format(self.locale().toString(seconds)))
        for action in self.interval.menu().actions():
            action.setChecked(action.data() == seconds)

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.filter.setPlaceholderText(self.tr("Find by name, PID, user, path or command line"))
        self.filter.setAccessibleName(self.tr("Find a process"))
        find = QKeySequence(QKeySequence.StandardKey.Find)
        keys = find.toString(QKeySequence.SequenceFormat.NativeText)
        self.filter.setToolTip(
            theme.tooltip(
                self.tr(
                    "Every word must be part of the name, the PID (decimal or hexadecimal), "
                    "the user, the path or the command line. {0}"
                ).format(keys)
            )
        )
        self.filter.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self.interval.setMenu(self._interval_menu())
        self.interval.setAccessibleName(self.tr("Time between two refreshes"))
        self.interval.setToolTip(self.tr("How often the figures are refreshed"))
        self.refresh.setAccessibleName(self.tr("Refresh now"))
        self.refresh.setToolTip(self.tr("Refresh now (F5)"))
        for button in (self.interval, self.pause, self.refresh):
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._summary.setFont(theme.with_tabular_figures(self._summary.font()))
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._draw_icons()

    def _interval_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for seconds in INTERVALS:
            text = self.tr("Every {0} s").format(self.locale().toString(seconds))
            action = QAction(text, group, checkable=True)
            action.setData(seconds)
            menu.addAction(action)
        group.triggered.connect(lambda action: self.set_interval(action.data()))
        return menu

    def _draw_icons(self) -> None:
        paused = self.pause.isChecked()
        self._search.setIcon(theme.icon("search"))
        self.refresh.setIcon(theme.icon("refresh"))
        self.pause.setIcon(theme.icon("play" if paused else "pause"))
        label = self.tr("Go on refreshing") if paused else self.tr("Pause refreshing")
        self.pause.setAccessibleName(label)
        self.pause.setToolTip(label)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID // 2)
        bar.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        bar.addWidget(self.filter, 1)
        for button in (self.interval, self.pause, self.refresh):
            bar.addWidget(button)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._notice)
        self._summary.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._summary)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self._sampler.started.connect(self._on_started)
        self._sampler.sampled.connect(self._on_sampled)
        self._sampler.failed.connect(self._on_failed)
        self.list.view_changed.connect(self._sampler.watch)
        self.list.process_selected.connect(self.process_selected)
        self.list.process_updated.connect(self.process_updated)
        self.list.process_activated.connect(self.activated)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._enter_list)
        self.pause.toggled.connect(self._on_pause)
        self.refresh.clicked.connect(self._sampler.refresh)
        self._notice.acted.connect(self._on_notice_acted)
        self._shortcut(QKeySequence.StandardKey.Find, self._enter_filter)
        self._shortcut(Qt.Key.Key_F5, self._sampler.refresh)
        for key, slot in (
            (Qt.Key.Key_Down, self._enter_list),
            (Qt.Key.Key_Escape, self.filter.clear),
        ):
            shortcut = QShortcut(QKeySequence(key), self.filter)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self.set_interval(self._sampler.interval)

    def _shortcut(self, key: QKeySequence.StandardKey | Qt.Key, slot: object) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _on_started(self) -> None:
        self._loading, self._broken = True, False
        self.table.clear()
        self._show_state()

    def _on_sampled(self, delta: SampleDelta) -> None:
        self._loading, self.pending = False, delta.pending
        prepare((*delta.added, *delta.changed))
        self.table.apply(delta)
        self._show_state()

    def _on_failed(self, cause: str, remedy: str) -> None:
        self._broken = True
        self._notice.say("alert", escaped(cause), escaped(remedy), self.tr("Start again"))
        self._show_state()

    def _on_filter(self, text: str) -> None:
        self.table.set_match(text_match(text))
        self._show_state()

    def _on_pause(self, paused: bool) -> None:
        self._sampler.set_paused(paused)
        self._draw_icons()
        self._show_state()

    def _on_notice_acted(self) -> None:
        if self._broken:
            self._sampler.start()
        else:
            self.filter.clear()
            self.filter.setFocus()

    def _enter_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _enter_list(self) -> None:
        if self.table.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if self.list.selected() is None:
                self.list.select(self.table.info(0).pid)

    def _show_state(self) -> None:
        shown, total = self.table.rowCount(), self.table.total
        if not self._broken:
            if self._loading:
                self._notice.say("search", self.tr("Looking at the processes …"))
            elif not shown and self.filter.text().strip():
                self._notice.say(
                    "search",
                    self.tr("No process matches “{0}”.").format(
                        escaped(self.filter.text().strip())
                    ),
                    self.tr("Fewer or shorter words find more."),
                    self.tr("Clear the search"),
                )
        usable = not self._broken and bool(shown)
        self._stack.setCurrentWidget(self.list if usable else self._notice)
        parts = []
        if total and not self._broken:
            counts = (theme.whole_number(shown), theme.whole_number(total))
            parts.append(
                self.tr("{0} of {1} processes").format(*counts)
                if shown != total
                else self.tr("{0} processes").format(counts[1])
            )
            if self.pending:
                parts.append(self.tr("reading details"))
            if self._sampler.paused:
                parts.append(self.tr("paused"))
        self._summary.setText("  ·  ".join(parts))
