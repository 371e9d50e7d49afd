"""What processor and memory did over the last hour, for the processes that were in view."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from ...core.process_key import ProcessKey
    from ...core.processes.info import ProcessInfo, SampleDelta

SECONDS: Final = 3600.0
"""So far back the history reaches."""
_PROCESSES: Final = 256
"""So many processes are remembered; those longest out of view are forgotten first."""
_FORGET: Final = 64
"""So many moments beyond the horizon are forgotten at once."""


class Moment(NamedTuple):
    """Figures from a time (seconds of a clock that never jumps) until the next moment."""

    time: float
    cpu: float
    """Percent of one core, on average since the moment before."""
    memory: float
    """Bytes."""


class Track:
    """The moments of one process, oldest first: 24 bytes each."""

    def __init__(self) -> None:
        """Know of none yet."""
        self.times, self.cpu, self.memory = array("d"), array("d"), array("d")

    def __len__(self) -> int:
        return len(self.times)

    def __getitem__(self, index: int) -> Moment:
        return Moment(self.times[index], self.cpu[index], self.memory[index])

    def add(self, moment: Moment) -> None:
        """Remember one more, unless its figures are those of the one before."""
        if self.times and self[-1][1:] == moment[1:]:
            return
        self.times.append(moment.time)
        self.cpu.append(moment.cpu)
        self.memory.append(moment.memory)

    def forget_before(self, horizon: float) -> None:
        """Forget what is long ago, but for the moment that tells what was true at *horizon*."""
        old = bisect_right(self.times, horizon) - 1
        if old >= _FORGET:
            for values in (self.times, self.cpu, self.memory):
                del values[:old]

    def at(self, time: float) -> Moment | None:
        """Give the figures that held at *time*; None before the first."""
        index = bisect_right(self.times, time) - 1
        return self[index] if index >= 0 else None


class Pause(NamedTuple):
    """A time in which nobody looked. ``end`` is None while it lasts."""

    start: float
    end: float | None


class History:
    """Remembers figures by process (pid and start key).

    A sample tells only what changed; what it does not mention stays as it was.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.now = 0.0
        """When the last sample was taken."""
        self.pauses: list[Pause] = []
        self._tracks: dict[ProcessKey, Track] = {}

    def clear(self) -> None:
        """Forget all: start keys mean something else from now on."""
        self._tracks.clear()

    def set_paused(self, paused: bool, now: float) -> None:
        """Remember that samples stop or go on."""
        lasts = bool(self.pauses) and self.pauses[-1].end is None
        if paused and not lasts:
            self.pauses.append(Pause(now, None))
        elif lasts and not paused:
            self.pauses[-1] = Pause(self.pauses[-1].start, now)
        self.pauses = [p for p in self.pauses if p.end is None or p.end > now - SECONDS]

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
        track = self._tracks.pop(info.key, None) or Track()
        self._tracks[info.key] = track  # to the end: it was in view just now
        track.add(Moment(now, info.cpu, info.memory))
        track.forget_before(now - SECONDS)
        while len(self._tracks) > _PROCESSES:
            del self._tracks[next(iter(self._tracks))]

    def of(self, key: ProcessKey) -> Track:
        """Give what is known of a process; to be looked at only."""
        return self._tracks.get(key) or Track()
