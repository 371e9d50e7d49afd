"""The plan is the dump: what is foretold of a stopped target is what gets written."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of, open_target
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.flags import FLAGS, effective_flags
from app.core.dump.plan import make_plan
from app.core.dump.presets import PRESETS
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.dumper.client import DumperClient
from app.core.errors import InvalidRequestError
from app.core.intervals import merged, subtract
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import MODULE_WRITE_FLAGS as MW
from app.core.minidump.constants import PROCESSOR_ARCHITECTURE
from app.core.minidump.constants import THREAD_WRITE_FLAGS as TW
from app.core.minidump.contexts import stack_pointer
from tests.live.dumping import PAGE, Dump, stop_by_signal

FULL = T.MiniDumpWithFullMemory
PARTIAL = (
    T.MiniDumpWithDataSegs
    | T.MiniDumpWithCodeSegs
    | T.MiniDumpWithModuleHeaders
    | T.MiniDumpWithPrivateReadWriteMemory
    | T.MiniDumpWithPrivateWriteCopyMemory
    | T.MiniDumpWithIndirectlyReferencedMemory
    | T.MiniDumpWithProcessThreadData
    | T.MiniDumpWithThreadInfo
)
PRIVATE = bytes((i * 13 + 5) & 0xFF for i in range(16 * PAGE))


@pytest.fixture
def process(start_target, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    process = start_target("flags", folder)
    stop_by_signal(process.pid)
    return process


def plan_of(pid, request):
    """The preview: nothing is stopped for it."""
    target = open_target(key_of(pid))
    try:
        snapshot = target.describe()
        return make_plan(snapshot, request, read=target.read, scan=target.scan_present)
    finally:
        target.close()


@pytest.fixture
def dump(tmp_path):
    """Call it with a pid and a request to get plan and dump, which must agree."""
    numbers = itertools.count()

    def write(pid, request):
        path = tmp_path / f"{next(numbers)}.dmp"
        plan = plan_of(pid, request)
        result = dump_to_file(
            key_of(pid), str(path), request, report=lambda _: None, is_cancelled=lambda: False
        )
        dump = Dump(path, result)
        assert result.soft_errors == ()
        assert plan.file_size == result.file_size == dump.size
        assert plan.ranges == result.plan.ranges
        assert merged((piece.start, piece.end) for piece in plan.ranges) == dump.ranges
        assert plan.streams == result.plan.streams
        assert plan.modules == result.plan.modules
        assert plan.threads == result.plan.threads
        assert plan.effective.flags == dump.file.flags
        assert plan.memory_size == sum(high - low for low, high in dump.ranges)
        assert sum(plan.kinds.values()) == plan.file_size
        return plan, dump

    return write


SOME_MIXES = [
    0x21925,
    0x61A25,
    0x321965 & ~0x100000,
    0x1FFFFFF & ~(T.MiniDumpWithFullMemory | T.MiniDumpFilterTriage | 0x400),
    FULL | 0x1824,
    FULL | T.MiniDumpWithAvxXStateContext | T.MiniDumpWithFullAuxiliaryState,
    int(PARTIAL),
    int(PARTIAL | T.MiniDumpFilterTriage),
    int(PARTIAL | T.MiniDumpFilterMemory | T.MiniDumpFilterModulePaths),
]


@pytest.mark.parametrize("flags", [0, *(row.value for row in FLAGS), *SOME_MIXES])
def test_the_predicted_size_is_the_written_size(process, dump, flags):
    plan, written = dump(process.pid, DumpRequest(flags=flags))
    assert {s.name for s in plan.streams} - written.streams <= {"MozSoftErrors"}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_preset_of_a_real_program_is_foretold(start_process, dump, preset):
    process = start_process(
        sys.executable,
        "-c",
        "import json, ssl, threading, sys\n"
        "for _ in range(5): threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "print('ready x=1', flush=True); sys.stdin.read()",
    )
    stop_by_signal(process.pid)
    _, written = dump(process.pid, DumpRequest(flags=preset.flags))
    assert len(written.file.threads) == 6


@pytest.mark.parametrize("flags", [0, 0x21925, 0x61A25, 0x1205AC, 0x18, int(FULL), 0x200000])
def test_a_32_bit_program_is_foretold_too(start_target, dump, flags):
    process = start_target("threads", 3, flags=("-m32",))
    stop_by_signal(process.pid)
    _, written = dump(process.pid, DumpRequest(flags=flags))
    assert {thread.context_size for thread in written.file.threads} == {716}
    assert written.file.architecture == PROCESSOR_ARCHITECTURE.INTEL
    for thread in written.file.threads:
        context = written.context(thread.thread_id)
        assert thread.stack_start <= context.Esp < thread.stack_start + thread.stack_size


def test_comments_and_user_streams_are_foretold_and_kept(process, dump):
    streams = (
        MINIDUMP_USER_STREAM(0x10001, b"mine"),
        MINIDUMP_USER_STREAM(0x10002, b""),
        MINIDUMP_USER_STREAM(0x10001, bytes(range(256)) * 1000),
    )
    request = DumpRequest(comment="It håppened at noon \U0001f600", user_streams=streams)
    _, written = dump(process.pid, request)
    assert written.file.comments == ("It håppened at noon \U0001f600",)
    found = [
        e for e in written.file.directory if e.stream_type > 0xFFFF and e.stream_type < 1 << 20
    ]
    assert [(e.stream_type, written.file.stream_at(e)) for e in found] == [
        tuple(s) for s in streams
    ]


def test_each_module_thread_and_range_says_why(process, dump):
    rules = FilterSpec(
        modules=(ModuleRule("libc.so*", include=False),),
        threads=(ThreadRule("worker", include=False),),
    )
    plan, _ = dump(process.pid, DumpRequest(flags=int(PARTIAL), filter=rules))
    for item in (*plan.modules, *plan.threads):
        assert item.included == (item.reason != "left out by the filter")
        assert item.reason
        assert item.included or item.bytes == 0
    assert not next(m for m in plan.modules if "libc.so" in m.name).included
    assert [t.included for t in plan.threads] == [True, False]
    assert all(piece.reason and piece.kind and piece.size > 0 for piece in plan.ranges)
    kinds = {piece.kind for piece in plan.ranges}
    assert kinds >= {"stack", "data", "heap", "write copy", "headers"}
    json = plan.to_json()
    assert json["file_size"] == plan.file_size
    assert len(json["ranges"]) == len(plan.ranges)
    assert json["flags"] == int(PARTIAL)


def test_dropped_flags_say_why(process, dump):
    plan, _ = dump(process.pid, DumpRequest(flags=int(FULL | T.MiniDumpWithDataSegs)))
    assert plan.effective.dropped.keys() == {T.MiniDumpWithDataSegs}
    assert all(plan.effective.dropped.values())


# -------------------------------------------------------------------------------------- filter


def module_of(dump, name):
    return next(m for m in dump.file.modules if name in m.name)


@pytest.mark.parametrize("flags", [0, 0x21925, int(PARTIAL), FULL, FULL | 0x1824])
@pytest.mark.parametrize("how", ["glob", "path", "base"])
def test_an_excluded_module_leaves_nothing_of_itself(process, dump, flags, how):
    _, plain = dump(process.pid, DumpRequest(flags=int(flags)))
    libc = module_of(plain, "libc.so")
    assert plain.touches(libc.base, libc.base + libc.size)
    rule = {
        "glob": ModuleRule("LIBC.so*", include=False),
        "path": ModuleRule(libc.name, include=False),
        "base": ModuleRule(base=libc.base, include=False),
    }[how]
    request = DumpRequest(flags=int(flags), filter=FilterSpec(modules=(rule,)))
    plan, written = dump(process.pid, request)
    assert [m.name for m in written.file.modules] == [
        m.name for m in plain.file.modules if m.base != libc.base
    ]
    assert not written.touches(libc.base, libc.base + libc.size)
    assert next(m for m in plan.modules if m.base == libc.base).bytes == 0
    gone = subtract(plain.ranges, written.ranges)
    # Nothing but the module, and in a partial dump what only its own parts led to.
    assert subtract(gone, [(libc.base, libc.base + libc.size)]) == []


@pytest.mark.parametrize("flags", [0, int(PARTIAL), FULL])
@pytest.mark.parametrize("by", ["id", "name"])
def test_an_excluded_thread_leaves_nothing_of_its_stack(process, dump, flags, by):
    _, plain = dump(process.pid, DumpRequest(flags=int(flags)))
    worker = process.values["worker"]
    thread = plain.thread(worker)
    stack = (thread.stack_start, thread.stack_start + thread.stack_size)
    assert plain.holds(*stack)
    rule = ThreadRule(id=worker) if by == "id" else ThreadRule("work*")
    rule = replace(rule, include=False)
    request = DumpRequest(flags=int(flags), filter=FilterSpec(threads=(rule,)))
    _, written = dump(process.pid, request)
    assert [t.thread_id for t in written.file.threads] == [process.pid]
    assert worker not in written.file.thread_names
    assert worker not in written.file.thread_infos
    assert not written.touches(*stack)
    # Nor what functions that returned have left below the stack pointer.
    assert not written.touches(stack[0] - 64 * PAGE, stack[1])


def test_the_fault_of_an_excluded_thread_goes_with_it(start_target, dump):
    process = start_target("handler", "alternate")
    process.wait_at_rest()
    _, plain = dump(process.pid, DumpRequest())
    fault = plain.file.exception
    assert fault.thread_id == process.values["tid"]
    at = stack_pointer(plain.file.context(fault), 9)
    assert plain.holds(at, at + 64)
    rules = FilterSpec(threads=(ThreadRule(id=fault.thread_id, include=False),))
    _, written = dump(process.pid, DumpRequest(filter=rules))
    assert written.file.exception is None
    assert not written.touches(at, at + 64)


def test_the_last_rule_wins(process, dump):
    def modules(*rules):
        _, written = dump(process.pid, DumpRequest(filter=FilterSpec(modules=rules)))
        return {m.name.rsplit("/", 1)[-1] for m in written.file.modules}

    everything = modules()
    assert modules(ModuleRule("*", include=False)) == set()
    assert modules(ModuleRule("*", include=False), ModuleRule("flags", include=True)) == {"flags"}
    assert modules(
        ModuleRule("flags", include=True), ModuleRule("f*", include=False)
    ) == everything - {"flags"}
    # A rule about write flags says nothing about being in or out.
    assert modules(
        ModuleRule("*", include=False),
        ModuleRule("flags", include=True),
        ModuleRule("flags", clear_flags=MW.ModuleWriteCvRecord),
    ) == {"flags"}


def test_write_flags_of_one_module_and_one_thread(process, dump):
    data, park = process.values["data"], process.values["park"]
    more = FilterSpec(modules=(ModuleRule("flags", set_flags=MW.ModuleWriteDataSeg),))
    _, written = dump(process.pid, DumpRequest(filter=more))
    assert written.holds(data, data + 32)
    libc = module_of(written, "libc.so")
    inside = [r for r in written.ranges if r[0] < libc.base + libc.size and libc.base < r[1]]
    assert all(high - low <= 256 for low, high in inside)
    less = FilterSpec(
        modules=(
            ModuleRule("*", clear_flags=MW.ModuleWriteCodeSegs),
            ModuleRule("flags", set_flags=MW.ModuleWriteCodeSegs),
        ),
        threads=(ThreadRule(name="worker", clear_flags=TW.ThreadWriteStack),),
    )
    plan, written = dump(process.pid, DumpRequest(flags=T.MiniDumpWithCodeSegs, filter=less))
    assert written.holds(park, park + 256)
    worker = written.thread(process.values["worker"])
    assert (worker.stack_size, worker.stack_rva) == (0, 0)
    assert [m.name for m in plan.modules if m.bytes > 1024] == [plan.modules[0].name]


@pytest.mark.parametrize("flags", [0, FULL])
def test_a_range_of_addresses_in_and_out(process, dump, flags):
    start = process.values["private"]
    rules = FilterSpec(
        memory=(
            MemoryRule(address=start, size=3 * PAGE, include=True),
            MemoryRule(address=start + 100, size=PAGE, include=False),
            MemoryRule(address=start + 200, size=16, include=True),
        )
    )
    _, written = dump(process.pid, DumpRequest(flags=int(flags), filter=rules))
    assert written.memory(start, 3 * PAGE) == PRIVATE[:100]
    assert written.memory(start + 200, 16) == PRIVATE[200:216]
    assert not written.touches(start + 100, start + 200)
    assert not written.touches(start + 216, start + 100 + PAGE)
    assert written.memory(start + 100 + PAGE, PAGE) == PRIVATE[100 + PAGE : 100 + 2 * PAGE]
    assert written.touches(start + 3 * PAGE, start + 4 * PAGE) == bool(flags)


def test_regions_by_name_in_and_out(process, dump):
    heap = process.values["heap"]
    rules = FilterSpec(memory=(MemoryRule("[HEAP]", include=True),))
    _, written = dump(process.pid, DumpRequest(filter=rules))
    assert written.holds(heap, heap + 64 * 1024)
    rules = FilterSpec(memory=(MemoryRule("[heap]"), MemoryRule("copied")))
    for flags in (PARTIAL, FULL):
        _, written = dump(process.pid, DumpRequest(flags=int(flags), filter=rules))
        assert not written.touches(heap, heap + 64 * 1024)
        copied = process.values["copied"]
        assert not written.touches(copied, copied + 2 * PAGE)
        assert written.memory(process.values["private"], len(PRIVATE)) == PRIVATE


def test_a_range_that_wraps_or_is_not_there_harms_nothing(process, dump):
    rules = FilterSpec(
        memory=(
            MemoryRule(address=(1 << 64) - PAGE, size=(1 << 64) - 1, include=True),
            MemoryRule(address=0, size=PAGE, include=True),
            MemoryRule(address=1 << 60, size=1 << 62),
        )
    )
    for flags in (0, FULL):
        _, plain = dump(process.pid, DumpRequest(flags=int(flags)))
        _, written = dump(process.pid, DumpRequest(flags=int(flags), filter=rules))
        assert written.ranges == plain.ranges


def test_asking_for_reserved_memory_touches_none_of_it(start_target, dump, tmp_path):
    process = start_target("memory", tmp_path / "mapped")
    stop_by_signal(process.pid)
    start = process.values["reserved"]
    rule = MemoryRule(address=start, size=1 << 30, include=True)

    def resident():
        return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])

    before = resident()
    plan, written = dump(process.pid, DumpRequest(filter=FilterSpec(memory=(rule,))))
    # The vdso is read to describe the process.
    assert resident() <= before + 2
    assert written.memory(start + 5 * PAGE, 1) == b"\1"
    assert written.memory(start + (1 << 29) + 9, 1) == b"\2"
    assert plan.disk_size < 1 << 20
    assert written.size < 8 << 20
    assert sum(high - low for low, high in written.ranges) + plan.untouched > 1 << 30


def test_a_module_whose_code_a_rule_asks_for_is_not_read_where_it_never_ran(start_process, dump):
    process = start_process(
        sys.executable, "-c", "import sys; print('ready x=1', flush=True); sys.stdin.read()"
    )
    stop_by_signal(process.pid)
    rules = FilterSpec(modules=(ModuleRule("lib*", set_flags=MW.ModuleWriteCodeSegs),))
    plan, written = dump(process.pid, DumpRequest(filter=rules))
    assert plan.untouched > 0
    assert plan.kinds["code"] > 0
    assert len(written.file.modules) > 3


# ------------------------------------------------------------------------------ anything goes

names = st.sampled_from(["*", "lib*", "flags", "worker", "[heap]", "[stack]", "", "copied", "x"])
includes = st.none() | st.booleans()
module_rules = st.builds(
    ModuleRule,
    name=names,
    include=includes,
    set_flags=st.integers(0, 0x7F),
    clear_flags=st.integers(0, 0x7F),
)
thread_rules = st.builds(
    ThreadRule,
    name=names,
    include=includes,
    set_flags=st.integers(0, 0x7F),
    clear_flags=st.integers(0, 0x7F),
)


@hypothesis.settings(
    max_examples=40,
    suppress_health_check=[
        hypothesis.HealthCheck.function_scoped_fixture,
        hypothesis.HealthCheck.too_slow,
    ],
)
@hypothesis.given(data=st.data())
def test_any_flags_and_rules_give_the_dump_that_was_foretold(process, dump, data):
    flags = data.draw(st.integers(0, 0x1FFFFFF), "flags")
    private = process.values["private"]
    memory_rules = st.builds(
        MemoryRule,
        name=names,
        address=st.integers(private - 3 * PAGE, private + 20 * PAGE),
        size=st.integers(0, 20 * PAGE),
        include=st.booleans(),
    )
    rules = FilterSpec(
        *(
            tuple(data.draw(st.lists(kind, max_size=3)))
            for kind in (module_rules, thread_rules, memory_rules)
        )
    )
    request = DumpRequest(flags=flags, filter=rules)
    try:
        effective_flags(flags)
    except InvalidRequestError:
        hypothesis.reject()
    _, written = dump(process.pid, request)
    assert written.file.findings == ()
    for thread in written.file.threads:
        if thread.stack_rva:
            stored = written.bytes[thread.stack_rva : thread.stack_rva + thread.stack_size]
            assert stored == written.memory(thread.stack_start, thread.stack_size)
    for accessor in ("modules", "handles", "memory_info", "thread_infos", "thread_names"):
        getattr(written.file, accessor)


def test_a_watchdog_that_is_near_is_named(start_process):
    process = start_process(
        "env", "WATCHDOG_USEC=1000", sys.executable, "-c", "print('ready x=1', flush=True); input()"
    )
    with DumperClient() as client:
        (said,) = client.plan(key_of(process.pid), DumpRequest(flags=2)).warnings
    assert "WATCHDOG_USEC" in said
