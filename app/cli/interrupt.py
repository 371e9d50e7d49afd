"""Ctrl+C ends whatever a command does, cleanly if it can, and within a second in any case."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any, Final, Self

from ..core.dumper.cancellation import Cancellation
from ..core.errors import DumpCancelledError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_HEARD_SECONDS: Final = 0.7
"""How long a signal may go unheard by Python before the program ends without it."""

_heard = threading.Event()
"""A handler of ours has run, so that the main thread is not stuck."""


class Interrupts:
    """While it is entered, SIGINT and SIGTERM cancel; a second one does not wait for the clean-up.

    Commands of the dumper are given the ``cancellation``: it holds for all of them.
    """

    def __init__(self) -> None:
        self.cancellation = Cancellation()
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        # Once interrupted we are about to end, and nothing may change with which result any more:
        # the process that waits for a single file passes on what the terminal told us already.
        interrupted = self.cancellation.is_cancelled
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_IGN if interrupted else handler)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        _heard.set()
        if self.cancellation.is_cancelled:
            raise KeyboardInterrupt
        self.cancellation.cancel()


def _raise(_number: int, _frame: FrameType | None) -> None:
    _heard.set()
    raise KeyboardInterrupt


@contextlib.contextmanager
def attention() -> Iterator[None]:
    """See that Ctrl+C is heard while a command runs, by KeyboardInterrupt unless others listen.

    A call into a drive that does not answer returns for no signal, so that Python never runs a
    handler. The system writes each signal to a pipe, too; a thread reads there, and if nothing has
    heard it after a moment it ends the program, with whatever hangs.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _watch():
        before = signal.signal(signal.SIGINT, _raise)
        try:
            yield
        finally:
            if signal.getsignal(signal.SIGINT) is _raise:
                signal.signal(signal.SIGINT, before)


if sys.platform == "win32":

    @contextlib.contextmanager
    def _watch() -> Iterator[None]:
        """Do nothing: Windows tells of Ctrl+C in a thread of its own, and lets nobody wait."""
        yield

else:

    @contextlib.contextmanager
    def _watch() -> Iterator[None]:
        try:
            receive, send = os.pipe()
        except OSError:  # no more files can be open: it has to do without
            yield
            return
        os.set_blocking(send, False)
        with contextlib.suppress(RuntimeError):  # no more threads: nobody reads there
            threading.Thread(target=_end_if_unheard, args=(receive,), daemon=True).start()
        before = signal.set_wakeup_fd(send, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            os.close(send)

    def _end_if_unheard(receive: int) -> None:
        while told := os.read(receive, 1):
            if told[0] not in _SIGNALS:
                continue
            if not _heard.wait(_HEARD_SECONDS):
                error = DumpCancelledError(
                    "Cancelled.", "The system does not answer; what was begun may be left."
                )
                os.write(2, f"dumpdesk: {error}\n".encode())
                os._exit(error.exit_code)
            _heard.clear()
        os.close(receive)
