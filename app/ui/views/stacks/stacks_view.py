"""What the threads of a process do: their stacks, live or in a dump."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTime, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from ....core.inspection.stack_reading import Look
from ....core.text import escaped
from ... import theme
from ...core_texts import core_text, error_text
from ...dressing import hint, show_icon
from ...layouts import BAR, in_column, in_row, in_stack
from ...models.dump_headline import headline_text
from ...workers.stack_reader import StackReader
from ..elided_label import ElidedLabel
from ..message_line import MessageLine
from ..notice import Notice
from .stack_bar import StackBar
from .stack_panes import StackPanes

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ....core.inspection.stack_reading import (
        Begun,
        Lined,
        Looked,
        ReadRegisters,
        Refused,
        Text,
        Walked,
        Words,
    )
    from ....core.inspection.stacks import Frame
    from ....core.process_key import ProcessKey
    from ....core.processes.info import ProcessInfo
    from ...window_state import Remembers
    from ..boxes import CheckBox

_SOON: Final = 400
"""Milliseconds after a selection until the process is stopped: one may be passing by."""
_STEP: Final = 32
"""Threads between two counts that are shown."""
_NAMED: Final = 20
"""Modules without code that are named in a tooltip."""


class StacksView(QWidget):
    """Looks at the process or dump it is turned to as soon as it is seen, and when told to.

    Stop it at the end: :meth:`stop`.
    """

    address_asked = Signal(object)
    """An address, an int, to be shown in the memory of the dump."""
    thread_chosen = Signal(object)
    """The id of the thread whose stack is shown, None: there is none."""
    frame_chosen = Signal(object, object)
    """The Frame of a dump that is chosen, and the ReadRegisters that asks for its registers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.reader = StackReader(self)
        self.bar = StackBar()
        self.panes = StackPanes()
        self.notice = Notice()
        self.state = MessageLine()
        self.headline = MessageLine()
        self.missing = ElidedLabel()
        self.again = QPushButton(self.tr("Look again"))
        self.administrator = QPushButton(self.tr("Copy command to read as administrator"))
        self._content = QWidget()
        self._stack = in_stack(self.notice, self._content)
        self._key: ProcessKey | None = None
        self._is_dump = False
        self._stale = False
        """It has not been looked at yet."""
        self._rights_help = False
        """An administrator could look."""
        self._begun: Begun | None = None
        self._summary = ""
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._begin)
        self._arrange()
        self._connect()
        self.select(None)

    # ------------------------------------------------------------------------- from outside

    def select(self, process: ProcessInfo | None) -> None:
        """Turn to another process, or to none; what is being looked at is given up."""
        if process is not None and process.key == self._key:
            return
        self._turn(None if process is None else process.key)
        if process is None:
            self.reader.stop()
            self.notice.say(
                "search",
                self.tr("Choose a process on the left."),
                self.tr(
                    "What each of its threads does appears here. To look, the process is stopped "
                    "for some milliseconds."
                ),
            )
            return
        self.reader.turn_to_process(process.key)
        self.notice.say(
            "search",
            self.tr("Looking at the stacks …"),
            self.tr("The process is stopped for some milliseconds, and goes on."),
        )
        self._begin_soon()

    def show_dump(self, path: str) -> None:
        """Turn to the dump at *path*; the same one is read anew."""
        self._turn(None)
        self._is_dump = True
        self.again.hide()
        self.reader.stop()
        self.reader.turn_to_dump(path)
        self.notice.say("search", self.tr("Walking the stacks …"))
        self._begin_soon()

    def look(self) -> None:
        """Look at it, again if it was looked at."""
        if self._key is None and not self._is_dump:
            return
        self._stale = False
        self.again.setEnabled(False)
        self._say(self.tr("Looking at the stacks …"), "search")
        self.reader.look()

    def choose(self, thread: int, frame: int = 0) -> None:
        """Show the stack of a thread as soon as it is walked, at the frame of an address."""
        self.bar.filter.clear()
        self.panes.choose(thread, frame)

    def stop(self) -> None:
        """Let go of what is looked at. Waits for nothing."""
        self._soon.stop()
        self.reader.stop()

    def restore(self, settings: Remembers) -> None:
        """Take up how it lay."""
        self.panes.restore(settings)
        self.restore_boxes(settings)

    def restore_boxes(self, settings: Remembers) -> None:
        """Take up what was ticked."""
        for name, box in self._boxes().items():
            box.setChecked(settings.value(f"stacks/{name}") == "true")

    def save(self, settings: Remembers) -> None:
        """Keep it for the next time."""
        self.panes.save(settings)
        self.save_boxes(settings)

    def save_boxes(self, settings: Remembers) -> None:
        """Keep what is ticked."""
        for name, box in self._boxes().items():
            settings.setValue(f"stacks/{name}", "true" if box.isChecked() else "false")

    def _boxes(self) -> dict[str, CheckBox]:
        return {"words": self.bar.words, "lines": self.bar.lines}

    def reset(self) -> None:
        """Be as on the first start."""
        self.bar.reset()
        self.panes.reset()

    def showEvent(self, event: QShowEvent) -> None:
        """Look, if nobody has."""
        super().showEvent(event)
        self._begin_soon()

    # -------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        grid = theme.GRID
        self.notice.add(self.administrator)
        show_icon(self.again, "refresh")
        tip = self.tr("Stop the process for some milliseconds, and see what its threads do now.")
        hint(self.again, tip)
        below = in_row((self.state, 1, Qt.AlignmentFlag.AlignVCenter), self.again, room=BAR)
        self.missing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for line, above in ((self.headline, 0), (self.missing, grid // 2)):
            line.setContentsMargins(grid, above, grid, grid // 2 - above)
            line.hide()
        in_column(self.bar, self.headline, (self.panes, 1), self.missing, below, on=self._content)
        in_column(self._stack, on=self)

    def _turn(self, key: ProcessKey | None) -> None:
        """Forget what was shown."""
        self._soon.stop()
        self._key, self._is_dump = key, False
        self._stale = True
        self._rights_help = False
        self._begun, self._summary = None, ""
        self.panes.clear()
        self.headline.hide()
        self.missing.hide()
        self.again.show()
        self._stack.setCurrentWidget(self.notice)

    def _begin_soon(self) -> None:
        if self._stale and self.isVisible():
            self._soon.start(0 if self._is_dump else _SOON)

    def _begin(self) -> None:
        """Look, unless nobody would see it."""
        if self._stale and self.isVisible():
            self.look()

    def _say(self, text: str, icon: str = "") -> None:
        self.state.say(text, icon)

    # ------------------------------------------------------------------------------ answers

    def _connect(self) -> None:
        reader, panes, bar = self.reader, self.panes, self.bar
        reader.begun.connect(self._on_begun)
        reader.walked.connect(self._on_walked)
        reader.looked.connect(self._on_looked)
        reader.lined.connect(self._on_lined)
        reader.words_read.connect(self._on_words)
        reader.text_read.connect(self._on_text)
        reader.refused.connect(self._on_refused)
        panes.lines_wanted.connect(self._read_lines)
        panes.words_wanted.connect(
            lambda thread, frame, lined: reader.read_words(thread, frame, lined=lined)
        )
        panes.thread_chosen.connect(self.thread_chosen)
        panes.frame_chosen.connect(self._on_frame_chosen)
        panes.frame_opened.connect(self._on_frame_opened)
        panes.address_opened.connect(self._on_address)
        panes.tree.copy.triggered.connect(self._copy_one)
        bar.filter.textChanged.connect(self._on_needle)
        bar.lines.toggled.connect(panes.set_lined)
        bar.words.toggled.connect(panes.show_words)
        bar.copy_one.triggered.connect(self._copy_one)
        bar.copy_all.triggered.connect(self._copy_all)
        bar.copy_command.triggered.connect(self._copy_command)
        bar.left_below.connect(panes.tree.setFocus)
        bar.left.connect(self._leave)
        self.again.clicked.connect(self.look)
        self.notice.acted.connect(self.look)
        self.administrator.clicked.connect(self._copy_command)

    def _on_begun(self, begun: Begun) -> None:
        self._begun = begun
        self.panes.begin()
        self.headline.hide()
        self.missing.hide()
        self._stack.setCurrentWidget(self._content)
        self._count()

    def _on_walked(self, walked: Walked) -> None:
        self.panes.add(walked)
        if self.panes.threads.threads % _STEP == 0:
            self._count()

    def _on_looked(self, looked: Looked) -> None:
        self._rights_help = False
        self.again.setEnabled(True)
        self.panes.end()
        self._summary = self._summed_up(looked.left)
        self._say(self._summary)
        if looked.cause.reason is not None:
            self.headline.say(headline_text(looked.cause), "alert")
            self.headline.show()
        if looked.missing:
            told = [
                f"{escaped(name)}: {core_text(why)}"
                for name, why in list(looked.missing.items())[:_NAMED]
            ]
            one = self.tr("Code of 1 module could not be looked into")
            many = self.tr("Code of {0} modules could not be looked into")
            text = theme.counted(len(looked.missing), one, many)
            self.missing.show_text(f"{text}: {'; '.join(told)}", "\n".join((text, *told)))
            self.missing.show()

    def _summed_up(self, left: int) -> str:
        threads, groups = self.panes.threads.threads, self.panes.threads.groups
        parts = []
        if self._begun is not None and self._begun.paused_ns:
            took = self.locale().toString(self._begun.paused_ns / 1e6, "f", 1)
            now = self.locale().toString(QTime.currentTime(), "HH:mm:ss")
            parts.append(self.tr("{0}: stood still {1} ms").format(now, took))
        parts.append(theme.counted(threads, self.tr("1 thread"), self.tr("{0} threads")))
        if groups < threads:
            same = self.tr("1 stack"), self.tr("{0} different stacks")
            parts.append(theme.counted(groups, *same))
        if left:
            many = self.tr("{0} more threads were not walked")
            parts.append(theme.counted(left, self.tr("1 more thread was not walked"), many))
        return "  ·  ".join(parts)

    def _count(self) -> None:
        if self._begun is not None:
            numbers = self.panes.threads.threads, self._begun.threads
            text = self.tr("Walking the stacks: {0} of {1} threads …")
            self._say(text.format(*map(theme.whole_number, numbers)), "search")

    def _read_lines(self, thread: int) -> None:
        self._say(self.tr("Looking for source lines …"), "search")
        self.reader.read_lines(thread)

    def _on_lined(self, lined: Lined) -> None:
        self._say(self._summary)
        self.panes.take_lines(lined.stack)

    def _on_words(self, words: Words) -> None:
        self.panes.take_words(words)

    def _on_text(self, text: Text) -> None:
        QGuiApplication.clipboard().setText(text.text)
        self._say("  ·  ".join(filter(None, (self._summary, self.tr("copied")))), "check")

    def _on_refused(self, refused: Refused) -> None:
        self._rights_help = refused.rights_help
        self.again.setEnabled(True)
        if isinstance(refused.asked, Look) and self._begun is None:
            cause, remedy = escaped(core_text(refused.cause)), escaped(core_text(refused.remedy))
            self.notice.say("alert", cause, remedy, self.tr("Look again"))
            self.administrator.setVisible(refused.rights_help)
            self._stack.setCurrentWidget(self.notice)
        else:
            self._say(escaped(error_text(refused)), "alert")

    # ------------------------------------------------------------------------------- events

    def _leave(self) -> None:
        """Close the window about a dump, as Escape does elsewhere in it."""
        if self._is_dump:
            self.window().close()

    def _on_needle(self, text: str) -> None:
        self.panes.set_needle(text)
        self.bar.show_count(self.panes.threads)

    def _on_frame_chosen(self, frame: Frame, question: ReadRegisters) -> None:
        if self._is_dump:
            self.frame_chosen.emit(frame, question)

    def _on_frame_opened(self, stack_pointer: int) -> None:
        if self._is_dump:
            self._on_address(stack_pointer)
        else:
            self.bar.words.setChecked(True)

    def _on_address(self, address: int) -> None:
        if self._is_dump:
            self.address_asked.emit(address)

    def _copy_one(self) -> None:
        walked = self.panes.tree.chosen()
        if walked is not None:
            wanted = frozenset((walked.stack.thread.id,))
            self.reader.read_text(wanted, lined=self.bar.lines.isChecked())

    def _copy_all(self) -> None:
        if self._begun is not None:
            lined = self.bar.lines.isChecked()
            if lined:
                self._say(self.tr("Looking for the source lines of all stacks …"), "search")
            self.reader.read_text(None, lined=lined)

    def _copy_command(self) -> None:
        lined = self.bar.lines.isChecked()
        self.reader.read_command(lined=lined, administrator=self._rights_help)
