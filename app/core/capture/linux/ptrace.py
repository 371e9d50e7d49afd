"""ptrace(2) through ctypes: the requests we make, and what waitid says of a stop.

Every thread that is seized must be waited for and let go by the same thread of ours.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import os
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ..signal_frame import SignalInformation, read_siginfo
from .registers import (
    AMD64,
    EXTENDED_SIZE,
    FLOATING_SIZE,
    GENERAL_SIZE,
    NT_ARM_TLS,
    PTRACE_GETFPREGS,
    PTRACE_GETREGS,
    Architecture,
    RawRegisters,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PTRACE_CONT: Final = 7
PTRACE_SETREGS: Final = 13
PTRACE_DETACH: Final = 17
PTRACE_SYSCALL: Final = 24
PTRACE_GET_THREAD_AREA: Final = 25
PTRACE_SETOPTIONS: Final = 0x4200
PTRACE_GETEVENTMSG: Final = 0x4201
PTRACE_GETSIGINFO: Final = 0x4202
PTRACE_GETREGSET: Final = 0x4204
PTRACE_SEIZE: Final = 0x4206
PTRACE_INTERRUPT: Final = 0x4207
PTRACE_GETSIGMASK: Final = 0x420A
PTRACE_SETSIGMASK: Final = 0x420B
PTRACE_GET_RSEQ_CONFIGURATION: Final = 0x420F
OPTION_SYSGOOD: Final = 0x1
OPTION_TRACEVFORK: Final = 0x4
OPTION_TRACECLONE: Final = 0x8
OPTION_EXITKILL: Final = 0x10_0000
CALL_STOP: Final = 0x85
"""A stop where a system call begins or ends, as OPTION_SYSGOOD has it told."""
PTRACE_EVENT_VFORK: Final = 2
PTRACE_EVENT_CLONE: Final = 3
PTRACE_EVENT_STOP: Final = 128
WALL: Final = 0x4000_0000
"""__WALL: wait for clones too."""
SIGTRAP: Final = 5
_LOOK: Final = os.WEXITED | os.WSTOPPED | os.WNOHANG | WALL
_LOOK_AND_LEAVE: Final = _LOOK | os.WNOWAIT
_INTERRUPTED_CODE: Final = PTRACE_EVENT_STOP << 8 | SIGTRAP
_SIGINFO_SIZE: Final = 128
REGISTER_COUNT: Final = 27
_RSEQ_CONFIGURATION_SIZE: Final = 24


def _bind(library: type[ctypes.CDLL]) -> ctypes._NamedFuncPointer:
    function = library(None, use_errno=True).ptrace
    function.restype = ctypes.c_long
    function.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    return function


_ptrace_waiting = _bind(ctypes.CDLL)
_ptrace = _bind(ctypes.PyDLL)
"""Keeps the interpreter's lock: who gives it away gets it back in 5 ms if another thread computes,
which would be so for each of thousands of requests while the target stands still."""


class Stop(NamedTuple):
    """How a thread came to stand still."""

    signal: int
    """The signal that was about to be delivered and must be when it goes on; 0: none."""
    group_signal: int = 0
    """SIGSTOP and the like when the whole process was already stopped; it stays so."""


INTERRUPTED: Final = Stop(0)
"""By PTRACE_INTERRUPT and nothing else, as nearly all are."""


def call(request: int, thread_id: int, address: int = 0, data: int = 0) -> int:
    """Make one request. Raises OSError."""
    # This one waits for a lock which a thread in execve holds until the ends of others are taken.
    function = _ptrace_waiting if request == PTRACE_SEIZE else _ptrace
    result: int = function(request, thread_id, address, data)
    if result == -1:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))
    return result


def look(thread_id: int, *, leave: bool) -> Stop | None:
    """Say how a seized thread stands still, None while it runs. Raises ChildProcessError: it ended.

    With *leave* the kernel keeps the stop (WNOWAIT): a signal that the thread stands on is
    delivered even when we are killed before we can hand it on. Once taken it would be lost.
    """
    code = stop_code(thread_id, leave=leave)
    if code == _INTERRUPTED_CODE:
        return INTERRUPTED
    return None if code is None else parse_stop(code)


def stop_code(thread_id: int, *, leave: bool) -> int | None:
    """Give what waitid says of a stop as it is; otherwise like :func:`look`."""
    found = os.waitid(os.P_PID, thread_id, _LOOK_AND_LEAVE if leave else _LOOK)
    if found is None:
        return None
    if found.si_code == os.CLD_TRAPPED:
        return found.si_status
    if leave:
        os.waitpid(thread_id, os.WNOHANG | WALL)  # its end has to be taken, or others wait for it
    raise ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))


def parse_stop(code: int) -> Stop:
    """Read what waitid says of a stop: the signal, and the ptrace event above it."""
    event, signal = code >> 8, code & 0x7F
    if event == 0:
        return Stop(signal)
    if event == PTRACE_EVENT_STOP and signal != SIGTRAP:
        return Stop(0, signal)
    return Stop(0)


def stop_of(thread_id: int) -> Stop | None:
    """Say how a thread stands that is known to be stopped; None: it is not, for us."""
    found = signal_information(thread_id)
    if found is None:
        return None
    return Stop(0 if found.code >> 8 == PTRACE_EVENT_STOP else found.signal)


class _Registers:
    """Room for the general registers of an x86-64 thread, a signal mask, and a word."""

    def __init__(self) -> None:
        self.words = (ctypes.c_uint64 * REGISTER_COUNT)()
        self.address = ctypes.addressof(self.words)


def general_registers(thread_id: int) -> list[int]:
    """Read user_regs_struct of a stopped x86-64 thread. Raises OSError."""
    room = _Registers()
    call(PTRACE_GETREGS, thread_id, 0, room.address)
    return list(room.words)


def set_general_registers(thread_id: int, values: Sequence[int]) -> None:
    """Write user_regs_struct of a stopped x86-64 thread. Raises OSError."""
    room = _Registers()
    room.words[:] = list(values)
    call(PTRACE_SETREGS, thread_id, 0, room.address)


def signal_mask(thread_id: int) -> int:
    """Read the signals that a stopped thread blocks, a bit each. Raises OSError."""
    room = _Registers()
    call(PTRACE_GETSIGMASK, thread_id, 8, room.address)
    return room.words[0]


def set_signal_mask(thread_id: int, mask: int) -> None:
    """Set the signals that a stopped thread blocks. Raises OSError."""
    room = _Registers()
    room.words[0] = mask
    call(PTRACE_SETSIGMASK, thread_id, 8, room.address)


def event_message(thread_id: int) -> int:
    """Give the number that an event comes with: of a clone, its process id. Raises OSError."""
    room = _Registers()
    call(PTRACE_GETEVENTMSG, thread_id, 0, room.address)
    return room.words[0]


def restartable_sequence(thread_id: int) -> int | None:
    """Give the address of a stopped thread's struct rseq, 0 without one; None: nobody tells."""
    room = _Registers()
    try:
        call(PTRACE_GET_RSEQ_CONFIGURATION, thread_id, _RSEQ_CONFIGURATION_SIZE, room.address)
    except OSError:
        return None
    return room.words[0]


