"""DWARF expressions as unwind tables use them: a small stack machine (DWARF 5, section 2.5).

A table may be hostile: steps, depth and numbers are bounded, and every fault is an
InvalidImageError.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Final

from ..errors import InvalidImageError
from .cursor import MASK_64, Cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .extent import Read
    from .machine import Machine

_STEPS: Final = 1000
_DEPTH: Final = 64
_ADDR, _DEREF, _PICK, _PLUS_UCONST, _BRA, _SKIP = 0x03, 0x06, 0x15, 0x23, 0x28, 0x2F
_LIT0, _BREG0, _BREGX, _DEREF_SIZE, _NOP = 0x30, 0x70, 0x92, 0x94, 0x96


def _quotient(one: int, other: int) -> int:
    """Divide as processors do: towards zero."""
    quotient = abs(one) // abs(other)
    return quotient if (one < 0) == (other < 0) else -quotient


_CONSTANTS: Final[dict[int, Callable[[Cursor], int]]] = {
    0x08: lambda at: at.unsigned(1),
    0x09: lambda at: at.signed(1),
    0x0A: lambda at: at.unsigned(2),
    0x0B: lambda at: at.signed(2),
    0x0C: lambda at: at.unsigned(4),
    0x0D: lambda at: at.signed(4),
    0x0E: lambda at: at.unsigned(8),
    0x0F: lambda at: at.signed(8),
    0x10: Cursor.uleb,
    0x11: Cursor.sleb,
}
_ONE: Final[dict[int, Callable[[int], int]]] = {0x19: abs, 0x1F: operator.neg, 0x20: operator.inv}
"""abs, neg, not: of a signed number."""
_TWO: Final[dict[int, Callable[[int, int], int]]] = {
    0x1A: operator.and_,
    0x1C: operator.sub,
    0x1D: lambda a, b: a % b,
    0x1E: operator.mul,
    0x21: operator.or_,
    0x22: operator.add,
    0x24: lambda a, b: a << b if b < 64 else 0,
    0x25: lambda a, b: a >> b if b < 64 else 0,
    0x27: operator.xor,
}
_SIGNED: Final[dict[int, Callable[[int, int], int]]] = {
    0x1B: _quotient,
    0x26: lambda a, b: a >> min(b, 63),
    0x29: operator.eq,
    0x2A: operator.ge,
    0x2B: operator.gt,
    0x2C: operator.le,
    0x2D: operator.lt,
    0x2E: operator.ne,
}
_SHUFFLES: Final[dict[int, tuple[int, tuple[int, ...]]]] = {
    0x12: (1, (0, 0)),  # dup
    0x13: (1, ()),  # drop
    0x14: (2, (1, 0, 1)),  # over
    0x16: (2, (0, 1)),  # swap
    0x17: (3, (0, 2, 1)),  # rot
}
"""How many are taken from the top, and which of them (0 is the top) are put back, lowest first."""


def evaluate(
    code: bytes, registers: Mapping[int, int], read: Read, machine: Machine, start: int | None
) -> int:
    """Carry out *code* and give what is on top then. *start* is on the stack before (the CFA).

    Raises InvalidImageError.
    """
    run = _Run(code, registers, read, machine)
    if start is not None:
        run.stack.append(start)
    for _ in range(_STEPS):
        if run.cursor.is_at_end:
            return run.take() & machine.mask
        try:
            run.step()
        except ZeroDivisionError:
            raise InvalidImageError("an expression divides by zero") from None
    raise InvalidImageError("an expression does not end")


class _Run:
    def __init__(
        self, code: bytes, registers: Mapping[int, int], read: Read, machine: Machine
    ) -> None:
        self.cursor = Cursor(code)
        self.stack: list[int] = []
        self._registers = registers
        self._read = read
        self._machine = machine

    def take(self) -> int:
        if not self.stack:
            raise InvalidImageError("an expression takes more than there is")
        return self.stack.pop()

    def _put(self, value: int) -> None:
        if len(self.stack) >= _DEPTH:
            raise InvalidImageError("an expression piles up too much")
        self.stack.append(value & MASK_64)

    def step(self) -> None:
        op = self.cursor.unsigned(1)
        if op in _CONSTANTS:
            self._put(_CONSTANTS[op](self.cursor))
        elif _LIT0 <= op < _LIT0 + 32:
            self._put(op - _LIT0)
        elif _BREG0 <= op < _BREG0 + 32 or op == _BREGX:
            number = self.cursor.uleb() if op == _BREGX else op - _BREG0
            self._put(self._register(number) + self.cursor.sleb())
        elif op in _SIGNED:
            other, one = self._signed(self.take()), self._signed(self.take())
            self._put(int(_SIGNED[op](one, other)))
        elif op in _TWO:
            other, one = self.take(), self.take()
            self._put(_TWO[op](one, other))
        elif op in _ONE:
            self._put(_ONE[op](self._signed(self.take())))
        elif op in _SHUFFLES:
            count, order = _SHUFFLES[op]
            taken = [self.take() for _ in range(count)]
            for index in order:
                self._put(taken[index])
        else:
            self._special(op)

    def _special(self, op: int) -> None:
        cursor = self.cursor
        if op == _ADDR:
            self._put(cursor.unsigned(self._machine.word))
        elif op in (_DEREF, _DEREF_SIZE):
            size = self._machine.word if op == _DEREF else cursor.unsigned(1)
            self._put(self._word(self.take(), size))
        elif op == _PICK:
            index = cursor.unsigned(1)
            if index >= len(self.stack):
                raise InvalidImageError("an expression takes more than there is")
            self._put(self.stack[-1 - index])
        elif op == _PLUS_UCONST:
            self._put(self.take() + cursor.uleb())
        elif op in (_BRA, _SKIP):
            distance = cursor.signed(2)
            if op == _SKIP or self.take():
                cursor.at += distance
            if cursor.at < 0:
                raise InvalidImageError("an expression jumps out of itself")
        elif op != _NOP:
            raise InvalidImageError(f"an expression has the unknown operation {op:#x}")

    def _register(self, number: int) -> int:
        value = self._registers.get(number)
        if value is None:
            raise InvalidImageError(f"register {number} is not known")
        return value

    def _word(self, address: int, size: int) -> int:
        if not 1 <= size <= 8:
            raise InvalidImageError(f"{size} bytes are no number")
        data = self._read(address & self._machine.mask, size)
        if len(data) < size:
            raise InvalidImageError(f"{address:#x} is not in the memory that is there")
        return int.from_bytes(data, "little")

    def _signed(self, value: int) -> int:
        bits = 8 * self._machine.word
        value &= self._machine.mask
        return value - (1 << bits) if value >> (bits - 1) else value
