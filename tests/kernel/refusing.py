"""Refuses system calls as kernels do that do not know them: a seccomp filter for this process.

Its children inherit it (seccomp(2)). x86-64 only, where calls are numbered in the order in which
they came: everything from 310 on is newer than Linux 3.1.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from typing import NamedTuple

IOCTL, PTRACE = 16, 101
PAGEMAP_SCAN = 0xC0606610
FIRST_AFTER_3_1 = 310
LAST_PTRACE_OF_3_4 = 0x4208


class Call(NamedTuple):
    """A call that is refused: its number, or from it on; with one argument alone, or from it on."""

    number: int
    error: int = errno.ENOSYS
    and_later: bool = False
    argument: tuple[int, int] | None = None
    """Index and value (its lower 32 bits)."""
    since: str = ""
    """The kernel that brought it."""


REFUSALS = {
    "PAGEMAP_SCAN": Call(IOCTL, errno.ENOTTY, argument=(1, PAGEMAP_SCAN), since="6.7"),
    "process_vm_readv": Call(310, since="3.2"),
    "process_vm_readv not permitted": Call(310, errno.EPERM),
    "getrandom": Call(318, since="3.17"),
    "copy_file_range": Call(326, since="4.5"),
    "statx": Call(332, since="4.11"),
    "rseq": Call(334, since="4.18"),
    "pidfd_send_signal": Call(424, since="5.1"),
    "pidfd_open": Call(434, since="5.3"),
    "clone3": Call(435, since="5.3"),
    "close_range": Call(436, since="5.9"),
    "faccessat2": Call(439, since="5.8"),
    "process_madvise": Call(440, since="5.10"),
    "PTRACE_GET_SYSCALL_INFO": Call(PTRACE, errno.EIO, argument=(0, 0x420E), since="5.3"),
    "PTRACE_GET_RSEQ_CONFIGURATION": Call(PTRACE, errno.EIO, argument=(0, 0x420F), since="5.13"),
    "fallocate": Call(285, errno.EOPNOTSUPP),
}
OF_PRESETS = {
    "PAGEMAP_SCAN",
    "process_vm_readv",
    "process_vm_readv not permitted",
    "fallocate",
}
"""Those of which it depends on the preset whether and for what they are used."""
TOGETHER = (
    REFUSALS["PAGEMAP_SCAN"],
    Call(FIRST_AFTER_3_1, and_later=True),
    Call(PTRACE, errno.EIO, and_later=True, argument=(0, LAST_PTRACE_OF_3_4 + 1)),
    REFUSALS["fallocate"],
)
ALL = "all of them"

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERRNO, _TRACE, _KILL = 0x7FFF0000, 0x00050000, 0x7FF00000, 0x80000000
_AUDIT_ARCH_X86_64 = 0xC000003E
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2


def refuse(names):
    """Refuse the calls *names* of REFUSALS, or ALL, from here on and in all children."""
    calls = []
    for name in names:
        calls += TOGETHER if name == ALL else [REFUSALS[name]]
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _AUDIT_ARCH_X86_64), (_RETURN, 0, 0, _KILL)]
    for call in calls:
        program += _refusing(call)
    program.append((_RETURN, 0, 0, _ALLOW))
    code = b"".join(struct.pack("<HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code)
    header = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _MODE_FILTER, header, 0, 0
    ):
        raise OSError(ctypes.get_errno(), "prctl")


def _refusing(call):
    """Steps of struct sock_filter (code, jump if true, jump if false, constant)."""
    test = _AT_LEAST if call.and_later else _EQUAL
    answer = (_RETURN, 0, 0, _ERRNO | call.error)
    if call.argument is None:
        return [(_LOAD, 0, 0, 0), (test, 0, 1, call.number), answer]
    index, value = call.argument
    return [
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 3, call.number),
        (_LOAD, 0, 0, 16 + 8 * index),
        (test, 0, 1, value),
        answer,
    ]
