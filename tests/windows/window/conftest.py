"""The whole window, driven inside a Python for Windows: see ../test_window.py."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QSettings
from PySide6.QtGui import QFont, QIcon

from app.core.dump.presets import PRESETS
from app.ui import resources
from app.ui.appearance import apply_style, apply_theme
from app.ui.application import make_window
from tests.ui import conftest as ui

TARGET = "DUMPDESK_TARGET"
"""Path of the program made from target.c."""
SCREENSHOTS = "DUMPDESK_SCREENSHOTS"
"""Folder for pictures of the window."""
BY_HAND = """
import sys, threading
for number in range(3):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""
"""Does what target.c does, where nobody has compiled that."""

dumps = ui.dumps
qtbot = ui.qtbot
use = ui.use


@pytest.fixture(scope="session", autouse=True)
def own_user_directories(tmp_path_factory):
    """Settings and history of the tests stay away from those of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("APPDATA", "LOCAL_APPDATA", "PERSONAL"):
            folder = tmp_path_factory.mktemp(name.lower())
            patch.setenv(f"WIN_PD_OVERRIDE_{name}", str(folder))
        yield


@pytest.fixture(scope="session")
def under_wine():
    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp, under_wine):
    """Dress the application as it dresses itself, but for the font: Wine has no Segoe UI."""
    qapp.setWindowIcon(QIcon(resources.path("icons/dumpdesk.svg")))
    apply_style(qapp)
    apply_theme("system")
    if under_wine:
        for kind in (None, "QAbstractItemView", "QMenu", "QMenuBar"):
            qapp.setFont(QFont("DejaVu Sans", 8), kind)


@pytest.fixture(scope="session")
def one_window(dressed, tmp_path_factory):
    """The whole window at work. All tests share it: under Wine it takes seconds to make."""
    folder = tmp_path_factory.mktemp("window")
    window = make_window(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    window.processes.set_interval(2.0)
    # No figures but those that a test asks for: processes run on, and new ones may differ.
    window.pane._inquiry._again.setInterval(ui.NEVER)
    window.resize(1280, 800)
    window.show()
    window.start()
    yield window
    window.close()


@pytest.fixture
def window(qtbot, one_window, tmp_path):
    """The window as it was at first; dumps go to the folder ``dumps`` of the test."""
    one_window.processes.list.setCurrentIndex(QModelIndex())
    one_window.processes.list.clearSelection()
    qtbot.waitUntil(lambda: one_window.pane.process is None)
    one_window.preferences.reset()
    (tmp_path / "dumps").mkdir()  # or the window would ask
    one_window.preferences.change(folder=str(tmp_path / "dumps"))
    one_window.pane.run_on.setChecked(False)
    one_window.pane.windows.blank.setChecked(False)
    one_window.pane.flags.choose(PRESETS[0])
    with qtbot.waitActive(one_window):  # shortcuts and the focus belong to the active window
        one_window.activateWindow()
    return one_window


@pytest.fixture(scope="session")
def target():
    """A process with at least four threads. One for all: Wine gives its number to the next one."""
    compiled = os.environ.get(TARGET)
    command = [compiled] if compiled else [sys.executable, "-c", BY_HAND]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=subprocess.CREATE_NO_WINDOW,
    ) as process:
        assert process.stdout.readline().startswith(b"ready")
        yield process
        process.kill()


@pytest.fixture
def picture(tmp_path):
    """Call it with a widget and a name to have a picture of it kept."""
    folder = Path(os.environ.get(SCREENSHOTS, tmp_path))

    def take(widget, name):
        path = folder / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return take
