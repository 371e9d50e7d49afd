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

from typing import TYPE_CHECKING, Final, NamedTuple

from ..minidump.constants import PROCESSOR_ARCHITECTURE
from ..minidump.contexts import has_all_registers, parse_context
from ..symbols.machine import AMD64, ARM64, I386
from .callers import Callers, FoundBy, Place
from .giving_up import handles_abort
from .python_frames import PythonFrames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..capture.snapshot import Module, ProcessSnapshot, Thread
    from ..symbols.extent import Read
    from ..symbols.machine import Machine, Trampoline
    from .stack_code import Code, ModuleCode

__all__ = ["FoundBy", "Frame", "SignalFrame", "Stack", "StackWalker", "grouped", "stacks_of"]

MOST_FRAMES: Final = 1024
"""Frames of a stack that are walked: a recursion without an end has more."""
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


class SignalFrame(NamedTuple):
    """What the kernel put on the stack for a signal handler. Addresses."""

    info: int
    """siginfo_t; 0: the handler did not ask for it (old frames of i386)."""
    context: int
    """ucontext_t."""
    mask: int = 0
    """Which signals were blocked before, a bit each; 0: not told in one place."""


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
    """What is known of the registers here, by their names (``rip``, ``rsp`` …): all where they were
    saved; those that functions keep for their callers where the calls are certain."""
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
    """The exception is of this thread, and the frames begin at its registers; or there is none, and
    it stands in the handler of what abort raised."""
    end: str
    """Why there are no more frames; empty: the stack ends there."""


def stacks_of(
    snapshot: ProcessSnapshot,
    memory: Read,
    code: Code,
    *,
    threads: frozenset[int] | None = None,
    lines: bool = False,
    python: PythonFrames | None = None,
) -> Iterator[Stack]:
    """Walk the stacks of *snapshot*, the crashed thread's first, each when it is asked for.

    Args:
        snapshot: Whose threads have registers.
        memory: Gives up to so many bytes of an address; what is not there ends it early.
        code: Where images are looked up; one for all walks of a process.
        threads: Ids of those that are wanted; None: all.
        lines: Look for source lines and inlined calls, too; it may take seconds.
        python: Frames of Python that were looked for already; None: look for them in *memory*.
    """
    if python is None:
        python = PythonFrames(snapshot.modules, memory, code)
        python.look(thread.id for thread in snapshot.threads if _is_wanted(thread, threads))
    walker = StackWalker(snapshot, memory, code)
    crashed = snapshot.exception.thread_id if snapshot.exception is not None else None
    for thread in sorted(snapshot.threads, key=lambda thread: thread.id != crashed):
        if _is_wanted(thread, threads):
            stack = python.into(walker.walk(thread))
            yield with_lines(stack, memory, code) if lines else stack


def _is_wanted(thread: Thread, threads: frozenset[int] | None) -> bool:
    return threads is None or thread.id in threads


def with_lines(stack: Stack, memory: Read, code: Code) -> Stack:
    """Look for the source lines of *stack*; inlined calls become frames of their own."""
    frames: list[Frame] = []
    for frame in stack.frames:
        is_native = frame.found_by is not FoundBy.PYTHON
        module = frame.module if is_native else None
        image = code.of(module, memory) if module is not None else None
        places = image.source(frame.lookup) if image is not None else ()
        for place in places[:-1]:
            inlined = frame._replace(function=place.function, function_offset=0, is_inlined=True)
            frames.append(inlined._replace(file=place.file, line=place.line))
        for place in places[-1:]:
            frame = frame._replace(  # noqa: PLW2901
                function=frame.function or place.function, file=place.file, line=place.line
            )
        frames.append(frame)
    return stack._replace(frames=tuple(frames))


def grouped(stacks: Iterable[Stack]) -> list[tuple[Stack, ...]]:
    """Put threads together that stand at the same places, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Stack]] = {}
    for stack in stacks:
        groups.setdefault(standing(stack), []).append(stack)
    return [tuple(group) for group in groups.values()]


def standing(stack: Stack) -> tuple[object, ...]:
    """Give what is equal for threads that stand at the same places."""
    places = ((frame.address, frame.function, frame.line) for frame in stack.frames)
    return (*places, stack.crashed, stack.end)


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


class StackWalker:
    """Walks stacks of one snapshot; see :func:`stacks_of`."""

    def __init__(self, snapshot: ProcessSnapshot, memory: Read, code: Code) -> None:
        """Look at the same things as :func:`stacks_of`."""
        self._exception = snapshot.exception
        self._architecture = snapshot.system.processor_architecture
        self._machine = MACHINES.get(self._architecture)
        self._code = code
        if self._machine is not None:
            self._callers = Callers(snapshot, memory, code, self._machine)

    def walk(self, thread: Thread) -> Stack:
        """Walk the stack of *thread*, whose registers the exception has if it has crashed."""
        exception = self._exception
        crashed = exception is not None and exception.thread_id == thread.id
        context = exception.context if exception is not None and crashed else b""
        if self._machine is None:
            return Stack(thread, (), crashed, "This processor's registers are not understood.")
        registers = registers_of(context or thread.context, self._architecture)
        if not registers:
            return Stack(thread, (), crashed, "Its registers are not known.")
        frames, end = self._frames(registers, self._machine)
        crashed = crashed or (exception is None and handles_abort(frames))
        return Stack(thread, tuple(frames), crashed, end)

    def _frames(self, registers: dict[int, int], machine: Machine) -> tuple[list[Frame], str]:
        frames: list[Frame] = []
        place = Place(registers, FoundBy.CONTEXT, is_exact=True)
        callers = self._callers
        seen: set[tuple[int, int]] = set()
        while True:
            module = callers.module_at(place.lookup(machine))
            image = callers.image_of(module)
            trampoline = callers.trampoline_at(place.address(machine), image)
            function = self._function(place.lookup(machine), module, image)
            frames.append(_frame(place, machine, module, function, trampoline))
            if len(frames) >= MOST_FRAMES:
                return frames, f"Only the first {MOST_FRAMES} frames were walked."
            step = callers.of(place, image, trampoline, is_first=len(frames) == 1)
            if isinstance(step, str):
                return frames, step
            turn = step.address(machine), step.stack_pointer(machine)
            if turn in seen:
                return frames, "The stack goes round in circles."
            seen.add(turn)
            place = step

    def _function(
        self, lookup: int, module: Module | None, image: ModuleCode | None
    ) -> tuple[str, int]:
        """Give name and start of the function at *lookup*; ("", 0): not known."""
        if image is not None:
            return image.function(lookup)
        made = self._code.made.function(lookup) if self._code.made and module is None else None
        return made or ("", 0)


def _frame(
    place: Place,
    machine: Machine,
    module: Module | None,
    function: tuple[str, int],
    trampoline: Trampoline | None,
) -> Frame:
    address, pointer = place.address(machine), place.stack_pointer(machine)
    name, start = function
    signal = None
    if trampoline is not None:
        signal = SignalFrame(
            pointer + trampoline.info if trampoline.is_realtime else 0,
            pointer + trampoline.context,
            pointer + trampoline.context + trampoline.mask if trampoline.mask else 0,
        )
    return Frame(
        address=address,
        stack_pointer=pointer,
        found_by=place.found_by,
        module=module,
        function=name or ("<signal handler called>" if signal is not None else ""),
        function_offset=address - start if name else 0,
        file="",
        line=0,
        registers=place.known(machine),
        signal=signal,
        is_exact=place.is_exact,
    )
