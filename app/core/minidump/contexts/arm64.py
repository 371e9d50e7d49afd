"""Registers of an ARM64 thread: CONTEXT (ARM64_NT_CONTEXT in winnt.h)."""

import struct
from typing import Annotated

from ..constants import CONTEXT_FLAGS
from ..record import U32, U64, Record

_PRSTATUS = struct.Struct("<34Q")
_STATUS = struct.Struct("<II")
_VECTOR_SIZE = 512


class CONTEXT_ARM64(Record):
    """The 912-byte CONTEXT of ARM64. V holds V0 to V31, 16 bytes each."""

    ContextFlags: U32 = 0
    Cpsr: U32 = 0
    X: Annotated[tuple[int, ...], "29Q"] = (0,) * 29
    Fp: U64 = 0
    Lr: U64 = 0
    Sp: U64 = 0
    Pc: U64 = 0
    V: Annotated[bytes, "512s"] = b""
    Fpcr: U32 = 0
    Fpsr: U32 = 0
    Bcr: Annotated[tuple[int, ...], "8I"] = (0,) * 8
    Bvr: Annotated[tuple[int, ...], "8Q"] = (0,) * 8
    Wcr: Annotated[tuple[int, ...], "2I"] = (0,) * 2
    Wvr: Annotated[tuple[int, ...], "2Q"] = (0,) * 2


class CONTEXT_ARM64_OLD(Record):
    """The 796-byte context of ARM64 that Breakpad wrote before Windows had one.

    It goes with PROCESSOR_ARCHITECTURE 0x8003. V holds V0 to V31, 16 bytes each.
    """

    ContextFlags: U64 = 0
    X: Annotated[tuple[int, ...], "29Q"] = (0,) * 29
    Fp: U64 = 0
    Lr: U64 = 0
    Sp: U64 = 0
    Pc: U64 = 0
    Cpsr: U32 = 0
    Fpsr: U32 = 0
    Fpcr: U32 = 0
    V: Annotated[bytes, "512s"] = b""


def context_arm64_from_linux(prstatus: bytes, fpregs: bytes = b"") -> bytes:
    """Build the 912-byte context from what PTRACE_GETREGSET gives.

    Args:
        prstatus: NT_PRSTATUS, 272 bytes: x0 to x30, sp, pc, pstate.
        fpregs: NT_PRFPREG, at least 520 bytes: V0 to V31, fpsr, fpcr; empty if unknown.
    """
    registers = _PRSTATUS.unpack_from(prstatus)
    flags = CONTEXT_FLAGS.ARM64_CONTROL | CONTEXT_FLAGS.ARM64_INTEGER | CONTEXT_FLAGS.ARM64_X18
    context = CONTEXT_ARM64(
        Cpsr=registers[33] & 0xFFFFFFFF,
        X=registers[:29],
        Fp=registers[29],
        Lr=registers[30],
        Sp=registers[31],
        Pc=registers[32],
    )
    if fpregs:
        flags |= CONTEXT_FLAGS.ARM64_FLOATING_POINT
        fpsr, fpcr = _STATUS.unpack_from(fpregs, _VECTOR_SIZE)
        context = context._replace(V=fpregs[:_VECTOR_SIZE], Fpcr=fpcr, Fpsr=fpsr)
    return context._replace(ContextFlags=int(flags)).pack()
