"""What the watchdog does, whoever goes first. Windows itself is not asked: see tests/windows."""

from __future__ import annotations

import json
import os
import threading

import pytest

from app.core.capture.windows import job, suspension
from app.core.dumper import watchdog
from app.core.dumper.watchdog import Watchdog


class World:
    """One process to be dumped and one dumper; ``done`` is all that was done to them, in order."""

    def __init__(self):
        self.done = []
        self.turn_is_free = True
        self.dumper_ends = True


@pytest.fixture
def world(monkeypatch):
    made = World()

    class Job:
        def take_in(self, process_id):
            made.done.append(f"take in {process_id}")
            return JobProcess()

    class JobProcess:
        def ends_within(self, _seconds):
            made.done.append("wait for the dumper")
            return made.dumper_ends

        def kill(self):
            made.done.append("kill the dumper")
            made.dumper_ends = True

        def close(self):
            made.done.append("let the dumper go")

    class Turn:
        def __init__(self, name):
            made.done.append(f"turn {name}")

        def taken_within(self, _seconds):
            return made.turn_is_free

        def close(self):
            made.done.append("give the turn on")

    class Suspension:
        def __init__(self, process_id):
            made.done.append(f"count {process_id}")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def restore(self):
            made.done.append("restore")
            return 3

    monkeypatch.setattr(job, "Job", Job)
    monkeypatch.setattr(job, "Turn", Turn)
    monkeypatch.setattr(suspension, "Suspension", Suspension)
    monkeypatch.setattr(watchdog, "TURN_SECONDS", 0.3)
    return made


@pytest.fixture
def client(world):
    """Call it with what a client says; gives the answer. Call it with None to be gone."""
    commands, ours = os.pipe()
    answers, told = os.pipe()
    dog = threading.Thread(target=Watchdog(commands, told).run)
    dog.start()
    reader = os.fdopen(answers, "rb")
    is_open = [True]

    def say(value):
        if value is None:
            if is_open.pop():
                os.close(ours)
            dog.join(60)
            return not dog.is_alive()
        os.write(ours, json.dumps(value).encode() + b"\n")
        return json.loads(reader.readline())

    yield say
    if is_open:
        os.close(ours)
    dog.join(60)
    reader.close()
    os.close(told)


HOLD = {"hold": [7, 99], "dumper": 8}
HELD = ["turn dumpdesk-7-99", "count 7", "take in 8"]


def test_a_dump_that_ends_well_changes_nothing(world, client):
    assert client(HOLD) == {"held": True}
    assert world.done == HELD  # counted when nobody else dumps, before the dumper begins
    assert client({"end": False}) == {"resumed": 0}
    assert client(None)
    assert world.done == [*HELD, "let the dumper go", "give the turn on"]


def test_a_client_that_lives_has_it_restored(world, client):
    client(HOLD)
    assert client({"end": True}) == {"resumed": 3}
    assert world.done[len(HELD) :] == ["restore", "let the dumper go", "give the turn on"]
    assert client(None)
    assert world.done.count("restore") == 1


def test_a_client_that_is_gone_has_the_dumper_seen_off_first(world, client):
    client(HOLD)
    assert client(None)
    assert world.done[len(HELD) :] == [
        *("wait for the dumper", "restore", "let the dumper go", "give the turn on"),
    ]


def test_a_dumper_that_hangs_is_killed(world, client):
    world.dumper_ends = False
    client(HOLD)
    assert client(None)
    assert world.done[len(HELD) : len(HELD) + 4] == [
        *("wait for the dumper", "kill the dumper", "wait for the dumper", "restore"),
    ]


def test_another_dumpdesk_has_the_process(world, client):
    world.turn_is_free = False
    assert client(HOLD) == {"held": False}
    assert "count 7" not in world.done
    world.turn_is_free = True
    assert client(HOLD) == {"held": True}
    assert client(None)


def test_a_client_without_a_dump_is_not_mourned(world, client):
    assert client(None)
    assert world.done == []
