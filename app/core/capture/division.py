"""Whether an instruction of x86-64 is a division that the processor refuses.

Source: Intel SDM volume 2, DIV and IDIV, and sections 2.1 and 2.2 (ModR/M, SIB, REX).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..symbols.extent import Read

_LONGEST: Final = 15
_ORDER: Final = (13, 14, 12, 11, 15, 10, 9, 8, 0, 1, 2, 3, 4, 5, 6, 7)
"""Number of a register in an instruction (ax, cx, dx, bx, sp, bp, si, di, r8 …) → place of it in a
sigcontext."""
_OPERAND_16: Final = 0x66
_BYTES, _WORDS = 0xF6, 0xF7
_DIV, _IDIV = 6, 7
_ALL: Final = (1 << 64) - 1


def divides_by_zero(values: tuple[int, ...], read: Read) -> bool:
    """Say whether the next instruction divides by zero, or to what does not fit.

    Args:
        values: Registers as a sigcontext has them: r8 to r15, di, si, bp, bx, dx, ax, cx, sp, ip.
        read: Gives memory of the process.
    """
    ip = values[16]
    code = read(ip, _LONGEST)
    at = 0
    width, rex = 4, 0
    if code[:1] == bytes((_OPERAND_16,)):
        width, at = 2, 1
    if len(code) > at and code[at] & 0xF0 == 0x40:
        rex, at = code[at], at + 1
        width = 8 if rex & 8 else width
    if len(code) < at + 7 or code[at] not in (_BYTES, _WORDS):
        return False
    if code[at] == _BYTES:
        width = 1
    operation = code[at + 1] >> 3 & 7
    if operation not in (_DIV, _IDIV):
        return False
    operand = _operand(code, at + 1, rex, width, values, read)
    if operand is None or not any(operand):
        return operand is not None
    lowest = values[_ORDER[0]] & ((1 << 8 * width) - 1) == 1 << 8 * width - 1
    return operation == _IDIV and lowest and width > 1 and operand == b"\xff" * width


def _operand(
    code: bytes, at: int, rex: int, width: int, values: tuple[int, ...], read: Read
) -> bytes | None:
    """Give what stands in the operand whose ModR/M is at *at*; None: it is not to be had."""
    mode, low = code[at] >> 6, code[at] & 7
    number = low | (rex & 1) << 3
    if mode == 3:
        if width == 1 and not rex and low > 3:
            return None  # ah and its like
        return (values[_ORDER[number]] & (1 << 8 * width) - 1).to_bytes(width, "little")
    place, at = 0, at + 1
    if low == 4:
        scale, index, base = code[at] >> 6, code[at] >> 3 & 7, code[at] & 7
        at += 1
        if (index := index | (rex & 2) << 2) != 4:
            place = values[_ORDER[index]] << scale
        if base == 5 and mode == 0:
            mode = 2
        else:
            place += values[_ORDER[base | (rex & 1) << 3]]
    elif low == 5 and mode == 0:
        place, mode = values[16] + at + 4, 2
    else:
        place = values[_ORDER[number]]
    size = (0, 1, 4)[mode]
    place += int.from_bytes(code[at : at + size], "little", signed=True)
    found = read(place & _ALL, width)
    return found if len(found) == width else None
