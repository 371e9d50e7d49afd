"""Callbacks through the trampoline that DbgHelp calls, with structures made by hand."""

from __future__ import annotations

import ctypes

import pytest

from app.core.backends.dbghelp.abi import NATIVE, ROUTINE
from app.core.backends.dbghelp.callbacks import _CALLS, CallbackBridge
from app.core.dump.callback import MINIDUMP_MODULE_CALLBACK, MemoryInfo
from app.core.errors import HRESULT
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C

REGION = MemoryInfo(0x10000, 0x10000, 4, 0x8000, 0x1000, 4, 0x20000)


class Caller:
    """What a DLL does with the callback information it was passed."""

    def __init__(self, callback):
        self.bridge = CallbackBridge(callback)
        self.routine = ROUTINE(self.bridge.information.CallbackRoutine)

    def __call__(self, kind, preset=None, **members):
        given = NATIVE.MINIDUMP_CALLBACK_INPUT()
        given.ProcessId, given.ProcessHandle, given.CallbackType = 77, 0x1234, kind
        for name, value in members.items():
            setattr(given, name, value)
        output = NATIVE.MINIDUMP_CALLBACK_OUTPUT()
        ctypes.memset(ctypes.byref(output), 0xCC, ctypes.sizeof(output))
        for name, value in (preset or {}).items():
            if isinstance(value, MemoryInfo):
                for field, number in value._asdict().items():
                    setattr(getattr(output, name), field, number)
            else:
                setattr(output, name, value)
        answer = self.routine(None, ctypes.addressof(given), ctypes.addressof(output))
        return answer, output


def test_there_is_a_row_for_every_type():
    assert set(_CALLS) == set(C)


def test_a_module_is_copied_out_of_memory_that_is_not_ours():
    seen = []

    def callback(given, output):
        seen.append((given, output.ModuleWriteFlags))
        output.ModuleWriteFlags &= ~8
        return True

    path = ctypes.create_string_buffer("C:\\Prögram\\a.dll\0".encode("utf-16-le"))
    record = ctypes.create_string_buffer(b"RSDS" + bytes(20), 24)
    module = NATIVE.MINIDUMP_MODULE_CALLBACK(
        ctypes.addressof(path), 1 << 40, 0x5000, 1, 2, CvRecord=ctypes.addressof(record)
    )
    module.SizeOfCvRecord = 24
    module.VersionInfo.dwSignature = 0xFEEF04BD
    module.VersionInfo.dwFileVersionMS = 0x000A0001
    module.VersionInfo.dwFileVersionLS = 0x585D0002
    answer, output = Caller(callback)(C.ModuleCallback, {"ModuleWriteFlags": 0xD}, Module=module)

    (given, preset) = seen[0]
    assert (given.ProcessId, given.ProcessHandle, preset) == (77, 0x1234, 0xD)
    assert given.detail == MINIDUMP_MODULE_CALLBACK(
        "C:\\Prögram\\a.dll",
        1 << 40,
        0x5000,
        1,
        2,
        (10, 1, 0x585D, 2),
        b"RSDS" + bytes(20),
        24,
        b"",
        0,
    )
    assert (answer, output.ModuleWriteFlags) == (1, 5)


def test_a_large_range_is_handed_out_in_pieces_that_fit():
    ranges = iter([(0x1000, 5 << 30), (1 << 44, 0x1000), (0, 0)])

    def callback(_given, output):
        output.MemoryBase, output.MemorySize = next(ranges)
        return True

    call = Caller(callback)
    found = []
    while True:
        answer, output = call(C.MemoryCallback)
        if not answer:
            break
        found.append((output.MemoryBase, output.MemorySize))
    piece = 1 << 31
    assert found == [
        (0x1000, piece),
        (0x1000 + piece, piece),
        (0x1000 + 2 * piece, 1 << 30),
        (1 << 44, 0x1000),
    ]


def test_a_region_is_offered_and_shortened():
    def callback(_given, output):
        assert output.VmRegion == REGION
        assert output.Continue is False
        output.VmRegion = REGION._replace(RegionSize=0x1000)
        output.Continue = True
        return True

    call = Caller(callback)
    answer, output = call(C.IncludeVmRegionCallback, {"VmRegion": REGION, "Continue": 0})
    assert call.bridge.failure is None
    assert (answer, output.Continue, output.VmRegion.RegionSize) == (1, 1, 0x1000)
    assert output.VmRegion.AllocationProtect == REGION.AllocationProtect


