"""The process table over thousands of real processes: CPU of all our processes, largest gaps.

Goals: at one refresh a second and 5,000 processes at most 15 % of one core, and no stretch over
16 ms in which the event loop stands still. A gap is the longest time between two fires of a
precise timer of one millisecond; the timer itself costs about 4 % of a core, so CPU is measured
without it. Single gaps of 15 to 35 ms occur on shared machines with nothing running at all, so
the idle gap is measured first, and beside every gap stands the longest stretch of CPU time that
the window's thread itself used between two fires: that is ours, the rest is the machine's.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.ui.views.process_view import ProcessView

_SLEEPERS = """
import os, signal, sys
signal.signal(signal.SIGTERM, signal.SIG_DFL)
children = []
try:
    for _ in range(int(sys.argv[1])):
        pid = os.fork()
        if not pid:
            while True:
                signal.pause()
        children.append(pid)
except OSError as error:
    print(error, file=sys.stderr)
print(len(children), flush=True)
sys.stdin.read()
for pid in children:
    os.kill(pid, signal.SIGKILL)
for pid in children:
    os.waitpid(pid, 0)
"""


@contextmanager
def sleepers(wanted: int) -> Iterator[int]:
    """Have *wanted* processes sleep, or as many as the machine allows; give their number."""
    command = [sys.executable, "-I", "-S", "-c", _SLEEPERS, str(wanted)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield int(process.stdout.readline())  # type: ignore[union-attr]
        finally:
            process.stdin.close()  # type: ignore[union-attr]


class Gap(NamedTuple):
    """The largest of a stretch of time, in milliseconds; *own* is our thread's CPU time."""

    largest: float
    own: float

    def __str__(self) -> str:
        return f"{self.largest:5.1f} ms, of our own making {self.own:.1f} ms"


class Share(NamedTuple):
    """Percent of one core."""

    window: float
    sampler: float

    def __str__(self) -> str:
        both = self.window + self.sampler
        return f"{both:5.1f} % (window {self.window:.1f}, sampler {self.sampler:.1f})"


def share(loop: Loop, sampler_pid: int, seconds: float) -> Share:
    """Run for *seconds*; give the CPU time that was used."""
    mine = os.getpid()
    before, start = (cpu_seconds(mine), cpu_seconds(sampler_pid)), time.perf_counter()
    loop.run(seconds)
    percent = 100 / (time.perf_counter() - start)
    window = (cpu_seconds(mine) - before[0]) * percent
    return Share(window, (cpu_seconds(sampler_pid) - before[1]) * percent)


