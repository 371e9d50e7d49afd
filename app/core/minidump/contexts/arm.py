"""Registers of a 32-bit ARM thread, in the form that Breakpad writes (MDRawContextARM)."""

from typing import Annotated

from ..record import U32, U64, Record


class CONTEXT_ARM(Record):
    """The 368-byte context of Breakpad; the CONTEXT of Windows (416 bytes) begins alike.

    D holds the 32 double registers, 8 bytes each.
    """

    ContextFlags: U32 = 0
    R: Annotated[tuple[int, ...], "13I"] = (0,) * 13
    Sp: U32 = 0
    Lr: U32 = 0
    Pc: U32 = 0
    Cpsr: U32 = 0
    Fpscr: U64 = 0
    D: Annotated[bytes, "256s"] = b""
    Extra: Annotated[bytes, "32s"] = b""
