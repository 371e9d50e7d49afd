"""What every thread was doing: its stack walked from its registers, call by call.

How to use it::

    with MinidumpFile.open(path) as file, Code() as code:
        for stack in stacks_of(snapshot_of(file), file.read_memory, code):
            for frame in stack.frames: ...

A snapshot of a live process goes the same way, with what ``stack_capture`` kept of its memory.
Nothing here raises because of what a dump or a file of code says: what lies costs the frame, and
``Stack.end`` says why a walk ended.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidDumpError, InvalidImageError
from ..minidump.constants import PROCESSOR_ARCHITECTURE
from ..minidump.contexts import has_all_registers, parse_context
from ..symbols.machine import AMD64, ARM64, I386, Machine, Trampoline, is_call

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..capture.snapshot import Module, ProcessSnapshot, Thread
    from ..symbols.extent import Read
    from .stack_code import Code, ModuleCode

MOST_FRAMES: Final = 1024
"""Frames of a stack that are walked: a recursion without an end has more."""
_SCANNED: Final = 256
"""Words of the stack that are looked through for a return address."""
_BEFORE: Final = 8
"""Bytes before a return address in which the call stands."""
_FRAME_REACH: Final = 8 << 20
"""Bytes that a frame pointer may lie above the stack pointer."""

_X86_64: Final = (
    "Rax Rdx Rcx Rbx Rsi Rdi Rbp Rsp R8 R9 R10 R11 R12 R13 R14 R15 Rip".split()  # noqa: SIM905
)
_X86: Final = "Eax Ecx Edx Ebx Esp Ebp Esi Edi Eip".split()  # noqa: SIM905
MACHINES: Final[dict[int, Machine]] = {
    PROCESSOR_ARCHITECTURE.AMD64: AMD64,
    PROCESSOR_ARCHITECTURE.INTEL: I386,
    PROCESSOR_ARCHITECTURE.ARM64: ARM64,
}
"""PROCESSOR_ARCHITECTURE → how to unwind on it."""


class FoundBy(StrEnum):
    """How a frame was found: how far it can be trusted, the best first."""

    CONTEXT = "context"
    """From saved registers: the thread's own, or those of a signal frame."""
    CFI = "CFI"
    """From the unwind tables of the code that was called (ELF and PE alike)."""
    FRAME_POINTER = "frame pointer"
    SCAN = "scan"
    """A word on the stack that points behind a call: what stands between may be missing."""


class SignalFrame(NamedTuple):
    """What the kernel put on the stack for a signal handler. Addresses."""

    info: int
    """siginfo_t; 0: the handler did not ask for it (old frames of i386)."""
    context: int
    """ucontext_t."""


class Frame(NamedTuple):
    """One call that has not returned, or where a thread runs (the first)."""

    address: int
    """The instruction pointer, or where the call returns to."""
    stack_pointer: int
    found_by: FoundBy
    module: Module | None
    function: str
    """Name, demangled; empty: not known."""
    function_offset: int
    """Bytes from the start of ``function``."""
    file: str
    """Source file; empty: not known, or not asked for."""
    line: int
    """Line of it, from 1; 0: not known."""
    registers: Mapping[str, int]
    """What is known of the registers here, by their names (``rip``, ``rsp`` …)."""
    signal: SignalFrame | None = None
    """This is the trampoline of a signal handler; the next frame is what the signal interrupted."""
    is_inlined: bool = False
    """The call was inlined into the next frame, which has the same address."""
    is_exact: bool = True
    """``address`` is an instruction that was next, not where a call returns to."""

    @property
    def lookup(self) -> int:
        """An address inside the instruction that the frame stands on.

        A call may be the last thing a function does: where it returns to can belong to another.
        """
        return self.address if self.is_exact else self.address - 1

    @property
    def offset(self) -> int:
        """Bytes from the base of the module; from 0 where there is none."""
        return self.address - self.module.base if self.module is not None else self.address


class Stack(NamedTuple):
    """The frames of one thread, the innermost first."""

    thread: Thread
    frames: tuple[Frame, ...]
    crashed: bool
    """The exception is of this thread; the frames begin at its registers."""
    end: str
    """Why there are no more frames; empty: the stack ends there."""


def stacks_of(
    snapshot: ProcessSnapshot, memory: Read, code: Code, *, threads: frozenset[int] | None = None
) -> Iterator[Stack]:
    """Walk the stacks of *snapshot*, the crashed thread's first, each when it is asked for.

    Args:
        snapshot: Whose threads have registers.
        memory: Gives up to so many bytes of an address; what is not there ends it early.
        code: Where images are looked up; one for all walks of a process.
        threads: Ids of those that are wanted; None: all.
    """
    walker = StackWalker(snapshot, memory, code)
    crashed = snapshot.exception.thread_id if snapshot.exception is not None else None
    for thread in sorted(snapshot.threads, key=lambda thread: thread.id != crashed):
        if threads is None or thread.id in threads:
            yield walker.walk(thread)


