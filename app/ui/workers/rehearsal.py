"""A rehearsal: Windows makes a dump that is stored nowhere, which tells its exact size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from ...core.dumper.client import DumperClient
from ...core.errors import MiniDumpError
from .left_behind import wait_or_leave

if TYPE_CHECKING:
    from ...core.dump.request import DumpRequest
    from ...core.process_key import ProcessKey


class Rehearsal(QObject):
    """Has one rehearsal at a time made by a dumper process of its own."""

    ended = Signal(object, object)
    """The DumpRequest, and its size in bytes or a MiniDumpError (of a cancel, too)."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start nothing yet."""
        super().__init__(parent)
        self._run: _Run | None = None

    @property
    def is_running(self) -> bool:
        """Whether one is under way."""
        return self._run is not None

    def start(self, key: ProcessKey, request: DumpRequest) -> None:
        """Rehearse a dump of the process of *key*, unless one is being rehearsed."""
        if self._run is None:
            self._run = _Run(key, request, self)
            self._run.finished.connect(self._on_finished)
            self._run.start()

    def cancel(self) -> None:
        """Give up: the target runs on at once."""
        if self._run is not None:
            self._run.client.cancel()

    def stop(self) -> None:
        """Give up; waits for nothing. Follow with :meth:`wait`."""
        if self._run is not None:
            self._run.client.close()

    def wait(self, deadline: float) -> bool:
        """Wait until nothing is left running, until *deadline* (monotonic clock); say if so."""
        run, self._run = self._run, None
        return run is None or wait_or_leave(run, deadline)

    def _on_finished(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            self.ended.emit(run.request, run.result)
            run.deleteLater()


class _Run(QThread):
    """The thread that waits for it."""

    def __init__(self, key: ProcessKey, request: DumpRequest, parent: QObject) -> None:
        super().__init__(parent)
        self.client = DumperClient()
        self.request = request
        self.result: int | MiniDumpError = 0
        self._key = key

    def run(self) -> None:
        """Ask the dumper, and end it."""
        try:
            self.result = self.client.rehearse(self._key, self.request)
        except MiniDumpError as error:
            self.result = error
        finally:
            self.client.close()
