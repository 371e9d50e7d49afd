"""A plan is given up at once, however large the process and the rules are."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from app.core.capture.snapshot import (
    Handle,
    ImageNote,
    Module,
    NoteKind,
    ProcessSnapshot,
    Region,
    Segment,
    SystemDescription,
    Thread,
    UnloadedModule,
)
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.plan import make_plan
from app.core.dump.presets import BY_KEY
from app.core.dump.request import DumpRequest
from app.core.errors import DumpCancelledError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.steps import heeding
from tests.silence import MOST, listening

PAGE = 4096
REGIONS, MODULES, THREADS, HANDLES = 12_000, 2_000, 2_000, 8_000
BASE = 0x7F00_0000_0000
STRIDE = 4 * PAGE
INDIRECT = int(T.MiniDumpWithIndirectlyReferencedMemory | T.MiniDumpScanMemory)
KEYS = ["support", "private", "privacy", "everything"]
RULES = FilterSpec(
    tuple(ModuleRule(f"lib{n}*", include=bool(n % 3)) for n in range(0, MODULES, 4)),
    tuple(ThreadRule(id=1 + n, include=bool(n % 3)) for n in range(0, THREADS, 4)),
    tuple(
        MemoryRule(address=BASE + n * STRIDE, size=PAGE, include=bool(n % 2))
        for n in range(0, REGIONS, 9)
    ),
)


def place(n):
    return BASE + n * STRIDE


def large_process():
    """Far more of everything than usual; that memory is told in lines keeps it small enough."""
    regions = tuple(
        Region(
            place(n),
            3 * PAGE,
            4,
            0x1000,
            0x20000,
            place(n),
            4,
            writable=n % 2 == 0,
            readable=True,
            executable=n % 7 == 0,
            path=f"/lib/{n % 9}" if n % 5 == 0 else "",
            inode=n % 5 == 0,
            dont_dump=n % 11 == 0,
            device_memory=n % 13 == 0,
        )
        for n in range(REGIONS)
    )
    modules = tuple(
        Module(
            place(n),
            3 * PAGE,
            f"/lib/lib{n}.so",
            segments=(Segment(place(n), PAGE, writable=True, executable=False),),
            headers=((place(n), place(n) + 64),),
            tls=((place(n) + 64, place(n) + 128),),
        )
        for n in range(MODULES)
    )
    threads = tuple(
        Thread(
            1 + n,
            f"worker {n}",
            stack_pointer=place(REGIONS - 1 - n),
            instruction_pointer=place(n),
            stack=(place(REGIONS - 1 - n), place(REGIONS - 1 - n) + PAGE),
        )
        for n in range(THREADS)
    )
    return ProcessSnapshot(
        77,
        "large",
        "/lib/lib0.so",
        SystemDescription(9),
        threads=threads,
        modules=modules,
        regions=regions,
        image_notes=tuple(ImageNote(NoteKind.TEXT, place(n)) for n in range(1000)),
        unloaded_modules=tuple(UnloadedModule(place(n), PAGE, "gone") for n in range(MODULES)),
        handles=tuple(Handle(n, "File", f"/tmp/{n}") for n in range(HANDLES)),
        thread_data={1 + n: ((place(n) + 128, place(n) + 192),) for n in range(THREADS)},
        present=tuple((place(n), place(n) + PAGE) for n in range(REGIONS)),
    )


LARGE = large_process()
POINTERS = array("Q", range(place(0), place(200), 64)).tobytes()


def read(_address, size):
    return POINTERS[:size]


def told(request):
    """All of a plan that anybody has: the writer, the window, the command line."""
    plan = make_plan(LARGE, request, read=read)
    plan.minidump.metadata_bytes()
    plan.by_region(LARGE)
    plan.to_json()


@pytest.mark.parametrize("rules", [FilterSpec(), RULES], ids=["plain", "rules"])
@pytest.mark.parametrize("preset", [BY_KEY[key] for key in KEYS], ids=KEYS)
def test_a_plan_asks_all_the_while_whether_it_is_wanted(monkeypatch, preset, rules):
    request = DumpRequest(preset.flags, rules, respect_dontdump=preset.respect_dontdump)
    with listening(monkeypatch) as silence:
        told(request)
    assert silence.lines > 3 * MOST  # or it was no large process
    assert silence.longest < MOST, silence


def test_what_pointers_lead_to_is_looked_for_in_steps(monkeypatch):
    with listening(monkeypatch) as silence:
        told(DumpRequest(BY_KEY["support"].flags | INDIRECT))
    assert silence.longest < MOST, silence


def test_a_plan_that_is_not_wanted_is_given_up_wherever_it_is(monkeypatch):
    """At each of the first questions, and at some of the later ones."""
    request = DumpRequest(BY_KEY["everything"].flags, RULES)
    small = replace(LARGE, regions=LARGE.regions[:2000], threads=LARGE.threads[:300])
    with listening(monkeypatch) as silence:
        make_plan(small, request)
    for last in (1, 2, 3, 10, silence.asked // 2, silence.asked * 9 // 10):
        left = last

        def ask():
            nonlocal left
            left -= 1
            if not left:
                raise DumpCancelledError("Not wanted.")

        with heeding(ask), pytest.raises(DumpCancelledError):
            make_plan(small, request)
        assert left == 0
