"""How soon the preview follows a tick, for a target of 3,000 regions. The goal is 100 ms.

In the real window: from the click on a box to the moment at which the new figures are shown. Beside
it stands what the plan alone takes in the dumper, from question to answer. Clicks follow each other
at once, as well as after the costs of all flags have begun to be computed, which a click stops.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from app.core.capture.target import key_of
from app.core.dump.presets import PRESETS
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from benchmarks.event_loop import choose, wait

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

GOAL: Final = 100.0
"""Milliseconds."""
_TARGET: Final = """
import mmap, sys
held = [mmap.mmap(-1, 8192, prot=1 | n % 2 * 2) for n in range(int(sys.argv[1]))]
for one in held[1::2]:
    one[:] = b"x" * 8192
for one in held[::2]:
    one[0], one[4096]
print("ready", flush=True)
sys.stdin.read()
"""
"""Neighbours of different protection, which the system does not merge; all of it touched."""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a median misses the goal."""
    parser = argparse.ArgumentParser(prog="benchmarks preview-latency", description=__doc__)
    parser.add_argument("--regions", type=int, default=3000, help="regions of the target")
    parser.add_argument("--clicks", type=int, default=15, help="clicks on each box")
    parser.add_argument("--json", action="store_true", help="give the figures as JSON")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-I", "-S", "-c", _TARGET, str(options.regions)]
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as folder,
        subprocess.Popen(command, stdin=pipe, stdout=pipe) as target,
    ):
        try:
            target.stdout.readline()  # type: ignore[union-attr]
            plans = _plans(target.pid, options.clicks)
            ticks = _ticks(target.pid, folder, options.clicks)
        finally:
            target.kill()
    if options.json:
        print(json.dumps({"plan": [*chain(*plans.values())], "tick": [*chain(*ticks.values())]}))
        return 0
    return _print(plans, ticks)


def _plans(pid: int, rounds: int) -> dict[str, list[float]]:
    """Give what the plan of each preset takes, in milliseconds."""
    with DumperClient() as client:
        client.describe(key_of(pid))
        return {
            preset.name: [_timed(client, pid, DumpRequest(preset.flags)) for _ in range(rounds)]
            for preset in PRESETS
        }


def _timed(client: DumperClient, pid: int, request: DumpRequest) -> float:
    started = time.perf_counter()
    client.plan(key_of(pid), request, ranges=False)
    return 1000 * (time.perf_counter() - started)


def _print(plans: dict[str, list[float]], ticks: dict[str, list[float]]) -> int:
    """Print least, median, most; 1 if a median misses the goal."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"milliseconds: least, median, most{busy}")
    for kind, found in (("plan", plans), ("tick", ticks)):
        for name, took in found.items():
            print(f"  {kind}  {name:48}{min(took):8.1f}{median(took):8.1f}{max(took):8.1f}")
    missed = any(median(took) > GOAL for took in ticks.values())
    print(f"the goal of {GOAL:.0f} ms is {'missed' if missed else 'met'}")
    return int(missed)


def _ticks(pid: int, folder: str, clicks: int) -> dict[str, list[float]]:
    """Give what it takes from a click on a box to the new figures, in milliseconds."""
    from PySide6.QtCore import QSettings
    from PySide6.QtTest import QTest

    from app.core.minidump.constants import MINIDUMP_TYPE
    from app.ui.application import make_application, make_window

    make_application()
    window = make_window(QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat))
    window.resize(1360, 880)
    window.show()
    window.start()
    found: dict[str, list[float]] = {}
    try:
        choose(window, pid)
        for name in ("WithHandleData", "WithPrivateReadWriteMemory", "WithFullMemory"):
            flag = MINIDUMP_TYPE[f"MiniDump{name}"]
            for pause in (0, 400):
                when = "among the costs" if pause else "at once"
                took = found.setdefault(f"{name}, {when}", [])
                for _ in range(clicks):
                    QTest.qWait(pause)
                    took.append(click(window, flag))
    finally:
        window.close()
    return found


def click(window: MainWindow, flag: object) -> float:
    """Tick the box of a flag; milliseconds until the new figures are there."""
    started = time.perf_counter()
    window.pane.flags_panel.boxes.boxes[flag].click()  # type: ignore[index]
    wait(window.pane.estimated)
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
