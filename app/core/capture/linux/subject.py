"""The facts that decide whether a process may be looked into: of ourselves, and of it."""

from __future__ import annotations

import functools
import os
import sys
from dataclasses import replace
from typing import Final

from ...errors import MiniDumpError, NoSuchProcessError
from ..obstacles import LINUX, Caller, CanDump, Subject, as_error, judge
from .fields import ENDED_STATES, PF_KTHREAD, parse_stat, parse_status
from .freezer import frozen_by

_CAP_SYS_PTRACE: Final = 1 << 19
"""include/uapi/linux/capability.h"""
_EVERYBODY: Final = [b"0", b"0", b"4294967295"]
"""uid_map of the first user namespace (user_namespaces(7))."""
_MARKS: Final = ("/.dockerenv", "/run/.containerenv")
"""Files by which Docker and Podman mark the inside of a container."""


def own_rights(own: frozenset[int] = frozenset()) -> Caller:
    """Find out what we may do; *own* are the process ids of DumpDesk."""
    status = parse_status(_content("/proc/self/status"))
    return Caller(
        user=_user_name(os.geteuid()),
        root=os.geteuid() == 0,
        can_trace=bool(int(status.get("CapEff", "0"), 16) & _CAP_SYS_PTRACE),
        could_trace=bool(int(status.get("CapBnd", "f" * 16), 16) & _CAP_SYS_PTRACE),
        sudo_works=status.get("NoNewPrivs", "0").strip() != "1",
        contained=_content("/proc/self/uid_map").split() not in ([], _EVERYBODY)
        or any(map(os.path.exists, _MARKS)),
        yama=_number("/proc/sys/kernel/yama/ptrace_scope"),
        bits=64 if sys.maxsize > 2**32 else 32,
        own=own,
    )


def subject_of(
    process_id: int, *, through: int = 0, bits: int = 0, own: frozenset[int] = frozenset()
) -> Subject:
    """Find out about a process. Raises OSError, KeyError, ValueError or IndexError: it is gone.

    *through* is a living thread of one whose first thread has ended. A tracer that was started by
    one of *own* is ours, for a moment, and does not count.
    """
    status = parse_status(_read(f"/proc/{process_id}/status"))
    stat = parse_stat(_read(f"/proc/{process_id}/stat"))
    kernel = bool(stat.flags & PF_KTHREAD)
    tracer = int(status["TracerPid"])
    tracer_name, tracer_parent = _tracer(tracer)
    inner = status.get("NSpid", "").split()
    return Subject(
        pid=process_id,
        ppid=int(status["PPid"]),
        name=stat.name,
        user=_user_name(int(status["Uid"].split()[1])),
        kernel=kernel,
        exiting=stat.state in ENDED_STATES and not through,
        tracer=0 if tracer_parent in own else tracer,
        tracer_name=tracer_name,
        readable=kernel or _is_readable(through or process_id),
        bits=bits,
        inner_pid=int(inner[-1]) if len(inner) > 1 else 0,
        headless=through != 0,
        frozen_by=frozen_by(process_id),
    )


def obstacle(process_id: int, *, through: int = 0, denied: bool = False) -> MiniDumpError | None:
    """Say what stands in the way of a dump; None if nothing does.

    *denied*: the system has refused, whatever we think of it.
    """
    try:
        subject = subject_of(process_id, through=through)
    except (OSError, KeyError, ValueError, IndexError):
        return NoSuchProcessError(f"There is no process {process_id} (any more).")
    if not denied and _is_sibling(subject.tracer):
        subject = replace(subject, tracer=0)  # a dump of ours is being written; it will be over
    answer = judge(LINUX, subject, own_rights())
    if answer.can_dump is CanDump.YES and denied:
        subject = replace(subject, readable=False)
        answer = judge(LINUX, subject, own_rights())
    return None if answer.can_dump is CanDump.YES else as_error(answer, subject)


@functools.cache
def _user_name(uid: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(uid).pw_name.encode("utf-8", "backslashreplace").decode()
    except KeyError:
        return str(uid)


def _is_sibling(process_id: int) -> bool:
    """Say whether a process is a dumper beside this one: of the same parent and program."""
    if not process_id or _tracer(process_id)[1] != os.getppid():
        return False
    try:
        return os.readlink(f"/proc/{process_id}/exe") == os.readlink("/proc/self/exe")
    except OSError:
        return False


def _tracer(process_id: int) -> tuple[str, int]:
    """Name and parent of the process that traces another."""
    if not process_id:
        return "", -1
    try:
        status = parse_status(_read(f"/proc/{process_id}/status"))
        return status["Name"], int(status["PPid"])
    except (OSError, KeyError, ValueError):
        return "another program", -1


def _is_readable(process_id: int) -> bool:
    """Ask the kernel for access mode PTRACE_MODE_READ (ptrace(2)); the process does not notice.

    Whoever may read may attach, unless Yama says no. Asking for attach mode itself would leave a
    line in the system's log for every process that is not ours.
    """
    try:
        os.readlink(f"/proc/{process_id}/ns/user")
    except PermissionError:
        return False
    except OSError:
        return True  # ended meanwhile: another rule's business
    return True


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read(8192)


def _content(path: str) -> bytes:
    try:
        return _read(path)
    except OSError:
        return b""


def _number(path: str) -> int:
    try:
        return int(_content(path))
    except ValueError:
        return 0
