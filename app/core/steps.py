"""Long work that hears when nobody wants it any more: it goes step by step, and asks between steps.

Whoever has something done says once how to ask (:func:`heeding`). Whatever loops over things of
which there may be thousands takes them through :func:`steps`, and what takes its time over a single
thing calls :func:`step`; neither needs to know who asks. Where nobody asks they do nothing.
"""

from __future__ import annotations

import contextlib
import time
from contextvars import ContextVar
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

AT_ONCE: Final = 64
"""Things between two steps: a fraction of a millisecond mostly, some milliseconds at most."""
EVERY: Final = 0.004
"""Seconds between two questions: asking may cost more than a step."""

_COUNTED: Final = (list, tuple)


class _Question:
    """*ask*, made cheap enough for each step."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self._ask = ask
        self._next = 0.0

    def __call__(self) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + EVERY
            self._ask()


_question: ContextVar[_Question | None] = ContextVar("question", default=None)
"""Of this thread: others have a context of their own."""


@contextlib.contextmanager
def heeding(ask: Callable[[], None]) -> Iterator[None]:
    """Have *ask* called at the steps of all that is done within; it raises to give that up."""
    token = _question.set(_Question(ask))
    try:
        yield
    finally:
        _question.reset(token)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Have nobody asked within: what is put right there has to be put right in any case."""
    token = _question.set(None)
    try:
        yield
    finally:
        _question.reset(token)


def step() -> None:
    """Ask whether to go on, if somebody wants to be asked and was not just now."""
    question = _question.get()
    if question is not None:
        question()


def steps(things: Iterable[T]) -> Iterable[T]:
    """Give *things* to be looped over once, with a step before each few of them."""
    question = _question.get()
    if question is None:
        return things
    if isinstance(things, _COUNTED) and len(things) <= AT_ONCE:
        question()
        return things
    return chain.from_iterable(_parts(iter(things), question))


def _parts(things: Iterator[T], question: _Question) -> Iterator[tuple[T, ...]]:
    while part := tuple(islice(things, AT_ONCE)):
        question()
        yield part
