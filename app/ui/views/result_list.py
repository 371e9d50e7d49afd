"""All dumps: what is being written, what was, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QToolButton,
    QWidget,
)

from ...core.errors import DumpDeskError
from ...core.text import escaped
from .. import theme
from ..core_texts import error_text
from ..desktop import show_in_folder
from ..dressing import passing_menu, show_icon
from ..dump_deletion import DumpDeletion
from ..layouts import BAR, in_column, in_row, in_stack
from ..models.dump_list import DumpList
from ..models.wish import is_repeatable, line_of
from ..workers.verification import Verification
from .ask_line import AskLine
from .result_table import ResultTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ...core.storage.history import DumpRecord, History
    from ..models.dump_list import Entry
    from ..workers.dump_thread import DumpJob
    from ..workers.errands import Errands


class ResultList(QFrame):
    """Shows a :class:`DumpList`; what can be done with a dump is in buttons, menu and keys."""

    open_asked = Signal(str)
    """Show the page about the dump at this path."""
    browse_asked = Signal()
    """Choose a dump to open."""
    cancel_asked = Signal(object)
    """Give up this DumpJob."""
    repeat_asked = Signal(object)
    """Write this Entry's dump again."""
    forgotten = Signal(object)
    """The DumpRecord of a dump that was deleted, or is gone."""
    told = Signal(str, str)
    """A sentence about what was done here, and its icon."""
    closed = Signal()
    """The user has seen enough of it."""

    def __init__(self, errands: Errands, history: History, parent: QWidget | None = None) -> None:
        """Say what will appear here; *errands* delete files, *history* knows what was wanted."""
        super().__init__(parent)
        self._errands = errands
        self._history = history
        self.dumps = DumpList(self)
        self.view = ResultTable(self.dumps)
        self.asking = AskLine()
        self._verification = Verification(self.dumps)
        self._deletion = DumpDeletion(self.asking, errands, self)
        action = self._action
        self.open = action(self.tr("Open"), "search", self._open, Qt.Key.Key_Return)
        self.folder = action(self.tr("Show in folder"), "folder", self._show_in_folder)
        self.copy_path = action(
            self.tr("Copy path"), "copy", self._copy_path, QKeySequence.StandardKey.Copy
        )
        self.copy_line = action(
            self.tr("Copy as a command that repeats it"), "copy", self._copy_line
        )
        self.copy_details = action(self.tr("Copy details"), "copy", self._copy_details)
        self.verify = action(self.tr("Verify again"), "refresh", self._verify)
        self.repeat = action(self.tr("Repeat"), "dump", self._repeat)
        self.cancel = action(self.tr("Cancel"), "cross", self._cancel)
        self.cancel_all = action(self.tr("Cancel all"), "cross", self._cancel_all)
        self.delete = action(
            self.tr("Delete …"), "cross", self._ask_delete, QKeySequence.StandardKey.Delete
        )
        self.browse = action(self.tr("Open another …"), "folder", self._browse)
        self._empty = QLabel(self.tr("Dumps appear here, with what the check of the file found."))
        self._stack = in_stack(self.view, self._empty)
        self._dress()
        self._arrange()
        self._connect()
        self._show_state()

    def current(self) -> Entry | None:
        """Give the line that is chosen."""
        row = self.view.currentIndex().row()
        return self.dumps.entry(row) if row >= 0 else None

    def choose(self, entry: Entry) -> None:
        """Choose a line."""
        row = self.dumps.row_of(entry)
        if row >= 0:
            self.view.selectRow(row)

    @property
    def is_at_work(self) -> bool:
        """Whether a dump is being written, or waits."""
        return any(entry.pending for entry in self.dumps.entries)

    def stop(self) -> None:
        """End what verifies."""
        self._verification.stop()

    # -------------------------------------------------------------------------- appearance

    def _action(
        self,
        text: str,
        icon: str,
        slot: Callable[[], None],
        key: QKeySequence.StandardKey | Qt.Key | None = None,
    ) -> QAction:
        made = QAction(text, self)
        made.triggered.connect(slot)
        if key is not None:
            made.setShortcut(QKeySequence(key))
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.view.addAction(made)
        show_icon(made, icon)
        return made

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setBackgroundRole(QPalette.ColorRole.Base)
        self._empty.setAutoFillBackground(True)

    def _arrange(self) -> None:
        bar = self._bar = in_row(room=BAR, gap=theme.GRID // 2)
        self._shortened: list[QToolButton] = []
        for action in self._actions():
            if action in (self.copy_line, self.copy_details, self.repeat):
                continue  # in the menu only: the bar has to fit a small screen
            if action is self.browse:
                bar.addWidget(self._more_button())
                bar.addStretch(1)
            button = QToolButton(autoRaise=True)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bar.addWidget(button)
            if action in (self.folder, self.copy_path, self.verify):
                self._shortened.append(button)
        in_column(bar, self.asking, (self._stack, 1), on=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words of buttons whose icon tells as much, where there is no room for them."""
        super().resizeEvent(event)
        self._fit_buttons()

    def showEvent(self, event: QShowEvent) -> None:
        """Find out what became of the files, and which have come."""
        super().showEvent(event)
        self.dumps.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be closed by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fit_buttons(self) -> None:
        how = Qt.ToolButtonStyle
        for style in (how.ToolButtonTextBesideIcon, how.ToolButtonIconOnly):
            for button in self._shortened:
                button.setToolButtonStyle(style)
            self._bar.invalidate()
            if self._bar.sizeHint().width() <= self.width():
                break

    def _more_button(self) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setText(self.tr("More"))
        button.setArrowType(Qt.ArrowType.DownArrow)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleDescription(self.tr("More that can be done with this dump"))
        button.clicked.connect(lambda: self._pop_up(button.mapToGlobal(button.rect().bottomLeft())))
        return button

    def _actions(self) -> tuple[QAction, ...]:
        return (
            self.open,
            self.folder,
            self.copy_path,
            self.copy_line,
            self.copy_details,
            self.verify,
            self.repeat,
            self.cancel,
            self.cancel_all,
            self.delete,
            self.browse,
        )

    def changeEvent(self, event: QEvent) -> None:
        """Look for files that are gone when somebody comes back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.dumps.look()

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._show_state)
        self.view.doubleClicked.connect(self.open.trigger)
        self.view.customContextMenuRequested.connect(self._menu)
        self.dumps.dataChanged.connect(self._show_state)
        self.dumps.rowsInserted.connect(self._on_inserted)
        self.dumps.rowsRemoved.connect(self._show_state)
        self._deletion.gone.connect(self._forget)
        self._deletion.failed.connect(lambda text: self.told.emit(text, "alert"))

    def _on_inserted(self, _parent: QModelIndex, first: int) -> None:
        if first == 0:
            self.view.selectRow(0)
            self.view.scrollToTop()
        self._show_state()

    def _show_state(self) -> None:
        """Offer what can be done with the line that is chosen, and nothing else."""
        entry = self.current()
        written = entry is not None and entry.record is not None
        there = written and entry is not None and entry.exists
        pending = entry is not None and entry.pending
        jobs = sum(other.pending for other in self.dumps.entries)
        offers = {
            self.open: there,
            self.folder: written,
            self.copy_path: written,
            self.copy_line: entry is not None and is_repeatable(entry),
            self.copy_details: entry is not None and entry.error is not None,
            self.verify: there and entry is not None and not entry.checking,
            self.repeat: entry is not None and not pending and is_repeatable(entry),
            self.cancel: pending,
            self.cancel_all: jobs > 1,
            self.delete: entry is not None and not pending,
            self.browse: True,
        }
        for action, offered in offers.items():
            action.setEnabled(offered)
        failed = offers[self.copy_details]
        no_file = failed or (written and not there)
        text = self.tr("Remove from list") if no_file else self.tr("Delete …")
        if text != self.delete.text():
            self.delete.setText(text)
            self._fit_buttons()
        self._stack.setCurrentWidget(self.view if self.dumps.entries else self._empty)

    def _menu(self, where: QPoint) -> None:
        self._pop_up(self.view.viewport().mapToGlobal(where))

    def _pop_up(self, where: QPoint) -> None:
        menu = passing_menu(self)
        menu.addActions([action for action in self._actions() if action.isEnabled()])
        menu.popup(where)

    # ---------------------------------------------------------------------- what can be done

    def _open(self) -> None:
        if (entry := self.current()) is not None:
            self.open_asked.emit(entry.path)

    def _browse(self) -> None:
        self.browse_asked.emit()

    def _show_in_folder(self) -> None:
        if (entry := self.current()) is not None:
            show_in_folder(entry.path)

    def _copy_path(self) -> None:
        if (entry := self.current()) is not None:
            QGuiApplication.clipboard().setText(entry.path)

    def _copy_details(self) -> None:
        if (entry := self.current()) is not None:
            QGuiApplication.clipboard().setText(self.dumps.about(entry))

    def _copy_line(self) -> None:
        """Copy what repeats the dump; a large request may first have to be written."""
        if (entry := self.current()) is not None:
            self._errands.run(lambda: line_of(entry, self._history), self._on_line)

    def _on_line(self, result: object) -> None:
        if isinstance(result, str):
            QGuiApplication.clipboard().setText(result)
            self.told.emit(self.tr("Copied: {0}").format(escaped(result)), "check")
        elif isinstance(result, DumpDeskError):
            self.told.emit(escaped(error_text(result)), "alert")

    def _verify(self) -> None:
        if (entry := self.current()) is not None and entry.record is not None:
            self._verification.verify(entry)

    def _repeat(self) -> None:
        if (entry := self.current()) is not None:
            self.repeat_asked.emit(entry)

    def _cancel(self) -> None:
        entry = self.current()
        if entry is not None and entry.job is not None:
            self.cancel_asked.emit(entry.job)

    def _cancel_all(self) -> None:
        jobs: list[DumpJob] = [e.job for e in self.dumps.entries if e.pending and e.job]
        for job in reversed(jobs):
            self.cancel_asked.emit(job)

    def _ask_delete(self) -> None:
        if (entry := self.current()) is not None and not entry.pending:
            self._deletion.ask(entry)

    def _forget(self, entry: Entry) -> None:
        record: DumpRecord | None = entry.record
        self.dumps.remove(entry)
        if record is not None:
            self.forgotten.emit(record)
        self.view.setFocus()
