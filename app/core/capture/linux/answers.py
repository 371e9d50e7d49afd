"""Questions about files of others, asked so that a file system which does not answer costs little.

A descriptor or a module of a target may lie on a share that is gone. Whoever asks about it may then
hang for ever, so questions go through a thread that can be left behind, and what has been silent is
not asked again before it has come back.
"""

from __future__ import annotations

import contextlib
import errno
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from ...side_thread import NO_ANSWER, SideThread
from ...steps import step

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from ..snapshot import SoftError

T = TypeVar("T")

ANSWER_SECONDS: Final = 1.0
"""How long one file system is waited for."""
_SECONDS_IN_STOP: Final = 0.2
"""The same while the target stands still: hardly anything is asked then, and mostly known."""
_MOST_SILENT: Final = 8
"""Threads that may hang at once; beyond that nothing is asked any more."""

_silent: dict[Hashable, SideThread] = {}
"""What hangs (a mount, a device), and the thread that waits for it: of all targets."""


class Question(NamedTuple, Generic[T]):
    """Something that only the file system of *path* can tell."""

    about: Hashable
    """What would be silent as a whole: a mount, a device."""
    path: str
    ask: Callable[[], T]


class Answers:
    """Asks for one target."""

    def __init__(self) -> None:
        """Ask nothing yet."""
        self._seconds = ANSWER_SECONDS
        self._side = SideThread("questions")
        self._untold: dict[Hashable, str] = {}

    def of(self, about: Hashable, path: str, ask: Callable[[], T]) -> T:
        """Give the answer to one question. Raises OSError; TimeoutError if there is no answer."""
        (answer,) = self.of_all([Question(about, path, ask)])
        if isinstance(answer, OSError):
            raise answer
        return answer

    def of_all(self, questions: Sequence[Question[T]]) -> list[T | OSError]:
        """Ask all in turn; give the answers, or why there is none.

        What is silent costs the time for one answer, however many questions are about it.
        """
        found: list[T | OSError] = []
        while len(found) < len(questions):
            rest = questions[len(found) :]
            if len(_silent) >= _MOST_SILENT and all(map(is_silent, list(_silent))):
                found += [_no_answer() for _ in rest]
                break
            part: list[T | OSError] = []
            try:
                self._side.run(partial(self._ask, rest, part), self._seconds, step)
            except TimeoutError:
                got = part[:]  # the thread may come back and append to its own
                _silent[rest[len(got)].about] = self._side
                self._side = SideThread("questions")
                found += [*got, _no_answer()]
            except BaseException:  # nobody wants to know any more: its thread ends when it can
                self._side.end(0)
                self._side = SideThread("questions")
                raise
            else:
                found += part
        for question, answer in zip(questions, found, strict=True):
            if isinstance(answer, TimeoutError):
                self._untold.setdefault(question.about, question.path)
        return found

    def untold(self) -> list[SoftError]:
        """Say what did not answer since the last time."""
        from ..snapshot import SoftError  # not for who only wants to know which process is meant

        paths, self._untold = list(self._untold.values()), {}
        return [
            SoftError("ask file system", f"Not told: the file system of {path} does not answer.")
            for path in dict.fromkeys(paths)
        ]

    @contextlib.contextmanager
    def in_stop(self) -> Iterator[None]:
        """Have little patience as long as the target stands still."""
        self._seconds = _SECONDS_IN_STOP
        try:
            yield
        finally:
            self._seconds = ANSWER_SECONDS

    def close(self) -> None:
        """Ask nothing any more."""
        self._side.end(0)

    def _ask(self, questions: Sequence[Question[T]], found: list[T | OSError]) -> None:
        side = self._side
        for question in questions:
            if is_silent(question.about):
                found.append(_no_answer())
                continue
            try:
                found.append(question.ask())
            except OSError as error:
                found.append(error)
            side.step()


def is_silent(about: Hashable) -> bool:
    """Say whether a question about it has not been answered yet."""
    side = _silent.get(about)
    if side is None:
        return False
    if not side.has_left:
        _silent.pop(about, None)
        side.end(0)
    return side.has_left


def _no_answer() -> TimeoutError:
    return TimeoutError(errno.ETIMEDOUT, NO_ANSWER)
