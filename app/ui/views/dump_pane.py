"""The right half of the window: say what goes in, see what it costs, write it."""

from __future__ import annotations

import platform
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.dump.filter import FilterSpec
from app.core.dump.flags import FLAGS
from app.core.dump.request import DumpRequest
from app.core.errors import InvalidRequestError
from app.core.minidump.constants import MINIDUMP_TYPE as _T
from app.core.processes.text import escaped
from app.ui import theme
from app.ui.core_texts import core_text
from app.ui.dialogs.own_presets import OwnPresetsDialog
from app.ui.models.flag_choice import FlagChoice, FlagState
from app.ui.models.pause_estimate import PastDump, estimate_pause
from app.ui.models.selection_history import SelectionHistory
from app.ui.views.callback_list import LIMIT, CallbackList
from app.ui.views.dump_bar import DumpBar
from app.ui.views.elided_label import ElidedLabel
from app.ui.views.extras_form import ExtrasForm
from app.ui.views.filter_tree import FilterTree, TreeState
from app.ui.views.flags_panel import FlagsPanel
from app.ui.views.notice import Notice
from app.ui.views.preview_bar import PreviewBar
from app.ui.views.recipe_bar import RecipeBar
from app.ui.views.section import Section
from app.ui.workers.preview import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QShowEvent

    from app.core.dump.recipe import Recipe
    from app.core.errors import MiniDumpError
    from app.core.processes.info import ProcessInfo
    from app.core.storage.presets import OwnPresets
    from app.ui.models.contents import Contents, Estimate, FlagCosts
    from app.ui.workers.dump_queue import DumpQueue
    from app.ui.workers.preview import Preview

_DEBOUNCE: Final = 5
"""Milliseconds from a tick to the question what it costs: several changes may make one tick."""
_REFRESH: Final = 4000
"""Milliseconds after which the process, which runs on, is looked at again."""


_TYPING: Final = 1
"""Steps of the history that come from typing become one."""
_LOW: Final = 740
"""Pixels of the window's height below which the flags are at first put away, for the tree."""


class PaneState(NamedTuple):
    """What is chosen at one moment."""

    flags: FlagState
    tree: TreeState


