"""What the desktop around us does: show a file in its folder, tell the user something is done."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from .workers.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

_TIMEOUT: Final = 3000
"""Milliseconds that another program may take to answer."""
_SHOWN: Final = 10_000
"""Milliseconds that a message stays."""
_EXPLORER: Final = ("explorer.exe", "")
"""The program that shows files on Windows, and arguments before ours."""
_asking: set[QObject] = set()
"""Questions that were not answered yet."""


def show_in_folder(path: str) -> None:
    """Open the folder of *path* with the file selected or, where that is not possible, without."""
    errands = Errands()
    _asking.add(errands)

    def show(is_there: object) -> None:
        _asking.discard(errands)
        errands.stop(0)
        errands.deleteLater()
        _show(path, is_there=is_there is True)

    errands.run(lambda: Path(path).exists(), show)


def _show(path: str, *, is_there: bool) -> None:
    def open_folder() -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))

    if not is_there:
        open_folder()
    elif sys.platform == "win32":
        process = QProcess()
        process.setProgram(_EXPLORER[0])
        # As it stands: Explorer wants quotes around the path alone, which may have a comma.
        line = f'{_EXPLORER[1]}/select,"{Path(path)}"'
        process.setNativeArguments(line)  # type: ignore[attr-defined, unused-ignore]  # Windows only
        process.startDetached()
    else:
        _ask(
            "org.freedesktop.FileManager1",
            "/org/freedesktop/FileManager1",
            "org.freedesktop.FileManager1",
            "ShowItems",
            [[QUrl.fromLocalFile(path).toString()], ""],
            open_folder,
        )


def notify(headline: str, text: str, window: QWidget) -> None:
    """Tell, through the desktop, somebody who is not looking at *window*.

    The message of a tray icon where there is a tray, else one through the desktop portal. (The
    freedesktop notification service wants an unsigned number, which Qt for Python cannot send.)
    Where there is neither, the window's entry in the task bar asks for attention, if there is one.
    """
    QApplication.alert(window)
    if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
        tray = QSystemTrayIcon(QApplication.windowIcon(), window)
        tray.messageClicked.connect(window.activateWindow)
        tray.show()
        tray.showMessage(headline, text, QApplication.windowIcon(), _SHOWN)
        QTimer.singleShot(_SHOWN, tray.deleteLater)
        return
    _ask(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Notification",
        "AddNotification",
        ["dump", {"title": headline, "body": text}],
        lambda: None,
    )


def _ask(
    service: str,
    path: str,
    interface: str,
    method: str,
    arguments: Sequence[object],
    otherwise: Callable[[], None],
) -> None:
    """Call a method on the session's D-Bus without waiting; *otherwise* if nobody answers."""
    try:
        from PySide6.QtDBus import (
            QDBusConnection,
            QDBusMessage,
            QDBusPendingCallWatcher,
        )
    except ImportError:  # no libdbus
        otherwise()
        return
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        otherwise()
        return
    message = QDBusMessage.createMethodCall(service, path, interface, method)
    message.setArguments(list(arguments))
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message, _TIMEOUT))
    _asking.add(watcher)

    def answered() -> None:
        _asking.discard(watcher)
        if watcher.isError():
            otherwise()
        watcher.deleteLater()

    watcher.finished.connect(answered)
