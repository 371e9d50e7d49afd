"""Linux: owner, program and arguments through psutil, /proc for what the verdict needs."""

from __future__ import annotations

import os
import struct
import sys
from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec
import psutil

from ..capture.linux.freezer import frozen_by
from .details import GONE, program_of
from .source import ENDED
from .text import encodable
from .verdict import LINUX, Caller, Subject, judge

if TYPE_CHECKING:
    from .info import ProcessInfo

_CAP_SYS_PTRACE: Final = 1 << 19
_MACHINES: Final = {
    3: "x86",
    8: "mips",
    21: "ppc64",
    22: "s390",
    40: "arm",
    62: "x64",
    183: "arm64",
    243: "riscv",
    258: "loongarch",
}
"""``e_machine`` (elf.h) → what people call it."""


class ProcDetails:
    """Judges by the rules for Linux."""

    def __init__(self, own: frozenset[int] = frozenset()) -> None:
        """Judge as a DumpDesk whose processes are *own*."""
        status = _status("self")
        self._caller = Caller(
            user=_user_name(int(status[b"Uid"].split()[1])),
            root=os.geteuid() == 0,
            can_trace=bool(int(status[b"CapEff"], 16) & _CAP_SYS_PTRACE),
            yama=_yama(),
            bits=64 if sys.maxsize > 2**32 else 32,
            own=own,
        )

    def look_up(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Fill in everything."""
        try:
            process = psutil.Process(info.seen)
        except psutil.Error:
            return msgspec.structs.replace(info, verdict=GONE, detailed=True)
        texts = {} if kernel else program_of(process)
        if info.through:  # a thread has a name of its own
            texts.pop("name", None)
        bits, machine = (0, "") if kernel else _architecture(info.seen)
        found = msgspec.structs.replace(info, bits=bits, machine=machine, **texts)
        return self.look_again(found, kernel=kernel)

    def look_again(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Read who owns and who traces it, and judge anew."""
        try:
            status = _status(info.pid)
            user = _user_name(int(status[b"Uid"].split()[1]))
            tracer = int(status[b"TracerPid"])
            pids = status.get(b"NSpid", b"").split()
        except (OSError, KeyError, ValueError, IndexError):
            return msgspec.structs.replace(info, verdict=GONE, detailed=True)
        tracer_name, tracer_parent = _tracer(tracer)
        if tracer_parent in self._caller.own:
            tracer = 0  # our own dumper, for a moment
        subject = Subject(
            pid=info.pid,
            ppid=info.ppid,
            name=info.name,
            user=user,
            kernel=kernel,
            exiting=info.state in ENDED,
            tracer=tracer,
            tracer_name=tracer_name,
            readable=kernel or _readable(info.seen),
            bits=info.bits,
            frozen_by=encodable(frozen_by(info.pid)),
            headless=info.through != 0,
            inner_pid=int(pids[-1]) if len(pids) > 1 else 0,
        )
        verdict = judge(LINUX, subject, self._caller)
        return msgspec.structs.replace(info, user=user, verdict=verdict, detailed=True)


@cache
def _user_name(uid: int) -> str:
    import pwd  # not on Windows

    try:
        return encodable(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return str(uid)


def _yama() -> int:
    try:
        with open("/proc/sys/kernel/yama/ptrace_scope", "rb") as file:
            return int(file.read())
    except (OSError, ValueError):
        return 0


def _status(pid: int | str) -> dict[bytes, bytes]:
    """Read /proc/PID/status (proc_pid_status(5))."""
    with open(f"/proc/{pid}/status", "rb", buffering=0) as file:
        lines = (line.partition(b":") for line in file.read(8192).split(b"\n"))
        return {name: value.strip() for name, _, value in lines}


def _tracer(pid: int) -> tuple[str, int]:
    """Name and parent of the process *pid* that traces another."""
    if not pid:
        return "", -1
    try:
        status = _status(pid)
        return encodable(os.fsdecode(status[b"Name"])), int(status[b"PPid"])
    except (OSError, KeyError, ValueError):
        return "another program", -1


def _readable(pid: int) -> bool:
    """Ask the kernel for access mode PTRACE_MODE_READ (ptrace(2)); the process does not notice.

    Whoever may read may attach, unless Yama says no. Asking for attach mode itself would leave a
    line in the system's log for every process that is not ours.
    """
    try:
        os.readlink(f"/proc/{pid}/ns/user")
    except PermissionError:
        return False
    except OSError:
        return True  # ended meanwhile: another rule's business
    return True


def _architecture(pid: int) -> tuple[int, str]:
    """Read the class and machine from the ELF header of the program; (0, "") if not allowed."""
    try:
        with open(f"/proc/{pid}/exe", "rb", buffering=0) as file:
            header = file.read(20)
    except OSError:
        return 0, ""
    if len(header) < 20 or header[:4] != b"\x7fELF":
        return 0, ""
    (machine,) = struct.unpack_from(">H" if header[5] == 2 else "<H", header, 18)
    return {1: 32, 2: 64}.get(header[4], 0), _MACHINES.get(machine, "")
