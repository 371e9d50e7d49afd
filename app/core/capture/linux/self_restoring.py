"""Register states that put a thread back by themselves, should nobody do so any more (x86-64).

Whoever borrows a thread for a system call sets its registers, and may be killed before they are put
back: the kernel then lets the thread go on with what is set. So what is set is only ever a state
from which it finds back alone. Below its stack, where a signal's frame would go and nothing counts
(System V ABI), lie frames as the kernel makes them for signals; the call is made by a ``syscall``
that a ``ret`` follows, which takes the thread to rt_sigreturn(2). Each frame sets all registers and
the signal mask, and may make one more call on the way. Nobody goes this way unless we are killed.

Source: arch/x86/include/asm/sigframe.h, arch/x86/include/uapi/asm/sigcontext.h and
asm-generic/ucontext.h of the kernel, arch/x86/kernel/signal_64.c for what is taken from a frame.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

(
    R15, R14, R13, R12, RBP, RBX, R11, R10, R9, R8, RAX, RCX, RDX, RSI, RDI, ORIG_RAX, RIP, CS,
    EFLAGS, RSP, SS,
) = range(21)  # fmt: skip
"""Places of registers in user_regs_struct (arch/x86/include/asm/user_64.h)."""
ARGUMENTS: Final = (RDI, RSI, RDX, R10, R8, R9)
"""Of a system call."""
NO_CALL: Final = (1 << 64) - 1
"""orig_rax of a thread that is in no system call, so that none is made again."""
ALL_SIGNALS: Final = (1 << 64) - 1
RED_ZONE: Final = 128

_IN_FRAME: Final = (
    R8, R9, R10, R11, R12, R13, R14, R15, RDI, RSI, RBP, RBX, RDX, RAX, RCX, RSP, RIP, EFLAGS,
)  # fmt: skip
"""Order of struct sigcontext_64."""
_FRAME: Final = struct.Struct("<Q QQ QiiQ 18Q HHHH QQQ Q Q 64x Q")
"""pretcode; uc_flags, uc_link; uc_stack; registers; cs, gs, fs, ss; err, trapno, oldmask; cr2;
fpstate; reserved; uc_sigmask."""
_UC_FLAGS: Final = 0x7
"""UC_FP_XSTATE, UC_SIGCONTEXT_SS, UC_STRICT_RESTORE_SS."""
_NO_SUCH_STACK: Final = 0x7F
"""Flags that sigaltstack(2) refuses, so that rt_sigreturn leaves the alternate stack as it is."""
_RESTART_SYSCALL: Final = 219
_RESTART_BLOCK: Final = -516
_RESTARTS: Final = (-512, -513, -514, _RESTART_BLOCK)
"""ERESTARTSYS, ERESTARTNOINTR, ERESTARTNOHAND, ERESTART_RESTARTBLOCK (include/linux/errno.h)."""
_SYSCALL_SIZE: Final = 2
_FX_SIZE: Final = 512
_SOFTWARE_BYTES: Final = 464
_MAGIC: Final = (0x4650_5853, 0x4650_5845)
"""FP_XSTATE_MAGIC1 and 2."""
_PRESENT_AT: Final = 512
_BEFORE_TILES: Final = 2696
_TILES: Final = 3 << 17
"""AMX: what comes before its state, in bytes, and its bits. A program that never asked for it has
no room for it in a frame."""
_EXIT: Final = 60
_WAIT4: Final = 61
WALL: Final = 0x4000_0000
WCLONE: Final = 0x8000_0000
WNOTHREAD: Final = 0x2000_0000


class CallSites(NamedTuple):
    """Instructions of the target that are used where they stand."""

    call: int
    """``syscall; ret``."""
    give_back: int
    """``mov $15, %rax; syscall``, which is rt_sigreturn: what handlers return to."""


class Frames(NamedTuple):
    """What is written below a thread's stack, and where in it the ways back begin."""

    base: int
    data: bytes
    reaping: int
    """Stack pointer for a call after which children that nobody knows of are waited for first."""
    returning: int
    """Stack pointer for a call after which the thread goes on as it was."""
    ending: int
    """Stack pointer for a child, which then ends."""


def signed(word: int) -> int:
    """Read a register as a signed number."""
    return word - (1 << 64) if word >> 63 else word


def restarts(registers: Sequence[int]) -> bool:
    """Say whether the thread was taken out of a call that the kernel makes again."""
    return signed(registers[ORIG_RAX]) >= 0 and signed(registers[RAX]) in _RESTARTS


def loses_its_call(registers: Sequence[int]) -> bool:
    """Say whether its call could not be made again on the thread's own way back, but ends."""
    return restarts(registers) and registers[ORIG_RAX] == _RESTART_SYSCALL


def _resumed(registers: Sequence[int]) -> list[int]:
    """Give the registers with which the kernel would let the thread go on without a tracer."""
    found = list(registers)
    if restarts(found):
        found[RAX] = found[ORIG_RAX]
        found[RIP] -= _SYSCALL_SIZE
    return found


def calling(
    registers: Sequence[int], sites: CallSites, number: int, arguments: Sequence[int], stack: int
) -> list[int]:
    """Give the registers for a system call, with the way back at *stack*."""
    found = list(registers)
    for place, value in zip(ARGUMENTS, (*arguments, *(0,) * 6), strict=False):
        found[place] = value
    found[RAX], found[ORIG_RAX], found[RIP], found[RSP] = number, NO_CALL, sites.call, stack
    return found


def frames(registers: Sequence[int], mask: int, floating: bytes, sites: CallSites) -> Frames:
    """Make the frames for a thread; *floating* is its XSAVE area, or FXSAVE's 512 bytes."""
    state = _floating_state(floating)
    top = (registers[RSP] - RED_ZONE) & ~63
    floating_at = (top - len(state)) & ~63
    size = _FRAME.size
    base = (floating_at - 4 * size) & ~63
    first, second, last, end = (base + size * index for index in range(4))

    def frame(wanted: Sequence[int], blocked: int) -> bytes:
        return _FRAME.pack(
            sites.give_back,
            _UC_FLAGS, 0,
            0, _NO_SUCH_STACK, 0, 0,
            *(wanted[place] for place in _IN_FRAME),
            registers[CS], 0, 0, registers[SS],
            0, 0, 0,
            0,
            floating_at,
            blocked,
        )  # fmt: skip

    def waiting(stack: int) -> list[int]:
        return calling(registers, sites, _WAIT4, (NO_CALL, 0, WCLONE | WNOTHREAD, 0), stack)

    data = b"".join(
        (
            frame(waiting(second), ALL_SIGNALS),
            frame(waiting(last), ALL_SIGNALS),
            frame(_resumed(registers), mask),
            frame(calling(registers, sites, _EXIT, (0,), end), ALL_SIGNALS),
        )
    )
    data = data.ljust(floating_at - base, b"\0") + state
    return Frames(base, data, first, last, end)


def _floating_state(area: bytes) -> bytes:
    """Make of what ptrace gives what stands in a signal's frame."""
    if len(area) <= _FX_SIZE:
        return area
    present = int.from_bytes(area[_PRESENT_AT : _PRESENT_AT + 8], "little")
    if len(area) > _BEFORE_TILES and not present & _TILES:
        area = area[:_BEFORE_TILES]
    features = area[_SOFTWARE_BYTES : _SOFTWARE_BYTES + 8]
    size = len(area)
    software = struct.pack("<II8sI28x", _MAGIC[0], size + 4, features, size)
    whole = area[:_SOFTWARE_BYTES] + software + area[_FX_SIZE:]
    return whole + struct.pack("<I", _MAGIC[1])
