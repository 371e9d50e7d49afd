"""Ctrl+C cancels the dump, which then cleans up; a second Ctrl+C does not wait for that."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Any, Self, TypeVar

from ..core.errors import DumpCancelledError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, TracebackType

T = TypeVar("T")


class Interrupts:
    """While it is entered, SIGINT and SIGTERM call *cancel* from a thread."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        self._cancel = cancel
        self._interrupted = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Once interrupted we are about to end, and nothing may change with which result any more:
        # the process that waits for a single file passes on what the terminal told us already.
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_IGN if self._interrupted else handler)

    def check(self) -> None:
        """Raise DumpCancelledError if there was an interrupt."""
        if self._interrupted:
            raise DumpCancelledError("The dump was cancelled.")

    def checked(self, report: Callable[[T], None]) -> Callable[[T], None]:
        """Give *report* with a check before it: an interrupt may have come too early to count."""

        def checked_report(event: T) -> None:
            self.check()
            report(event)

        return checked_report

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._interrupted:
            raise KeyboardInterrupt
        self._interrupted = True
        # The main thread may be holding what cancel needs.
        threading.Thread(target=self._cancel, daemon=True).start()
