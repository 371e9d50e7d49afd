"""Puts the program together: the one place that knows all of its parts."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ..core.storage.own_presets import OwnPresets
from . import resources
from .appearance import SystemLook, apply_style, apply_theme
from .dialogs.crash_dialog import CrashDialog
from .main_window import MainWindow
from .preferences import Preferences
from .session import Session
from .settings import NAME, log_path, open_settings
from .uncaught import Uncaught
from .workers import left_behind
from .workers.dump_thread import DumpThread
from .workers.preview import Preview
from .workers.sampler import ProcessSampler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSettings


_TURN: Final = 0.001
"""Seconds after which another thread gets its turn, if it has something for the window."""
SETTINGS_FILE: Final = "settings.json"
PRESETS_FILE: Final = "presets.json"
"""Beside the file in which the window remembers how it lies."""

_NO_DISPLAY: Final = """\
dumpdesk: there is no display here that a window could be shown on.
{0}
Start it in a desktop session, or through ssh -X, or use the command line:
dumpdesk --help lists its commands.
"""


def make_application(arguments: Sequence[str] | None = None) -> QApplication:
    """Make the QApplication with name and icon, or give the one there is."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    sys.setswitchinterval(_TURN)
    given = list(sys.argv[:1] if arguments is None else arguments)
    application = QApplication(given)
    if "-style" not in given:
        apply_style(application)
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("DumpDesk")
    application.setDesktopFileName(NAME)
    application.setWindowIcon(QIcon(resources.path("icons/dumpdesk.svg")))
    return application


def make_window(
    settings: QSettings | None = None, preferences: Preferences | None = None
) -> MainWindow:
    """Make the window and what works for it; nothing is started yet."""
    settings = open_settings() if settings is None else settings
    if preferences is None:
        preferences = Preferences(Path(settings.fileName()).with_name(SETTINGS_FILE))
    own = OwnPresets(Path(settings.fileName()).with_name(PRESETS_FILE))
    return MainWindow(ProcessSampler(), Preview(), DumpThread(), settings, preferences, own)


def main(argv: Sequence[str] | None = None, file: str = "") -> int:
    """Show the window until it is closed; the exit code is Qt's, or 1 without a display.

    With *file*, the path of a recipe, the window opens filled in; with that of a dump, so does a
    window about it.
    *argv* goes to Qt, which takes its own options (``-style``, ``-platform``) out of it.
    """
    arguments = [NAME, *(argv or ())]
    application, complaints = _application_or_not(arguments)
    if application.platformName() == "minimal" and "minimal" not in arguments:
        sys.stderr.write(_NO_DISPLAY.format("\n".join(f"  {line}" for line in complaints)))
        return 1
    # Ctrl+C in the terminal ends us at once; the dumpers see it and leave no file.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    uncaught = Uncaught(log_path())
    uncaught.install()
    uncaught.log_crashes()
    preferences = Preferences()
    apply_theme(preferences.settings.theme)
    preferences.changed.connect(lambda changed: apply_theme(changed.theme))
    SystemLook(lambda: preferences.settings.theme, application)
    session = Session(
        application, preferences, lambda: make_window(preferences=preferences), uncaught
    )
    try:
        return left_behind.go_past_it(session.run(file))
    except Exception as error:  # noqa: BLE001 - without a window nobody would see it
        return _could_not_start(application, uncaught, error)


def _could_not_start(application: QApplication, uncaught: Uncaught, error: Exception) -> int:
    """Show why there is no window; the exit code is 1."""
    crash = CrashDialog()
    uncaught.happened.connect(crash.show_failed_start)
    uncaught.hear(type(error), error, error.__traceback__)
    crash.finished.connect(application.quit)
    application.exec()
    return 1


def _application_or_not(arguments: Sequence[str]) -> tuple[QApplication, list[str]]:
    """Make the QApplication; where no window can be shown, one of the platform ``minimal``.

    Qt ends the process when it finds no display, unless there is a platform left that needs none.
    Second comes what Qt had to say.
    """
    variable = "QT_QPA_PLATFORM"
    ours = sys.platform == "linux" and not os.environ.get(variable) and "-platform" not in arguments
    complaints: list[str] = []
    if ours:
        platforms = ["xcb", "minimal"]
        if os.environ.get("WAYLAND_DISPLAY"):
            wayland = os.environ.get("XDG_SESSION_TYPE") != "x11"
            platforms.insert(0 if wayland else 1, "wayland")
        os.environ[variable] = ";".join(platforms)
        qInstallMessageHandler(lambda _kind, _context, text: complaints.append(text.strip()))
    try:
        return make_application(arguments), complaints
    finally:
        if ours:
            del os.environ[variable]  # not for the programs we start
            qInstallMessageHandler(None)
