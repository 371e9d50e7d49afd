"""One step of a walk: from a frame to whoever called it, by the best way that leads there.

Unwind tables come first, then the frame pointer, then a look through the stack for a word that
points behind a call. Frames of signal handlers are known by the code they return to.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidDumpError, InvalidImageError
from ..symbols.machine import is_call

if TYPE_CHECKING:
    from ..capture.snapshot import Module, ProcessSnapshot
    from ..symbols.extent import Read
    from ..symbols.machine import Machine, Trampoline
    from .stack_code import Code, ModuleCode

_SCANNED: Final = 256
"""Words of the stack that are looked through for a return address."""
_BEFORE: Final = 8
"""Bytes before a return address in which the call stands."""
_FRAME_REACH: Final = 8 << 20
"""Bytes that a frame pointer may lie above the stack pointer."""
_LONGEST_TRAMPOLINE: Final = 16
_VDSO: Final = "linux-gate.so"
"""What the kernel maps into every program of Linux; few dumps have its bytes."""
_SYSTEM_CALL: Final = b"\x0f\x05"
"""What x86-64 calls the system with."""


class FoundBy(StrEnum):
    """How a frame was found: how far it can be trusted, the best first."""

    CONTEXT = "context"
    """From saved registers: the thread's own, or those of a signal frame."""
    CFI = "CFI"
    """From the unwind tables of the code that was called (ELF and PE alike)."""
    FRAME_POINTER = "frame pointer"
    SCAN = "scan"
    """A word on the stack that points behind a call: what stands between may be missing."""
    PYTHON = "Python"
    """Told by Python's interpreter: what the next native frame was running."""


class Place(NamedTuple):
    """Where a frame stands: its registers (DWARF number → value), and how they were found."""

    registers: dict[int, int]
    found_by: FoundBy
    is_exact: bool = False
    """The instruction pointer is that of an instruction to come, and not a return address."""
    is_guess: bool = False
    """A scan led here: calls may be missing, in which any register was changed."""

    def known(self, machine: Machine) -> dict[str, int]:
        """Give those of the registers that can be relied on, by their names."""
        pointers = {machine.instruction_pointer, machine.stack_pointer}
        certain = pointers if self.is_guess else machine.kept
        return {
            machine.names[number]: value
            for number, value in self.registers.items()
            if number < len(machine.names)
            and (self.found_by is FoundBy.CONTEXT or number in certain)
        }

    def address(self, machine: Machine) -> int:
        """Give the instruction pointer."""
        return self.registers.get(machine.instruction_pointer, 0)

    def lookup(self, machine: Machine) -> int:
        """Give an address inside the instruction that the frame stands on."""
        return self.address(machine) - (not self.is_exact)

    def stack_pointer(self, machine: Machine) -> int:
        """Give the stack pointer."""
        return self.registers.get(machine.stack_pointer, 0)


