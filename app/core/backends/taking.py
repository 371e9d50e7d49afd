"""The memory of one dump on its way: in the stop, after it, and to its place in the file."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

from typing import TYPE_CHECKING

from ..dump.cloning import Taken
from ..intervals import intersect, subtract, total
from .store import BufferStore, FileStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.target import Target
    from ..dump.arrangement import Arrangement
    from ..intervals import Range
    from .drive import Drive
    from .holding import Holding
    from .store import ReadInto
    from .written import Follower

    Store = BufferStore | FileStore
    Fill = Callable[[Store, Sequence[Range]], None]
    """Has a store filled with ranges."""


class Taking:
    """Takes what is copied in the stop into memory, as far as there is room, and to the file."""

    store: Store
    arrangement: Arrangement | None = None
    """Where things lie in the file, if that is settled already."""

    def __init__(
        self,
        holding: Holding,
        target: Target,
        read_into: ReadInto | None,
        place: Callable[[], Arrangement],
        open_file: Callable[[], int],
        drive: Drive,
        follower: Follower,
    ) -> None:
        """Take from *target*; *open_file* gives the descriptor of a file that is on *drive*.

        *read_into*, if given, reads instead of the target's copy.
        """
        self._holding = holding
        self._target = target
        self._read_into = read_into
        self._place = place
        self._open_file = open_file
        self._drive = drive
        self._follower = follower
        self._later: list[Range] = []
        self._held: list[Range] = []
        self.taken = Taken()

    def in_stop(self, now: list[Range], later: list[Range], fill: Fill) -> None:
        """Take *now* what cannot be read *later*, from a clone."""
        held, self._held = self._holding.hold(now, later, self._target, self._read_into)
        self._later, self.store = later, held
        direct = [] if self._held is now else subtract(now, self._held)
        self.taken = Taken(total(later), total(now) - total(direct), total(direct))
        fill(held, intersect(now, self._held) if direct else now)
        if direct:  # only this is arranged while the target waits
            self.store = self._in_file(held)
            fill(self.store, direct)

    def after_stop(self, begin: Callable[[Arrangement, FileStore], None], fill: Fill) -> None:
        """Take the rest; *begin* may do something to a file so arranged before that."""
        if not self._later:
            return
        if isinstance(self.store, BufferStore) and subtract(self._later, self._held):
            self.store = self._in_file(self.store)
        if isinstance(self.store, FileStore) and self.arrangement is not None:
            begin(self.arrangement, self.store)
        fill(self.store, self._later)

    @property
    def waiting(self) -> int:
        """Bytes that are in memory, and are to be written."""
        return total(self._held)

    def _in_file(self, held: BufferStore) -> FileStore:
        self.arrangement = self._place()
        return FileStore(
            self.arrangement.minidump,
            self._target,
            self._open_file(),
            self._read_into,
            self._drive,
            held,
            self._follower,
        )
