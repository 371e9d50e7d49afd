"""Dumps one after the other: each can be cancelled alone, waiting or being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...core.errors import DumpCancelledError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.dumper.messages import Done
    from ...core.errors import MiniDumpError
    from .dump_thread import DumpJob, DumpThread


class DumpQueue(QObject):
    """Hands jobs to the thread that dumps. A job is told from an equal one by identity."""

    added = Signal(object)
    """A list of DumpJob: they wait now."""
    begun = Signal(object)
    """The DumpJob that is being written now."""
    phase_changed = Signal(object, str)
    """The DumpJob at work and its phase."""
    progressed = Signal(object, object, object, str)
    """The DumpJob, bytes done in this phase, bytes in all, and what is being copied."""
    ended = Signal(object, object)
    """The DumpJob and its Done or MiniDumpError (DumpCancelledError if it was cancelled)."""
    emptied = Signal()
    """The last job has ended."""

    def __init__(self, thread: DumpThread, parent: QObject | None = None) -> None:
        """Let *thread* write; the caller starts and stops it."""
        super().__init__(parent)
        self._thread = thread
        self._waiting: list[DumpJob] = []
        self._current: DumpJob | None = None
        thread.phase_changed.connect(self._on_phase)
        thread.progressed.connect(self._on_progress)
        for signal in (thread.succeeded, thread.failed, thread.cancelled):
            signal.connect(self._on_over)

    @property
    def current(self) -> DumpJob | None:
        """The job that is being written."""
        return self._current

    @property
    def jobs(self) -> list[DumpJob]:
        """The job that is being written and those that wait, in order."""
        return ([] if self._current is None else [self._current]) + self._waiting

    def add(self, jobs: Iterable[DumpJob]) -> None:
        """Write *jobs*, in this order, behind those there are."""
        new = list(jobs)
        self._waiting += new
        self.added.emit(new)
        self._next()

    def cancel(self, job: DumpJob) -> None:
        """Give up *job*; acts at once. One that has ended stays as it is."""
        if job is self._current:
            self._thread.cancel()
            return
        kept = [other for other in self._waiting if other is not job]
        if len(kept) < len(self._waiting):
            self._waiting = kept
            self.ended.emit(job, DumpCancelledError("The dump was cancelled before it began."))

    def cancel_all(self) -> None:
        """Give up everything."""
        for job in reversed(self.jobs):
            self.cancel(job)

    def _next(self) -> None:
        if self._current is None and self._waiting:
            self._current = job = self._waiting.pop(0)
            self._thread.dump(job)
            self.begun.emit(job)

    def _on_phase(self, phase: str) -> None:
        if self._current is not None:
            self.phase_changed.emit(self._current, phase)

    def _on_progress(self, done: int, total: int, item: str) -> None:
        if self._current is not None:
            self.progressed.emit(self._current, done, total, item)

    def _on_over(self, job: DumpJob, result: Done | MiniDumpError) -> None:
        self._current = None
        self.ended.emit(job, result)
        self._next()
        if self._current is None:
            self.emptied.emit()
