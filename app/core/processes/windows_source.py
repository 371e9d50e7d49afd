"""Windows: all figures of all processes in one question to the system, none of them opened."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from ..capture.windows.process_table import ProcessRow, process_rows
from ..errors import MiniDumpError
from ..process_key import ProcessKey
from ..text import encodable
from .psutil_source import PsutilSource
from .source import Reading, Sweep, cpu_percent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


_KERNEL: Final = {
    0: "System Idle Process",
    4: "System",
}
"""Process ids that are always the same, and the names that Windows itself does not tell."""
KERNEL_NAMES: Final = frozenset(
    ("memcompression", "memory compression", "registry", "secure system", "vmmem", "vmmemwsl")
)
"""Processes of the kernel with other process ids: they have no program file."""


class WindowsSource:
    """Remembers the CPU time of each process, for its share of the next sample."""

    def __init__(self, rows: Callable[[], list[ProcessRow]] = process_rows) -> None:
        """Read the table of processes from *rows*."""
        self._rows = rows
        self._before: dict[ProcessKey, float] = {}
        self._at = 0.0
        self._psutil: PsutilSource | None = None

    def sweep(self, watched: Collection[int] = ()) -> Sweep:
        """Read every process; where Windows does not answer, as psutil can."""
        if self._psutil is not None:
            return self._psutil.sweep(watched)
        try:
            rows, now = self._rows(), time.monotonic()
        except MiniDumpError:
            self._psutil = PsutilSource()
            return self._psutil.sweep(watched)
        elapsed = now - self._at
        readings = [self._reading(row, elapsed) for row in rows]
        self._before = {ProcessKey(row.pid, row.create_time): row.cpu_seconds for row in rows}
        self._at = now
        return Sweep({row.pid for row in rows}, readings)

    def _reading(self, row: ProcessRow, elapsed: float) -> Reading:
        name = encodable(row.name) or _KERNEL.get(row.pid) or f"({row.pid})"
        before = self._before.get(ProcessKey(row.pid, row.create_time))
        is_idle = row.pid == 0
        share = 0.0 if before is None or is_idle else cpu_percent(row.cpu_seconds - before, elapsed)
        return Reading(
            pid=row.pid,
            start_key=row.create_time,
            started=row.started,
            ppid=row.ppid,
            name=name,
            state="stopped" if row.suspended else "running",
            threads=row.threads,
            cpu=share,
            memory=row.working_set,
            kernel=row.pid in _KERNEL or name.casefold() in KERNEL_NAMES,
            program_key=name,
        )
