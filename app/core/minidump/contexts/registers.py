"""All registers of a CONTEXT by name, in the groups in which people look at them.

What ContextFlags do not promise is left out: zeros would be told as if somebody had read them.
Sources: winnt.h; Intel SDM volume 1, chapters 3, 8, 10 and 13; Arm ARM, chapter C5.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from . import (
    CONTEXT_AMD64,
    CONTEXT_ARM,
    CONTEXT_ARM64,
    CONTEXT_ARM64_OLD,
    CONTEXT_X86,
    parse_context,
    xstate_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from . import Context

_CONTROL, _INTEGER, _THIRD, _FOURTH, _FIFTH = 1, 2, 4, 8, 16
"""Bits of ContextFlags; from the third on they mean something else on each processor."""
_EXTENDED_X86: Final = 32
_XSTATE: Final = 64
_YMM_BIT: Final = 4
"""Of the mask of an XSAVE header: component 2, the upper halves of the YMM registers."""
_XSAVE_HEADER: Final = 64
_FLT_SAVE: Final = 256
"""Where the FXSAVE image stands in an AMD64 context."""
_ST, _XMM = 32, 160
"""Where ST0 and XMM0 stand in an FXSAVE image; each takes 16 bytes."""


class RegisterGroup(StrEnum):
    """What registers are for."""

    GENERAL = "general"
    FLAGS = "flags"
    SEGMENTS = "segments"
    FLOATING = "floating point"
    VECTOR = "vector"
    DEBUG = "debug"


class Register(NamedTuple):
    """One register."""

    group: RegisterGroup
    name: str
    """As the processor's maker writes it, in small letters."""
    value: int
    size: int
    """Bytes it has."""
    meaning: str = ""
    """The names of the bits that are set, of flags."""

    @property
    def hexadecimal(self) -> str:
        """Its value with all its digits."""
        return f"{self.value:0{2 * self.size}x}"


_G = RegisterGroup
_EFLAGS: Final = {
    0: "CF", 2: "PF", 4: "AF", 6: "ZF", 7: "SF", 8: "TF", 9: "IF", 10: "DF", 11: "OF",
    14: "NT", 16: "RF", 17: "VM", 18: "AC", 19: "VIF", 20: "VIP", 21: "ID",
}  # fmt: skip
_PSTATE: Final = {31: "N", 30: "Z", 29: "C", 28: "V", 21: "SS", 9: "D", 8: "A", 7: "I", 6: "F"}
_CPSR: Final = {31: "N", 30: "Z", 29: "C", 28: "V", 27: "Q", 9: "E", 7: "I", 6: "F", 5: "T"}
_MXCSR: Final = {0: "IE", 1: "DE", 2: "ZE", 3: "OE", 4: "UE", 5: "PE", 6: "DAZ", 15: "FTZ"}


def registers_of(data: bytes, architecture: int) -> tuple[Register, ...]:
    """Give all registers that the CONTEXT *data* holds; empty if it is not understood."""
    context = parse_context(data, architecture)
    if context is None:
        return ()
    return tuple(_READERS[type(context)](context, data))


def _bits(value: int, names: dict[int, str]) -> str:
    return " ".join(name for bit, name in names.items() if value >> bit & 1)


def _named(
    group: RegisterGroup, context: Context, size: int, fields: Sequence[str]
) -> Iterator[Register]:
    for field in fields:
        name = field.removeprefix("Seg").lower()
        yield Register(group, name, getattr(context, field), size)


def _packed(
    group: RegisterGroup, name: str, data: bytes, *, count: int, size: int, step: int = 0
) -> Iterator[Register]:
    """Give registers that stand one behind the other, *step* bytes from each to the next."""
    for number in range(count):
        at = number * (step or size)
        part = data[at : at + size]
        if len(part) == size:  # LLDB cuts a context off within them
            yield Register(group, f"{name}{number}", int.from_bytes(part, "little"), size)


def _fxsave(image: bytes, xmm: int) -> Iterator[Register]:
    for name, at, size in (("fcw", 0, 2), ("fsw", 2, 2), ("ftw", 4, 1)):
        yield Register(_G.FLOATING, name, int.from_bytes(image[at : at + size], "little"), size)
    yield from _packed(_G.FLOATING, "st", image[_ST:], count=8, size=10, step=16)
    mxcsr = int.from_bytes(image[24:28], "little")
    yield Register(_G.VECTOR, "mxcsr", mxcsr, 4, _bits(mxcsr, _MXCSR))
    yield from _packed(_G.VECTOR, "xmm", image[_XMM:], count=xmm, size=16)


