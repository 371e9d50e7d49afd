"""Which rule is told to have left memory out, and that many rules take no time to speak of."""

from __future__ import annotations

import pytest

from app.core.capture.snapshot import ProcessSnapshot, Region, SystemDescription, Thread
from app.core.dump.filter import FilterSpec, MemoryRule, ThreadRule
from app.core.dump.left_out import By
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.silence import listening

PAGE = 4096
BASE = 1 << 40


def place(n):
    return BASE + n * 2 * PAGE


def process(count, threads=()):
    regions = tuple(
        Region(place(n), PAGE, 4, 0x1000, 0x20000, place(n), 4, writable=True, path=f"[{n}]")
        for n in range(count)
    )
    system = SystemDescription(9)
    return ProcessSnapshot(7, "x", "/x", system, threads=tuple(threads), regions=regions)


def told(snapshot, flags, *memory, threads=()):
    request = DumpRequest(int(flags), FilterSpec(memory=memory, threads=tuple(threads)))
    plan = make_plan(snapshot, request)
    return [(one.name, one.by, one.source, one.ranges) for one in plan.left_out]


def at(n):
    return ((place(n), place(n) + PAGE),)


@pytest.mark.parametrize("flags", [T.MiniDumpWithFullMemory, T.MiniDumpWithPrivateReadWriteMemory])
def test_memory_is_told_with_the_rule_that_won_it(flags):
    """The last rule about an address decides; one that includes takes it from those before it."""
    rules = (
        MemoryRule("[[]?]", by="the recipe"),
        MemoryRule(address=place(1), size=PAGE),
        MemoryRule(address=place(2), size=PAGE, include=True),
    )
    assert told(process(4), flags, *rules) == [
        ("[1]", By.USER, "", at(1)),
        ("[0]", By.RECIPE, "the recipe", at(0)),
        ("[3]", By.RECIPE, "the recipe", at(3)),
    ]


def test_the_stack_of_a_thread_is_told_with_the_thread_alone():
    stack = (place(1) + 64, place(1) + PAGE)
    snapshot = process(3, [Thread(5, "worker", stack=stack, stack_pointer=stack[0])])
    rules = [ThreadRule("worker", include=False)]
    named = [
        (name, by)
        for name, by, _, _ in told(
            snapshot, T.MiniDumpWithFullMemory, MemoryRule("[[]0]"), threads=rules
        )
    ]
    assert named == [("5 worker", By.USER), ("[0]", By.USER)]


def test_the_work_goes_with_the_number_of_rules_and_not_with_its_square(monkeypatch):
    """A recipe may have 2,000; the target may be standing."""
    lines = []
    for count in (250, 2000):
        rules = tuple(MemoryRule(address=place(n), size=PAGE) for n in range(count))
        with listening(monkeypatch) as silence:
            assert len(told(process(count), T.MiniDumpWithFullMemory, *rules)) == min(count, 1001)
        lines.append(silence.lines)
    assert lines[1] < 2 * 8 * lines[0], lines