class Loop:
    """Runs the event loop for a time and notes its gaps."""

    def __init__(self) -> None:
        """Use the application's loop; the timer runs only while it is asked for."""
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._loop = QEventLoop()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._fired)
        self._single = QTimer
        self._last = self._last_cpu = 0.0
        self._largest = self._largest_cpu = 0.0

    def run(self, seconds: float) -> None:
        """Run for *seconds* without measuring."""
        self._single.singleShot(round(seconds * 1000), self._loop.quit)
        self._loop.exec()

    def largest_gap(self, seconds: float, action: Callable[[], object] | None = None) -> Gap:
        """Run for *seconds*, *action* (if any) at the start; give the largest gaps."""
        self._largest = self._largest_cpu = 0.0
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()
        self._timer.start()
        if action is not None:
            self._single.singleShot(20, action)
        self.run(seconds)
        self._timer.stop()
        return Gap(self._largest * 1000, self._largest_cpu * 1000)

    def until(self, condition: Callable[[], bool]) -> float:
        """Run until *condition* holds; give the seconds it took."""
        start = time.perf_counter()
        while not condition():
            self.run(0.01)
        return time.perf_counter() - start

    def _fired(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self._largest = max(self._largest, now - self._last)
        self._largest_cpu = max(self._largest_cpu, cpu - self._last_cpu)
        self._last, self._last_cpu = now, cpu


def cpu_seconds(*pids: int) -> float:
    """CPU time of living processes, in seconds."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123
            fields = file.read().rpartition(b")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(view: ProcessView, loop: Loop, sampler_pid: int, seconds: float) -> None:
    """Print the figures of a table that is full."""
    from PySide6.QtCore import Qt

    from app.ui.models.column_layout import BUILT_IN, DEFAULT
    from app.ui.models.process_columns import SECTIONS

    cpu = partial(share, loop, sampler_pid, seconds)
    for form in ("table", "tree"):
        view.tree.setChecked(form == "tree")
        for key in ("name", "cpu"):
            view.list.sortByColumn(SECTIONS[key], Qt.SortOrder.DescendingOrder)
            loop.run(1)
            title = f"{form} by {key}"
            print(f"{'CPU, ' + title:32} {cpu()}")
            print(f"{'largest gap, ' + title:32} {loop.largest_gap(seconds)}")
        roots = [row for row in range(view.table.rowCount()) if view.table.place(row).is_parent]
        if roots:
            largest = view.table.info(max(roots, key=lambda row: len(children(view, row)))).pid
            for what in ("closing", "opening"):
                gap = loop.largest_gap(0.5, partial(toggle, view, largest))
                print(f"{f'largest gap, {what} a branch':32} {gap}")
    view.tree.setChecked(False)
    view.list.apply_layout(BUILT_IN["Load"])
    done = loop.until(lambda: view.pending > 0) + loop.until(lambda: sampler_done(view))
    print(f"{'facts of the set Load after':32} {done:5.2f} s")
    print(f"{'CPU, set Load':32} {cpu()}")
    print(f"{'largest gap, set Load':32} {loop.largest_gap(seconds)}")
    view.list.apply_layout(DEFAULT)
    loop.run(1)
    for text in ("p", "nothing at all", ""):
        gap = loop.largest_gap(0.5, partial(view.filter.setText, text))
        print(f"{f'largest gap, typing {text!r}':32} {gap}")


def main(arguments: list[str]) -> int:
    """Run it; 0 always: goals are for reading, machines differ."""
    parser = argparse.ArgumentParser(prog="process-table", description=__doc__)
    parser.add_argument("--processes", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--json", action="store_true", help="of the table alone, as JSON")
    options = parser.parse_args(arguments)
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtWidgets import QApplication

    from app.ui.garbage import GarbageSchedule
    from app.ui.views.process_view import ProcessView
    from app.ui.workers.sampler import ProcessSampler

    application = QApplication([])
    loop = Loop()
    with sleepers(options.processes) as count:
        GarbageSchedule(application).begin()  # as the window does
        print(f"{'platform':32} {application.platformName()}")
        print(f"{'sleeping processes':32} {count}")
        print(f"{'largest gap, nothing running':32} {loop.largest_gap(3)}")
        sampler = ProcessSampler()
        view = ProcessView(sampler)
        view.resize(1100, 900)
        view.show()
        loop.run(0.5)
        sampler.start()
        first = loop.until(lambda: view.table.total >= count)
        full = first + loop.until(lambda: sampler_done(view))
        print(f"{'all rows after':32} {first:5.2f} s, all details after {full:.2f} s")
        sampler.start()
        gap = loop.largest_gap(full + 1)
        print(f"{'largest gap while filling':32} {gap}")
        pid = sampler.process_id()
        if options.json:
            held = _own_memory(pid)
            used, gap = share(loop, pid, options.seconds), loop.largest_gap(options.seconds)
            figures = {"cpu_percent": sum(used), "gap_ms": gap.largest, "own_gap_ms": gap.own}
            figures["growth_mib"] = (_own_memory(pid) - held) / (1 << 20)
            print(json.dumps(used._asdict() | figures | {"processes": count}))
            sampler.stop()
            return 0
        measure(view, loop, pid, options.seconds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"{'memory of the window, peak':32} {peak / 1024:5.0f} MiB")
        sampler.stop()
    return 0


def _own_memory(sampler_pid: int) -> int:
    """Give the bytes that window and sampler hold and share with none."""
    from benchmarks.endurance import own_memory

    return own_memory(os.getpid()) + own_memory(sampler_pid)


def toggle(view: ProcessView, pid: int) -> None:
    """Close or open the branch of a process, wherever its row is by now."""
    view.list.toggle_branch(view.table.row_of(pid))


def children(view: ProcessView, row: int) -> list[int]:
    """Rows below *row* of the tree."""
    table, depth = view.table, view.table.place(row).depth
    rows = range(row + 1, table.rowCount())
    return list(itertools.takewhile(lambda below: table.place(below).depth > depth, rows))


def sampler_done(view: ProcessView) -> bool:
    """Whether every process has been looked up."""
    return view.pending == 0
