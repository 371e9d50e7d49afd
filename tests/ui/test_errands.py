"""Errands to the disk: in order, answered in the window's thread, none lost."""

import threading

from app.core.errors import OutputError
from app.ui.workers.errands import Errands

from .conftest import LONG


def test_errands_are_done_in_order_elsewhere_and_answered_here(qtbot):
    errands = Errands()
    done, answers = [], []
    for number in range(20):
        errands.run(
            lambda number=number: done.append((number, threading.current_thread())) or number,
            lambda result: answers.append((result, threading.current_thread())),
        )

    qtbot.waitUntil(lambda: len(answers) == 20, timeout=LONG)

    assert [number for number, _ in done] == [number for number, _ in answers] == list(range(20))
    assert {thread for _, thread in answers} == {threading.main_thread()}
    assert threading.main_thread() not in {thread for _, thread in done}


def test_an_error_is_an_answer(qtbot):
    errands = Errands()
    answers = []

    def fail():
        raise OutputError("The disk is gone.")

    errands.run(fail, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=LONG)

    assert isinstance(answers[0], OutputError)


def test_nothing_is_lost_at_the_end(qtbot):
    errands = Errands()
    done = []
    begun = threading.Event()
    errands.run(lambda: begun.wait(LONG / 1000) and done.append("first"))
    begun.set()
    errands.run(lambda: done.append("late"))
    assert errands.settle()

    assert done == ["first", "late"]


def test_what_was_not_done_when_the_window_closed_is_done_behind_it(qtbot):
    errands = Errands()
    goes_on, done = threading.Event(), []
    errands.run(lambda: goes_on.wait(LONG / 1000) and done.append("first"))
    errands.run(lambda: done.append("second"))
    assert not errands.stop(0.01)
    threading.Timer(0.05, goes_on.set).start()
    assert errands.settle(LONG / 1000)
    assert done == ["first", "second"]


def test_what_hangs_is_not_waited_for_longer_than_agreed(qtbot):
    errands = Errands()
    hangs, done = threading.Event(), []
    errands.run(lambda: hangs.wait() and done.append("first"))
    errands.run(lambda: done.append("second"))
    assert not errands.settle(0.05)
    assert done == []
    hangs.set()
    assert errands.stop(LONG / 1000)
    assert done == ["first", "second"]
    errands.run(lambda: done.append("late"))
    assert errands.settle(LONG / 1000)
    assert done == ["first", "second", "late"]
