"""Processes with their descendants, children before their parents."""

from __future__ import annotations

from app.core.processes.family import with_descendants
from app.core.processes.info import ProcessInfo


def process(pid, ppid, started=0.0):
    return ProcessInfo(pid, 0, started, ppid, "p", "running", 1, 0.0, 0)


TREE = [
    process(1, 0),
    process(2, 1, 1),
    process(3, 2, 2),
    process(4, 2, 3),
    process(5, 4, 4),
    process(6, 1, 5),
]


def pids(*roots, tree=TREE):
    return [info.pid for info in with_descendants(tree, *roots)]


def test_children_come_before_their_parents():
    assert pids(2) == [3, 5, 4, 2]
    assert pids(1)[-1] == 1
    assert sorted(pids(1)) == [1, 2, 3, 4, 5, 6]


def test_each_is_there_once_whatever_the_order_of_the_roots():
    assert pids(4, 2) == [5, 4, 3, 2]
    assert sorted(pids(2, 4, 5)) == [2, 3, 4, 5]


def test_a_pid_that_was_given_away_makes_no_child():
    assert pids(2, tree=[process(2, 1, 50), process(3, 2, 10)]) == [2]


def test_circles_and_strangers_end():
    circle = [process(1, 2), process(2, 1), process(3, 3)]

    assert sorted(pids(1, tree=circle)) == [1, 2]
    assert pids(3, tree=circle) == [3]
    assert pids(99) == []
