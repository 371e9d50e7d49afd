"""What the kernel puts on a stack before a signal handler runs: which signal, why, and where.

A program that waits in its own handler has the cause of it all in there, and nowhere else. The
frame is known by its shape, not by the code that it returns to: a small dump has no code.

Sources: arch/x86/include/asm/sigframe.h, uapi/asm/sigcontext.h and uapi/asm-generic/siginfo.h of
Linux for x86-64 and i386 (both kinds of frames), arch/arm64/kernel/signal.c for ARM64.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..minidump.constants import PROCESSOR_ARCHITECTURE
from ..minidump.contexts import (
    context_amd64_from_linux,
    context_arm64_from_linux,
    context_x86_from_linux,
)
from .division import divides_by_zero
from .snapshot import ExceptionInformation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..symbols.extent import Read
    from .snapshot import Region

SEARCHED: Final = 256 << 10
"""Bytes from a stack pointer on in which the frame of a handler that runs is looked for."""
FAULTS: Final = frozenset((4, 5, 6, 7, 8, 11, 31))
"""Signals that say something went wrong: SIGILL, TRAP, ABRT, BUS, FPE, SEGV and SYS."""
_INFO_SIZE: Final = 128
_INFO_USED: Final = 48
"""Bytes of it that any signal makes use of (include/linux/signal_types.h: kernel_siginfo)."""
_LAST_PROCESS: Final = 1 << 22
"""No process has a higher number (include/linux/threads.h: PID_MAX_LIMIT)."""
_SIGNALS: Final = range(1, 65)
_SENT: Final = frozenset((0, -1, -6))
"""si_code of what a process sent: SI_USER, SI_QUEUE, SI_TKILL."""
_WRITE, _FETCH = 2, 16
"""Bits of the error code of a page fault (x86)."""
_DIVISION, _BREAKPOINT, _INVALID_OPCODE, _PROTECTION, _PAGE_FAULT = 0, 3, 6, 13, 14
"""Numbers of exceptions (Intel SDM volume 3, section 6.3.1)."""
_PRESENT, _USER = 1, 4
"""Bits of a page fault's error code: the page was there; the program did it, not the kernel."""
_FIRST_MAPPED: Final = 0x10000
"""Nothing is mapped below (vm.mmap_min_addr, by default)."""
_NEAR: Final = 64 << 10
"""Bytes between an address and the register that it is reached by."""
_SEGV, _BUS, _FPE, _ILL, _TRAP = 11, 7, 8, 4, 5
_BY_KERNEL, _BY_TKILL, _ILLEGAL_OPERAND, _NOT_MAPPED, _NOT_ALLOWED = 0x80, -6, 2, 1, 2
_NO_PAGE: Final = 2
"""si_code."""
_ACCESS_FAULTS: Final = frozenset((7, 11))
_INT3: Final = b"\xcc"
_KILLS: Final = (b"\xb8\xc8\0\0\0", b"\xb8\x3e\0\0\0", b"\xb8\xee\0\0\0", b"\xb8\x25\0\0\0")
"""``mov $number, %eax`` of tkill and kill, x86-64 and i386."""
_CALLING: Final = 24
"""Bytes before a system call's end in which its number is looked for."""
_FXSAVE: Final = 512
_REACH: Final = 32 << 10
"""Bytes from a frame to the floating-point state above it: AVX-512 and AMX take about 11 KiB."""


class SignalFrame(NamedTuple):
    """A signal that a handler is dealing with."""

    address: int
    """Where the frame is."""
    signal: int
    """0: nothing tells which one."""
    code: int
    """si_code."""
    fault_address: int
    sender: tuple[int, ...] | None
    """Process and, if it is told, user of a signal that somebody sent."""
    access: int | None
    """0: it was read, 1: written, 8: executed; None: not told."""
    context: bytes
    """CONTEXT of what was interrupted."""

    def exception(self, thread_id: int) -> ExceptionInformation:
        """Tell it as the exception of a dump. Parameters as in inspection.reasons.linux."""
        parameters: tuple[int, ...] = self.sender or ()
        if self.access is not None:
            parameters = self.access, self.fault_address
        return ExceptionInformation(
            thread_id,
            code=self.signal,
            flags=self.code & 0xFFFFFFFF,
            address=self.fault_address,
            parameters=parameters,
            context=self.context,
        )


