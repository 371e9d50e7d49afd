"""What a dump does to the drive it goes to, which may fail, be slow, or never answer."""

from __future__ import annotations

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
_REMEDY: Final = "Choose another drive."


class Drive:
    """Does things to a drive for somebody who is asked all the while whether to go on."""

    def __init__(self, poll: Callable[[], None]) -> None:
        """*poll* raises what ends the dump; whoever waits calls it, twenty times a second."""
        self._poll = poll
        self._side = SideThread("drive")
        self.step = self._side.step
        self.later = self._side.later
        self.end = self._side.end

    def do(
        self,
        job: Callable[[], T],
        doing: str,
        *,
        seconds: float = ANSWER_SECONDS,
        poll: Callable[[], None] | None = None,
    ) -> T:
        """Give what *job* gives. *doing* names it for errors ("Writing x.dmp").

        Raises OutputError and its kinds for OSErrors, and for a job that takes no step for so many
        *seconds*; that one is left behind, and everything after it.
        """
        try:
            return self._side.run(job, seconds, poll or self._poll)
        except TimeoutError as error:
            raise from_oserror(error, doing, remedy=_REMEDY, as_type=OutputError) from error
        except OSError as error:
            raise from_oserror(error, doing, as_type=OutputError) from error


def seconds_to_sync(size: int) -> float:
    """Say how long a drive may take until *size* bytes are on it for good."""
    return SYNC_SECONDS + size / SLOWEST
