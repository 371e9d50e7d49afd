"""Calls that a stop ends with EINTR, put back to be made again where that is the same (x86-64).

signal(7) names the calls that the kernel does not make again by itself after a stop, and ``dev.py
bench interrupted`` looks for them. Those that
wait without a time limit, and take nothing before they are done, may be made again without anybody
noticing: their result is turned into ERESTARTNOHAND, by which the kernel itself would have said so.
It still gives EINTR to a thread for which a handler runs. With a time limit they would wait longer
than they were asked to: these are left as they are.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from .self_restoring import CS, ORIG_RAX, R8, R10, RAX, RDX

if TYPE_CHECKING:
    from collections.abc import Callable

_REGISTERS: Final = struct.Struct("<27Q")
_WORD: Final = struct.Struct("<Q")
_INTERRUPTED: Final = _WORD.pack((1 << 64) - 4)
"""-EINTR."""
_AGAIN: Final = (1 << 64) - 514
"""-ERESTARTNOHAND."""
_CODE_64: Final = 0x33


class _Call(NamedTuple):
    """How a call says that it waits for ever."""

    register: int
    is_for_ever: Callable[[int], bool]


def _negative(word: int) -> bool:
    return bool(word & 0x8000_0000)


def _none(word: int) -> bool:
    return not word


_CALLS: Final = {
    _WORD.pack(number): call
    for number, call in {
        65: _Call(RDX, bool),  # semop: it has no limit
        128: _Call(RDX, _none),  # rt_sigtimedwait
        208: _Call(R8, _none),  # io_getevents
        220: _Call(R10, _none),  # semtimedop
        232: _Call(R10, _negative),  # epoll_wait
        281: _Call(R10, _negative),  # epoll_pwait
        441: _Call(R10, _none),  # epoll_pwait2
    }.items()
}
"""orig_rax → which register has the limit."""


def put_back(general: bytes) -> list[int] | None:
    """Give the registers with which a stopped thread makes its call again; None: leave them.

    *general* is user_regs_struct as PTRACE_GETREGS gives it.
    """
    call = _CALLS.get(general[ORIG_RAX * 8 : ORIG_RAX * 8 + 8])
    if call is None or general[RAX * 8 : RAX * 8 + 8] != _INTERRUPTED:
        return None
    registers = list(_REGISTERS.unpack_from(general))
    if registers[CS] != _CODE_64 or not call.is_for_ever(registers[call.register]):
        return None
    registers[RAX] = _AGAIN
    return registers