class Standing(NamedTuple):
    """Whose stack it is, and how more of its process is read."""

    process_id: int = 0
    thread_id: int = 0
    """As the process itself sees them: those of a container are others outside."""
    read: Read = lambda _address, _size: b""
    """Reads memory of the process; what is not there is left out."""
    region_at: Callable[[int], Region | None] = lambda _address: None
    """Gives the mapping that holds an address."""


def frames_on(
    stack: bytes, base: int, architecture: int, standing: Standing
) -> tuple[SignalFrame, ...]:
    """Find the frames of the handlers that run, the innermost first, up to that of a fault.

    Args:
        stack: The thread's memory from its stack pointer on, SEARCHED bytes or fewer.
        base: The address of the first of them.
        architecture: PROCESSOR_ARCHITECTURE.
        standing: What else is known of the thread.
    """
    find = _FINDERS.get(architecture)
    found: list[SignalFrame] = []
    for frame in find(stack, base, standing) if find is not None else ():
        found.append(frame)
        if frame.signal in FAULTS:
            break
    return tuple(found)


def fault_frame(
    stack: bytes, base: int, architecture: int, standing: Standing | None = None
) -> SignalFrame | None:
    """Find the frame of the innermost handler of a fault; None if no such handler runs.

    The arguments are those of :func:`frames_on`.
    """
    found = frames_on(stack, base, architecture, standing or Standing())
    return found[-1] if found and found[-1].signal in FAULTS else None


class SignalInformation(NamedTuple):
    """The part of siginfo_t that says what happened (sigaction(2))."""

    signal: int
    code: int
    address: int
    sender: tuple[int, ...] | None = None
    """Process and, if it is told, user of a signal that somebody sent."""


_NOT_TOLD: Final = SignalInformation(0, 0, 0)


def read_siginfo(data: bytes, offset: int = 0, *, wide: bool = True) -> SignalInformation:
    """Read a siginfo_t, of a 64-bit program if *wide*. Raises struct.error if it is cut short."""
    signal, _, code = struct.unpack_from("<iii", data, offset)
    start = offset + (16 if wide else 12)
    if code in _SENT:
        return SignalInformation(signal, code, 0, struct.unpack_from("<II", data, start))
    (address,) = struct.unpack_from("<Q" if wide else "<I", data, start)
    return SignalInformation(signal, code, address)


def _info(data: bytes, offset: int, *, wide: bool) -> SignalInformation | None:
    """Read a siginfo_t of which nobody knows whether it is one; None if it cannot be."""
    info = read_siginfo(data, offset, wide=wide)
    (error,) = struct.unpack_from("<i", data, offset + 4)
    is_one = info.signal in _SIGNALS and 0 <= error < 4096 and -64 <= info.code <= 128
    if info.sender is not None:
        is_one &= info.sender[0] <= _LAST_PROCESS
    if info.code < 0:  # copied whole by all kernels, and most of it is never used
        is_one &= not any(data[offset + _INFO_USED : offset + _INFO_SIZE])
    return info if is_one else None


def _places(data: bytes, pattern: bytes) -> Iterator[int]:
    place = data.find(pattern)
    while place >= 0:
        yield place
        place = data.find(pattern, place + 1)


# -------------------------------------------------------------------------------------- x86-64

_GENERAL: Final = struct.Struct("<18Q4H4QQ")
"""sigcontext: r8 to r15, di, si, bp, bx, dx, ax, cx, sp, ip, flags; cs, gs, fs, ss; err, trapno,
oldmask, cr2; fpstate."""
_CONTEXT_AT, _REGISTERS_AT, _SEGMENTS_AT, _INFO_AT = 8, 48, 192, 312
_USER_SEGMENTS: Final = tuple(struct.pack("<4H", 0x33, 0, 0, ss) for ss in (0x2B, 0))
_PRSTATUS: Final = struct.Struct("<27Q")


def _find_amd64(data: bytes, base: int, standing: Standing) -> Iterator[SignalFrame]:
    """Find frames by the segments of user code, and judge them by all else."""
    found = {place - _SEGMENTS_AT for one in _USER_SEGMENTS for place in _places(data, one)}
    for start in sorted(found):
        if start >= 0 and start % 8 == 0 and start + _INFO_AT + _INFO_SIZE <= len(data):
            frame = _frame_amd64(data, start, base, standing)
            if frame is not None:
                yield frame


