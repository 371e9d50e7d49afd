"""Choosing a process by clicking one of its windows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen

    from ...core.processes.screen import Screen

_FAINT: Final = 0.01
"""Opacity of a window that is not seen, but takes clicks."""


class WindowPick(QObject):
    """Holds pointer and keyboard from :meth:`start` to the next click; Escape gives up."""

    picked = Signal(int)
    """The process id of whose window was clicked."""
    refused = Signal(str)
    """Why nothing can be, or was, picked: a sentence for the user."""
    ended = Signal()
    """Pointer and keyboard are free again."""

    def __init__(self, widget: QWidget) -> None:
        """Hold them by means of *widget*, which must be visible."""
        super().__init__(widget)
        self._widget = widget
        self._screen: Screen | None = None
        self._veils: list[_Veil] = []

    @property
    def is_picking(self) -> bool:
        """Whether the next click picks."""
        return self._screen is not None

    def start(self) -> None:
        """Turn the pointer into a crosshair, or say why not."""
        if self.is_picking:
            return
        if refusal := self._connect():
            self.refused.emit(refusal)
            self.ended.emit()
            return
        if QGuiApplication.platformName() == "windows":
            self._veil_screens()
        else:
            self._widget.installEventFilter(self)
            self._widget.grabMouse(Qt.CursorShape.CrossCursor)
            self._widget.grabKeyboard()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.CrossCursor)

    def stop(self) -> None:
        """Give up."""
        screen, self._screen = self._screen, None
        if screen is None:
            return
        screen.close()
        QGuiApplication.restoreOverrideCursor()
        self._unveil()
        self._widget.releaseKeyboard()
        self._widget.releaseMouse()
        self._widget.removeEventFilter(self)
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pick with the press of any button, free the pointer with its release."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pick()
            return True
        if kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.stop()
            return True
        if kind == QEvent.Type.Hide:
            self.stop()
        return super().eventFilter(watched, event)

    def _connect(self) -> str:
        platform = QGuiApplication.platformName()
        if platform.startswith("wayland"):
            return self.tr(
                "Wayland does not let a program see the windows of others. Choose the process "
                "from the list, or start DumpDesk with QT_QPA_PLATFORM=xcb to pick X11 windows."
            )
        if platform not in {"xcb", "windows"}:
            return self.tr("This screen does not tell whose a window is. Choose from the list.")
        from ...core.processes.screen import ScreenError, open_screen

        try:
            self._screen = open_screen()
        except ScreenError as error:
            return self.tr("The X server cannot be asked: {0}. Choose from the list.").format(error)
        return ""

    def _veil_screens(self) -> None:
        """Cover everything: Windows gives a click to what is under it, whoever holds the mouse."""
        for screen in QGuiApplication.screens():
            veil = _Veil(screen, self._widget.window())
            veil.installEventFilter(self)
            veil.show()
            self._veils.append(veil)
        self._veils[0].activateWindow()

    def _unveil(self) -> None:
        veils, self._veils = self._veils, []
        for veil in veils:
            veil.removeEventFilter(self)
            veil.hide()
            veil.deleteLater()

    def _pick(self) -> None:
        from ...core.processes.screen import ScreenError

        pid, refusal = None, ""
        self._unveil()
        try:
            pid = self._screen.pid_at_pointer() if self._screen else None
        except ScreenError as error:
            refusal = self.tr("The X server cannot be asked: {0}.").format(error)
        self.stop()
        if pid is not None:
            self.picked.emit(pid)
        else:
            self.refused.emit(refusal or self._nothing_there())

    def _nothing_there(self) -> str:
        if os.environ.get("WAYLAND_DISPLAY"):
            return self.tr(
                "There is no X11 window. Windows of Wayland cannot be seen by other programs: "
                "choose the process from the list."
            )
        return self.tr("There is no window of a process of this machine.")


class _Veil(QWidget):
    """Covers one screen, to hear of a click on the windows of others."""

    def __init__(self, screen: QScreen, parent: QWidget) -> None:
        kind = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint
        super().__init__(parent, kind | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(screen.geometry())
        self.setWindowOpacity(_FAINT)
        self.setCursor(Qt.CursorShape.CrossCursor)
