"""Plans of Windows processes against what Microsoft's writer was seen to write and to cut."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from app.core.capture.snapshot import (
    Module,
    ProcessSnapshot,
    Region,
    Segment,
    SystemDescription,
    Thread,
    UnloadedModule,
)
from app.core.dump.dbgcore import whole_pages
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.plan import make_plan
from app.core.dump.presets import BY_KEY
from app.core.dump.request import DumpRequest
from app.core.dump.trace import CallbackTrace
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE
from tests.unit.dump import dbgcore_records as records

MiniDumpWithUnloadedModules = 0x20
DumpDeskLeftOut = MINIDUMP_STREAM_TYPE.DumpDeskLeftOut
PRIVATE, IMAGE = 0x20000, 0x1000000
HEAP = (0x340000, 196608)
TEBS_AND_PEB = (0x67FA0000, 393216)
SHARED_PAGE = (0x7FFE0000, 0x1000)
PAGE = 0x1000
UNLOADED = 64


def ranges(pairs):
    return [(address, address + size) for address, size in pairs]


def inside(pairs, base, size):
    return [pair for pair in pairs if base <= pair[0] < base + size]


def module(base):
    name, size = records.MODULES[base]
    own = name in {"target.exe", "probe.dll"}
    folder = "C:\\".ljust(records.FOLDERS[own] - 1, "x") + "\\"
    segments = [
        Segment(address, length, writable=kind is records.DATA, executable=kind is records.CODE)
        for kind in (records.DATA, records.CODE)
        for address, length in inside(kind, base, size)
    ]
    return Module(
        base,
        size,
        folder + name,
        cv_record=bytes(records.CODEVIEW if own else 0),
        segments=tuple(segments),
        headers=tuple(ranges(inside(records.HEADERS, base, size))),
        tls=tuple(ranges(records.TLS)) if name == "probe.dll" else (),
    )


def region(address, size, kind=PRIVATE, protect=4):
    return Region(
        address, size, protect, 0x1000, kind, address, protect,
        writable=protect == 4, executable=protect == 0x40,
    )  # fmt: skip


def regions_and_gaps(regions):
    """How many entries a list of all of the address space has."""
    ends = [0, *(one.end for one in regions)]
    starts = [*(one.base for one in regions), 1 << 47]
    return len(regions) + sum(end < start for end, start in zip(ends, starts, strict=True))


def reserved(count):
    """Regions of which nothing is stored, one next to the other at the end."""
    start = (1 << 47) - 0x10000 * (count + 1)
    return [
        Region(start + 0x10000 * n, 0x10000, 0, 0x2000, PRIVATE, 0, 1, readable=False)
        for n in range(count)
    ]


def thread(number):
    start, size = records.STACKS[number]
    return Thread(
        number,
        records.THREAD_NAMES[number],
        teb=records.TEBS[number],
        stack_pointer=start,
        stack=(start, start + size),
        instruction_pointer=records.INSTRUCTION_POINTERS[number],
    )


def snapshot():
    """The process that was dumped, as far as the records tell."""
    private = [region(address, size) for address, size in records.PRIVATE]
    images = [region(base, size, IMAGE, 2) for base, (_, size) in records.MODULES.items()]
    regions = sorted([*private, *images, region(*SHARED_PAGE, protect=2)])
    regions += reserved(records.REGIONS - regions_and_gaps(regions))
    return ProcessSnapshot(
        308,
        "target.exe",
        r"C:\target.exe",
        SystemDescription(
            9, platform_id=2, extended_context_size=records.CONTEXT_WITH_XSTATE, csd_version=""
        ),
        threads=tuple(map(thread, records.STACKS)),
        modules=tuple(map(module, records.MODULES)),
        regions=tuple(regions),
        process_data=(
            (records.PEB, records.PEB + 2000),
            (records.LOADER, records.LOADER + 88),
            (0x34C000, 0x34D000),
        ),
        thread_data={
            number: ((teb, teb + 8192), (vector, vector + 16), (fls, fls + 32656))
            for number, teb, vector, fls in zip(
                records.TEBS,
                records.TEBS.values(),
                records.VECTORS.values(),
                records.FLS.values(),
                strict=True,
            )
        },
        unloaded_modules=tuple(
            UnloadedModule(0, 0xD000, f"{number:04x}.dll") for number in range(UNLOADED)
        ),
        token=bytes(records.TOKEN),
    )


def read(address, size):
    """The stacks: zeros, and the pointers that were seen on them."""
    for number, (start, length) in records.STACKS.items():
        if start == address and length == size:
            words = records.POINTERS[number]
            return struct.pack(f"<{len(words)}Q", *words).ljust(size, b"\0")
    raise AssertionError(hex(address))


@pytest.mark.parametrize("flags", records.WRITTEN, ids=hex)
def test_a_plan_counts_what_was_written(flags):
    file_size, memory_size = records.WRITTEN[flags]
    if flags & MiniDumpWithUnloadedModules:
        file_size -= (records.UNLOADED - UNLOADED) * records.UNLOADED_SIZE
    plan = make_plan(snapshot(), DumpRequest(flags), read=read)
    assert plan.memory_size == memory_size
    # The stream of what was left out is ours: the record has none.
    own = [12 + stream.size for stream in plan.streams if stream.type == DumpDeskLeftOut]
    assert plan.file_size - sum(own) == pytest.approx(file_size, rel=0.02)


PER_THREAD = {
    # An entry of the list, registers, a name; what is stored of it with its place in the list.
    "stacks": 48 + 1232 + 12 + 26 + (16 + 1240) + 64,
    "privacy": 48 + 1232 + 12 + 26 + (16 + 1240) + (16 + 8192),
    "support": 48 + 1232 + 12 + 26 + (16 + 1240) + (16 + 8192) + (16 + 32656) + 64,
}
"""Bytes that each further thread was seen to add to the dump of a preset."""


@pytest.mark.parametrize("preset", PER_THREAD)
def test_so_it_does_with_a_hundred_threads(preset):
    few = snapshot()
    more, data = [], {}
    stacks = 0x1_0000_0000
    for number in range(1000, 1095):
        base = stacks + (number - 1000) * 0x100000
        start = base + 0x10000 - 1240
        more.append(
            replace_of(few.threads[1], number, teb=base + 0x20000, stack=(start, start + 1240))
        )
        data[number] = (
            (base + 0x20000, base + 0x22000),
            (0, 0),
            (base + 0x30000, base + 0x30000 + 32656),
        )
    many = replace(
        few,
        threads=(*few.threads, *more),
        thread_data=few.thread_data | data,
        regions=tuple(sorted([*few.regions, region(stacks, 95 * 0x100000)])),
    )
    request = DumpRequest(BY_KEY[preset].flags)
    grown = make_plan(many, request).file_size - make_plan(few, request).file_size
    assert grown == pytest.approx(95 * PER_THREAD[preset], rel=0.02)


def replace_of(thread, number, **fields):
    return thread._replace(id=number, stack_pointer=fields["stack"][0], **fields)


# ------------------------------------------------------------------- what cannot be cut


def planned(flags, *rules, **fields):
    return make_plan(snapshot(), DumpRequest(flags, FilterSpec(memory=rules), **fields), read=read)


def test_what_is_never_cut_stays_and_is_named_before():
    heap = MemoryRule(address=HEAP[0], size=HEAP[1])
    plan = planned(0x100, heap)
    assert plan.memory_size == records.WRITTEN[0x100][1]  # all of it stays
    assert sum(end - start for start, end in plan.stays) == 32656 + 40352
    assert any("data of threads" in text and "can be blanked" in text for text in plan.not_honoured)
    assert any("environment" in text for text in plan.not_honoured)
    assert plan.out == ((HEAP[0], sum(HEAP)),)
    regions = {told.base: told for told in plan.by_region(snapshot()).regions}
    assert regions[HEAP[0]].stays == 32656 + 40352


@pytest.mark.parametrize("blank", [False, True])
def test_whether_it_is_blanked_is_in_the_plan_and_in_the_file(blank):
    plan = planned(0x100, MemoryRule(address=HEAP[0], size=HEAP[1]), blank=blank)
    assert any("overwritten with zeros" in text for text in plan.not_honoured) is blank
    (thing,) = plan.left_out
    assert thing.blank is blank
    assert thing.ranges


def test_private_memory_is_cut_to_the_byte_but_for_what_else_is_in_it():
    hole = MemoryRule(address=0x14A0010, size=0x123)
    assert planned(0x200, hole).memory_size == records.WRITTEN[0x200][1] - 0x123
    both = planned(0x300, MemoryRule(address=HEAP[0], size=HEAP[1]))
    kept = [piece for piece in both.ranges if HEAP[0] <= piece.start < sum(HEAP)]
    assert sum(piece.size for piece in kept) == 32656 + 40352


def test_holes_of_full_dumps_are_widened_to_pages_and_it_is_said():
    base = 0x14A0000
    plan = planned(2, MemoryRule(address=base + 0x1010, size=64))
    whole = planned(2)
    assert whole.memory_size - plan.memory_size == PAGE
    assert plan.out == ((base + PAGE, base + 2 * PAGE),)
    assert any(f"{PAGE - 64} bytes next to" in text for text in plan.not_honoured)
    by = {thing.by: thing for thing in plan.left_out}
    assert by["user"].ranges == ((base + 0x1010, base + 0x1050),)
    assert sum(end - start for start, end in by["system"].ranges) == PAGE - 64


def test_whole_pages():
    assert whole_pages([(1, 2), (0x1FFF, 0x2001), (0x5000, 0x6000)], PAGE) == [
        (0, 0x3000),
        (0x5000, 0x6000),
    ]


def test_the_trace_has_two_passes_over_regions_the_output_and_the_kernel():
    trace = CallbackTrace(snapshot(), 10_000)
    plan = make_plan(snapshot(), DumpRequest(2), read=read, observer=trace)
    names = [call.callback for call in trace.calls]
    answers = {call.callback: call.answer for call in trace.calls}
    assert answers["IoStart"] == "yes"
    passes = [call.about for call in trace.calls if call.callback == "IncludeVmRegion"]
    readable = [region for region in snapshot().regions if region.readable]
    assert len(passes) == 2 * len(readable)
    assert passes[: len(readable)] == passes[len(readable) :]
    assert names[-3:] == ["IoWriteAll", "IoFinish", "WriteKernelMinidump"]
    assert trace.calls[-3].about.startswith(f"{plan.file_size:#x} bytes in all")
    assert answers["WriteKernelMinidump"] == "no"
