"""The dumper's life: what comes from a pipe is carried out in order, heard and answered."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import threading

import pytest

from app.core.dump.request import DumpRequest
from app.core.dumper import messages, questions, session
from app.core.dumper.messages import (
    Cancel,
    Costs,
    Dump,
    Exit,
    Phase,
    Plan,
    Rehearse,
    Rehearsed,
    encode_command,
)
from app.core.dumper.session import Session
from app.core.errors import DumpCancelledError, InvalidRequestError
from app.core.process_key import ProcessKey
from app.core.steps import step

KEY = ProcessKey(7, 7 << 20)
LONG = 30.0


class Work:
    """Stands for what a session carries out; ``begun`` has each command as it begins."""

    def __init__(self):
        self.begun = queue.SimpleQueue()
        self.go_on = threading.Event()
        self.go_on.set()
        self.closed = 0
        self.heard = []

    def _work(self, command, check):
        self.begun.put(command.id)
        while not self.go_on.wait(0.001):
            check()
        return Rehearsed(command.id * 100)

    # In the place of Questions.

    def answer(self, command):
        return self._work(command, step)

    def close(self):
        self.closed += 1

    # In the place of what dumps.

    def dump(self, command, send, is_cancelled, _gate=None):
        send(Phase("copy"))
        step()  # nobody is asked here: a dump asks by itself
        found = self._work(command, lambda: self._give_up(command, is_cancelled))
        self.heard.append(is_cancelled())
        return found

    def _give_up(self, command, is_cancelled):
        if is_cancelled():
            self.heard.append(command.id)
            raise DumpCancelledError("Given up.")


class Talk:
    """A session in a thread, and the other ends of its pipes."""

    def __init__(self):
        given, self._commands = os.pipe()
        self.events, told = os.pipe()
        self.session = Session(given, told)
        self._ends = [given, told, self._commands, self.events]
        self._read = b""
        self._before = set(threading.enumerate())
        self.thread = threading.Thread(target=self.session.run, daemon=True)
        self.thread.start()

    def say(self, *commands):
        self.write(b"".join(map(encode_command, commands)))

    def write(self, data):
        os.write(self._commands, data)

    def hear(self):
        while b"\n" not in self._read:
            chunk = os.read(self.events, 1 << 16)
            assert chunk
            self._read += chunk
        line, _, self._read = self._read.partition(b"\n")
        return json.loads(line)

    def hang_up(self):
        self._ends.remove(self._commands)  # raises if it is closed: its number may be another's now
        os.close(self._commands)

    def is_over(self):
        self.thread.join(LONG)
        return not self.thread.is_alive()

    def end(self):
        with contextlib.suppress(ValueError):
            self.hang_up()
        assert self.is_over()
        for thread in set(threading.enumerate()) - self._before:
            if thread.name in {"commands", "events"}:  # until then the descriptors are theirs
                thread.join(LONG)
        for descriptor in self._ends:
            os.close(descriptor)


@pytest.fixture
def work(monkeypatch):
    found = Work()
    monkeypatch.setattr(questions, "Questions", lambda: found)
    monkeypatch.setattr(session, "dump", found.dump)
    monkeypatch.setattr(session, "rehearsed", found.dump)
    return found


@pytest.fixture
def talk(work):
    found = Talk()
    yield found
    work.go_on.set()
    found.end()


@pytest.fixture
def others():
    """Threads that there were before."""
    return threading.enumerate()


def until(condition):
    """Wait for another thread."""
    for _ in range(30_000):
        if condition():
            return
        threading.Event().wait(0.001)
    pytest.fail("waited in vain")


def plan(number):
    return Plan(number, KEY, DumpRequest(0))


def dump(number):
    return Dump(number, KEY, DumpRequest(0), "/x.dmp")


def test_commands_are_carried_out_one_after_the_other_and_answered(talk, work):
    talk.say(plan(1), dump(2), Rehearse(3, KEY, DumpRequest(0)), Costs(4, KEY, DumpRequest(0)))
    found = [talk.hear() for _ in range(6)]
    assert [(event["id"], event["event"]) for event in found] == [
        (1, "rehearsed"),
        (2, "phase"),
        (2, "rehearsed"),
        (3, "phase"),
        (3, "rehearsed"),
        (4, "rehearsed"),
    ]
    assert [event["file_size"] for event in found if "file_size" in event] == [100, 200, 300, 400]
    assert work.heard == [False, False]


def test_a_command_may_come_in_pieces(talk):
    line = encode_command(plan(5))
    talk.write(line[:7])
    talk.write(line[7:] + encode_command(plan(6))[:3])
    assert talk.hear()["id"] == 5
    talk.write(encode_command(plan(6))[3:])
    assert talk.hear()["id"] == 6


def test_nonsense_is_answered_and_does_not_end_it(talk):
    talk.write(b"nonsense\n")
    answer = talk.hear()
    assert (answer["id"], answer["event"], answer["error"]) == (0, "failed", "InvalidRequestError")
    talk.say(plan(1))
    assert talk.hear()["id"] == 1


def test_a_surprise_is_the_clients_and_does_not_end_it(talk, work, monkeypatch):
    monkeypatch.setattr(work, "answer", lambda _: 1 / 0)
    talk.say(plan(1))
    answer = talk.hear()
    assert (answer["id"], answer["event"]) == (1, "failed")
    assert "ZeroDivisionError" in answer["traceback"]
    talk.say(dump(2))
    assert talk.hear()["event"] == "phase"


@pytest.mark.parametrize("command", [plan, dump])
def test_a_cancel_is_heard_by_what_runs_and_by_what_waits(talk, work, command):
    work.go_on.clear()
    talk.say(command(1), command(2), plan(3))
    assert work.begun.get(timeout=LONG) == 1
    talk.say(Cancel(2))
    answers = [talk.hear() for _ in range(2 if command is plan else 4)]
    failed = [event["id"] for event in answers if event["event"] == "failed"]
    assert failed == [1, 2]
    assert {event["error"] for event in answers if "error" in event} == {"DumpCancelledError"}
    work.go_on.set()
    assert talk.hear() == {"id": 3, "event": "rehearsed", "file_size": 300}


def test_a_cancel_of_the_past_stops_nothing(talk, work):
    talk.say(plan(4))
    assert talk.hear()["id"] == 4
    work.go_on.clear()
    talk.say(plan(5))
    talk.say(Cancel(4), Cancel(2))
    assert work.begun.get(timeout=LONG) == 4
    assert work.begun.get(timeout=LONG) == 5
    until(lambda: talk.session._cancelled == 4)
    assert not talk.session._is_cancelled()
    work.go_on.set()
    assert talk.hear()["event"] == "rehearsed"


def test_an_earlier_cancel_does_not_undo_a_later_one(talk, work):
    work.go_on.clear()
    talk.say(plan(1), plan(2))
    assert work.begun.get(timeout=LONG) == 1
    talk.say(Cancel(2), Cancel(1))
    assert [talk.hear()["event"] for _ in range(2)] == ["failed", "failed"]


def test_exit_lets_what_came_before_end_and_what_comes_after_not_begin(talk, work):
    talk.say(plan(1), Exit(), plan(2))
    assert talk.hear()["id"] == 1
    assert talk.is_over()
    assert work.begun.get() == 1
    assert work.begun.empty()
    assert work.closed == 1


def test_all_that_was_answered_is_told_before_it_ends(others, talk):
    talk.say(plan(1))
    assert talk.hear()["id"] == 1
    writers = [one for one in threading.enumerate() if one.name == "events" and one not in others]
    talk.say(*(plan(number) for number in range(2, 200)), Exit())
    assert talk.is_over()
    assert [writer.is_alive() for writer in writers] == [False]  # it would end with the process
    assert [talk.hear()["id"] for _ in range(198)] == list(range(2, 200))


def test_who_hangs_up_gives_up_what_runs(talk, work):
    work.go_on.clear()
    talk.say(plan(1), plan(2))
    assert work.begun.get(timeout=LONG) == 1
    talk.hang_up()
    assert talk.is_over()
    assert work.closed == 1


def test_closing_it_gives_up_what_runs(talk, work):
    work.go_on.clear()
    talk.say(dump(1))
    assert work.begun.get(timeout=LONG) == 1
    talk.session.close()
    assert talk.is_over()
    assert work.heard == [1]


def test_a_line_without_an_end_ends_it(talk, monkeypatch):
    monkeypatch.setattr(messages, "LINE_LIMIT", 1000)
    talk.write(b"x" * 1000)
    talk.say(plan(1))  # which ends that line, as long as one may be
    assert talk.hear()["error"] == "InvalidRequestError"
    talk.write(b"x" * 1001)
    assert talk.is_over()


def test_nobody_who_listens_any_more_ends_it(talk):
    os.close(talk.events)
    talk._ends.remove(talk.events)
    talk.say(plan(1))
    assert talk.is_over()


def test_what_hangs_when_nobody_waits_any_more_ends_with_the_process(work, monkeypatch):
    ended = queue.SimpleQueue()
    monkeypatch.setattr(session, "_LAST_SECONDS", 0.05)
    monkeypatch.setattr(session.os, "_exit", ended.put)
    hangs = threading.Event()
    monkeypatch.setattr(work, "answer", lambda _: hangs.wait(LONG) and Rehearsed(1))
    talk = Talk()
    talk.say(plan(1))
    talk.hang_up()
    assert ended.get(timeout=LONG) == 1
    hangs.set()
    talk.end()


def test_one_that_ends_in_time_is_not_killed(work, monkeypatch):
    killed = []
    monkeypatch.setattr(session, "_LAST_SECONDS", 0.2)
    monkeypatch.setattr(session.os, "_exit", killed.append)
    talk = Talk()
    talk.say(plan(1))
    assert talk.hear()["id"] == 1
    reader = next(t for t in threading.enumerate() if t.name == "commands")
    talk.end()
    reader.join(LONG)
    assert killed == []


def test_garbage_is_looked_for_when_nothing_is_asked_and_nothing_is_kept(work, monkeypatch):
    calls = []
    for name in ("unfreeze", "collect", "freeze"):
        monkeypatch.setattr(gc, name, lambda name=name: calls.append(name))
    monkeypatch.setattr(session, "_REST", 0.0)
    talk = Talk()
    until(lambda: len(calls) >= 4)
    assert calls[:4] == ["freeze", "unfreeze", "collect", "freeze"]  # first what was loaded
    talk.say(plan(1))
    assert talk.hear()["id"] == 1
    talk.end()


def test_a_command_is_taken_without_looking_for_garbage(work, monkeypatch):
    monkeypatch.setattr(session, "_REST", LONG)
    monkeypatch.setattr(gc, "collect", lambda: pytest.fail("looked for garbage"))
    one = Session(-1, -1)
    one._take(encode_command(plan(1)))
    assert one._next_command() == plan(1)
    one._take(b"nonsense")
    assert isinstance(one._next_command(), InvalidRequestError)
