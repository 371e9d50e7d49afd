"""The right half of the window: say what goes in, see what it costs, write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ...core.dump.pause import foretell
from ...core.errors import InvalidRequestError
from ...core.processes.info import CanDump
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..dressing import hint
from ..layouts import EDGE, horizontal_line, in_column, in_row, keep_room
from ..models.plan_sentence import is_departure, plan_sentence
from ..models.process_cells import can_dump_text, can_dump_tooltip
from ..workers.inquiry import Inquiry
from ..workers.preview import Question
from .ask_line import AskLine
from .callback_list import LIMIT
from .choice_pane import ChoicePane
from .dump_bar import DumpBar
from .message_line import MessageLine
from .overlay import Overlay
from .preview_bar import PreviewBar
from .private_line import PrivateLine
from .process_header import ProcessHeader
from .run_on_box import RunOnBox
from .windows_bar import windows_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ...core.dump.pause import PastPause
    from ...core.dump.request import DumpRequest
    from ...core.dump.unmatched import Unmatched
    from ...core.errors import MiniDumpError
    from ...core.processes.info import ProcessInfo
    from ...core.storage.own_presets import OwnPresets
    from ..models.contents import Contents, Estimate, FlagCosts
    from ..workers.dump_queue import DumpQueue
    from ..workers.errands import Errands
    from ..workers.preview import Preview

_NO_OBSTACLE: Final = frozenset({CanDump.YES, CanDump.UNKNOWN})
_STANDING: Final = frozenset({CanDump.TRACED, CanDump.EXITING})
"""What can be looked at all the same: it cannot be stopped, whoever asks."""


class DumpPane(QWidget):
    """Everything about the dump of the process that is selected.

    The caller starts and stops *preview*, and dumps when ``dump_bar`` asks for it.
    """

    finished = Signal(object)
    """A dump is over: its Done, or the MiniDumpError (of a cancel, too)."""
    estimated = Signal()
    """There is a new ``estimate``."""
    refused = Signal(object)
    """The MiniDumpError: the process that is chosen cannot be looked at."""

    def __init__(
        self,
        preview: Preview,
        queue: DumpQueue,
        folder: str,
        errands: Errands,
        stacks: QWidget,
        details: QWidget,
        own: OwnPresets | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Ask *preview* while nothing of *queue* is being dumped; propose *folder*.

        *errands* read the files that go in; *stacks* show what the process does, *details* what it
        is; *own* are the user's presets.
        """
        super().__init__(parent)
        self._queue = queue
        self._process: ProcessInfo | None = None
        self._others = 0
        """So many processes are selected besides."""
        self._inquiry = Inquiry(preview, self._question, self._idle, self)
        self._refused = ""
        """Why the process could not be looked at."""
        self.estimate: Estimate | None = None
        self.past: Callable[[], Iterable[PastPause]] = tuple
        """Gives the dumps made before, the newest first."""
        self.header = ProcessHeader()
        self.sentence = MessageLine(lines=2)
        self.start_over = QPushButton(self.tr("Reset"), flat=True)
        self.asking = AskLine()
        self.choice = ChoicePane(errands, own)
        self.choice.tabs.addTab(stacks, self.tr("Stacks"))
        self.choice.tabs.addTab(details, self.tr("Process"))
        self.flags = self.choice.flags
        self.flags_panel = self.choice.flags_panel
        self.tree = self.choice.tree
        self.recipe_bar = self.choice.recipe_bar
        self.callbacks = self.choice.callbacks
        self.extras = self.choice.extras
        self.history = self.choice.history
        self.tabs = self.choice.tabs
        self.plan_rows = self.choice.plan.rows
        self.plan_rows.past = self._earlier
        self.fill_in = self.choice.fill_in
        self.save = self.choice.save
        self.restore = self.choice.restore
        self.preview_bar = PreviewBar()
        self.windows = windows_bar(self.flags)
        self.private = PrivateLine(self.flags)
        self.run_on = RunOnBox(self.flags)
        self.dump_bar = DumpBar(folder)
        self._arrange()
        self._connect(preview)
        self.select(None)

    # ---------------------------------------------------------------------------- from outside

    def select(self, process: ProcessInfo | None) -> None:
        """Take *process* as the one to dump."""
        self._process = process
        self.estimate = None
        self._refused = ""
        self.choice.select(process)
        self.preview_bar.clear(self._nothing() if process is None else "")
        if self.windows is not None:
            self.windows.select(process)
        if process is None:
            self._inquiry.end()
            self.header.show_process(None)
            self.choice.tell(
                "search",
                self.tr("Choose a process on the left."),
                self.tr("Its modules, threads and memory appear here, to include or leave out."),
            )
        else:
            self._show_name(process)
            self.choice.tell("search", self.tr("Looking at the process …"))
            self._inquiry.begin()
        self._show_ready()

    def update_facts(self, process: ProcessInfo) -> None:
        """Take in what is known by now: it may have been selected before all was."""
        if self._process is not None and self._process.key == process.key:
            before, self._process = self._process, process
            self.choice.update_facts(process)
            self._show_name(process)
            if before.verdict != process.verdict:
                self._show_ready()
                self._inquiry.ask()

    def count_selected(self, processes: Sequence[ProcessInfo]) -> None:
        """Say that more than one is selected: what is shown here is of one of *processes*."""
        self._others = max(len(processes) - 1, 0)
        self.dump_bar.show_count(self._others + 1)
        if self._process is not None:
            self._show_name(self._process)

    def _show_name(self, process: ProcessInfo) -> None:
        self.header.show_process(process, self._others, refused=bool(self._refused))

    @property
    def process(self) -> ProcessInfo | None:
        """The process to dump."""
        return self._process

    @property
    def described(self) -> bool:
        """Whether the process could be looked at."""
        return self._inquiry.known

    def obstacle(self) -> str:
        """Say why the process that is chosen cannot be dumped; empty if nothing is known of it.

        What was found by trying goes before what the table of processes tells, but for what can be
        looked at and never be stopped.
        """
        process = self._process
        if process is None or self._refused:
            return self._refused
        verdict = process.can_dump
        if verdict in _NO_OBSTACLE or (self.described and verdict not in _STANDING):
            return ""
        return (can_dump_tooltip(process) or can_dump_text(process)).replace("\n", " ")

    def request(self) -> DumpRequest:
        """Give what would be written now."""
        return self._by_its_means(self.choice.request(self._process))

    def request_for(self, process: ProcessInfo) -> DumpRequest:
        """Give what would be written of *process*, which need not be the one that is shown."""
        return self._by_its_means(self.choice.request(process))

    @property
    def folder(self) -> Path:
        """Where dumps go."""
        folder = Path(self.dump_bar.folder.text().strip())
        try:
            return folder.expanduser()
        except RuntimeError:  # ~somebody unknown
            return folder

    def stop(self) -> None:
        """Give up what is under way; waits for nothing. Follow with :meth:`wait`."""
        if self.windows is not None:
            self.windows.stop()

    def wait(self, deadline: float) -> bool:
        """Wait until nothing is under way, until *deadline* (monotonic clock); say if so."""
        return self.windows is None or self.windows.rehearsal.wait(deadline)

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front, and the keyboard with it."""
        self.tabs.setCurrentIndex(number)
        self.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look_again(self) -> None:
        """Look at the process anew: it runs on."""
        self._inquiry.ask(refresh=True)

    def warn_of_private_data(self, warn: bool) -> None:
        """Say above the button what private data a dump will hold, or do not."""
        self.private.setVisible(warn)

    # -------------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        said = in_row((self.sentence, 1), (self.start_over, Qt.AlignmentFlag.AlignTop))
        self.sentence.setContentsMargins(0, theme.GRID // 2, 0, 0)
        tip = self.tr("Take the preset as it is, and include all that it says")
        hint(self.start_over, tip)
        keep_room(self.start_over)
        own = () if self.windows is None else (self.windows,)
        kept_and_how = in_row((self.private, 1), (self.run_on, Qt.AlignmentFlag.AlignRight))
        parts = (said, self.preview_bar, *own, kept_and_how, self.dump_bar)
        foot = in_column(*parts, room=EDGE, gap=theme.GRID)
        in_column(self.header, (self.choice, 1), horizontal_line(), foot, on=self)
        Overlay(self.asking, self.choice, self, Qt.Edge.BottomEdge)

    # -------------------------------------------------------------------------------- events

    def _connect(self, preview: Preview) -> None:
        self.choice.changed.connect(self._on_changed)
        self.choice.notice.acted.connect(self.look_again)
        self.flags_panel.mistaken.connect(self._show_ready)
        self.dump_bar.folder_changed.connect(self._on_changed)
        self.dump_bar.look_again_asked.connect(self.look_again)
        self.start_over.clicked.connect(self.choice.start_over)
        preview.costed.connect(self._on_costed)
        preview.weighed.connect(self.plan_rows.show_weights)
        if self.windows is not None:
            self.windows.changed.connect(self._on_changed)
        self._inquiry.described.connect(self._on_described)
        self._inquiry.estimated.connect(self._on_estimated)
        self._inquiry.failed.connect(self._on_preview_failed)
        self.finished.connect(self._on_finished)

    def _on_changed(self) -> None:
        self._show_ready()
        if self.estimate is not None:
            self._inquiry.outdate()
            self.preview_bar.set_updating(True)
            self.plan_rows.outdate()
        self._inquiry.ask()

    def _question(self, refresh: bool) -> Question | None:
        process, effective = self._process, self.flags.effective()
        if process is None:
            self.preview_bar.clear(self._nothing())
            return None
        if isinstance(effective, InvalidRequestError):
            self.preview_bar.clear(core_text(effective.cause))
            return None
        trace = LIMIT if self.choice.wants_trace else 0
        request = self.request()
        others = self.plan_rows.requests(request)
        return Question(process.key, request, self.folder, refresh, trace, others)

    def _earlier(self) -> Iterable[PastPause]:
        return self.past()  # whoever knows of dumps says so after this was made

    def _nothing(self) -> str:
        return self.tr("Choose a process to see what a dump of it will hold.")

    def _by_its_means(self, request: DumpRequest) -> DumpRequest:
        return request if self.windows is None else self.windows.complete(request)

    def _idle(self) -> bool:
        return not self._queue.jobs and self.window().isActiveWindow()

    def _on_costed(self, costs: FlagCosts) -> None:
        if self._process is not None and costs.key == self._process.key:
            self.flags_panel.boxes.show_costs(costs.costs)

    def _on_described(self, contents: Contents, is_first: bool) -> None:
        if self._refused and self._process is not None:
            self._refused = ""
            self._show_name(self._process)
        self._show_ready()
        self.tree.show_contents(contents)
        if is_first:
            self.history.begin_anew()
        self.choice.show_tree()

    def _foretell(self) -> None:
        """Say how large the dump will be and how long it takes, as the dumps until now teach."""
        if (estimate := self.estimate) is not None:
            pause = foretell(estimate.usual_pause_ms, self.past(), estimate.wait_ms)
            self.preview_bar.show_estimate(estimate, pause)
            self.plan_rows.show_estimate(estimate)

    def _on_finished(self) -> None:
        """Foretell pauses anew, in foot and rows alike; unless a newer estimate is to come."""
        if not self.preview_bar.updating:
            self._foretell()

    def _on_estimated(self, estimate: Estimate) -> None:
        self.estimate = estimate
        self._foretell()
        self.choice.show_trace(estimate.trace)
        self.tree.show_estimate(estimate)
        self.run_on.show_estimate(estimate)
        if self.windows is not None:
            self.windows.show_request(estimate.request, estimate.not_honoured, estimate.stays)
        self._show_ready()
        self.estimated.emit()

    def _on_preview_failed(self, error: MiniDumpError) -> None:
        cause = escaped(core_text(error.cause))
        # What is in the way is said in the place of the button: it is not said twice.
        self.preview_bar.clear(" " if self.obstacle() else cause)
        if not self._inquiry.known:
            remedy = escaped(core_text(error.remedy))
            self._refused = f"{cause} {remedy}".rstrip()
            self.plan_rows.give_up()
            self._show_ready()
            if self._process is not None:
                self._show_name(self._process)
            self.choice.tell("alert", self.tr("What it consists of cannot be seen."), self._refused)
            self.refused.emit(error)

    def _show_sentence(self) -> None:
        """Say what will be done or, where nothing can be, why."""
        request, obstacle, estimate = self.request(), self.obstacle(), self.estimate
        unmatched: tuple[Unmatched, ...] = ()
        if estimate is not None and estimate.request.filter == request.filter:
            unmatched = estimate.unmatched
        self.recipe_bar.say_unmatched(unmatched)
        if self._process is None or obstacle:
            self.sentence.say(obstacle, "alert" if obstacle else "")
        else:
            left_out = 0 if self.estimate is None else self.estimate.left_out
            recipe = self.plan_rows.row(self.plan_rows.chosen).recipe
            told = plan_sentence(self.flags, request, left_out, unmatched, recipe)
            self.sentence.say(told, "alert" if unmatched else "dump")
        departs = is_departure(self.flags, request)
        self.start_over.setVisible(self._process is not None and departs and not obstacle)

    def _show_ready(self) -> None:
        effective, obstacle = self.flags.effective(), self.obstacle()
        self._show_sentence()
        self.run_on.setEnabled(not obstacle)
        self.private.set_chosen(self._process is not None and not obstacle)
        if self._process is None:
            reason = self.tr("Choose a process first.")
        elif obstacle:
            reason = obstacle
            self.preview_bar.clear(" ")  # nothing will be written
        elif isinstance(effective, InvalidRequestError):
            reason = core_text(effective.cause)
        elif self.flags_panel.mistake:
            reason = self.flags_panel.mistake
        elif not self.folder.is_absolute():
            reason = self.tr("Give the folder with its whole path.")
        elif self.estimate is not None:
            reason = self.estimate.room.obstacle
        else:
            reason = ""
        shown = bool(reason) and self._process is not None
        self.dump_bar.set_ready(
            reason, ready=not reason, shown=shown, of_process=bool(obstacle) and shown
        )
