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

        def of_it(estimate):
            chosen = window.pane.process
            return chosen is not None and chosen.pid == pid and chosen.key == estimate.key

        check = {"check_params_cb": of_it}
        with qtbot.waitSignal(window.preview.planned, timeout=LONG, **check) as planned:
            qtbot.waitUntil(lambda: window.processes.select(pid), timeout=LONG)
        window.pane.tree.slices.settle()
        return planned.args[0]

    def dump(press=window.pane.dump_bar.dump.click):
        """Press Dump and wait for the result."""
        with qtbot.waitSignal(window.pane.finished, timeout=LONG) as finished:
            press()
        return finished.args[0]

    def next_estimate(act, until=lambda _estimate: True):
        """Do something that changes the preview; give the estimate that fits."""
        check = {"check_params_cb": until}
        with qtbot.waitSignal(window.preview.planned, timeout=LONG, **check) as planned:
            act()
        window.pane.tree.slices.settle()
        return planned.args[0]

    return SimpleNamespace(choose=choose, dump=dump, next_estimate=next_estimate)


@pytest.fixture
def dumps(tmp_path):
    """Call it for the names in the folder for dumps."""
    folder = tmp_path / "dumps"
    return lambda: sorted(path.name for path in folder.iterdir()) if folder.exists() else []
