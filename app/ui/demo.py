"""The main job in the real window, done by itself: pick a process, leave a module out, dump it.

Runs with or without a display. Every step waits for a signal of the window, none for a clock.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ..core import child
from ..core.dump.presets import BY_KEY, PRESETS
from ..core.dumper.messages import Done
from ..core.inspection.verify import verify
from ..core.minidump.reader import MinidumpFile
from .application import make_application, make_window
from .models.contents import Kind, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance

    from ..core.errors import MiniDumpError
    from .main_window import MainWindow
    from .models.contents import Contents, Estimate, Item

_TIMEOUT: Final = 60
"""Seconds that a step may take on a busy machine."""
_PRESET: Final = BY_KEY["private"]


class DemonstrationError(Exception):
    """A step did not go as it should."""


def main(argv: Sequence[str] = ()) -> int:
    """Do it and say where dump and screenshot are. 0 only if the dump is good."""
    options = _options(argv)
    folder = Path(options.folder or tempfile.mkdtemp(prefix="dumpdesk-demo-")).absolute()
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    application = make_application()
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    target = subprocess.Popen(  # noqa: S603 - our own program
        child.command("sample"),
        env=child.environment("sample"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    window = make_window(settings)
    try:
        assert target.stdout is not None  # noqa: S101 - it was started with a pipe
        target.stdout.readline()
        _make(folder)
        _demonstrate(window, target.pid, folder)
        if options.stay:
            application.exec()
    except DemonstrationError as error:
        _say(f"The demonstration failed: {error}")
        return 1
    except Exception:  # noqa: BLE001 - a demonstration says what went wrong
        traceback.print_exc()
        return 1
    finally:
        window.close()
        target.kill()
        target.communicate()
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dumpdesk demo", description=__doc__)
    parser.add_argument("--folder", help="where dump and screenshot go (default: a new one)")
    parser.add_argument("--stay", action="store_true", help="leave the window open at the end")
    return parser.parse_args(argv)


def _make(folder: Path) -> None:
    """Make *folder*: the window asks before it makes one."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DemonstrationError(str(error)) from error


def _demonstrate(window: MainWindow, pid: int, folder: Path) -> None:
    pane = window.pane
    pane.dump_bar.folder.setText(str(folder))
    window.resize(1280, 832)
    window.show()
    window.start()

    _say(f"Choosing the sample process {pid}.")
    module = _choose_process(window, pid)
    _say(f"Choosing the preset {_PRESET.name} ({_PRESET.flags:#x}).")
    pane.choice.plan.choose(PRESETS.index(_PRESET))
    _say(f"Leaving out {module.label}.")
    _leave_out(window, module)
    _say("Pressing Dump.")
    done = _press_dump(window)
    QApplication.processEvents()  # have the result drawn

    _check(done, module.name)
    _say(f"It is good: {done.file_size:,} bytes, the process was paused {done.paused_ms:.1f} ms.")
    picture = folder / "dumpdesk.png"
    if not window.grab().save(str(picture)):
        raise DemonstrationError(f"the screenshot {picture} could not be written.")
    _say(f"Dump:       {done.path}")
    _say(f"Screenshot: {picture}")


def _choose_process(window: MainWindow, pid: int) -> Item:
    """Select the row; give the module to be left out."""
    described: list[Contents] = []

    def told(contents: Contents) -> bool:
        described.append(contents)
        return True

    with _Wait("the process is looked at", window.preview.described, told) as looked_at:
        if not window.processes.select(pid):
            refreshed = window.processes.table.refreshed
            with _Wait("it is in the table", refreshed, lambda: window.processes.select(pid)) as it:
                it.pass_by()
        looked_at.pass_by()
    modules = described[-1].items[Kind.MODULE]
    return next((item for item in modules if "ctypes" in item.name), modules[-1])


def _leave_out(window: MainWindow, module: Item) -> None:
    tree = window.pane.tree
    tree.settle()
    row = tree.leaf(Kind.MODULE, module.key)
    if row is None:
        raise DemonstrationError(f"{module.label} is not in the tree.")

    def is_out(estimate: Estimate) -> bool:
        return estimate.costs[Kind.MODULE][module.key].share is Share.NONE

    with _Wait("the preview follows", window.preview.planned, is_out) as followed:
        tree.tree.setCurrentItem(row)
        row.setCheckState(0, Qt.CheckState.Unchecked)
        followed.pass_by()


def _press_dump(window: MainWindow) -> Done:
    outcome: list[Done | MiniDumpError] = []

    def over(result: Done | MiniDumpError) -> bool:
        outcome.append(result)
        return True

    with _Wait("the dump is over", window.pane.finished, over) as dumped:
        window.pane.dump_bar.dump.click()
        dumped.pass_by()
    if not isinstance(outcome[0], Done):
        raise DemonstrationError(str(outcome[0]))
    return outcome[0]


def _check(done: Done, left_out: str) -> None:
    """Do not take the window's word for it."""
    verdict = verify(done.path)
    if done.verdict != "good" or verdict.verdict != "good":
        raise DemonstrationError(f"the file is {done.verdict}, read again {verdict.verdict}.")
    with MinidumpFile.open(done.path) as file:
        names = [module.name for module in file.modules]
    if left_out in names:
        raise DemonstrationError(f"{left_out} is in the dump.")


class _Wait:
    """Waits until *signal* comes with arguments for which *until* is true.

    It listens from ``with`` on, so that nothing is missed between an action and the wait.
    """

    def __init__(self, what: str, signal: SignalInstance, until: Callable[..., bool]) -> None:
        self._what = what
        self._signal = signal
        self._until = until
        self._came = False
        self._loop = QEventLoop()

    def __enter__(self) -> Self:
        self._signal.connect(self._hear)
        return self

    def __exit__(self, *_: object) -> None:
        self._signal.disconnect(self._hear)

    def pass_by(self) -> None:
        """Return when it has come. Raises DemonstrationError if it does not."""
        if self._came:
            return
        patience = QTimer(singleShot=True, interval=1000 * _TIMEOUT)
        patience.timeout.connect(self._loop.quit)
        patience.start()
        self._loop.exec()
        patience.stop()
        if not self._came:
            raise DemonstrationError(f"waited {_TIMEOUT} s in vain until {self._what}.")

    def _hear(self, *arguments: object) -> None:
        if not self._came and self._until(*arguments):
            self._came = True
            self._loop.quit()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
