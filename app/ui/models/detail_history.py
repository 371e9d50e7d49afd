"""What processor and memory did over the last minutes, for the processes that were in view."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.core.processes.info import ProcessInfo, SampleDelta

SECONDS: Final = 300.0
"""So far back the history reaches."""
_PROCESSES: Final = 256
"""So many processes are remembered; those longest out of view are forgotten first."""


class Moment(NamedTuple):
    """Figures from a time (seconds of a clock that never jumps) until the next moment."""

    time: float
    cpu: float
    """Percent of one core, on average since the moment before."""
    memory: int
    """Bytes."""


class History:
    """Remembers figures by process (pid and start key).

    A sample tells only what changed; what it does not mention stays as it was.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.now = 0.0
        """When the last sample was taken."""
        self._moments: dict[tuple[int, int], deque[Moment]] = {}

    def clear(self) -> None:
        """Forget all: start keys mean something else from now on."""
        self._moments.clear()

    def take(self, delta: SampleDelta, watched: Collection[int], now: float) -> None:
        """Take in what a sample tells of the processes *watched* (their ids)."""
        self.now = now
        wanted = set(watched)
        for infos in (delta.added, delta.changed):
            for info in infos:
                if info.pid in wanted:
                    self.note(info, now)

    def note(self, info: ProcessInfo, now: float | None = None) -> None:
        """Remember the figures of one process; twice the same changes nothing."""
        now = self.now if now is None else now
        moments = self._moments.pop(info.key, None)
        if moments is None:
            moments = deque()
        self._moments[info.key] = moments  # to the end: it was in view just now
        moment = Moment(now, info.cpu, info.memory)
        if not moments or moments[-1][1:] != moment[1:]:
            moments.append(moment)
        # The one before the horizon tells what was true at the horizon.
        while len(moments) > 1 and moments[1].time < now - SECONDS:
            moments.popleft()
        while len(self._moments) > _PROCESSES:
            del self._moments[next(iter(self._moments))]

    def of(self, key: tuple[int, int]) -> Sequence[Moment]:
        """Give what is known of a process, oldest first."""
        return tuple(self._moments.get(key, ()))


def moment_at(moments: Sequence[Moment], time: float) -> Moment | None:
    """Give the figures that held at *time*; None before the first."""
    index = bisect_right(moments, time, key=lambda moment: moment.time) - 1
    return moments[index] if index >= 0 else None
