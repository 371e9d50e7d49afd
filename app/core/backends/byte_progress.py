"""How far a dump is, told to whoever watches it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from .where import nowhere

if TYPE_CHECKING:
    from collections.abc import Callable

    from .written import Report

_REPORT_EVERY: Final = 0.05
"""Seconds between two progress events."""


class Progress:
    """Counts the bytes of one dump and tells of them; *poll* may raise to give up."""

    def __init__(self, report: Report, poll: Callable[[], None]) -> None:
        self._report = report
        self._poll = poll
        self._done = 0
        self._total = 0
        self._reported = 0.0
        self._where: Callable[[int], str] = nowhere
        self.failure: BaseException | None = None
        """Why a copy was ended."""

    def phase(self, name: str) -> None:
        """Say what is done now."""
        self._report({"event": "phase", "phase": name, "total": self._total})

    def begin_copy(self, size: int) -> None:
        """Count what is copied, *size* bytes altogether."""
        self._total, self._reported = size, time.monotonic()

    def begin_part(self, where: Callable[[int], str]) -> None:
        """Name what is copied from here on by *where*, which is given the bytes of this part."""
        before = self._done
        self._where = lambda done: where(done - before)

    def begin_writing(self, size: int) -> None:
        """Count from here on what is written, *size* bytes altogether."""
        self._done, self._total, self._where = 0, size, nowhere

    def copied(self, size: int) -> bool:
        """Count what was copied; False to give up, for the reason that :attr:`failure` gives."""
        self._done += size
        try:
            self.ask()
        except BaseException as error:  # noqa: BLE001 - raised again once the copy has stopped
            self.failure = error
        return self.failure is None

    def add(self, size: int) -> None:
        """Count what was written, without telling anybody."""
        self._done += size

    def written(self, size: int) -> None:
        """Count what was written."""
        self._done += size
        self.tell()

    def ask(self) -> None:
        """Ask whether to go on, and tell how far it is."""
        self._poll()
        self.tell()

    def tell(self, *, at_once: bool = False) -> None:
        """Tell how far it is, if it is time to."""
        now = time.monotonic()
        if at_once or now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._report(
                {
                    "event": "progress",
                    "done": self._done,
                    "total": self._total,
                    "item": self._where(self._done),
                }
            )
