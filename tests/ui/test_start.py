"""Starting without a display, and mistakes of our own on the screen."""

import os
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from app.ui.dialogs.crash_dialog import CrashDialog
from app.ui.uncaught import Uncaught

from .conftest import LONG

WITHOUT = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.parametrize("display", [None, ":4711"])
def test_without_a_display_it_says_so_and_what_helps(display, tmp_path):
    environment = {key: value for key, value in os.environ.items() if key not in WITHOUT}
    environment["HOME"] = str(tmp_path)
    if display:
        environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("dumpdesk: there is no display here")
    assert "ssh -X" in done.stderr
    assert "dumpdesk --help" in done.stderr
    assert "Aborted" not in done.stderr
    assert "Traceback" not in done.stderr


class Clumsy(QObject):
    asked = Signal()

    def __init__(self):
        super().__init__()
        self.asked.connect(self.stumble)

    @Slot()
    def stumble(self):
        raise ValueError("a slot stumbled")


@pytest.fixture
def uncaught(tmp_path, monkeypatch):
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    uncaught = Uncaught(tmp_path / "log" / "window.log")
    uncaught.install()
    return uncaught


@pytest.fixture
def crash(qtbot, uncaught):
    dialog = CrashDialog()
    qtbot.addWidget(dialog)
    uncaught.happened.connect(dialog.show_mishap)
    return dialog


@pytest.mark.qt_no_exception_capture
def test_an_exception_in_a_slot_opens_the_dialog_that_shows_where(crash, tmp_path, capsys):
    clumsy = Clumsy()
    clumsy.asked.emit()
    assert crash.isVisible()
    assert "a slot stumbled" in crash.where.text()
    assert "stumble" in crash.where.text()
    assert "test_start.py" in crash.where.text()
    assert "Traceback" in crash.trace.toPlainText()
    assert "a slot stumbled" in (tmp_path / "log" / "window.log").read_text()
    assert str(tmp_path / "log") in crash.message.text()


@pytest.mark.qt_no_exception_capture
def test_so_do_timers_and_threads(qtbot, crash, uncaught, capsys):
    def slip():
        raise KeyError("timer")

    with qtbot.waitSignal(uncaught.happened, timeout=LONG):
        QTimer.singleShot(0, slip)
    assert "timer" in crash.where.text()

    def fall():
        raise OSError("thread")

    with qtbot.waitSignal(uncaught.happened, timeout=LONG):
        thread = threading.Thread(target=fall)
        thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "thread" in crash.where.text())


@pytest.mark.qt_no_exception_capture
def test_so_do_threads_of_qt(qtbot, crash, uncaught, capsys):
    class Worker(QThread):
        def run(self):
            raise LookupError("in a thread of Qt")

    worker = Worker()
    with qtbot.waitSignal(uncaught.happened):
        worker.start()
    assert worker.wait(60_000)
    qtbot.waitUntil(lambda: "in a thread of Qt" in crash.where.text())
    assert "run" in crash.where.text()
    assert crash.isVisible()


@pytest.mark.qt_no_exception_capture
def test_the_same_place_does_not_open_it_again(crash, capsys):
    clumsy = Clumsy()
    clumsy.asked.emit()
    crash.close()
    clumsy.asked.emit()
    assert not crash.isVisible()


FAILS_TO_START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.ui import application
from app.ui.dialogs.crash_dialog import CrashDialog

def make_window(**_how):
    QTimer.singleShot(0, look)
    raise ValueError("no window today")

def look():
    (dialog,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog))
    print(dialog.message.text(), dialog.where.text(), sep=chr(10))
    dialog.close()

application.make_window = make_window
sys.exit(application.main())
"""


def test_a_failed_start_is_shown_and_logged(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", FAILS_TO_START],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("DumpDesk cannot start")
    assert "ValueError: no window today" in done.stdout
    (log,) = tmp_path.rglob("window.log")
    assert "no window today" in log.read_text()


def test_no_sources_are_read_and_kept_while_the_window_is_imported():
    """Qt for Python would: 10 MiB of several hundred files."""
    program = "import linecache, app.ui.application; print(len(linecache.cache))"
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, timeout=120, check=True
    )
    assert int(done.stdout) < 20


def test_a_crash_of_native_code_leaves_a_trace(tmp_path):
    program = (
        "import ctypes, pathlib, sys; from app.ui.uncaught import Uncaught;"
        "Uncaught(pathlib.Path(sys.argv[1])).log_crashes(); ctypes.string_at(0)"
    )
    log = tmp_path / "window.log"
    done = subprocess.run(
        [sys.executable, "-c", program, str(log)], capture_output=True, timeout=120, check=False
    )
    assert done.returncode < 0
    assert "Segmentation fault" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
