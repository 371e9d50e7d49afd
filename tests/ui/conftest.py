"""The real window over real processes, and programs to dump with it."""

import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from pytestqt.qtbot import QtBot

import app
from app.core import child
from app.ui.application import make_window

THREADS = """
import sys, threading, time, ctypes
held = bytearray(b"known" * {0})
for number in range(3):
    threading.Thread(target=threading.Event().wait, name=f"worker-{{number}}", daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""
LONG = 60_000
"""Milliseconds that anything may take on a busy machine."""
NEVER = 3_600_000
"""Milliseconds that no test takes."""

HELD = """
import os, sys, time
sys.path.append({root!r})
from app.core.dumper import messages, session

class Held(session.Session):
    def _send(self, command_id, event):
        super()._send(command_id, event)
        if event == messages.Phase({phase!r}):
            while os.path.exists({flag!r}) and not self._is_cancelled():
                time.sleep(0.001)

session.Session = Held
sys.exit(session.main())
"""


def end(part):
    """Have a worker end, and see that it does."""
    part.stop()
    assert part.wait(time.monotonic() + LONG / 1000)


def settle(errands):
    """Have all errands done, and their answers heard."""
    assert errands.settle(LONG / 1000)
    QCoreApplication.processEvents()


class PatientBot(QtBot):
    """Waits for everything as long as it may take on a busy machine."""

    def waitUntil(self, callback, *, timeout=LONG):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=LONG, **how):
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitActive(self, widget, *, timeout=LONG):
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request):
    """The one of pytest-qt, with more patience."""
    return PatientBot(request)


@pytest.fixture
def program(start_process):
    """Call it to have a Python program with four threads and so many bytes of known text."""

    def start(size=0):
        target = start_process(sys.executable, "-c", THREADS.format(size // 5))
        target.wait_at_rest()
        return target

    return start


@pytest.fixture
def hold_dumps(tmp_path, monkeypatch):
    """Call it with a client and a phase: its dumps stand still there until they are given up.

    A dumper waits for nobody: it might be done before a test has heard of the phase. What is
    returned lets them go on from then on.
    """
    command = child.command

    def hold(client, phase):
        flag, held = tmp_path / "hold", tmp_path / "held_dumper.py"
        root = Path(app.__file__).parents[1]
        held.write_text(HELD.format(root=str(root), phase=phase, flag=str(flag)))
        flag.touch()

        def held_command(name, *arguments):
            if name == "dumper":
                return [sys.executable, "-I", "-S", "-E", str(held), *arguments]
            return command(name, *arguments)

        client.start()
        connection = client._connection
        monkeypatch.setattr(child, "command", held_command)
        connection.kill()  # the next one is held
        deadline = time.monotonic() + LONG / 1000
        while connection.is_usable:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        return flag.unlink

    return hold


@pytest.fixture
def window(qtbot, tmp_path):
    """The whole window at work; dumps go to the folder ``dumps`` of the test."""
    window = make_window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    (tmp_path / "dumps").mkdir(mode=0o700)
    window.pane.dump_bar.folder.setText(str(tmp_path / "dumps"))
    window.processes.set_interval(0.5)
    # No figures but those that the test asks for: processes run on, and new ones may differ.
    window.pane._inquiry._again.setInterval(NEVER)
    window.resize(1280, 800)
    # Shortcuts and the focus belong to the active window.
    with qtbot.waitActive(window, timeout=LONG):
        window.show()
        window.activateWindow()
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
        pane.tree.settle()
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
        pane.tree.settle()
        return pane.estimate

    return SimpleNamespace(choose=choose, dump=dump, next_estimate=next_estimate)


@pytest.fixture
def dumps(tmp_path):
    """Call it for the names in the folder for dumps."""
    folder = tmp_path / "dumps"
    return lambda: sorted(path.name for path in folder.iterdir()) if folder.exists() else []
