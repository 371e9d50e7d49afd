"""The left half of the window: find the process."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QToolButton,
    QWidget,
)

from ...core.processes.match import closeness, prepare
from ...core.processes.query_parser import QUOTES
from ...core.text import escaped
from .. import theme
from ..dressing import hear_keys, hint
from ..layouts import in_column, in_row, in_stack
from ..models.column_layout import ColumnSets
from ..models.process_cells import ICONS
from ..models.process_table import ProcessTable
from .column_menu import ColumnMenu
from .message_line import MessageLine
from .notice import Notice
from .process_bar import ProcessBar
from .process_list import ProcessList
from .scope_switch import ScopeSwitch
from .slices import Slices
from .table_file import TableFile
from .window_pick import WindowPick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...core.processes.info import ProcessInfo, SampleDelta
    from ...core.processes.query import Query
    from ..window_state import Remembers
    from ..workers.sampler import ProcessSampler

_TRUE: Final = (True, "true")
"""As which settings give back a switch that was on."""
_SLICE: Final = 500
"""So many processes are made easy to search at a time: 1 ms."""


class ProcessView(QWidget):
    """Filter box, refresh controls and the table of processes, fed by a sampler.

    The caller starts and stops the sampler. Empty, loading and error states are shown in place of
    the table.
    """

    process_selected = Signal(object)
    """The chosen ProcessInfo, or ``None``. It stays chosen while a search hides it."""
    process_updated = Signal(object)
    """New figures of the chosen process."""
    process_ended = Signal(object)
    """The chosen process is no more; it stays chosen, as it was last known."""
    processes_selected = Signal(object)
    """All selected processes, a list of ProcessInfo, when others are selected."""
    activated = Signal(object)
    """Enter or a double-click on a process, as ProcessInfo."""

    def __init__(
        self,
        sampler: ProcessSampler,
        parent: QWidget | None = None,
        *,
        settings: Remembers | None = None,
    ) -> None:
        """Show what *sampler* finds; remember columns and tree in *settings*."""
        super().__init__(parent)
        self._sampler = sampler
        self._settings = settings
        self._loading = True
        self._broken = False
        self._chosen = False
        """By the program; no complete sample has come since."""
        self.pending = 0
        self._unprepared: list[ProcessInfo] = []
        self._slices = Slices(self)
        self.table = ProcessTable(self)
        self.list = ProcessList(self.table)
        self.export = TableFile(self.list, "processes", self.list.exact_text)
        self.sets = ColumnSets(settings)
        self.bar = bar = ProcessBar(self._known_values)
        self.filter, self.interval, self.pause, self.refresh = (
            bar.filter,
            bar.interval,
            bar.pause,
            bar.refresh,
        )
        self.tree, self.pick, self.columns = bar.tree, bar.pick, bar.columns
        self.message = MessageLine()
        self.scope = ScopeSwitch(self.table, settings)
        self._notice = Notice()
        self._summary = QLabel()
        self._hidden = QToolButton()
        self._window_pick = WindowPick(self)
        self.background = QAction(self, checkable=True)
        self._dress()
        self._arrange()
        self._connect()
        self._restore()
        self._show_state()

    def selected(self) -> ProcessInfo | None:
        """Give the selected process with its newest figures."""
        return self.list.selected()

    def all_selected(self) -> list[ProcessInfo]:
        """Give all selected processes from top to bottom, with their newest figures."""
        return self.list.all_selected()

    def select(self, pid: int) -> bool:
        """Select a process, scroll to it, open the branch it is in; say whether it is shown."""
        if not self.list.select(pid):
            self.table.reveal(pid)
            process = self.table.process(pid)
            if process is not None and process.user != self.scope.owner:
                self.scope.show_all()
            if not self.list.select(pid):
                return False
        self.list.keep_in_view()
        self._chosen = True
        return True

    def set_interval(self, seconds: float) -> None:
        """Refresh every so many seconds, and show it."""
        self._sampler.set_interval(seconds)
        self.bar.show_interval(seconds)

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.columns.setMenu(ColumnMenu(self.list, self.sets, (self.background,)))
        system: str = sys.platform
        self.background.setText(
            self.tr("Show DumpDesk's &helpers")
            if system == "win32"
            else self.tr("Show &kernel threads and DumpDesk's helpers")
        )
        self.background.setToolTip(
            theme.tooltip(self.tr("A search finds them whether they are shown or not."))
        )
        self.message.hide()
        self._summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._summary.setFont(theme.with_tabular_figures(self._summary.font()))
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._hidden.setAutoRaise(True)
        self._hidden.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hidden.setFont(self._summary.font())
        said = self.background.text().replace("&", "")
        hint(self._hidden, said)

    def _arrange(self) -> None:
        self.message.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID)
        self._stack = in_stack(self.list, self._notice)
        self._summary.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        last = in_row(
            self.scope,
            self._hidden,
            (self._summary, 1),
            room=(theme.GRID // 2, 0, 0, 0),
            gap=0,
        )
        in_column(self.bar, self.message, (self._stack, 1), last, on=self)

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self._sampler.started.connect(self._on_started)
        self._sampler.sampled.connect(self._on_sampled)
        self._sampler.failed.connect(self._on_failed)
        self.list.view_changed.connect(self._sampler.watch)
        self.list.process_selected.connect(self.process_selected)
        self.list.process_updated.connect(self.process_updated)
        self.list.process_ended.connect(self.process_ended)
        self.list.process_activated.connect(self.activated)
        self.list.processes_selected.connect(self.processes_selected)
        self.list.columns_changed.connect(self._on_columns)
        self.list.menu_wanted.connect(self._extend_menu)
        header = self.list.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.columns.menu().popup(header.mapToGlobal(place))
        )
        self.scope.changed.connect(self._show_state)
        self.export.told.connect(self._say)
        self.bar.interval_chosen.connect(self.set_interval)
        self.filter.asked.connect(self._on_query)
        self.filter.explained.connect(self._say)
        self.filter.left.connect(self._enter_list)
        self.filter.taken.connect(self._take_best)
        self.tree.toggled.connect(self._on_tree)
        self.background.toggled.connect(self._on_background)
        self._hidden.clicked.connect(lambda: self.background.setChecked(True))
        self.pick.toggled.connect(self._on_pick)
        self._window_pick.picked.connect(self._on_picked)
        self._window_pick.refused.connect(self._say)
        self._window_pick.ended.connect(self._on_pick_ended)
        self.pause.toggled.connect(self._on_pause)
        self.refresh.clicked.connect(self._sampler.refresh)
        self._notice.acted.connect(self._on_notice_acted)
        keys = (
            (QKeySequence.StandardKey.Find, self.find_process),
            (Qt.Key.Key_F5, self._sampler.refresh),
        )
        hear_keys(self, keys, Qt.ShortcutContext.WindowShortcut)

    def _restore(self) -> None:
        """Be as the settings remember."""
        self.list.apply_layout(self.sets.current)
        self.set_interval(self._sampler.interval)
        self.table.set_background_shown(False)
        self._sampler.watch({os.getpid()})  # which says first who we are
        if self._settings is not None:
            for key, switch in (("tree", self.tree), ("kernel", self.background)):
                switch.setChecked(self._settings.value(f"processes/{key}") in _TRUE)

    def _remember(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(f"processes/{key}", value)

    def _on_started(self) -> None:
        self._loading, self._broken = True, False
        self._unprepared.clear()
        self._slices.begin(self._draw_icons())
        self.table.clear()
        self._show_state()

    def _on_sampled(self, delta: SampleDelta) -> None:
        self.pending = delta.pending
        self.table.apply(delta)
        self.scope.take_sample(delta)
        self._loading = self.scope.undecided
        self._unprepared += (*delta.added, *delta.changed)
        if not self._slices.busy:
            self._slices.begin(self._prepare())
        self._show_state()
        if self._chosen and not delta.pending:  # other rows may have come before it
            self._chosen = False
            self.list.bring_back()

    @staticmethod
    def _draw_icons() -> Iterator[None]:
        """Have the icons ready when the first rows come: each takes a millisecond."""
        for name in ICONS:
            theme.icon(name)
            yield

    def _prepare(self) -> Iterator[None]:
        """Make what has come easy to search; thousands take some turns of the event loop."""
        while self._unprepared:
            yield
            prepare(self._unprepared[-_SLICE:])
            del self._unprepared[-_SLICE:]

    def _on_failed(self, cause: str, remedy: str) -> None:
        self._broken = True
        self._notice.say("alert", escaped(cause), escaped(remedy), self.tr("Start again"))
        self._show_state()

    def _on_query(self, query: Query) -> None:
        self._want()
        self.table.set_match(query.match, _words(query))
        self._show_state()

    def _on_columns(self) -> None:
        self.sets.current = self.list.layout_now()
        self._want()

    def _want(self) -> None:
        """Have those facts found out that are shown or asked for."""
        self._sampler.want(self.list.needed_facts() | self.filter.query.facts)

    def _known_values(self) -> dict[str, set[str]]:
        """Give values of fields to be offered while a query is typed."""
        infos = self.table.processes()
        return {"user": {i.user for i in infos}, "name": {i.name for i in infos}}

    def _on_tree(self, tree: bool) -> None:
        self.list.set_tree(tree)
        self._remember("tree", tree)

    def _on_background(self, shown: bool) -> None:
        self.table.set_background_shown(shown)
        self.scope.recount()
        self._remember("kernel", shown)
        self._show_state()

    def _on_pick(self, picking: bool) -> None:
        if picking:
            self._say(self.tr("Click a window of the process. Esc ends this."), "crosshair")
            self._window_pick.start()
        elif self._window_pick.is_picking:
            self._window_pick.stop()

    def _on_pick_ended(self) -> None:
        self.pick.setChecked(False)
        self._say("")

    def _on_picked(self, pid: int) -> None:
        if not self.select(pid):
            self.filter.clear()
        if self.select(pid):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say("")
        else:
            self._say(self.tr("Process {0} is not in the list.").format(pid))

    def _say(self, text: str, icon: str = "alert") -> None:
        self.message.say(text, icon if text else "")
        self.message.setVisible(bool(text))

    def _extend_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self.tr("Export as CSV …")).triggered.connect(self.export.ask)

    def _on_pause(self, paused: bool) -> None:
        self._sampler.set_paused(paused)
        self._show_state()

    def _on_notice_acted(self) -> None:
        if self._broken:
            self._sampler.start()
        elif self.scope.shows_mine:
            self.scope.show_all()
        else:
            self.filter.clear()
            self.filter.setFocus()

    def find_process(self) -> None:
        """Have the keys go to the search."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _enter_list(self) -> None:
        if self.table.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.select(self.table.info(0).pid)

    def _take_best(self) -> None:
        """Choose what fits best of what was found: a name before a user or a command line."""
        shown = [self.table.info(row) for row in range(self.table.rowCount())]
        living = [info for info in shown if self.table.process(info.pid) is not None]
        if living:
            words = _words(self.filter.query)
            whole = " ".join(words)
            best = min(living, key=lambda i: (closeness(i, [whole]), closeness(i, words)))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.select(best.pid)

    def _asked(self) -> bool:
        """Say whether a search leaves some out."""
        return bool(self.filter.text().strip())

    def _show_state(self) -> None:
        shown, total = self.table.matching, self.table.total
        if not self._broken:
            if self._loading:
                self._notice.say("search", self.tr("Looking at the processes …"))
            elif not shown and self._asked() and self.scope.shows_mine:
                self._notice.say(
                    "search",
                    self.tr("None of your processes matches “{0}”.").format(
                        escaped(self.filter.text().strip())
                    ),
                    self.tr("It may be one of somebody else."),
                    self.tr("Look among all"),
                )
            elif not shown and self._asked():
                self._notice.say(
                    "search",
                    self.tr("No process matches “{0}”.").format(
                        escaped(self.filter.text().strip())
                    ),
                    self.tr("Fewer or shorter words find more."),
                    self.tr("Clear the search"),
                )
        usable = not self._broken and bool(self.table.rowCount())
        self._stack.setCurrentWidget(self.list if usable else self._notice)
        told, hidden = bool(total) and not (self._broken or self._loading), 0
        parts = []
        if told:
            if self._asked():
                parts.append(self.tr("{0} found").format(theme.whole_number(shown)))
            elif not self.scope.owner:
                one, many = self.tr("1 process"), self.tr("{0} processes")
                parts.append(theme.counted(shown, one, many))
            if not (self._asked() or self.scope.shows_mine):
                hidden = total - shown
            if self.pending:
                parts.append(self.tr("reading details"))
            if self._sampler.paused:
                parts.append(self.tr("paused"))
        self._summary.setText("  ·  ".join(parts))
        self._hidden.setText(self.tr("Show {0} hidden").format(theme.whole_number(hidden)))
        self._hidden.setVisible(hidden > 0)


def _words(query: Query) -> Sequence[str]:
    """Give what is looked for in all that names a process."""
    return () if query.fields else [word.strip(QUOTES) for word in query.text.split()]
