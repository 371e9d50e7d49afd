"""Whose windows there are on the screen, and whose is under the pointer: any window system."""

from __future__ import annotations

import sys
from typing import Protocol


class ScreenError(Exception):
    """There is no screen to ask, or it is not of this machine."""


class Screen(Protocol):
    """A connection to the window system. Looks only; no window takes notice."""

    def titles(self) -> dict[int, str]:
        """Give the titles of all top-level windows by process id. Raises ScreenError."""
        ...

    def pid_at_pointer(self) -> int | None:
        """Give the process whose window is under the pointer, if any. Raises ScreenError."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def open_screen() -> Screen:
    """Connect to the window system of this machine. Raises ScreenError."""
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    if system == "win32":
        return _WindowsScreen()
    try:
        from . import x11
    except ModuleNotFoundError as error:  # python-xlib belongs to the window, which is an extra
        raise ScreenError(f"Nothing can be asked of the screen: {error}.") from error

    return x11.Screen()


class _WindowsScreen:
    """The desktop of Windows, to which every program is connected anyhow."""

    def titles(self) -> dict[int, str]:
        from ..capture.windows import top_windows
        from ..text import encodable

        return {pid: encodable(title) for pid, title in top_windows.titles().items()}

    def pid_at_pointer(self) -> int | None:
        from ..capture.windows import top_windows

        return top_windows.pid_at_pointer()

    def close(self) -> None:
        pass
