"""Puts the program together: the one place that knows all of its parts."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.ui import resources
from app.ui.garbage import GarbageSchedule
from app.ui.main_window import MainWindow
from app.ui.settings import NAME, log_path, open_settings
from app.ui.uncaught import Uncaught
from app.ui.workers.dump_thread import DumpThread
from app.ui.workers.preview import Preview
from app.ui.workers.sampler import ProcessSampler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSettings


def make_application(arguments: Sequence[str] | None = None) -> QApplication:
    """Make the QApplication with name and icon, or give the one there is."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(list(sys.argv[:1] if arguments is None else arguments))
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("DumpDesk")
    application.setDesktopFileName(NAME)
    application.setWindowIcon(QIcon(resources.path("icons/dumpdesk.svg")))
    return application


def make_window(settings: QSettings | None = None) -> MainWindow:
    """Make the window and what works for it; nothing is started yet."""
    return MainWindow(
        ProcessSampler(), Preview(), DumpThread(), open_settings() if settings is None else settings
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; the exit code is Qt's.

    *argv* goes to Qt, which takes its own options (``-style``, ``-platform``) out of it.
    """
    application = make_application([NAME, *(argv or ())])
    # Ctrl+C in the terminal ends us at once; the dumpers see it and leave no file.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    uncaught = Uncaught(log_path())
    uncaught.install()
    window = make_window()
    uncaught.told.connect(window.banner.tell)
    window.show()
    garbage = GarbageSchedule(window)
    # After the first picture: starting three processes must not delay it.
    QTimer.singleShot(0, window.start)
    QTimer.singleShot(1500, garbage.begin)
    return application.exec()
