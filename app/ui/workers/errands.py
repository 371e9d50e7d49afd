"""Short errands to the disk, one after the other, on a thread of their own: a disk may be slow."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...core.errors import DumpDeskError

if TYPE_CHECKING:
    from collections.abc import Callable


class Errands(QObject):
    """Does what nobody has to wait for; the answer is given in the thread of the window."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no thread before there is something to do."""
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, "errands")
        self._stopped = False
        self._done.connect(self._answer)

    def run(self, work: Callable[[], object], then: Callable[[object], None] | None = None) -> None:
        """Do *work*, then call *then* with its result, or with its OSError or DumpDeskError."""
        if self._stopped:  # the last dump ended while the window was closing
            self._work(work, then)
        else:
            self._executor.submit(self._work, work, then)

    def settle(self) -> None:
        """Wait until everything so far has been done."""
        if not self._stopped:
            self._executor.submit(lambda: None).result()

    def stop(self) -> None:
        """Finish what was begun; what comes later is done at once, by whoever wants it."""
        self._stopped = True
        self._executor.shutdown()

    def _work(self, work: Callable[[], object], then: Callable[[object], None] | None) -> None:
        result: object
        try:
            result = work()
        except (OSError, DumpDeskError) as error:
            result = error
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self._done.emit(then, result)

    @staticmethod
    def _answer(then: Callable[[object], None] | None, result: object) -> None:
        if then is not None:
            then(result)
