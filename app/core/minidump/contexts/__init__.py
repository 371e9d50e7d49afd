"""CONTEXT records: the registers of a thread, per processor architecture.

A context is told apart by the architecture in SystemInfo, never by its size or flags alone.
"""

from typing import Final

from ..constants import CONTEXT_FLAGS, PROCESSOR_ARCHITECTURE
from ..record import Record
from .amd64 import (
    CONTEXT_AMD64,
    context_amd64_from_linux,
    context_amd64_size,
    xstate_of,
)
from .arm import CONTEXT_ARM
from .arm64 import CONTEXT_ARM64, CONTEXT_ARM64_OLD, context_arm64_from_linux
from .x86 import CONTEXT_X86, context_x86_from_linux
from .xstate import enabled_features, xstate_config

__all__ = [
    "CONTEXT_AMD64",
    "CONTEXT_ARM",
    "CONTEXT_ARM64",
    "CONTEXT_ARM64_OLD",
    "CONTEXT_OF",
    "CONTEXT_X86",
    "Context",
    "context_amd64_from_linux",
    "context_amd64_size",
    "context_arm64_from_linux",
    "context_of_pointers",
    "context_x86_from_linux",
    "enabled_features",
    "has_all_registers",
    "instruction_pointer",
    "is_of",
    "parse_context",
    "stack_pointer",
    "xstate_config",
    "xstate_of",
]

Context = CONTEXT_AMD64 | CONTEXT_X86 | CONTEXT_ARM64 | CONTEXT_ARM64_OLD | CONTEXT_ARM

CONTEXT_OF: Final[dict[int, type[Context]]] = {
    PROCESSOR_ARCHITECTURE.AMD64: CONTEXT_AMD64,
    PROCESSOR_ARCHITECTURE.INTEL: CONTEXT_X86,
    PROCESSOR_ARCHITECTURE.ARM64: CONTEXT_ARM64,
    PROCESSOR_ARCHITECTURE.BP_ARM64_OLD: CONTEXT_ARM64_OLD,
    PROCESSOR_ARCHITECTURE.ARM: CONTEXT_ARM,
}
"""The record of each PROCESSOR_ARCHITECTURE that this program knows."""

_POINTERS: Final[dict[type[Record], tuple[str, str]]] = {
    CONTEXT_AMD64: ("Rip", "Rsp"),
    CONTEXT_X86: ("Eip", "Esp"),
    CONTEXT_ARM64: ("Pc", "Sp"),
    CONTEXT_ARM64_OLD: ("Pc", "Sp"),
    CONTEXT_ARM: ("Pc", "Sp"),
}


_MARKS: Final[dict[type[Record], int]] = {
    CONTEXT_AMD64: CONTEXT_FLAGS.AMD64,
    CONTEXT_X86: CONTEXT_FLAGS.X86,
    CONTEXT_ARM64: CONTEXT_FLAGS.ARM64,
    CONTEXT_ARM64_OLD: CONTEXT_FLAGS.ARM64_OLD,
    CONTEXT_ARM: CONTEXT_FLAGS.ARM | CONTEXT_FLAGS.BP_ARM,
}
"""The bits of ContextFlags of which one says whose registers these are."""
_CONTROL: Final = 1
"""The bit of ContextFlags that says of each processor that its pointers are there."""
_INTEGER: Final = 2
"""The bit of ContextFlags that says of each processor that its integer registers are there."""


_LEAST: Final[dict[type[Record], int]] = {
    CONTEXT_AMD64: 256,
    CONTEXT_X86: 204,
    CONTEXT_ARM64: 272,
    CONTEXT_ARM64_OLD: 272,
    CONTEXT_ARM: 72,
}
"""Bytes up to the floating-point state; LLDB writes AMD64 contexts of 720."""


def parse_context(data: bytes, architecture: int) -> Context | None:
    """Decode a context; None if it is too short or of an architecture we do not know.

    Where only the vector registers are cut off, they are zero.
    """
    record = CONTEXT_OF.get(architecture)
    if record is None or len(data) < _LEAST[record]:
        return None
    return record.unpack(data.ljust(record.SIZE, b"\0"))


def context_of_pointers(architecture: int, instruction: int, stack: int) -> bytes:
    """Make a context of which two registers are known; ContextFlags says so (CONTROL alone)."""
    record = CONTEXT_OF[architecture]
    names = _POINTERS[record]
    flags = int(_MARKS[record] | _CONTROL)
    known = {"ContextFlags": flags, names[0]: instruction, names[1]: stack}
    return record.unpack(bytes(record.SIZE))._replace(**known).pack()


def is_of(data: bytes, architecture: int) -> bool:
    """Say whether ContextFlags name the processor; those of a context that holds nothing may not.

    False also for what cannot be decoded at all.
    """
    context = parse_context(data, architecture)
    if context is None:
        return False
    return not context.ContextFlags or bool(context.ContextFlags & _MARKS[type(context)])


def has_all_registers(data: bytes, architecture: int) -> bool:
    """Say whether ContextFlags promise the integer registers, and not the pointers alone."""
    context = parse_context(data, architecture)
    return context is not None and bool(context.ContextFlags & _INTEGER)


def instruction_pointer(data: bytes, architecture: int) -> int | None:
    """Return where the thread is executing, or None as for :func:`parse_context`."""
    return _pointer(data, architecture, 0)


def stack_pointer(data: bytes, architecture: int) -> int | None:
    """Return the stack pointer, or None as for :func:`parse_context`."""
    return _pointer(data, architecture, 1)


def _pointer(data: bytes, architecture: int, index: int) -> int | None:
    context = parse_context(data, architecture)
    if context is None:
        return None
    return int(getattr(context, _POINTERS[type(context)][index]))
