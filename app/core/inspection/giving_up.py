"""Why a program called abort: the note that its C library left, or else what called it.

glibc notes the text of a failed assertion, and of damage that it finds itself, before it aborts:
``__abort_msg`` points to ``struct abort_msg_s``, a size of four bytes and the text (its
sysdeps/posix/libc_fatal.c and assert/assert.c). An uncaught C++ exception is found by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidDumpError
from ..minidump.constants import PLATFORM_ID, PROCESSOR_ARCHITECTURE
from .blame import blamed
from .thrown import thrown_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import Module, ProcessSnapshot
    from ..symbols.extent import Read
    from .stack_code import Code
    from .stacks import Frame

_RAISING: Final = 6
"""Calls between abort and the signal."""
_ABORTING: Final = 16
"""Calls between what gave up and the signal: an uncaught exception takes eight."""
_DYING: Final = 40
"""The same where an exception met a function that throws none: the unwinder is in between."""
_LINUX: Final = (PLATFORM_ID.LINUX, PLATFORM_ID.ANDROID)
_ASSERTION: Final = re.compile(r"Assertion [`'](.*)' failed\.?\s*$", re.DOTALL)
_ASSERTING: Final = frozenset(("__assert_fail", "__assert_perror_fail", "__assert"))
_THROWING: Final = frozenset(("__cxa_throw", "__cxa_rethrow"))
_TERMINATING: Final = frozenset(("std::terminate()", "std::terminate"))
_WORDS: Final = 200
"""Characters of a note that a headline takes."""
_NOTE: Final = 2000
"""Characters of it that are told at all."""
TEXTS: Final = (
    "SIG{0}, assertion failed: {1}",
    "SIG{0}, assertion failed",
    "SIG{0}, uncaught C++ exception",
    "SIG{0}, uncaught C++ exception {1}",
    "SIG{0}, ended by std::terminate",
    "SIG{0}, raised by the program itself: {1}",
)


class GaveUp(NamedTuple):
    """What a program that called abort had to say."""

    reason: str
    """As the text of a reason; empty: nothing tells more than the signal does."""
    note: str
    """What the C library noted, in full; empty: nothing."""


def aborts(frames: Sequence[Frame]) -> bool:
    """Say whether *frames*, the innermost first, begin where abort raises its signal."""
    return _aborting(frames) is not None


def handles_abort(frames: Sequence[Frame]) -> bool:
    """Say whether a thread with *frames* stands in the handler of what abort raised.

    The kernel tells only those handlers which signal it is that ask for it: the calls tell of all.
    """
    behind = next((index + 1 for index, one in enumerate(frames) if one.signal is not None), None)
    return behind is not None and aborts(frames[behind:])


def why_aborted(
    frames: Sequence[Frame], snapshot: ProcessSnapshot, memory: Read, code: Code
) -> GaveUp | None:
    """Say why the program gave up whose thread was interrupted at *frames*; None: it did not.

    *memory* reads the process's; of what it does not have nothing is told.
    """
    abort = _aborting(frames)
    if abort is None or snapshot.system.platform_id not in _LINUX:
        return None
    note = _note(abort.module, snapshot, memory, code) if abort.module is not None else ""
    called = {frame.function for frame in frames[:_ABORTING]}
    asserted = _ASSERTION.search(note)
    if asserted is not None:
        why = f"assertion failed: {_in_short(asserted[1])}"
    elif called & _ASSERTING:
        why = "assertion failed"
    elif (uncaught := _uncaught(frames, snapshot, memory, code)) is not None:
        why, note = uncaught
    elif called & _TERMINATING:
        why = "ended by std::terminate"
    elif note:
        why = f"raised by the program itself: {_in_short(note)}"
    else:
        return GaveUp("", "")
    return GaveUp(f"SIGABRT, {why}", note)


def _aborting(frames: Sequence[Frame]) -> Frame | None:
    return next((one for one in frames[:_RAISING] if one.function == "abort"), None)


def _note(module: Module, snapshot: ProcessSnapshot, memory: Read, code: Code) -> str:
    is_narrow = snapshot.system.processor_architecture == PROCESSOR_ARCHITECTURE.INTEL
    width = 4 if is_narrow else 8
    variable = code.of(module, memory).address_of(b"__abort_msg")
    try:
        pointer = memory(variable, width) if variable else b""
        at = int.from_bytes(pointer, "little") if len(pointer) == width else 0
        size = int.from_bytes(memory(at, 4), "little") if at else 0
        text = memory(at + 4, min(size - 4, 4 * _NOTE)) if size > 4 else b""
    except InvalidDumpError:
        return ""
    return text.partition(b"\0")[0].decode("utf-8", "replace").strip()[:_NOTE]


def _uncaught(
    frames: Sequence[Frame], snapshot: ProcessSnapshot, memory: Read, code: Code
) -> tuple[str, str] | None:
    """Tell the C++ exception that ended the program, and what it says; None: none did."""
    names = [(one.function, one.module.name if one.module is not None else "") for one in frames]
    throwing = next((i for i, (name, _) in enumerate(names[:_DYING]) if name in _THROWING), None)
    if throwing is None or throwing + 1 >= len(frames):
        return None
    # Who caught it and gave up then stands before it, unless that is terminate's handler.
    called = {name for name, _ in names[:throwing]}
    if blamed(names) <= throwing and not called & _TERMINATING:
        return None

    def image(address: int, size: int) -> bytes:
        of = next((one for one in snapshot.modules if one.base <= address < one.end), None)
        return code.of(of, memory).read(address, size) if of is not None else memory(address, size)

    start, end = frames[0].stack_pointer, frames[throwing + 1].stack_pointer
    try:
        thrown = thrown_between(start, end, memory, image) if end > start else None
    except InvalidDumpError:
        thrown = None
    if thrown is None:
        return "uncaught C++ exception", ""
    said = f"{thrown.type}: {thrown.text}" if thrown.text else thrown.type
    return f"uncaught C++ exception {_in_short(said)}", said if thrown.text else ""


def _in_short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