def _frame_amd64(data: bytes, start: int, base: int, standing: Standing) -> SignalFrame | None:
    flags, link = struct.unpack_from("<QQ", data, start + _CONTEXT_AT)
    values = _GENERAL.unpack_from(data, start + _REGISTERS_AT)
    r8, r9, r10, r11, r12, r13, r14, r15, di, si, bp, bx, dx, ax, cx, sp, ip, eflags = values[:18]
    cs, gs, fs, ss = values[18:22]
    error, trap, _, address, floating = values[22:]
    told = info = _info(data, start + _INFO_AT, wide=True)
    if info is None and floating:
        info = (
            _told_by_call(ax if cx == ip else -1, ip, (di, si, dx), standing)
            or _told_by_code(error, trap, values[:18], standing.read)
            # A fault is at or near what a register points to.
            or _told_by_trap(error, trap, address, (*values[:17], 0))
            or _NOT_TOLD
        )
    above = floating - (base + start)
    jumped = ip or (trap == _PAGE_FAULT and address == ip)  # through a pointer that is null
    if flags > 7 or link or info is None or not jumped or not sp or eflags >> 32 or trap > 255:
        return None
    if floating and not _INFO_AT + _INFO_SIZE <= above <= _REACH:
        return None
    prstatus = _PRSTATUS.pack(
        *(r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, 0),
        *(ip, cs, eflags, sp, ss, 0, 0, 0, 0, fs, gs),
    )
    at = floating - base
    fxsave = data[at : at + _FXSAVE] if floating and at + _FXSAVE <= len(data) else b""
    context = context_amd64_from_linux(prstatus, fxsave)
    access = _access_x86(info, error, trap)
    if told is None:
        info = _told_by_map(info, access, standing)
    return SignalFrame(base + start, *info, access, context)


def _told_by_trap(
    error: int, trap: int, address: int, near: tuple[int, ...]
) -> SignalInformation | None:
    """Tell a fault by what the processor said of it (sigcontext: err, trapno, cr2).

    The kernel copies no siginfo for a handler without SA_SIGINFO. What stands there of the trap is
    the thread's last one, which may be older than the signal: it has to fit the registers.
    """
    if trap == _PAGE_FAULT:
        fits = error & _USER and any(abs(address - one) <= _NEAR for one in near)
        code = _NOT_ALLOWED if error & _PRESENT else _BY_KERNEL
        if address < _FIRST_MAPPED:
            code = _NOT_MAPPED
        return SignalInformation(_SEGV, code, address) if fits else None
    if trap == _PROTECTION and not error >> 16:
        return SignalInformation(_SEGV, _BY_KERNEL, 0)
    if trap == _INVALID_OPCODE and not error:
        return SignalInformation(_ILL, _ILLEGAL_OPERAND, near[-2])
    return None


def _told_by_map(
    info: SignalInformation, access: int | None, standing: Standing
) -> SignalInformation:
    """Tell SIGBUS from SIGSEGV, of which the processor says the same.

    What the map allows fails behind the end of the mapped file.
    """
    could_be = info.signal in _ACCESS_FAULTS and info.code in (_BY_KERNEL, _NOT_MAPPED)
    region = standing.region_at(info.address) if could_be else None
    if region is None or region.anonymous or region.guard or not region.path.startswith("/"):
        return info
    allowed = {0: region.readable, 1: region.writable, 8: region.executable}
    is_one = access is not None and allowed[access]
    return SignalInformation(_BUS, _NO_PAGE, info.address) if is_one else info


def _told_by_call(
    result: int, ip: int, arguments: tuple[int, int, int], standing: Standing
) -> SignalInformation | None:
    """Tell a signal that a thread sent to itself by what the kernel was just asked for.

    abort and raise call tgkill(2), musl's tkill(2); the registers of a call stay as they were, but
    for its *result*.
    """
    first, second, third = arguments
    if result or not standing.thread_id:
        return None
    if (first, second) == (standing.process_id, standing.thread_id) and third in _SIGNALS:
        return SignalInformation(third, _BY_TKILL, 0, (standing.process_id,))
    if first == standing.thread_id and second in _SIGNALS:
        code = standing.read(ip - _CALLING, _CALLING)
        if any(one in code for one in _KILLS):
            return SignalInformation(second, _BY_TKILL, 0, (standing.process_id,))
    return None


def _told_by_code(
    error: int, trap: int, values: tuple[int, ...], read: Read
) -> SignalInformation | None:
    """Tell a fault of x86-64 whose trap says too little by the instruction that met it.

    0, a division, is also what stands there of a thread that had no trap.
    """
    ip = values[16]
    if error or trap not in (_DIVISION, _BREAKPOINT):
        return None
    if trap == _BREAKPOINT:
        is_one = read(ip - 1, 1) == _INT3
        return SignalInformation(_TRAP, _BY_KERNEL, 0) if is_one else None
    return SignalInformation(_FPE, 1, ip) if divides_by_zero(values, read) else None


