"""What Windows does not do of a request is said; what it does is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.capture.snapshot import (
    Module,
    ProcessSnapshot,
    Region,
    Segment,
    SystemDescription,
    Thread,
)
from app.core.dump.callback_protocol import CallbackProtocol
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.filter_callback import FilterCallback
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.errors import InvalidRequestError
from app.core.intervals import intersect, merged, total
from app.core.minidump.constants import MINIDUMP_TYPE as T

MAIN, OTHER = 0x140000000, 0x180000000
DATA, REFERENCED, TLS, CODE = 0x2, 0x10, 0x20, 0x40
STACK, CONTEXT, THREAD_DATA = 0x2, 0x4, 0x20
NORMAL, FULL, DATA_SEGS = 0, T.MiniDumpWithFullMemory, T.MiniDumpWithDataSegs
PRIVATE = T.MiniDumpWithPrivateReadWriteMemory


def module(base, name):
    return Module(
        base,
        0x4000,
        name,
        segments=(
            Segment(base + 0x1000, 0x1000, writable=False, executable=True),
            Segment(base + 0x2000, 0x1000, writable=True, executable=False),
        ),
    )


@pytest.fixture
def snapshot():
    return ProcessSnapshot(
        100,
        "main.exe",
        r"C:\app\main.exe",
        SystemDescription(9, platform_id=2),
        threads=(
            Thread(7, "worker", stack=(0x11000, 0x14000)),
            Thread(8, stack=(0x21000, 0x24000)),
        ),
        modules=(module(MAIN, r"C:\app\main.exe"), module(OTHER, r"C:\lib\other.dll")),
        regions=(
            Region(0x10000, 0x4000, 4, 0x1000, 0x20000, 0x10000, 4, writable=True),
            Region(0x20000, 0x4000, 4, 0x1000, 0x20000, 0x20000, 4, writable=True),
            *(
                Region(base, 0x4000, 4, 0x1000, 0x1000000, base, 0x80, writable=True, path=path)
                for base, path in ((MAIN, r"C:\app\main.exe"), (OTHER, r"C:\lib\other.dll"))
            ),
        ),
    )


def not_honoured(request, snapshot):
    return list(make_plan(snapshot, request).not_honoured)


def modules(*rules):
    return FilterSpec(modules=rules)


def threads(*rules):
    return FilterSpec(threads=rules)


@pytest.mark.parametrize(
    ("flags", "rules", "texts"),
    [
        (
            NORMAL,
            modules(ModuleRule("other.dll", set_flags=DATA)),
            ["data is not added (other.dll)"],
        ),
        (
            NORMAL,
            modules(ModuleRule(set_flags=DATA | CODE)),
            ["data is not added (main.exe, other.dll)", "code is not added (main.exe, other.dll)"],
        ),
        (FULL | DATA_SEGS, modules(ModuleRule(set_flags=DATA)), ["data is not added"]),
        (NORMAL, modules(ModuleRule(base=MAIN, set_flags=TLS)), ["tls is not added (main.exe)"]),
        (NORMAL, modules(ModuleRule(clear_flags=0x4)), ["misc is only a hint"]),
        (PRIVATE, threads(ThreadRule(id=7, clear_flags=STACK)), ["stack of a thread", "(7)"]),
        (NORMAL, threads(ThreadRule("w*", set_flags=THREAD_DATA)), ["data is not added (7)"]),
        (
            DATA_SEGS,
            FilterSpec(memory=(MemoryRule(address=MAIN + 0x2800, size=0x10),)),
            ["does not cut global variables", "16 bytes", "(main.exe)", "can be blanked"],
        ),
    ],
)
def test_what_windows_does_not_do_is_said(snapshot, flags, rules, texts):
    said = not_honoured(DumpRequest(int(flags), rules), snapshot)
    assert said
    for text in texts:
        assert any(text in sentence for sentence in said), said


@pytest.mark.parametrize("flags", [NORMAL, DATA_SEGS, PRIVATE, FULL])
def test_a_stack_that_is_not_to_be_written_with_its_thread_is_cut_out(snapshot, flags):
    rules = threads(ThreadRule(id=7, clear_flags=STACK))
    plan = make_plan(snapshot, DumpRequest(int(flags), rules))
    callback = FilterCallback(rules, snapshot, flags)
    cut = CallbackProtocol([callback], snapshot.process_id).remove_memory()

    wanted = [(0x11000, 0x14000)] if flags in {NORMAL, DATA_SEGS} else []
    assert cut == wanted
    assert list(plan.out) == wanted
    stored = merged((block.start, block.end) for block in plan.ranges)
    assert total(intersect(stored, [(0x11000, 0x14000)])) == (0 if wanted else 0x3000)
    assert [choice.included for choice in plan.threads] == [True, True]


@pytest.mark.parametrize(
    ("flags", "rules"),
    [
        (NORMAL, FilterSpec()),
        (NORMAL, modules(ModuleRule("other.dll", include=False))),
        (DATA_SEGS, modules(ModuleRule("other.dll", include=False))),
        (DATA_SEGS, modules(ModuleRule("main.exe", set_flags=DATA))),
        (DATA_SEGS, modules(ModuleRule("main.exe", clear_flags=DATA | 0x8))),
        (NORMAL, modules(ModuleRule("nothing.dll", set_flags=DATA))),
        (NORMAL, modules(ModuleRule(set_flags=DATA), ModuleRule(clear_flags=DATA))),
        (NORMAL, modules(ModuleRule("main.exe", include=False, set_flags=DATA))),
        (NORMAL, threads(ThreadRule(id=7, include=False))),
        (NORMAL, threads(ThreadRule(clear_flags=CONTEXT))),
        (NORMAL, threads(ThreadRule(id=7, clear_flags=STACK | 1))),
        (NORMAL, threads(ThreadRule(id=7, clear_flags=STACK))),
        (FULL, threads(ThreadRule(clear_flags=STACK))),
        (FULL, FilterSpec(memory=(MemoryRule(address=0x12000, size=0x1000),))),
        (NORMAL, FilterSpec(memory=(MemoryRule(address=0x12000, size=0x1000),))),
        (NORMAL, FilterSpec(memory=(MemoryRule(address=MAIN + 0x2000, size=0x10),))),
        (FULL, FilterSpec(memory=(MemoryRule(address=MAIN, size=0x4000),))),
        (NORMAL, FilterSpec(memory=(MemoryRule(address=0x12000, size=8, include=True),))),
    ],
)
def test_what_windows_does_is_not_said(snapshot, flags, rules):
    assert not_honoured(DumpRequest(int(flags), rules), snapshot) == []


def test_many_are_counted(snapshot):
    many = tuple(module(MAIN + at * 0x10000, f"C:\\lib\\{at}.dll") for at in range(9))
    (said,) = not_honoured(
        DumpRequest(0, modules(ModuleRule(set_flags=DATA))), replace(snapshot, modules=many)
    )
    assert "(0.dll, 1.dll, 2.dll and 6 more)" in said


def test_the_plan_of_windows_is_an_estimate_that_promises_nothing_of_it(snapshot):
    request = DumpRequest(0, modules(ModuleRule("other.dll", set_flags=DATA)))
    made = make_plan(snapshot, request)
    assert made.is_estimate
    assert made.to_json()["not_honoured"] == not_honoured(request, snapshot)
    assert [m.flags & DATA for m in made.modules] == [0, 0]
    assert "data" not in made.kinds


def test_elsewhere_everything_is_honoured(snapshot):
    linux = replace(snapshot, system=SystemDescription(9))
    request = DumpRequest(0, modules(ModuleRule("other.dll", set_flags=DATA)))
    made = make_plan(linux, request)
    assert not_honoured(request, linux) == []
    assert not made.is_estimate
    assert made.kinds["data"] == 0x1000


def test_flags_that_are_not_valid_are_refused(snapshot):
    with pytest.raises(InvalidRequestError):
        not_honoured(DumpRequest(1 << 25, modules(ModuleRule())), snapshot)


@pytest.mark.parametrize(
    ("flags", "told"),
    [(FULL, ["16 KiB"]), (DATA_SEGS, []), (T.MiniDumpWithPrivateReadWriteMemory, [])],
)
def test_what_a_program_of_linux_keeps_from_everybody_is_foreseen(flags, told):
    hidden = Region(
        0x10000, 0x4000, 4, 0x1000, 0x40000, 0x10000, 4,
        writable=True, shared=True, path="/secretmem (deleted)", inode=7, device_memory=True,
    )  # fmt: skip
    linux = ProcessSnapshot(7, "x", "/x", SystemDescription(9), regions=(hidden,))
    plan = make_plan(linux, DumpRequest(flags=int(flags)))
    assert plan.ranges == ()
    assert len(plan.not_honoured) == len(told)
    assert all(word in sentence for word, sentence in zip(told, plan.not_honoured, strict=True))
