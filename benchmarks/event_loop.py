"""Does the window stay alive while it dumps or loads plots? The largest gap of its event loop.

The real window with all its processes at work, a full dump of a program that holds 1 GiB of memory
no two pages of which are alike. A gap is the longest time between two fires of a precise timer
of one millisecond. The goal is 16 ms, one frame. Single gaps of 15 to 35 ms occur on shared
machines with nothing running, so the same window is measured idle first, and beside every gap
stands the longest stretch of CPU time that the window's thread itself used between two fires.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from app.ui.main_window import MainWindow

_TARGET = """
import os, sys
held = [os.urandom(1 << 20) for _ in range(int(sys.argv[1]))]
print("ready", flush=True)
sys.stdin.read()
"""
_IDLE_SECONDS = 4.0
_PATIENCE = 120_000


class Gaps(NamedTuple):
    """What was seen in a stretch of time; milliseconds but for ``seconds``."""

    seconds: float
    turns: int
    largest: float
    own: float


class GapTimer:
    """Notes the gaps of the event loop while it is in a ``with`` block."""

    def __enter__(self) -> Self:
        """Start now."""
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._fired)
        self._turns, self._largest, self._own = 0, 0.0, 0.0
        self._started = self._last = time.perf_counter()
        self._last_cpu = time.thread_time()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop; the last stretch counts."""
        self._timer.stop()
        self._fired()
        seconds = time.perf_counter() - self._started
        self.gaps = Gaps(seconds, self._turns, 1000 * self._largest, 1000 * self._own)

    def _fired(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self._turns += 1
        self._largest = max(self._largest, now - self._last)
        self._own = max(self._own, cpu - self._last_cpu)
        self._last, self._last_cpu = now, cpu


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks event-loop", description=__doc__)
    parser.add_argument("--mebibytes", type=int, default=1024, help="memory of the target")
    parser.add_argument("--rounds", type=int, default=3, help="dumps to write")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-I", "-S", "-c", _TARGET, str(options.mebibytes)]
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as folder,
        subprocess.Popen(command, stdin=pipe, stdout=pipe) as target,
    ):
        try:
            target.stdout.readline()  # type: ignore[union-attr]
            return _measure(target.pid, folder, options.rounds)
        finally:
            target.kill()


def _measure(pid: int, folder: str, rounds: int) -> int:
    from PySide6.QtCore import QSettings

    from app.ui.application import make_application, make_window
    from app.ui.garbage import GarbageSchedule

    make_application()
    settings = QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)
    window = make_window(settings)
    window.pane.dump_bar.folder.setText(folder)
    window.resize(1360, 880)
    window.show()
    window.start()
    try:
        choose(window, pid)
        GarbageSchedule(window).begin()
        print(f"{'':20}{'seconds':>9}{'turns':>8}{'largest gap ms':>17}{'own CPU ms':>13}")
        _print("idle", during())
        _print("plots", during(lambda: window.pane.tabs.setCurrentWidget(window.details)))
        assert window.details.plots.pair is not None
        _print("plotting", during())
        for number in range(1, rounds + 1):
            gaps, size = dump(window)
            _print(f"dump {number}, {size / (1 << 30):.2f} GiB", gaps)
    finally:
        window.close()
    return 0


def choose(window: MainWindow, pid: int) -> None:
    """Choose a process in the table, and all its memory."""
    from PySide6.QtCore import QTimer

    from app.core.dump.presets import BY_KEY

    seek = QTimer(interval=50)

    def select() -> None:
        if window.processes.select(pid):
            seek.stop()

    seek.timeout.connect(select)
    seek.start()
    wait(window.preview.planned)
    window.pane.flags.choose(BY_KEY["windbg"])
    wait(window.preview.planned)


def during(act: Callable[[], object] = lambda: None) -> Gaps:
    """Do something and look what comes of it."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(0, act)
    QTimer.singleShot(int(1000 * _IDLE_SECONDS), loop.quit)
    with GapTimer() as timer:
        loop.exec()
    return timer.gaps


def dump(window: MainWindow) -> tuple[Gaps, int]:
    """Press *Dump*; the gaps until it is written, and its size. It is removed."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, window.pane.dump_bar.dump.click)
    with GapTimer() as timer:
        (done,) = wait(window.pane.finished)
    size = Path(done.path).stat().st_size
    Path(done.path).unlink()
    return timer.gaps, size


def wait(signal: SignalInstance) -> tuple[Any, ...]:
    """Run the event loop until *signal* comes; give its arguments."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    came: list[tuple[Any, ...]] = []

    def hear(*arguments: object) -> None:
        came.append(arguments)
        loop.quit()

    signal.connect(hear)
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    loop.exec()
    signal.disconnect(hear)
    if not came:
        raise TimeoutError("the window did not answer")
    return came[0]


def _print(what: str, gaps: Gaps) -> None:
    print(f"{what:20}{gaps.seconds:9.2f}{gaps.turns:8}{gaps.largest:17.1f}{gaps.own:13.1f}")
