"""What the desktop of Windows does for us, and the program as it is started."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.core.capture.windows import top_windows
from app.core.processes.screen import open_screen
from app.ui import desktop
from app.ui.appearance import apply_theme

ROOT = Path(__file__).parents[3]
WM_CLOSE = 0x10
DWMWA_USE_IMMERSIVE_DARK_MODE = 20


def test_explorer_is_asked_to_select_the_file(qtbot, tmp_path, monkeypatch):
    path = tmp_path / "a, b ü.dmp"
    path.touch()
    # In the place of explorer.exe, a program that says how it was called.
    said = tmp_path / "said"
    script = tmp_path / "explorer.py"
    script.write_text(
        "import ctypes, pathlib\n"
        "line = ctypes.WinDLL('kernel32').GetCommandLineW\n"
        "line.restype = ctypes.c_wchar_p\n"
        f"pathlib.Path({str(said)!r}).write_text(line(), 'utf-8')\n"
    )
    monkeypatch.setattr(desktop, "_EXPLORER", (sys.executable, f'"{script}" '))

    desktop.show_in_folder(str(path))

    qtbot.waitUntil(lambda: said.exists() and said.stat().st_size > 0)
    assert said.read_text("utf-8").endswith(f'/select,"{path}"')


def test_a_file_that_is_gone_shows_its_folder(qtbot, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(
        desktop.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )

    desktop.show_in_folder(str(tmp_path / "gone.dmp"))

    qtbot.waitUntil(lambda: [Path(path) for path in opened] == [tmp_path])


def test_a_notification_comes_from_the_tray(window):
    assert QSystemTrayIcon.isSystemTrayAvailable()

    desktop.notify("Dump of x", "Verified", window)

    (tray,) = window.findChildren(QSystemTrayIcon)
    assert tray.isVisible()
    tray.deleteLater()


def test_the_program_starts_shows_its_window_and_ends(qtbot, tmp_path):
    start = [sys.executable, "-P", "-m", "app"]
    with subprocess.Popen(start, cwd=ROOT, stderr=subprocess.PIPE) as program:
        screen = open_screen()
        qtbot.waitUntil(lambda: "DumpDesk" in screen.titles().get(program.pid, ""))
        # By its owner: the window of the other tests has the same title.
        for handle in top_windows._top_windows():
            if top_windows._owner(handle) == program.pid:
                ctypes.windll.user32.PostMessageW(ctypes.c_void_p(handle), WM_CLOSE, None, None)

        said = program.stderr.read().decode(errors="replace")

    assert program.returncode == 0, said
    assert "Traceback" not in said


@pytest.mark.real_windows
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_title_bar_follows_the_theme(window, theme):
    apply_theme(theme)
    dark = ctypes.c_int(-1)
    dwm = ctypes.WinDLL("dwmapi").DwmGetWindowAttribute
    handle = ctypes.c_void_p(int(window.winId()))
    assert dwm(handle, DWMWA_USE_IMMERSIVE_DARK_MODE, ctypes.byref(dark), 4) == 0
    apply_theme("system")

    assert bool(dark.value) == (theme == "dark")


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_every_theme_can_be_shown(window, picture, theme):
    apply_theme(theme)
    QApplication.processEvents()  # the system's answer to a wish for dark colours
    picture(window, theme)
    ground = QApplication.palette().window().color().lightness()
    scheme = QApplication.styleHints().colorScheme()
    apply_theme("system")

    assert (ground < 100) == (theme != "light")
    if theme != "contrast":
        assert scheme == getattr(Qt.ColorScheme, theme.capitalize())
