"""Which rows are marked for a moment: processes that have just come or just ended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from ...core.processes.info import ProcessInfo

MOMENT: Final = 1500
"""Milliseconds that a new row stays marked."""
_LINGER: Final = 3
"""So many moments the row of a process that has ended stays, to be read."""
MOST_GONE: Final = 50
"""So many of them at most: where hundreds end at once they would be all that one sees."""


class RowMarks(QObject):
    """Remembers marks until their moment is over."""

    expired = Signal(object, object)
    """The pids of rows that are no longer new, and of those that have been gone long enough."""

    def __init__(self, moment: int = MOMENT, parent: QObject | None = None) -> None:
        """Mark rows for *moment* milliseconds; with 0 not at all."""
        super().__init__(parent)
        self.new: dict[int, float] = {}
        self.gone: dict[int, ProcessInfo] = {}
        self._gone_at: dict[int, float] = {}
        self._moment = moment
        self._held = False
        self._timer = QTimer(self, singleShot=True, interval=moment)
        self._timer.timeout.connect(self._expire)

    @property
    def marking(self) -> bool:
        """Whether rows are marked at all."""
        return self._moment > 0

    def mark_new(self, pid: int) -> None:
        """Mark a row that has come."""
        self.new[pid] = time.monotonic()
        self._start()

    def mark_gone(self, info: ProcessInfo) -> None:
        """Mark the row of a process that has ended; *info* is what it shows from now on."""
        self.new.pop(info.pid, None)
        self.gone[info.pid] = info
        self._gone_at[info.pid] = time.monotonic()
        self._start()

    def surplus(self) -> list[int]:
        """Give those that ended first, beyond the number that may stay."""
        return list(self.gone)[: max(len(self.gone) - MOST_GONE, 0)]

    def hold(self, held: bool) -> None:
        """Let none of those that have ended go while somebody is about to click."""
        self._held = held
        if not held and self.gone:
            self._start()

    def drop(self, pid: int) -> None:
        """Forget the marks of a row."""
        self.new.pop(pid, None)
        self.gone.pop(pid, None)
        self._gone_at.pop(pid, None)

    def clear(self) -> None:
        """Forget all marks."""
        self.new.clear()
        self.gone.clear()
        self._gone_at.clear()

    def _start(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _expire(self) -> None:
        now, moment = time.monotonic() + 0.01, self._moment / 1000
        new = [pid for pid, since in self.new.items() if since + moment <= now]
        gone = [
            pid
            for pid, since in self._gone_at.items()
            if since + _LINGER * moment <= now and not self._held
        ]
        for pid in (*new, *gone):
            self.drop(pid)
        if self.new or (self.gone and not self._held):
            self._start()
        self.expired.emit(new, gone)
