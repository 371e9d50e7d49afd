"""Every callback, made by a DLL: what Python sees of it and what the DLL gets back."""

from __future__ import annotations

import ctypes
import msvcrt
import os
import shutil

import pytest

from app.core.backends.dbghelp.library import DbgHelp, check_there
from app.core.capture.snapshot import (
    ExceptionInformation,
    Module,
    ProcessSnapshot,
    SystemDescription,
    Thread,
)
from app.core.dump.callback import MemoryInfo
from app.core.dump.filter import FilterSpec, ModuleRule, ThreadRule
from app.core.dump.filter_callback import FilterCallback
from app.core.dump.request import MINIDUMP_USER_STREAM
from app.core.errors import (
    HRESULT,
    DiskFullError,
    DumpCancelledError,
    InvalidRequestError,
    MiniDumpError,
    PartialCopyError,
)
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import PLATFORM_ID

FULL, AS_ITANIUM, READ_FAILS = 0x2, 0x400000, 0x800000
MAIN, LIB = 0x140000000, 0x240000000
FORWARDER = "DUMPDESK_FORWARDER"
"""Path of the DLL made from forwards.c."""
PID, PROCESS = 4242, 0x1234
STARTS = [C.IsProcessSnapshotCallback, C.VmStartCallback, C.IoStartCallback]


class Recorder:
    """Keeps what it is told; answers from a table of functions, otherwise TRUE and untouched.

    Bytes are taken by itself, so that no file is needed.
    """

    def __init__(self, **answers):
        self.answers = answers
        self.calls = []
        self.presets = []
        self.data = {}

    def __call__(self, given, output):
        kind = given.CallbackType
        self.calls.append(given)
        self.presets.append((kind, output.ThreadWriteFlags, output.ModuleWriteFlags, output.Status))
        name = kind.name.removesuffix("Callback")
        if name == "IoStart":
            output.Status = HRESULT.S_FALSE
        if name == "IoWriteAll":
            self.data[given.detail.Offset] = bytes(given.detail.Buffer)
        if name in {"IoWriteAll", "IoFinish"}:
            output.Status = HRESULT.S_OK
        answer = self.answers.get(name)
        return True if answer is None else answer(given, output)

    def kinds(self):
        """The types in order, repetitions left out."""
        kinds = [given.CallbackType for given in self.calls]
        return [kind for kind, before in zip(kinds, [None, *kinds], strict=False) if kind != before]

    def details(self, kind):
        return [given.detail for given in self.calls if given.CallbackType == kind]


def write(fake, callback, flags=0, **more):
    fake.write_dump(PROCESS, PID, 0, flags, callback=callback, **more)


def test_the_sequence_of_a_partial_dump(fake):
    recorder = Recorder()
    write(fake, recorder)
    assert recorder.kinds() == [
        *STARTS,
        C.SecondaryFlagsCallback,
        C.CancelCallback,
        C.IncludeThreadCallback,
        C.IncludeModuleCallback,
        C.ModuleCallback,
        C.ThreadCallback,
        C.MemoryCallback,
        C.RemoveMemoryCallback,
        C.IoWriteAllCallback,
        C.IoFinishCallback,
        C.WriteKernelMinidumpCallback,
    ]
    assert recorder.data == {4: b"b" * 65536, 0: b"MDMP"}
    by_kind = {given.CallbackType: given for given in recorder.calls}
    assert by_kind[C.ModuleCallback].ProcessId == PID
    assert by_kind[C.ModuleCallback].ProcessHandle == PROCESS
    assert by_kind[C.VmStartCallback].ProcessId == 0
    assert by_kind[C.IoStartCallback].ProcessHandle == 0


def test_the_sequence_of_a_full_dump_asks_for_regions_twice(fake):
    seen = []

    def region(_given, output):
        seen.append(output.VmRegion)
        output.Continue = True
        return True

    recorder = Recorder(IncludeVmRegion=region)
    write(fake, recorder, FULL)
    assert C.MemoryCallback not in recorder.kinds()
    assert seen[:3] == seen[3:]
    assert seen[2] == MemoryInfo(0x500000000, 0x500000000, 4, 0x40000, 0x1000, 4, 0x20000)


