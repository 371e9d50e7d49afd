"""Whose windows there are, and what stands in their title bars."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from .screen import ScreenError, open_screen

if TYPE_CHECKING:
    from .info import ProcessInfo
    from .screen import Screen


class WindowTitles:
    """A reader of facts (see facts.py) that asks the window system once per round."""

    def __init__(self) -> None:
        """Connect when first asked."""
        self._screen: Screen | None = None
        self._titles: dict[int, str] = {}

    def __del__(self) -> None:
        self.forget()

    def begin(self) -> None:
        """Ask anew. Without a screen, or when it is lost, no process has a window."""
        self._titles = {}
        with suppress(ScreenError):
            self._screen = self._screen or open_screen()
            try:
                self._titles = self._screen.titles()
            except ScreenError:
                self.forget()

    def read(self, info: ProcessInfo) -> str | None:
        """Give the titles of the windows of a process; ``None`` if there is no screen to ask."""
        return None if self._screen is None else self._titles.get(info.pid, "")

    def forget(self) -> None:
        """Let go of the connection."""
        screen, self._screen = self._screen, None
        self._titles = {}
        if screen is not None:
            screen.close()
