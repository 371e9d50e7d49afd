"""What does not end when it is told to: it is waited for as long as agreed, and then left behind.

A thread in a call into a drive that does not answer cannot be ended, nor can a process there, and
Qt would wait for both: 30 seconds for a process, and a thread at work must not be destroyed at all.
So what was told to end, and is still at work, is kept here; the program ends without asking it.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QObject, QProcess, QThread

_left: list[tuple[QThread | QProcess, tuple[QObject, ...]]] = []
"""What was at work when it was left, with what must live as long."""


def wait_or_leave(thread: QThread, deadline: float, *needed: QObject) -> bool:
    """Wait for *thread* until *deadline* (monotonic clock); say whether it has ended.

    One that has not is kept, with what is *needed* by it.
    """
    left = max(1, int(1000 * (deadline - time.monotonic())))
    over = not thread.isRunning() or thread.wait(left)
    if not over:
        thread.setParent(None)
        _keep(thread, *needed)
    return over


def kill(process: QProcess) -> None:
    """End *process*, which has nothing to clean up, without waiting for its end."""
    process.setParent(None)
    process.kill()
    _keep(process)


def settle(deadline: float) -> None:
    """Wait until *deadline* (monotonic clock) for the processes that were killed."""
    for thing, _ in _left:
        if isinstance(thing, QProcess):
            thing.waitForFinished(max(1, int(1000 * (deadline - time.monotonic()))))
    _forget_what_is_over()


def go_past_it(code: int) -> int:
    """Give exit *code* for the end of the program; if something is still at work, end here."""
    _forget_what_is_over()
    if _left:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # a window without a console has none
                stream.flush()
        os._exit(code)
    return code


def _keep(thing: QThread | QProcess, *needed: QObject) -> None:
    _forget_what_is_over()
    _left.append((thing, needed))


def _forget_what_is_over() -> None:
    _left[:] = [kept for kept in _left if _is_at_work(kept[0])]


def _is_at_work(thing: QThread | QProcess) -> bool:
    if isinstance(thing, QThread):
        return thing.isRunning()
    return thing.state() != QProcess.ProcessState.NotRunning and not thing.waitForFinished(1)
