"""What the window remembers from one run to the next."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings

NAME = "dumpdesk"


def open_settings() -> QSettings:
    """Open the settings file, in the place the system has for such files."""
    folder = platformdirs.user_config_dir(NAME, appauthor=False)
    return QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)


def log_path() -> Path:
    """Give the file that keeps what went wrong in DumpDesk itself."""
    return Path(platformdirs.user_log_dir(NAME, appauthor=False), "window.log")
