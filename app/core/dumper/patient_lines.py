"""Lines of a pipe, awaited so that Ctrl+C is heard: Windows tells nobody who sleeps in a read."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import IO, Final

_PATIENCE: Final = 0.1
"""Seconds that a signal may have to wait."""


class PatientLines:
    """Reads *pipe* on a thread of its own; :meth:`readline` wakes up now and then."""

    def __init__(self, pipe: IO[bytes], limit: int) -> None:
        self._pipe = pipe
        self._limit = limit
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._is_over = False
        threading.Thread(target=self._read, name="dumper's events", daemon=True).start()

    def readline(self) -> bytes:
        """Wait for the next line; empty, for ever, when there will be no more."""
        while not self._is_over:
            with contextlib.suppress(queue.Empty):
                line = self._lines.get(timeout=_PATIENCE)
                self._is_over = not line
                return line
        return b""

    def _read(self) -> None:
        line = b" "
        while line:
            try:
                line = self._pipe.readline(self._limit)
            except (OSError, ValueError):  # closed by another thread
                line = b""
            self._lines.put(line)
