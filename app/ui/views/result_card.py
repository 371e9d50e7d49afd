"""Under everything: the dump being written, or what became of the last one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ...core.errors import DumpCancelledError, MiniDumpError
from ...core.text import escaped
from .. import theme
from ..core_texts import error_text
from ..layouts import BAR, in_column, in_row, in_stack
from .elided_label import MIDDLE, ElidedLabel
from .message_line import MessageLine
from .remedy_buttons import RemedyButtons

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ...core.errors import MiniDumpError
    from ..models.dump_list import Entry
    from ..models.progress import Progress
    from ..workers.dump_thread import DumpJob
    from .result_list import ResultList

_STEPS: Final = 1000
"""The progress bar counts to this: its numbers are of 32 bits, sizes are not."""


class ResultCard(QWidget):
    """Shows the newest dump of a :class:`ResultList`, and opens that list."""

    cancel_asked = Signal()

    def __init__(self, results: ResultList, parent: QWidget | None = None) -> None:
        """Tell of what is in *results*."""
        super().__init__(parent)
        self.results = results
        results.hide()
        self._entry: Entry | None = None
        self._before: QWidget | None = None
        self.toggle = QToolButton(autoRaise=True)
        self.said = MessageLine(wrapped=False)
        self.file = ElidedLabel(elide=MIDDLE)
        self.facts = ElidedLabel()
        self.outcome = OutcomeLine()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.progress = QProgressBar()
        self.phase = ElidedLabel()
        self._last = QWidget()
        self._busy = QWidget()
        self._buttons: list[QToolButton] = []
        self._arrange()
        self._dress()
        self._connect()
        self._show_last()

    # ---------------------------------------------------------------------------- from outside

    @property
    def message(self) -> MessageLine:
        """What is said of a dump that was not written."""
        return self.outcome.message

    def begin(self, name: str) -> None:
        """A dump has begun; *name* is the file's."""
        self.progress.setRange(0, 0)
        self.progress.setToolTip(theme.tooltip(name))
        self.cancel.setText(self.tr("Cancel"))
        if self._stack.currentWidget() is not self._busy:
            self._stack.setCurrentWidget(self._busy)
            # Escape must mean this, not what it means in a search box.
            self._before = self.window().focusWidget()
            self.cancel.setFocus()

    def show_progress(self, name: str, progress: Progress, waiting: int = 0) -> None:
        """So far the dump of the process *name* is; *waiting* dumps come behind it."""
        share = progress.share
        self.progress.setRange(0, 0 if share is None else _STEPS)
        if share is not None:
            self.progress.setValue(int(_STEPS * share))
        text = progress.text()
        if waiting:
            more = theme.counted(waiting, self.tr("1 more waits"), self.tr("{0} more wait"))
            text += f"  ·  {more}"
        self.phase.show_text(f"{escaped(name)}  ·  {text}")
        self.progress.setAccessibleDescription(text)

    def end(self) -> None:
        """Nothing is being written any more."""
        had_focus = self.cancel.hasFocus()
        self._show_last()
        before, self._before = self._before, None
        if had_focus and before is not None and before.isVisible():
            before.setFocus()

    def say(self, text: str, icon: str = "alert") -> None:
        """Tell *text* until something else is to be told."""
        self.outcome.say(text, icon)
        self._tell()

    def show_error(self, job: DumpJob, error: MiniDumpError) -> None:
        """Tell why *job* was not written, and what can be done."""
        self.outcome.show_error(job, error)
        self._tell()

    def withdraw(self) -> None:
        """What was told is no longer so."""
        if self._stack.currentWidget() is self.outcome:
            self._show_last()

    # -------------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        texts = in_column(in_row(self.said, (self.file, 1)), self.facts)
        actions = (self.results.open, self.results.folder, self.results.copy_path)
        in_row((texts, 1), *map(self._button, actions), on=self._last, gap=theme.GRID // 2)
        far = in_column(self.phase, self.progress, gap=theme.GRID // 2)
        self.progress.setFixedHeight(theme.GRID)
        in_row((far, 1), self.cancel, on=self._busy)
        self._stack = in_stack(self._last, self._busy, self.outcome)
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        in_row((self._stack, 1), self.toggle, on=self, room=BAR)

    def _button(self, action: QAction) -> QToolButton:
        """Offer for the dump that is shown here what *action* does for one of the list."""
        button = QToolButton(autoRaise=True)
        button.setText(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._act(action))
        self._buttons.append(button)
        return button

    def _dress(self) -> None:
        font = theme.with_tabular_figures(self.facts.font())
        self.facts.setFont(font)
        self.facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.phase.setFont(font)
        self.progress.setAccessibleName(self.tr("Progress of the dump"))
        self.progress.setTextVisible(False)
        self.toggle.setCheckable(True)
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        shortcut = QShortcut(QKeySequence("Ctrl+J"), self)
        shortcut.activated.connect(self.toggle.click)
        keys = shortcut.key().toString(QKeySequence.SequenceFormat.NativeText)
        self.toggle.setToolTip(self.tr("All dumps ({0})").format(keys))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_stack"):
            self._show_count()

    def _connect(self) -> None:
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self.cancel.click)
        self._escape.setEnabled(False)
        self._stack.currentChanged.connect(self._listen)
        self.cancel.clicked.connect(self._on_cancel)
        self.toggle.toggled.connect(self._on_toggled)
        self.results.told.connect(self.say)
        self.results.view.selectionModel().currentRowChanged.connect(self.withdraw)
        self.results.closed.connect(lambda: self.toggle.setChecked(False))
        dumps = self.results.dumps
        for signal in (dumps.rowsInserted, dumps.rowsRemoved, dumps.dataChanged):
            signal.connect(self._on_list)

    # -------------------------------------------------------------------------------- events

    def _on_cancel(self) -> None:
        # Not disabled: that would send the focus elsewhere.
        self.cancel.setText(self.tr("Cancelling …"))
        self.cancel_asked.emit()

    def _listen(self) -> None:
        """Have Escape cancel what is being written, unless it closes the list."""
        busy = self._stack.currentWidget() is self._busy
        self._escape.setEnabled(busy and not self.toggle.isChecked())

    def _on_toggled(self, is_open: bool) -> None:
        if not is_open and self.results.isAncestorOf(self.window().focusWidget()):
            self.toggle.setFocus()
        self.results.setVisible(is_open)
        self._listen()
        self._show_count()
        if is_open:
            self.results.view.setFocus()

    def _on_list(self) -> None:
        if self._stack.currentWidget() is self._last:
            self._show_last()
        else:
            self._show_count()

    def _act(self, action: QAction) -> None:
        if self._entry is not None:
            self.results.choose(self._entry)
            action.trigger()

    def _tell(self) -> None:
        if self._stack.currentWidget() is not self._busy or not self.results.is_at_work:
            self._stack.setCurrentWidget(self.outcome)

    def _show_last(self) -> None:
        """Show the newest dump that is over."""
        dumps = self.results.dumps
        entry = next((one for one in dumps.entries if not one.pending), None)
        self._entry = entry
        if entry is None:
            self.said.say(self.tr("Dumps appear here, with what the check of the file found."))
        else:
            self.said.say(dumps.state(entry), dumps.icon(entry))
        self.file.setVisible(entry is not None)
        self.facts.setVisible(entry is not None)
        if entry is not None:
            about = dumps.about(entry)
            self.file.show_text(escaped(os.path.basename(entry.path)), about)  # noqa: PTH119 - text
            self.facts.show_text(dumps.facts(entry), about)
        for button in self._buttons:
            button.setVisible(entry is not None and entry.record is not None)
        self._buttons[0].setEnabled(entry is not None and entry.exists)
        self._stack.setCurrentWidget(self._last)
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.results.dumps.entries)
        text = theme.counted(count, self.tr("1 dump"), self.tr("{0} dumps"))
        arrow = Qt.ArrowType.DownArrow if self.toggle.isChecked() else Qt.ArrowType.UpArrow
        self.toggle.setText(text)
        self.toggle.setArrowType(arrow)


class OutcomeLine(QWidget):
    """A message with buttons that copy the details or, if rights were lacking, the remedy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self.message = MessageLine(lines=2)
        self.remedies = RemedyButtons()
        self.administrator = self.remedies.administrator
        self.details = self.remedies.details
        self.remedies.hide()
        in_row((self.message, 1), self.remedies, on=self)

    def say(self, text: str, icon: str = "") -> None:
        """Tell *text*, about which nothing can be done."""
        self.message.say(text, icon)
        self.remedies.hide()

    def show_error(self, job: DumpJob, error: MiniDumpError) -> None:
        """Tell why *job* was not written, and what can be done."""
        if isinstance(error, DumpCancelledError):
            self.say(self.tr("Cancelled: no file was left."), "cross")
            return
        text = self.tr("{0} was not dumped: {1}").format(
            escaped(f"{job.process_name} ({job.key.pid})"), escaped(error_text(error))
        )
        self.message.say(text, "alert")
        self.remedies.offer(job, error)