def test_what_is_known_of_threads_and_modules_is_copied(fake):
    recorder = Recorder()
    write(fake, recorder)
    main, library = recorder.details(C.ModuleCallback)
    assert (main.FullPath, main.BaseOfImage, main.SizeOfImage) == (
        "C:\\app\\main.exe",
        MAIN,
        0x9000,
    )
    assert (main.CheckSum, main.TimeDateStamp, main.VersionInfo) == (0x1111, 0x2222, None)
    assert (library.FullPath, library.BaseOfImage) == ("C:\\lib\\\u00e4\u20ac.dll", LIB)
    assert library.VersionInfo == (2, 3, 4, 5)
    assert library.CvRecord == b"RSDS" + bytes(20)
    assert library.SizeOfCvRecord == 24
    assert library.MiscRecord == b""

    threads = recorder.details(C.ThreadCallback)
    assert [thread.ThreadId for thread in threads] == [100, 200, 300]
    assert [thread.Context for thread in threads] == [
        bytes([fill]) * 1232 for fill in range(160, 163)
    ]
    assert threads[1][3:] == (1232, 0x40000, 0x40000 - 0x800)
    assert threads[1].ThreadHandle == 0x44
    presets = {kind: values for kind, *values in recorder.presets}
    assert presets[C.IncludeThreadCallback][0] == presets[C.ThreadCallback][0] == 0x17
    assert presets[C.IncludeModuleCallback][1] == presets[C.ModuleCallback][1] == 0xD
    assert presets[C.VmStartCallback][2] == HRESULT.E_NOTIMPL
    assert presets[C.IoWriteAllCallback][2] == HRESULT.E_FAIL


def test_thread_ex_is_told_like_a_thread(fake):
    recorder = Recorder()
    write(fake, recorder, AS_ITANIUM)
    threads = recorder.details(C.ThreadExCallback)
    assert [(thread.ThreadId, thread.StackBase) for thread in threads] == [
        (100, 0x20000),
        (200, 0x40000),
        (300, 0x60000),
    ]


def test_flags_and_refusals_arrive(fake, fake_log):
    def include_thread(given, output):
        output.ThreadWriteFlags &= ~0x10
        return given.detail.ThreadId != 200

    def module(given, output):
        output.ModuleWriteFlags = 1 if given.detail.BaseOfImage == LIB else 0xD
        return True

    write(fake, Recorder(IncludeThread=include_thread, Module=module))
    log = fake_log()
    assert "IncludeThread 1 thread=100 flags=7" in log
    assert "IncludeThread 0 thread=200 flags=7" in log
    assert [line for line in log if line.startswith("Thread ")] == [
        "Thread 1 thread=100 flags=17",
        "Thread 1 thread=300 flags=17",
    ]
    assert f"Module 1 base={LIB:x} flags=1" in log


def test_memory_is_added_and_removed(fake, fake_log):
    added = iter([(0x1000, 0x2000), (0x8000, 5 << 30), (0, 0)])
    removed = iter([(0x20000, 0x100)])

    def memory(_given, output):
        output.MemoryBase, output.MemorySize = next(added)
        return True

    def remove(_given, output):
        output.MemoryBase, output.MemorySize = next(removed, (0, 0))
        return output.MemorySize > 0

    write(fake, Recorder(Memory=memory, RemoveMemory=remove))
    log = fake_log()
    assert [line for line in log if line.startswith("Memory")] == [
        "Memory 1 base=1000 size=2000",
        "Memory 1 base=8000 size=80000000",
        "Memory 1 base=80008000 size=80000000",
        "Memory 1 base=100008000 size=40000000",
        "Memory 0 base=0 size=0",
    ]
    assert [line for line in log if line.startswith("RemoveMemory")] == [
        "RemoveMemory 1 base=20000 size=100",
        "RemoveMemory 0 base=0 size=0",
    ]


def test_regions_are_dropped_shortened_and_holed(fake, fake_log):
    def region(_given, output):
        output.Continue = True
        offered = output.VmRegion
        if offered.BaseAddress == MAIN:
            output.VmRegion = offered._replace(RegionSize=0)
        elif offered.BaseAddress == 0x500000000:
            output.VmRegion = offered._replace(RegionSize=0x1000)
        elif offered.BaseAddress == 0x500001000:
            output.VmRegion = offered._replace(BaseAddress=0x500010000, RegionSize=0x30000)
        return True

    write(fake, Recorder(IncludeVmRegion=region), FULL)
    expected = "pass 240000000+9000 500000000+1000 500010000+30000"
    assert [line for line in fake_log() if line.startswith("pass")] == [expected, expected]


