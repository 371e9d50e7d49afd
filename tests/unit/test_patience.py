"""Work that may never come back: its answer, its error, or nobody's time lost."""

from __future__ import annotations

import threading

import pytest

from app.core.patience import answer_unless, answer_within


@pytest.fixture
def hang():
    """Work that hangs until the test is over."""
    over = threading.Event()
    yield lambda: over.wait() and "late"
    over.set()


def fail():
    raise ZeroDivisionError("mine")


def test_an_answer_in_time_is_given():
    assert answer_within(60, lambda: "it", "nothing") == "it"
    assert answer_unless(lambda: None, lambda: "it") == "it"
    assert answer_within(60, lambda: None, "nothing") is None


def test_an_error_is_raised_where_it_is_awaited():
    with pytest.raises(ZeroDivisionError, match="mine"):
        answer_within(60, fail, "nothing")
    with pytest.raises(ZeroDivisionError, match="mine"):
        answer_unless(lambda: None, fail)


def test_what_does_not_answer_is_left_behind(hang):
    assert answer_within(0.01, hang, "nothing") == "nothing"


def test_who_gives_up_is_asked_again_and_again(hang):
    asked = []

    def check():
        asked.append(True)
        if len(asked) == 3:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        answer_unless(check, hang)


def test_what_was_given_up_before_it_began_gives_no_answer(hang):
    def check():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        answer_unless(check, hang)


def test_the_thread_of_what_hangs_does_not_keep_the_program():
    before = set(threading.enumerate())
    over = threading.Event()
    answer_within(0.01, over.wait, False)
    (left,) = set(threading.enumerate()) - before
    assert left.daemon
    over.set()
