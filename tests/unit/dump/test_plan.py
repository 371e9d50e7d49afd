"""Plans of made-up processes: what real ones are too small or too tame for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.capture.snapshot import (
    ExceptionInformation,
    Module,
    ProcessSnapshot,
    Region,
    Segment,
    SystemDescription,
    Thread,
)
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.pieces import HOLE_LIMIT
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.errors import InvalidRequestError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as S
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import THREAD_WRITE_FLAGS as TW
from app.core.minidump.reader import MinidumpFile

PAGE = 4096
GIBI = 1 << 30
FULL = int(T.MiniDumpWithFullMemory)
BASE = 0x10_0000_0000


def region(base, size, *, path="", inode=0, writable=True, shared=False, device_memory=False):
    return Region(
        base,
        size,
        4,
        0x1000,
        0x40000 if inode else 0x20000,
        base,
        4,
        writable=writable,
        shared=shared,
        path=path,
        inode=inode,
        device_memory=device_memory,
    )


def process(*regions, threads=(), modules=(), present=None, exception=None):
    return ProcessSnapshot(
        77,
        "made up",
        "/made/up",
        SystemDescription(9),
        threads=tuple(threads),
        modules=tuple(modules),
        regions=tuple(sorted(regions)),
        present=present,
        exception=exception,
    )


def written(plan, path):
    """A file of the plan, without the memory itself (a hole)."""
    with path.open("wb") as file:
        file.write(plan.minidump.metadata_bytes())
        file.truncate(plan.file_size)
    return MinidumpFile.open(path)


def streams(plan):
    return {stream.type for stream in plan.streams}


# ---------------------------------------------------------------------------------------- size


def test_the_stacks_of_a_dump_past_4_gib_lie_where_a_32_bit_offset_reaches(tmp_path):
    high = BASE + 8 * GIBI
    stacks = [(high + n * 0x10000 + 0x8000, high + (n + 1) * 0x10000) for n in range(3)]
    snapshot = process(
        region(BASE, 5 * GIBI),
        *(region(end - 0x10000, 0x10000) for _, end in stacks),
        threads=[Thread(77 + n, stack=stack) for n, stack in enumerate(stacks)],
    )
    plan = make_plan(snapshot, DumpRequest(flags=FULL))
    assert plan.file_size > 5 * GIBI
    assert plan.form.is_wide
    assert plan.form.stacks_first
    with written(plan, tmp_path / "far.dmp") as dump:
        assert dump.findings == ()
        ranges = dump.memory_ranges()
        assert sum(r.size for r in ranges) == 5 * GIBI + 3 * 0x10000
        for thread, (start, end) in zip(dump.threads, stacks, strict=True):
            assert (thread.stack_start, thread.stack_size) == (start, end - start)
            assert 0 < thread.stack_rva < 1 << 32
            home = next(r for r in ranges if r.address <= start < r.address + r.size)
            assert thread.stack_rva == home.rva + start - home.address


@pytest.mark.parametrize(
    ("count", "size", "is_wide"),
    [(4096, 64, False), (4097, 64, True), (1, 3584 << 20, False), (2, 1793 << 20, True)],
)
def test_what_a_memory_list_cannot_take_goes_into_a_memory64_list(tmp_path, count, size, is_wide):
    wanted = [(BASE + n * 2 * size, size) for n in range(count)]
    left = iter(wanted)

    def callback(given, output):
        if given.CallbackType == C.MemoryCallback:
            output.MemoryBase, output.MemorySize = next(left, (0, 0))
        return True

    snapshot = process(region(BASE, 2 * count * size))
    plan = make_plan(snapshot, DumpRequest(), callback=callback)
    assert (S.Memory64ListStream in streams(plan)) == is_wide
    assert (S.MemoryListStream in streams(plan)) != is_wide
    assert (S.MemoryInfoListStream in streams(plan)) == is_wide
    with written(plan, tmp_path / "many.dmp") as dump:
        assert dump.findings == ()
        assert [(r.address, r.size) for r in dump.memory_ranges()] == wanted


def test_each_range_of_a_memory64_list_begins_an_entry_of_the_memory_info(tmp_path):
    heap = region(BASE, 10 * PAGE)
    rules = tuple(MemoryRule(address=BASE + n * PAGE, size=100) for n in (1, 4))
    plan = make_plan(process(heap), DumpRequest(flags=FULL, filter=FilterSpec(memory=rules)))
    with written(plan, tmp_path / "x.dmp") as dump:
        starts = {info.BaseAddress for info in dump.memory_info}
        assert {r.address for r in dump.memory_ranges()} <= starts
        assert sum(info.RegionSize for info in dump.memory_info) == 10 * PAGE
        assert {info.AllocationBase for info in dump.memory_info} == {BASE}


def test_a_process_without_anything_is_a_dump(tmp_path):
    for flags in (0, FULL, 0x21925):
        plan = make_plan(process(), DumpRequest(flags=flags))
        with written(plan, tmp_path / f"{flags}.dmp") as dump:
            assert dump.findings == ()
            assert dump.threads == dump.modules == dump.memory_ranges() == ()
            assert dump.process_id == 77


# ----------------------------------------------------------------------------- untouched memory


def test_untouched_memory_is_a_hole_or_left_out():
    small = region(BASE, 16 * PAGE)
    large = region(BASE + GIBI, 4 * HOLE_LIMIT)
    mapped = region(BASE + 2 * GIBI, 4 * PAGE, path="/a file", inode=5)
    shared = region(BASE + 3 * GIBI, 4 * PAGE, shared=True)
    present = (
        (BASE, BASE + PAGE),
        (BASE + GIBI, BASE + GIBI + PAGE),
        (BASE + 2 * GIBI + PAGE, BASE + 2 * GIBI + 2 * PAGE),
        (BASE + 3 * GIBI, BASE + 3 * GIBI + PAGE),
    )
    plan = make_plan(
        process(small, large, mapped, shared, present=present), DumpRequest(flags=FULL)
    )
    stored = [(piece.start, piece.end) for piece in plan.ranges]
    assert stored == [
        (BASE, BASE + 16 * PAGE),
        (BASE + GIBI, BASE + GIBI + PAGE),
        (BASE + 2 * GIBI + PAGE, BASE + 2 * GIBI + 2 * PAGE),
        (BASE + 3 * GIBI, BASE + 3 * GIBI + PAGE),
    ]
    assert plan.memory.holes == [(BASE + PAGE, BASE + 16 * PAGE)]
    assert plan.disk_size == plan.file_size - 15 * PAGE
    assert plan.untouched == 4 * HOLE_LIMIT - PAGE + 3 * PAGE + 3 * PAGE
    # What is not known is read.
    plan = make_plan(process(small, mapped), DumpRequest(flags=FULL))
    assert plan.memory_size == 20 * PAGE
    assert plan.disk_size == plan.file_size


FORBIDDEN = 1 << 44


@pytest.mark.parametrize(
    ("flags", "asked"),
    [
        (0, []),
        (FULL, [(BASE, BASE + PAGE), (BASE + GIBI, BASE + GIBI + PAGE)]),
        (int(T.MiniDumpWithPrivateReadWriteMemory), [(BASE, BASE + PAGE)]),
        (int(T.MiniDumpWithPrivateWriteCopyMemory), [(BASE + GIBI, BASE + GIBI + PAGE)]),
        (int(T.MiniDumpWithDataSegs), [(BASE + GIBI, BASE + GIBI + PAGE)]),
    ],
)
def test_which_pages_exist_is_asked_of_nothing_that_is_not_stored(flags, asked):
    """What the kernel must tell page by page may be as large as the address space."""
    library = Module(
        BASE + GIBI,
        PAGE,
        "/lib/a",
        segments=(Segment(BASE + GIBI, PAGE, True, False),),
    )
    snapshot = process(
        region(BASE, PAGE),
        region(BASE + GIBI, PAGE, path="/lib/a", inode=5),
        region(BASE + 2 * GIBI, FORBIDDEN)._replace(readable=False, writable=False),
        region(BASE + 3 * GIBI + FORBIDDEN, GIBI, device_memory=True),
        modules=[library],
    )
    seen = []

    def scan(ranges):
        seen.extend(ranges)
        return tuple(ranges)

    make_plan(snapshot, DumpRequest(flags=flags), scan=scan)
    assert seen == asked


def test_untouched_bytes_of_a_segment_that_is_also_private_memory_count_once():
    size = 2 * HOLE_LIMIT
    data = Module(BASE, size, "/lib/a", segments=(Segment(BASE, size, True, False),))
    flags = int(T.MiniDumpWithDataSegs | T.MiniDumpWithPrivateWriteCopyMemory)
    snapshot = process(
        region(BASE, size, path="/lib/a", inode=5), modules=[data], present=((BASE, BASE + PAGE),)
    )
    assert make_plan(snapshot, DumpRequest(flags=flags)).untouched == size - PAGE


@pytest.mark.parametrize(
    ("highest", "end"),
    [
        (0x7FFF_F000_0000, (1 << 47) - PAGE),
        (0x8000_0000_0000, (1 << 48) - PAGE),
        (0x00FF_F000_0000_0000, (1 << 56) - PAGE),  # 5 levels of page tables
    ],
)
def test_the_end_of_the_address_space_is_that_of_a_machine_which_holds_all(tmp_path, highest, end):
    vsyscall = region(0xFFFFFFFFFF600000, PAGE, path="[vsyscall]")
    snapshot = process(region(BASE, PAGE), region(highest, PAGE), vsyscall)
    plan = make_plan(snapshot, DumpRequest(flags=int(T.MiniDumpWithFullMemoryInfo)))
    with written(plan, tmp_path / "x.dmp") as dump:
        assert dump.findings == ()
        assert dump.system_memory_info.BasicInfo.MaximumUserModeAddress == end
        assert highest in [info.BaseAddress for info in dump.memory_info]


def test_device_memory_is_never_read():
    device = region(BASE, PAGE, device_memory=True)
    for flags in (FULL, int(T.MiniDumpWithPrivateReadWriteMemory)):
        assert make_plan(process(device), DumpRequest(flags=flags)).ranges == ()
    rules = FilterSpec(memory=(MemoryRule(address=BASE, size=PAGE, include=True),))
    assert make_plan(process(device), DumpRequest(filter=rules)).ranges == ()


# ------------------------------------------------------------------------------ overlapping kinds


def test_no_byte_is_stored_twice_and_the_first_kind_keeps_it():
    stack = region(BASE, 16 * PAGE)
    program = Module(
        BASE + GIBI,
        4 * PAGE,
        "/made/up",
        segments=(
            Segment(BASE + GIBI, 2 * PAGE, writable=False, executable=True),
            Segment(BASE + GIBI + 2 * PAGE, 2 * PAGE, writable=True, executable=False),
        ),
        headers=((BASE + GIBI, BASE + GIBI + 64), (BASE + GIBI + 32, BASE + GIBI + 100)),
    )
    code = region(BASE + GIBI, 2 * PAGE, path="/made/up", inode=1, writable=False)
    data = region(BASE + GIBI + 2 * PAGE, 2 * PAGE, path="/made/up", inode=1)
    threads = [
        Thread(
            77,
            stack=(BASE + 8 * PAGE, BASE + 16 * PAGE),
            instruction_pointer=BASE + GIBI + 100,
        ),
        Thread(78, stack=(BASE + 2 * PAGE, BASE + 9 * PAGE), instruction_pointer=BASE + GIBI + 200),
    ]
    flags = (
        T.MiniDumpWithDataSegs
        | T.MiniDumpWithCodeSegs
        | T.MiniDumpWithModuleHeaders
        | T.MiniDumpWithPrivateReadWriteMemory
        | T.MiniDumpWithPrivateWriteCopyMemory
    )
    snapshot = process(stack, code, data, threads=threads, modules=[program])
    plan = make_plan(snapshot, DumpRequest(flags=int(flags)))
    ends = [piece.end for piece in plan.ranges]
    assert all(a <= b.start for a, b in zip(ends, plan.ranges[1:], strict=False))
    assert plan.memory_size == 16 * PAGE + 4 * PAGE
    assert plan.kinds["stack"] == 14 * PAGE
    assert plan.kinds["heap"] == 2 * PAGE
    # The windows around both pointers, cut at the start of the module.
    assert plan.kinds["code"] == 2 * PAGE
    assert plan.kinds["data"] == 2 * PAGE
    assert "write copy" not in plan.kinds
    assert plan.modules[0].bytes == 4 * PAGE
    assert [thread.bytes for thread in plan.threads] == [8 * PAGE, 7 * PAGE]


def test_a_thread_without_its_stack_flag_has_none():
    stack = region(BASE, 16 * PAGE)
    snapshot = process(stack, threads=[Thread(77, stack=(BASE + PAGE, BASE + 16 * PAGE))])

    def callback(given, output):
        if given.CallbackType == C.ThreadCallback:
            output.ThreadWriteFlags &= ~TW.ThreadWriteStack
        return True

    plan = make_plan(snapshot, DumpRequest(), callback=callback)
    assert plan.ranges == ()
    assert plan.threads[0].included


# ---------------------------------------------------------------------------------- exceptions


def test_the_signal_of_the_target_gives_way_to_the_callers_exception(tmp_path):
    code = region(BASE, 16 * PAGE)
    own = ExceptionInformation(77, code=11, address=BASE + PAGE)
    snapshot = process(code, threads=[Thread(77)], exception=own)
    plan = make_plan(snapshot, DumpRequest())
    assert [(p.start, p.end) for p in plan.ranges] == [(BASE + PAGE - 128, BASE + PAGE + 128)]
    with written(plan, tmp_path / "own.dmp") as dump:
        assert dump.exception.exception.ExceptionCode == 11
    given = ExceptionInformation(5, code=0xE0000001, address=BASE + 9 * PAGE, parameters=(1, 2))
    plan = make_plan(snapshot, DumpRequest(exception=given))
    assert [p.start for p in plan.ranges] == [BASE + 9 * PAGE - 128]
    with written(plan, tmp_path / "given.dmp") as dump:
        (found,) = dump.exceptions
        assert (found.thread_id, found.exception.ExceptionCode) == (5, 0xE0000001)
        assert found.exception.NumberParameters == 2
        assert found.exception.ExceptionInformation[:3] == (1, 2, 0)


def test_too_many_parameters_are_cut():
    given = ExceptionInformation(5, 1, parameters=tuple(range(40)))
    plan = make_plan(process(), DumpRequest(exception=given))
    assert plan.minidump.metadata_bytes()


def test_wrong_flags_are_refused_before_anybody_is_asked():
    def callback(given, output):
        raise AssertionError("asked")

    with pytest.raises(InvalidRequestError):
        make_plan(process(), DumpRequest(flags=1 << 30), callback=callback)


def test_a_plan_does_not_depend_on_when_it_is_made():
    snapshot = process(region(BASE, 16 * PAGE), threads=[Thread(77, stack=(BASE, BASE + PAGE))])
    request = DumpRequest(flags=0x21925)
    plans = [make_plan(replace(snapshot, timestamp=when), request) for when in (1, 2)]
    assert plans[0].file_size == plans[1].file_size
    assert plans[0].ranges == plans[1].ranges
    assert plans[0].to_json() == plans[1].to_json()