def test_an_untouched_region_callback_keeps_everything(fake, fake_log):
    write(fake, Recorder(), FULL)
    expected = "pass 140000000+9000 240000000+9000 500000000+40000"
    assert [line for line in fake_log() if line.startswith("pass")] == [expected, expected]


def test_the_virtual_memory_callbacks(fake, fake_log):
    def start(_given, output):
        output.Status = HRESULT.S_FALSE
        return True

    def query(given, output):
        output.VmQueryStatus = HRESULT.S_OK
        output.VmQueryResult = MemoryInfo(given.detail.Offset, 0, 4, 0x3000, 0x1000, 4, 0x20000)
        return True

    def pre_read(given, output):
        if given.detail.Offset == 0x7010:
            given.detail.Buffer[:4] = b"FILL"
            output.VmReadStatus, output.VmReadBytesCompleted = HRESULT.S_OK, given.detail.Size
        else:
            output.VmReadStatus = HRESULT.S_FALSE
        return True

    def post_read(given, output):
        assert bytes(given.detail.Buffer[:15]) == b"0123456789abcde"
        assert given.detail[2:] == (16, 16, 0)
        given.detail.Buffer[0:2] = b"**"
        output.VmReadStatus, output.VmReadBytesCompleted = HRESULT.S_OK, given.detail.Completed
        return True

    recorder = Recorder(VmStart=start, VmQuery=query, VmPreRead=pre_read, VmPostRead=post_read)
    write(fake, recorder)
    assert [line for line in fake_log() if line.startswith(("VmQ", "VmP"))] == [
        "VmQuery 1 status=00000000 base=7000 size=3000",
        "VmPreRead 1 status=00000001 done=0 bytes=0123456789abcde",
        "VmPostRead 1 status=00000000 done=10 bytes=**23456789abcde",
        "VmPreRead 1 status=00000000 done=10 bytes=FILL",
    ]


def test_secondary_flags_and_the_kernel_minidump(fake, fake_log):
    def secondary(given, output):
        assert given.detail.SecondaryFlags == 0
        output.SecondaryFlags = 1
        return True

    def kernel(_given, output):
        output.Handle = 0x77
        return True

    recorder = Recorder(SecondaryFlags=secondary, WriteKernelMinidump=kernel)
    write(fake, recorder)
    assert "SecondaryFlags 1 flags=1" in fake_log()
    assert recorder.details(C.KernelMinidumpStatusCallback)[0].Status == 0xD0000002


def test_a_read_failure_is_accepted_or_fails_the_dump(fake):
    def accept(given, output):
        assert given.detail == (0x600000000, 0x2000, HRESULT.PARTIAL_COPY)
        assert output.Status == HRESULT.S_FALSE
        output.Status = HRESULT.S_OK
        return True

    write(fake, Recorder(ReadMemoryFailure=accept), READ_FAILS)
    with pytest.raises(PartialCopyError) as caught:
        write(fake, Recorder(), READ_FAILS)
    assert caught.value.hresult == HRESULT.PARTIAL_COPY


@pytest.mark.parametrize("at", [1, 3, 7])
def test_a_cancel_is_remembered_although_the_dll_says_1(fake, fake_log, at):
    asked = []

    def cancel(_given, output):
        asked.append(1)
        output.CheckCancel = True
        output.Cancel = len(asked) == at
        return True

    with pytest.raises(DumpCancelledError) as caught:
        write(fake, Recorder(Cancel=cancel))
    assert caught.value.hresult == HRESULT.CANCELLED
    assert fake_log()[-1] == "failed 800704c7"
    assert len(asked) == at


def test_a_callback_that_wants_no_cancel_questions_gets_one(fake):
    recorder = Recorder()
    write(fake, recorder)
    assert len(recorder.details(C.CancelCallback)) == 1


ALL_MADE = [kind for kind in C if kind != C.ThreadExCallback]


