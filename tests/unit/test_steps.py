"""Long work is asked whether to go on: often enough, not too often, never where it puts right."""

from __future__ import annotations

import threading

import pytest

from app.core import steps as module
from app.core.steps import AT_ONCE, heeding, step, steps, undisturbed


class NotWantedError(Exception):
    """Nobody wants it."""


@pytest.fixture
def asked(monkeypatch):
    """What was asked; each step asks."""
    monkeypatch.setattr(module, "EVERY", 0.0)
    return []


@pytest.mark.parametrize("size", [0, 1, AT_ONCE, AT_ONCE + 1, 10 * AT_ONCE])
@pytest.mark.parametrize("kind", [list, tuple, iter])
def test_everything_is_given_once_and_in_order(asked, size, kind):
    things = range(size)
    assert list(steps(kind(things))) == list(things)
    assert asked == []
    with heeding(lambda: asked.append(1)):
        assert list(steps(kind(things))) == list(things)
    assert len(asked) == max(-(-size // AT_ONCE), 0 if kind is iter else 1)


def test_it_is_given_up_at_the_next_step(asked):
    def ask():
        asked.append(1)
        if len(asked) == 3:
            raise NotWantedError

    done = []
    with heeding(ask), pytest.raises(NotWantedError):
        done.extend(steps(range(10 * AT_ONCE)))
    assert len(done) == 2 * AT_ONCE


def test_asking_costs_little_because_it_is_done_now_and_then():
    times = []
    with heeding(lambda: times.append(1)):
        for _ in range(1000):
            step()
    assert 1 <= len(times) < 1000


def test_whoever_asks_asks_for_their_own_thread_and_time_alone(asked):
    with heeding(lambda: asked.append("outer")):
        with heeding(lambda: asked.append("inner")):
            step()
        other = threading.Thread(target=step)
        other.start()
        other.join()
        step()
    step()
    assert asked == ["inner", "outer"]


def test_nobody_is_asked_where_something_is_put_right(asked):
    with heeding(lambda: asked.append(1)):
        with undisturbed():
            step()
            assert list(steps(range(3))) == [0, 1, 2]
        assert asked == []
        step()
    assert asked == [1]
