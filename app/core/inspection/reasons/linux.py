"""Signals of Linux and Android: number, si_code, and who sent them (sigaction(2), siginfo.h)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...minidump.constants import EXCEPTION_DUMP_REQUESTED, MINIDUMP_STREAM_TYPE
from ..dump_snapshot import pointers_of
from ..proc_status import inner_process_id
from .reason import DOING, Access, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...capture.snapshot import ExceptionInformation, ProcessSnapshot

_NAMES: Final = (
    "SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 "
    "SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG "
    "SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS"
)
SIGNALS: Final[dict[int, str]] = dict(enumerate(_NAMES.split(), 1))
"""As x86 and ARM number them."""
_STOPS: Final = frozenset((19, 20, 21, 22))
_FAULTS: Final = frozenset((4, 5, 7, 8, 11, 31))
_SEGV, _BUS, _SYS = 11, 7, 31
_CODES: Final[dict[tuple[int, int], str]] = {
    (4, 1): "illegal opcode",
    (4, 2): "illegal operand",
    (4, 3): "illegal addressing mode",
    (4, 4): "illegal trap",
    (4, 5): "privileged opcode",
    (4, 6): "privileged register",
    (4, 7): "coprocessor error",
    (4, 8): "internal stack error",
    (5, 1): "breakpoint",
    (5, 2): "single step",
    (5, 3): "branch taken",
    (5, 4): "hardware breakpoint or watchpoint",
    (5, 0x80): "breakpoint",  # int3 of x86
    (_BUS, 1): "address not aligned",
    (_BUS, 2): "no such page: the file behind it is shorter",
    (_BUS, 3): "hardware error of an object",
    (_BUS, 4): "hardware error of memory",
    (_BUS, 5): "hardware error of memory, found early",
    (8, 1): "integer division by zero",
    (8, 2): "integer overflow",
    (8, 3): "floating-point division by zero",
    (8, 4): "floating-point overflow",
    (8, 5): "floating-point underflow",
    (8, 6): "floating-point result inexact",
    (8, 7): "invalid floating-point operation",
    (8, 8): "subscript out of range",
    (_SEGV, 1): "address not mapped",
    (_SEGV, 2): "no permission for the address",
    (_SEGV, 3): "bounds check failed",
    (_SEGV, 4): "denied by a protection key",
    (_SEGV, 8): "memory tag mismatch, found late",
    (_SEGV, 9): "memory tag mismatch",
    (_SEGV, 10): "return address damaged (shadow stack)",
    (_SYS, 1): "system call denied by seccomp",
}
_FROM: Final[dict[int, str]] = {
    0x80: "sent by the kernel",
    -1: "sent by sigqueue",
    -2: "of a timer",
    -3: "of a message queue",
    -4: "of asynchronous input or output",
    -5: "of a descriptor that is ready",
}
_USER, _KERNEL, _TKILL = 0, 0x80, -6
OVERFLOW: Final = "stack overflow"
_STACK_FRAME: Final = 64 << 10
"""Bytes between a stack pointer and what a function touches of its frame."""
TEXTS: Final = (
    *_CODES.values(),
    *_FROM.values(),
    OVERFLOW,
    "Dump without a crash, asked for by the program",
    "No crash: taken while stopped",
    "SIG{0} ({1})",
    *(f"SIG{{0}} {doing} {{1}} ({{2}})" for doing in DOING.values()),
    *(f"SIG{{0}} {doing} {{1}}" for doing in DOING.values()),
    "SIG{0} accessing an address that no processor can have",
    "SIG{0}, raised by the program itself",
    "SIG{0}, sent by process {1} of user {2}",
    "SIG{0}, sent by process {1} of user {2} in its container",
    "SIG{0}, sent by a process outside its container",
    "SIG{0}, sent by a process",
    "SIG{0}, sent by tgkill, as abort and raise do",
)


def reason_of(
    snapshot: ProcessSnapshot, found: ExceptionInformation, _read: Callable[[int, int], bytes]
) -> Reason:
    """Say what a signal means.

    ``parameters`` are as DumpDesk writes them: of a signal that was sent, the sender's process and
    (if that is known) user; of a fault, what Windows has for an access violation: 0 read, 1 write,
    8 execute.
    """
    number = found.code & 0xFFFFFFFF
    if number in {EXCEPTION_DUMP_REQUESTED, 0}:
        return Reason("Dump without a crash, asked for by the program", number, is_crash=False)
    code = found.flags - (1 << 32) if found.flags >> 31 else found.flags
    if number in _STOPS:
        return Reason("No crash: taken while stopped", number, is_crash=False)
    name = SIGNALS.get(number, f"Signal {number}")
    if code in {_USER, _TKILL}:
        return Reason(_sent(name, code, snapshot, found.parameters), number)
    why = _CODES.get((number, code)) or _FROM.get(code, "")
    if number == _SEGV and code == _KERNEL and not found.address:
        # What the processor refuses without looking at a page: it does not say at which address.
        text = f"{name} accessing an address that no processor can have"
        return Reason(text, number)
    if number not in {_SEGV, _BUS}:
        address = found.address if number in _FAULTS else None
        return Reason(f"{name} ({why})" if why else name, number, address)
    access = _access(snapshot, found)
    if number == _SEGV and _has_run_over(snapshot, found):
        why = OVERFLOW
    elif code == _KERNEL:
        why = _by_map(snapshot, found.address) if number == _SEGV else ""
    doing = f"{name} {DOING[access]} {found.address:#x}"
    return Reason(f"{doing} ({why})" if why else doing, number, found.address, access)


def _by_map(snapshot: ProcessSnapshot, address: int) -> str:
    """Say why an address could not be used, where no siginfo tells; empty: not known.

    With SI_KERNEL the kernel itself tells no address: this one is the processor's.
    """
    region = snapshot.region_at(address)
    if region is not None:
        return "" if region.readable and region.writable else _CODES[_SEGV, 2]
    return _CODES[_SEGV, 1] if MINIDUMP_STREAM_TYPE.LinuxMaps in snapshot.texts else ""


def _has_run_over(snapshot: ProcessSnapshot, found: ExceptionInformation) -> bool:
    """Say whether the fault was at the end of a stack: next to its pointer, just below memory."""
    pointer, _ = pointers_of(found.context, snapshot.system.processor_architecture)
    if not pointer or abs(pointer - found.address) > _STACK_FRAME:
        return False
    at, stack = snapshot.region_at(found.address), snapshot.stack_at(found.address)
    return (at is None or not at.readable) and stack is not None and stack.writable


def _sent(name: str, code: int, snapshot: ProcessSnapshot, parameters: tuple[int, ...]) -> str:
    """Say who sent it. The kernel numbers processes as the one that gets the signal does."""
    inner = inner_process_id(snapshot.texts)
    itself = inner or snapshot.process_id
    if parameters == (itself,):
        return f"{name}, raised by the program itself"
    if len(parameters) < 2:
        thrown = code == _TKILL
        return f"{name}, sent by {'tgkill, as abort and raise do' if thrown else 'a process'}"
    sender, user = parameters[:2]
    if sender == itself:
        return f"{name}, raised by the program itself"
    if not inner:
        return f"{name}, sent by process {sender} of user {user}"
    if not sender:  # it has no number there
        return f"{name}, sent by a process outside its container"
    return f"{name}, sent by process {sender} of user {user} in its container"


def _access(snapshot: ProcessSnapshot, found: ExceptionInformation) -> Access:
    """Tell what was done: as it was written down, or else what alone can have failed there."""
    if found.parameters:
        return {0: Access.READ, 1: Access.WRITE, 8: Access.EXECUTE}.get(
            found.parameters[0], Access.UNKNOWN
        )
    _, at = pointers_of(found.context, snapshot.system.processor_architecture)
    if at and at == found.address:
        return Access.EXECUTE
    region = snapshot.region_at(found.address)
    if region is not None and region.readable and not region.writable:
        return Access.WRITE
    return Access.UNKNOWN
