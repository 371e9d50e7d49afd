"""A MiniDumpCallback made callable by DbgHelp: unions become typed objects and back.

No exception leaves a callback: it is remembered, the dump is given up in the way that each kind of
callback allows, and whoever made the call raises it afterwards. Answers that fail a dump are
remembered too, because GetLastError may say no more than 1.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...dump.callback import (
    MINIDUMP_CALLBACK_INPUT,
    MINIDUMP_CALLBACK_OUTPUT,
    MINIDUMP_INCLUDE_MODULE_CALLBACK,
    MINIDUMP_INCLUDE_THREAD_CALLBACK,
    MINIDUMP_IO_CALLBACK,
    MINIDUMP_MODULE_CALLBACK,
    MINIDUMP_READ_MEMORY_FAILURE_CALLBACK,
    MINIDUMP_THREAD_CALLBACK,
    MINIDUMP_VM_POST_READ_CALLBACK,
    MINIDUMP_VM_PRE_READ_CALLBACK,
    MINIDUMP_VM_QUERY_CALLBACK,
    KernelMinidumpStatusInput,
    MemoryInfo,
    SecondaryFlagsInput,
)
from ...errors import HRESULT
from ...minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from .abi import NATIVE, ROUTINE, Layout

if TYPE_CHECKING:
    from ...dump.callback import MiniDumpCallback

_FIXEDFILEINFO_SIGNATURE: Final = 0xFEEF04BD
_PATH_LIMIT: Final = 32768
"""Characters of the longest path there is."""
_RANGE_LIMIT: Final = 1 << 31
"""Bytes of one answer to Memory and RemoveMemory: MemorySize has 32 bits."""


class CallbackBridge:
    """*callback* as DbgHelp can call it; must live until the call has returned.

    Pass ``information`` as CallbackParam. Afterwards look at the other attributes, whatever the
    call returned.
    """

    def __init__(self, callback: MiniDumpCallback, layout: Layout = NATIVE) -> None:
        self._callback = callback
        self._layout = layout
        self._routine = ROUTINE(self._called)
        self._check_cancel = True
        self._rest: dict[C, tuple[int, int]] = {}
        self.information = layout.MINIDUMP_CALLBACK_INFORMATION(
            ctypes.cast(self._routine, ctypes.c_void_p).value, 0
        )
        """MINIDUMP_CALLBACK_INFORMATION."""
        self.failure: BaseException | None = None
        """What the callback raised."""
        self.cancelled = False
        """The callback asked for it."""
        self.refusal: tuple[C, int] | None = None
        """The callback's first answer that fails a dump, and the HRESULT it stands for."""

    def _called(self, _parameter: int | None, input_: int, output: int) -> int:
        raw = self._layout.MINIDUMP_CALLBACK_OUTPUT.from_address(output)
        kind: C | None = None
        try:
            given = self._layout.MINIDUMP_CALLBACK_INPUT.from_address(input_)
            if given.CallbackType not in _TYPES:
                return True  # From a later DbgHelp: untouched and TRUE is safe.
            kind = C(given.CallbackType)
            if self.failure is None:
                return int(self._answer(kind, given, raw))
        except BaseException as error:  # noqa: BLE001 - C code must not see any
            self.failure = error
        return int(kind is None or _give_up(kind, raw))

    def _answer(self, kind: C, given: Any, raw: Any) -> bool:  # noqa: ANN401 - structures of abi
        call = _CALLS[kind]
        if kind is C.CancelCallback:
            return self._answer_cancel(given, raw)
        if kind in _RANGE_CALLS:
            return self._answer_range(kind, given, raw)
        detail = call.detail(given)
        output = MINIDUMP_CALLBACK_OUTPUT(**{name: _get(raw, name) for name in call.preset})
        answer = self._ask(given, detail, output)
        if isinstance(detail, (MINIDUMP_VM_PRE_READ_CALLBACK, MINIDUMP_VM_POST_READ_CALLBACK)):
            output.VmReadBytesCompleted = max(0, min(output.VmReadBytesCompleted, detail.Size))
            if answer and output.VmReadStatus == HRESULT.S_OK:
                read = bytes(detail.Buffer[: output.VmReadBytesCompleted])
                ctypes.memmove(getattr(given, call.member).Buffer, read, len(read))
        for name in call.answer:
            _set(raw, name, getattr(output, name))
        refused = call.refusal(answer, output, detail)
        if refused and self.refusal is None:
            self.refusal = (kind, refused)
        return answer

    def _answer_cancel(self, given: Any, raw: Any) -> bool:  # noqa: ANN401
        """Ask on even when the callback does not want it: an exception must end the dump."""
        raw.CheckCancel = True
        raw.Cancel = False
        if self._check_cancel:
            output = MINIDUMP_CALLBACK_OUTPUT()
            answer = self._ask(given, None, output)
            self._check_cancel = bool(output.CheckCancel)
            self.cancelled = bool(answer and output.Cancel)
            raw.Cancel = self.cancelled
        return True

    def _answer_range(self, kind: C, given: Any, raw: Any) -> bool:  # noqa: ANN401
        """Hand out what the callback says, large ranges in pieces; FALSE ends the questions."""
        base, size = self._rest.pop(kind, (0, 0))
        if not size:
            output = MINIDUMP_CALLBACK_OUTPUT()
            if self._ask(given, None, output):
                base, size = output.MemoryBase, max(0, output.MemorySize)
        piece = min(size, _RANGE_LIMIT)
        if size > piece:
            self._rest[kind] = (base + piece, size - piece)
        raw.MemoryBase = base if piece else 0
        raw.MemorySize = piece
        return piece > 0

    def _ask(self, given: Any, detail: Any, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:  # noqa: ANN401
        return bool(
            self._callback(
                MINIDUMP_CALLBACK_INPUT(
                    given.ProcessId, given.ProcessHandle or 0, C(given.CallbackType), detail
                ),
                output,
            )
        )


# ------------------------------------------------------------------------ reading the input


def _thread(given: Any) -> MINIDUMP_THREAD_CALLBACK:  # noqa: ANN401
    raw = given.Thread
    return MINIDUMP_THREAD_CALLBACK(
        raw.ThreadId,
        raw.ThreadHandle or 0,
        bytes(raw.Context),
        raw.SizeOfContext,
        raw.StackBase,
        raw.StackEnd,
    )


def _module(given: Any) -> MINIDUMP_MODULE_CALLBACK:  # noqa: ANN401
    raw = given.Module
    version = raw.VersionInfo
    high, low = version.dwFileVersionMS, version.dwFileVersionLS
    known = version.dwSignature == _FIXEDFILEINFO_SIGNATURE
    return MINIDUMP_MODULE_CALLBACK(
        _wide_string(raw.FullPath),
        raw.BaseOfImage,
        raw.SizeOfImage,
        raw.CheckSum,
        raw.TimeDateStamp,
        (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF) if known else None,
        _copied(raw.CvRecord, raw.SizeOfCvRecord),
        raw.SizeOfCvRecord,
        _copied(raw.MiscRecord, raw.SizeOfMiscRecord),
        raw.SizeOfMiscRecord,
    )


def _written(given: Any) -> MINIDUMP_IO_CALLBACK:  # noqa: ANN401
    raw = given.Io
    data = memoryview(_copied(raw.Buffer, raw.BufferBytes))
    return MINIDUMP_IO_CALLBACK(raw.Handle or 0, raw.Offset, data, raw.BufferBytes)


def _pre_read(given: Any) -> MINIDUMP_VM_PRE_READ_CALLBACK:  # noqa: ANN401
    raw = given.VmPreRead
    return MINIDUMP_VM_PRE_READ_CALLBACK(raw.Offset, memoryview(bytearray(raw.Size)), raw.Size)


def _post_read(given: Any) -> MINIDUMP_VM_POST_READ_CALLBACK:  # noqa: ANN401
    raw = given.VmPostRead
    data = memoryview(bytearray(_copied(raw.Buffer, raw.Size)))
    return MINIDUMP_VM_POST_READ_CALLBACK(raw.Offset, data, raw.Size, raw.Completed, raw.Status)


def _read_failure(given: Any) -> MINIDUMP_READ_MEMORY_FAILURE_CALLBACK:  # noqa: ANN401
    raw = given.ReadMemoryFailure
    return MINIDUMP_READ_MEMORY_FAILURE_CALLBACK(raw.Offset, raw.Bytes, raw.FailureStatus)


def _copied(address: int | None, size: int) -> bytes:
    return ctypes.string_at(address, size) if address and size else b""


def _wide_string(address: int | None) -> str:
    """Read UTF-16 up to its NUL, whatever a wchar_t is here."""
    if not address:
        return ""
    units = (ctypes.c_uint16 * _PATH_LIMIT).from_address(address)
    length = next((index for index, unit in enumerate(units) if not unit), 0)
    return ctypes.string_at(address, 2 * length).decode("utf-16-le", "surrogatepass")


# ------------------------------------------------------------------ reading and writing the output


def _get(raw: Any, name: str) -> Any:  # noqa: ANN401
    value = getattr(raw, name)
    if name == "VmRegion":
        return MemoryInfo(*(getattr(value, field) for field in MemoryInfo._fields))
    return bool(value) if name == "Continue" else value or 0


def _set(raw: Any, name: str, value: Any) -> None:  # noqa: ANN401
    if isinstance(value, MemoryInfo):
        region = getattr(raw, name)
        for field, number in value._asdict().items():
            setattr(region, field, number)
    elif value is not None:
        setattr(raw, name, int(value))


# --------------------------------------------------------------------------- a row for each type


_Refusal = Callable[[bool, MINIDUMP_CALLBACK_OUTPUT, Any], int]


def _never(_answer: bool, _output: MINIDUMP_CALLBACK_OUTPUT, _detail: object) -> int:  # noqa: FBT001
    return 0


def _if_false(answer: bool, _output: MINIDUMP_CALLBACK_OUTPUT, _detail: object) -> int:  # noqa: FBT001
    return 0 if answer else HRESULT.E_ABORT


def _if_not_ok(answer: bool, output: MINIDUMP_CALLBACK_OUTPUT, _detail: object) -> int:  # noqa: FBT001
    return output.Status & 0xFFFFFFFF if answer else HRESULT.E_FAIL


def _if_not_left_out(
    answer: bool,  # noqa: FBT001
    output: MINIDUMP_CALLBACK_OUTPUT,
    detail: MINIDUMP_READ_MEMORY_FAILURE_CALLBACK,
) -> int:
    return 0 if answer and output.Status == HRESULT.S_OK else detail.FailureStatus


class _Call(NamedTuple):
    """How callbacks of one type are told and answered."""

    detail: Callable[[Any], Any] = lambda _: None
    preset: tuple[str, ...] = ()
    """What of the output means something on entry; the rest may be stale."""
    answer: tuple[str, ...] = ()
    given_up: tuple[bool, Mapping[str, int]] = (True, {})
    """What is answered once a callback has raised."""
    refusal: _Refusal = _never
    """Gives the HRESULT that a dump fails with because of the answer, or 0."""
    member: str = ""
    """The input's, where something is written to what it points to."""


_STATUS = ("Status",)
_THREAD = _Call(_thread, ("ThreadWriteFlags",), ("ThreadWriteFlags",), refusal=_if_false)
_START = _Call(preset=_STATUS, answer=_STATUS)
_RANGE = _Call(given_up=(False, {"MemorySize": 0}))
_STOPPED = (True, {"Status": HRESULT.CANCELLED})
_UNREAD = (True, {"VmReadStatus": HRESULT.E_ABORT, "VmReadBytesCompleted": 0})

_CALLS: Final[dict[C, _Call]] = {
    C.ModuleCallback: _Call(
        _module, ("ModuleWriteFlags",), ("ModuleWriteFlags",), refusal=_if_false
    ),
    C.ThreadCallback: _THREAD,
    C.ThreadExCallback: _THREAD,  # begins as a Thread does
    C.IncludeThreadCallback: _Call(
        lambda given: MINIDUMP_INCLUDE_THREAD_CALLBACK(given.IncludeThread.ThreadId),
        ("ThreadWriteFlags",),
        ("ThreadWriteFlags",),
        given_up=(False, {}),
    ),
    C.IncludeModuleCallback: _Call(
        lambda given: MINIDUMP_INCLUDE_MODULE_CALLBACK(given.IncludeModule.BaseOfImage),
        ("ModuleWriteFlags",),
        ("ModuleWriteFlags",),
        given_up=(False, {}),
    ),
    C.MemoryCallback: _RANGE,
    C.RemoveMemoryCallback: _RANGE,
    C.CancelCallback: _Call(given_up=(True, {"CheckCancel": 1, "Cancel": 1})),
    C.WriteKernelMinidumpCallback: _Call(
        preset=("Handle",), answer=("Handle",), given_up=(False, {"Handle": 0})
    ),
    C.KernelMinidumpStatusCallback: _Call(lambda given: KernelMinidumpStatusInput(given.Status)),
    C.IncludeVmRegionCallback: _Call(
        preset=("VmRegion", "Continue"),
        answer=("VmRegion", "Continue"),
        given_up=(False, {"Continue": 0}),
    ),
    C.IoStartCallback: _Call(
        lambda given: MINIDUMP_IO_CALLBACK(given.Io.Handle or 0), _STATUS, _STATUS
    ),
    C.IoWriteAllCallback: _Call(_written, _STATUS, _STATUS, _STOPPED, _if_not_ok),
    C.IoFinishCallback: _Call(
        lambda given: MINIDUMP_IO_CALLBACK(given.Io.Handle or 0),
        _STATUS,
        _STATUS,
        _STOPPED,
        _if_not_ok,
    ),
    C.ReadMemoryFailureCallback: _Call(
        _read_failure, _STATUS, _STATUS, (False, {}), _if_not_left_out
    ),
    C.SecondaryFlagsCallback: _Call(
        lambda given: SecondaryFlagsInput(given.SecondaryFlags),
        ("SecondaryFlags",),
        ("SecondaryFlags",),
    ),
    C.IsProcessSnapshotCallback: _START,
    C.VmStartCallback: _START,
    C.VmQueryCallback: _Call(
        lambda given: MINIDUMP_VM_QUERY_CALLBACK(given.VmQuery.Offset),
        ("VmQueryStatus",),
        ("VmQueryStatus", "VmQueryResult"),
        (True, {"VmQueryStatus": HRESULT.E_ABORT}),
    ),
    C.VmPreReadCallback: _Call(
        _pre_read,
        ("VmReadStatus",),
        ("VmReadStatus", "VmReadBytesCompleted"),
        _UNREAD,
        member="VmPreRead",
    ),
    C.VmPostReadCallback: _Call(
        _post_read,
        ("VmReadStatus",),
        ("VmReadStatus", "VmReadBytesCompleted"),
        _UNREAD,
        member="VmPostRead",
    ),
}
_TYPES: Final = frozenset(int(kind) for kind in _CALLS)
_RANGE_CALLS: Final = frozenset({C.MemoryCallback, C.RemoveMemoryCallback})


def _give_up(kind: C, raw: Any) -> bool:  # noqa: ANN401
    answer, fields = _CALLS[kind].given_up
    for name, value in fields.items():
        setattr(raw, name, value)
    return answer