def test_memory_is_edited_in_place_after_a_read():
    memory = ctypes.create_string_buffer(b"secret and more", 16)

    def callback(given, output):
        given.detail.Buffer[:6] = b"XXXXXX"
        output.VmReadStatus, output.VmReadBytesCompleted = HRESULT.S_OK, 1 << 20
        return True

    read = NATIVE.MINIDUMP_VM_POST_READ_CALLBACK(0x1000, ctypes.addressof(memory), 16, 16, 0)
    answer, output = Caller(callback)(
        C.VmPostReadCallback, {"VmReadStatus": HRESULT.E_NOTIMPL}, VmPostRead=read
    )
    assert memory.raw == b"XXXXXX and more\0"
    assert (answer, output.VmReadStatus, output.VmReadBytesCompleted) == (1, 0, 16)


def test_a_callback_that_does_not_want_to_be_asked_is_left_alone_but_the_bridge_is_asked():
    asked = []
    call = Caller(lambda given, _output: asked.append(given.CallbackType) or True)
    for _ in range(3):
        answer, output = call(C.CancelCallback)
        assert (answer, output.CheckCancel, output.Cancel) == (1, 1, 0)
    assert asked == [C.CancelCallback]


def test_cancel_counts_only_with_true():
    answers = iter([False, True])

    def callback(_given, output):
        output.CheckCancel = output.Cancel = True
        return next(answers)

    call = Caller(callback)
    assert call(C.CancelCallback)[1].Cancel == 0
    assert not call.bridge.cancelled
    assert call(C.CancelCallback)[1].Cancel == 1
    assert call.bridge.cancelled


GIVEN_UP = {
    C.ModuleCallback: (1, {}),
    C.ThreadCallback: (1, {}),
    C.IncludeModuleCallback: (0, {}),
    C.IncludeThreadCallback: (0, {}),
    C.MemoryCallback: (0, {"MemorySize": 0}),
    C.CancelCallback: (1, {"CheckCancel": 1, "Cancel": 1}),
    C.IncludeVmRegionCallback: (0, {"Continue": 0}),
    C.IoWriteAllCallback: (1, {"Status": HRESULT.CANCELLED}),
    C.IoFinishCallback: (1, {"Status": HRESULT.CANCELLED}),
    C.ReadMemoryFailureCallback: (0, {}),
    C.VmPostReadCallback: (1, {"VmReadStatus": HRESULT.E_ABORT}),
}


@pytest.mark.parametrize("kind", C)
def test_an_exception_stays_inside_and_ends_the_dump(kind):
    calls = []

    def callback(given, _output):
        calls.append(given.CallbackType)
        raise KeyboardInterrupt

    call = Caller(callback)
    answer, output = call(kind)
    assert isinstance(call.bridge.failure, KeyboardInterrupt)
    expected, fields = GIVEN_UP.get(kind, (answer, {}))
    assert answer == expected
    assert {name: getattr(output, name) for name in fields} == fields

    _, output = call(C.CancelCallback)
    assert output.Cancel == 1
    assert calls == [kind]  # once it has raised it is not called again


def test_types_of_a_later_dbghelp_are_let_pass_untouched():
    call = Caller(lambda *_: pytest.fail("there is no such type yet"))
    answer, output = call(99)
    assert (answer, bytes(output)[:4]) == (1, b"\xcc" * 4)


@pytest.mark.parametrize(
    ("kind", "status", "answer", "refused"),
    [
        (C.ModuleCallback, None, False, HRESULT.E_ABORT),
        (C.ThreadCallback, None, True, None),
        (C.IoWriteAllCallback, HRESULT.DISK_FULL, True, HRESULT.DISK_FULL),
        (C.IoWriteAllCallback, HRESULT.S_OK, False, HRESULT.E_FAIL),
        (C.IoFinishCallback, HRESULT.S_OK, True, None),
        (C.ReadMemoryFailureCallback, HRESULT.S_FALSE, True, HRESULT.PARTIAL_COPY),
        (C.ReadMemoryFailureCallback, HRESULT.S_OK, True, None),
    ],
)
def test_answers_that_fail_a_dump_are_remembered(kind, status, answer, refused):
    def callback(_given, output):
        if status is not None:
            output.Status = status
        return answer

    call = Caller(callback)
    failure = NATIVE.MINIDUMP_READ_MEMORY_FAILURE_CALLBACK(0x1000, 8, HRESULT.PARTIAL_COPY)
    members = {"ReadMemoryFailure": failure} if kind == C.ReadMemoryFailureCallback else {}
    if kind in {C.IoWriteAllCallback, C.IoFinishCallback}:
        members = {"Io": NATIVE.MINIDUMP_IO_CALLBACK()}
    call(kind, {"Status": HRESULT.E_FAIL}, **members)
    assert call.bridge.failure is None
    assert call.bridge.refusal == (refused and (kind, refused))
