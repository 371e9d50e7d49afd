"""What a process can do for its own dump: have a child look at it, and note its registers."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import ctypes
import struct
from typing import TYPE_CHECKING, Final

from ..errors import MiniDumpError
from ..minidump.contexts import context_amd64_from_linux
from .linux.forked import fork
from .linux.linux_target import LinuxTarget

if TYPE_CHECKING:
    from ..process_key import ProcessKey
    from .target import Target

__all__ = ["allow_tracer", "capture_context", "fork", "open_parent"]

_PR_SET_PTRACER: Final = 0x59616D61
_LOOP: Final = b"_PyEval_EvalFrameDefault"
"""The function of CPython that runs Python functions."""
_SAVED: Final = {"rbx": 3, "rbp": 6, "r12": 12, "r13": 13, "r14": 14, "r15": 15}
"""DWARF numbers of the registers that calls preserve on x86-64 (System V ABI, figure 3.36)."""
_USER_ORDER: Final = (
    *("r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8"),
    *("rax", "rcx", "rdx", "rsi", "rdi", "orig_rax", "rip", "cs", "eflags", "rsp", "ss"),
    *("fs_base", "gs_base", "ds", "es", "fs", "gs"),
)
"""Registers in user_regs_struct (sys/user.h, x86-64)."""
_CODE_SEGMENT: Final = 0x33
_STACK_SEGMENT: Final = 0x2B
_FLAGS: Final = 0x202
_URC_NO_REASON: Final = 0
_URC_NORMAL_STOP: Final = 4

_libc = ctypes.CDLL(None, use_errno=True)


def open_parent(key: ProcessKey) -> Target:
    """Open the process that forked us, in its child, which must not import anything."""
    return LinuxTarget(key)


def allow_tracer(process_id: int) -> None:
    """Let *process_id* trace us where the Yama security module would forbid it.

    Without Yama the call fails with EINVAL, and nothing needs to be allowed.
    """
    _libc.prctl(_PR_SET_PTRACER, ctypes.c_ulong(process_id), 0, 0, 0)


def capture_context() -> bytes:
    """Give the calling thread's registers as a CONTEXT record, as RtlCaptureContext does.

    Meant for the exception parameter of a dump of the own process. They are those of the
    interpreter's frame that runs the caller, which is still there when the dump is made; what a
    call does not preserve is zero. Raises MiniDumpError where that frame cannot be found: on
    processors other than x86-64, and in interpreters other than CPython.
    """
    registers = _registers_of_loop() if ctypes.sizeof(ctypes.c_void_p) == 8 else None
    if registers is None:
        raise MiniDumpError(
            "Registers of the own thread can be noted by CPython on x86-64 only.",
            "Give no exception, or one with a context of your own.",
        )
    packed = struct.pack("<27Q", *(registers.get(name, 0) for name in _USER_ORDER))
    return context_amd64_from_linux(packed, bytes(512), None, None)


def _registers_of_loop() -> dict[str, int] | None:
    """Walk our own stack up to the frame of the interpreter's loop (libgcc's unwinder)."""
    try:
        unwinder = ctypes.CDLL("libgcc_s.so.1")
    except OSError:
        return None
    walk = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    word_of = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p)
    instruction_pointer_of = word_of(("_Unwind_GetIP", unwinder))
    stack_pointer_of = word_of(("_Unwind_GetCFA", unwinder))
    register_of = ctypes.CFUNCTYPE(ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int)(
        ("_Unwind_GetGR", unwinder)
    )
    backtrace = ctypes.CFUNCTYPE(ctypes.c_int, walk, ctypes.c_void_p)(
        ("_Unwind_Backtrace", unwinder)
    )
    found: dict[str, int] = {}

    def visit(frame: int, _: int | None) -> int:
        address = instruction_pointer_of(frame)
        if _symbol_at(address) != _LOOP:
            return _URC_NO_REASON
        found.update(
            {name: register_of(frame, number) for name, number in _SAVED.items()},
            rip=address,
            rsp=stack_pointer_of(frame),
            eflags=_FLAGS,
            cs=_CODE_SEGMENT,
            ss=_STACK_SEGMENT,
        )
        return _URC_NORMAL_STOP

    backtrace(walk(visit), None)
    return found or None


def _symbol_at(address: int) -> bytes:
    # Dl_info (dlfcn.h): file name, base, symbol name, symbol address.
    information = (ctypes.c_void_p * 4)()
    # A return address may stand behind the last byte of its function.
    if not _libc.dladdr(ctypes.c_void_p(address - 1), information):
        return b""
    return ctypes.string_at(information[2]) if information[2] else b""
