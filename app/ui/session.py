"""One window after the other: another language needs a new one, which goes on where the old was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ..core.text import escaped
from .appearance import apply_language
from .core_texts import core_text
from .dialogs.crash_dialog import CrashDialog
from .garbage import GarbageSchedule
from .pages import is_dump
from .work_in_hand import WorkInHand, take_up, work_in_hand

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from .main_window import MainWindow
    from .preferences import Preferences
    from .uncaught import Uncaught

_SETTLED: Final = 1500
"""Milliseconds after which the window stands, and its objects are there to stay."""

_LAST_SECONDS: Final = 5.0
"""How long what is still to be written may take once the window is gone: nobody looks any more."""


class Session(QObject):
    """Shows windows until one is closed that is not to be opened again."""

    def __init__(
        self,
        application: QApplication,
        preferences: Preferences,
        make_window: Callable[[], MainWindow],
        uncaught: Uncaught,
    ) -> None:
        """Speak as *preferences* say; tell what is *uncaught* in the window."""
        super().__init__()
        self._application = application
        self._preferences = preferences
        self._make = make_window
        self._uncaught = uncaught
        self.window: MainWindow | None = None

    def run(self, file: str = "") -> int:
        """Show the window, with *file*, a recipe or a dump, opened; give the exit code."""
        work: WorkInHand | None = None
        while True:
            apply_language(self._application, self._preferences.settings.language)
            self.window = window = self._make()
            garbage = self._show(window)
            if work is not None:
                take_up(window, work)
            if is_dump(file):
                window.pages.open(file)
            elif file:
                window.recipes.open(Path(file))
            code = self._application.exec()
            if not window.restarting:
                for late in (window.account.complained, self._preferences.not_saved):
                    late.connect(_tell_behind)
                window.errands.settle(_LAST_SECONDS)
                self._preferences.settle(_LAST_SECONDS)
                self._application.processEvents()  # what came of it
                return code
            work, file = work_in_hand(window), ""
            garbage.end()
            window.deleteLater()

    def _show(self, window: MainWindow) -> GarbageSchedule:
        crash = CrashDialog(window)
        self._uncaught.told.connect(window.banner.tell)
        self._uncaught.happened.connect(crash.show_mishap)
        own = window.pane.flags.own
        problems = [*self._preferences.problems, *(own.problems if own is not None else ())]
        if problems:
            window.banner.tell(escaped(" ".join(map(core_text, problems))))
            self._preferences.problems = []  # told once, not again by the next window
        window.show()
        garbage = GarbageSchedule(window)
        # After the first picture: starting three processes must not delay it.
        QTimer.singleShot(0, window.start)
        QTimer.singleShot(_SETTLED, garbage, garbage.begin)
        return garbage


def _tell_behind(text: str) -> None:
    """Tell whoever started us: there is no window any more."""
    if sys.stderr is not None:
        sys.stderr.write(f"dumpdesk: {escaped(text)}\n")
