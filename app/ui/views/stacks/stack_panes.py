"""Threads, the frames of the one that is chosen, and the raw words of the frame that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from ....core.inspection.stack_reading import ReadRegisters, ReadWords
from ....core.text import escaped
from ... import theme
from ...core_texts import core_text
from ...layouts import in_column
from ...models.stack_tables import FrameTable, word_rows, word_table
from ...models.stack_threads import StackThreads
from ..details.detail_list import DetailList
from ..message_line import MessageLine
from ..slices import Slices
from .thread_tree import ThreadTree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from ....core.inspection.stack_reading import Walked, Words
    from ....core.inspection.stack_words import Word
    from ....core.inspection.stacks import Stack
    from ...models.stack_tables import Placed
    from ...window_state import Remembers

_WIDE: Final = 130 * theme.GRID
"""Pixels from which on threads and frames stand side by side."""


class StackPanes(QSplitter):
    """Side by side where there is room, else one above the other."""

    lines_wanted = Signal(object)
    """The id of a thread whose source lines are to be looked for."""
    words_wanted = Signal(object, int, bool)
    """Thread, frame, and whether it is counted in the stack with lines: the words to be told."""
    thread_chosen = Signal(object)
    """The id of the thread whose stack is shown, or None."""
    frame_chosen = Signal(object, object)
    """Another Frame is the current one, and the ReadRegisters that asks for its registers."""
    frame_opened = Signal(object)
    """Enter or a double-click on a frame: its stack pointer."""
    address_opened = Signal(object)
    """Enter or a double-click on a raw word: where it points to or, if nowhere, where it lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.threads = StackThreads(self)
        self.tree = ThreadTree(self.threads)
        self.frames = FrameTable(self)
        self.frame_list = DetailList(self.frames, self.tr("Frames"))
        self.words = word_table(self)
        self.word_list = DetailList(self.words, self.tr("Raw words"))
        self.end_line = MessageLine()
        self.words_end = MessageLine()
        self._right = QSplitter(Qt.Orientation.Vertical)
        self._below = QWidget()
        self._lined: dict[int, Stack] = {}
        self._wants_lines = False
        self._shown: Stack | None = None
        self._words_of: ReadWords | None = None
        self._told: ReadRegisters | None = None
        """The frame that was told of."""
        self._kept: int | None = None
        """The thread to be chosen again after another look."""
        self._is_users = False
        """The user has chosen, and not we."""
        self._wanted = (0, 0)
        """Thread, and address of the frame of it that is to be chosen; 0: none."""
        self._settling = False
        self.slices = Slices(self)
        self._arrange()
        self._connect()

    # ------------------------------------------------------------------------- from outside

    def add_below(self, pane: QWidget) -> None:
        """Have *pane*, which is about the thread that is shown, below its frames."""
        self._right.addWidget(pane)
        self._right.setStretchFactor(self._right.count() - 1, 3)

    def clear(self) -> None:
        """Forget everything: another process comes."""
        self._kept, self._is_users, self._wanted = None, False, (0, 0)
        self._empty()

    def begin(self) -> None:
        """Make room for another look at the same process."""
        chosen = self.tree.chosen()
        if chosen is not None and self._is_users:
            self._kept = chosen.stack.thread.id
        self._empty()

    def add(self, walked: Walked) -> None:
        """Show one more thread."""
        self.threads.add(walked)
        is_kept = walked.stack.thread.id == self._kept
        if is_kept or not self.tree.currentIndex().isValid():
            self._choose(walked.stack.thread.id)

    def end(self) -> None:
        """All threads are there."""
        if not self._is_users:
            self._settling = True
            self.tree.choose_first()
            self._settling = False
        elif self._kept is not None and not self.tree.currentIndex().isValid():
            self.tree.choose_first()

    def choose(self, thread: int, frame: int = 0) -> None:
        """Go to a thread as the user would, or as soon as it is there, and to the frame at *frame*.

        0: to the first.
        """
        self._wanted = thread, frame
        if not self.tree.choose(thread):
            self._kept, self._is_users = thread, True
        elif frame and self._shown is not None and self._shown.thread.id == thread:
            self._go_to_found()

    def set_needle(self, text: str) -> None:
        """Show only threads that have *text* in their stack, and where."""
        if text.strip():
            self._wanted = (0, 0)
        chosen = self.tree.chosen()
        self._settling = True
        self.threads.set_needle(text)
        self.frames.set_needle(text)
        if chosen is None or not self.tree.choose(chosen.stack.thread.id):
            self.tree.choose_first()
        self._settling = False
        if not self.threads.rowCount():
            self._show_thread(None)
        elif text.strip():
            self._go_to_found()

    def set_lined(self, lined: bool) -> None:
        """Show source lines, or do not."""
        self._wants_lines = lined
        self._show_thread(self.tree.chosen())

    def take_lines(self, stack: Stack) -> None:
        """Take a stack that was looked for with its source lines."""
        self._lined[stack.thread.id] = stack
        chosen = self.tree.chosen()
        if self._wants_lines and chosen is not None and chosen.stack.thread.id == stack.thread.id:
            self._show_stack(stack)

    def show_words(self, shown: bool) -> None:
        """Show the raw words of the frame that is chosen, or do not."""
        self._below.setVisible(shown)
        self._ask_words()

    def take_words(self, answer: Words) -> None:
        """Show raw words, if they are still those of the frame that is chosen."""
        if answer.asked == self._words_of:
            self.words.show(word_rows(answer.words.words))
            self._say_end(self.words_end, answer.words.end)

    def restore(self, settings: Remembers) -> None:
        """Take up how it lay."""
        for name, part in self._splitters().items():
            state = settings.value(f"stacks/{name}")
            if isinstance(state, QByteArray):
                part.restoreState(state)
        for name, table in self._lists().items():
            table.columns.restore(settings.value(f"stacks/{name}"))

    def save(self, settings: Remembers) -> None:
        """Keep it for the next time."""
        for name, part in self._splitters().items():
            settings.setValue(f"stacks/{name}", part.saveState())
        for name, table in self._lists().items():
            settings.setValue(f"stacks/{name}", table.columns.state())

    def reset(self) -> None:
        """Lie as on the first start."""
        for table in self._lists().values():
            table.reset_layout()
        for splitter, shares in ((self, (2, 3)), (self._right, (3, 2))):
            splitter.setSizes([100 * share for share in shares])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)

    # -------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        upper = _column(self.frame_list, self.end_line)
        in_column(_column(self.word_list, self.words_end), on=self._below)
        self._below.hide()
        for part in (upper, self._below):
            self._right.addWidget(part)
        self._right.setStretchFactor(0, 3)
        self._right.setStretchFactor(1, 2)
        self.addWidget(self.tree)
        self.addWidget(self._right)
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        for splitter in (self, self._right):
            splitter.setChildrenCollapsible(False)
        for table in (self.frame_list, self.word_list):
            table.setMinimumHeight(6 * theme.GRID)
        self.tree.setMinimumHeight(6 * theme.GRID)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"threads-share": self, "frames-share": self._right}

    def _lists(self) -> dict[str, DetailList]:
        return {"frames": self.frame_list, "words": self.word_list}

    # ------------------------------------------------------------------------------- events

    def _connect(self) -> None:
        self.tree.thread_chosen.connect(self._on_thread)
        self.frame_list.selectionModel().currentRowChanged.connect(self._on_frame)
        self.frame_list.doubleClicked.connect(self._open_frame)
        self.word_list.doubleClicked.connect(self._open_word)
        for widget, slot in (
            (self.frame_list, self._open_frame),
            (self.word_list, self._open_word),
        ):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shortcut = QShortcut(QKeySequence(key), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(slot)

    def _empty(self) -> None:
        self._settling = True
        self._lined.clear()
        self.threads.clear()
        self._settling = False
        self._show_thread(None)

    def _choose(self, thread: int) -> None:
        self._settling = True
        self.tree.choose(thread)
        self._settling = False

    def _on_thread(self, walked: Walked | None) -> None:
        if not self._settling:
            self._is_users = True
        self._show_thread(walked)

    def _show_thread(self, walked: Walked | None) -> None:
        if walked is None:
            self._show_stack(None)
            return
        thread = walked.stack.thread.id
        lined = self._lined.get(thread) if self._wants_lines else None
        self._show_stack(lined or walked.stack)
        if self._wants_lines and lined is None:
            self.lines_wanted.emit(thread)

    def _show_stack(self, stack: Stack | None) -> None:
        before, self._shown = self._shown, stack
        if stack is before:
            return
        is_same = before is not None and stack is not None and before.thread.id == stack.thread.id
        if not is_same:
            self.frame_list.forget()
        self._say_end(self.end_line, stack.end if stack is not None else "")
        self.slices.begin(self._fill(stack, is_same=is_same))
        if not is_same:
            self.thread_chosen.emit(stack.thread.id if stack is not None else None)

    def _fill(self, stack: Stack | None, *, is_same: bool) -> Iterator[None]:
        """Show the frames of *stack* little by little, and go to the first that is sought."""
        for _ in self.frames.filling(stack, early=not is_same):
            if not self.frame_list.currentIndex().isValid():
                self._go_to_found()
            yield
        if not is_same and self.frame_list.currentIndex().row() <= 0:
            self._go_to_found()
        self._ask_words()

    def _go_to_found(self) -> None:
        if not self.frames.rowCount():
            return
        thread, address = self._wanted
        is_wanted = self._shown is not None and self._shown.thread.id == thread and address
        row = self.frames.row_at(address) if is_wanted else -1
        self.frame_list.selectRow(row if row >= 0 else self.frames.first_found(self._shown))

    def _on_frame(self, _current: QModelIndex) -> None:
        self._ask_words()
        before, self._told = self._told, self._current()
        if self._told is not None and self._told != before:
            row = self.frame_list.currentIndex().row()
            self.frame_chosen.emit(self.frames.row(row).thing.frame, self._told)

    def _current(self) -> ReadRegisters | None:
        """Say which frame is the current one."""
        current = self.frame_list.currentIndex()
        if self._shown is None or not current.isValid():
            return None
        thread = self._shown.thread.id
        is_lined = self._lined.get(thread) is self._shown
        return ReadRegisters(thread, self.frames.row(current.row()).thing.number, is_lined)

    def _ask_words(self) -> None:
        wanted = None if self._below.isHidden() else self._current()
        before, self._words_of = self._words_of, wanted and ReadWords(*wanted)
        if self._words_of == before:
            return
        self.words.show(())
        self._say_end(self.words_end, "")
        if self._words_of is not None:
            self.words_wanted.emit(*self._words_of)

    def _open_frame(self) -> None:
        current = self.frame_list.currentIndex()
        if current.isValid():
            placed: Placed = self.frames.row(current.row()).thing
            self.frame_opened.emit(placed.frame.stack_pointer)

    def _open_word(self) -> None:
        current = self.word_list.currentIndex()
        if current.isValid():
            word: Word = self.words.row(current.row()).thing
            self.address_opened.emit(word.value if word.kind else word.address)

    @staticmethod
    def _say_end(line: MessageLine, end: str) -> None:
        line.say(escaped(core_text(end)))
        line.setVisible(bool(end))


def _column(table: DetailList, line: MessageLine) -> QWidget:
    """Put a *line* for why there is no more below a *table*."""
    column = QWidget()
    layout = in_column((table, 1), on=column)
    line.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
    line.hide()
    layout.addWidget(line)
    return column
