"""Exceptions of Windows (ntstatus.h, winnt.h, the C++ and .NET runtimes)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from .reason import DOING, Access, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...capture.snapshot import ExceptionInformation, ProcessSnapshot

_ACCESS_VIOLATION: Final = 0xC0000005
_IN_PAGE_ERROR: Final = 0xC0000006
_FAIL_FAST: Final = 0xC0000409
_CPP: Final = 0xE06D7363
_DOT_NET: Final = (0xE0434352, 0xE0434F4D)
_SIMULATED: Final = 0x0517A7ED
_ACCESSES: Final = {0: Access.READ, 1: Access.WRITE, 8: Access.EXECUTE}
_CODES: Final[dict[int, str]] = {
    0x40000015: "The program ended itself on a fatal error",
    0x4000001E: "Single step of 32-bit code",
    0x4000001F: "Breakpoint of 32-bit code",
    0x40010005: "Ctrl+C",
    0x40010006: "Text for a debugger",
    0x406D1388: "A thread was given a name",
    _SIMULATED: "Dump without a crash, asked for by the program",
    0x0EEDFADE: "Delphi exception",
    0x80000001: "Guard page touched",
    0x80000002: "Data not aligned",
    0x80000003: "Breakpoint",
    0x80000004: "Single step",
    0x80000026: "Long jump",
    0xC0000008: "Invalid handle",
    0xC000000D: "Invalid parameter given to the C runtime",
    0xC0000017: "Out of memory",
    0xC000001D: "Illegal instruction",
    0xC0000025: "Continued after an exception that cannot be continued",
    0xC0000026: "Invalid disposition of an exception handler",
    0xC000008C: "Array index out of bounds",
    0xC000008D: "Floating-point operand denormal",
    0xC000008E: "Floating-point division by zero",
    0xC000008F: "Floating-point result inexact",
    0xC0000090: "Invalid floating-point operation",
    0xC0000091: "Floating-point overflow",
    0xC0000092: "Floating-point stack check",
    0xC0000093: "Floating-point underflow",
    0xC0000094: "Integer division by zero",
    0xC0000095: "Integer overflow",
    0xC0000096: "Privileged instruction",
    0xC00000FD: "Stack overflow",
    0xC0000135: "A DLL was not found",
    0xC0000139: "A function was not found in a DLL",
    0xC000013A: "Ended by Ctrl+C",
    0xC0000142: "A DLL failed to start",
    0xC0000194: "Possible deadlock",
    0xC0000264: "A lock was released by another than its owner",
    0xC00002B4: "Floating-point faults",
    0xC00002B5: "Floating-point traps",
    0xC0000374: "Heap corruption",
    0xC000041D: "Exception in a callback from the kernel",
    0xC0000420: "Assertion failed",
    0xC0000602: "The program ended itself at once (fail fast)",
    0xC015000F: "Activation context released out of order",
    0xC06D007E: "A DLL to be loaded late was not found",
    0xC06D007F: "A function of a DLL to be loaded late was not found",
    0xCFFFFFFF: "The program hung: it did not answer to its window",
    0xE0000001: "The program ended itself on purpose (0xe0000001)",
    0xE0000008: "Out of memory, as the program told",
}
_FAST_FAILS: Final[dict[int, str]] = {
    0: "stack buffer overrun",
    1: "virtual function table damaged",
    2: "stack buffer overrun",
    3: "linked list damaged",
    4: "stack pointer outside the stack",
    5: "invalid argument",
    6: "stack cookie not set up",
    7: "the program called abort or ended itself",
    8: "index out of range",
    9: "unsafe access to the registry",
    10: "call to an address that is no function (control flow guard)",
    11: "write to an address that is guarded",
    12: "invalid switch of fibers",
    13: "invalid set of registers",
    14: "invalid reference count",
    18: "invalid jump buffer",
    19: "read-only data changed",
    20: "certification failure",
    21: "chain of exception handlers damaged",
    22: "failure of the cryptographic library",
    23: "invalid call while a DLL was loaded",
    24: "invalid base of an image",
    25: "late loading of a DLL failed",
    26: "unsafe call of an extension",
    28: "invalid access to a buffer",
    29: "balanced tree damaged",
    35: "exception in the heap",
    36: "invalid state of a lock",
    37: "jump table damaged",
    38: "invalid target of a long jump",
    39: "invalid dispatch of an exception",
    40: "invalid thread",
    41: "invalid system call",
    47: "invalid control stack",
    48: "change of registers denied",
    49: "import table damaged",
    50: "heap metadata damaged",
    51: "restricted code",
    54: "exception not handled",
    56: "unexpected call",
    57: "return address damaged (shadow stack)",
    60: "list of exception handlers damaged",
    64: "call to a function of another type (control flow guard)",
    65: "invalid cast (cast guard)",
    70: "fiber-local data damaged",
}
_HRESULTS: Final[dict[int, str]] = {
    0x80004002: "InvalidCastException",
    0x80004003: "NullReferenceException",
    0x80020012: "DivideByZeroException",
    0x80070002: "FileNotFoundException",
    0x80070005: "UnauthorizedAccessException",
    0x8007000E: "OutOfMemoryException",
    0x80070057: "ArgumentException",
    0x800703E9: "StackOverflowException",
    0x80131500: "Exception",
    0x80131501: "SystemException",
    0x80131502: "ArgumentOutOfRangeException",
    0x80131505: "TimeoutException",
    0x80131506: "ExecutionEngineException",
    0x80131508: "IndexOutOfRangeException",
    0x80131509: "InvalidOperationException",
    0x80131513: "MissingMethodException",
    0x80131515: "NotSupportedException",
    0x80131516: "OverflowException",
    0x80131522: "TypeLoadException",
    0x80131534: "TypeInitializationException",
    0x80131537: "FormatException",
    0x80131577: "KeyNotFoundException",
    0x80131604: "TargetInvocationException",
    0x80131620: "IOException",
    0x80131623: "Environment.FailFast",
}
_CPP_MAGIC: Final = range(0x19930520, 0x19930523)
_NAME_LIMIT: Final = 256
_NARROW: Final = (PROCESSOR_ARCHITECTURE.INTEL, PROCESSOR_ARCHITECTURE.ARM)
TEXTS: Final = (
    *_CODES.values(),
    *_FAST_FAILS.values(),
    "Access violation",
    *(f"Access violation {doing} {{0}}" for doing in DOING.values()),
    "Page of a file could not be read, {0} {1} (status {2})",
    "Fail fast: {0}",
    "Fail fast with code {0}",
    "C++ exception",
    "C++ exception {0}",
    ".NET exception",
    ".NET exception {0}",
    "Exception {0}",
    *DOING.values(),
)


def reason_of(
    snapshot: ProcessSnapshot, found: ExceptionInformation, read: Callable[[int, int], bytes]
) -> Reason:
    """Say what an exception of Windows means."""
    code = found.code & 0xFFFFFFFF
    if code in {_ACCESS_VIOLATION, _IN_PAGE_ERROR}:
        return _access(code, found, narrow=snapshot.system.processor_architecture in _NARROW)
    if code == _FAIL_FAST:
        return Reason(_fail_fast(found.parameters), code)
    if code == _CPP:
        return Reason(_cpp(found.parameters, read), code)
    if code in _DOT_NET:
        return Reason(_dot_net(found.parameters), code)
    text = _CODES.get(code, f"Exception {code:#010x}")
    return Reason(text, code, is_crash=code != _SIMULATED)


def _access(code: int, found: ExceptionInformation, *, narrow: bool) -> Reason:
    if len(found.parameters) < 2:
        return Reason("Access violation", code)
    access = _ACCESSES.get(found.parameters[0], Access.UNKNOWN)
    # The address of a 32-bit program may have been extended by its sign.
    address = found.parameters[1] & (0xFFFFFFFF if narrow else 0xFFFFFFFF_FFFFFFFF)
    if code == _ACCESS_VIOLATION:
        text = f"Access violation {DOING[access]} {address:#x}"
    else:
        status = found.parameters[2] & 0xFFFFFFFF if len(found.parameters) > 2 else 0
        text = (
            f"Page of a file could not be read, {DOING[access]} {address:#x} "
            f"(status {status:#010x})"
        )
    return Reason(text, code, address, access)


def _fail_fast(parameters: tuple[int, ...]) -> str:
    if not parameters:
        return _CODES[0xC0000602]
    why = _FAST_FAILS.get(parameters[0])
    return f"Fail fast: {why}" if why else f"Fail fast with code {parameters[0]}"


def _dot_net(parameters: tuple[int, ...]) -> str:
    if not parameters:
        return ".NET exception"
    number = parameters[0] & 0xFFFFFFFF
    return f".NET exception {_HRESULTS.get(number, f'{number:#010x}')}"


def _cpp(parameters: tuple[int, ...], read: Callable[[int, int], bytes]) -> str:
    """Name the type that was thrown, if what describes it is in the dump.

    Source: ehdata.h of the Visual C++ runtime (ThrowInfo, CatchableType, TypeDescriptor); on 64-bit
    processors their links count from the base of the image.
    """
    if len(parameters) < 3 or parameters[0] not in _CPP_MAGIC:
        return "C++ exception"
    base = parameters[3] if len(parameters) > 3 else 0
    wide = len(parameters) > 3
    try:
        (types,) = struct.unpack("<I", read(parameters[2] + 12, 4))
        (first,) = struct.unpack("<I", read(base + types + 4, 4))
        (described,) = struct.unpack("<I", read(base + first + 4, 4))
    except struct.error:
        return "C++ exception"
    name = read(base + described + (16 if wide else 8), _NAME_LIMIT).partition(b"\0")[0]
    said = _type_name(name.decode("ascii", "backslashreplace"))
    return f"C++ exception {said}" if said else "C++ exception"


def _type_name(decorated: str) -> str:
    """Undecorate the name of a plain class (“.?AVerror@demo@@”); others stay as they are."""
    kind, name = decorated[:4], decorated[4:]
    if kind in {".?AV", ".?AU"} and name.endswith("@@") and "?" not in name:
        return "::".join(reversed(name[:-2].split("@")))
    return decorated
