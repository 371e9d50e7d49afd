"""Imports what takes long to import, a slice at a time, while the window stays alive.

A thread that imports on its own holds the window up: both want the interpreter, and each of the
window's calls waits its turn. So the thread runs only while the window's thread lets it, for some
milliseconds in each turn of the event loop; a profile function of Python, called at every call,
is where it stops. Measured with numpy and pyqtgraph, garbage collection off: 0.4 s altogether, no
gap over 10 ms; on a free thread there were gaps of 61 to 136 ms, in one go it takes 0.3 to 1.5 s.
"""

from __future__ import annotations

import importlib
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

_IMPORTERS: Final = frozenset(
    ("importlib", "_frozen_importlib", "_frozen_importlib_external", "typing")
)
"""Python's own modules that import others, and the one that numpy keeps busy meanwhile."""
_SLICE: Final = 0.004
"""Seconds that the thread runs in each turn of the event loop."""
_STUCK: Final = 0.2
"""Seconds after which the thread goes on unasked, for half as long: the window may be waiting for a
module that is half imported here."""
_PATIENCE: Final = 1.0
"""Seconds that the window waits for the end of a slice."""


class GentleImport(QObject):
    """Imports modules; tells when they are there or why not."""

    done = Signal()
    """They can be imported at no cost now."""
    failed = Signal(str)
    """They cannot be imported: the reason."""

    def __init__(self, names: Sequence[str], parent: QObject | None = None) -> None:
        """Wait for :meth:`begin` to import the modules *names*, in that order."""
        super().__init__(parent)
        self._names = tuple(names)
        self._homes = {name.partition(".")[0] for name in names} | _IMPORTERS
        self._go, self._parked = threading.Event(), threading.Event()
        self._until = 0.0
        self._error: str | None = None
        self._is_over = True
        """The thread has nothing left to do; set before it wakes whoever waits."""
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._step)

    @property
    def ready(self) -> bool:
        """Whether all modules are there."""
        return self._is_over and all(name in sys.modules for name in self._names)

    def begin(self) -> None:
        """Import, unless it is being done already."""
        if self._is_over and not self._timer.isActive():
            self._error, self._is_over = None, False
            self._go.clear()
            threading.Thread(target=self._run, name="gentle-import", daemon=True).start()
            self._timer.start()

    def _step(self) -> None:
        """Let the thread run for a slice."""
        self._parked.clear()
        self._until = time.perf_counter() + _SLICE
        self._go.set()
        if not self._is_over:
            self._parked.wait(_PATIENCE)
        if self._is_over:
            self._timer.stop()
            if self._error is None:
                self.done.emit()
            else:
                self.failed.emit(self._error)

    # ------------------------------------------------------------------------ on the thread

    def _run(self) -> None:
        self._go.wait()
        sys.setprofile(self._look_at_the_clock)
        try:
            for name in self._names:
                importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - a module may raise what it likes
            self._error = f"{type(error).__name__}: {error}"
        finally:
            sys.setprofile(None)
            self._is_over = True
            self._parked.set()

    def _look_at_the_clock(self, frame: FrameType, _event: str, _about: object) -> None:
        """Stand still when the slice is over, but only in what is imported or in the import itself.

        Elsewhere, as in Qt for Python, the thread may hold a lock that the window wants.
        """
        if time.perf_counter() < self._until:
            return
        if str(frame.f_globals.get("__name__")).partition(".")[0] in self._homes:
            self._go.clear()
            self._parked.set()
            if not self._go.wait(_STUCK):
                self._until = time.perf_counter() + _STUCK / 2
