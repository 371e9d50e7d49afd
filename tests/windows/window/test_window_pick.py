"""Choosing a process by clicking its window, on the desktop of Windows."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from app.ui.views.window_pick import WindowPick
from tests.ui.conftest import LONG

OTHER = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget(None, Qt.WindowStaysOnTopHint)
window.setWindowTitle("another program")
window.setGeometry({0}, {1}, 300, 200)
window.show()
QTimer.singleShot(0, lambda: print("ready", flush=True))
application.exec()
"""
PLACE = QPoint(900, 600)


@pytest.fixture
def other():
    """A program with a window at PLACE."""
    code = OTHER.format(PLACE.x() - 150, PLACE.y() - 100)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().startswith(b"ready")
        yield process
        process.kill()


@pytest.fixture
def pick(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    pick = WindowPick(widget)
    yield pick
    pick.stop()


def test_a_click_picks_the_process_of_the_window_below(qtbot, pick, other):
    QCursor.setPos(PLACE)
    pick.start()
    (veil,) = [veil for veil in pick._veils if veil.geometry().contains(PLACE)]
    qtbot.waitUntil(veil.isActiveWindow, timeout=LONG)

    with qtbot.waitSignal(pick.picked, timeout=LONG) as picked:
        qtbot.mouseClick(veil, Qt.MouseButton.LeftButton, pos=veil.mapFromGlobal(PLACE))

    assert picked.args == [other.pid]
    assert not pick.is_picking


def test_escape_gives_up(qtbot, pick):
    pick.start()
    veil = pick._veils[0]
    qtbot.waitUntil(veil.isActiveWindow, timeout=LONG)

    with qtbot.waitSignal(pick.ended, timeout=LONG), qtbot.assertNotEmitted(pick.picked):
        qtbot.keyClick(veil, Qt.Key.Key_Escape)

    assert not pick.is_picking
    assert not pick._veils