def _access_x86(info: SignalInformation, error: int, trap: int) -> int | None:
    if info.signal not in _ACCESS_FAULTS or info.sender is not None or trap != _PAGE_FAULT:
        return None
    return 8 if error & _FETCH else int(bool(error & _WRITE))


# ---------------------------------------------------------------------------------------- i386

_HEAD_I386: Final = struct.Struct("<4I")
_GENERAL_I386: Final = struct.Struct("<22I")
"""sigcontext_32: gs, fs, es, ds; di, si, bp, sp, bx, dx, cx, ax; trapno, err; ip, cs, flags, sp at
the signal, ss; fpstate, oldmask, cr2."""
_OF_USER: Final = ((0x23, 0x2B), (0x73, 0x7B))
"""cs and ss of a program, of 64-bit and of 32-bit kernels."""
_OLD_CONTEXT: Final = 8
_OLD_MARK: Final = b"\x58\xb8\x77\0\0\0\xcd\x80"
"""What old frames end with: popl %eax; movl $119, %eax; int $0x80. Nobody runs it any more."""
_OLD_MARK_AT: Final = _OLD_CONTEXT + 22 * 4 + 624 + 4
"""Behind the registers, an unused area for the floating-point state, and the rest of the mask."""
_INFO_I386: Final = 16
_UCONTEXT_I386: Final = _INFO_I386 + _INFO_SIZE
_REGISTERS_I386: Final = _UCONTEXT_I386 + 20
_PRSTATUS_I386: Final = struct.Struct("<17I")


def _find_i386(data: bytes, base: int, standing: Standing) -> Iterator[SignalFrame]:
    """Find frames of both kinds, in the order in which they lie on the stack."""
    found = [*_find_i386_realtime(data, base), *_find_i386_old(data, base, standing)]
    yield from sorted(found, key=lambda frame: frame.address)


def _find_i386_realtime(data: bytes, base: int) -> Iterator[SignalFrame]:
    """Find frames by the two pointers in them that lead into themselves."""
    words = struct.unpack(f"<{len(data) // 4}I", data[: len(data) & ~3])
    to_info = base + 8  # of a frame's third word, from its own address
    for index in [i for i, word in enumerate(words) if word == to_info + 4 * i]:
        start = 4 * index - 8
        here = base + start
        if start < 0 or start + _REGISTERS_I386 + _GENERAL_I386.size > len(data):
            continue
        _, signal, _, context_at = _HEAD_I386.unpack_from(data, start)
        if context_at != here + _UCONTEXT_I386:
            continue
        info = _info(data, start + _INFO_I386, wide=False)
        if info is not None and info.signal == signal:
            yield _frame_i386(info, here, _GENERAL_I386.unpack_from(data, start + _REGISTERS_I386))


def _find_i386_old(data: bytes, base: int, standing: Standing) -> Iterator[SignalFrame]:
    """Find frames of handlers without SA_SIGINFO by what they end with.

    They have the number of the signal, and of a fault what the processor said.
    """
    for place in _places(data, _OLD_MARK):
        start = place - _OLD_MARK_AT
        if start < 0 or start % 4:
            continue
        (signal,) = struct.unpack_from("<I", data, start + 4)
        values = _GENERAL_I386.unpack_from(data, start + _OLD_CONTEXT)
        trap, error, code, stack, address = (values[at] for at in (12, 13, 15, 18, 21))
        if (code & 0xFFFF, stack & 0xFFFF) not in _OF_USER or values[7] != values[17]:
            continue
        near = (*values[4:12], values[14], 0)
        bx, dx, cx, ax, ip = (values[at] for at in (8, 9, 10, 11, 14))
        info = _told_by_call(ax, ip, (bx, cx, dx), standing)
        info = info or _told_by_trap(error, trap, address, near)
        if signal == _FPE and trap == _DIVISION:
            info = SignalInformation(_FPE, 1, ip)
        elif signal == _TRAP and trap == _BREAKPOINT:
            info = SignalInformation(_TRAP, _BY_KERNEL, 0)
        elif signal == _BUS and info is not None and trap == _PAGE_FAULT:
            info = SignalInformation(_BUS, _BY_KERNEL, address)
        if info is None or info.signal != signal:
            info = _NOT_TOLD
        info = _told_by_map(info, _access_x86(info, error, trap), standing)
        yield _frame_i386(info, base + start, values)