@pytest.mark.parametrize("kind", ALL_MADE, ids=lambda kind: kind.name)
def test_an_exception_in_any_callback_comes_out_of_the_call(fake, kind):
    class Oops(BaseException):
        pass

    calls = []

    def answer(given, output):
        output.Status = (
            HRESULT.S_FALSE if given.CallbackType == C.VmStartCallback else output.Status
        )
        if given.CallbackType == C.WriteKernelMinidumpCallback:
            output.Handle = 0x77
        if given.CallbackType == C.VmPreReadCallback:
            output.VmReadStatus = HRESULT.S_FALSE
        if given.CallbackType == kind:
            calls.append(given)
            raise Oops(kind.name)
        return True

    names = {each.name.removesuffix("Callback"): answer for each in C}
    flags = FULL if kind == C.IncludeVmRegionCallback else READ_FAILS
    if kind == C.KernelMinidumpStatusCallback or flags == FULL:
        names.pop("ReadMemoryFailure")
    if kind in {
        C.IoWriteAllCallback,
        C.IoFinishCallback,
        C.WriteKernelMinidumpCallback,
        C.KernelMinidumpStatusCallback,
    }:
        flags = 0
    with pytest.raises(Oops, match=kind.name):
        write(fake, Recorder(**names), flags)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("name", "status", "answer", "error", "hresult"),
    [
        ("Module", None, False, MiniDumpError, HRESULT.E_ABORT),
        ("Thread", None, False, MiniDumpError, HRESULT.E_ABORT),
        ("IoWriteAll", HRESULT.DISK_FULL, True, DiskFullError, HRESULT.DISK_FULL),
        ("IoWriteAll", HRESULT.S_OK, False, MiniDumpError, HRESULT.E_FAIL),
        ("IoFinish", HRESULT.DISK_FULL, True, DiskFullError, HRESULT.DISK_FULL),
    ],
)
def test_answers_that_fail_the_dump(fake, name, status, answer, error, hresult):
    def respond(_given, output):
        if status is not None:
            output.Status = status
        return answer

    with pytest.raises(error) as caught:
        write(fake, Recorder(**{name: respond}))
    assert caught.value.hresult == hresult


def test_bad_flags_fail_without_a_reason(fake):
    with pytest.raises(MiniDumpError) as caught:
        write(fake, Recorder(), 0x2000000)
    assert caught.value.hresult == HRESULT.E_FAIL
    assert "did not say why" in str(caught.value)


def test_a_filter_leaves_a_module_out_through_include_module(fake, fake_log):
    snapshot = ProcessSnapshot(
        PID,
        "main.exe",
        "C:\\app\\main.exe",
        SystemDescription(9),
        modules=(
            Module(MAIN, 0x9000, "C:\\app\\main.exe"),
            Module(LIB, 0x9000, "C:\\lib\\\u00e4\u20ac.dll"),
        ),
    )
    spec = FilterSpec(modules=(ModuleRule(base=LIB, include=False),))
    rules = FilterCallback(spec, snapshot)
    recorder = Recorder()
    write(fake, lambda given, output: recorder(given, output) and rules(given, output))
    log = fake_log()
    assert f"IncludeModule 1 base={MAIN:x} flags=d" in log
    assert f"IncludeModule 0 base={LIB:x} flags=d" in log
    assert [detail.BaseOfImage for detail in recorder.details(C.ModuleCallback)] == [MAIN]
    assert f"RemoveMemory 1 base={LIB:x} size=9000" in log

    write(fake, lambda given, output: recorder(given, output) and rules(given, output), FULL)
    assert fake_log().count("pass 140000000+9000 500000000+40000") == 2


def test_a_stack_that_is_not_to_be_written_with_its_thread_is_cut_out(fake, fake_log):
    snapshot = ProcessSnapshot(
        PID,
        "main.exe",
        "C:\\app\\main.exe",
        SystemDescription(9, platform_id=PLATFORM_ID.WIN32_NT),
        threads=(
            Thread(7, "worker", stack=(0x20000, 0x21000)),
            Thread(8, stack=(0x30000, 0x31000)),
        ),
    )
    spec = FilterSpec(threads=(ThreadRule("work*", clear_flags=0x2),))
    recorder, rules = Recorder(), FilterCallback(spec, snapshot, 0)
    write(fake, lambda given, output: recorder(given, output) and rules(given, output))
    removed = [line for line in fake_log() if line.startswith("RemoveMemory 1")]
    assert removed == ["RemoveMemory 1 base=20000 size=1000"]


