"""Mistakes of our own: into the log with their traceback, and in one line on the screen."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Uncaught(QObject):
    """Hears of every exception nobody caught, on whatever thread."""

    told = Signal(str)
    """One sentence for the user."""

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        """Write into the file *log*."""
        super().__init__(parent)
        self._log = log

    def install(self) -> None:
        """Take over the hooks of the interpreter."""
        sys.excepthook = self.hear
        threading.excepthook = self._hear_thread

    def hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write it down and tell. Never raises."""
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(text)
        where = self._write(text)
        self.told.emit(
            self.tr("Something unexpected happened in DumpDesk: {0}. {1}").format(
                f"{kind.__name__}: {error}".rstrip(": "), where
            )
        )

    def _hear_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.hear(told.exc_type, told.exc_value, told.exc_traceback)

    def _write(self, text: str) -> str:
        try:
            self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            with os.fdopen(os.open(self._log, flags, 0o600), "a", encoding="utf-8") as log:
                log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}\n{text}\n")
        except OSError as error:
            return self.tr("It could not be written to the log either: {0}.").format(
                error.strerror or error
            )
        return self.tr("Details are in {0}.").format(self._log)
