"""MiniDumpCallback: its inputs, its output and the answers nobody needs to give.

Names and fields are those of minidumpapiset.h. A callback is any callable that takes
``(MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT)`` and returns a bool; it sees the same calls,
in the same order and with the same initial outputs, whichever backend writes the dump.
Docs: learn.microsoft.com, "MINIDUMP_CALLBACK_ROUTINE callback function".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ..errors import HRESULT
from ..minidump.constants import (
    MINIDUMP_CALLBACK_TYPE,
)
from ..value import dataclass


class MINIDUMP_THREAD_CALLBACK(NamedTuple):
    """Thread: one that is kept. Addresses; ``Context`` is a CONTEXT record."""

    ThreadId: int
    ThreadHandle: int
    Context: bytes
    SizeOfContext: int
    StackBase: int
    """The high end."""
    StackEnd: int
    """The stack pointer."""


class MINIDUMP_INCLUDE_THREAD_CALLBACK(NamedTuple):
    """IncludeThread: while threads are enumerated, before the target is suspended."""

    ThreadId: int


class MINIDUMP_MODULE_CALLBACK(NamedTuple):
    """Module: one that is kept."""

    FullPath: str
    BaseOfImage: int
    SizeOfImage: int
    CheckSum: int
    TimeDateStamp: int
    VersionInfo: tuple[int, int, int, int] | None
    CvRecord: bytes
    SizeOfCvRecord: int
    MiscRecord: bytes
    SizeOfMiscRecord: int


class MINIDUMP_INCLUDE_MODULE_CALLBACK(NamedTuple):
    """IncludeModule: while modules are enumerated. No name: look it up by the base."""

    BaseOfImage: int


class MINIDUMP_IO_CALLBACK(NamedTuple):
    """IoStart, IoWriteAll, IoFinish. ``Offset`` is absolute; the buffer is valid for the call."""

    Handle: int
    Offset: int = 0
    Buffer: memoryview | None = None
    BufferBytes: int = 0


class MINIDUMP_READ_MEMORY_FAILURE_CALLBACK(NamedTuple):
    """ReadMemoryFailure: ``Bytes`` bytes at ``Offset`` of the target could not be read."""

    Offset: int
    Bytes: int
    FailureStatus: int


class MINIDUMP_VM_QUERY_CALLBACK(NamedTuple):
    """VmQuery: what is at this address?"""

    Offset: int


class MINIDUMP_VM_PRE_READ_CALLBACK(NamedTuple):
    """VmPreRead: the caller may fill the (writable) buffer itself."""

    Offset: int
    Buffer: memoryview
    Size: int


class MINIDUMP_VM_POST_READ_CALLBACK(NamedTuple):
    """VmPostRead: the caller may change the (writable) buffer, for example to redact it."""

    Offset: int
    Buffer: memoryview
    Size: int
    Completed: int
    Status: int


class SecondaryFlagsInput(NamedTuple):
    """SecondaryFlags: those in effect."""

    SecondaryFlags: int


class KernelMinidumpStatusInput(NamedTuple):
    """KernelMinidumpStatus: how the kernel minidump went (an HRESULT)."""

    Status: int


CallbackDetail = (
    MINIDUMP_THREAD_CALLBACK
    | MINIDUMP_INCLUDE_THREAD_CALLBACK
    | MINIDUMP_MODULE_CALLBACK
    | MINIDUMP_INCLUDE_MODULE_CALLBACK
    | MINIDUMP_IO_CALLBACK
    | MINIDUMP_READ_MEMORY_FAILURE_CALLBACK
    | MINIDUMP_VM_QUERY_CALLBACK
    | MINIDUMP_VM_PRE_READ_CALLBACK
    | MINIDUMP_VM_POST_READ_CALLBACK
    | SecondaryFlagsInput
    | KernelMinidumpStatusInput
    | None
)


class MINIDUMP_CALLBACK_INPUT(NamedTuple):
    """What a callback is told. ``detail`` is the member of the union that the type selects."""

    ProcessId: int
    ProcessHandle: int
    CallbackType: MINIDUMP_CALLBACK_TYPE
    # The union's members share no base; each call site knows its own.
    detail: Any = None


class MemoryInfo(NamedTuple):
    """MINIDUMP_MEMORY_INFO as a callback sees and answers it."""

    BaseAddress: int
    AllocationBase: int
    AllocationProtect: int
    RegionSize: int
    State: int
    Protect: int
    Type: int


@dataclass(slots=True)
class MINIDUMP_CALLBACK_OUTPUT:
    """What a callback answers: the union's members side by side, preset before each call."""

    ModuleWriteFlags: int = 0
    ThreadWriteFlags: int = 0
    SecondaryFlags: int = 0
    MemoryBase: int = 0
    MemorySize: int = 0
    CheckCancel: bool = False
    Cancel: bool = False
    Handle: int = 0
    VmRegion: MemoryInfo | None = None
    Continue: bool = False
    Status: int = HRESULT.S_OK
    VmQueryStatus: int = HRESULT.S_OK
    VmQueryResult: MemoryInfo | None = None
    VmReadStatus: int = HRESULT.S_OK
    VmReadBytesCompleted: int = 0


MiniDumpCallback = Callable[[MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT], bool]


class NarrowCallback:
    """A callback of ours that leaves all questions but its ``kinds`` as they are.

    It is spared the others: there may be one for each region, while the target stands still.
    """

    def __init__(self, kinds: Iterable[MINIDUMP_CALLBACK_TYPE], answer: MiniDumpCallback) -> None:
        """Have *answer* answer *kinds*."""
        self.kinds = frozenset(kinds)
        self._answer = answer

    def __call__(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        """Answer one callback."""
        return self._answer(given, output)


NEVER_CALLED: dict[MINIDUMP_CALLBACK_TYPE, str] = {
    MINIDUMP_CALLBACK_TYPE.ThreadExCallback: "exists for Itanium only",
    MINIDUMP_CALLBACK_TYPE.WriteKernelMinidumpCallback: "there is no kernel minidump on Linux",
    MINIDUMP_CALLBACK_TYPE.KernelMinidumpStatusCallback: "there is no kernel minidump on Linux",
}
"""Callback types the native writer never makes, and why."""
