"""How far a dump is, for somebody who sees no more of the window than its button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..core.taskbar import TaskbarButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from .workers.dump_queue import DumpQueue
    from .workers.dump_thread import DumpJob


class TaskbarProgress(QObject):
    """Follows what a queue writes."""

    def __init__(self, window: QWidget, queue: DumpQueue) -> None:
        """Show it on the button of *window*, where the system offers that."""
        super().__init__(window)
        self._window = window
        self.button: TaskbarButton | None = None
        queue.begun.connect(lambda _job: self._show(None))
        queue.phase_changed.connect(lambda _job, _phase: self._show(None))
        queue.progressed.connect(self._on_progress)
        queue.emptied.connect(self._on_emptied)

    def _on_progress(self, _job: DumpJob, done: int, total: int, _item: str) -> None:
        self._show(min(done / total, 1.0) if total else None)

    def _show(self, share: float | None) -> None:
        if self.button is None:
            self.button = TaskbarButton(int(self._window.winId()))
        self.button.show(share)

    def _on_emptied(self) -> None:
        """Let go: the next dump may come after the task bar was started again."""
        button, self.button = self.button, None
        if button is not None:
            button.close()
