"""Do the window's own processes grow while it is simply left open? Over ten minutes, they must not.

The real window with a process selected that is like a browser: thousands of regions, hundreds of
descriptors, dozens of threads, some of them coming and going all the time. It is looked at again
every few seconds, its details every time. What is judged is how much each process (window, sampler,
dumpers) holds after the first fifth of the time, and at the end: resident memory of its own, the
median of several readings, because one may fall into the middle of some work.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.event_loop import choose

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

GOAL: Final = 3 << 20
"""Bytes that a process may hold more at the end: what an allocator does not give back at once."""
_READINGS: Final = 9
_TARGET: Final = """
import mmap, os, sys, threading, time
held = [mmap.mmap(-1, 8192, prot=1 | n % 2 * 2) for n in range(int(sys.argv[1]))]
files = [os.open("/dev/null", os.O_RDONLY) for _ in range(900)]
for number in range(40):
    threading.Thread(target=threading.Event().wait, daemon=True, name=f"worker-{number}").start()
print("ready", flush=True)
while True:
    for change in range(50):
        held[change] = mmap.mmap(-1, 8192 * (1 + change % 7), prot=1 | change % 2 * 2)
        threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()
        time.sleep(0.05)
"""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a process has grown."""
    parser = argparse.ArgumentParser(prog="benchmarks endurance", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="how long the window is left open")
    parser.add_argument("--regions", type=int, default=3000, help="regions of the target")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-I", "-S", "-c", _TARGET, str(options.regions)]
    with (
        tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as folder,
        subprocess.Popen(command, stdout=subprocess.PIPE) as target,
    ):
        try:
            target.stdout.readline()  # type: ignore[union-attr]
            return _measure(target.pid, folder, options.seconds)
        finally:
            target.kill()


def _measure(pid: int, folder: str, seconds: int) -> int:
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest

    from app.ui.application import make_application, make_window
    from app.ui.garbage import GarbageSchedule

    make_application()
    window = make_window(QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat))
    window.resize(1360, 880)
    window.show()
    window.activateWindow()
    window.start()
    garbage = GarbageSchedule(window)
    garbage.begin()
    readings: dict[str, list[int]] = {}
    try:
        choose(window, pid)
        window.pane.tabs.setCurrentWidget(window.details)
        window.details.tabs.setCurrentIndex(window.details.tabs.count() - 1)
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            QTest.qWait(max(200, seconds * 10))
            window.details.refresh.click()
            for name, process in processes(window).items():
                readings.setdefault(name, []).append(own_memory(process))
    finally:
        garbage.end()
        window.close()
    return _tell(readings, seconds)


def processes(window: MainWindow) -> dict[str, int]:
    """Give the process ids of all that the window consists of."""
    return {
        "window": os.getpid(),
        "sampler": window._parts[0].process_id(),  # noqa: SLF001 - nobody else has to know
        "dumper of the preview": window.preview.client.process_id,
        "dumper of dumps": window.dump_thread._client.process_id,  # noqa: SLF001 - as above
    }


def own_memory(process_id: int) -> int:
    """Give the bytes that a process has written and shares with none (proc_pid_smaps_rollup(5)).

    Pages of libraries do not count: they are its own, or not, by who else runs at the moment.
    """
    rollup = Path(f"/proc/{process_id}/smaps_rollup").read_text("ascii")
    figures = dict(line.split(":") for line in rollup.splitlines()[1:])
    return int(figures["Private_Dirty"].split()[0]) << 10


def _tell(readings: dict[str, list[int]], seconds: int) -> int:
    grown = False
    print(f"{seconds} s with a process selected; MiB of its own: after a fifth, at the end, growth")
    for name, values in readings.items():
        after = len(values) // 5
        first, last = median(values[after : after + _READINGS]), median(values[-_READINGS:])
        grown |= last - first > GOAL
        mib = [figure / (1 << 20) for figure in (first, last, last - first)]
        print(f"  {name:24}{mib[0]:8.1f}{mib[1]:8.1f}{mib[2]:+8.1f}  ({len(values)} readings)")
    print("a process has grown" if grown else "no process has grown")
    return int(grown)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