class RegisterReader:
    """Reads registers of stopped threads through one arena, without an allocation per thread."""

    def __init__(self, architecture: Architecture, *, extended: bool) -> None:
        """Prepare for threads of *architecture*; *extended* also reads the XSAVE area."""
        self._architecture = architecture
        self._extended = extended and architecture.extended_set != 0
        size = GENERAL_SIZE + FLOATING_SIZE + EXTENDED_SIZE
        self._arena = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self._anchor = ctypes.c_char.from_buffer(self._arena)
        self._base = ctypes.addressof(self._anchor)
        self._vector = (ctypes.c_size_t * 2)()  # struct iovec: base, length
        self._vector_address = ctypes.addressof(self._vector)

    def floating(self, thread_id: int) -> bytes:
        """Read the XSAVE area of a stopped thread, or what there is instead. Raises OSError."""
        kind = self._architecture
        with contextlib.suppress(OSError):
            return self._get(0, kind.extended_set, thread_id, EXTENDED_SIZE)
        return self._get(kind.floating_request, kind.floating_set, thread_id, FLOATING_SIZE)

    def close(self) -> None:
        """Give the arena back."""
        del self._anchor
        self._arena.close()

    def read(self, thread_id: int) -> RawRegisters:
        """Read the registers of a stopped thread. Raises OSError."""
        kind = self._architecture
        if kind is AMD64 and not self._extended:
            call(PTRACE_GETREGS, thread_id, 0, self._base)
            call(PTRACE_GETFPREGS, thread_id, 0, self._base + GENERAL_SIZE)
            arena = self._arena
            return RawRegisters(arena[:_USER_REGISTERS], arena[GENERAL_SIZE:_AND_FXSAVE])
        general = self._get(kind.general_request, kind.general_set, thread_id, GENERAL_SIZE)
        extended = b""
        if self._extended:
            try:
                extended = self._get(0, kind.extended_set, thread_id, EXTENDED_SIZE)
            except OSError:
                self._extended = False  # a processor without XSAVE
        if extended:
            # The XSAVE area begins with what the floating point request would give.
            floating = extended[:512]
        else:
            floating = self._get(kind.floating_request, kind.floating_set, thread_id, FLOATING_SIZE)
        return RawRegisters(general, floating, extended, self._thread_pointer(thread_id, general))

    def _get(self, request: int, register_set: int, thread_id: int, room: int) -> bytes:
        if request:
            call(request, thread_id, 0, self._base)
            size = _FIXED_SIZES[register_set]
        else:
            self._vector[0] = self._base
            self._vector[1] = room
            call(PTRACE_GETREGSET, thread_id, register_set, self._vector_address)
            size = self._vector[1]
        return self._arena[:size]

    def _thread_pointer(self, thread_id: int, general: bytes) -> int:
        """Read a TLS base that is not among the general registers; 0 when there is none."""
        processor = self._architecture.processor
        if processor == PROCESSOR_ARCHITECTURE.AMD64:
            return 0
        try:
            if processor == PROCESSOR_ARCHITECTURE.ARM64:
                return int.from_bytes(self._get(0, NT_ARM_TLS, thread_id, 8), "little")
            selector = struct.unpack_from("<I", general, 40)[0] & 0xFFFF
            call(PTRACE_GET_THREAD_AREA, thread_id, selector >> 3, self._base)
        except OSError:
            return 0
        base: int = struct.unpack_from("<I", self._arena, 4)[0]  # user_desc.base_addr
        return base


_USER_REGISTERS: Final = REGISTER_COUNT * 8
_FIXED_SIZES: Final = {1: _USER_REGISTERS, 2: 512}
"""What PTRACE_GETREGS (user_regs_struct) and PTRACE_GETFPREGS (FXSAVE) give on x86-64."""
_AND_FXSAVE: Final = GENERAL_SIZE + _FIXED_SIZES[2]


def signal_information(thread_id: int) -> SignalInformation | None:
    """Read the siginfo of a thread that stands on a signal."""
    buffer = ctypes.create_string_buffer(_SIGINFO_SIZE)
    try:
        call(PTRACE_GETSIGINFO, thread_id, 0, ctypes.addressof(buffer))
    except OSError:
        return None
    return read_siginfo(buffer.raw)
