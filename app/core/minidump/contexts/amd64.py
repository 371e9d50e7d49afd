"""Registers of an x86-64 thread: CONTEXT (winnt.h), plain and extended by its XSAVE state."""

import struct
from collections.abc import Sequence
from operator import itemgetter
from typing import Annotated

from ..constants import CONTEXT_FLAGS
from ..record import I32, U16, U32, U64, Record
from . import xstate

_FXSAVE_SIZE = 512
_MXCSR = struct.Struct("<I")
_MXCSR_OFFSET = 24
_XSTATE_ALIGNMENT = 64

LINUX_REGISTERS = [
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
"""user_regs_struct (sys/user.h): the 27 u64 of NT_PRSTATUS, in order."""

_PRSTATUS = struct.Struct(f"<{len(LINUX_REGISTERS)}Q")


class CONTEXT_AMD64(Record):
    """The 1232-byte CONTEXT of x86-64. FltSave is an FXSAVE image."""

    P1Home: U64 = 0
    P2Home: U64 = 0
    P3Home: U64 = 0
    P4Home: U64 = 0
    P5Home: U64 = 0
    P6Home: U64 = 0
    ContextFlags: U32 = 0
    MxCsr: U32 = 0
    SegCs: U16 = 0
    SegDs: U16 = 0
    SegEs: U16 = 0
    SegFs: U16 = 0
    SegGs: U16 = 0
    SegSs: U16 = 0
    EFlags: U32 = 0
    Dr0: U64 = 0
    Dr1: U64 = 0
    Dr2: U64 = 0
    Dr3: U64 = 0
    Dr6: U64 = 0
    Dr7: U64 = 0
    Rax: U64 = 0
    Rcx: U64 = 0
    Rdx: U64 = 0
    Rbx: U64 = 0
    Rsp: U64 = 0
    Rbp: U64 = 0
    Rsi: U64 = 0
    Rdi: U64 = 0
    R8: U64 = 0
    R9: U64 = 0
    R10: U64 = 0
    R11: U64 = 0
    R12: U64 = 0
    R13: U64 = 0
    R14: U64 = 0
    R15: U64 = 0
    Rip: U64 = 0
    FltSave: Annotated[bytes, "512s"] = b""
    VectorRegister: Annotated[bytes, "416s"] = b""
    VectorControl: U64 = 0
    DebugControl: U64 = 0
    LastBranchToRip: U64 = 0
    LastBranchFromRip: U64 = 0
    LastExceptionToRip: U64 = 0
    LastExceptionFromRip: U64 = 0


class CONTEXT_EX(Record):
    """What follows an extended CONTEXT: chunks as (offset from here, length) in bytes."""

    AllOffset: I32
    AllLength: U32
    LegacyOffset: I32
    LegacyLength: U32
    XStateOffset: I32
    XStateLength: U32


_XSTATE_START = -(-(CONTEXT_AMD64.SIZE + CONTEXT_EX.SIZE) // _XSTATE_ALIGNMENT) * _XSTATE_ALIGNMENT


def context_amd64_size(xsave_size: int = 0) -> int:
    """Return the bytes of a context, extended if the XSAVE area of a thread takes *xsave_size*."""
    if not xsave_size:
        return CONTEXT_AMD64.SIZE
    return _XSTATE_START + xsave_size - xstate.LEGACY_SIZE


def context_amd64_from_linux(
    prstatus: bytes,
    fxsave: bytes,
    xsave: bytes | None = None,
    debug: Sequence[int] | None = None,
) -> bytes:
    """Build a context from what PTRACE_GETREGSET gives.

    Args:
        prstatus: NT_PRSTATUS, 216 bytes.
        fxsave: NT_PRFPREG, 512 bytes; empty if unknown. It lies at the start of *xsave* too.
        xsave: NT_X86_XSTATE, in the standard (not compacted) format, for the extended form.
        debug: u_debugreg 0 to 7, or None to leave the debug registers out.

    Returns:
        ``context_amd64_size(len(xsave))`` bytes.
    """
    if xsave and not fxsave:
        fxsave = xsave[:_FXSAVE_SIZE]
    flags = _BASIC_FLAGS
    mxcsr = 0
    if fxsave:
        flags |= _FLOATING_POINT
        (mxcsr,) = _MXCSR.unpack_from(fxsave, _MXCSR_OFFSET)
    drs: Sequence[int] = (0,) * 6
    if debug is not None:
        flags |= _DEBUG_REGISTERS
        drs = [debug[number] for number in (0, 1, 2, 3, 6, 7)]
    if xsave:
        flags |= _XSTATE
    registers = _PRSTATUS.unpack_from(prstatus)
    segments = [value & 0xFFFF for value in _SEGMENTS_OF(registers)]
    eflags = registers[_EFLAGS] & 0xFFFFFFFF
    head = _HEAD.pack(flags, mxcsr, *segments, eflags, *drs, *_INTEGERS_OF(registers))
    context = (head + fxsave[:_FXSAVE_SIZE]).ljust(CONTEXT_AMD64.SIZE, b"\0")
    return context + _extension(xsave) if xsave else context


# A context is made for each thread while the target stands still: packed at once, not through
# CONTEXT_AMD64, which takes ten times as long.
_HEAD = struct.Struct("<48xII6HI6Q17Q")
_FIELDS = CONTEXT_AMD64._fields
_SEGMENTS = _FIELDS[_FIELDS.index("SegCs") : _FIELDS.index("SegSs") + 1]
_SEGMENTS_OF = itemgetter(*(LINUX_REGISTERS.index(name[3:].lower()) for name in _SEGMENTS))
_INTEGERS = _FIELDS[_FIELDS.index("Rax") : _FIELDS.index("Rip") + 1]
_INTEGERS_OF = itemgetter(*(LINUX_REGISTERS.index(name.lower()) for name in _INTEGERS))
_EFLAGS = LINUX_REGISTERS.index("eflags")
_BASIC_FLAGS = int(
    CONTEXT_FLAGS.AMD64_CONTROL | CONTEXT_FLAGS.AMD64_INTEGER | CONTEXT_FLAGS.AMD64_SEGMENTS
)
_FLOATING_POINT = int(CONTEXT_FLAGS.AMD64_FLOATING_POINT)
_DEBUG_REGISTERS = int(CONTEXT_FLAGS.AMD64_DEBUG_REGISTERS)
_XSTATE = int(CONTEXT_FLAGS.AMD64_XSTATE)


def _extension(xsave: bytes) -> bytes:
    state = xsave[xstate.LEGACY_SIZE :]
    chunks = CONTEXT_EX(
        AllOffset=-CONTEXT_AMD64.SIZE,
        AllLength=_XSTATE_START + len(state),
        LegacyOffset=-CONTEXT_AMD64.SIZE,
        LegacyLength=CONTEXT_AMD64.SIZE,
        XStateOffset=_XSTATE_START - CONTEXT_AMD64.SIZE,
        XStateLength=len(state),
    )
    return chunks.pack().ljust(_XSTATE_START - CONTEXT_AMD64.SIZE, b"\0") + state


def xstate_of(context: bytes) -> bytes:
    """Return the XSAVE header and components of an extended context; empty if it has none."""
    if len(context) < CONTEXT_AMD64.SIZE + CONTEXT_EX.SIZE:
        return b""
    if (
        not CONTEXT_AMD64.unpack(context).ContextFlags
        & CONTEXT_FLAGS.AMD64_XSTATE
        & ~CONTEXT_FLAGS.AMD64
    ):
        return b""
    chunks = CONTEXT_EX.unpack(context, CONTEXT_AMD64.SIZE)
    start = CONTEXT_AMD64.SIZE + chunks.XStateOffset
    if start < CONTEXT_AMD64.SIZE:
        return b""
    return context[start : start + chunks.XStateLength]
