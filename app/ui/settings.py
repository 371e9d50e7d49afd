"""What the window remembers from one run to the next."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings, QStandardPaths

NAME = "dumpdesk"


def open_settings() -> QSettings:
    """Open the settings file, in the place the system has for such files."""
    folder = platformdirs.user_config_dir(NAME, appauthor=False)
    return QSettings(str(Path(folder, "window.ini")), QSettings.Format.IniFormat)


def default_folder() -> str:
    """Give the folder for dumps as long as the user has chosen none."""
    places = QStandardPaths.StandardLocation
    documents = Path(QStandardPaths.writableLocation(places.DocumentsLocation))
    return str((documents if documents.is_dir() else Path.home()) / "dumps")


def log_path() -> Path:
    """Give the file that keeps what went wrong in DumpDesk itself."""
    return Path(platformdirs.user_log_dir(NAME, appauthor=False), "window.log")
