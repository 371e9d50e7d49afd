"""Work that may never come back, because others decide when: it is waited for as long as agreed.

A call into a file system that does not answer (a share that is gone, FUSE that hangs) cannot be
interrupted. It can be left behind: here it is made on a thread that ends with the process.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LOOK: Final = 0.05
"""Seconds between two looks whether anybody still waits. Windows tells nobody who sleeps in a wait
for something else that Ctrl+C was pressed, so there is no waiting without such looks."""


def answer_within(seconds: float, work: Callable[[], T], otherwise: T) -> T:
    """Give the result of *work*, or *otherwise* if there is none after so many *seconds*.

    Raises what *work* raises in that time.
    """
    outcomes = _begin(work)
    try:
        return _result(outcomes.get(timeout=seconds))
    except queue.Empty:
        return otherwise


def answer_unless(check: Callable[[], None], work: Callable[[], T]) -> T:
    """Give the result of *work*. Raises what it raises and what *check* does, which gives it up."""
    outcomes = _begin(work)
    while True:
        check()
        try:
            return _result(outcomes.get(timeout=_LOOK))
        except queue.Empty:
            continue


def _begin(work: Callable[[], T]) -> queue.SimpleQueue[tuple[T] | BaseException]:
    outcomes: queue.SimpleQueue[tuple[T] | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcomes.put((work(),))
        except BaseException as error:  # noqa: BLE001 - raised where the result is awaited
            outcomes.put(error)

    try:
        threading.Thread(target=run, name="patience", daemon=True).start()
    except RuntimeError:  # the system gives no more threads: it is waited for after all
        run()
    return outcomes


def _result(outcome: tuple[T] | BaseException) -> T:
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome[0]
