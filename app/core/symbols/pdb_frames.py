"""Callers of 32-bit x86 code of Windows, which has no unwind tables: by the frame data of its PDB.

A row is for a stretch of code, with a program in postfix notation that makes the caller's registers
out of the callee's: ``$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =``. ``^`` reads memory, ``@``
aligns, ``.raSearch`` is where the return address lies. Source: FRAMEDATA in cvinfo.h, and
"IDiaFrameData::get_program" (Microsoft Learn).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError
from .machine import I386, is_call

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .extent import Read

SLOT: Final = 9
"""Where the debug header of a PDB names the stream with the rows ("new FPO")."""
_ROW: Final = struct.Struct("<6IHHI")
_MOST_ROWS: Final = 1 << 20
_MOST_OF_FUNCTION: Final = 64
"""Rows that a function may have: one for each instruction of its prologue."""
_FUNCTION_START: Final = 4
_MOST_TOKENS: Final = 512
_SEARCHED: Final = 64
"""Words that are looked through for the return address: what was pushed for the callee lies below
it, and of code that was not made by this linker nobody knows how much."""
_BEFORE: Final = 8
"""Bytes before a return address in which the call stands."""
_CALL, _JUMP = 0xE8, 0xE9
"""With a distance of four bytes."""
_CALL_BY_WORD: Final = b"\xff\x15"
"""With the address of the word that has the address of the function."""
_NUMBERS: Final = {f"${name}": number for number, name in enumerate(I386.names)}
_WORD: Final = I386.word


class FrameRow(NamedTuple):
    """How a stretch of code has its frame. RVA and sizes in bytes."""

    start: int
    size: int
    local: int
    parameters: int
    saved: int
    """Of the registers that it keeps for its caller."""
    program: int
    """Where its program is in the table of strings."""
    is_start: bool
    """A function begins with it."""


class FrameRows:
    """The rows of a PDB."""

    def __init__(self, data: bytes) -> None:
        """Read the stream *data*."""
        whole = min(len(data) // _ROW.size, _MOST_ROWS) * _ROW.size
        rows = (
            FrameRow(start, size, local, given, saved, program, bool(flags & _FUNCTION_START))
            for start, size, local, given, _, program, _, saved, flags in _ROW.iter_unpack(
                data[:whole]
            )
        )
        self._rows = sorted(rows)
        self._starts = [row.start for row in self._rows]

    def at(self, rva: int) -> FrameRow | None:
        """Give the row for *rva*; prologues have one within the other, the innermost counts."""
        index = bisect_right(self._starts, rva) - 1
        row = self._rows[index] if index >= 0 else None
        return row if row is not None and rva < row.start + row.size else None

    def function_of(self, row: FrameRow) -> int:
        """Give the RVA of the function that *row* is of."""
        index = bisect_right(self._starts, row.start) - 1
        for before in reversed(self._rows[max(0, index - _MOST_OF_FUNCTION) : index + 1]):
            if before.is_start:
                return before.start
        return row.start


def caller(
    row: FrameRow,
    program: str,
    function: int,
    registers: Mapping[int, int],
    memory: Read,
    code: Read,
) -> dict[int, int] | None:
    """Carry out *program*; gives the registers of the caller, None if it does not lead to one.

    Args:
        row: The row that has the program.
        program: Its text.
        function: The address of the function that the row is of.
        registers: Those of the callee (DWARF number → value).
        memory: Reads the stack.
        code: Reads code, also that which is not in memory: a return address stands behind a call of
            the function, or of nobody knows whom.

    Raises InvalidImageError for a program that makes no sense.
    """
    stack = registers.get(I386.stack_pointer, 0)
    values = {name: registers[number] for name, number in _NUMBERS.items() if number in registers}
    values |= {
        ".cbLocals": row.local,
        ".cbParams": row.parameters,
        ".cbSavedRegs": row.saved,
    }
    if ".raSearch" in program:
        found = _return_address(stack + row.local + row.saved, function, memory, code)
        if found is None:
            return None
        values[".raSearch"] = values[".raSearchStart"] = found
    after = _carry_out(program, values, lambda address: _word(memory, address))
    made = {number: after[name] for name, number in _NUMBERS.items() if name in after}
    if made.get(I386.stack_pointer, 0) <= stack or not made.get(I386.instruction_pointer):
        return None
    return made


def _return_address(start: int, function: int, memory: Read, code: Read) -> int | None:
    """Give where, from *start* on, the first word lies that may return from *function*."""
    data = memory(start, _WORD * _SEARCHED)
    for index in range(len(data) // _WORD):
        back = int.from_bytes(data[_WORD * index : _WORD * (index + 1)], "little")
        before = code(back - _BEFORE, _BEFORE) if back >= _BEFORE else b""
        if _may_call(before, back, function, memory, code):
            return start + _WORD * index
    return None


def _may_call(before: bytes, back: int, function: int, memory: Read, code: Read) -> bool:
    """Say whether the bytes *before* a return address may be a call of *function*.

    Words of calls that are over lie about in what a function has not written to yet.
    """
    if not is_call(I386, before):
        return False
    if before[-6:-4] == _CALL_BY_WORD:  # of another module, most often
        word = memory(int.from_bytes(before[-4:], "little"), _WORD)
        return int.from_bytes(word, "little") == function
    if before[-5] != _CALL:
        return True  # of whatever a register said
    target = _target(before[-4:], back)
    if target == function:
        return True
    jump = code(target, 5)  # linkers may put one in between
    return jump[:1] == bytes([_JUMP]) and _target(jump[1:], target + 5) == function


def _target(distance: bytes, end: int) -> int:
    return (end + int.from_bytes(distance, "little", signed=True)) & I386.mask


def _word(memory: Read, address: int) -> int:
    data = memory(address, _WORD)
    if len(data) < _WORD:
        raise InvalidImageError(f"{address:#x} is not in the memory that is there")
    return int.from_bytes(data, "little")


def _carry_out(program: str, values: dict[str, int], read: Callable[[int], int]) -> dict[str, int]:
    """Give what the variables are after *program*."""
    tokens = program.split(maxsplit=_MOST_TOKENS)
    if len(tokens) > _MOST_TOKENS:
        raise InvalidImageError("a program for a frame is too long")
    stack: list[str | int] = []

    def value() -> int:
        top = stack.pop()
        if isinstance(top, str):
            return values[top]
        return top

    try:
        for token in tokens:
            if token == "=":  # noqa: S105 - no password
                result = value()
                name = stack.pop()
                if not isinstance(name, str):
                    raise InvalidImageError("a program for a frame sets a number")
                values[name] = result
            elif token == "^":  # noqa: S105 - no password
                stack.append(read(value()))
            elif token in _OPERATIONS:
                second, first = value(), value()
                stack.append(_OPERATIONS[token](first, second) & I386.mask)
            elif token[0] in "$.":
                stack.append(token)
            else:
                stack.append(int(token) & I386.mask)
    except (IndexError, KeyError, ValueError, ZeroDivisionError):
        raise InvalidImageError("a program for a frame makes no sense") from None
    return values


_OPERATIONS: Final[dict[str, Callable[[int, int], int]]] = {
    "+": lambda first, second: first + second,
    "-": lambda first, second: first - second,
    "*": lambda first, second: first * second,
    "/": lambda first, second: first // second,
    "%": lambda first, second: first % second,
    "@": lambda first, second: first // second * second,
}
