"""The structures of the MiniDumpWriteDump call as they lie in memory, for each machine.

Names and fields are those of minidumpapiset.h, which packs to 4 bytes; a CONTEXT keeps its
alignment all the same, so that the padding is spelled out here. Pointers and handles are integers
of the machine's width, an HRESULT is unsigned as in ``app.core.errors``. The structures of every
machine can be made on every machine; only those of :data:`NATIVE` can be handed to a DLL.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import (
    Structure,
    Union,
    c_int32,
    c_ubyte,
    c_uint32,
    c_uint64,
    c_void_p,
)
from types import new_class
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKING: Final = 4

ROUTINE: Final = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)(
    c_int32, c_void_p, c_void_p, c_void_p
)
"""MINIDUMP_CALLBACK_ROUTINE: BOOL (PVOID parameter, input, output)."""


_Field = tuple[str, Any]


def _made(kind: type, name: str, fields: list[_Field], pack: int, anonymous: Sequence[str]) -> Any:  # noqa: ANN401 - a class made here has attributes no checker knows
    body = {"_pack_": pack, "_anonymous_": anonymous, "_fields_": fields}
    return new_class(name, (kind,), exec_body=lambda namespace: namespace.update(body))


def _structure(
    name: str,
    *fields: _Field,
    pack: int = PACKING,
    multiple_of: int = 1,
    anonymous: Sequence[str] = (),
) -> Any:  # noqa: ANN401 - see _made
    """Make a structure whose size is filled up to a multiple of *multiple_of* bytes."""
    made = _made(Structure, name, list(fields), pack, anonymous)
    if missing := -ctypes.sizeof(made) % multiple_of:
        filled = [*fields, ("__filling", c_ubyte * missing)]
        made = _made(Structure, name, filled, pack, anonymous)
    return made


def _union(name: str, *fields: _Field, anonymous: Sequence[str] = ()) -> Any:  # noqa: ANN401 - see _made
    return _made(Union, name, list(fields), PACKING, anonymous)


VS_FIXEDFILEINFO: Final = _structure(
    "VS_FIXEDFILEINFO",
    *(
        (name, c_uint32)
        for name in (
            "dwSignature",
            "dwStrucVersion",
            "dwFileVersionMS",
            "dwFileVersionLS",
            "dwProductVersionMS",
            "dwProductVersionLS",
            "dwFileFlagsMask",
            "dwFileFlags",
            "dwFileOS",
            "dwFileType",
            "dwFileSubtype",
            "dwFileDateMS",
            "dwFileDateLS",
        )
    ),
)
"""The version of a file (verrsrc.h), 52 bytes; all zero where a module has none."""

MINIDUMP_MEMORY_INFO: Final = _structure(
    "MINIDUMP_MEMORY_INFO",
    ("BaseAddress", c_uint64),
    ("AllocationBase", c_uint64),
    ("AllocationProtect", c_uint32),
    ("__alignment1", c_uint32),
    ("RegionSize", c_uint64),
    ("State", c_uint32),
    ("Protect", c_uint32),
    ("Type", c_uint32),
    ("__alignment2", c_uint32),
)
"""A region of the address space, 48 bytes."""

_RANGE_ANSWER: Final = _structure("_RANGE", ("MemoryBase", c_uint64), ("MemorySize", c_uint32))
_CANCEL_ANSWER: Final = _structure("_CANCEL", ("CheckCancel", c_int32), ("Cancel", c_int32))
_REGION_ANSWER: Final = _structure(
    "_REGION", ("VmRegion", MINIDUMP_MEMORY_INFO), ("Continue", c_int32)
)
_VM_QUERY_ANSWER: Final = _structure(
    "_VM_QUERY", ("VmQueryStatus", c_uint32), ("VmQueryResult", MINIDUMP_MEMORY_INFO)
)
_VM_READ_ANSWER: Final = _structure(
    "_VM_READ", ("VmReadStatus", c_uint32), ("VmReadBytesCompleted", c_uint32)
)


class Layout:
    """The structures of one machine: ``context`` bytes of CONTEXT, ``bits`` of a pointer.

    On 64-bit machines a CONTEXT is aligned to 16 bytes, and what holds one is a multiple of that.
    """

    def __init__(self, bits: int, context: int) -> None:
        pointer = c_uint64 if bits == 64 else c_uint32
        size = bits // 8
        aligned = bits == 64
        self.pointer = pointer
        self.EXCEPTION_POINTERS = _structure(
            "EXCEPTION_POINTERS", ("ExceptionRecord", pointer), ("ContextRecord", pointer), pack=8
        )
        self.EXCEPTION_RECORD = _structure(
            "EXCEPTION_RECORD",
            ("ExceptionCode", c_uint32),
            ("ExceptionFlags", c_uint32),
            ("ExceptionRecord", pointer),
            ("ExceptionAddress", pointer),
            ("NumberParameters", c_uint32),
            ("ExceptionInformation", pointer * 15),
            pack=8,
        )
        self.MINIDUMP_EXCEPTION_INFORMATION = _structure(
            "MINIDUMP_EXCEPTION_INFORMATION",
            ("ThreadId", c_uint32),
            ("ExceptionPointers", pointer),
            ("ClientPointers", c_int32),
        )
        self.MINIDUMP_USER_STREAM = _structure(
            "MINIDUMP_USER_STREAM",
            ("Type", c_uint32),
            ("BufferSize", c_uint32),
            ("Buffer", pointer),
        )
        self.MINIDUMP_USER_STREAM_INFORMATION = _structure(
            "MINIDUMP_USER_STREAM_INFORMATION",
            ("UserStreamCount", c_uint32),
            ("UserStreamArray", pointer),
        )
        self.MINIDUMP_CALLBACK_INFORMATION = _structure(
            "MINIDUMP_CALLBACK_INFORMATION",
            ("CallbackRoutine", pointer),
            ("CallbackParam", pointer),
        )
        thread: list[_Field] = [
            ("ThreadId", c_uint32),
            ("ThreadHandle", pointer),
            ("__alignment", c_ubyte * (-(4 + size) % 16 if aligned else 0)),
            ("Context", c_ubyte * context),
            ("SizeOfContext", c_uint32),
            ("StackBase", c_uint64),
            ("StackEnd", c_uint64),
        ]
        backing: list[_Field] = [("BackingStoreBase", c_uint64), ("BackingStoreEnd", c_uint64)]
        alignment = 16 if aligned else PACKING
        self.MINIDUMP_THREAD_CALLBACK = _structure(
            "MINIDUMP_THREAD_CALLBACK", *thread, multiple_of=alignment
        )
        self.MINIDUMP_THREAD_EX_CALLBACK = _structure(
            "MINIDUMP_THREAD_EX_CALLBACK", *thread, *backing, multiple_of=alignment
        )
        self.MINIDUMP_INCLUDE_THREAD_CALLBACK = _structure(
            "MINIDUMP_INCLUDE_THREAD_CALLBACK", ("ThreadId", c_uint32)
        )
        self.MINIDUMP_MODULE_CALLBACK = _structure(
            "MINIDUMP_MODULE_CALLBACK",
            ("FullPath", pointer),
            ("BaseOfImage", c_uint64),
            ("SizeOfImage", c_uint32),
            ("CheckSum", c_uint32),
            ("TimeDateStamp", c_uint32),
            ("VersionInfo", VS_FIXEDFILEINFO),
            ("CvRecord", pointer),
            ("SizeOfCvRecord", c_uint32),
            ("MiscRecord", pointer),
            ("SizeOfMiscRecord", c_uint32),
        )
        self.MINIDUMP_INCLUDE_MODULE_CALLBACK = _structure(
            "MINIDUMP_INCLUDE_MODULE_CALLBACK", ("BaseOfImage", c_uint64)
        )
        self.MINIDUMP_IO_CALLBACK = _structure(
            "MINIDUMP_IO_CALLBACK",
            ("Handle", pointer),
            ("Offset", c_uint64),
            ("Buffer", pointer),
            ("BufferBytes", c_uint32),
        )
        self.MINIDUMP_READ_MEMORY_FAILURE_CALLBACK = _structure(
            "MINIDUMP_READ_MEMORY_FAILURE_CALLBACK",
            ("Offset", c_uint64),
            ("Bytes", c_uint32),
            ("FailureStatus", c_uint32),
        )
        self.MINIDUMP_VM_QUERY_CALLBACK = _structure(
            "MINIDUMP_VM_QUERY_CALLBACK", ("Offset", c_uint64)
        )
        pre_read: list[_Field] = [("Offset", c_uint64), ("Buffer", pointer), ("Size", c_uint32)]
        self.MINIDUMP_VM_PRE_READ_CALLBACK = _structure("MINIDUMP_VM_PRE_READ_CALLBACK", *pre_read)
        self.MINIDUMP_VM_POST_READ_CALLBACK = _structure(
            "MINIDUMP_VM_POST_READ_CALLBACK",
            *pre_read,
            ("Completed", c_uint32),
            ("Status", c_uint32),
        )
        self.INPUT_UNION = _union(
            "INPUT_UNION",
            ("Status", c_uint32),
            ("Thread", self.MINIDUMP_THREAD_CALLBACK),
            ("ThreadEx", self.MINIDUMP_THREAD_EX_CALLBACK),
            ("Module", self.MINIDUMP_MODULE_CALLBACK),
            ("IncludeThread", self.MINIDUMP_INCLUDE_THREAD_CALLBACK),
            ("IncludeModule", self.MINIDUMP_INCLUDE_MODULE_CALLBACK),
            ("Io", self.MINIDUMP_IO_CALLBACK),
            ("ReadMemoryFailure", self.MINIDUMP_READ_MEMORY_FAILURE_CALLBACK),
            ("SecondaryFlags", c_uint32),
            ("VmQuery", self.MINIDUMP_VM_QUERY_CALLBACK),
            ("VmPreRead", self.MINIDUMP_VM_PRE_READ_CALLBACK),
            ("VmPostRead", self.MINIDUMP_VM_POST_READ_CALLBACK),
        )
        self.MINIDUMP_CALLBACK_INPUT = _structure(
            "MINIDUMP_CALLBACK_INPUT",
            ("ProcessId", c_uint32),
            ("ProcessHandle", pointer),
            ("CallbackType", c_uint32),
            ("u", self.INPUT_UNION),
            anonymous=("u",),
        )
        self.MINIDUMP_CALLBACK_OUTPUT = _union(
            "MINIDUMP_CALLBACK_OUTPUT",
            ("ModuleWriteFlags", c_uint32),
            ("ThreadWriteFlags", c_uint32),
            ("SecondaryFlags", c_uint32),
            ("_range", _RANGE_ANSWER),
            ("_cancel", _CANCEL_ANSWER),
            ("Handle", pointer),
            ("_region", _REGION_ANSWER),
            ("Status", c_uint32),
            ("_query", _VM_QUERY_ANSWER),
            ("_read", _VM_READ_ANSWER),
            anonymous=("_range", "_cancel", "_region", "_query", "_read"),
        )


LAYOUTS: Final = {
    "AMD64": Layout(bits=64, context=1232),
    "ARM64": Layout(bits=64, context=912),
    "x86": Layout(bits=32, context=716),
}
"""By the machine that the calling program is made for."""


def machine_of(version: str, pointer: int) -> str:
    """Say for which machine an interpreter is made, by its sys.version and bytes of a pointer.

    Not for which one it runs on: Windows on ARM64 runs interpreters of all three.
    """
    if pointer == 4:
        return "x86"
    return "ARM64" if "(arm64)" in version.lower() else "AMD64"


MACHINE: Final = machine_of(sys.version, ctypes.sizeof(c_void_p))
"""That of the running interpreter; on Linux, where no DLL is called, that of the tests."""
NATIVE: Final = LAYOUTS[MACHINE]
