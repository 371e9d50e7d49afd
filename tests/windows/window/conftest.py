"""The whole window, driven inside a Python for Windows: see ../test_window.py."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QIcon

from app.ui import resources
from app.ui.appearance import apply_style, apply_theme
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
use = ui.use
window = ui.window


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
        qapp.setFont(QFont("DejaVu Sans", 8))


@pytest.fixture
def target():
    """A process with at least four threads; it is gone when the test ends."""
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
