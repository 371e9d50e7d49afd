"""Short errands to the disk, one after the other, on a thread of their own: a disk may be slow."""

from __future__ import annotations

import queue
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...core.errors import DumpDeskError
from .bell import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[[], object]
    Then = Callable[[object], None] | None


class Errands(QObject):
    """Does what nobody has to wait for; the answer is given in the thread of the window.

    The thread ends with the program: a disk may not only be slow, but never answer.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no thread before there is something to do."""
        super().__init__(parent)
        self._waiting: queue.SimpleQueue[tuple[Work, Then] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def run(self, work: Work, then: Then = None) -> None:
        """Do *work*, then call *then* with its result, or with its OSError or DumpDeskError."""
        with self._lock:
            self._waiting.put((work, then))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="errands", daemon=True)
                self._thread.start()

    def settle(self, seconds: float = threading.TIMEOUT_MAX) -> bool:
        """Wait until everything so far has been done; say whether it was, after so many seconds."""
        if self._thread is None:
            return True
        settled = threading.Event()
        self._waiting.put((settled.set, None))
        return settled.wait(seconds)

    def stop(self, seconds: float) -> bool:
        """End the thread when everything so far has been done; say if that is in time.

        What comes later has a thread again: the last dump may end while the window closes.
        """
        settled = self.settle(seconds)
        self._waiting.put(None)
        return settled

    def _work(self) -> None:
        while True:
            errand = self._waiting.get()
            if errand is None:
                with self._lock:
                    if self._waiting.empty():
                        self._thread = None
                        return
                continue
            work, then = errand
            result: object
            try:
                result = work()
            except (OSError, DumpDeskError) as error:
                result = error
            if then is not None:
                tell(self, partial(then, result))