def test_exception_and_user_streams_arrive(fake, fake_log):
    context = bytearray(1232)
    context[248:256] = (0x7FF712345678).to_bytes(8, "little")
    exception = ExceptionInformation(
        300, 0xC0000005, address=0x140001234, parameters=(1, 0xDEAD), context=bytes(context)
    )
    streams = (MINIDUMP_USER_STREAM(0x10001, b"one"), MINIDUMP_USER_STREAM(11, b"second"))
    write(fake, Recorder(), exception=exception, user_streams=streams)
    log = fake_log()
    assert log[0].split() == [
        "exception",
        "thread=300",
        "code=c0000005",
        "address=0000000140001234",
        "parameters=2",
        "last=dead",
        "aligned=1",
        "rip=7ff712345678",
        "client=0",
    ]
    assert log[1:3] == ["stream type=10001 size=3 bytes=one", "stream type=b size=6 bytes=second"]
    with pytest.raises(InvalidRequestError):
        write(fake, Recorder(), exception=ExceptionInformation(300, 1))


def test_without_callbacks_the_file_is_written(fake, tmp_path):
    path = tmp_path / "plain.dmp"
    with path.open("wb") as file:
        fake.write_dump(PROCESS, PID, msvcrt.get_osfhandle(file.fileno()), 0)
    assert path.read_bytes()[:8] == b"MDMPbbbb"


def test_a_folder_may_be_chosen_and_what_is_no_dll_is_refused(fake_path, tmp_path):
    (tmp_path / "dbgcore.dll").write_bytes(b"no DLL")
    with pytest.raises(MiniDumpError, match="No DbgHelp"):
        DbgHelp(str(tmp_path))
    with pytest.raises(MiniDumpError, match="holds neither"):
        DbgHelp(str(tmp_path.parent))
    with pytest.raises(MiniDumpError, match="is not there"):  # Wine would take its own
        DbgHelp(str(tmp_path / "missing" / "dbghelp.dll"))
    with pytest.raises(MiniDumpError, match="is not there"):  # a plan loads none
        check_there(str(tmp_path / "missing" / "dbghelp.dll"))
    check_there(str(tmp_path))
    check_there("")
    shutil.copy(fake_path, tmp_path / "dbghelp.dll")
    found = DbgHelp(str(tmp_path))
    assert found.path == str(tmp_path / "dbghelp.dll")
    found.write_dump(PROCESS, PID, 0, 0, callback=Recorder())


def test_the_systems_own_is_loaded_from_its_folder():
    found = DbgHelp()
    buffer = ctypes.create_unicode_buffer(260)
    ctypes.WinDLL("kernel32").GetSystemDirectoryW(buffer, 260)
    assert found.path.lower().rpartition("\\")[0] == buffer.value.lower()
    path, _, version = found.writer().rpartition(" ")
    assert path.lower().rpartition("\\")[0] == buffer.value.lower()
    assert all(part.isdigit() for part in version.split("."))


@pytest.mark.skipif(FORWARDER not in os.environ, reason=f"{FORWARDER} is not set")
def test_the_file_that_a_call_was_handed_on_to_is_named(fake_path, tmp_path):
    shutil.copy(os.environ[FORWARDER], tmp_path / "dbghelp.dll")
    shutil.copy(fake_path, tmp_path / "dbgcore.dll")
    other = ctypes.WinDLL(str(tmp_path / "dbgcore.dll"))  # Wine forwards to what is loaded alone
    found = DbgHelp(str(tmp_path / "dbghelp.dll"))
    found.write_dump(PROCESS, PID, 0, 0, callback=Recorder())
    assert other._handle
    assert found.path == str(tmp_path / "dbghelp.dll")
    assert found.writer().partition(" ")[0] == str(tmp_path / "dbgcore.dll")


@pytest.mark.parametrize("name", ["dbghelp.dll", r"\\server\share\dbghelp.dll"])
def test_a_weak_name_is_never_loaded(fake_path, tmp_path, monkeypatch, name):
    shutil.copy(fake_path, tmp_path / "dbghelp.dll")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidRequestError, match="full path"):
        DbgHelp(name)
