"""Where the registers we look at stand in what the kernel gives, per kind of program."""

from __future__ import annotations

import mmap
import os
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import HRESULT, MiniDumpError
from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...minidump.contexts import (
    context_amd64_from_linux,
    context_arm64_from_linux,
    context_x86_from_linux,
)
from ...symbols import elf

if TYPE_CHECKING:
    from collections.abc import Callable

NT_PRSTATUS: Final = 1
NT_PRFPREG: Final = 2
NT_X86_XSTATE: Final = 0x202
NT_PRXFPREG: Final = 0x46E6_2B7F
NT_ARM_TLS: Final = 0x401
PTRACE_GETREGS: Final = 12
PTRACE_GETFPREGS: Final = 14

GENERAL_SIZE: Final = 512
FLOATING_SIZE: Final = 1024
EXTENDED_SIZE: Final = 16384
"""Room for what each request gives; AVX-512 needs 2432 bytes, AMX 11008."""


class RawRegisters(NamedTuple):
    """The registers of one thread as the kernel gave them."""

    general: bytes
    floating: bytes
    extended: bytes = b""
    """XSAVE area; empty when not asked for or not there."""
    thread_pointer: int = 0


class Architecture(NamedTuple):
    """One kind of program: which requests to make and how to read the answers."""

    processor: PROCESSOR_ARCHITECTURE
    address_size: int
    red_zone: int
    """Bytes below the stack pointer that belong to the running function (System V ABI)."""
    general_set: int
    floating_set: int
    extended_set: int
    general_request: int
    """A request that gives the set without an iovec; 0: use PTRACE_GETREGSET."""
    floating_request: int
    word: struct.Struct
    stack_pointer_at: int
    instruction_pointer_at: int
    thread_pointer_at: int
    """-1: not among the general registers."""
    make_context: Callable[[RawRegisters], bytes]

    def pointers_of(self, raw: RawRegisters) -> tuple[int, int, int]:
        """Take instruction pointer, stack pointer and TLS base out of the registers."""
        word, general = self.word.unpack_from, raw.general
        is_among = self.thread_pointer_at >= 0
        return (
            word(general, self.instruction_pointer_at)[0],
            word(general, self.stack_pointer_at)[0],
            word(general, self.thread_pointer_at)[0] if is_among else raw.thread_pointer,
        )


def _amd64_context(raw: RawRegisters) -> bytes:
    return context_amd64_from_linux(raw.general, raw.floating, raw.extended or None)


def _x86_context(raw: RawRegisters) -> bytes:
    return context_x86_from_linux(raw.general, raw.floating)


def _arm64_context(raw: RawRegisters) -> bytes:
    return context_arm64_from_linux(raw.general, raw.floating)


_WORD32: Final = struct.Struct("<I")
_WORD64: Final = struct.Struct("<Q")

AMD64: Final = Architecture(
    PROCESSOR_ARCHITECTURE.AMD64, 8, 128,
    NT_PRSTATUS, NT_PRFPREG, NT_X86_XSTATE, PTRACE_GETREGS, PTRACE_GETFPREGS,
    _WORD64, 19 * 8, 16 * 8, 21 * 8, _amd64_context,
)  # fmt: skip
X86: Final = Architecture(
    PROCESSOR_ARCHITECTURE.INTEL, 4, 0,
    NT_PRSTATUS, NT_PRXFPREG, 0, 0, 0,
    _WORD32, 15 * 4, 12 * 4, -1, _x86_context,
)  # fmt: skip
ARM64: Final = Architecture(
    PROCESSOR_ARCHITECTURE.ARM64, 8, 0,
    NT_PRSTATUS, NT_PRFPREG, 0, 0, 0,
    _WORD64, 31 * 8, 32 * 8, -1, _arm64_context,
)  # fmt: skip

_BY_MACHINE: Final = {elf.EM_X86_64: AMD64, elf.EM_386: X86, elf.EM_AARCH64: ARM64}


_AT_PAGESZ: Final = 6
_EM_ARM: Final = 40
_MACHINES: Final = {
    "x86_64": (elf.EM_386, elf.EM_X86_64),
    "aarch64": (_EM_ARM, elf.EM_AARCH64),
}
"""What this machine runs → the machine numbers of programs of 32 and of 64 bits."""


def machine_by(auxv: bytes) -> int:
    """Give the ELF machine number that a program must have whose auxiliary vector this is."""
    is_64 = elf.parse_auxv(auxv, is_64=True).get(_AT_PAGESZ) == mmap.PAGESIZE
    return _MACHINES.get(os.uname().machine, (elf.EM_386, 0))[is_64]


def architecture_of(machine: int) -> Architecture:
    """Give the architecture of an ELF machine number. Raises MiniDumpError for others."""
    try:
        return _BY_MACHINE[machine]
    except KeyError:
        raise MiniDumpError(
            f"The program is made for a processor that DumpDesk does not know (ELF machine "
            f"{machine}).",
            "Programs for x86-64, x86 and ARM64 can be dumped.",
            hresult=HRESULT.NOT_SUPPORTED,
        ) from None
