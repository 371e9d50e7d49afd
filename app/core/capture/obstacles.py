"""Can this process be dumped now, and if not, why, and what helps? One table for each system.

Decided by rules over facts, without touching the process. The list and the window ask before
anybody wants a dump, a plan before it counts, a dump when the system has refused; all of them say
the same.

What Linux asks is in ``__ptrace_may_access`` (kernel/ptrace.c): the same user, or CAP_SYS_PTRACE in
the user namespace of the process; then the security modules, of which Yama
(Documentation/admin-guide/LSM/Yama.rst) has a setting.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from ..errors import HRESULT, AccessDeniedError, MiniDumpError, NoSuchProcessError
from ..value import dataclass


class CanDump(StrEnum):
    """Whether a dump of the process can be written now, as far as looking from outside tells."""

    YES = "yes"
    NEEDS_ADMINISTRATOR = "needs administrator"
    PROTECTED = "protected"
    TRACED = "traced"
    EXITING = "exiting"
    KERNEL = "kernel"
    OTHER_BITNESS = "other bitness"
    UNKNOWN = "unknown"


class Answer(NamedTuple):
    """Can it be dumped, why (not), and what the user can do about it. Both texts may be empty."""

    can_dump: CanDump
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What DumpDesk itself may do.

    Attributes:
        user: The name of the user it runs as.
        root: It runs as root or as administrator.
        can_trace: It has CAP_SYS_PTRACE (Linux).
        could_trace: Root would have it here: it is in the bounding set (Linux).
        sudo_works: Programs may gain rights: no_new_privs is not set (prctl(2)).
        contained: It runs in a container or a user namespace of its own (Linux).
        yama: kernel.yama.ptrace_scope, 0 where there is none (Linux, Documentation/admin-guide/
            LSM/Yama.rst).
        bits: 32 or 64.
        dumps_x86: It has a dumper for 32-bit programs with it (Windows).
        own: The process ids of DumpDesk's window, command line or sampler.
        session: The session it runs in (Windows), None if not known.
    """

    user: str
    root: bool = False
    can_trace: bool = False
    could_trace: bool = True
    sudo_works: bool = True
    contained: bool = False
    yama: int = 0
    bits: int = 64
    dumps_x86: bool = False
    own: frozenset[int] = frozenset()
    session: int | None = None

    def is_kept_from(self, it: Subject) -> bool:
        """Say whether only the right CAP_SYS_PTRACE would open *it*."""
        return not it.readable or self.yama > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is known of a process that somebody may want to dump.

    Attributes:
        pid: Its process id.
        ppid: Its parent's.
        name: The name of its program.
        user: Its owner's name, empty if the system does not tell.
        kernel: It is a thread of the kernel.
        exiting: It has ended or is about to.
        tracer: The process id of its debugger, 0 if it has none.
        tracer_name: The name of its debugger.
        readable: The kernel lets us see its program and memory map (ptrace access mode READ).
        bits: 32 or 64, 0 if not known.
        machine: What it is made for (Windows), such as x86; empty if not known.
        inner_pid: Its process id inside a container, 0 if it is in none below ours.
        protection: How Windows protects it from looks, such as ``light, Antimalware``; empty if it
            does not, None if it does not tell.
        elevated: It runs as administrator (Windows), None if not known.
        session: The session it runs in (Windows; 0: services), None if not known.
        container: The package, or AppContainer, that it runs in (Windows); empty if in none.
        frozen_by: The control group that has frozen it (Linux); empty if none has.
        headless: Its first thread has ended, and others live on.
    """

    pid: int
    ppid: int
    name: str
    user: str = ""
    kernel: bool = False
    exiting: bool = False
    tracer: int = 0
    tracer_name: str = ""
    readable: bool = True
    bits: int = 0
    machine: str = ""
    inner_pid: int = 0
    protection: str | None = None
    elevated: bool | None = None
    session: int | None = None
    container: str = ""
    headless: bool = False
    frozen_by: str = ""


Applies: TypeAlias = Callable[[Subject, Caller], bool]
Rule: TypeAlias = tuple[Applies, CanDump, str, str]
"""When it applies, the answer, the reason and the remedy. ``{…}`` names a field of Subject."""

_SUDO: Final = "An administrator can look into it, and dump it."
"""By which command depends on what was wanted: whoever shows the remedy knows it."""
_SCOPE_0: Final = (
    "An administrator can look into it, and dump it, or allow it to everybody until the next "
    "restart: sudo sysctl kernel.yama.ptrace_scope=0"
)

_NO_CAPABILITY: Final = (
    "Not even root has the right CAP_SYS_PTRACE here: start the container with "
    "--cap-add=SYS_PTRACE, or dump from the host."
)
_NO_SUDO: Final = (
    "Programs of this session cannot gain rights (no_new_privs), so sudo does not help: dump from "
    "another session, as root."
)
_SCOPE_1: Final = (
    "This system lets only a parent look into a process (kernel.yama.ptrace_scope is 1)."
)
_WITHOUT_RIGHT: Final[tuple[tuple[Applies, str, str], ...]] = (
    (
        lambda it, me: not it.readable and it.user == "nobody" != me.user,
        "It belongs to the user nobody.",
        _SUDO,
    ),
    (lambda it, me: not it.readable and it.user != me.user, "It belongs to {user}.", _SUDO),
    (
        lambda it, _: not it.readable,
        "It is yours, but keeps others out: it has more rights than you, or asked for that.",
        _SUDO,
    ),
    (
        lambda _, me: me.yama == 2 and not me.can_trace,  # YAMA_SCOPE_CAPABILITY
        "Only an administrator may look into processes here (kernel.yama.ptrace_scope is 2).",
        _SUDO,
    ),
    (
        lambda _, me: me.yama == 1 and not me.can_trace,
        _SCOPE_1,
        _SCOPE_0,
    ),
)
"""What stands in the way of an ordinary user, and what helps where root could do it."""


def _for_an_ordinary_user(applies: Applies, reason: str, remedy: str) -> tuple[Rule, ...]:
    """Say for one reason what helps: root may not have the right, or nobody may become root."""
    return (
        (
            lambda it, me: applies(it, me) and not me.could_trace,
            CanDump.PROTECTED,
            reason,
            _NO_CAPABILITY,
        ),
        (
            lambda it, me: applies(it, me) and not me.sudo_works,
            CanDump.PROTECTED,
            reason,
            _NO_SUDO,
        ),
        (applies, CanDump.NEEDS_ADMINISTRATOR, reason, remedy),
    )


LINUX: Final[tuple[Rule, ...]] = (
    (
        lambda it, _: it.kernel,
        CanDump.KERNEL,
        "This is a thread of the kernel: it has no memory of its own.",
        "Choose a process that runs a program.",
    ),
    (
        lambda it, _: it.exiting,
        CanDump.EXITING,
        "It has ended; only its exit code waits for its parent, process {ppid}.",
        "Its memory is gone. Start it again and dump it while it runs.",
    ),
    (
        lambda it, _: it.tracer != 0,
        CanDump.TRACED,
        "It is being traced by {tracer_name} (PID {tracer}), and a process has one tracer only.",
        "Detach or end {tracer_name} first, or dump from inside it.",
    ),
    (
        lambda it, me: it.bits > me.bits,
        CanDump.OTHER_BITNESS,
        "It is a {bits}-bit process and this DumpDesk is a 32-bit one.",
        "Use the 64-bit DumpDesk.",
    ),
    (
        lambda _, me: me.yama >= 3,  # YAMA_SCOPE_NO_ATTACH
        CanDump.PROTECTED,
        "This system forbids looking into any process (kernel.yama.ptrace_scope is 3).",
        "An administrator has to lower it in /etc/sysctl.d and restart the machine.",
    ),
    (
        lambda it, me: not it.readable and me.can_trace and me.contained,
        CanDump.PROTECTED,
        "The system protects it even from root: a security policy, or it is outside our container.",
        "Dump it from the host, outside the container.",
    ),
    (
        lambda it, me: not it.readable and me.can_trace,
        CanDump.PROTECTED,
        "A security policy, such as that of AppArmor or SELinux, protects it even from root.",
        "Allow it in that policy; the log of the system names the rule.",
    ),
    (
        lambda it, me: me.root and not me.can_trace and me.could_trace and me.is_kept_from(it),
        CanDump.PROTECTED,
        "DumpDesk runs as root, but without the right CAP_SYS_PTRACE that this process asks for.",
        "Start it from a session or a service that was not denied that right.",
    ),
    (
        lambda it, me: me.root and not me.can_trace and me.is_kept_from(it),
        CanDump.PROTECTED,
        "DumpDesk runs as root, but this container lacks the right CAP_SYS_PTRACE.",
        "Start the container with --cap-add=SYS_PTRACE, or dump from the host.",
    ),
    *(rule for row in _WITHOUT_RIGHT for rule in _for_an_ordinary_user(*row)),
    (
        lambda it, me: it.pid in me.own or it.ppid in me.own,
        CanDump.YES,
        "This is DumpDesk itself: it stands still while it is being dumped.",
        "",
    ),
    (
        lambda it, _: bool(it.frozen_by),
        CanDump.YES,
        "It is frozen by its control group {frozen_by}: it stands still, and may not be stopped.",
        "",
    ),
    (
        lambda it, _: it.headless,
        CanDump.YES,
        "Its first thread has ended; others live on.",
        "",
    ),
    (
        lambda it, _: it.inner_pid != 0,
        CanDump.YES,
        "It runs in a container, where its process id is {inner_pid}.",
        "",
    ),
    (lambda _, __: True, CanDump.YES, "", ""),
)

_WINDOWS_PROTECTED: Final = frozenset(
    (
        "csrss.exe",
        "lsaiso.exe",
        "msmpeng.exe",
        "nissrv.exe",
        "securityhealthservice.exe",
        "services.exe",
        "smss.exe",
        "wininit.exe",
    )
)
"""Programs that Windows protects; asked only where it does not tell what it protects."""
BY_X86_DUMPER: Final = "It is a 32-bit process, dumped by the 32-bit dumper."
_ELEVATE: Final = "Start DumpDesk with “Run as administrator”."

WINDOWS: Final[tuple[Rule, ...]] = (
    (
        lambda it, _: it.kernel,
        CanDump.KERNEL,
        "This is a part of the kernel: it has no memory of its own.",
        "Choose a process that runs a program.",
    ),
    (
        lambda it, _: it.exiting,
        CanDump.EXITING,
        "It has ended; other programs still hold it open.",
        "Its memory is gone. Start it again and dump it while it runs.",
    ),
    (
        lambda it, _: bool(it.protection),
        CanDump.PROTECTED,
        "Windows protects this process ({protection}) even from administrators.",
        "Ask its maker for a way to dump it; else a kernel debugger is needed.",
    ),
    (
        lambda it, _: it.protection is None and it.name.casefold() in _WINDOWS_PROTECTED,
        CanDump.PROTECTED,
        "Windows protects this process even from administrators.",
        "Choose another process; for this one a kernel debugger is needed.",
    ),
    (
        lambda it, me: it.bits > me.bits,
        CanDump.OTHER_BITNESS,
        "It is a {bits}-bit process and this DumpDesk is a 32-bit one.",
        "Use the 64-bit DumpDesk.",
    ),
    (
        lambda it, me: not me.root and bool(it.elevated),
        CanDump.NEEDS_ADMINISTRATOR,
        "It runs as administrator, and DumpDesk does not.",
        _ELEVATE,
    ),
    (
        lambda it, me: not me.root and it.session == 0 and me.session != 0,
        CanDump.NEEDS_ADMINISTRATOR,
        "It is a service: it runs in session 0, apart from the programs of people.",
        _ELEVATE,
    ),
    (
        lambda it, me: not me.root and it.user != me.user,
        CanDump.NEEDS_ADMINISTRATOR,
        "It belongs to another user or runs with more rights.",
        _ELEVATE,
    ),
    (
        lambda it, me: it.pid in me.own or it.ppid in me.own,
        CanDump.YES,
        "This is DumpDesk itself: it stands still while it is being dumped.",
        "",
    ),
    (
        lambda it, me: it.machine == "x86" and me.bits == 64 and me.dumps_x86,
        CanDump.YES,
        BY_X86_DUMPER,
        "",
    ),
    (
        lambda it, me: 0 < it.bits < me.bits,
        CanDump.YES,
        "It is a 32-bit process, dumped from the 64-bit side: in WinDbg, !wow64exts.sw switches.",
        "",
    ),
    (
        lambda it, _: bool(it.container),
        CanDump.YES,
        "It runs in a package or AppContainer: {container}.",
        "",
    ),
    (lambda _, __: True, CanDump.YES, "", ""),
)


def judge(rules: tuple[Rule, ...], subject: Subject, caller: Caller) -> Answer:
    """Answer by the first of *rules* that applies; the last one always does."""
    for applies, answer, reason, remedy in rules:
        if applies(subject, caller):
            return _told(answer, reason, remedy, subject)
    raise AssertionError("The last rule always applies.")


def _told(answer: CanDump, reason: str, remedy: str, subject: Subject) -> Answer:
    fields = {name: getattr(subject, name) for name in Subject.__slots__}
    fields["user"] = fields["user"] or "another user"
    return Answer(answer, reason.format_map(fields), remedy.format_map(fields))


_HRESULTS: Final = {
    CanDump.NEEDS_ADMINISTRATOR: HRESULT.PRIVILEGE_NOT_HELD,
    CanDump.KERNEL: HRESULT.NOT_SUPPORTED,
    CanDump.OTHER_BITNESS: HRESULT.NOT_SUPPORTED,
}
"""ACCESS_DENIED for the others: nothing that root could do."""
DENIED: Final = "{name} (PID {pid}): {reason}"
"""What is said of a process that is not in view."""


def as_error(answer: Answer, subject: Subject) -> MiniDumpError:
    """Make an error of an *answer* that is no."""
    cause = DENIED.format(name=subject.name, pid=subject.pid, reason=answer.reason)
    if answer.can_dump is CanDump.EXITING:
        return NoSuchProcessError(cause, answer.remedy)
    hresult = _HRESULTS.get(answer.can_dump, HRESULT.ACCESS_DENIED)
    return AccessDeniedError(cause, answer.remedy, hresult=hresult)
