"""What a process can do for its own dump: let a child trace it, and note its registers."""

from __future__ import annotations

import ctypes
import struct

from app.core.errors import MiniDumpError
from app.core.minidump.contexts import context_amd64_from_linux

_PR_SET_PTRACER = 0x59616D61
_GREGS_OFFSET = 40
"""uc_mcontext.gregs in glibc's ucontext_t (sys/ucontext.h, x86-64)."""
_FPREGS_POINTER = 224
_GREG_ORDER = [
    "r8",
    "r9",
    "r10",
    "r11",
    "r12",
    "r13",
    "r14",
    "r15",
    "rdi",
    "rsi",
    "rbp",
    "rbx",
    "rdx",
    "rax",
    "rcx",
    "rsp",
    "rip",
    "eflags",
    "csgsfs",
]
_USER_ORDER = [
    "r15",
    "r14",
    "r13",
    "r12",
    "rbp",
    "rbx",
    "r11",
    "r10",
    "r9",
    "r8",
    "rax",
    "rcx",
    "rdx",
    "rsi",
    "rdi",
    "orig_rax",
    "rip",
    "cs",
    "eflags",
    "rsp",
    "ss",
    "fs_base",
    "gs_base",
    "ds",
    "es",
    "fs",
    "gs",
]

_libc = ctypes.CDLL(None, use_errno=True)


def allow_tracer(process_id: int) -> None:
    """Let *process_id* trace us where the Yama security module would forbid it.

    Without Yama the call fails with EINVAL, and nothing needs to be allowed.
    """
    _libc.prctl(_PR_SET_PTRACER, ctypes.c_ulong(process_id), 0, 0, 0)


def capture_context() -> bytes:
    """Give the calling thread's registers as a CONTEXT record, as RtlCaptureContext does.

    Meant for the exception parameter of a dump of the own process. Raises MiniDumpError on
    processors other than x86-64.
    """
    if ctypes.sizeof(ctypes.c_void_p) != 8 or not hasattr(_libc, "getcontext"):
        raise MiniDumpError(
            "Registers of the own thread can be noted on x86-64 only.",
            "Give no exception, or one with a context of your own.",
        )
    area = ctypes.create_string_buffer(2048)
    if _libc.getcontext(area) != 0:
        raise MiniDumpError("The system did not tell the registers of this thread.")
    names = dict(
        zip(
            _GREG_ORDER,
            struct.unpack_from(f"<{len(_GREG_ORDER)}Q", area, _GREGS_OFFSET),
            strict=True,
        )
    )
    packed = names.pop("csgsfs")
    names |= {"cs": packed & 0xFFFF, "ss": packed >> 48 & 0xFFFF}
    registers = struct.pack("<27Q", *(names.get(name, 0) for name in _USER_ORDER))
    pointer = struct.unpack_from("<Q", area, _FPREGS_POINTER)[0]
    floating = ctypes.string_at(pointer, 32).ljust(512, b"\0") if pointer else bytes(512)
    return context_amd64_from_linux(registers, floating, None, None)
