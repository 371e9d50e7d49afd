"""Call frame instructions: from an FDE to the rules by which a caller's registers are found.

Source: DWARF 5, section 6.4; the additions of GNU and ARM64 are those that compilers write.
Programs are bounded by their bytes, and what cannot be true raises InvalidImageError.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError
from .cursor import Cursor
from .expression import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .extent import Read
    from .machine import Machine

_REMEMBERED: Final = 64
"""Rows that may be remembered at once."""
_REGISTERS: Final = 512


class How(Enum):
    """How a register of the caller is found (DWARF 5, section 6.4.1)."""

    UNDEFINED = auto()
    SAME = auto()
    OFFSET = auto()
    VAL_OFFSET = auto()
    REGISTER = auto()
    EXPRESSION = auto()
    VAL_EXPRESSION = auto()


class Rule(NamedTuple):
    """One rule; of a register, an offset or an expression."""

    how: How
    number: int = 0
    code: bytes = b""


class Cie(NamedTuple):
    """What several FDEs have in common."""

    code_alignment: int
    data_alignment: int
    return_register: int
    instructions: bytes
    pointer_encoding: int
    is_signal: bool
    has_augmentation: bool


class Fde(NamedTuple):
    """The instructions for one stretch of code, ``[start, end)``."""

    start: int
    end: int
    instructions: bytes
    cie: Cie


class Row(NamedTuple):
    """The rules that hold at one instruction."""

    cfa: Rule
    """REGISTER with ``number`` and ``offset``, or EXPRESSION."""
    offset: int
    rules: dict[int, Rule]
    return_register: int
    is_signal: bool


def row_at(fde: Fde, address: int, word: int) -> Row:
    """Carry out the instructions of *fde* up to *address*. Raises InvalidImageError."""
    run = _Run(fde.cie, fde.start, address, word)
    run.carry_out(fde.cie.instructions)
    run.initial = dict(run.rules)
    run.carry_out(fde.instructions)
    if run.cfa is None:
        raise InvalidImageError(f"nothing says where the frame of {address:#x} begins")
    return Row(run.cfa, run.offset, run.rules, fde.cie.return_register, fde.cie.is_signal)


class _Run:
    """One run of a program, until what holds at ``target`` is known."""

    def __init__(self, cie: Cie, start: int, target: int, word: int) -> None:
        self._cie = cie
        self._location = start
        self._target = target
        self._word = word
        self._is_done = False
        self._remembered: list[tuple[dict[int, Rule], Rule | None, int]] = []
        self.cfa: Rule | None = None
        self.offset = 0
        self.rules: dict[int, Rule] = {}
        self.initial: dict[int, Rule] = {}

    def carry_out(self, code: bytes) -> None:
        cursor = Cursor(code)
        while not cursor.is_at_end and not self._is_done:
            op = cursor.unsigned(1)
            high, low = op & 0xC0, op & 0x3F
            if high == 0x40:
                self._advance(low)
            elif high == 0x80:
                self._offset(low, cursor.uleb())
            elif high == 0xC0:
                self._restore(low)
            else:
                step = _INSTRUCTIONS.get(op)
                if step is None:
                    raise InvalidImageError(f"there is no call frame instruction {op:#x}")
                step(self, cursor)

    def _advance(self, steps: int) -> None:
        self._move(self._location + steps * self._cie.code_alignment)

    def _move(self, location: int) -> None:
        if location > self._target:
            self._is_done = True
        self._location = location

    def _set(self, number: int, rule: Rule) -> None:
        if number >= _REGISTERS:
            raise InvalidImageError(f"there is no register {number}")
        self.rules[number] = rule

    def _offset(self, number: int, factored: int) -> None:
        self._set(number, Rule(How.OFFSET, factored * self._cie.data_alignment))

    def _val_offset(self, number: int, factored: int) -> None:
        self._set(number, Rule(How.VAL_OFFSET, factored * self._cie.data_alignment))

    def _restore(self, number: int) -> None:
        if number in self.initial:
            self.rules[number] = self.initial[number]
        else:
            self.rules.pop(number, None)

    def _remember(self) -> None:
        if len(self._remembered) >= _REMEMBERED:
            raise InvalidImageError("too many rows are remembered")
        self._remembered.append((dict(self.rules), self.cfa, self.offset))

    def _recall(self) -> None:
        if not self._remembered:
            raise InvalidImageError("a row is recalled that was not remembered")
        self.rules, self.cfa, self.offset = self._remembered.pop()

    def _define(self, number: int, offset: int) -> None:
        self.cfa, self.offset = Rule(How.REGISTER, number), offset

    def _define_register(self, number: int) -> None:
        self.cfa = Rule(How.REGISTER, number)

    def _define_offset(self, offset: int) -> None:
        self.offset = offset

    def _define_expression(self, code: bytes) -> None:
        self.cfa, self.offset = Rule(How.EXPRESSION, code=code), 0

    # What the table below names, from the operands on.

    def set_location(self, cursor: Cursor) -> None:
        self._move(cursor.unsigned(self._word))

    def advance_1(self, cursor: Cursor) -> None:
        self._advance(cursor.unsigned(1))

    def advance_2(self, cursor: Cursor) -> None:
        self._advance(cursor.unsigned(2))

    def advance_4(self, cursor: Cursor) -> None:
        self._advance(cursor.unsigned(4))

    def offset_extended(self, cursor: Cursor) -> None:
        self._offset(cursor.uleb(), cursor.uleb())

    def offset_signed(self, cursor: Cursor) -> None:
        self._offset(cursor.uleb(), cursor.sleb())

    def offset_negative(self, cursor: Cursor) -> None:
        self._offset(cursor.uleb(), -cursor.uleb())

    def val_offset(self, cursor: Cursor) -> None:
        self._val_offset(cursor.uleb(), cursor.uleb())

    def val_offset_signed(self, cursor: Cursor) -> None:
        self._val_offset(cursor.uleb(), cursor.sleb())

    def restore_extended(self, cursor: Cursor) -> None:
        self._restore(cursor.uleb())

    def undefined(self, cursor: Cursor) -> None:
        self._set(cursor.uleb(), Rule(How.UNDEFINED))

    def same_value(self, cursor: Cursor) -> None:
        self._set(cursor.uleb(), Rule(How.SAME))

    def register(self, cursor: Cursor) -> None:
        self._set(cursor.uleb(), Rule(How.REGISTER, cursor.uleb()))

    def expression(self, cursor: Cursor) -> None:
        self._set(cursor.uleb(), Rule(How.EXPRESSION, code=cursor.block(cursor.uleb())))

    def val_expression(self, cursor: Cursor) -> None:
        self._set(cursor.uleb(), Rule(How.VAL_EXPRESSION, code=cursor.block(cursor.uleb())))

    def define(self, cursor: Cursor) -> None:
        self._define(cursor.uleb(), cursor.uleb())

    def define_signed(self, cursor: Cursor) -> None:
        self._define(cursor.uleb(), cursor.sleb() * self._cie.data_alignment)

    def define_register(self, cursor: Cursor) -> None:
        self._define_register(cursor.uleb())

    def define_offset(self, cursor: Cursor) -> None:
        self._define_offset(cursor.uleb())

    def define_offset_signed(self, cursor: Cursor) -> None:
        self._define_offset(cursor.sleb() * self._cie.data_alignment)

    def define_expression(self, cursor: Cursor) -> None:
        self._define_expression(cursor.block(cursor.uleb()))

    def remember(self, _: Cursor) -> None:
        self._remember()

    def recall(self, _: Cursor) -> None:
        self._recall()

    def arguments_size(self, cursor: Cursor) -> None:
        """It is of no use for finding the caller."""
        cursor.uleb()

    def nothing(self, _: Cursor) -> None:
        """Do nothing: padding, or the mark that a return address is signed, which is masked."""


_INSTRUCTIONS: Final[dict[int, Callable[[_Run, Cursor], None]]] = {
    0x00: _Run.nothing,
    0x01: _Run.set_location,
    0x02: _Run.advance_1,
    0x03: _Run.advance_2,
    0x04: _Run.advance_4,
    0x05: _Run.offset_extended,
    0x06: _Run.restore_extended,
    0x07: _Run.undefined,
    0x08: _Run.same_value,
    0x09: _Run.register,
    0x0A: _Run.remember,
    0x0B: _Run.recall,
    0x0C: _Run.define,
    0x0D: _Run.define_register,
    0x0E: _Run.define_offset,
    0x0F: _Run.define_expression,
    0x10: _Run.expression,
    0x11: _Run.offset_signed,
    0x12: _Run.define_signed,
    0x13: _Run.define_offset_signed,
    0x14: _Run.val_offset,
    0x15: _Run.val_offset_signed,
    0x16: _Run.val_expression,
    0x2D: _Run.nothing,
    0x2E: _Run.arguments_size,
    0x2F: _Run.offset_negative,
}


def caller_of(
    row: Row, registers: Mapping[int, int], read: Read, machine: Machine
) -> dict[int, int] | None:
    """Find the caller's registers by *row*; None where the stack ends.

    A register that cannot be found is left out. Raises InvalidImageError where the frame itself,
    or where it returns to, cannot be.
    """
    if row.cfa.how is How.EXPRESSION:
        frame = evaluate(row.cfa.code, registers, read, machine, None)
    else:
        base = registers.get(row.cfa.number)
        if base is None:
            raise InvalidImageError(f"register {row.cfa.number} is not known")
        frame = (base + row.offset) & machine.mask
    found = {number: value for number, value in registers.items() if number not in row.rules}
    found[machine.stack_pointer] = frame
    for number, rule in row.rules.items():
        try:
            value = _value(rule, number, frame, registers, read, machine)
        except InvalidImageError:
            if number == row.return_register:
                raise
            continue
        if value is not None:
            found[number] = value
    target = found.get(row.return_register)
    if target is None:
        return None
    found[machine.instruction_pointer] = target & machine.address_mask
    return found


def _value(
    rule: Rule,
    number: int,
    frame: int,
    registers: Mapping[int, int],
    read: Read,
    machine: Machine,
) -> int | None:
    if rule.how is How.UNDEFINED:
        return None
    if rule.how in (How.SAME, How.REGISTER):
        return registers.get(number if rule.how is How.SAME else rule.number)
    if rule.how in (How.EXPRESSION, How.VAL_EXPRESSION):
        place = evaluate(rule.code, registers, read, machine, frame)
    else:
        place = (frame + rule.number) & machine.mask
    is_value = rule.how in (How.VAL_OFFSET, How.VAL_EXPRESSION)
    return place if is_value else _word(place, read, machine)


def _word(address: int, read: Read, machine: Machine) -> int:
    data = read(address & machine.mask, machine.word)
    if len(data) < machine.word:
        raise InvalidImageError(f"{address & machine.mask:#x} is not in the memory that is there")
    return int.from_bytes(data, "little")
