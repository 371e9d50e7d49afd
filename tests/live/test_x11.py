"""Titles and owners of windows on a real X server."""

import json
import os
import subprocess
import sys

import pytest

from app.core.processes.facts import system_readers
from app.core.processes.sampler import Sampler
from app.core.processes.screen import ScreenError
from app.core.processes.x11 import Screen
from tests.live.dumping import wait_until

SHOWS_A_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("here")
label.setWindowTitle(sys.argv[1])
label.setGeometry(200, 200, 300, 300)
label.show()
QTimer.singleShot(0, lambda: (application.sync(), print("ready", flush=True)))
application.exec()
"""
TITLE = "Snow \u2603 & <b>ice</b>"


@pytest.fixture
def display(xvfb, monkeypatch):
    """A server of our own; its pointer starts in the middle of the screen."""
    read, write = os.pipe()
    command = [xvfb, "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    command.append("-noreset")  # without a client, it would begin anew and drop the next one
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            monkeypatch.setenv("DISPLAY", f":{told.readline().strip()}")
        yield server
        server.kill()


@pytest.fixture
def shown(display, start_process, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    return start_process(sys.executable, "-c", SHOWS_A_WINDOW, TITLE)


def test_titles_and_the_window_under_the_pointer(shown):
    screen = Screen()
    assert screen.titles() == {shown.pid: TITLE}
    assert screen.pid_at_pointer() == shown.pid
    shown.stop()
    wait_until(lambda: screen.titles() == {})  # the server hears of it in its own time
    assert screen.pid_at_pointer() is None
    screen.close()


def test_the_sampler_tells_titles_when_they_are_wanted(shown):
    sampler = Sampler()
    sampler.want(["window"])
    sampler.sample()
    sampler.fill()
    assert sampler.processes[shown.pid].window == TITLE
    assert sampler.processes[os.getpid()].window == ""


def test_a_server_that_dies_is_an_error_and_no_more(display):
    screen = Screen()
    reader = system_readers()["window"]
    reader.begin()
    display.kill()
    display.wait()
    with pytest.raises(ScreenError):
        screen.titles()
    reader.begin()
    reader.begin()
    screen.close()


@pytest.mark.parametrize("name", ["", "localhost:10.0", ":4711", "rubbish"])
def test_without_a_server_of_this_machine_there_is_an_error(monkeypatch, name):
    monkeypatch.setenv("DISPLAY", name)
    with pytest.raises(ScreenError):
        Screen()


PICKS = """
import json, sys
from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtWidgets import QApplication
from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest
from app.ui.views.process_view import ProcessView
from app.ui.workers.sampler import ProcessSampler

target, what = int(sys.argv[1]), sys.argv[2]
application = QApplication([])
sampler = ProcessSampler()
view = ProcessView(sampler)
view.setGeometry(0, 0, 190, 190)
view.show()
sampler.start()
display = Display()

def until(condition):
    loop, timer = QEventLoop(), QTimer(interval=20)
    timer.timeout.connect(lambda: condition() and loop.quit())
    timer.start()
    loop.exec()

def fake(*arguments):
    xtest.fake_input(display, *arguments)
    display.sync()

until(lambda: view.table.row_of(target) >= 0)
view.pick.click()
assert view._window_pick.is_picking and view.message.isVisible()
if what == "escape":
    fake(X.KeyPress, display.keysym_to_keycode(0xFF1B))
    fake(X.KeyRelease, display.keysym_to_keycode(0xFF1B))
else:
    x, y = {"window": (300, 300), "nothing": (700, 30)}[what]
    fake(X.MotionNotify, 0, X.CurrentTime, X.NONE, x, y)
    fake(X.ButtonPress, 1)
    fake(X.ButtonRelease, 1)
until(lambda: not view._window_pick.is_picking)
chosen = view.selected()
print(json.dumps([chosen and chosen.pid, view.message.text(), view.pick.isChecked()]))
sampler.stop()
"""


@pytest.mark.parametrize("what", ["window", "nothing", "escape"])
def test_a_process_is_picked_by_clicking_its_window(shown, what):
    command = [sys.executable, "-c", PICKS, str(shown.pid), what]
    told = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    pid, message, still = json.loads(told.stdout)
    assert pid == (shown.pid if what == "window" else None)
    assert ("There is no window" in message) == (what == "nothing")
    assert not still
