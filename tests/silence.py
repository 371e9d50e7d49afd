"""Measures how much is done between two questions whether to go on: in lines, not in time.

A line of Python takes some 50 ns, so MOST of them are far below the 100 ms in which a cancel is to
be heard; and a loop that does not ask shows at once, on a busy machine as on an idle one.
"""

from __future__ import annotations

import contextlib
import sys

from app.core import steps

MOST = 15_000
"""Lines between two questions."""


class Silence:
    """Counts lines. ``longest`` is the longest stretch without a question, ``lines`` are all."""

    def __init__(self):
        self.lines = self.longest = self.asked = 0
        self._now = 0
        self._seen = {}
        self._where = []

    def call(self, frame, _event, _):
        """Trace all functions but our own (sys.settrace)."""
        return None if frame.f_code.co_filename == __file__ else self._line

    def _line(self, frame, event, _):
        if event == "line":
            self._now += 1
            if self._now > MOST // 2:
                code = frame.f_code
                where = f"{code.co_filename.rpartition('/')[2]}:{code.co_firstlineno}"
                self._seen[where] = self._seen.get(where, 0) + 1
        return self._line

    def ask(self):
        """Be asked: a stretch is over."""
        self.asked += 1
        self.lines += self._now
        if self._now > self.longest:
            self.longest = self._now
            self._where = sorted(self._seen, key=self._seen.get, reverse=True)[:5]
        self._now = 0
        if self._seen:
            self._seen = {}

    def __repr__(self):
        return f"{self.longest} of {self.lines} lines without a question, mostly {self._where}"


@contextlib.contextmanager
def listening(monkeypatch):
    """Count within; whoever asks at steps asks at each of them."""
    silence = Silence()
    monkeypatch.setattr(steps, "EVERY", 0.0)
    before = sys.gettrace()
    with steps.heeding(silence.ask):
        sys.settrace(silence.call)
        try:
            yield silence
        finally:
            sys.settrace(before)
            silence.ask()
