"""The MiniDumpCallback protocol on real targets: which calls, in which order, with what effect."""

from __future__ import annotations

import itertools
import struct
import sys
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.backends.base import write_dump
from app.core.capture.linux import maps
from app.core.dump.callback import NEVER_CALLED, MemoryInfo
from app.core.errors import (
    HRESULT,
    DiskFullError,
    DumpCancelledError,
    MiniDumpError,
    PartialCopyError,
)
from app.core.intervals import subtract
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as S
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import MODULE_WRITE_FLAGS as MW
from app.core.minidump.constants import THREAD_WRITE_FLAGS as TW
from tests.live.dumping import (
    PAGE,
    dump_with,
    runs,
    states_of,
    stop_by_signal,
    tracer_of,
)

SECRET = struct.pack("<Q", 0x7365637265743432)
PRIVATE = bytes((i * 13 + 5) & 0xFF for i in range(16 * PAGE))
FULL = T.MiniDumpWithFullMemory


class Recorder:
    """A callback that notes all calls and answers as *answers* (by type) say."""

    def __init__(self, **answers):
        self.answers = {C[f"{name}Callback"]: answer for name, answer in answers.items()}
        self.calls = []

    def __call__(self, given, output):
        self.calls.append((given, replace(output)))
        answer = self.answers.get(given.CallbackType)
        if answer is None:
            if given.CallbackType == C.IncludeVmRegionCallback:
                output.Continue = True
            return True
        result = answer(given, output)
        return True if result is None else result

    @property
    def types(self):
        return [given.CallbackType for given, _ in self.calls]

    @property
    def order(self):
        """(type, how many in a row), without the Cancel calls."""
        asked = [kind for kind in self.types if kind != C.CancelCallback]
        return [(kind, len(list(group))) for kind, group in itertools.groupby(asked)]

    def of(self, name):
        return [pair for pair in self.calls if pair[0].CallbackType == C[f"{name}Callback"]]


def answer(value=None, **fields):
    """An answer that sets *fields* of the output and returns *value* (None: TRUE)."""

    def give(_, output):
        for name, item in fields.items():
            setattr(output, name, item)
        return value

    return give


