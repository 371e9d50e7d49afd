"""Work on what others control, a drive above all, that may have to be left behind unfinished.

A call into a file system that does not answer (a share that is gone, FUSE that hangs) cannot be
interrupted, often not even by killing the process. So it is made on a thread of its own, and
whoever wants the result waits for as long as it gets on and is wanted.
"""

from __future__ import annotations

import contextlib
import errno
import math
import queue
import threading
import time
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LOOK: Final = 0.05
"""Seconds between two looks whether the result is still wanted."""
_GRACE: Final = 0.3
"""Seconds that a job which was left may take to its next step; then it hangs."""
NO_ANSWER: Final = "the file system does not answer"


class _UnansweredError(TimeoutError):
    """Nobody came back, unlike a TimeoutError that a job raises."""

    def __init__(self) -> None:
        super().__init__(errno.ETIMEDOUT, NO_ANSWER)


class _Task:
    def __init__(self, job: Callable[[], Any]) -> None:
        self.job = job
        self.result: Any = None
        self.error: BaseException | None = None
        self.left = False
        """Nobody waits for it any more."""
        self.stuck_from = 0.0
        """When it must have come to its next step, on the monotonic clock, having been left."""
        self.done = threading.Event()

    def carry_out(self) -> None:
        try:
            self.result = self.job()
        except BaseException as error:  # noqa: BLE001 - raised where the result is awaited
            self.error = error
        self.done.set()


class _LeftError(Exception):
    """Ends a job that was left behind, at its next step."""


class SideThread:
    """A thread that does one job after the other. It begins with the first.

    Where the system gives no thread, jobs are done by who asks.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._here: Callable[[], None] | None = None
        """What to ask in :meth:`step` while a job is done by who asked for it."""
        self._current: _Task | None = None
        self._steps = 0

    @property
    def is_stuck(self) -> bool:
        """Whether a job that was left behind does not come back."""
        current = self._current
        return current is not None and current.left and time.monotonic() >= current.stuck_from

    @property
    def has_left(self) -> bool:
        """Whether a job that was left behind has not come back yet."""
        current = self._current
        return current is not None and current.left

    def run(self, job: Callable[[], T], seconds: float, poll: Callable[[], None]) -> T:
        """Give what *job* gives, or raise what it raises.

        Raises TimeoutError when it takes no :meth:`step` for so many *seconds*, and what *poll*
        raises, which is called all the while. The job is left behind then.
        """
        if not self._has_thread():
            self._here = poll
            try:
                return job()
            finally:
                self._here = None
        if self.is_stuck:
            raise _UnansweredError
        task = _Task(job)
        self._tasks.put(task)
        try:
            self._wait(task, seconds, poll)
        except BaseException:
            task.stuck_from = time.monotonic() + _GRACE
            task.left = True
            raise
        if task.error is not None:
            raise task.error
        result: T = task.result
        return result

    def step(self) -> None:
        """Note, within a job, that it gets on; ends it there if it was left behind."""
        self._steps += 1
        if self._here is not None:
            self._here()
        elif self._current is not None and self._current.left:
            raise _LeftError

    def later(self, job: Callable[[], Any]) -> None:
        """Have *job* done in its turn, whenever that is. What it raises is nobody's business."""
        if self._has_thread():
            self._tasks.put(_Task(job))
        else:
            with contextlib.suppress(Exception):
                job()

    def end(self, seconds: float) -> bool:
        """Let the thread end when all is done; say whether it was within *seconds*.

        One that is stuck is not waited for.
        """
        if self._thread is None:
            return True
        self._tasks.put(None)
        until = time.monotonic() + seconds
        while self._thread.is_alive() and not self.is_stuck and time.monotonic() < until:
            self._thread.join(min(LOOK, max(0.0, until - time.monotonic())))
        return not self._thread.is_alive()

    def _wait(self, task: _Task, seconds: float, poll: Callable[[], None]) -> None:
        steps, since = self._steps, time.monotonic()
        while not task.done.wait(LOOK):
            poll()
            if steps != self._steps:
                steps, since = self._steps, time.monotonic()
            elif time.monotonic() - since >= seconds:
                raise _UnansweredError

    def _has_thread(self) -> bool:
        if self._thread is None:
            thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            try:
                thread.start()
            except RuntimeError:  # a limit of the system
                return False
            self._thread = thread
        return True

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            self._current = task
            task.carry_out()
            self._current = None


def answer_within(seconds: float, work: Callable[[], T], otherwise: T) -> T:
    """Give the result of *work*, or *otherwise* if there is none after so many *seconds*.

    Raises what *work* raises in that time.
    """
    try:
        return _answer(work, seconds, lambda: None)
    except _UnansweredError:
        return otherwise


def answer_unless(check: Callable[[], None], work: Callable[[], T]) -> T:
    """Give the result of *work*. Raises what it raises and what *check* does, which gives it up."""
    check()
    return _answer(work, math.inf, check)


def _answer(work: Callable[[], T], seconds: float, poll: Callable[[], None]) -> T:
    side = SideThread("answer")
    try:
        return side.run(work, seconds, poll)
    finally:
        side.end(0)
