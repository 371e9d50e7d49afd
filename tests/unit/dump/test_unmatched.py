"""Rules that were to leave something out, and found nothing of that name."""

import pytest

from app.core.capture.snapshot import Module, ProcessSnapshot, Region, SystemDescription, Thread
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.dump.system_folders import FOLDERS
from app.core.dump.unmatched import Unmatched, unmatched

PAGE = 4096
BASE = 0x10_0000_0000


@pytest.fixture(scope="module")
def process():
    region = Region(BASE, PAGE, 4, 0x1000, 0x20000, BASE, 4, writable=True, path="[heap]")
    return ProcessSnapshot(
        77,
        "made up",
        "/made/up",
        SystemDescription(9),
        threads=(Thread(77, name="main"),),
        modules=(Module(BASE + PAGE, PAGE, "/tmp/st/lib/libz.so.1"),),
        regions=(region,),
    )


def out(module="", thread="", memory=""):
    return FilterSpec(
        (ModuleRule(module, include=False),) if module else (),
        (ThreadRule(thread, include=False),) if thread else (),
        (MemoryRule(memory),) if memory else (),
    )


@pytest.mark.parametrize(
    ("rules", "lost"),
    [
        (out("/usr/lib/libz.so.1.2.13"), [("module", "/usr/lib/libz.so.1.2.13")]),
        (out("libz.so*"), []),
        (out("LIBZ.SO.1"), []),
        (out(thread="worker*"), [("thread", "worker*")]),
        (out(thread="main"), []),
        (out(memory="[stack]"), [("memory", "[stack]")]),
        (out(memory="[heap]"), []),
        (out("main", "libz.so*"), [("module", "main"), ("thread", "libz.so*")]),
        (out("x") + out("x") + out("y"), [("module", "x"), ("module", "y")]),
        (FilterSpec(modules=(ModuleRule("x", include=True), ModuleRule("y", set_flags=1))), []),
        (FilterSpec(memory=(MemoryRule("x", include=True),)), []),
        (FilterSpec(modules=(ModuleRule("x", base=1, include=False),)), []),
        (FilterSpec(threads=(ThreadRule("x", id=1, include=False),)), []),
        (FilterSpec(memory=(MemoryRule("x", address=1, size=1),)), []),
    ],
)
def test_rules_that_leave_nothing_out_are_told(process, rules, lost):
    assert list(unmatched(rules, process)) == lost
    plan = make_plan(process, DumpRequest(filter=rules))
    assert plan.unmatched == tuple(lost)
    assert plan.to_json()["unmatched"] == [{"part": part, "name": name} for part, name in lost]


def test_that_a_folder_of_the_system_is_not_there_is_no_news(process):
    rules = FilterSpec(modules=tuple(ModuleRule(folder, include=False) for folder in FOLDERS))
    assert unmatched(rules, process) == ()


def test_a_name_that_is_a_strangers_is_told_without_its_controls():
    told = Unmatched("module", "lib\x1b[2Jz").sentence
    assert "\x1b" not in told
    assert "leaves nothing out" in told