@pytest.fixture
def process(start_target, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    process = start_target("flags", folder)
    stop_by_signal(process.pid)
    return process


@pytest.fixture
def dump(process, tmp_path):
    """Call it with flags and answers to get a dump and the recorder of its calls."""
    numbers = itertools.count()

    def write(flags=0, recorder=None, **answers):
        recorder = recorder or Recorder(**answers)
        path = tmp_path / f"{next(numbers)}.dmp"
        return dump_with(path, process.pid, flags, callback=recorder), recorder

    return write


@pytest.fixture
def fails(process, tmp_path):
    """Call it with an error class to see a dump fail, leave no dump and the target alone."""

    def write(error, flags=0, **answers):
        recorder = Recorder(**answers)
        path = tmp_path / "failed.dmp"
        with path.open("w+b") as file, pytest.raises(error) as caught:
            write_dump(None, process.pid, file, flags, callback=recorder)
        assert path.read_bytes()[:4] in (b"", bytes(4))
        assert set(states_of(process.pid).values()) == {"T"}
        assert tracer_of(process.pid) == 0
        return caught.value, recorder

    return write


def mapped(process):
    for line in Path(f"/proc/{process.pid}/maps").read_text().splitlines():
        low, high = line.split()[0].split("-")
        yield int(low, 16), int(high, 16), line.split()


def readable(process):
    return [
        (low, high)
        for low, high, words in mapped(process)
        if words[1][0] == "r" and not words[-1].startswith(("[vvar", "[vsyscall"))
    ]


# -------------------------------------------------------------------------------------- order

BEFORE = [
    (C.IsProcessSnapshotCallback, 1),
    (C.VmStartCallback, 1),
    (C.IoStartCallback, 1),
    (C.SecondaryFlagsCallback, 1),
]


def test_the_calls_of_a_normal_dump(dump, process):
    written, recorder = dump()
    modules = len(written.file.modules)
    assert recorder.order == [
        *BEFORE,
        (C.IncludeThreadCallback, 2),
        (C.IncludeModuleCallback, modules),
        (C.ModuleCallback, modules),
        (C.ThreadCallback, 2),
        (C.MemoryCallback, 1),
        (C.RemoveMemoryCallback, 1),
    ]
    # Cancel comes first right after SecondaryFlags, and never again when nobody wants it.
    assert recorder.types.index(C.CancelCallback) == 4
    assert recorder.types.count(C.CancelCallback) == 1
    threads = [t.thread_id for t in written.file.threads]
    bases = [m.base for m in written.file.modules]
    assert [given.detail.ThreadId for given, _ in recorder.of("IncludeThread")] == threads
    assert [given.detail.ThreadId for given, _ in recorder.of("Thread")] == threads
    assert [given.detail.BaseOfImage for given, _ in recorder.of("IncludeModule")] == bases
    assert [given.detail.BaseOfImage for given, _ in recorder.of("Module")] == bases


def test_the_calls_of_a_full_dump(dump, process):
    written, recorder = dump(FULL)
    modules, regions = len(written.file.modules), len(readable(process))
    assert recorder.order == [
        *BEFORE,
        (C.IncludeThreadCallback, 2),
        (C.IncludeModuleCallback, modules),
        (C.ModuleCallback, modules),
        (C.ThreadCallback, 2),
        (C.IncludeVmRegionCallback, 2 * regions),
    ]
    offered = [output.VmRegion for _, output in recorder.of("IncludeVmRegion")]
    assert offered[:regions] == offered[regions:]
    assert [(r.BaseAddress, r.BaseAddress + r.RegionSize) for r in offered[:regions]] == readable(
        process
    )


def test_the_calls_of_a_dump_whose_bytes_the_caller_takes(dump, process, tmp_path):
    _, recorder = dump_bytes(process, FULL)
    order = [kind for kind, _ in recorder.order]
    assert order[-3:] == [C.IncludeVmRegionCallback, C.IoWriteAllCallback, C.IoFinishCallback]
    _, recorder = dump_bytes(process, 0)
    order = [kind for kind, _ in recorder.order]
    assert order[-3:] == [C.RemoveMemoryCallback, C.IoWriteAllCallback, C.IoFinishCallback]


def test_the_inputs_and_the_first_outputs(dump, process):
    written, recorder = dump(FULL)
    _, partial = dump(0)
    descriptor = recorder.of("IoStart")[0][0].detail.Handle
    assert descriptor > 2
    for given, output in [*recorder.calls, *partial.calls]:
        kind = given.CallbackType
        with_id = kind not in {C.IsProcessSnapshotCallback, C.VmStartCallback, C.IoStartCallback}
        assert given.ProcessId == (process.pid if with_id else 0)
        assert bool(given.ProcessHandle) == (kind != C.IoStartCallback)
        unset = output.Status
        expected = {
            C.IsProcessSnapshotCallback: HRESULT.E_NOTIMPL,
            C.VmStartCallback: HRESULT.E_NOTIMPL,
            C.IoStartCallback: HRESULT.E_NOTIMPL,
        }
        assert unset == expected.get(kind, HRESULT.S_OK)
        assert (output.MemoryBase, output.MemorySize) == (0, 0)
        assert (output.CheckCancel, output.Cancel, output.Continue) == (False, False, False)
        assert output.SecondaryFlags == 0
    for given, _ in recorder.of("SecondaryFlags"):
        assert given.detail.SecondaryFlags == 0
    modules = {m.base: m for m in written.file.modules}
    for given, _ in recorder.of("Module"):
        detail, module = given.detail, modules[given.detail.BaseOfImage]
        assert detail.FullPath == module.name
        assert detail.SizeOfImage == module.size
        assert detail.CheckSum == module.checksum
        assert detail.TimeDateStamp == module.time_date_stamp
        assert detail.CvRecord == module.cv_record
        assert detail.SizeOfCvRecord == len(module.cv_record)
        assert detail.SizeOfMiscRecord == len(detail.MiscRecord)
    for given, _ in recorder.of("Thread"):
        detail, thread = given.detail, written.thread(given.detail.ThreadId)
        context = written.context(detail.ThreadId)
        assert detail.SizeOfContext == len(detail.Context) == 1232
        stored = written.bytes[thread.context_rva : thread.context_rva + 1232]
        assert detail.Context == stored
        assert detail.StackEnd == context.Rsp
        assert detail.StackBase == thread.stack_start + thread.stack_size


@pytest.mark.parametrize(
    ("flags", "thread_flags", "module_flags"),
    [
        (0, 0x17, 0x0D),
        (FULL, 0x05, 0x0D),
        (T.MiniDumpWithProcessThreadData, 0x37, 0x0D),
        (T.MiniDumpWithThreadInfo, 0x57, 0x0D),
        (T.MiniDumpWithDataSegs, 0x17, 0x0F),
        (T.MiniDumpWithCodeSegs, 0x17, 0x4D),
        (T.MiniDumpWithDataSegs | T.MiniDumpWithProcessThreadData, 0x37, 0x2F),
        (T.MiniDumpWithDataSegs | T.MiniDumpWithCodeSegs | 0x1100, 0x77, 0x6F),
        (FULL | T.MiniDumpWithThreadInfo, 0x45, 0x0D),
    ],
)
def test_the_write_flags_on_entry(dump, flags, thread_flags, module_flags):
    _, recorder = dump(flags)
    for name in ("IncludeThread", "Thread"):
        assert {output.ThreadWriteFlags for _, output in recorder.of(name)} == {thread_flags}
    for name in ("IncludeModule", "Module"):
        assert {output.ModuleWriteFlags for _, output in recorder.of(name)} == {module_flags}


# ------------------------------------------------------------------------- threads and modules


@pytest.mark.parametrize("name", ["Module", "Thread"])
def test_false_for_a_module_or_thread_fails_the_dump(fails, name):
    error, recorder = fails(MiniDumpError, **{name: answer(value=False)})
    assert error.hresult == HRESULT.E_ABORT
    assert len(recorder.of(name)) == 1
    assert "Include" in error.remedy


@pytest.mark.parametrize("how", ["false", "flags"])
def test_a_module_that_is_not_included(dump, process, how):
    flags = T.MiniDumpWithDataSegs | T.MiniDumpWithCodeSegs | T.MiniDumpWithModuleHeaders
    plain, _ = dump(flags)
    gone = next(m for m in plain.file.modules if "libc.so" in m.name)

    def include(given, output):
        if given.detail.BaseOfImage != gone.base:
            return True
        if how == "false":
            return False
        output.ModuleWriteFlags &= ~MW.ModuleWriteModule
        return True

    without, recorder = dump(flags, IncludeModule=include)
    assert gone.base not in {m.base for m in without.file.modules}
    assert gone.base not in {given.detail.BaseOfImage for given, _ in recorder.of("Module")}
    assert len(without.file.modules) == len(plain.file.modules) - 1
    # What is left of it: the instruction pointers of both threads stand in its code.
    left = [(max(low, gone.base), min(high, gone.base + gone.size)) for low, high in without.ranges]
    assert sum(high - low for low, high in left if low < high) <= 2 * 256


def test_a_module_left_out_by_its_own_callback(dump):
    flags = T.MiniDumpWithDataSegs
    plain, _ = dump(flags)
    gone = plain.file.modules[0]

    def drop(given, output):
        if given.detail.BaseOfImage == gone.base:
            output.ModuleWriteFlags = 0

    without, _ = dump(flags, Module=drop)
    assert [m.base for m in without.file.modules] == [m.base for m in plain.file.modules[1:]]
    assert not without.touches(gone.base, gone.base + gone.size)


def test_no_module_and_no_thread_at_all(dump):
    written, _ = dump(IncludeModule=answer(value=False), IncludeThread=answer(value=False))
    assert written.file.modules == ()
    assert written.file.threads == ()
    assert written.file.thread_names == {}
    assert written.ranges == []


@pytest.mark.parametrize("name", ["IncludeModule", "Module"])
def test_each_write_flag_of_a_module(dump, process, name):
    flags = (
        T.MiniDumpWithDataSegs
        | T.MiniDumpWithCodeSegs
        | T.MiniDumpWithProcessThreadData
        | T.MiniDumpScanMemory
    )
    plain, _ = dump(flags)
    module = plain.file.modules[0]
    inside = (module.base, module.base + module.size)

    def without(flag):
        def clear(given, output):
            if given.detail.BaseOfImage == module.base:
                output.ModuleWriteFlags &= ~flag

        return dump(flags, **{name: clear})[0]

    cut = without(MW.ModuleWriteDataSeg)
    data = process.values["data"]
    assert plain.holds(data, data + 32)
    assert not cut.touches(data, data + 32)
    assert cut.holds(process.values["park"], process.values["park"] + 64)
    cut = without(MW.ModuleWriteCodeSegs)
    assert plain.holds(process.values["park"], process.values["park"] + 64)
    assert not cut.touches(process.values["park"], process.values["park"] + 64)
    assert cut.holds(data, data + 32)
    cut = without(MW.ModuleWriteTlsData)
    assert plain.touches(process.values["tls"], process.values["tls"] + 8)
    assert cut.ranges != plain.ranges or cut.touches(
        process.values["tls"], process.values["tls"] + 8
    )
    cut = without(MW.ModuleWriteCvRecord)
    records = {m.base: m.cv_record for m in cut.file.modules}
    assert records.pop(module.base) == b""
    assert records == {m.base: m.cv_record for m in plain.file.modules[1:]}
    assert all(records.values())
    for flag in (MW.ModuleWriteMiscRecord, MW.ModuleReferencedByMemory):
        cut = without(flag)  # what was left out on purpose is told in a stream of its own
        assert cut.ranges == plain.ranges
        others = {entry.stream_type: entry.size for entry in cut.file.directory}
        others.pop(int(S.DumpDeskLeftOut), None)
        assert others == {entry.stream_type: entry.size for entry in plain.file.directory}
    assert inside[0] < data < inside[1]


def test_write_flags_can_be_added_to_one_module(dump, process):
    """Unlike Microsoft's, where setting a bit that was clear is ignored."""

    def more(given, output):
        if given.detail.FullPath.endswith("/flags"):
            output.ModuleWriteFlags |= MW.ModuleWriteDataSeg

    plain, _ = dump()
    written, _ = dump(Module=more)
    assert written.holds(process.values["data"], process.values["data"] + 32)
    program = written.file.modules[0]
    more = subtract(written.ranges, plain.ranges)
    assert more
    assert subtract(more, [(program.base, program.base + program.size)]) == []


@pytest.mark.parametrize("how", ["false", "flags"])
def test_a_thread_that_is_not_included(dump, process, how):
    flags = T.MiniDumpWithThreadInfo | T.MiniDumpWithProcessThreadData
    worker = process.values["worker"]
    plain, _ = dump(flags)
    stack = plain.thread(worker)

    def include(given, output):
        if given.detail.ThreadId != worker:
            return True
        if how == "false":
            return False
        output.ThreadWriteFlags &= ~TW.ThreadWriteThread
        return True

    without, recorder = dump(flags, IncludeThread=include)
    assert [t.thread_id for t in without.file.threads] == [process.pid]
    assert without.file.thread_names.keys() == without.file.thread_infos.keys() == {process.pid}
    assert [given.detail.ThreadId for given, _ in recorder.of("Thread")] == [process.pid]
    assert plain.touches(stack.stack_start, stack.stack_start + stack.stack_size)
    assert not without.touches(stack.stack_start, stack.stack_start + stack.stack_size)
    told = without.file.stream(S.DumpDeskLeftOut)
    assert b"worker" in told  # that it was left out, and nothing else of it
    assert b"worker" not in without.bytes.replace(told, b"").replace(b"\0", b"")


@pytest.mark.parametrize("name", ["IncludeThread", "Thread"])
def test_each_write_flag_of_a_thread(dump, process, name):
    flags = T.MiniDumpWithThreadInfo | T.MiniDumpWithProcessThreadData
    worker = process.values["worker"]
    plain, _ = dump(flags)
    thread = plain.thread(worker)

    def without(flag, flags=flags):
        def clear(given, output):
            if given.detail.ThreadId == worker:
                output.ThreadWriteFlags &= ~flag

        return dump(flags, **{name: clear})[0]

    cut = without(TW.ThreadWriteStack, T.MiniDumpNormal)
    entry = cut.thread(worker)
    assert (entry.stack_start, entry.stack_size, entry.stack_rva) == (thread.stack_start, 0, 0)
    assert not cut.touches(thread.stack_start, thread.stack_start + 256)
    assert cut.context(worker) == plain.context(worker)
    cut = without(TW.ThreadWriteContext)
    assert cut.thread(worker).context_rva == 0
    assert cut.thread(process.pid).context_rva
    assert cut.ranges == plain.ranges
    cut = without(TW.ThreadWriteInstructionWindow)
    pointers = [plain.context(t.thread_id).Rip for t in plain.file.threads]
    assert abs(pointers[0] - pointers[1]) > 256
    assert plain.holds(pointers[1] - 128, pointers[1] + 128)
    assert not cut.touches(pointers[1] - 128, pointers[1] + 128)
    assert cut.holds(pointers[0] - 128, pointers[0] + 128)
    cut = without(TW.ThreadWriteThreadInfo)
    assert cut.file.thread_infos.keys() == {process.pid}
    assert len(cut.file.threads) == 2
    cut = without(TW.ThreadWriteThreadData | TW.ThreadWriteStack)
    assert plain.holds(thread.teb, thread.teb + 8)
    assert not cut.touches(thread.teb, thread.teb + 8)
    assert cut.holds(plain.thread(process.pid).teb, plain.thread(process.pid).teb + 8)
    cut = without(TW.ThreadWriteBackingStore)
    assert (cut.ranges, cut.size) == (plain.ranges, plain.size)


# -------------------------------------------------------------------------------------- memory


def feed(ranges):
    """An answer that gives *ranges* one after the other, then size 0."""
    left = iter(ranges)

    def give(_, output):
        output.MemoryBase, output.MemorySize = next(left, (0, 0))

    return give


def test_memory_is_asked_for_until_the_size_is_zero(dump, process):
    start = process.values["private"]
    wanted = [(start + 10 + 100 * i, 50) for i in range(300)]
    plain, _ = dump()
    written, recorder = dump(Memory=feed(wanted))
    assert len(recorder.of("Memory")) == 301
    more = subtract(written.ranges, plain.ranges)
    assert more == [(address, address + size) for address, size in wanted]
    assert written.memory(start + 10, 50) == PRIVATE[10:60]


def test_added_memory_is_merged_and_cut_to_what_can_be_read(dump, process):
    start = process.values["private"]
    stack = process.values["planted"]
    plain, _ = dump()
    gap = next(
        (low, high)
        for (_, low, _), (high, _, _) in itertools.pairwise(mapped(process))
        if high - low >= 8 * PAGE
    )
    wanted = [
        (start + 100, 200),
        (start + 300, 50),
        (start + 250, 70),
        (stack, 56),
        (gap[0] + PAGE, PAGE),
        (gap[0] - PAGE, 2 * PAGE),
    ]
    written, _ = dump(Memory=feed(wanted))
    more = subtract(written.ranges, plain.ranges)
    assert (start + 100, start + 350) in more
    assert all(not (low < gap[1] and gap[0] < high) for low, high in more)
    # FALSE ends it as well, whatever stands in the output.
    written, recorder = dump(Memory=answer(value=False, MemoryBase=start, MemorySize=64))
    assert len(recorder.of("Memory")) == 1
    assert written.ranges == plain.ranges


def test_removed_memory_is_cut_out_of_everything(dump, process):
    start, stack, data = (process.values[name] for name in ("private", "planted", "data"))
    flags = T.MiniDumpWithDataSegs
    plain, _ = dump(flags)
    holes = [(stack, 56), (start + 64, 8), (data, 16)]
    written, recorder = dump(flags, Memory=feed([(start, 256)]), RemoveMemory=feed(holes))
    assert len(recorder.of("RemoveMemory")) == 4
    for address, size in holes:
        assert not written.touches(address, address + size)
    assert written.memory(start, 256) == PRIVATE[:64]
    assert written.memory(start + 72, 184) == PRIVATE[72:256]
    assert written.holds(stack - 8, stack)
    assert written.holds(stack + 56, stack + 64)
    # The thread still has the part of its stack that begins at the stack pointer.
    entry, before = written.thread(process.pid), plain.thread(process.pid)
    assert entry.stack_start == before.stack_start
    assert entry.stack_start + entry.stack_size == stack


# ------------------------------------------------------------------------------ IncludeVmRegion


def region_answers(choose):
    """IncludeVmRegion with Continue set, changed as *choose* says."""

    def give(_, output):
        output.Continue = True
        output.VmRegion = choose(output.VmRegion)

    return give


def test_regions_can_be_dropped_shortened_and_holed(dump, process):
    private, heap = process.values["private"], process.values["heap"]
    plain, _ = dump(FULL)
    region = next(r for r in readable(process) if r[0] <= private < r[1])
    middle = private + 4 * PAGE

    def drop(info):
        hit = info.BaseAddress <= heap < info.BaseAddress + info.RegionSize
        return info._replace(RegionSize=0) if hit else info

    dropped, _ = dump(FULL, IncludeVmRegion=region_answers(drop))
    heap_region = next(r for r in readable(process) if r[0] <= heap < r[1])
    assert not dropped.touches(*heap_region)
    gone = subtract(plain.ranges, dropped.ranges)
    assert subtract(gone, [heap_region]) == []

    def hole(info):
        """First the head, then, offered the rest, a tail two pages further up."""
        start, end = info.BaseAddress, info.BaseAddress + info.RegionSize
        if start <= private < end and start != middle:
            return info._replace(RegionSize=middle - start)
        if start == middle:
            start += 2 * PAGE
            return info._replace(BaseAddress=start, RegionSize=end - start)
        return info

    holed, recorder = dump(FULL, IncludeVmRegion=region_answers(hole))
    assert subtract(plain.ranges, holed.ranges) == [(middle, middle + 2 * PAGE)]
    assert holed.memory(private, 4 * PAGE) == PRIVATE[: 4 * PAGE]
    assert holed.memory(middle + 2 * PAGE, 10 * PAGE) == PRIVATE[6 * PAGE :]
    offered = [o.VmRegion.BaseAddress for _, o in recorder.of("IncludeVmRegion")]
    assert offered.count(middle) == 2  # once in each pass
    assert offered.count(region[0]) == 2


@pytest.mark.parametrize("how", ["stop", "false", "leaves"])
def test_an_answer_that_ends_the_questions_keeps_the_rest(dump, process, how):
    plain, _ = dump(FULL)
    regions = len(readable(process))

    def give(_, output):
        region = output.VmRegion
        output.Continue = how != "stop"
        if how == "leaves":
            output.VmRegion = region._replace(RegionSize=region.RegionSize + PAGE)
        else:
            output.VmRegion = region._replace(RegionSize=0)
        return how != "false"

    written, recorder = dump(FULL, IncludeVmRegion=give)
    assert len(recorder.of("IncludeVmRegion")) == 2 < regions
    assert written.ranges == plain.ranges


def test_the_first_pass_decides(dump, process):
    plain, _ = dump(FULL)
    regions = len(readable(process))
    asked = itertools.count()

    def fickle(info):
        return info._replace(RegionSize=0) if next(asked) >= regions else info

    written, recorder = dump(FULL, IncludeVmRegion=region_answers(fickle))
    assert len(recorder.of("IncludeVmRegion")) == 2 * regions
    assert written.ranges == plain.ranges


# -------------------------------------------------------------------------------------- cancel


def cancel_at(count):
    """Cancel at the *count*-th question."""
    asked = itertools.count(1)

    def give(_, output):
        output.CheckCancel = True
        output.Cancel = next(asked) >= count

    return give


@pytest.mark.parametrize("flags", [0, FULL | 0x1800])
def test_cancelling_at_every_point_leaves_no_dump(dump, fails, flags):
    _, recorder = dump(flags, Cancel=answer(CheckCancel=True))
    questions = len(recorder.of("Cancel"))
    assert questions > 12
    # The last few depend on how long the disk takes.
    for count in range(1, questions - 4, max(1, questions // 16)):
        error, recorder = fails(DumpCancelledError, flags, Cancel=cancel_at(count))
        assert error.hresult == HRESULT.CANCELLED
        assert len(recorder.of("Cancel")) == count
        assert recorder.types[-1] == C.CancelCallback


def test_who_does_not_want_to_be_asked_is_not(dump):
    _, recorder = dump(Cancel=answer(CheckCancel=False))
    assert len(recorder.of("Cancel")) == 1
    asked = itertools.count(1)

    def three_times(_, output):
        output.CheckCancel = next(asked) < 3

    _, recorder = dump(Cancel=three_times)
    assert len(recorder.of("Cancel")) == 3


def test_cancel_counts_only_with_true(dump, fails):
    fails(DumpCancelledError, Cancel=answer(Cancel=True, CheckCancel=False))
    written, recorder = dump(Cancel=answer(value=False, Cancel=True, CheckCancel=True))
    assert len(recorder.of("Cancel")) > 12
    assert len(written.file.threads) == 2


HUGE = """
import mmap, sys
size = 1 << 30
memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for offset in range(0, size, 4096):
    memory[offset] = 1
print("ready size=%d" % size, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("polls", [1, 5])
def test_cancelling_a_gibibyte_stops_at_once(start_process, tmp_path, polls):
    process = start_process(sys.executable, "-c", HUGE)
    path = tmp_path / "huge.dmp"
    asked, asked_for = itertools.count(), []

    def cancel(given, output):
        if given.CallbackType == C.IncludeVmRegionCallback:
            output.Continue = True
        if given.CallbackType == C.CancelCallback:
            output.CheckCancel = True
            # The file has its full size from the moment the copy begins.
            if path.stat().st_size >= 1 << 30 and next(asked) == polls:
                output.Cancel = True
        if output.Cancel or asked_for:  # nothing is asked from then on
            asked_for.append(given.CallbackType)
        return True

    with path.open("w+b") as file, pytest.raises(DumpCancelledError):
        write_dump(None, process.pid, file, FULL, callback=cancel)
    assert asked_for == [C.CancelCallback]
    with path.open("rb") as file:
        assert file.read(4) == bytes(4)
    assert runs(process.pid)


# ----------------------------------------------------------------------------------------- I/O


def dump_bytes(process, flags, **answers):
    """Dump into memory through the I/O callbacks."""
    buffer = bytearray()

    def write(given, output):
        detail = given.detail
        assert detail.BufferBytes == len(detail.Buffer) <= 64 * 1024
        if detail.Offset + detail.BufferBytes > len(buffer):
            buffer.extend(bytes(detail.Offset + detail.BufferBytes - len(buffer)))
        buffer[detail.Offset : detail.Offset + detail.BufferBytes] = detail.Buffer
        output.Status = HRESULT.S_OK

    recorder = Recorder(
        **{
            "IoStart": answer(Status=HRESULT.S_FALSE),
            "IoWriteAll": write,
            "IoFinish": answer(Status=HRESULT.S_OK),
            **answers,
        }
    )
    write_dump(None, process.pid, None, flags, callback=recorder)
    return bytes(buffer), recorder


@pytest.mark.parametrize("flags", [0, 0x21925, FULL | 0x1800])
def test_the_bytes_handed_out_are_those_of_the_file(dump, process, flags):
    data, recorder = dump_bytes(process, flags)
    written, _ = dump(flags)
    assert len(data) == written.size
    differing = [i for i, (a, b) in enumerate(zip(data, written.bytes, strict=True)) if a != b]
    assert set(differing) <= moments(written)
    for given, output in recorder.of("IoWriteAll"):
        assert output.Status == HRESULT.E_FAIL
        assert given.detail.Handle == 0
    (finish,) = recorder.of("IoFinish")
    assert finish[1].Status == HRESULT.E_FAIL
    assert (finish[0].detail.Offset, finish[0].detail.BufferBytes) == (0, 0)
    # Front to back without gaps, so that they can go into a pipe.
    position = 0
    for given, _ in recorder.of("IoWriteAll"):
        assert given.detail.Offset == position
        position += given.detail.BufferBytes
    assert position == len(data)


def moments(dump):
    """File offsets of what differs from one moment to the next: time stamps and counters."""
    names = {"SystemMemoryInfoStream", "ProcessVmCountersStream", "MiscInfoStream"}
    names |= {"LinuxCpuInfo", "ThreadInfoListStream", "LinuxProcStatus"}
    offsets = set(range(20, 24))
    for entry in dump.file.directory:
        if entry.name in names:
            offsets |= set(range(entry.rva, entry.rva + entry.size))
    return offsets


def test_a_large_dump_can_be_taken_too(start_process, process):
    code = (
        "import sys, random; data = random.Random(7).randbytes(1 << 20) * 48; "
        "print('ready x=1', flush=True); sys.stdin.read()"
    )
    large = start_process(sys.executable, "-c", code)
    stop_by_signal(large.pid)
    data, _ = dump_bytes(large, FULL)
    assert len(data) > 48 << 20
    import random

    block = random.Random(7).randbytes(1 << 20)
    assert data.count(block) >= 48


@pytest.mark.parametrize("kind", ["IoWriteAll", "IoFinish"])
@pytest.mark.parametrize(
    ("status", "error", "hresult"),
    [
        (HRESULT.DISK_FULL, DiskFullError, HRESULT.DISK_FULL),
        (HRESULT.S_FALSE, MiniDumpError, HRESULT.S_FALSE),
        (HRESULT.E_FAIL, MiniDumpError, HRESULT.E_FAIL),
        (HRESULT.DISK_FULL - (1 << 32), DiskFullError, HRESULT.DISK_FULL),
    ],
)
def test_a_failing_write_or_finish_fails_the_dump(process, kind, status, error, hresult):
    with pytest.raises(error) as caught:
        dump_bytes(process, 0, **{kind: answer(Status=status)})
    assert caught.value.hresult == hresult
    assert tracer_of(process.pid) == 0


@pytest.mark.parametrize("kind", ["IoWriteAll", "IoFinish"])
def test_false_from_a_write_or_finish_is_e_fail(process, kind):
    with pytest.raises(MiniDumpError) as caught:
        dump_bytes(process, 0, **{kind: answer(value=False, Status=HRESULT.S_OK)})
    assert caught.value.hresult == HRESULT.E_FAIL


def test_finish_comes_after_a_failed_write_and_its_own_failure_is_not_what_counts(process):
    failing = Recorder(
        IoStart=answer(Status=HRESULT.S_FALSE),
        IoWriteAll=answer(Status=HRESULT.DISK_FULL),
        IoFinish=answer(Status=HRESULT.E_ABORT),
    )
    with pytest.raises(DiskFullError):
        write_dump(None, process.pid, None, 0, callback=failing)
    assert failing.types[-2:] == [C.IoWriteAllCallback, C.IoFinishCallback]


def test_finish_comes_after_a_cancel_only_if_something_was_written(process):
    def cancelling(count):
        recorder = Recorder(
            IoStart=answer(Status=HRESULT.S_FALSE),
            IoWriteAll=answer(Status=HRESULT.S_OK),
            IoFinish=answer(Status=HRESULT.S_OK),
            Cancel=count,
        )
        with pytest.raises(DumpCancelledError):
            write_dump(None, process.pid, None, 0, callback=recorder)
        return recorder

    early = cancelling(cancel_at(1))
    assert not early.of("IoWriteAll")
    assert not early.of("IoFinish")
    late = Recorder()

    def when_writing(_, output):
        output.CheckCancel = True
        output.Cancel = bool(late.of("IoWriteAll"))

    late.answers = {
        C.IoStartCallback: answer(Status=HRESULT.S_FALSE),
        C.IoWriteAllCallback: answer(Status=HRESULT.S_OK),
        C.IoFinishCallback: answer(Status=HRESULT.S_OK),
        C.CancelCallback: when_writing,
    }
    with pytest.raises(DumpCancelledError):
        write_dump(None, process.pid, None, 0, callback=late)
    assert len(late.of("IoWriteAll")) == 1
    assert len(late.of("IoFinish")) == 1


@pytest.mark.parametrize(
    "give",
    [
        answer(Status=HRESULT.S_OK),
        answer(Status=2),
        answer(Status=HRESULT.E_FAIL),
        answer(),
        answer(value=False, Status=HRESULT.S_FALSE),
    ],
)
def test_only_s_false_takes_the_bytes(dump, give):
    written, recorder = dump(IoStart=give)
    assert len(written.file.threads) == 2
    assert not recorder.of("IoWriteAll")
    assert not recorder.of("IoFinish")


# -------------------------------------------------------------- snapshots, power, failing reads


def test_a_process_snapshot_is_refused(fails, dump):
    error, recorder = fails(MiniDumpError, IsProcessSnapshot=answer(Status=HRESULT.S_FALSE))
    assert error.hresult == HRESULT.E_INVALIDARG
    assert recorder.types == [C.IsProcessSnapshotCallback]
    dump(IsProcessSnapshot=answer(Status=HRESULT.S_OK))
    dump(IsProcessSnapshot=answer(value=False, Status=HRESULT.S_FALSE))


def test_secondary_flags_leave_the_power_information_out(dump):
    plain, _ = dump()
    without, _ = dump(SecondaryFlags=answer(SecondaryFlags=1))
    other, _ = dump(SecondaryFlags=answer(SecondaryFlags=0xFFFE))
    refused, _ = dump(SecondaryFlags=answer(value=False, SecondaryFlags=1))
    before, after = plain.file.misc_info, without.file.misc_info
    assert after.Flags1 == before.Flags1 & ~4
    assert after.ProcessorMaxMhz == 0
    assert other.file.misc_info.Flags1 == refused.file.misc_info.Flags1 == before.Flags1
    assert without.size == plain.size


@pytest.fixture
def secret_memory(start_target, tmp_path, monkeypatch):
    """A target with two pages that exist and that nobody else may read, which nobody foresees."""
    monkeypatch.setattr(maps, "_is_secret", lambda _: False)
    folder = tmp_path / "more files"
    folder.mkdir()
    process = start_target("flags", folder, "secret")
    if not process.values["secret"]:
        pytest.skip("this system has no memfd_secret")
    stop_by_signal(process.pid)
    return process


def test_read_memory_failure_decides(secret_memory, tmp_path):
    bad = secret_memory.values["secret"]
    tolerant = FULL | T.MiniDumpIgnoreInaccessibleMemory

    def attempt(name, flags, give):
        recorder = Recorder(ReadMemoryFailure=give) if give else Recorder()
        return dump_with(tmp_path / name, secret_memory.pid, flags, callback=recorder), recorder

    # Nothing said: the flags decide.
    with pytest.raises(PartialCopyError) as caught:
        attempt("1", FULL, None)
    assert caught.value.hresult == HRESULT.PARTIAL_COPY
    written, recorder = attempt("2", tolerant, None)
    ((given, output),) = recorder.of("ReadMemoryFailure")
    assert (given.detail.Offset, given.detail.Bytes) == (bad, 2 * PAGE)
    assert given.detail.FailureStatus == HRESULT.PARTIAL_COPY
    assert output.Status == HRESULT.S_FALSE
    assert not written.touches(bad, bad + 2 * PAGE)
    # S_OK leaves it out, whatever the flags; a failure fails, whatever the flags.
    written, _ = attempt("3", FULL, answer(Status=HRESULT.S_OK))
    assert not written.touches(bad, bad + 2 * PAGE)
    assert "MozSoftErrors" in written.streams
    for number, give in enumerate((answer(Status=HRESULT.E_FAIL), answer(value=False))):
        with pytest.raises(PartialCopyError):
            attempt(f"4{number}", tolerant, give)
    assert set(states_of(secret_memory.pid).values()) == {"T"}


# ------------------------------------------------------------------------ virtual memory callbacks


def vm_callback(edit=None, **answers):
    """A callback that takes part in all reads; *edit* may change what was read."""

    def post(given, output):
        if edit is not None:
            edit(given.detail)
        output.VmReadStatus = HRESULT.S_OK
        output.VmReadBytesCompleted = given.detail.Completed

    return Recorder(**{"VmStart": answer(Status=HRESULT.S_FALSE), "VmPostRead": post, **answers})


@pytest.mark.parametrize("flags", [0, T.MiniDumpWithPrivateReadWriteMemory, FULL])
def test_a_caller_may_redact_what_is_read(dump, process, flags):
    plain, _ = dump(flags)
    assert SECRET in plain.bytes

    def redact(detail):
        data = bytes(detail.Buffer)
        if SECRET in data:
            detail.Buffer[:] = data.replace(SECRET, b"REDACTED")

    written, recorder = dump(flags, vm_callback(redact))
    assert recorder.of("VmPreRead")
    assert recorder.of("VmPostRead")
    assert SECRET not in written.bytes
    address = process.values["planted"]
    assert written.memory(address, 8) == b"REDACTED"
    assert written.memory(address + 8, 48) == plain.memory(address + 8, 48)
    assert written.ranges == plain.ranges
    if flags == FULL:
        assert recorder.of("VmQuery")


LARGE = """
import sys
data = b"public-public-public-public-----" * (48 << 15)
secret = bytearray(b"the secret of the large process!" * 2000)
print("ready x=1", flush=True)
sys.stdin.read()
"""


def test_a_large_dump_can_be_redacted_too(start_process, tmp_path):
    large = start_process(sys.executable, "-c", LARGE)
    stop_by_signal(large.pid)
    secret, blank = b"the secret of the large process!", b"x" * 32
    plain = dump_with(tmp_path / "plain.dmp", large.pid, FULL)
    assert plain.bytes.count(secret) >= 2000
    asked = set()

    def redact(detail):
        asked.add(detail.Size)
        data = bytes(detail.Buffer)
        if secret in data:
            detail.Buffer[:] = data.replace(secret, blank)

    written = dump_with(tmp_path / "a.dmp", large.pid, FULL, callback=vm_callback(redact))
    # Only what lies across the border of two reads escapes: 64 KiB each.
    assert max(asked) == 64 * 1024
    assert written.bytes.count(secret) <= 4
    assert written.ranges == plain.ranges
    assert written.bytes.count(b"public") == plain.bytes.count(b"public")


def test_a_caller_may_read_itself(dump, process):
    private = process.values["private"]

    def pre(given, output):
        detail = given.detail
        if detail.Offset <= private < detail.Offset + detail.Size:
            detail.Buffer[:] = b"\x55" * detail.Size
            output.VmReadStatus = HRESULT.S_OK
            output.VmReadBytesCompleted = detail.Size

    written, recorder = dump(0, vm_callback(VmPreRead=pre, Memory=feed([(private, 64)])))
    assert written.memory(private, 64) == b"\x55" * 64
    filled = {given.detail.Offset for given, _ in recorder.of("VmPostRead")}
    assert private not in filled
    assert written.memory(process.values["planted"], 8) == SECRET


def test_reads_nobody_accepts_are_failed_reads(dump, process):
    written, recorder = dump(0, Recorder(VmStart=answer(Status=HRESULT.S_FALSE)))
    assert written.ranges == []
    assert len(written.file.threads) == 2
    assert written.file.soft_errors
    assert recorder.of("ReadMemoryFailure")


@pytest.mark.parametrize("give", [answer(Status=HRESULT.S_OK), answer(), answer(value=False)])
def test_without_s_false_from_vm_start_no_virtual_memory_callback_comes(dump, give):
    _, recorder = dump(FULL, Recorder(VmStart=give))
    assert not {C.VmQueryCallback, C.VmPreReadCallback, C.VmPostReadCallback} & set(recorder.types)


def test_vm_query_may_answer_for_the_system(dump, process):
    private = process.values["private"]

    def query(given, output):
        region = output.VmQueryResult
        assert isinstance(region, MemoryInfo)
        assert region.BaseAddress == given.detail.Offset
        if region.BaseAddress <= private < region.BaseAddress + region.RegionSize:
            output.VmQueryStatus = HRESULT.S_OK
            output.VmQueryResult = region._replace(RegionSize=private + PAGE - region.BaseAddress)

    written, _ = dump(FULL, vm_callback(VmQuery=query))
    assert written.memory(private, PAGE) == PRIVATE[:PAGE]
    assert not written.touches(private + PAGE, private + 16 * PAGE)


def test_answers_to_vm_query_never_make_ranges_overlap(dump, process):
    regions = readable(process)

    def query(_, output):
        region = output.VmQueryResult
        output.VmQueryStatus = HRESULT.S_OK
        output.VmQueryResult = region._replace(RegionSize=region.RegionSize + (1 << 62))

    flags = FULL | T.MiniDumpIgnoreInaccessibleMemory
    ends = {high for _, high in regions}

    def within(info):
        """Drop what lies outside any region, or the file would be as large as the space."""
        end = info.BaseAddress + info.RegionSize
        return info._replace(RegionSize=0) if end not in ends else info

    written, _ = dump(flags, vm_callback(VmQuery=query, IncludeVmRegion=region_answers(within)))
    assert written.ranges == []

    def into_the_next(_, output):
        region = output.VmQueryResult
        output.VmQueryStatus = HRESULT.S_OK
        if region.BaseAddress == regions[0][0]:
            size = regions[1][1] - regions[0][0]
            output.VmQueryResult = region._replace(RegionSize=size)

    assert regions[0][1] == regions[1][0]
    plain, _ = dump(FULL)
    written, _ = dump(FULL, vm_callback(VmQuery=into_the_next))
    assert written.ranges == plain.ranges


def test_a_callback_that_always_has_more_memory_can_be_cancelled(fails, process):
    asked = itertools.count()

    def cancel(_, output):
        output.CheckCancel = True
        output.Cancel = next(asked) > 1000

    endless = answer(MemoryBase=process.values["private"], MemorySize=64)
    fails(DumpCancelledError, Memory=endless, Cancel=cancel)


# -------------------------------------------------------------------------- callbacks that raise


class SurpriseError(Exception):
    pass


EVERY = [kind for kind in C if kind not in NEVER_CALLED]


@pytest.mark.parametrize("kind", EVERY)
def test_an_exception_of_the_callback_surfaces_and_ends_the_dump(
    process, secret_memory, tmp_path, kind
):
    surprise = SurpriseError("here")
    target = secret_memory if kind == C.ReadMemoryFailureCallback else process

    def callback(given, output):
        if given.CallbackType == kind:
            raise surprise
        return setup(given, output) is not False

    setup = Recorder()
    if kind in (C.IoWriteAllCallback, C.IoFinishCallback):
        setup = Recorder(
            IoStart=answer(Status=HRESULT.S_FALSE), IoWriteAll=answer(Status=HRESULT.S_OK)
        )
    elif kind in (C.VmQueryCallback, C.VmPreReadCallback, C.VmPostReadCallback):
        setup = vm_callback()
    partial = kind in (C.MemoryCallback, C.RemoveMemoryCallback)
    path = tmp_path / "raised.dmp"
    with path.open("w+b") as file, pytest.raises(SurpriseError) as caught:
        write_dump(None, target.pid, file, 0 if partial else FULL, callback=callback)
    assert caught.value is surprise
    assert any(
        frame.name == "callback" and "raise surprise" in frame.line
        for frame in traceback.extract_tb(surprise.__traceback__)
    )
    assert path.read_bytes()[:4] in (b"", bytes(4))
    assert set(states_of(target.pid).values()) == {"T"}
    assert tracer_of(target.pid) == 0


def test_a_running_target_runs_on_after_an_exception(start_target, tmp_path):
    process = start_target("threads", 3)

    def callback(given, _):
        if given.CallbackType == C.ThreadCallback:
            assert set(states_of(process.pid).values()) == {"t"}
            raise KeyboardInterrupt
        return True

    with (tmp_path / "x.dmp").open("w+b") as file, pytest.raises(KeyboardInterrupt):
        write_dump(None, process.pid, file, 0, callback=callback)
    assert runs(process.pid)


def test_include_callbacks_come_before_the_stop(start_target, tmp_path):
    process = start_target("threads", 3)
    seen = {}

    def callback(given, output):
        seen.setdefault(given.CallbackType, set()).update(states_of(process.pid).values())
        return True

    dump_with(tmp_path / "x.dmp", process.pid, 0, callback=callback)
    for kind in (C.IncludeThreadCallback, C.IncludeModuleCallback, C.SecondaryFlagsCallback):
        assert seen[kind] == {"S"}
    for kind in (C.ThreadCallback, C.ModuleCallback, C.MemoryCallback):
        assert seen[kind] == {"t"}


# --------------------------------------------------------------------------------- completeness


def test_three_types_of_callbacks_are_never_called():
    assert len(C) == 21
    assert NEVER_CALLED.keys() == {
        C.ThreadExCallback,
        C.WriteKernelMinidumpCallback,
        C.KernelMinidumpStatusCallback,
    }
    assert all(NEVER_CALLED.values())
