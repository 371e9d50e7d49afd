"""The real window over real processes, and programs to dump with it."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings

from app.ui.application import make_window

THREADS = """
import sys, threading, time, ctypes
held = bytearray(b"known" * {0})
for number in range(3):
    threading.Thread(target=threading.Event().wait, name=f"worker-{{number}}", daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""
LONG = 30_000
"""Milliseconds that anything may take on a busy machine."""


@pytest.fixture
def program(start_process):
    """Call it to have a Python program with four threads and so many bytes of known text."""
    return lambda size=0: start_process(sys.executable, "-c", THREADS.format(size // 5))


@pytest.fixture
def window(qtbot, tmp_path):
    """The whole window at work; dumps go to the folder ``dumps`` of the test."""
    window = make_window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    window.pane.dump_bar.folder.setText(str(tmp_path / "dumps"))
    window.processes.set_interval(0.5)
    window.resize(1280, 800)
    window.show()
    window.start()
    yield window
    window.close()


@pytest.fixture
def use(qtbot, window):
    """Ways to use the window."""

    def choose(pid):
        """Select a process and wait until it, and not the one before, is described and planned."""
        pane = window.pane

        def of_it():
            return (
                pane.process is not None
                and pane.process.pid == pid
                and pane.estimate is not None
                and pane.estimate.key == pane.process.key
            )

        with qtbot.waitSignal(pane.estimated, timeout=LONG, check_params_cb=of_it):
            qtbot.waitUntil(lambda: window.processes.select(pid), timeout=LONG)
        pane.tree.slices.settle()
        return pane.estimate

    def dump(press=window.pane.dump_bar.dump.click):
        """Press Dump and wait for the result."""
        with qtbot.waitSignal(window.pane.finished, timeout=LONG) as finished:
            press()
        return finished.args[0]

    def next_estimate(act, until=lambda _estimate: True):
        """Do something that changes the preview; give the estimate that fits."""
        pane = window.pane

        def fits():
            # An answer about what was chosen before may come before the pane hears of the change.
            return pane.estimate.request == pane.request() and until(pane.estimate)

        with qtbot.waitSignal(pane.estimated, timeout=LONG, check_params_cb=fits):
            act()
        pane.tree.slices.settle()
        return pane.estimate

    return SimpleNamespace(choose=choose, dump=dump, next_estimate=next_estimate)


@pytest.fixture
def dumps(tmp_path):
    """Call it for the names in the folder for dumps."""
    folder = tmp_path / "dumps"
    return lambda: sorted(path.name for path in folder.iterdir()) if folder.exists() else []
