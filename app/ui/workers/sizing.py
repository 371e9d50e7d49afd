"""Finds out how large several dumps will be, one after the other, while a question waits."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ...core.dumper.client import DumperClient
from ...core.errors import MiniDumpError
from .bell import tell
from .folder_room import Rooms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..models.wish import Wish


class Size(NamedTuple):
    """What a dump will be, in bytes: of the file, and on the disk, without its holes."""

    file: int
    disk: int


class Sizing(QObject):
    """Plans dumps with a dumper of its own, which lives while there is something to plan.

    The one of the preview stays free for the process that is chosen. Signals arrive in the thread
    of the window; those of plans that were given up do not come.
    """

    room_found = Signal(object)
    """The Room where they go."""
    sized = Signal(int, object)
    """The place of a dump among those asked about, and its Size or MiniDumpError."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._run: _Run | None = None
        self._rooms = Rooms()

    def begin(self, wishes: Sequence[Wish], folder: Path) -> None:
        """Find out about *wishes*, which go to *folder*; what was begun before is given up."""
        self.stop()
        self._run = run = _Run()
        work = threading.Thread(
            target=self._work, args=(run, list(wishes), folder), name="sizing", daemon=True
        )
        work.start()

    def stop(self) -> None:
        """Give up what is not known yet."""
        run, self._run = self._run, None
        if run is not None:
            run.stop()

    def _work(self, run: _Run, wishes: list[Wish], folder: Path) -> None:
        tell(self, partial(self._pass_on, run, -1, self._rooms.at(folder)))
        for index, wish in enumerate(wishes):
            if run.over:
                break
            tell(self, partial(self._pass_on, run, index, run.size(wish)))
        run.stop()

    def _pass_on(self, run: _Run, index: int, found: object) -> None:
        if run is not self._run:
            return
        if index < 0:
            self.room_found.emit(found)
        else:
            self.sized.emit(index, found)


class _Run:
    """One dumper and whether it is still wanted. Methods may be called from any thread."""

    def __init__(self) -> None:
        self._client = DumperClient()
        self.over = False

    def size(self, wish: Wish) -> Size | MiniDumpError:
        try:
            plan = self._client.plan(wish.key, wish.request, ranges=False).plan
        except MiniDumpError as error:
            return error
        return Size(plan.file_size, plan.disk_size)

    def stop(self) -> None:
        self.over = True
        self._client.close()
