"""Watching all processes: one sample after the other, each telling only what is different."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, Final

import msgspec

from .details import Details, PsutilDetails
from .facts import Readers, system_readers
from .info import CanDump, ProcessInfo, SampleDelta, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .source import Reading, Source

_LINUX: Final[bool] = sys.platform.startswith("linux")
_WINDOWS: Final[bool] = os.name == "nt"
_FIGURES: Final = ("ppid", "state", "threads", "cpu", "memory", "through")
_ROUNDS: Final = 4
"""A watched process is looked up anew (arguments, path) in one of so many samples."""
_FACTS_TIME: Final = 0.02
"""Seconds per sample for facts of processes that are not watched; whoever is left comes next."""


class Sampler:
    """Knows all processes as of the last sample.

    Two steps, so that a table is there at once: :meth:`sample` reads the cheap figures of all
    processes, :meth:`fill` looks up the details of those that lack them, as many as time allows.
    Facts (dearer figures) are looked up only while somebody wants them.
    """

    def __init__(
        self,
        source: Source | None = None,
        details: Details | None = None,
        own: Iterable[int] = (),
        readers: Readers | None = None,
    ) -> None:
        """Use what fits the system best, or *source*, *details* and *readers* of facts.

        *own* are the process ids of the DumpDesk that asks (window, command line).
        """
        mine = frozenset(own)
        self._source = system_source() if source is None else source
        self._details = system_details(mine) if details is None else details
        self._readers = system_readers() if readers is None else readers
        self._infos: dict[int, ProcessInfo] = {}
        self._readings: dict[int, Reading] = {}
        self._pending: dict[int, None] = {}
        self._wanted: tuple[str, ...] = ()
        self._lacking: dict[int, None] = {}
        self._turns: list[int] = []
        self._watched: frozenset[int] = frozenset()
        self._round = 0

    @property
    def processes(self) -> dict[int, ProcessInfo]:
        """All processes by pid, as of the last sample. Read only."""
        return self._infos

    def watch(self, pids: Iterable[int]) -> None:
        """Note which processes somebody looks at: they are kept up to date first and in full."""
        self._watched = frozenset(pids)

    def want(self, facts: Iterable[str]) -> SampleDelta:
        """Find out *facts* of all processes from now on, and forget the others.

        :meth:`fill` looks the new ones up; after that they are kept up to date by :meth:`sample`.
        """
        before, self._wanted = self._wanted, tuple(f for f in facts if f in self._readers)
        if set(self._wanted) - set(before):
            self._lacking = dict.fromkeys(self._infos)
        elif not self._wanted:
            self._lacking = {}
        changed: list[ProcessInfo] = []
        if dropped := dict.fromkeys(set(before) - set(self._wanted)):
            for fact in dropped:
                self._readers[fact].forget()
            for pid, info in self._infos.items():
                self._infos[pid] = bare = msgspec.structs.replace(info, **dropped)
                if bare != info:
                    changed.append(bare)
        return SampleDelta(changed=tuple(changed), pending=self._pending_count())

    def sample(self) -> SampleDelta:
        """Look at all processes once."""
        sweep = self._source.sweep(self._watched)
        gone = [pid for pid in self._infos if pid not in sweep.alive]
        for pid in gone:
            self._forget(pid)
        added: list[ProcessInfo] = []
        changed: dict[int, ProcessInfo] = {}
        for reading in sweep.readings:
            pid = reading.pid
            known = self._infos.get(pid)
            if known is not None and known.start_key != reading.start_key:
                gone.append(pid)
                self._forget(pid)
                known = None
            if known is None:
                self._pending[pid] = None
                if self._wanted:
                    self._lacking[pid] = None
                self._infos[pid] = info = _first(reading)
                added.append(info)
            elif (info := self._update(known, reading)) != known:
                self._infos[pid] = changed[pid] = info
            self._readings[pid] = reading
        self._look_at_watched(changed)
        self._renew_facts(changed)
        return SampleDelta(
            tuple(added), tuple(changed.values()), tuple(gone), self._pending_count()
        )

    def fill(self, budget: float | None = None) -> SampleDelta:
        """Look up details and facts that are still missing, watched processes first.

        Stops after *budget* seconds, or when all are there; call again while ``pending`` is not 0.
        """
        until = None if budget is None else time.monotonic() + budget
        changed: list[ProcessInfo] = []
        missing = self._pending | self._lacking
        queue = [pid for pid in self._watched if pid in missing]
        queue += [pid for pid in missing if pid not in self._watched]
        self._begin_facts()
        for pid in queue:
            info = self._infos[pid]
            if pid in self._pending:
                del self._pending[pid]
                info = self._details.look_up(info, kernel=self._readings[pid].kernel)
            if pid in self._lacking:
                del self._lacking[pid]
                info = self._with_facts(info)
            self._infos[pid] = info
            changed.append(info)
            if until is not None and time.monotonic() >= until:
                break
        return SampleDelta(changed=tuple(changed), pending=self._pending_count())

    def _update(self, known: ProcessInfo, reading: Reading) -> ProcessInfo:
        before = self._readings[reading.pid]
        if before.program_key != reading.program_key:
            self._pending[reading.pid] = None
            return msgspec.structs.replace(known, name=reading.name, **_figures(reading))
        if before.state != reading.state and known.detailed:
            known = msgspec.structs.replace(known, state=reading.state)
            known = self._details.look_again(known, kernel=reading.kernel)
        return msgspec.structs.replace(known, **_figures(reading))

    def _look_at_watched(self, changed: dict[int, ProcessInfo]) -> None:
        """Renew the verdict of what is being looked at, and in turns everything else of it."""
        self._round = (self._round + 1) % _ROUNDS
        for pid in self._watched:
            known = self._infos.get(pid)
            if known is None or pid in self._pending:
                continue
            look = (
                self._details.look_up if pid % _ROUNDS == self._round else self._details.look_again
            )
            info = look(known, kernel=self._readings[pid].kernel)
            if info != known:
                self._infos[pid] = changed[pid] = info

    def _renew_facts(self, changed: dict[int, ProcessInfo]) -> None:
        """Look at the watched, at whoever is at work, and at as many others as there is time."""
        if not self._wanted:
            return
        self._begin_facts()
        start = time.monotonic()
        seen: set[int] = set()
        queues = (
            (self._watched, float("inf")),
            ([*changed], _FACTS_TIME / 2),
            (self._take_turns(), _FACTS_TIME),
        )
        for pids, seconds in queues:
            for pid in pids:
                known = self._infos.get(pid)
                if known is None or pid in seen or pid in self._lacking:
                    continue
                seen.add(pid)
                info = self._with_facts(known)
                if info != known:
                    self._infos[pid] = changed[pid] = info
                if time.monotonic() - start >= seconds:
                    break

    def _take_turns(self) -> Iterator[int]:
        """Give every process once, beginning where the last sample ran out of time."""
        if not self._turns:
            self._turns = list(self._infos)
        while self._turns:
            yield self._turns.pop()

    def _begin_facts(self) -> None:
        for fact in self._wanted:
            self._readers[fact].begin()

    def _with_facts(self, info: ProcessInfo) -> ProcessInfo:
        found = {fact: self._readers[fact].read(info) for fact in self._wanted}
        return msgspec.structs.replace(info, **found)

    def _pending_count(self) -> int:
        return len(self._pending | self._lacking)

    def _forget(self, pid: int) -> None:
        del self._infos[pid], self._readings[pid]
        self._pending.pop(pid, None)
        self._lacking.pop(pid, None)


def list_processes(
    own: Iterable[int] = (), *, facts: Iterable[str] = (), seconds: float = 0
) -> list[ProcessInfo]:
    """All processes with all details and the *facts* wanted, by pid.

    The CPU share and the I/O rate are those of *seconds* that this takes; 0 and not known without.
    """
    sampler = Sampler(own=own)
    sampler.want(facts)
    for wait in (0, seconds) if seconds else (0,):
        time.sleep(wait)
        sampler.sample()
        sampler.fill()
    return [info for _, info in sorted(sampler.processes.items())]


def system_source() -> Source:
    """Choose the quickest source that this system has."""
    if _LINUX:
        from .stat_source import StatSource

        return StatSource()
    if _WINDOWS:
        from .windows_source import WindowsSource

        return WindowsSource()
    from .psutil_source import PsutilSource

    return PsutilSource()


def system_details(own: frozenset[int] = frozenset()) -> Details:
    """Choose how details are found out on this system."""
    if _WINDOWS:
        from .windows_details import WindowsDetails

        return WindowsDetails(own)
    if _LINUX:
        from .proc_details import ProcDetails

        return ProcDetails(own)
    return PsutilDetails(own)


def _first(reading: Reading) -> ProcessInfo:
    return ProcessInfo(
        pid=reading.pid,
        start_key=reading.start_key,
        started=reading.started,
        name=reading.name,
        verdict=Verdict(CanDump.KERNEL) if reading.kernel else Verdict(),
        **_figures(reading),
    )


def _figures(reading: Reading) -> dict[str, Any]:
    return {name: getattr(reading, name) for name in _FIGURES}
