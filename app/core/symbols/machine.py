"""What unwinding has to know of a processor: how DWARF numbers its registers, and the trampolines.

Sources: the System V ABI supplements (x86-64 §3.6.2, i386 §2.4.2), "DWARF for the Arm 64-bit
Architecture" §4.1; for signal frames, what Linux puts on the stack (arch/*/kernel/signal*.c,
uapi/asm/sigcontext.h).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .elf import EM_386, EM_AARCH64, EM_X86_64


class Trampoline(NamedTuple):
    """The code a signal handler returns to, and what lies on the stack then."""

    code: bytes
    is_realtime: bool
    """siginfo and ucontext are there; an old frame of i386 has the registers alone."""
    info: int
    """Offset of siginfo_t from the stack pointer, in bytes."""
    context: int
    """Offset of ucontext_t; without one, of the registers (struct sigcontext)."""
    registers: int
    """Offset of the first saved register from ``context``."""
    mask: int
    """Offset of the set of signals that were blocked before, from ``context``; 0: not in one
    piece."""
    order: tuple[int, ...]
    """DWARF numbers of what is saved there, a word each; -1: something else."""


class Machine(NamedTuple):
    """A processor."""

    name: str
    elf_machine: int
    word: int
    """Bytes of an address."""
    names: tuple[str, ...]
    """DWARF number → name."""
    stack_pointer: int
    frame_pointer: int
    instruction_pointer: int
    link: int | None
    """The register a call leaves the return address in; None: it pushes it."""
    call_sizes: tuple[int, ...]
    """Bytes that the forms of a call take."""
    trampolines: tuple[Trampoline, ...]
    kept: frozenset[int]
    """Those that a function leaves as they were, by the ABI of ELF systems; of the others an outer
    frame knows nothing."""
    address_mask: int = (1 << 64) - 1
    """Bits of a code address; above them ARM64 puts a signature."""

    @property
    def mask(self) -> int:
        """All bits of a word."""
        return (1 << 8 * self.word) - 1


_X86_64_SAVED: Final = (8, 9, 10, 11, 12, 13, 14, 15, 5, 4, 6, 3, 1, 0, 2, 7, 16)
_I386_SAVED: Final = (-1, -1, -1, -1, 7, 6, 5, 4, 3, 1, 2, 0, -1, -1, 8)
AMD64: Final = Machine(
    "x86-64",
    EM_X86_64,
    8,
    (*"rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip".split(),),  # noqa: SIM905
    stack_pointer=7,
    frame_pointer=6,
    instruction_pointer=16,
    link=None,
    call_sizes=(5, 2, 3, 6, 7, 4, 8),
    kept=frozenset((3, 6, 7, 12, 13, 14, 15, 16)),
    trampolines=(
        # mov $15, %rax (or %eax); syscall
        Trampoline(b"\x48\xc7\xc0\x0f\0\0\0\x0f\x05", True, 304, 0, 40, 296, _X86_64_SAVED),  # noqa: FBT003
        Trampoline(b"\xb8\x0f\0\0\0\x0f\x05", True, 304, 0, 40, 296, _X86_64_SAVED),  # noqa: FBT003
    ),
)
I386: Final = Machine(
    "i386",
    EM_386,
    4,
    ("eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "eip"),
    stack_pointer=4,
    frame_pointer=5,
    instruction_pointer=8,
    link=None,
    call_sizes=(5, 2, 3, 6, 7),
    kept=frozenset((3, 4, 5, 6, 7, 8)),
    trampolines=(
        # mov $173, %eax; int $0x80: arguments (number, &info, &context), then both
        Trampoline(b"\xb8\xad\0\0\0\xcd\x80", True, 12, 140, 20, 108, _I386_SAVED),  # noqa: FBT003
        # pop %eax; mov $119, %eax; int $0x80: the number, then the registers
        Trampoline(b"\x58\xb8\x77\0\0\0\xcd\x80", False, 0, 4, 0, 0, _I386_SAVED),  # noqa: FBT003
    ),
)
ARM64: Final = Machine(
    "ARM64",
    EM_AARCH64,
    8,
    (*(f"x{number}" for number in range(29)), "fp", "lr", "sp", "pc"),
    stack_pointer=31,
    frame_pointer=29,
    instruction_pointer=32,
    link=30,
    call_sizes=(4,),
    kept=frozenset((*range(19, 30), 31, 32)),
    trampolines=(
        # mov x8, #139; svc #0
        Trampoline(
            b"\x68\x11\x80\xd2\x01\0\0\xd4",
            True,  # noqa: FBT003
            0,
            128,
            184,
            40,
            (*range(31), 31, 32),
        ),
    ),
    address_mask=(1 << 48) - 1,
)


def is_call(machine: Machine, before: bytes) -> bool:
    """Say whether the bytes *before* an address (8 of them) end with a call."""
    if machine is ARM64:
        word = int.from_bytes(before[-4:], "little")
        return word >> 26 == 0b100101 or word & 0xFFFF_FC1F == 0xD63F_0000  # bl, blr
    if len(before) < 8:
        return False
    if before[-5] == 0xE8:  # call relative
        return True
    # call *r/m: ff /2, perhaps behind a prefix; its length follows from the ModRM byte.
    for size in (2, 3, 4, 6, 7):
        if before[-size] == 0xFF and before[1 - size] >> 3 & 7 == 2:
            return _modrm_size(before[1 - size :]) == size - 1
    return False


def _modrm_size(code: bytes) -> int:
    """Give how many bytes ModRM, SIB and displacement take."""
    mode, base = code[0] >> 6, code[0] & 7
    if mode == 3:
        return 1
    size = 1
    if base == 4:
        size = 2
        if mode == 0 and len(code) > 1 and code[1] & 7 == 5:
            return 6
    if mode == 0:
        return 5 if base == 5 else size
    return size + (1 if mode == 1 else 4)
