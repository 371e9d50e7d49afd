"""The code of a PE image: unwinding by .pdata and UNWIND_INFO, names by its exports.

Images of 32-bit x86 have no such tables, and give bytes and names alone.

Source: "x64 exception handling" (Microsoft Learn), with the unwind codes 0 to 10.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError
from . import pe_file
from .machine import AMD64, I386

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .extent import Read
    from .pe_file import PeFile

_FUNCTION: Final = struct.Struct("<III")
_CHAINED: Final = 4
_CHAIN: Final = 32
"""Records that may follow each other; compilers make chains of two or three."""
_MOST_FUNCTIONS: Final = 1 << 22
_DWARF: Final = (0, 2, 1, 3, 7, 6, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15)
"""Number of a register in code → in DWARF."""
_RSP, _RIP = AMD64.stack_pointer, AMD64.instruction_pointer
_PUSH, _LARGE, _SMALL, _FRAME, _SAVE, _SAVE_FAR, _EPILOG, _SPARE, _XMM, _XMM_FAR, _MACHINE = range(
    11
)
_SLOTS: Final = (1, 2, 1, 1, 2, 3, 1, 3, 2, 3, 1)
"""Code → 16-bit slots that it takes; ALLOC_LARGE takes three with a size of 32 bits."""
_SYSTEM_CALLS: Final = {
    # mov r10, rcx; mov eax, number; syscall; ret, where a hypervisor wants it int 2Eh; ret.
    pe_file.MACHINE_AMD64: re.compile(
        rb"\x4c\x8b\xd1\xb8.{4}(?:\xf6\x04\x25.{4}\x01\x75\x03)?\x0f\x05\xc3(?:\xcd\x2e)?",
        re.DOTALL,
    ),
    # mov eax, number; mov edx, address; call edx; up to Windows 7 call fs:[0C0h].
    pe_file.MACHINE_I386: re.compile(
        rb"\xb8.{4}(?:\xba.{4}\xff\xd2"
        rb"|(?:\x33\xc9|\xb9.{4})\x8d\x54\x24\x04\x64\xff\x15\xc0\0\0\0)",
        re.DOTALL,
    ),
}
"""Machine → the whole of a function of ntdll or win32u that only calls the system, up to what
follows the call."""
_LONGEST_CALL: Final = 32
"""Bytes that such a function takes at most."""
_EPILOGUE: Final = 64
"""Bytes that an epilogue takes at most: a stack adjustment, eight pops, a jump."""


class Function(NamedTuple):
    """A RUNTIME_FUNCTION: RVAs of a stretch of code and of how to unwind it."""

    start: int
    end: int
    info: int


class Caller(NamedTuple):
    """Registers of a caller (DWARF number → value)."""

    registers: dict[int, int]
    is_exact: bool = False
    """It did not call: it was interrupted there, by an exception."""


class PeCode:
    """One image. Its bytes come from memory where they are there, else from its file."""

    def __init__(self, base: int, end: int, memory: Read, file: PeFile | None) -> None:
        """Look at the image in ``[base, end)``.

        Raises InvalidImageError if its headers are neither in memory nor in *file*, or are not
        those of x86-64 or x86.
        """
        self.base = base
        self._end = end
        self._memory = memory
        self._file = file
        try:
            self._header = pe_file.read_header(memory, base)
        except InvalidImageError:
            if file is None:
                raise
            self._header = file.header
        if self._header.machine not in _SYSTEM_CALLS:
            raise InvalidImageError("it is neither for x86-64 nor for x86")

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes: from memory, else what nothing writes to from the file."""
        data = self._memory(address, size)
        if len(data) < size and self._file is not None and self.base <= address < self._end:
            stored = self._file.read_at(address - self.base, size)
            return stored if len(stored) > len(data) else data
        return data

    # ---------------------------------------------------------------------------- the records

    def _at(self, rva: int, size: int) -> bytes:
        return self.read(self.base + rva, size)

    def _exactly(self, rva: int, size: int) -> bytes:
        data = self._at(rva, size)
        if len(data) < size:
            raise InvalidImageError(f"the unwind data at {rva:#x} cannot be read")
        return data

    def function_at(self, rva: int) -> Function | None:
        """Find the record for *rva* by binary search; None: there is none (a leaf function)."""
        directories = self._header.directories
        if len(directories) <= pe_file.EXCEPTIONS or not directories[pe_file.EXCEPTIONS][0]:
            raise InvalidImageError("it has no unwind tables")
        table, size = directories[pe_file.EXCEPTIONS]
        low, high = 0, min(size // _FUNCTION.size, _MOST_FUNCTIONS)
        while low < high:
            middle = (low + high) // 2
            found = self._function(table + middle * _FUNCTION.size)
            if found.start <= rva < found.end:
                return self._primary(found)
            if found.start <= rva:
                low = middle + 1
            else:
                high = middle
        return None

    def _function(self, rva: int) -> Function:
        return Function(*_FUNCTION.unpack(self._exactly(rva, _FUNCTION.size)))

    def _primary(self, function: Function) -> Function:
        """Follow a record that stands for another (the lowest bit says so)."""
        if not function.info & 1:
            return function
        other = self._function(function.info & ~1)
        return Function(function.start, function.end, other.info & ~1)

    # ------------------------------------------------------------------------------ unwinding

    def caller(
        self, registers: Mapping[int, int], lookup: int, memory: Read, *, is_exact: bool
    ) -> Caller | None:
        """Find who called the function that stands at *lookup*; None: its tables do not tell.

        Raises InvalidImageError.
        """
        if self._header.machine != pe_file.MACHINE_AMD64:
            return self._caller_of_x86(registers, memory) if is_exact else None
        function = self.function_at(lookup - self.base)
        run = _Run(registers, memory)
        if function is None:
            if not is_exact:
                return None  # what has called another is no leaf
            return run.returned()
        rip = registers[_RIP] - self.base
        if is_exact and self._is_epilogue(run, rip, function):
            return run.returned()
        offset = rip - function.start if is_exact else 1 << 32
        for _ in range(_CHAIN):
            chained = self._carry_out(run, function, offset)
            if run.is_interrupted:
                return Caller(run.registers, is_exact=True)
            if chained is None:
                return run.returned()
            function, offset = self._primary(chained), 1 << 32
        raise InvalidImageError("the chain of unwind records does not end")

    def _caller_of_x86(self, registers: Mapping[int, int], memory: Read) -> Caller | None:
        """Find who called a function that only calls the system: it has nothing else on its stack.

        The frame pointer is its caller's, and leads past it.
        """
        if not self._system_call_at(registers[I386.instruction_pointer] - self.base):
            return None
        stack = registers[I386.stack_pointer]
        data = memory(stack, I386.word)
        if len(data) < I386.word:
            return None
        found = dict(registers)
        found[I386.instruction_pointer] = int.from_bytes(data, "little")
        found[I386.stack_pointer] = (stack + I386.word) & I386.mask
        return Caller(found)

    def _carry_out(self, run: _Run, function: Function, offset: int) -> Function | None:
        """Undo what the prologue of *function* did up to *offset*; the record it is chained to."""
        head = self._exactly(function.info, 4)
        version, flags = head[0] & 7, head[0] >> 3
        if version not in (1, 2):
            raise InvalidImageError(f"unwind data of version {version}")
        count, frame = head[2], head[3]
        padded = count + count % 2
        data = self._exactly(function.info + 4, 2 * padded)
        slots = struct.unpack(f"<{padded}H", data)
        codes = list(_codes(slots[:count]))
        has_frame = frame & 15 and any(code == _FRAME and at <= offset for at, code, _, _ in codes)
        base = run.registers.get(_RSP, 0)
        if has_frame:
            base = run.register(_DWARF[frame & 15]) - (frame >> 4) * 16
        for at, code, info, operand in codes:
            if at <= offset:
                run.undo(code, info, operand, base, frame)
        if not flags & _CHAINED:
            return None
        place = function.info + 4 + 2 * padded
        return Function(*_FUNCTION.unpack(self._exactly(place, _FUNCTION.size)))

    def _is_epilogue(self, run: _Run, rip: int, function: Function) -> bool:
        """Carry out the rest of an epilogue, if *rip* is in one: the forms compilers may use."""
        size = min(_EPILOGUE, max(0, function.end - rip))
        code = self._at(rip, size)
        done = _epilogue(code, run)
        if done is None:
            return False
        run.registers = done
        return True

    # ------------------------------------------------------------------------------------ names

    def codeview(self) -> bytes:
        """Give its CodeView record, which names its PDB; empty: it has none."""
        return pe_file.codeview(self._header, self._at)

    @cached_property
    def _exports(self) -> dict[int, bytes]:
        return pe_file.exports(self._header, self._at)

    def function(self, address: int) -> tuple[int, bytes] | None:
        """Give start and name of the function at *address*: what is exported from its start.

        Exports have no sizes; that an unwind record begins where one stands tells how far it goes.
        What has no record is known if it does nothing but call the system.
        """
        rva = address - self.base
        found = None
        if self._header.machine == pe_file.MACHINE_AMD64:
            found = self.function_at(rva)
        start = found.start if found is not None else self._system_call_at(rva)
        if not start or start not in self._exports:
            return None
        return self.base + start, self._exports[start]

    @cached_property
    def _export_starts(self) -> list[int]:
        return sorted(self._exports)

    def _system_call_at(self, rva: int) -> int:
        """Give where the function begins that passes a number to the system and returns; else 0."""
        index = bisect_right(self._export_starts, rva) - 1
        start = self._export_starts[index] if index >= 0 else 0
        if not start or rva >= start + _LONGEST_CALL:
            return 0
        call = _SYSTEM_CALLS[self._header.machine].match(self._at(start, _LONGEST_CALL))
        return start if call is not None and rva <= start + call.end() else 0


def _codes(slots: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Give offset, code, info and operand of each unwind code."""
    found = []
    index = 0
    while index < len(slots):
        at, code, info = slots[index] & 0xFF, slots[index] >> 8 & 15, slots[index] >> 12
        if code >= len(_SLOTS):
            raise InvalidImageError(f"there is no unwind code {code}")
        size = 3 if code == _LARGE and info else _SLOTS[code]
        rest = slots[index + 1 : index + size]
        if len(rest) < size - 1:
            raise InvalidImageError("the unwind codes end too early")
        operand = sum(slot << 16 * place for place, slot in enumerate(rest))
        found.append((at, code, info, operand))
        index += size
    return found


class _Run:
    """The registers while a prologue is undone."""

    def __init__(self, registers: Mapping[int, int], memory: Read) -> None:
        self.registers = dict(registers)
        self.is_interrupted = False
        self._memory = memory

    def register(self, number: int) -> int:
        value = self.registers.get(number)
        if value is None:
            raise InvalidImageError(f"register {number} is not known")
        return value

    def word(self, address: int) -> int:
        data = self._memory(address & AMD64.mask, 8)
        if len(data) < 8:
            raise InvalidImageError(f"{address:#x} is not in the memory that is there")
        return int.from_bytes(data, "little")

    def pop(self) -> int:
        stack = self.register(_RSP)
        value = self.word(stack)
        self.registers[_RSP] = (stack + 8) & AMD64.mask
        return value

    def returned(self) -> Caller:
        self.registers[_RIP] = self.pop()
        return Caller(self.registers)

    def undo(self, code: int, info: int, operand: int, base: int, frame: int) -> None:
        stack = self.register(_RSP)
        if code == _PUSH:
            self.registers[_DWARF[info]] = self.pop()
        elif code == _LARGE:
            self.registers[_RSP] = (stack + (operand if info else operand * 8)) & AMD64.mask
        elif code == _SMALL:
            self.registers[_RSP] = (stack + info * 8 + 8) & AMD64.mask
        elif code == _FRAME:
            place = self.register(_DWARF[frame & 15]) - (frame >> 4) * 16
            self.registers[_RSP] = place & AMD64.mask
        elif code in (_SAVE, _SAVE_FAR):
            place = base + (operand * 8 if code == _SAVE else operand)
            self.registers[_DWARF[info]] = self.word(place)
        elif code == _MACHINE:
            place = stack + (8 if info else 0)
            self.registers[_RIP] = self.word(place)
            self.registers[_RSP] = self.word(place + 24)
            self.is_interrupted = True


def _epilogue(code: bytes, run: _Run) -> dict[int, int] | None:
    """Carry out an epilogue that begins with *code*, up to its return; None: it is none."""
    trial = _Run(run.registers, run._memory)  # noqa: SLF001 - its own kind
    at = _adjusted(code, trial)
    while True:
        prefix = code[at : at + 1]
        wide = prefix == b"\x41"
        op = code[at + wide : at + wide + 1]
        if not op or not 0x58 <= op[0] <= 0x5F:
            break
        trial.registers[_DWARF[op[0] - 0x58 + 8 * wide]] = trial.pop()
        at += 1 + wide
    rest = code[at : at + 2]
    is_return = rest[:1] in (b"\xc3", b"\xc2") or rest == b"\xf3\xc3"
    return trial.registers if is_return else None


def _adjusted(code: bytes, run: _Run) -> int:
    """Carry out ``add rsp, n`` or ``lea rsp, [frame + n]``; the bytes it takes, 0 if it is none."""
    stack = run.register(_RSP)
    if code[:3] == b"\x48\x83\xc4" and len(code) > 3:
        run.registers[_RSP] = stack + code[3]
        return 4
    if code[:3] == b"\x48\x81\xc4" and len(code) > 6:
        run.registers[_RSP] = stack + int.from_bytes(code[3:7], "little")
        return 7
    if code[:1] in (b"\x48", b"\x49") and code[1:2] == b"\x8d" and len(code) > 6:
        mode, target, base = code[2] >> 6, code[2] >> 3 & 7, code[2] & 7
        if target == 4 and mode in (1, 2) and base != 4:
            size = 1 if mode == 1 else 4
            distance = int.from_bytes(code[3 : 3 + size], "little", signed=True)
            number = _DWARF[base + 8 * (code[0] & 1)]
            run.registers[_RSP] = (run.register(number) + distance) & AMD64.mask
            return 3 + size
    return 0
