"""Cancels are heard while a large process is described, chosen from, laid out and dumped."""

from __future__ import annotations

import json
import subprocess

import pytest

from app.core import child, steps
from app.core.backends.output import dump_to_file
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule
from app.core.dump.plan import make_plan
from app.core.dump.presets import BY_KEY
from app.core.dump.request import DumpRequest
from app.core.dumper.messages import Cancel, Costs, Describe, Exit, Plan, Weigh, encode_command
from app.core.dumper.told import told
from app.core.errors import DumpCancelledError
from app.core.steps import heeding
from tests.live.dumping import runs
from tests.live.loading import Loader
from tests.silence import MOST, listening

MAPPINGS = 50_000
RULES = FilterSpec(
    tuple(ModuleRule(f"no{n}*x*", include=False) for n in range(300)),
    memory=tuple(MemoryRule(f"/no/{n}/*") for n in range(300)),
)
REQUESTS = {
    "support": DumpRequest(BY_KEY["support"].flags),
    "everything": DumpRequest(BY_KEY["everything"].flags),
    "rules": DumpRequest(BY_KEY["private"].flags, RULES),
}


@pytest.fixture(scope="module")
def large(start_shared_process, build_target):
    """A program with more mappings than most have, each with a page that was touched."""
    target = start_shared_process(build_target("mapper"))
    Loader(target)("stripes", MAPPINGS)
    return target


@pytest.fixture
def dumper():
    """Call it with commands; it gives the events of a dumper that had all of them at once."""

    def talk(*commands):
        lines = b"".join(map(encode_command, [*commands, Exit()]))
        pipe = subprocess.PIPE
        with subprocess.Popen(child.command("dumper"), stdin=pipe, stdout=pipe) as process:
            process.stdin.write(lines)
            process.stdin.flush()
            return [json.loads(line) for line in process.stdout]

    return talk


class Cancelled:
    """Says after so many questions that nobody wants it any more."""

    def __init__(self, after):
        self.left = after

    def ask(self):
        if self():
            raise DumpCancelledError("Not wanted.")

    def __call__(self):
        self.left -= 1
        return self.left <= 0


def test_it_has_so_many_mappings(large, opened):
    assert len(opened(large.pid).describe().regions) > MAPPINGS


def test_describing_asks_all_the_while(large, opened, monkeypatch):
    target = opened(large.pid)
    with listening(monkeypatch) as silence:
        told(target.describe(), details=True, values=False)
    assert silence.lines > 20 * MOST
    assert silence.longest < MOST, silence


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_planning_asks_all_the_while(large, opened, monkeypatch, request_):
    target = opened(large.pid)
    snapshot = target.describe()
    with listening(monkeypatch) as silence:
        plan = make_plan(snapshot, request_, read=target.read, scan=target.scan_present)
        plan.by_region(snapshot)
    assert silence.lines > 20 * MOST
    assert silence.longest < MOST, silence


@pytest.mark.parametrize("after", [1, 2, 20, 100])
def test_a_description_that_nobody_wants_is_given_up(large, opened, monkeypatch, after):
    target = opened(large.pid)
    with listening(monkeypatch), heeding(Cancelled(after).ask), pytest.raises(DumpCancelledError):
        target.describe()
    assert runs(large.pid)
    assert len(target.describe().regions) > MAPPINGS  # nothing is left half known


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_a_dump_asks_all_the_while_and_leaves_nothing_when_it_is_given_up(
    large, tmp_path, monkeypatch, request_
):
    """In the stop and out of it; at some questions of all that there are."""
    whole = Cancelled(1 << 60)
    write(large, request_, tmp_path / "whole.dmp", whole)
    asked = (1 << 60) - whole.left
    monkeypatch.setattr(steps, "EVERY", 0.0)  # ask at each step
    often = Cancelled(1 << 60)
    write(large, request_, tmp_path / "again.dmp", often)
    all_of_them = (1 << 60) - often.left
    assert all_of_them > asked + 1000
    for part in (1, 3, 5, 7):
        with pytest.raises(DumpCancelledError):
            write(large, request_, tmp_path / "x.dmp", Cancelled(all_of_them * part // 10))
        assert runs(large.pid)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.dmp", "whole.dmp"]


def write(target, request, path, is_cancelled):
    dump_to_file(
        target.key,
        str(path),
        request,
        report=lambda _: None,
        is_cancelled=is_cancelled,
        overwrite=False,
    )


@pytest.mark.parametrize("ask", ["describe", "plan", "costs", "weigh"])
def test_the_dumper_hears_while_it_looks_at_a_large_process(large, dumper, ask):
    """Cancelled before it is answered, it is free for the next question, and looks anew."""
    command = {
        "describe": Describe(1, large.key, details=True),
        "plan": Plan(1, large.key, REQUESTS["rules"]),
        "costs": Costs(1, large.key, REQUESTS["everything"]),
        "weigh": Weigh(1, large.key, (REQUESTS["rules"], REQUESTS["everything"])),
    }[ask]
    first, second = dumper(command, Cancel(1), Describe(2, large.key, refresh=False))
    assert (first["id"], first["error"]) == (1, "DumpCancelledError")
    assert (second["id"], second["event"]) == (2, "described")
    assert len(second["process"]["regions"]) > MAPPINGS
    assert runs(large.pid)