def _amd64(context: CONTEXT_AMD64, data: bytes) -> Iterator[Register]:
    flags = context.ContextFlags
    if flags & _CONTROL:
        yield from _named(_G.GENERAL, context, 8, ("Rip", "Rsp"))
    if flags & _INTEGER:
        fields = ("Rax", "Rbx", "Rcx", "Rdx", "Rsi", "Rdi", "Rbp", *(f"R{n}" for n in range(8, 16)))
        yield from _named(_G.GENERAL, context, 8, fields)
    if flags & _CONTROL:
        meaning = _bits(context.EFlags, _EFLAGS)
        yield Register(_G.FLAGS, "eflags", context.EFlags, 4, meaning)
        yield from _named(_G.SEGMENTS, context, 2, ("SegCs", "SegSs"))
    if flags & _THIRD:
        yield from _named(_G.SEGMENTS, context, 2, ("SegDs", "SegEs", "SegFs", "SegGs"))
    if flags & _FOURTH:
        there = max(0, len(data) - _FLT_SAVE)
        yield from _fxsave(context.FltSave[:there], 16)
    upper = xstate_of(data) if flags & _XSTATE else b""
    # In the standard format, as writers of dumps have it, the upper halves follow the header.
    if len(upper) >= _XSAVE_HEADER + 256 and upper[0] & _YMM_BIT:
        for number in range(16):
            low = context.FltSave[_XMM + 16 * number : _XMM + 16 * number + 16]
            at = _XSAVE_HEADER + 16 * number
            value = int.from_bytes(low + upper[at : at + 16], "little")
            yield Register(_G.VECTOR, f"ymm{number}", value, 32)
    if flags & _FIFTH:
        yield from _named(_G.DEBUG, context, 8, ("Dr0", "Dr1", "Dr2", "Dr3", "Dr6", "Dr7"))


def _x86(context: CONTEXT_X86, _data: bytes) -> Iterator[Register]:
    flags = context.ContextFlags
    if flags & _CONTROL:
        yield from _named(_G.GENERAL, context, 4, ("Eip", "Esp", "Ebp"))
    if flags & _INTEGER:
        fields = ("Eax", "Ebx", "Ecx", "Edx", "Esi", "Edi")
        yield from _named(_G.GENERAL, context, 4, fields)
    if flags & _CONTROL:
        meaning = _bits(context.EFlags, _EFLAGS)
        yield Register(_G.FLAGS, "eflags", context.EFlags, 4, meaning)
        yield from _named(_G.SEGMENTS, context, 2, ("SegCs", "SegSs"))
    if flags & _THIRD:
        yield from _named(_G.SEGMENTS, context, 2, ("SegDs", "SegEs", "SegFs", "SegGs"))
    if flags & _EXTENDED_X86:
        yield from _fxsave(context.ExtendedRegisters, 8)
    elif flags & _FOURTH:
        saved = context.FloatSave
        for name, value in (("fcw", saved.ControlWord), ("fsw", saved.StatusWord)):
            yield Register(_G.FLOATING, name, value & 0xFFFF, 2)
        yield from _packed(_G.FLOATING, "st", saved.RegisterArea, count=8, size=10)
    if flags & _FIFTH:
        yield from _named(_G.DEBUG, context, 4, ("Dr0", "Dr1", "Dr2", "Dr3", "Dr6", "Dr7"))


def _arm64(context: CONTEXT_ARM64 | CONTEXT_ARM64_OLD, _data: bytes) -> Iterator[Register]:
    flags = context.ContextFlags
    if flags & _CONTROL:
        yield from _named(_G.GENERAL, context, 8, ("Pc", "Sp", "Fp", "Lr"))
    if flags & _INTEGER:
        for number, value in enumerate(context.X):
            yield Register(_G.GENERAL, f"x{number}", value, 8)
    if flags & _CONTROL:
        yield Register(_G.FLAGS, "cpsr", context.Cpsr, 4, _bits(context.Cpsr, _PSTATE))
    if flags & _THIRD:
        yield from _named(_G.FLOATING, context, 4, ("Fpcr", "Fpsr"))
        yield from _packed(_G.VECTOR, "v", context.V, count=32, size=16)
    if flags & _FOURTH and isinstance(context, CONTEXT_ARM64):
        for field, size in (("Bcr", 4), ("Bvr", 8), ("Wcr", 4), ("Wvr", 8)):
            for number, value in enumerate(getattr(context, field)):
                yield Register(_G.DEBUG, f"{field.lower()}{number}", value, size)


def _arm(context: CONTEXT_ARM, _data: bytes) -> Iterator[Register]:
    flags = context.ContextFlags
    # Breakpad sets INTEGER for all of them, and its pointers with it; Windows sets both.
    if flags & (_CONTROL | _INTEGER):
        yield from _named(_G.GENERAL, context, 4, ("Pc", "Sp", "Lr"))
    if flags & _INTEGER:
        for number, value in enumerate(context.R):
            yield Register(_G.GENERAL, f"r{number}", value, 4)
    if flags & (_CONTROL | _INTEGER):
        yield Register(_G.FLAGS, "cpsr", context.Cpsr, 4, _bits(context.Cpsr, _CPSR))
    if flags & _THIRD:
        yield Register(_G.FLOATING, "fpscr", context.Fpscr, 8)
        yield from _packed(_G.VECTOR, "d", context.D, count=32, size=8)


_READERS: Final[dict[type, Callable[..., Iterator[Register]]]] = {
    CONTEXT_AMD64: _amd64,
    CONTEXT_X86: _x86,
    CONTEXT_ARM64: _arm64,
    CONTEXT_ARM64_OLD: _arm64,
    CONTEXT_ARM: _arm,
}
