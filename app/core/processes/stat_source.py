"""Linux: read /proc/PID/stat of every process, parse only those whose bytes changed.

Measured with 5,000 sleeping processes: 60 ms of CPU time per sweep where psutil takes 220 to 270.
Most processes of a machine do nothing for minutes. One that has not changed for some time, and is
not looked at, is read in one of three sweeps only, which makes that 25.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

import psutil

from ..text import encodable
from .source import ENDED, Reading, Sweep, cpu_percent

if TYPE_CHECKING:
    from collections.abc import Collection

_RESTS_AFTER: Final = 4.0
"""Seconds without a change after which a process is taken to rest."""
_TURNS: Final = 3
"""In one of so many sweeps one that rests is read."""
_SELDOM: Final = 2.0
"""Seconds since the last sweep after which all are read: somebody looks, and not at once again."""
_PF_KTHREAD: Final = 0x0020_0000
_PF_EXITING: Final = 0x0000_0004
_STATES: Final = {
    b"R": psutil.STATUS_RUNNING,
    b"S": psutil.STATUS_SLEEPING,
    b"D": psutil.STATUS_DISK_SLEEP,
    b"T": psutil.STATUS_STOPPED,
    b"t": psutil.STATUS_TRACING_STOP,
    b"Z": psutil.STATUS_ZOMBIE,
    b"X": psutil.STATUS_DEAD,
    b"x": psutil.STATUS_DEAD,
    b"I": psutil.STATUS_IDLE,
    b"P": psutil.STATUS_PARKED,
}


class StatSource:
    """Keeps the last line of every process and its CPU time."""

    def __init__(self) -> None:
        """Open /proc once: paths relative to it are cheaper."""
        self._proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._tick: int = os.sysconf("SC_CLK_TCK")
        self._page: int = os.sysconf("SC_PAGE_SIZE")
        self._boot: float = psutil.boot_time()
        self._lines: dict[int, bytes] = {}
        self._ticks: dict[int, int] = {}
        self._busy: set[int] = set()
        self._headless: set[int] = set()
        """Processes whose first thread has ended: its line does not tell what the others do."""
        self._swept: float | None = None
        self._changed: dict[int, float] = {}
        """When the line of a process was last seen to be another one, on the monotonic clock."""
        self._resting: dict[int, float] = {}
        """Processes that rest, and when each was read last."""
        self._turn = 0

    def __del__(self) -> None:
        os.close(self._proc)

    def sweep(self, watched: Collection[int] = ()) -> Sweep:
        """Read all lines but of some that rest; give readings of those that changed.

        A process that used CPU time in the last sweep is given once more even if nothing changed:
        its share falls to zero.
        """
        now = time.monotonic()
        before = now if self._swept is None else self._swept
        self._swept = now
        self._turn = (self._turn + 1) % _TURNS
        resting, changed = self._resting, self._changed
        left_alone = self._not_in_turn() - set(watched) if now - before < _SELDOM else ()
        lines: dict[int, bytes] = {}
        readings: list[Reading] = []
        busy: set[int] = set()
        headless: set[int] = set()
        for entry in os.listdir(self._proc):
            if not entry.isdigit():
                continue
            pid = int(entry)
            if pid in left_alone:
                lines[pid] = self._lines[pid]
                continue
            try:
                line = self._line_of(pid)
            except OSError:  # it ended since the directory was listed
                continue
            if line is not self._lines.get(pid) or pid in self._busy or pid in self._headless:
                try:
                    reading = self._parse(pid, line, now - resting.pop(pid, before))
                except OSError:
                    continue
                changed[pid] = now
                readings.append(reading)
                if reading.cpu:
                    busy.add(pid)
                if reading.through:
                    headless.add(pid)
            elif pid in resting or now - changed[pid] > _RESTS_AFTER:
                resting[pid] = now
            lines[pid] = line
        for pid in self._lines.keys() - lines.keys():
            for known in (self._ticks, changed, resting):
                known.pop(pid, None)
        self._lines, self._busy, self._headless = lines, busy, headless
        return Sweep(lines.keys(), readings)

    def _not_in_turn(self) -> set[int]:
        """Give the processes that rest and are not to be read in this sweep."""
        return {pid for pid in self._resting if pid % _TURNS != self._turn}

    def _line_of(self, pid: int) -> bytes:
        """Read the line of a process; give the one read last where it is the same.

        That one lies where it lay. Were each kept anew, 5,000 would tear holes of 20 MiB.
        """
        line = self._read(f"{pid}/stat")
        last = self._lines.get(pid)
        return last if last == line else line

    def _read(self, path: str) -> bytes:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc)
        try:
            return os.read(file, 2048)
        finally:
            os.close(file)

    def _resident(self, pid: int) -> int:
        """Bytes of resident memory from /proc/PID/statm (proc_pid_statm(5)).

        The same figure in stat is a guess: some hundred KiB off for each core.
        """
        return int(self._read(f"{pid}/statm").split(b" ", 2)[1]) * self._page

    def _parse(self, pid: int, line: bytes, elapsed: float) -> Reading:
        """Take /proc/PID/stat apart (proc_pid_stat(5)); the name may hold brackets and spaces."""
        left, right = line.index(b"("), line.rindex(b")")
        fields = line[right + 2 :].split(b" ", 26)
        ticks = int(fields[11]) + int(fields[12])
        start = int(fields[19])
        state = _STATES.get(fields[0], "")
        flags = int(fields[6])
        if flags & _PF_EXITING and state != psutil.STATUS_ZOMBIE:
            state = psutil.STATUS_DEAD
        through, living = 0, fields
        if state in ENDED and int(fields[17]) > 1:
            through, living = self._living_thread(pid)
            state = _STATES.get(living[0], "") if through else state
        before, self._ticks[pid] = self._ticks.get(pid, ticks), ticks
        return Reading(
            pid=pid,
            start_key=start,
            started=self._boot + start / self._tick,
            ppid=int(fields[1]),
            name=encodable(os.fsdecode(line[left + 1 : right])),
            state=state,
            threads=int(fields[17]),
            cpu=cpu_percent((ticks - before) / self._tick, elapsed),
            memory=self._resident(through or pid),
            kernel=bool(flags & _PF_KTHREAD),
            # exec gives a new name or a new stack; the address is 0 where it may not be read
            program_key=(line[left:right], living[25]),
            through=through,
        )

    def _living_thread(self, pid: int) -> tuple[int, list[bytes]]:
        """Find a thread that lives on after the first one: its number, and its fields of stat."""
        for name in sorted(os.listdir(f"/proc/{pid}/task"), key=int):
            try:
                line = self._read(f"{pid}/task/{name}/stat")
            except OSError:
                continue
            fields = line[line.rindex(b")") + 2 :].split(b" ", 26)
            if _STATES.get(fields[0]) not in ENDED:
                return int(name), fields
        return 0, [b""] * 27
