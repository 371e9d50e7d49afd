"""Registers of a 32-bit x86 thread: CONTEXT (winnt.h of 32-bit Windows)."""

import struct
from collections.abc import Sequence
from typing import Annotated

from ..constants import CONTEXT_FLAGS
from ..record import U32, Record

LINUX_REGISTERS = [
    "ebx",
    "ecx",
    "edx",
    "esi",
    "edi",
    "ebp",
    "eax",
    "ds",
    "es",
    "fs",
    "gs",
    "orig_eax",
    "eip",
    "cs",
    "eflags",
    "esp",
    "ss",
]
"""user_regs_struct of i386 (sys/user.h): the 17 u32 of NT_PRSTATUS, in order."""

_PRSTATUS = struct.Struct(f"<{len(LINUX_REGISTERS)}I")
_FXSAVE_HEAD = struct.Struct("<HHBxHIHxxIH")
_ST_OFFSET = 32
_ST_STRIDE = 16
_ST_SIZE = 10
_ST_COUNT = 8
_TAG_VALID, _TAG_ZERO, _TAG_SPECIAL, _TAG_EMPTY = range(4)
_MAX_EXPONENT = 0x7FFF


class FLOATING_SAVE_AREA(Record):
    """The FNSAVE form of the x87 state; RegisterArea holds ST0 to ST7, 10 bytes each."""

    ControlWord: U32 = 0
    StatusWord: U32 = 0
    TagWord: U32 = 0
    ErrorOffset: U32 = 0
    ErrorSelector: U32 = 0
    DataOffset: U32 = 0
    DataSelector: U32 = 0
    RegisterArea: Annotated[bytes, "80s"] = b""
    Spare0: U32 = 0


class CONTEXT_X86(Record):
    """The 716-byte CONTEXT of x86. ExtendedRegisters is an FXSAVE image."""

    ContextFlags: U32 = 0
    Dr0: U32 = 0
    Dr1: U32 = 0
    Dr2: U32 = 0
    Dr3: U32 = 0
    Dr6: U32 = 0
    Dr7: U32 = 0
    FloatSave: FLOATING_SAVE_AREA = FLOATING_SAVE_AREA()
    SegGs: U32 = 0
    SegFs: U32 = 0
    SegEs: U32 = 0
    SegDs: U32 = 0
    Edi: U32 = 0
    Esi: U32 = 0
    Ebx: U32 = 0
    Edx: U32 = 0
    Ecx: U32 = 0
    Eax: U32 = 0
    Ebp: U32 = 0
    Eip: U32 = 0
    SegCs: U32 = 0
    EFlags: U32 = 0
    Esp: U32 = 0
    SegSs: U32 = 0
    ExtendedRegisters: Annotated[bytes, "512s"] = b""


def context_x86_from_linux(
    prstatus: bytes, fxsave: bytes = b"", debug: Sequence[int] | None = None
) -> bytes:
    """Build the 716-byte context from what PTRACE_GETREGSET gives for a 32-bit thread.

    Args:
        prstatus: NT_PRSTATUS, 68 bytes.
        fxsave: NT_PRXFPREG, 512 bytes; empty if unknown.
        debug: u_debugreg 0 to 7, or None to leave the debug registers out.
    """
    register = dict(zip(LINUX_REGISTERS, _PRSTATUS.unpack_from(prstatus), strict=True))
    flags = CONTEXT_FLAGS.X86_CONTROL | CONTEXT_FLAGS.X86_INTEGER | CONTEXT_FLAGS.X86_SEGMENTS
    names = ("ebx", "ecx", "edx", "esi", "edi", "ebp", "eax", "eip", "esp")
    context = CONTEXT_X86(
        **{name.capitalize(): register[name] for name in names},
        EFlags=register["eflags"],
        **{
            f"Seg{name.capitalize()}": register[name] & 0xFFFF
            for name in ("cs", "ds", "es", "fs", "gs", "ss")
        },
    )
    if fxsave:
        flags |= CONTEXT_FLAGS.X86_FLOATING_POINT | CONTEXT_FLAGS.X86_EXTENDED_REGISTERS
        context = context._replace(FloatSave=_float_save(fxsave), ExtendedRegisters=fxsave[:512])
    if debug is not None:
        flags |= CONTEXT_FLAGS.X86_DEBUG_REGISTERS
        context = context._replace(
            **{f"Dr{number}": debug[number] & 0xFFFFFFFF for number in (0, 1, 2, 3, 6, 7)}
        )
    return context._replace(ContextFlags=int(flags)).pack()


def _float_save(fxsave: bytes) -> FLOATING_SAVE_AREA:
    """Turn an FXSAVE image into the older form (Intel SDM volume 1, section 10.5.1.1)."""
    control, status, valid, opcode, offset, selector, data, data_selector = (
        _FXSAVE_HEAD.unpack_from(fxsave)
    )
    starts = range(_ST_OFFSET, _ST_OFFSET + _ST_COUNT * _ST_STRIDE, _ST_STRIDE)
    registers = [fxsave[start : start + _ST_SIZE] for start in starts]
    top = status >> 11 & 7
    tags = 0
    for physical in range(_ST_COUNT):
        is_used = valid >> physical & 1
        tag = _tag(registers[(physical - top) % _ST_COUNT]) if is_used else _TAG_EMPTY
        tags |= tag << 2 * physical
    return FLOATING_SAVE_AREA(
        ControlWord=control | 0xFFFF0000,
        StatusWord=status | 0xFFFF0000,
        TagWord=tags | 0xFFFF0000,
        ErrorOffset=offset,
        ErrorSelector=selector | opcode << 16,
        DataOffset=data,
        DataSelector=data_selector | 0xFFFF0000,
        RegisterArea=b"".join(registers),
    )


def _tag(register: bytes) -> int:
    mantissa = int.from_bytes(register[:8], "little")
    exponent = int.from_bytes(register[8:], "little") & _MAX_EXPONENT
    if exponent == 0 and mantissa == 0:
        return _TAG_ZERO
    if exponent == _MAX_EXPONENT or not mantissa >> 63:
        return _TAG_SPECIAL
    return _TAG_VALID
