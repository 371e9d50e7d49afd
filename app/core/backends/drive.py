"""What a dump does to the drive it goes to, which may fail, be slow, or never answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeVar

from ..errors import OutputError, from_oserror
from ..side_thread import SideThread

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

ANSWER_SECONDS: Final = 10.0
"""How long a drive may take for a step. A slow one takes a second, a disk that was asleep five."""
SYNC_SECONDS: Final = 60.0
"""How long it may take for what it has to write first, beside what the bytes of the dump take."""
SLOWEST: Final = 256 << 10
"""Bytes a second that even a bad drive writes."""
END_SECONDS: Final = 10.0
"""How long cleaning up may take on a drive that is not known to hang: large files go slowly."""
WRITING: Final = "Writing the dump"
"""What is being done, for errors."""
_REMEDY: Final = "Choose another drive."


class Drive:
    """Does things to a drive for somebody who is asked all the while whether to go on."""

    def __init__(self, poll: Callable[[], None]) -> None:
        """*poll* raises what ends the dump; whoever waits calls it, twenty times a second."""
        self._poll = poll
        self._side = SideThread("drive")
        self._last: list[Callable[[], object]] = []
        self.step = self._side.step

    def do(
        self,
        job: Callable[[], T],
        doing: str,
        *,
        seconds: float = ANSWER_SECONDS,
        poll: Callable[[], None] | None = None,
    ) -> T:
        """Ask whether to go on, then give what *job* gives.

        *doing* names it for errors ("Writing x.dmp").

        Raises OutputError and its kinds for OSErrors, and for a job that takes no step for so many
        *seconds*; that one is left behind, and everything after it.
        """
        ask = poll or self._poll
        ask()
        try:
            return self._side.run(job, seconds, ask)
        except TimeoutError as error:
            raise from_oserror(error, doing, remedy=_REMEDY, as_type=OutputError) from error
        except OSError as error:
            raise from_oserror(error, doing, as_type=OutputError) from error

    def later(self, job: Callable[[], object]) -> None:
        """Have *job* done in its turn; what it raises is nobody's business."""
        self._side.later(job)

    def last(self, job: Callable[[], object]) -> None:
        """Have *job* done when all is over, the latest such job first."""
        self._last.append(job)

    def end(self, seconds: float) -> bool:
        """Do what is to be done last; say whether all is over within *seconds*.

        A drive that is known to hang is not waited for. What the last jobs raise is nobody's
        business any more.
        """
        while self._last:
            self._side.later(self._last.pop())
        return self._side.end(seconds)


def own_descriptor(descriptor: int, drive: Drive) -> int:
    """Give another descriptor of the same file for as long as *drive* is used.

    Its owner may close the first one although something hangs in the drive.
    """
    own = os.dup(descriptor)
    drive.last(lambda: os.close(own))
    return own


def seconds_to_sync(size: int) -> float:
    """Say how long a drive may take until *size* bytes are on it for good."""
    return SYNC_SECONDS + size / SLOWEST