def grouped(stacks: Iterable[Stack]) -> list[tuple[Stack, ...]]:
    """Put threads together that stand at the same places, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Stack]] = {}
    for stack in stacks:
        places = (*(frame.address for frame in stack.frames), stack.crashed, stack.end)
        groups.setdefault(places, []).append(stack)
    return [tuple(group) for group in groups.values()]


def registers_of(context: bytes, architecture: int) -> dict[int, int]:
    """Give DWARF number → value of what a CONTEXT holds; empty where it is not understood."""
    record = parse_context(context, architecture)
    machine = MACHINES.get(architecture)
    if record is None or machine is None:
        return {}
    if machine is ARM64:
        names = (*getattr(record, "X"), *(getattr(record, n) for n in ("Fp", "Lr", "Sp", "Pc")))  # noqa: B009
        values = dict(enumerate(names))
    else:
        fields = _X86_64 if machine is AMD64 else _X86
        values = {number: getattr(record, name) for number, name in enumerate(fields)}
    if has_all_registers(context, architecture):
        return values
    pointers = (machine.instruction_pointer, machine.stack_pointer)
    return {number: values[number] for number in pointers}


class _Caller(NamedTuple):
    registers: dict[int, int]
    found_by: FoundBy
    is_exact: bool = False


class StackWalker:
    """Walks stacks of one snapshot; see :func:`stacks_of`."""

    def __init__(self, snapshot: ProcessSnapshot, memory: Read, code: Code) -> None:
        """Look at the same things as :func:`stacks_of`."""
        self._snapshot = snapshot
        self._read_memory = memory
        self._architecture = snapshot.system.processor_architecture
        self._machine = MACHINES.get(self._architecture)
        self._code = code
        self._modules = sorted(snapshot.modules)
        self._bases = [module.base for module in self._modules]
        self._has_rights = any(region.executable for region in snapshot.regions)

    def walk(self, thread: Thread) -> Stack:
        """Walk the stack of *thread*, whose registers the exception has if it has crashed."""
        exception = self._snapshot.exception
        crashed = exception is not None and exception.thread_id == thread.id
        context = exception.context if exception is not None and crashed else b""
        machine = self._machine
        if machine is None:
            return Stack(thread, (), crashed, "This processor's registers are not understood.")
        registers = registers_of(context or thread.context, self._architecture)
        if not registers:
            return Stack(thread, (), crashed, "Its registers are not known.")
        frames, end = self._frames(registers, machine)
        return Stack(thread, tuple(frames), crashed, end)

    def _frames(self, registers: dict[int, int], machine: Machine) -> tuple[list[Frame], str]:
        frames: list[Frame] = []
        caller = _Caller(registers, FoundBy.CONTEXT, is_exact=True)
        while True:
            registers = caller.registers
            address = registers[machine.instruction_pointer]
            lookup = address if caller.is_exact else address - 1
            module = self.module_at(lookup)
            image = self._image(module)
            trampoline = self._trampoline(address, image, machine)
            frames.append(self._frame(caller, machine, module, image, trampoline))
            if len(frames) >= MOST_FRAMES:
                return frames, f"Only the first {MOST_FRAMES} frames were walked."
            step = self._caller(registers, lookup, image, trampoline, machine, len(frames) == 1)
            if isinstance(step, str):
                return frames, step
            back = step.registers.get(machine.instruction_pointer, 0)
            if not back:
                return frames, ""
            if not step.is_exact and not self._is_code(back - 1):
                return frames, f"The stack ends with {back:#x}, where there is no code."
            before = registers.get(machine.stack_pointer, 0)
            now = step.registers.get(machine.stack_pointer, 0)
            is_leaf = len(frames) == 1 and machine.link is not None and now == before
            if not step.is_exact and now <= before and not is_leaf:
                return frames, "The stack does not go on: what lies there is damaged."
            caller = step

    def module_at(self, address: int) -> Module | None:
        """Give the module that *address* is in."""
        index = bisect_right(self._bases, address) - 1
        if index < 0 or address >= self._modules[index].end:
            return None
        return self._modules[index]

    def _image(self, module: Module | None) -> ModuleCode | None:
        return self._code.of(module, self._memory) if module is not None else None

    def _memory(self, address: int, size: int) -> bytes:
        try:
            return self._read_memory(address, size)
        except InvalidDumpError:  # the file became shorter, or a drive does not give it
            return b""

    def _frame(
        self,
        caller: _Caller,
        machine: Machine,
        module: Module | None,
        image: ModuleCode | None,
        trampoline: Trampoline | None,
    ) -> Frame:
        registers = caller.registers
        address = registers[machine.instruction_pointer]
        pointer = registers.get(machine.stack_pointer, 0)
        lookup = address if caller.is_exact else address - 1
        name, start = image.function(lookup) if image is not None else ("", 0)
        signal = None
        if trampoline is not None:
            signal = SignalFrame(
                pointer + trampoline.info if trampoline.is_realtime else 0,
                pointer + trampoline.context,
            )
        return Frame(
            address=address,
            stack_pointer=pointer,
            found_by=caller.found_by,
            module=module,
            function=name or ("<signal handler called>" if signal is not None else ""),
            function_offset=address - start if name else 0,
            file="",
            line=0,
            registers={
                machine.names[number]: value
                for number, value in registers.items()
                if number < len(machine.names)
            },
            signal=signal,
            is_exact=caller.is_exact,
        )

    # ------------------------------------------------------------------------- the next frame

    def _caller(
        self,
        registers: dict[int, int],
        lookup: int,
        image: ModuleCode | None,
        trampoline: Trampoline | None,
        machine: Machine,
        is_first: bool,  # noqa: FBT001
    ) -> _Caller | str:
        """Find who called; a text says why nobody can be found, an empty one that nobody did."""
        if trampoline is not None:
            found = self._interrupted(registers, trampoline, machine)
            return found or "The registers that the signal saved are not in the memory."
        if image is not None:
            try:
                step = image.caller(registers, lookup, self._memory)
            except InvalidImageError:
                step = None
            if step is not None:
                return _Caller(step.registers, FoundBy.CFI) if step.registers is not None else ""
        return (
            self._by_frame_pointer(registers, machine)
            or self._by_scan(registers, machine, is_first=is_first)
            or self._why_not(registers, machine)
        )

    def _why_not(self, registers: dict[int, int], machine: Machine) -> str:
        stack = registers.get(machine.stack_pointer, 0)
        if not self._memory(stack, machine.word):
            return f"The stack is not in the memory from {stack:#x} on."
        return "Nothing tells who called."

    def _trampoline(
        self, address: int, image: ModuleCode | None, machine: Machine
    ) -> Trampoline | None:
        code = self._code_at(image, address, 16)
        for trampoline in machine.trampolines:
            if code.startswith(trampoline.code):
                return trampoline
        return None

    def _code_at(self, image: ModuleCode | None, address: int, size: int) -> bytes:
        return (image.read if image is not None else self._memory)(address, size)

    def _interrupted(
        self, registers: dict[int, int], trampoline: Trampoline, machine: Machine
    ) -> _Caller | None:
        start = registers.get(machine.stack_pointer, 0) + trampoline.context + trampoline.registers
        size = machine.word
        data = self._memory(start, size * len(trampoline.order))
        if len(data) < size * len(trampoline.order):
            return None
        saved = {
            number: int.from_bytes(data[at * size : (at + 1) * size], "little")
            for at, number in enumerate(trampoline.order)
            if number >= 0
        }
        return _Caller(saved, FoundBy.CONTEXT, is_exact=True)

    def _by_frame_pointer(self, registers: dict[int, int], machine: Machine) -> _Caller | None:
        frame = registers.get(machine.frame_pointer, 0)
        stack = registers.get(machine.stack_pointer, 0)
        if not stack <= frame < stack + _FRAME_REACH or frame % machine.word:
            return None
        data = self._memory(frame, 2 * machine.word)
        if len(data) < 2 * machine.word:
            return None
        outer = int.from_bytes(data[: machine.word], "little")
        back = int.from_bytes(data[machine.word :], "little") & machine.address_mask
        if not self._may_return_to(back, machine, believe=True):
            return None
        return _Caller(
            {
                machine.instruction_pointer: back,
                machine.stack_pointer: frame + 2 * machine.word,
                machine.frame_pointer: outer,
            },
            FoundBy.FRAME_POINTER,
        )

    def _by_scan(
        self, registers: dict[int, int], machine: Machine, *, is_first: bool
    ) -> _Caller | None:
        if not is_first and registers.get(machine.frame_pointer) == 0:
            return None  # by convention, this is the outermost
        stack = registers.get(machine.stack_pointer, 0)
        size = machine.word
        data = self._memory(stack, size * _SCANNED)
        for at in range(0, len(data) - size + 1, size):
            back = int.from_bytes(data[at : at + size], "little") & machine.address_mask
            if self._may_return_to(back, machine, believe=False):
                found = dict(registers)  # what a callee keeps may well be as it was
                found[machine.instruction_pointer] = back
                found[machine.stack_pointer] = stack + at + size
                return _Caller(found, FoundBy.SCAN)
        return None

    def _is_code(self, address: int) -> bool:
        """Say whether *address* can be executed; where no rights are told, whether it may be."""
        if not self._has_rights:
            return self.module_at(address) is not None
        region = self._snapshot.region_at(address)
        return region is not None and region.executable

    def _may_return_to(self, address: int, machine: Machine, *, believe: bool) -> bool:
        """Say whether a call stands before *address*; *believe* it where the code is not there."""
        if not self._is_code(address - 1):
            return False
        image = self._image(self.module_at(address - 1))
        before = self._code_at(image, address - _BEFORE, _BEFORE)
        if len(before) < _BEFORE:
            return believe
        return is_call(machine, before)
