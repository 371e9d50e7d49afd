"""Work that may never come back: its answer, its error, or nobody's time lost."""

from __future__ import annotations

import threading
import time

import pytest

from app.core import side_thread
from app.core.side_thread import SideThread, answer_unless, answer_within


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


def test_a_time_out_of_the_work_itself_is_an_error_and_no_missing_answer():
    """A server that is gone lets a call fail so (ETIMEDOUT)."""

    def refused():
        raise TimeoutError("mine")

    with pytest.raises(TimeoutError, match="mine"):
        answer_within(60, refused, "nothing")


def test_without_threads_to_be_had_the_caller_does_it(monkeypatch):
    monkeypatch.setattr(side_thread.threading, "Thread", ThreadsAreOut)
    assert answer_within(60, threading.get_ident, "nothing") == threading.get_ident()
    assert SideThread("none").run(threading.get_ident, 60, list) == threading.get_ident()


class ThreadsAreOut:
    def __init__(self, **_):
        pass

    def start(self):
        raise RuntimeError("can't start new thread")


@pytest.fixture
def side():
    thread = SideThread("jobs")
    yield thread
    end = time.monotonic() + 60
    while thread.is_stuck and time.monotonic() < end:  # it was let go on, and has yet to wake up
        time.sleep(0.01)
    assert thread.end(60)


def test_a_job_that_gets_on_is_waited_for(side):
    """It takes longer than it may stand still."""

    def job():
        for _ in range(30):
            threading.Event().wait(0.1)
            side.step()
        return "done"

    assert side.run(job, 2, list) == "done"


def test_a_job_that_stands_still_is_left_and_ends_at_its_next_step(side):
    goes_on, went_on = threading.Event(), []

    def job():
        goes_on.wait()
        side.step()
        went_on.append("too far")

    with pytest.raises(TimeoutError, match="does not answer"):
        side.run(job, 0, list)
    assert side.has_left
    cleaned_up = threading.Event()
    side.later(cleaned_up.set)
    assert not cleaned_up.is_set()
    goes_on.set()
    assert cleaned_up.wait(60)
    assert not went_on


def test_what_comes_after_a_job_that_hangs_does_not_wait_for_it(side):
    goes_on = threading.Event()
    with pytest.raises(TimeoutError):
        side.run(goes_on.wait, 0, list)
    while not side.is_stuck:
        threading.Event().wait(0.01)
    with pytest.raises(TimeoutError, match="does not answer"):
        side.run(list, 60, list)
    assert not side.end(0)
    goes_on.set()
