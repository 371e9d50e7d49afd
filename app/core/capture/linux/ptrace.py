"""ptrace(2) through ctypes: the requests we make, and what waitid says of a stop.

Every thread that is seized must be waited for and let go by the same thread of ours.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import struct
from typing import Final, NamedTuple

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ..signal_frame import SignalInformation, read_siginfo
from .registers import (
    EXTENDED_SIZE,
    FLOATING_SIZE,
    GENERAL_SIZE,
    NT_ARM_TLS,
    Architecture,
    RawRegisters,
)

PTRACE_DETACH: Final = 17
PTRACE_GET_THREAD_AREA: Final = 25
PTRACE_GETSIGINFO: Final = 0x4202
PTRACE_GETREGSET: Final = 0x4204
PTRACE_SEIZE: Final = 0x4206
PTRACE_INTERRUPT: Final = 0x4207
PTRACE_EVENT_STOP: Final = 128
WALL: Final = 0x4000_0000
"""__WALL: wait for clones too."""
SIGTRAP: Final = 5
_LOOK: Final = os.WEXITED | os.WSTOPPED | os.WNOHANG | WALL
_SIGINFO_SIZE: Final = 128


def _bind() -> ctypes._NamedFuncPointer:
    function = ctypes.CDLL(None, use_errno=True).ptrace
    function.restype = ctypes.c_long
    function.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    return function


_ptrace = _bind()


class Stop(NamedTuple):
    """How a thread came to stand still."""

    signal: int
    """The signal that was about to be delivered and must be when it goes on; 0: none."""
    group_signal: int = 0
    """SIGSTOP and the like when the whole process was already stopped; it stays so."""


def call(request: int, thread_id: int, address: int = 0, data: int = 0) -> int:
    """Make one request. Raises OSError."""
    result: int = _ptrace(request, thread_id, address, data)
    if result == -1:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))
    return result


def look(thread_id: int, *, leave: bool) -> Stop | None:
    """Say how a seized thread stands still, None while it runs. Raises ChildProcessError: it ended.

    With *leave* the kernel keeps the stop (WNOWAIT): a signal that the thread stands on is
    delivered even when we are killed before we can hand it on. Once taken it would be lost.
    """
    found = os.waitid(os.P_PID, thread_id, _LOOK | (os.WNOWAIT if leave else 0))
    if found is None:
        return None
    if found.si_code == os.CLD_TRAPPED:
        return parse_stop(found.si_status)
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

    def close(self) -> None:
        """Give the arena back."""
        del self._anchor
        self._arena.close()

    def read(self, thread_id: int) -> RawRegisters:
        """Read the registers of a stopped thread. Raises OSError."""
        kind = self._architecture
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


_FIXED_SIZES: Final = {1: 27 * 8, 2: 512}
"""What PTRACE_GETREGS (user_regs_struct) and PTRACE_GETFPREGS (FXSAVE) give on x86-64."""


def signal_information(thread_id: int) -> SignalInformation | None:
    """Read the siginfo of a thread that stands on a signal."""
    buffer = ctypes.create_string_buffer(_SIGINFO_SIZE)
    try:
        call(PTRACE_GETSIGINFO, thread_id, 0, ctypes.addressof(buffer))
    except OSError:
        return None
    return read_siginfo(buffer.raw)
