"""Long work for the window's thread, done a slice at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator


class Slices(QObject):
    """Runs an iterator to its end: one step at once, then one in each turn of the event loop."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Have nothing to do."""
        super().__init__(parent)
        self._work: Iterator[None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.step)

    @property
    def busy(self) -> bool:
        """Whether something is left to do."""
        return self._work is not None

    def begin(self, work: Iterator[None]) -> None:
        """Do *work*; what is left of the work before it is not done any more."""
        self._work = work
        self._timer.start()
        self.step()

    def step(self) -> None:
        """Do the next slice."""
        work = self._work
        if work is not None and next(work, self) is self and self._work is work:
            self.stop()

    def stop(self) -> None:
        """Leave what is left undone."""
        self._work = None
        self._timer.stop()

    def settle(self) -> None:
        """Do at once all that is left."""
        while self.busy:
            self.step()