class DumpPane(QWidget):
    """Everything about the dump of the process that is selected.

    The caller starts and stops *preview*, and dumps when ``dump_bar`` asks for it.
    """

    finished = Signal(object)
    """A dump is over: its Done, or the MiniDumpError (of a cancel, too)."""
    estimated = Signal()
    """There is a new ``estimate``."""

    def __init__(
        self,
        preview: Preview,
        queue: DumpQueue,
        folder: str,
        own: OwnPresets | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask *preview* while nothing of *queue* is being dumped; propose *folder*."""
        super().__init__(parent)
        self._preview = preview
        self._queue = queue
        self._process: ProcessInfo | None = None
        self.estimate: Estimate | None = None
        self._known = False
        self._refresh = False
        self._asked: DumpRequest | None = None
        """What the next estimate has to be about; None: it would come too late."""
        self._height_known = False
        self.past: Callable[[], Iterable[PastDump]] = tuple
        """Gives the dumps made before, the newest first."""
        self.flags = FlagChoice(own, self)
        self.title = QLabel()
        self.flags_panel = FlagsPanel(self.flags)
        self.tree = FilterTree()
        self.recipe_bar = RecipeBar()
        self.callbacks = CallbackList()
        self.callback_section = Section(self.tr("Callbacks"), self.callbacks)
        self.extras = ExtrasForm()
        self.extras_section = Section(self.tr("Comment and streams"), self.extras)
        self.history: SelectionHistory[PaneState] = SelectionHistory(
            self._state, self._apply_state, self
        )
        self.preview_bar = PreviewBar()
        self.private = ElidedLabel()
        self.dump_bar = DumpBar(folder)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.below = QSplitter(Qt.Orientation.Vertical)
        self._notice = Notice()
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._soon.timeout.connect(self._ask)
        self._fresh = QTimer(self, interval=_REFRESH)
        self._fresh.timeout.connect(self._look_again)
        self._arrange()
        self._connect()
        self._show_private()
        self.select(None)

    # ---------------------------------------------------------------------------- from outside

    def select(self, process: ProcessInfo | None) -> None:
        """Take *process* as the one to dump."""
        self._process = process
        self.estimate = None
        self._known = False
        self.tree.clear()
        self.preview_bar.clear()
        self.callbacks.clear()
        self.flags_panel.boxes.show_costs({})
        self.history.begin_anew()
        if process is None:
            self._soon.stop()
            self._fresh.stop()
            self._preview.forget()
            self.title.setText(self.tr("No process chosen"))
            self._tell(
                "search",
                self.tr("Choose a process on the left."),
                self.tr("Its modules, threads and memory appear here, to include or leave out."),
            )
        else:
            self.title.setText(f"{escaped(process.name)}  ·  {process.pid}")
            self._tell("search", self.tr("Looking at the process …"))
            self._ask_soon(refresh=True)
            self._fresh.start()
        self._show_ready()

    @property
    def process(self) -> ProcessInfo | None:
        """The process to dump."""
        return self._process

    def request(self) -> DumpRequest:
        """Give what would be written now."""
        return self._request(self.tree.spec(), self._process)

    def request_for(self, process: ProcessInfo) -> DumpRequest:
        """Give what would be written of *process*: of another one, what holds for any process."""
        if self._process is not None and self._process.key == process.key:
            return self.request()
        return self._request(self.tree.rules_for(process.exe), process)

    def _request(self, rules: FilterSpec, process: ProcessInfo | None) -> DumpRequest:
        extras = self.extras.extras()
        values = {
            "name": process.name if process else "",
            "pid": str(process.pid) if process else "",
            "user": process.user if process else "",
            "host": platform.node(),
            "utc": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
        }
        streams = tuple(file.stream() for file in extras.streams)
        return DumpRequest(
            self.flags.flags, rules, comment=extras.text(values), user_streams=streams
        )

    def fill_in(self, recipe: Recipe) -> None:
        """Choose what *recipe* says, and say so."""
        self.flags.take(recipe.flags)
        self.tree.set_rules(recipe.filter)
        if recipe.comment:
            self.extras.set_comment(recipe.comment)
        self.recipe_bar.show_recipe(recipe)
        self.history.note(self.tr("open a recipe"))

    def save(self, settings: QSettings) -> None:
        """Have *settings* remember what is open, and the texts that come again."""
        for name, section in self._sections().items():
            settings.setValue(f"section/{name}", section.is_open)
        self.extras.save(settings)

    def restore(self, settings: QSettings) -> None:
        """Take up what *settings* remember."""
        for name, section in self._sections().items():
            value = settings.value(f"section/{name}")
            if value is not None:
                section.set_open(str(value).lower() == "true")
                self._height_known = True
        self.extras.restore(settings)
        self._show_extras()

    def _sections(self) -> dict[str, Section]:
        return {
            "flags": self.flags_panel.section,
            "callbacks": self.callback_section,
            "extras": self.extras_section,
        }

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the room to the tree where there is little, unless the user wants it otherwise."""
        super().showEvent(event)
        if not self._height_known:
            self._height_known = True
            self.flags_panel.section.set_open(self.window().height() > _LOW)

    @property
    def folder(self) -> Path:
        """Where dumps go."""
        folder = Path(self.dump_bar.folder.text().strip())
        try:
            return folder.expanduser()
        except RuntimeError:  # ~somebody unknown
            return folder

    # -------------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self._notice)
        self.splitter.addWidget(self.flags_panel)
        for widget in (self._stack, self.callback_section, self.extras_section):
            self.below.addWidget(widget)
        self.below.setChildrenCollapsible(False)
        self.below.setStretchFactor(0, 1)
        self.splitter.addWidget(self.below)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.recipe_bar)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(_line())
        layout.addWidget(self.preview_bar)
        private = QHBoxLayout()
        private.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, 0)
        private.addWidget(self.private)
        layout.addLayout(private)
        layout.addWidget(self.dump_bar)

    def warn_of_private_data(self, warn: bool) -> None:
        """Say above the button what private data a dump will hold, or do not."""
        self.private.setVisible(warn)

    def _show_private(self) -> None:
        effective = self.flags.effective()
        chosen = _T(0) if isinstance(effective, InvalidRequestError) else effective.flags
        cleaned = chosen & (_T.MiniDumpFilterMemory | _T.MiniDumpFilterTriage)
        held = [] if cleaned else [self.tr("stacks of all threads")]
        held += [core_text(row.label) for row in FLAGS if row.private and row.flag & chosen]
        said = self.tr("◆ Will hold private data: {0}") if held else self.tr("No private data")
        self.private.show_text(said.format(", ".join(held)))

    # -------------------------------------------------------------------------------- events

    def _connect(self) -> None:
        self.flags.changed.connect(self._on_flags)
        self.tree.filter_changed.connect(self._on_tree)
        self.extras.changed.connect(self._on_extras)
        self.callback_section.toggled.connect(self._on_callbacks)
        self.recipe_bar.closed.connect(lambda: self.tree.set_rules(FilterSpec()))
        self.flags_panel.presets_asked.connect(self._on_presets)
        self._preview.costed.connect(self._on_costed)
        self.dump_bar.folder_changed.connect(self._on_folder)
        self._notice.acted.connect(lambda: self._ask_soon(refresh=True))
        self._preview.described.connect(self._on_described)
        self._preview.planned.connect(self._on_planned)
        self._preview.preview_failed.connect(self._on_preview_failed)

    def _on_flags(self) -> None:
        self._show_private()
        typing = self.flags_panel.hex.hasFocus() and self.flags_panel.hex.isModified()
        self.history.note(self.tr("change the flags"), _TYPING if typing else -1)
        self._show_ready()
        self._ask_soon()

    def _on_tree(self) -> None:
        self.history.note(self.tr("include or leave out"))
        self._ask_soon()

    def _on_extras(self) -> None:
        self._show_extras()
        self._ask_soon()

    def _on_callbacks(self, is_open: bool) -> None:
        if is_open:
            self._ask_soon()
        else:
            self.callbacks.clear()

    def _on_presets(self, with_new: bool) -> None:
        if self.flags.own is None:
            return
        dialog = OwnPresetsDialog(self.flags, self.flags.own, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        if with_new:
            dialog.save_new()

    def _on_costed(self, costs: FlagCosts) -> None:
        if self._process is not None and costs.key == self._process.key:
            self.flags_panel.boxes.show_costs(costs.costs)

    def _show_extras(self) -> None:
        self.extras_section.summary.show_text(escaped(self.extras.summary()))

    def _state(self) -> PaneState:
        return PaneState(self.flags.state(), self.tree.state())

    def _apply_state(self, state: PaneState) -> None:
        self.flags.restore(state.flags)
        self.tree.restore(state.tree)

    def _on_folder(self) -> None:
        self._show_ready()
        self._ask_soon()

    def _ask_soon(self, *, refresh: bool = False) -> None:
        if not refresh and self.estimate is not None:
            self._asked = None
            self.preview_bar.set_updating(True)
        self._refresh = self._refresh or refresh
        self._soon.start()

    def _ask(self) -> None:
        process, refresh, self._refresh = self._process, self._refresh, False
        if process is None:
            return
        effective = self.flags.effective()
        if isinstance(effective, InvalidRequestError):
            self.preview_bar.clear(core_text(effective.cause))
            return
        self._asked = self.request()
        trace = LIMIT if self.callback_section.is_open else 0
        self._preview.ask(
            Question(process.key, process.pid, self._asked, self.folder, refresh, trace)
        )

    def _look_again(self) -> None:
        if self._known and not self._queue.jobs and self.window().isActiveWindow():
            self._ask_soon(refresh=True)

    def _on_described(self, contents: Contents) -> None:
        is_new = not self._known
        self._known = True
        self.tree.show_contents(contents)
        if is_new:
            self.history.begin_anew()
            if self._asked is not None and self.request().filter != self._asked.filter:
                # Asked before it was known what rules and earlier decisions are about.
                self._asked = None
                self._ask_soon()
        self._stack.setCurrentWidget(self.tree)

    def _on_planned(self, estimate: Estimate) -> None:
        if estimate.request != self._asked:
            return  # somebody ticked meanwhile: a newer one is on its way
        pause = estimate_pause(estimate.disk_size, self.past())
        self.preview_bar.show_estimate(estimate, pause)
        if estimate.trace is not None and self.callback_section.is_open:
            self.callbacks.show_trace(estimate.trace)
            count = len(estimate.trace.calls) + estimate.trace.more
            text = self.tr("{0} calls").format(theme.whole_number(count))
            self.callback_section.summary.show_text(text)
        self.tree.show_estimate(estimate)
        self.estimate = estimate
        self.estimated.emit()

    def _on_preview_failed(self, error: MiniDumpError) -> None:
        self.preview_bar.clear(escaped(core_text(error.cause)))
        if not self._known:
            again = self.tr("Look again")
            self._tell(
                "alert", escaped(core_text(error.cause)), escaped(core_text(error.remedy)), again
            )

    def _tell(self, icon: str, headline: str, detail: str = "", action: str = "") -> None:
        self._notice.say(icon, headline, detail, action)
        self._stack.setCurrentWidget(self._notice)

    def _show_ready(self) -> None:
        effective = self.flags.effective()
        if self._process is None:
            reason = self.tr("Choose a process first.")
        elif isinstance(effective, InvalidRequestError):
            reason = core_text(effective.cause)
        elif not self.folder.is_absolute():
            reason = self.tr("Give the folder with its whole path.")
        else:
            reason = ""
        self.dump_bar.set_ready(reason, ready=not reason)


def _line() -> QFrame:
    line = QFrame(frameShape=QFrame.Shape.HLine, frameShadow=QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line
