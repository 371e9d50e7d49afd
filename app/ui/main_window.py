"""The window: find a process, say what goes in, write the dump, see that it is good."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QPalette,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QSplitter,
    QWidget,
)

from ..core.storage.history import History
from ..core.storage.settings import dbghelp_of
from .dressing import close_button
from .dump_account import DumpAccount
from .dumping import Dumping
from .layouts import BAR, horizontal_line, in_column, in_row, resize_within_screen
from .menus import Menus
from .models.column_layout import DEFAULT
from .pages import DumpPages, take_copy
from .recipes import Recipes
from .taskbar_progress import TaskbarProgress
from .views.ask_line import AskLine
from .views.details.details_pane import DetailsPane
from .views.dump_pane import DumpPane
from .views.message_line import MessageLine
from .views.overlay import Overlay
from .views.process_view import ProcessView
from .views.result_card import ResultCard
from .views.result_list import ResultList
from .views.stacks.stacks_view import StacksView
from .window_state import WindowState
from .workers import left_behind
from .workers.details import DetailReader
from .workers.dump_queue import DumpQueue
from .workers.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.dump.pause import PastPause
    from ..core.storage.own_presets import OwnPresets
    from ..core.storage.settings import Settings
    from .preferences import Preferences
    from .workers.dump_thread import DumpThread
    from .workers.preview import Preview
    from .workers.sampler import ProcessSampler

_SMALLEST: Final = QSize(840, 560)
_FIRST: Final = QSize(1360, 880)
"""The size of the first start, if the screen has room for it."""
_LEFT_SHARE: Final = 46
"""What the table gets of the width, in percent."""
_LIST_SHARE: Final = 0.45
"""What the list of dumps takes of the height."""

_LAST_SECONDS: Final = 0.6
"""How long closing may wait, all in all, for what works beside the window."""


class MainWindow(QMainWindow):
    """Puts the parts together; starts what works beside it when it is first shown."""

    def __init__(
        self,
        sampler: ProcessSampler,
        preview: Preview,
        thread: DumpThread,
        settings: QSettings,
        preferences: Preferences,
        own: OwnPresets,
    ) -> None:
        """Lie as *settings* remember from the last window; work as *preferences* say.

        *own* are the user's presets.
        """
        super().__init__()
        reader = DetailReader(preview.client, self)
        self._parts = (sampler, preview, thread)
        self._reader = reader
        self._closed = False
        self.language = preferences.settings.language
        """What it speaks: its texts do not change any more."""
        self.restarting = False
        """It is closed to be opened again."""
        self.preview = preview
        self.dump_thread = thread
        self.errands = Errands(self)
        self._settings = WindowState(settings, self.errands)
        self.preferences = preferences
        self.processes = ProcessView(sampler, settings=self._settings)
        self.stacks = StacksView()
        self.details = DetailsPane(reader)
        self.queue = DumpQueue(thread, self)
        folder = preferences.settings.folder
        self.pane = DumpPane(
            preview, self.queue, folder, self.errands, self.stacks, self.details, own
        )
        history = History()
        self.results = ResultList(self.errands, history)
        self.card = ResultCard(self.results)
        self.banner = _Banner()
        self.leaving = AskLine()
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._divided = False
        self.setWindowTitle(self.tr("DumpDesk"))
        self.setMinimumSize(_SMALLEST)
        self._arrange()
        self._restore()
        self._feed(sampler)
        self.pages = DumpPages(self, lambda: self.pane.folder, self._settings)
        self.results.open_asked.connect(self.pages.open)
        self.results.browse_asked.connect(self.pages.browse)
        self.dumping = Dumping(
            self,
            self.processes,
            self.pane,
            self.queue,
            self.card,
            preferences,
            history,
            self.errands,
        )
        self.account = DumpAccount(
            self, self.card, self.queue, self.results, self.errands, preferences, history
        )
        self.account.finished.connect(self.pane.finished)
        self.taskbar = TaskbarProgress(self, self.queue)
        self.queue.emptied.connect(self.leaving.withdraw)
        self.leaving.accepted.connect(self._leave)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self).activated.connect(self.close)
        for number in range(self.pane.tabs.count()):
            keys = QKeySequence(f"Ctrl+{number + 1}")
            QShortcut(keys, self).activated.connect(partial(self.pane.show_tab, number))
        self._follow(preferences)
        self.recipes = Recipes(
            self, self.processes, self.pane, sampler, self.errands, self._settings
        )
        self.recipes.told.connect(self.card.say)
        self.setAcceptDrops(True)
        self.menus = Menus(self, preferences)

    def start(self) -> None:
        """Begin to look at processes, and warm up what dumps."""
        for part in self._parts:
            if self._closed:
                break
            part.start()
        self.account.load_history()

    def restart(self) -> None:
        """Close, to be opened again in the language that is chosen; not while dumping."""
        if not self.dumping.is_at_work:
            self.restarting = self.close()

    def reset(self) -> None:
        """Lie, and show what is shown, as on the first start."""
        self.showNormal()
        self._resize_to_first()
        self.processes.list.apply_layout(DEFAULT)
        for switch in (self.processes.tree, self.processes.background):
            switch.setChecked(False)
        self.stacks.reset()
        self.details.reset()
        self.pane.tabs.setCurrentIndex(0)
        self._divided = False
        self._divide()

    def _resize_to_first(self) -> None:
        """Be as large as on the first start, with title bar and frame within the screen."""
        resize_within_screen(self, _FIRST)

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room, now that it is known, unless it is as the user left it."""
        super().showEvent(event)
        self._divide()

    def _divide(self) -> None:
        if not self._divided:
            room = self._halves.width()
            left = room * _LEFT_SHARE // 100
            self._halves.setSizes([left, room - left])
            self._divided = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first if something is being dumped; remember how the window stood."""
        if self.dumping.is_at_work and not self.leaving.asks:
            self.leaving.ask(
                self.tr("A dump is being written. Give it up and close? No file will be left."),
                self.tr("Give up and close"),
                self.tr("Go on dumping"),
                "alert",
            )
            event.ignore()
            return
        self.queue.cancel_all()
        self.dumping.several.end()
        self.pages.close_all()
        self.results.stop()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("halves", self._halves.saveState())
        self._take_folder()
        self.pane.save(self._settings)
        self.stacks.save(self._settings)
        self.details.save(self._settings)
        self._closed = True
        self.pane.stop()
        self.stacks.stop()
        for part in (*self._parts, self._reader):
            part.stop()
        self._wait()
        super().closeEvent(event)

    def _wait(self) -> None:
        """Wait for what was told to end; together, and not for long: the user has closed us."""
        deadline = time.monotonic() + _LAST_SECONDS
        for part in (self.pane, self.preview, self.dump_thread, self._reader):
            part.wait(deadline)
        self.preferences.settle(max(0, deadline - time.monotonic()))
        self.errands.stop(max(0, deadline - time.monotonic()))
        left_behind.settle(deadline)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a recipe."""
        if self.recipes.wants(event.mimeData()) is not None:
            take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the recipe."""
        path = self.recipes.wants(event.mimeData())
        if path is not None:
            take_copy(event)
            self.recipes.open(path)

    def _past(self) -> Iterator[PastPause]:
        """Give the dumps in the list, the newest first."""
        for entry in self.results.dumps.entries:
            if entry.record is not None:
                yield entry.record.past_pause

    def _feed(self, sampler: ProcessSampler) -> None:
        """Have pane and details hear of the process that is chosen, and of all samples."""
        self.pane.past = self._past
        self.processes.process_selected.connect(self.pane.select)
        self.processes.process_selected.connect(self.stacks.select)
        self.processes.process_selected.connect(self.details.select)
        self.processes.process_selected.connect(self.card.withdraw)
        self.processes.process_ended.connect(self.pane.header.show_ended)
        self.processes.processes_selected.connect(self.pane.count_selected)
        self.processes.process_updated.connect(self.pane.update_facts)
        self.processes.process_updated.connect(self.details.update_figures)
        self.processes.list.view_changed.connect(self.details.watch)
        self.processes.pause.toggled.connect(self.details.set_paused)
        sampler.started.connect(self.details.forget_history)
        sampler.sampled.connect(self.details.take_sample)
        self.details.tracked.connect(self.pane.header.show_track)

    def _follow(self, preferences: Preferences) -> None:
        """Have the settings say what the window shows of them, and the other way round."""
        bar = self.pane.dump_bar
        self._take(preferences.settings)
        preferences.changed.connect(self._take)
        bar.folder.editingFinished.connect(self._take_folder)
        self.processes.bar.interval_chosen.connect(
            lambda seconds: preferences.change(refresh_seconds=seconds)
        )

    def _take(self, settings: Settings) -> None:
        if self.pane.dump_bar.folder.text() != settings.folder:
            self.pane.dump_bar.folder.setText(settings.folder)
        self.processes.set_interval(settings.refresh_seconds)
        self.details.environment.set_masked(settings.mask_environment)
        self.pane.warn_of_private_data(settings.confirm_private)
        if self.pane.windows is not None:
            self.pane.windows.use_dbghelp(dbghelp_of(settings))

    def _take_folder(self) -> None:
        """Keep the folder; one that is not valid is said where it is typed."""
        self.preferences.change(folder=self.pane.dump_bar.folder.text().strip())

    def _leave(self) -> None:
        """Close without asking again."""
        self.queue.cancel_all()
        self.leaving.show()  # asked, and answered
        self.close()

    def _arrange(self) -> None:
        self._halves.addWidget(self.processes)
        self._halves.addWidget(self.pane)
        self._halves.setStretchFactor(0, 1)
        self._halves.setStretchFactor(1, 1)
        self._halves.setChildrenCollapsible(False)
        page = QWidget()
        in_column((self._halves, 1), horizontal_line(), self.card, on=page)
        Overlay(self.results, self._halves, page, Qt.Edge.BottomEdge, _LIST_SHARE, self.pane.choice)
        Overlay(self.banner, self.processes, page, Qt.Edge.BottomEdge)
        Overlay(self.leaving, self._halves, page, Qt.Edge.TopEdge)
        self.setCentralWidget(page)

    def _restore(self) -> None:
        geometry = self._settings.value("geometry")
        if not isinstance(geometry, QByteArray) or not self.restoreGeometry(geometry):
            self._resize_to_first()
        self.stacks.restore(self._settings)
        self.details.restore(self._settings)
        self.pane.restore(self._settings)
        state = self._settings.value("halves")
        if isinstance(state, QByteArray) and self._halves.restoreState(state):
            self._divided = True


class _Banner(QFrame):
    """A line over the table for what concerns DumpDesk itself, until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.message = MessageLine()
        close = close_button(self.tr("Close this message"))
        close.clicked.connect(self.hide)
        in_row((self.message, 1), (close, Qt.AlignmentFlag.AlignTop), on=self, room=BAR)
        self.hide()

    def tell(self, text: str) -> None:
        """Show *text*."""
        self.message.say(text, "alert")
        self.show()
