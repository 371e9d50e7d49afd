"""The dedicated thread that dumps: it owns the dumper process and waits for it; nobody else does.

The work itself is done in the dumper; the thread sleeps in a pipe most of the time and turns what
comes out of it into signals.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal, Slot

from ...core.dumper.cancellation import Cancellation
from ...core.dumper.client import DumperClient
from ...core.dumper.messages import Phase, Progress, SoftErrorFound
from ...core.errors import DumpCancelledError, MiniDumpError, OutputError, from_oserror
from ...core.side_thread import answer_unless
from ...core.storage.unfinished import Unfinished
from ..core_texts import MAKING_FOLDER
from .left_behind import wait_or_leave

if TYPE_CHECKING:
    from pathlib import Path

    from ...core.dump.request import DumpRequest
    from ...core.dumper.messages import Done
    from ...core.inspection.crash import Crash
    from ...core.process_key import ProcessKey
    from ..models.as_planned import Foretold

_BATCH_SECONDS: Final = 0.05
"""Progress and soft errors are told at most so often, the last ones always."""


class DumpJob(NamedTuple):
    """One dump to write. The folder of ``path`` is made if it is not there."""

    key: ProcessKey
    process_name: str
    request: DumpRequest
    path: Path
    overwrite: bool = False
    foretold: Foretold | None = None
    """What the file was to hold when it was asked for; None: not known."""


class DumpThread(QObject):
    """Writes one dump at a time. Lives in the thread of the window; all signals arrive there."""

    phase_changed = Signal(str)
    """A phase began: describe, suspend, copy, write, hash or verify."""
    progressed = Signal(object, object, str)
    """Bytes done in this phase, in all, and of what. (A signal of int would be cut to 32 bits.)"""
    soft_errors_found = Signal(object)
    """A list of SoftErrorFound: what was left out."""
    succeeded = Signal(object, object)
    """The DumpJob and its Done."""
    failed = Signal(object, object)
    """The DumpJob and the MiniDumpError."""
    cancelled = Signal(object, object)
    """The DumpJob and the DumpCancelledError, which says if a file may have been left."""

    _requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare; :meth:`start` starts."""
        super().__init__(parent)
        self._client = DumperClient()
        self._cancellation = Cancellation()
        self._job: DumpJob | None = None
        self._thread = QThread(self)
        self._thread.setObjectName("dump")
        self._worker = _Worker(self, self._client)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.warm_up)
        self._requested.connect(self._worker.write)
        for signal in (self.succeeded, self.failed, self.cancelled):
            signal.connect(self._forget_job)

    @property
    def job(self) -> DumpJob | None:
        """What is being dumped."""
        return self._job

    def start(self) -> None:
        """Start the thread, and in it the dumper process, so that a dump begins at once."""
        self._thread.start()

    def dump(self, job: DumpJob) -> bool:
        """Write *job*; say whether it was taken on, which it is unless another one is at work."""
        if self._job is not None:
            return False
        self._job = job
        self._cancellation = Cancellation()
        self._requested.emit(job, self._cancellation)
        return True

    def cancel(self) -> None:
        """Give up the dump at work, if any. Acts at once, from the calling thread."""
        if self._job is not None:
            self._cancellation.cancel()

    def stop(self) -> None:
        """Have dumper and thread end; a dump at work is given up. Waits for nothing.

        Follow with :meth:`wait`.
        """
        self._cancellation.cancel()
        self._client.close()
        self._thread.quit()

    def wait(self, deadline: float) -> bool:
        """Wait until both have ended; say whether they have by *deadline* (monotonic clock)."""
        over = wait_or_leave(self._thread, deadline, self._worker)
        return self._client.wait(deadline - time.monotonic()) and over

    def _forget_job(self) -> None:
        self._job = None


class _Worker(QObject):
    """What runs on the thread."""

    def __init__(self, thread: DumpThread, client: DumperClient) -> None:
        super().__init__()
        self._tell = thread
        self._client = client
        self._unfinished = Unfinished()
        self._told = 0.0
        self._progress: Progress | None = None
        self._soft_errors: list[SoftErrorFound] = []

    @Slot()
    def warm_up(self) -> None:
        """Have the dumper running before it is needed."""
        self._unfinished.sweep()
        try:
            self._client.start()
        except MiniDumpError:
            return  # The dump will say so, to somebody who wants one.

    @Slot(object, object)
    def write(self, job: DumpJob, cancellation: Cancellation) -> None:
        """Write one dump, and say how it went."""
        try:
            _make_folder(job.path.parent, cancellation)
            with self._unfinished.noted(str(job.path)):
                done = self._client.dump(
                    job.key,
                    job.request,
                    str(job.path),
                    overwrite=job.overwrite,
                    report=self._report,
                    cancellation=cancellation,
                )
        except DumpCancelledError as error:
            self._flush()
            self._tell.cancelled.emit(job, error)
        except MiniDumpError as error:
            self._flush()
            self._tell.failed.emit(job, error)
        else:
            self._flush()
            self._tell.succeeded.emit(job, _with_calls(done, done.crash))

    def _report(self, event: Phase | Progress | SoftErrorFound) -> None:
        if isinstance(event, Phase):
            self._flush()
            self._tell.phase_changed.emit(event.phase)
            return
        if isinstance(event, Progress):
            self._progress = event
        else:
            self._soft_errors.append(event)
        if time.monotonic() - self._told >= _BATCH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        self._told = time.monotonic()
        if self._progress is not None:
            progress = self._progress
            self._tell.progressed.emit(progress.done, progress.total, progress.item)
            self._progress = None
        if self._soft_errors:
            self._tell.soft_errors_found.emit(self._soft_errors)
            self._soft_errors = []


def _with_calls(done: Done, crash: Crash | None) -> Done:
    if crash is None:
        return done
    from ...core.inspection.explained import told_crash  # only now: it reads symbols

    return replace(done, crash=told_crash(done.path, crash))


def _make_folder(folder: Path, cancellation: Cancellation) -> None:
    """Make *folder*; its drive may not answer, but a cancel is heard."""

    def make() -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    try:
        answer_unless(cancellation.check, make)
    except OSError as error:
        raise from_oserror(
            error, MAKING_FOLDER.format(folder=folder), as_type=OutputError
        ) from error