class Callers:
    """Finds callers in one snapshot."""

    def __init__(
        self, snapshot: ProcessSnapshot, memory: Read, code: Code, machine: Machine
    ) -> None:
        """See ``stacks.stacks_of``."""
        self._snapshot = snapshot
        self._read = memory
        self._machine = machine
        self._code = code
        self._modules = sorted(snapshot.modules)
        self._bases = [module.base for module in self._modules]
        self._has_rights = any(region.executable for region in snapshot.regions)

    def module_at(self, address: int) -> Module | None:
        """Give the module that *address* is in."""
        index = bisect_right(self._bases, address) - 1
        if index < 0 or address >= self._modules[index].end:
            return None
        return self._modules[index]

    def image_of(self, module: Module | None) -> ModuleCode | None:
        """Give the code of *module*."""
        return self._code.of(module, self.memory) if module is not None else None

    def memory(self, address: int, size: int) -> bytes:
        """Read what there is of the process; what cannot be read is not there."""
        try:
            return self._read(address, size)
        except InvalidDumpError:  # the file became shorter, or a drive does not give it
            return b""

    def trampoline_at(self, address: int, image: ModuleCode | None) -> Trampoline | None:
        """Say whether a signal handler returns to *address*, and how its frame lies."""
        code = self._code_at(image, address, _LONGEST_TRAMPOLINE)
        for trampoline in self._machine.trampolines:
            if code.startswith(trampoline.code):
                return trampoline
        return None

    def of(
        self,
        place: Place,
        image: ModuleCode | None,
        trampoline: Trampoline | None,
        *,
        is_first: bool,
    ) -> Place | str:
        """Find who called the function at *place*: a text says why nobody can be found.

        An empty text: nobody called, the stack ends here.
        """
        if trampoline is not None:
            found = self._interrupted(place, trampoline)
            return found or "The registers that the signal saved are not in the memory."
        by_table = self._by_table(place, image, is_first=is_first)
        # A place that was guessed has registers of somebody else: the tables lead nowhere then.
        if by_table is not None and not (
            isinstance(by_table, str) and by_table and place.found_by is FoundBy.SCAN
        ):
            return by_table
        by_frame_pointer = self._by_frame_pointer(place)
        if is_first and image is not None and image.name == _VDSO:
            # It keeps the registers for the kernel on the stack, and the frame pointer for others.
            by_frame_pointer = None
        return by_frame_pointer or self._by_scan(place, is_first=is_first) or self._why_not(place)

    def _by_table(
        self, place: Place, image: ModuleCode | None, *, is_first: bool
    ) -> Place | str | None:
        if image is None:
            return None
        try:
            step = image.caller(
                place.registers,
                place.lookup(self._machine),
                self.memory,
                is_exact=place.is_exact,
            )
        except InvalidImageError:
            return None
        if step is None:
            return None
        found = Place(step.registers or {}, FoundBy.CFI, step.is_exact, place.is_guess)
        if not found.address(self._machine):
            return ""
        return self._plausible(found, place, is_first=is_first)

    def _plausible(self, found: Place, place: Place, *, is_first: bool) -> Place | str:
        """Give *found*, or say why it cannot have called the function at *place*."""
        machine = self._machine
        back = found.address(machine)
        if not self._is_code(back - 1):
            return f"The stack ends with {back:#x}, where there is no code."
        before, now = place.stack_pointer(machine), found.stack_pointer(machine)
        is_leaf = is_first and machine.link is not None and now == before
        if now > before or is_leaf:
            return found
        # Coroutines change stacks, so that one may go down; so does Wine, in a system call.
        image = self.image_of(self.module_at(back - 1))
        code = self._code_at(image, back - _BEFORE, _BEFORE)
        if code.endswith(_SYSTEM_CALL):
            return found._replace(is_exact=True)
        if is_call(machine, code):
            return found
        return "The stack does not go on: what lies there is damaged."

    def _why_not(self, place: Place) -> str:
        stack = place.stack_pointer(self._machine)
        if not self.memory(stack, self._machine.word):
            return f"The stack is not in the memory from {stack:#x} on."
        return "Nothing tells who called."

    def _code_at(self, image: ModuleCode | None, address: int, size: int) -> bytes:
        return (image.read if image is not None else self.memory)(address, size)

    def _words(self, address: int, count: int) -> list[int]:
        size = self._machine.word
        data = self.memory(address, size * count)
        whole = range(0, len(data) - size + 1, size)
        return [int.from_bytes(data[at : at + size], "little") for at in whole]

    def _interrupted(self, place: Place, trampoline: Trampoline) -> Place | None:
        start = place.stack_pointer(self._machine) + trampoline.context + trampoline.registers
        words = self._words(start, len(trampoline.order))
        if len(words) < len(trampoline.order):
            return None
        saved = {
            number: word
            for number, word in zip(trampoline.order, words, strict=True)
            if number >= 0
        }
        return Place(saved, FoundBy.CONTEXT, is_exact=True)

    def _by_frame_pointer(self, place: Place) -> Place | None:
        machine = self._machine
        frame = place.registers.get(machine.frame_pointer, 0)
        stack = place.stack_pointer(machine)
        if not stack <= frame < stack + _FRAME_REACH or frame % machine.word:
            return None
        words = self._words(frame, 2)
        if len(words) < 2:
            return None
        outer, back = words[0], words[1] & machine.address_mask
        if not self.may_return_to(back, by_frame=True):
            return None
        registers = {
            machine.instruction_pointer: back,
            machine.stack_pointer: frame + 2 * machine.word,
            machine.frame_pointer: outer,
        }
        return Place(registers, FoundBy.FRAME_POINTER, is_guess=place.is_guess)

    def _by_scan(self, place: Place, *, is_first: bool) -> Place | None:
        machine = self._machine
        if not is_first and place.registers.get(machine.frame_pointer) == 0:
            return None  # by convention, this is the outermost
        stack = place.stack_pointer(machine)
        for index, word in enumerate(self._words(stack, _SCANNED)):
            back = word & machine.address_mask
            if self.may_return_to(back):
                found = dict(place.registers)  # what a callee keeps may well be as it was
                found[machine.instruction_pointer] = back
                found[machine.stack_pointer] = stack + (index + 1) * machine.word
                return Place(found, FoundBy.SCAN, is_guess=True)
        return None

    def _is_code(self, address: int) -> bool:
        """Say whether *address* can be executed; where no rights are told, whether it may be."""
        if not self._has_rights:
            return self.module_at(address) is not None
        region = self._snapshot.region_at(address)
        return region is not None and region.executable

    def may_return_to(self, address: int, *, by_frame: bool = False) -> bool:
        """Say whether a call stands before *address*.

        Found *by_frame* pointer, it may also be code that is not there to be looked at, or that
        was made at run time: interpreters return to where nothing calls.
        """
        if not self._is_code(address - 1):
            return False
        module = self.module_at(address - 1)
        before = self._code_at(self.image_of(module), address - _BEFORE, _BEFORE)
        if by_frame and (module is None or len(before) < _BEFORE):
            return True
        return is_call(self._machine, before)
