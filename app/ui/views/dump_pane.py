"""The right half of the window: say what goes in, see what it costs, write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.core.dump.request import DumpRequest
from app.core.errors import InvalidRequestError
from app.core.processes.text import escaped
from app.ui import theme
from app.ui.models.flag_choice import FlagChoice
from app.ui.views.dump_bar import DumpBar
from app.ui.views.filter_tree import FilterTree
from app.ui.views.flags_panel import FlagsPanel
from app.ui.views.notice import Notice
from app.ui.views.preview_bar import PreviewBar
from app.ui.workers.preview import Question

if TYPE_CHECKING:
    from app.core.errors import MiniDumpError
    from app.core.processes.info import ProcessInfo
    from app.ui.models.contents import Contents, Estimate
    from app.ui.workers.dump_queue import DumpQueue
    from app.ui.workers.preview import Preview

_DEBOUNCE: Final = 30
"""Milliseconds from a tick to the question what it costs."""
_REFRESH: Final = 4000
"""Milliseconds after which the process, which runs on, is looked at again."""


class DumpPane(QWidget):
    """Everything about the dump of the process that is selected.

    The caller starts and stops *preview*, and dumps when ``dump_bar`` asks for it.
    """

    finished = Signal(object)
    """A dump is over: its Done, or the MiniDumpError (of a cancel, too)."""
    estimated = Signal()
    """There is a new ``estimate``."""

    def __init__(
        self, preview: Preview, queue: DumpQueue, folder: str, parent: QWidget | None = None
    ) -> None:
        """Ask *preview* while nothing of *queue* is being dumped; propose *folder*."""
        super().__init__(parent)
        self._preview = preview
        self._queue = queue
        self._process: ProcessInfo | None = None
        self.estimate: Estimate | None = None
        self._known = False
        self._refresh = False
        self.flags = FlagChoice(self)
        self.title = QLabel()
        self.flags_panel = FlagsPanel(self.flags)
        self.tree = FilterTree()
        self.preview_bar = PreviewBar()
        self.dump_bar = DumpBar(folder)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._notice = Notice()
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=_DEBOUNCE)
        self._soon.timeout.connect(self._ask)
        self._fresh = QTimer(self, interval=_REFRESH)
        self._fresh.timeout.connect(self._look_again)
        self._arrange()
        self._connect()
        self.select(None)

    # ---------------------------------------------------------------------------- from outside

    def select(self, process: ProcessInfo | None) -> None:
        """Take *process* as the one to dump."""
        self._process = process
        self.estimate = None
        self._known = False
        self.tree.clear()
        self.preview_bar.clear()
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
        return DumpRequest(self.flags.flags, self.tree.spec())

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
        self.splitter.addWidget(self._stack)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(_line())
        layout.addWidget(self.preview_bar)
        layout.addWidget(self.dump_bar)

    # -------------------------------------------------------------------------------- events

    def _connect(self) -> None:
        self.flags.changed.connect(self._on_flags)
        self.tree.filter_changed.connect(self._ask_soon)
        self.dump_bar.folder_changed.connect(self._on_folder)
        self._notice.acted.connect(lambda: self._ask_soon(refresh=True))
        self._preview.described.connect(self._on_described)
        self._preview.planned.connect(self._on_planned)
        self._preview.preview_failed.connect(self._on_preview_failed)

    def _on_flags(self) -> None:
        self._show_ready()
        self._ask_soon()

    def _on_folder(self) -> None:
        self._show_ready()
        self._ask_soon()

    def _ask_soon(self, *, refresh: bool = False) -> None:
        self._refresh = self._refresh or refresh
        self._soon.start()

    def _ask(self) -> None:
        process, refresh, self._refresh = self._process, self._refresh, False
        if process is None:
            return
        effective = self.flags.effective()
        if isinstance(effective, InvalidRequestError):
            self.preview_bar.clear(effective.cause)
            return
        self._preview.ask(
            Question(process.key, process.pid, self.request(), self.folder, refresh=refresh)
        )

    def _look_again(self) -> None:
        if self._known and not self._queue.jobs and self.window().isActiveWindow():
            self._ask_soon(refresh=True)

    def _on_described(self, contents: Contents) -> None:
        self._known = True
        self.tree.show_contents(contents)
        self._stack.setCurrentWidget(self.tree)

    def _on_planned(self, estimate: Estimate) -> None:
        if estimate.request != self.request():
            return  # somebody ticked meanwhile: a newer one is on its way
        self.preview_bar.show_estimate(estimate)
        self.tree.show_estimate(estimate)
        self.estimate = estimate
        self.estimated.emit()

    def _on_preview_failed(self, error: MiniDumpError) -> None:
        self.preview_bar.clear(escaped(error.cause))
        if not self._known:
            again = self.tr("Look again")
            self._tell("alert", escaped(error.cause), escaped(error.remedy), again)

    def _tell(self, icon: str, headline: str, detail: str = "", action: str = "") -> None:
        self._notice.say(icon, headline, detail, action)
        self._stack.setCurrentWidget(self._notice)

    def _show_ready(self) -> None:
        effective = self.flags.effective()
        if self._process is None:
            reason = self.tr("Choose a process first.")
        elif isinstance(effective, InvalidRequestError):
            reason = effective.cause
        elif not self.folder.is_absolute():
            reason = self.tr("Give the folder with its whole path.")
        else:
            reason = ""
        self.dump_bar.set_ready(reason, ready=not reason)


def _line() -> QFrame:
    line = QFrame(frameShape=QFrame.Shape.HLine, frameShadow=QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line
