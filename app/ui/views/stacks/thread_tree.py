"""The threads of a process, those with equal stacks together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from ... import theme
from ...models.stack_threads import CPU, THREAD, StackThreads
from ..column_fit import ColumnFit

if TYPE_CHECKING:
    from ....core.inspection.stack_reading import Walked


class ThreadTree(QTreeView):
    """Shows :class:`StackThreads`; which of them is chosen is told, and not where it stands."""

    thread_chosen = Signal(object)
    """The Walked of the row that became the current one; None if there is none any more."""

    def __init__(self, threads: StackThreads, parent: QWidget | None = None) -> None:
        """Show *threads*."""
        super().__init__(parent)
        self._threads = threads
        self.copy = QAction(self.tr("Copy the stack"), self)
        self.setModel(threads)
        self.setAccessibleName(self.tr("Threads"))
        self.setAccessibleDescription(
            self.tr("Those with equal stacks are together. Ctrl+C copies the stack that is chosen.")
        )
        self.setFont(theme.with_tabular_figures(self.font()))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.addAction(self.copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        ColumnFit(self, {THREAD: "4194304  worker-123", CPU: "9999.99"}, legible=12)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def choose(self, thread: int) -> bool:
        """Make a thread the current one; say whether it is there."""
        index = self._threads.index_of(thread)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def choose_first(self) -> None:
        """Make the first thread the current one."""
        self.setCurrentIndex(self._threads.index(0, 0))

    def chosen(self) -> Walked | None:
        """Give the thread that is the current one."""
        return self._threads.thread_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the view from copying a cell on its own account."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex) -> None:
        self.thread_chosen.emit(self._threads.thread_at(current))
