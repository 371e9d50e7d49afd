"""Held dumps: the gate in the dumper, and who opens the gates of several."""

from __future__ import annotations

import threading
import time

import pytest

from app.core.dumper import gate as gate_module
from app.core.dumper import together as together_module
from app.core.dumper.cancellation import Cancellation
from app.core.dumper.gate import COPIED, HELD_SECONDS, STOPPED, Gate
from app.core.dumper.messages import Phase
from app.core.dumper.together import Together
from app.core.errors import DumpCancelledError, MiniDumpError, NoSuchProcessError

WAIT = 60


def never():
    """Nobody cancels."""


def test_what_was_opened_before_is_not_waited_for():
    gate = Gate()
    gate.open(7, STOPPED)
    gate.wait(7, STOPPED, never)


def test_it_opens_for_that_dump_and_that_phase_alone():
    gate = Gate()
    passed = threading.Event()
    thread = threading.Thread(target=lambda: (gate.wait(7, STOPPED, never), passed.set()))
    thread.start()
    gate.open(8, STOPPED)
    gate.open(7, COPIED)
    assert not passed.wait(0.1)
    gate.open(7, STOPPED)
    assert passed.wait(WAIT)
    thread.join()


def test_a_cancel_is_heard_in_it():
    def check():
        raise DumpCancelledError("no")

    with pytest.raises(DumpCancelledError):
        Gate().wait(1, STOPPED, check)


def test_nobody_stands_still_for_ever(monkeypatch):
    monkeypatch.setattr(gate_module, "HELD_SECONDS", dict.fromkeys(HELD_SECONDS, 0.05))
    with pytest.raises(MiniDumpError):
        Gate().wait(1, STOPPED, never)
    Gate().wait(1, COPIED, never)  # what is copied is a dump


class Client:
    """Stands in for a client whose dumper holds one process: notes what is let go on."""

    def __init__(self):
        self.gate = Gate()

    def go_on(self, phase):
        self.gate.open(0, phase)


class Dumps:
    """What the dumps of some clients do, in the order in which it happened."""

    def __init__(self, number):
        self.clients = [Client() for _ in range(number)]
        self.seen = []
        self.fails = {}
        self.slow = set()

    def work(self, number, report, cancellation):
        if number in self.fails:
            raise self.fails[number]
        for phase in HELD_SECONDS:
            if number in self.slow and phase == STOPPED:
                while not cancellation.is_cancelled:
                    time.sleep(0.001)
                raise DumpCancelledError("no")
            self.seen.append((phase, number))
            report(Phase(phase))
            self.clients[number].gate.wait(0, phase, cancellation.check)
            self.seen.append((f"after {phase}", number))
        return f"dump {number}"

    def run(self, cancellation=None):
        self.together = Together(self.clients)
        return dict(self.together.run(self.work, cancellation or Cancellation()))


def test_nobody_goes_on_before_all_are_there():
    dumps = Dumps(4)
    assert dumps.run() == {number: f"dump {number}" for number in range(4)}
    for phase in HELD_SECONDS:
        first_after = dumps.seen.index(next(s for s in dumps.seen if s[0] == f"after {phase}"))
        assert sum(what == phase for what, _ in dumps.seen[:first_after]) == 4
    assert dumps.together.let_go_early == set()
    assert dumps.together.apart_ms >= 0


def test_one_that_fails_is_not_waited_for():
    dumps = Dumps(3)
    dumps.fails = {1: NoSuchProcessError("gone"), 2: ValueError("a surprise")}
    outcomes = dumps.run()
    assert outcomes[0] == "dump 0"
    assert isinstance(outcomes[1], NoSuchProcessError)
    assert isinstance(outcomes[2], MiniDumpError)


def test_one_that_cannot_be_stopped_does_not_hold_the_others(monkeypatch):
    monkeypatch.setattr(together_module, "STOP_SECONDS", 0.1)
    dumps = Dumps(3)
    dumps.slow = {1}
    outcomes = dumps.run()
    assert [outcomes[0], outcomes[2]] == ["dump 0", "dump 2"]
    assert "could not be stopped" in str(outcomes[1])


def test_a_cancel_reaches_all():
    dumps = Dumps(2)
    dumps.slow = {0}
    cancellation = Cancellation()
    cancellation.cancel()
    assert all(isinstance(one, DumpCancelledError) for one in dumps.run(cancellation).values())


def test_who_is_let_go_before_the_others_are_copied_is_told(monkeypatch):
    monkeypatch.setattr(gate_module, "HELD_SECONDS", {**HELD_SECONDS, COPIED: 0.05})
    dumps = Dumps(2)
    release = threading.Event()
    work = dumps.work

    def slow_copy(number, report, cancellation):
        def told(event):
            if number == 1 and event == Phase(COPIED):
                assert release.wait(WAIT)
            report(event)

        outcome = work(number, told, cancellation)
        report(Phase("write"))
        release.set()
        return outcome

    dumps.work = slow_copy
    assert dumps.run() == {0: "dump 0", 1: "dump 1"}
    assert dumps.together.let_go_early == {0}
