"""Looks through a folder of dumps beside the window: a drive may be slow, and files many."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...core.errors import DumpDeskError
from .bell import tell

if TYPE_CHECKING:
    from ...core.inspection.triage import Entry


class _GivenUpError(Exception):
    """Nobody wants to know any more."""


class FolderTriage(QObject):
    """Tells what is found as it comes. The thread is left behind when it is given up."""

    found = Signal(object)
    """Entries, at least one."""
    over = Signal(object)
    """None: all was looked at; or the OSError or DumpDeskError."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Do not start yet."""
        super().__init__(parent)
        self._run: _Run | None = None

    @property
    def is_running(self) -> bool:
        """Whether there is more to come."""
        return self._run is not None

    def start(self, folder: str) -> None:
        """Begin with *folder*; what is under way is given up."""
        self.stop()
        self._run = run = _Run(self, folder)
        threading.Thread(target=run.work, name="triage of a folder", daemon=True).start()

    def stop(self) -> None:
        """Give up. Waits for nothing."""
        if self._run is not None:
            self._run.given_up = True
        self._run = None

    def deliver(self, run: _Run) -> None:
        """Tell what *run* has found since; in the thread of the window."""
        entries = run.taken()
        if run is self._run and entries:
            self.found.emit(entries)

    def end(self, run: _Run, error: Exception | None) -> None:
        """Hear that *run* has come to its end; in the thread of the window."""
        if run is self._run:
            self._run = None
            self.over.emit(error)


class _Run:
    """One look through a folder."""

    def __init__(self, owner: FolderTriage, folder: str) -> None:
        self._owner = owner
        self._folder = folder
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        self.given_up = False

    def work(self) -> None:
        # What reads dumps is imported here: it would hold the window up.
        from ...core.storage.kept_triage import triage_kept

        error: Exception | None = None
        try:
            triage_kept(Path(self._folder), self._take)
        except _GivenUpError:
            return
        except (OSError, DumpDeskError) as found:
            error = found
        tell(self._owner, partial(self._owner.end, self, error))

    def taken(self) -> list[Entry]:
        """Give what has come since this was asked last."""
        with self._lock:
            entries, self._entries = self._entries, []
            return entries

    def _take(self, entry: Entry) -> None:
        if self.given_up:
            raise _GivenUpError
        with self._lock:
            self._entries.append(entry)
            is_first = len(self._entries) == 1
        if is_first:  # else whoever was told of the first takes this one, too
            tell(self._owner, partial(self._owner.deliver, self))