def _frame_i386(info: SignalInformation, here: int, values: tuple[int, ...]) -> SignalFrame:
    gs, fs, es, ds, di, si, bp, sp, bx, dx, cx, ax, trap, error, ip, cs, eflags = values[:17]
    prstatus = _PRSTATUS_I386.pack(
        *(bx, cx, dx, si, di, bp, ax, ds, es, fs, gs, 0, ip, cs, eflags, sp, values[18])
    )
    access = _access_x86(info, error, trap)
    return SignalFrame(here, *info, access, context_x86_from_linux(prstatus))


# --------------------------------------------------------------------------------------- ARM64

_FPSIMD: Final = struct.pack("<II", 0x46508001, 528)
_UCONTEXT_ARM64: Final = _INFO_SIZE
_FAULT_ARM64: Final = _UCONTEXT_ARM64 + 176
_EXTRA_ARM64: Final = _FAULT_ARM64 + 8 + 34 * 8 + 8
"""Behind fault address, registers and padding: the records, of which FPSIMD is the first."""
_ESR: Final = struct.pack("<II", 0x45535201, 16)
_WRITE_ARM64: Final = 1 << 6
_DATA_ABORT, _CODE_ABORT = 0x24, 0x20
_STATUS_ARM64: Final = {
    **dict.fromkeys(range(4, 8), (_SEGV, _NOT_MAPPED)),
    **dict.fromkeys(range(8, 16), (_SEGV, _NOT_ALLOWED)),
    0x21: (_BUS, 1),
}
"""Status of a data or code abort (ESR_EL1.ISS) → signal and si_code: translation faults, access
flag and permission faults, alignment (Arm ARM, D17.2.37; arch/arm64/mm/fault.c)."""


def _find_arm64(data: bytes, base: int, standing: Standing) -> Iterator[SignalFrame]:
    """Find frames by the head of the record that holds the vector registers."""
    for place in _places(data, _FPSIMD):
        start = place - _EXTRA_ARM64
        if start < 0 or len(data) < place + 528:
            continue
        told = _info(data, start, wide=True)
        _, link = struct.unpack_from("<QQ", data, start + _UCONTEXT_ARM64)
        if link:
            continue
        info = told or _told_by_syndrome(data, start, place + 528) or _NOT_TOLD
        access = _access_arm64(info, data, place + 528)
        if told is None:
            info = _told_by_map(info, access, standing)
        general = data[start + _FAULT_ARM64 + 8 : start + _FAULT_ARM64 + 8 + 272]
        fpsr, fpcr = struct.unpack_from("<II", data, place + 8)
        vectors = data[place + 16 : place + 528] + struct.pack("<II", fpsr, fpcr)
        context = context_arm64_from_linux(general, vectors)
        yield SignalFrame(base + start, *info, access, context)


def _access_arm64(info: SignalInformation, data: bytes, place: int) -> int | None:
    """Read the syndrome of a fault (ESR_EL1), if its record follows."""
    if info.signal not in _ACCESS_FAULTS or info.sender is not None:
        return None
    if data[place : place + 8] != _ESR or len(data) < place + 16:
        return None
    (syndrome,) = struct.unpack_from("<Q", data, place + 8)
    kind = syndrome >> 26 & 0x3F
    if kind == _CODE_ABORT:
        return 8
    return int(bool(syndrome & _WRITE_ARM64)) if kind == _DATA_ABORT else None


def _told_by_syndrome(data: bytes, start: int, place: int) -> SignalInformation | None:
    """Tell a fault by what the processor said of it, for a handler without SA_SIGINFO.

    As on x86 it may be of an older fault: it has to fit the registers.
    """
    if data[place : place + 8] != _ESR or len(data) < place + 16:
        return None
    address, *registers = struct.unpack_from("<34Q", data, start + _FAULT_ARM64)
    (syndrome,) = struct.unpack_from("<Q", data, place + 8)
    if syndrome >> 26 & 0x3F not in (_DATA_ABORT, _CODE_ABORT):
        return None
    if not any(abs(address - one) <= _NEAR for one in (*registers, 0)):
        return None
    told = _STATUS_ARM64.get(syndrome & 0x3F)
    return SignalInformation(*told, address) if told is not None else None


_FINDERS: Final[dict[int, Callable[[bytes, int, Standing], Iterator[SignalFrame]]]] = {
    PROCESSOR_ARCHITECTURE.AMD64: _find_amd64,
    PROCESSOR_ARCHITECTURE.INTEL: _find_i386,
    PROCESSOR_ARCHITECTURE.ARM64: _find_arm64,
}
