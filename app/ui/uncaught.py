"""Mistakes of our own: into the log with their traceback, and onto the screen."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from types import TracebackType


class Mishap(NamedTuple):
    """An exception that nobody caught."""

    what: str
    """Its kind and message."""
    where: str
    """File, line and function."""
    trace: str
    """The whole traceback."""
    log: str
    """One sentence: where it was written down."""


class Uncaught(QObject):
    """Hears of every exception nobody caught, on whatever thread and in whatever slot."""

    told = Signal(str)
    """One sentence for the user."""
    happened = Signal(object)
    """The Mishap, for whoever shows more of it."""

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        """Write into the file *log*."""
        super().__init__(parent)
        self._log = log

    def install(self) -> None:
        """Take over the hooks of the interpreter."""
        sys.excepthook = self.hear
        threading.excepthook = self._hear_thread
        sys.unraisablehook = self._hear_unraisable

    def log_crashes(self) -> None:
        """Have a crash of native code, which ends the process, leave a trace in the log."""
        with contextlib.suppress(OSError):
            # Kept open for good: when it is needed, no file can be opened any more.
            faulthandler.enable(os.fdopen(self._open(), "a", encoding="utf-8"))

    def hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write it down and tell. Never raises."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(text)
        log = self._write(text)
        what = f"{kind.__name__}: {error}".rstrip(": ")
        self.told.emit(
            self.tr("Something unexpected happened in DumpDesk: {0}. {1}").format(what, log)
        )
        self.happened.emit(Mishap(what, _place(trace), text, log))

    def _hear_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.hear(told.exc_type, told.exc_value, told.exc_traceback)

    def _hear_unraisable(self, told: sys.UnraisableHookArgs) -> None:
        if told.exc_value is not None:
            self.hear(told.exc_type, told.exc_value, told.exc_traceback)

    def _open(self) -> int:
        self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        return os.open(self._log, flags, 0o600)

    def _write(self, text: str) -> str:
        try:
            with os.fdopen(self._open(), "a", encoding="utf-8") as log:
                log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}\n{text}\n")
        except OSError as error:
            return self.tr("It could not be written to the log either: {0}.").format(
                error.strerror or error
            )
        return self.tr("Details are in {0}.").format(self._log)


def _place(trace: TracebackType | None) -> str:
    """Give the innermost place in DumpDesk's own code, or else the innermost one."""
    frames = traceback.extract_tb(trace)
    if not frames:
        return ""
    root = Path(__file__).parent.parent
    # A packaged program knows its sources by names like app/ui/menus.py.
    places = [(frame, root.parent / frame.filename) for frame in frames]
    own = [(frame, name) for frame, name in places if name.is_relative_to(root)]
    frame, name = (own or places)[-1]
    path = name.relative_to(root.parent) if own else name
    return f"{path.as_posix()}:{frame.lineno} ({frame.name})"
