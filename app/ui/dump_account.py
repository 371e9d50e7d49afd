"""What is told of dumps: progress, outcome, the list, the history, the desktop."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ..core.dumper.messages import Done
from ..core.errors import DumpCancelledError, DumpDeskError, MiniDumpError
from ..core.process_key import boot_id
from ..core.storage.found import dumps_since
from ..core.storage.history import DumpRecord
from ..core.text import escaped
from . import desktop, theme
from .core_texts import core_text, error_text
from .models.verdict import verdict_word
from .workers.bell import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMainWindow

    from ..core.dump.request import DumpRequest
    from ..core.storage.history import History
    from .preferences import Preferences
    from .views.result_card import ResultCard
    from .views.result_list import ResultList
    from .workers.dump_queue import DumpQueue
    from .workers.dump_thread import DumpJob
    from .workers.errands import Errands


class DumpAccount(QObject):
    """Follows what a queue writes and keeps account of it, in this run and for later ones."""

    finished = Signal(object)
    """A dump is over: its Done or MiniDumpError."""
    complained = Signal(str)
    """A sentence: the history could not be read or written."""

    def __init__(
        self,
        window: QMainWindow,
        card: ResultCard,
        queue: DumpQueue,
        results: ResultList,
        errands: Errands,
        preferences: Preferences,
        history: History,
    ) -> None:
        """Tell *card* and *results* of *window* about *queue*; *errands* write the history.

        *preferences* say whether there is one.
        """
        super().__init__(window)
        self._window = window
        self._card = card
        self._queue = queue
        self._results = results
        self._errands = errands
        self._preferences = preferences
        self._history = history
        self.writer = ""
        """The DLL that wrote the last dump, and its version (Windows)."""
        self._ended: list[tuple[DumpJob, Done | MiniDumpError]] = []
        self._since = time.time()
        """What was written later is new to the list."""
        self._looks = False
        queue.added.connect(results.dumps.add_jobs)
        queue.begun.connect(self._on_begun)
        queue.phase_changed.connect(self._on_phase)
        queue.progressed.connect(self._on_progress)
        queue.ended.connect(self._on_ended)
        queue.emptied.connect(self._on_emptied)
        results.forgotten.connect(self._forget)
        results.dumps.looking.connect(self._look_for_others)

    def load_history(self) -> None:
        """Show the dumps of earlier runs."""

        def show(records: object) -> None:
            if isinstance(records, list):
                self._since = max([record.time for record in records], default=self._since)
                self._results.dumps.add_records(records)
                self._tell_broken()
            else:
                self._complain(records)

        self._errands.run(self._history.records, show)

    def _look_for_others(self) -> None:
        """Find what commands have written into the folder; a slow drive makes nobody wait."""
        if self._looks:
            return
        self._looks = True
        folder, since = Path(self._preferences.settings.folder), self._since

        def work() -> None:
            found: list[DumpRecord] = []
            # There may be no such folder, and no such user in ~user.
            with suppress(OSError, RuntimeError):
                found = dumps_since(folder.expanduser(), since)
            tell(self, partial(self._on_found, found))

        threading.Thread(target=work, name="look for dumps", daemon=True).start()

    def _on_found(self, found: list[DumpRecord]) -> None:
        self._looks = False
        new = self._results.dumps.add_found(found)

        def keep() -> None:
            known = {record.path: record.time for record in reversed(self._history.records())}
            for record in reversed(new):
                if known.get(record.path, 0.0) < record.time:  # else another window has told of it
                    self._history.append(record)

        if new and self._preferences.settings.keep_history:
            self._errands.run(keep, self._complain)

    def _on_begun(self, job: DumpJob) -> None:
        self._card.begin(job.path.name)
        self._tell(job)

    def _on_phase(self, job: DumpJob, phase: str) -> None:
        entry = self._results.dumps.of_job(job)
        if entry is not None:
            entry.progress.enter(phase)
            self._tell(job)

    def _on_progress(self, job: DumpJob, done: int, total: int, item: str) -> None:
        entry = self._results.dumps.of_job(job)
        if entry is not None:
            entry.progress.advance(done, total, item)
            self._tell(job)

    def _tell(self, job: DumpJob) -> None:
        entry = self._results.dumps.of_job(job)
        if entry is not None:
            self._results.dumps.update(entry)
            waiting = len(self._queue.jobs) - 1
            self._card.show_progress(job.process_name, entry.progress, waiting)

    def _on_ended(self, job: DumpJob, result: Done | MiniDumpError) -> None:
        entry = self._results.dumps.of_job(job)
        if entry is not None:
            if isinstance(result, Done):
                entry.record, entry.done = _record(job, result), result
                entry.verdict = result.verdict
                entry.findings = (
                    *(str(found.get("text", "")) for found in result.findings),
                    *([self.tr("Written by {0}.").format(result.writer)] if result.writer else []),
                )
                self.writer = result.writer
                self._keep(entry.record, job.request)
            else:
                entry.error = result
            self._results.dumps.update(entry)
        self._ended.append((job, result))
        if not self._queue.jobs:
            self._card.end()
        if not isinstance(result, Done):
            self._card.show_error(job, result)
        self.finished.emit(result)

    def _on_emptied(self) -> None:
        """Sum several up; tell somebody who is not looking."""
        ended, self._ended = self._ended, []
        results = [result for _, result in ended]
        written = sum(isinstance(result, Done) for result in results)
        if all(isinstance(result, DumpCancelledError) for result in results):
            return
        summary = self._sum_up(results)
        if len(ended) > 1:
            self._card.say(summary, "check" if written == len(ended) else "alert")
        if self._window.isActiveWindow() or not self._window.isVisible():
            return
        job, result = ended[-1]
        if len(ended) > 1:
            said = summary
        elif isinstance(result, Done):
            said = f"{verdict_word(result.verdict)}  ·  {theme.binary_size(result.file_size)}"
        else:
            said = escaped(core_text(result.cause))
        name = escaped(job.process_name)
        desktop.notify(self.tr("Dump of {0}").format(name), said, self._window)

    def _sum_up(self, results: Sequence[Done | MiniDumpError]) -> str:
        """Say how many of several dumps were written, and how many of them are good."""
        written = [result for result in results if isinstance(result, Done)]
        good = sum(result.verdict.startswith("good") for result in written)
        count = theme.whole_number(len(results))
        if good == len(written):
            return self.tr("{0} of {1} dumps are good.").format(theme.whole_number(good), count)
        return self.tr("{0} of {1} dumps were written, {2} of them are good.").format(
            theme.whole_number(len(written)), count, theme.whole_number(good)
        )

    def _keep(self, record: DumpRecord, request: DumpRequest) -> None:
        if self._preferences.settings.keep_history:
            self._errands.run(lambda: self._history.append(record, request), self._complain)

    def _forget(self, record: DumpRecord) -> None:
        self._errands.run(lambda: self._history.remove(record.id), self._complain)

    def _tell_broken(self) -> None:
        """Tell what of the history was broken and is kept beside, once."""
        told, self._history.problems = self._history.problems, []
        if told:
            self._card.say(escaped(" ".join(map(core_text, told))), "alert")

    def _complain(self, result: object) -> None:
        """Tell that the history could not be read or written, if that is the *result*."""
        if isinstance(result, Exception):
            text = error_text(result) if isinstance(result, DumpDeskError) else str(result)
            self._card.say(escaped(text), "alert")
            self.complained.emit(text)


def _record(job: DumpJob, done: Done) -> DumpRecord:
    return DumpRecord(
        time=time.time(),
        pid=job.key.pid,
        started=job.key.started,
        boot=boot_id(),
        name=job.process_name,
        path=os.path.abspath(done.path),  # noqa: PTH100 - as it was written, links and all
        size=done.file_size,
        flags=job.request.flags,
        paused_ms=done.paused_ms,
        usual_pause_ms=done.usual_pause_ms,
        wait_ms=done.wait_ms,
        verdict=done.verdict,
        crash=done.crash,
        sha256=done.sha256,
        soft_errors=done.soft_errors,
        left_out=done.left_out,
        recipe=job.request.recipe,
        by_hand=job.request.filter.excluding_by_hand,
    )
