"""Exceptions of macOS and iOS (mach/exception_types.h, mach/kern_return.h)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .linux import SIGNALS as _OF_LINUX
from .reason import Access, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...capture.snapshot import ExceptionInformation, ProcessSnapshot

_BAD_ACCESS, _SOFTWARE, _CRASH, _RESOURCE, _GUARD = 1, 5, 10, 11, 12
_SIMULATED: Final = 0x43507378
_SOFT_SIGNAL: Final = 0x10003
_TYPES: Final[dict[int, str]] = {
    _BAD_ACCESS: "EXC_BAD_ACCESS",
    2: "EXC_BAD_INSTRUCTION",
    3: "EXC_ARITHMETIC",
    4: "EXC_EMULATION",
    _SOFTWARE: "EXC_SOFTWARE",
    6: "EXC_BREAKPOINT",
    7: "EXC_SYSCALL",
    8: "EXC_MACH_SYSCALL",
    9: "EXC_RPC_ALERT",
    _CRASH: "EXC_CRASH",
    _RESOURCE: "EXC_RESOURCE",
    _GUARD: "EXC_GUARD",
    13: "EXC_CORPSE_NOTIFY",
}
_KERN: Final[dict[int, str]] = {
    1: "KERN_INVALID_ADDRESS",
    2: "KERN_PROTECTION_FAILURE",
    3: "KERN_NO_SPACE",
    4: "KERN_INVALID_ARGUMENT",
    5: "KERN_FAILURE",
    6: "KERN_RESOURCE_SHORTAGE",
    8: "KERN_NO_ACCESS",
    9: "KERN_MEMORY_FAILURE",
    10: "KERN_MEMORY_ERROR",
    13: "EXC_I386_GPFLT",
    14: "KERN_NOT_IN_SET",
    50: "KERN_CODESIGN_ERROR",
    0x101: "EXC_ARM_DA_ALIGN",
    0x102: "EXC_ARM_DA_DEBUG",
}
_CODES: Final[dict[tuple[int, int], str]] = {
    (2, 1): "undefined instruction",
    (3, 1): "division by zero",
    (3, 8): "invalid floating-point operation",
    (6, 1): "breakpoint",
    (_SOFTWARE, 0x10000): "EXC_UNIX_BAD_SYSCALL",
    (_SOFTWARE, 0x10001): "EXC_UNIX_BAD_PIPE",
    (_SOFTWARE, 0x10002): "EXC_UNIX_ABORT",
}
_RESOURCES: Final = {
    1: "too much processor time",
    2: "too many wakeups",
    3: "too much memory",
    4: "too much input and output",
    5: "too many threads",
    6: "too many ports",
}
_GUARDS: Final = {
    1: "a guarded Mach port",
    2: "a guarded file descriptor",
    3: "user code",
    4: "a guarded vnode",
    5: "guarded virtual memory",
}
_SIGNALS: Final = _OF_LINUX | {
    7: "SIGEMT",
    10: "SIGBUS",
    12: "SIGSYS",
    16: "SIGURG",
    17: "SIGSTOP",
    18: "SIGTSTP",
    19: "SIGCONT",
    20: "SIGCHLD",
    23: "SIGIO",
    29: "SIGINFO",
    30: "SIGUSR1",
    31: "SIGUSR2",
}
"""As macOS numbers them."""
TEXTS: Final = (
    *(text for text in _CODES.values() if not text.startswith("EXC_")),
    *_RESOURCES.values(),
    *_GUARDS.values(),
    "Dump without a crash, asked for by the program",
    "EXC_{0} ({1})",
    "EXC_{0} ({1}) accessing {2}",
    "EXC_{0} accessing {1}",
)


def reason_of(
    _snapshot: ProcessSnapshot, found: ExceptionInformation, _read: Callable[[int, int], bytes]
) -> Reason:
    """Say what a Mach exception means: type, first code, and where."""
    kind = found.code & 0xFFFFFFFF
    if kind == _SIMULATED:
        return Reason("Dump without a crash, asked for by the program", kind, is_crash=False)
    name = _TYPES.get(kind, f"Exception {kind:#x}")
    why = _why(kind, found.flags & 0xFFFFFFFF, found.parameters)
    if kind == _BAD_ACCESS:
        about = f"{name} ({why})" if why else name
        text = f"{about} accessing {found.address:#x}"
        return Reason(text, kind, found.address, Access.UNKNOWN)
    return Reason(f"{name} ({why})" if why else name, kind)


def _why(kind: int, code: int, parameters: tuple[int, ...]) -> str:
    match kind:
        case 1:
            return _KERN.get(code, f"{code:#x}")
        case 10:  # the exception and signal that it stands for (osfmk/kern/exception.c)
            stands_for = (_SIGNALS.get(code >> 24 & 0xFF, ""), _TYPES.get(code >> 20 & 0xF, ""))
            return ", ".join(filter(None, stands_for))
        case 11:
            return _RESOURCES.get(code >> 29, "")
        case 12:
            return _GUARDS.get(code >> 29, "")
        case 5 if code == _SOFT_SIGNAL and len(parameters) > 2:
            return _SIGNALS.get(parameters[2] & 0xFF, "")
        case _:
            return _CODES.get((kind, code), f"{code:#x}" if code else "")
