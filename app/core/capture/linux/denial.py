"""Why the system refuses to let us look into a process, and what would help.

What the kernel asks is in ``__ptrace_may_access`` (kernel/ptrace.c): the same user, or
CAP_SYS_PTRACE in the user namespace of the process; then the security modules, of which Yama
(Documentation/admin-guide/LSM/Yama.rst) has a setting.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from ...errors import HRESULT, AccessDeniedError
from .fields import parse_status

_CAP_SYS_PTRACE: Final = 1 << 19
"""include/uapi/linux/capability.h"""
_EVERYBODY: Final = [b"0", b"0", b"4294967295"]
"""uid_map of the first user namespace (user_namespaces(7))."""
_MARKS: Final = ("/.dockerenv", "/run/.containerenv")
"""Files by which Docker and Podman mark the inside of a container."""


class Rights(NamedTuple):
    """What DumpDesk may do here, and might."""

    user: int
    """The effective user id."""
    can_trace: bool = False
    """It has CAP_SYS_PTRACE."""
    could_trace: bool = True
    """Root would have it here: it is in the bounding set."""
    sudo_works: bool = True
    """Programs may gain rights: no_new_privs is not set (prctl(2), PR_SET_NO_NEW_PRIVS)."""
    yama: int = 0
    """kernel.yama.ptrace_scope, 0 where Yama is not built in."""
    contained: bool = False
    """We are in a container or a user namespace of our own."""


def own_rights() -> Rights:
    """Find out what we may do."""
    status = parse_status(_content("/proc/self/status"))
    return Rights(
        user=os.geteuid(),
        can_trace=bool(int(status.get("CapEff", "0"), 16) & _CAP_SYS_PTRACE),
        could_trace=bool(int(status.get("CapBnd", "f" * 16), 16) & _CAP_SYS_PTRACE),
        sudo_works=status.get("NoNewPrivs", "0").strip() != "1",
        yama=_number("/proc/sys/kernel/yama/ptrace_scope"),
        contained=_content("/proc/self/uid_map").split() not in ([], _EVERYBODY)
        or any(map(os.path.exists, _MARKS)),
    )


_Rule: TypeAlias = tuple[Callable[[int, Rights], bool], str, str]
"""When it applies to the user id of a process and our rights; the cause and the remedy."""

PROCESS: Final = "process {number} ({name})"
"""What is said of a process where it is denied."""
_FOREIGN: Final = "The {process} belongs to user {owner}, DumpDesk runs as user {user}."
_PROTECTED: Final = (
    "The system denies access to {process}: it has protected itself or holds rights that DumpDesk "
    "lacks."
)
_SCOPE: Final = (
    "The kernel setting kernel.yama.ptrace_scope = {yama} forbids looking into {process}."
)
_NO_CAPABILITY: Final = (
    "Not even root has the right CAP_SYS_PTRACE here: start the container with "
    "--cap-add=SYS_PTRACE, or dump from the host."
)
_NO_SUDO: Final = (
    "Programs of this session cannot gain rights (no_new_privs), so sudo does not help: dump from "
    "another session, as root."
)

_NEVER: Final[tuple[_Rule, ...]] = (
    (
        lambda _, we: we.yama >= 3,
        (
            "The kernel setting kernel.yama.ptrace_scope = 3 forbids looking into any process, "
            "even to root."
        ),
        "It has to be lowered in /etc/sysctl.d, and the machine restarted.",
    ),
    (
        lambda _, we: we.can_trace and we.contained,
        (
            "The system denies access to {process}, though DumpDesk has every right here: it runs "
            "outside of our container, or a security policy protects it."
        ),
        "Dump it from the host, outside the container.",
    ),
    (
        lambda _, we: we.can_trace,
        (
            "A security policy, such as that of AppArmor or SELinux, denies access to {process}, "
            "though DumpDesk has every right."
        ),
        "Allow it in that policy; the log of the system names the rule.",
    ),
    (
        lambda _, we: we.user == 0 and we.could_trace,
        "DumpDesk runs as root, but without the right CAP_SYS_PTRACE that {process} asks for.",
        "Start it from a session or a service that was not denied that right.",
    ),
    (
        lambda _, we: we.user == 0,
        (
            "DumpDesk runs as root, but this container lacks the right CAP_SYS_PTRACE that "
            "{process} asks for."
        ),
        "Start the container with --cap-add=SYS_PTRACE, or dump from the host.",
    ),
    (lambda owner, we: owner != we.user and not we.could_trace, _FOREIGN, _NO_CAPABILITY),
    (lambda owner, we: owner != we.user and not we.sudo_works, _FOREIGN, _NO_SUDO),
    (lambda _, we: we.yama > 0 and not we.could_trace, _SCOPE, _NO_CAPABILITY),
    (lambda _, we: we.yama > 0 and not we.sudo_works, _SCOPE, _NO_SUDO),
    (lambda _, we: not we.could_trace, _PROTECTED, _NO_CAPABILITY),
    (lambda _, we: not we.sudo_works, _PROTECTED, _NO_SUDO),
)
"""Root, or sudo, would not help."""
_AS_ROOT: Final[tuple[_Rule, ...]] = (
    (lambda owner, we: owner != we.user, _FOREIGN, "Run DumpDesk as that user or as root."),
    (
        lambda _, we: we.yama == 1,
        _SCOPE,
        "Run DumpDesk as root. Or set it to 0 (sysctl kernel.yama.ptrace_scope=0).",
    ),
    (lambda _, we: we.yama > 0, _SCOPE, "Run DumpDesk as root."),
    (lambda _, __: True, _PROTECTED, "Run DumpDesk as root."),
)
"""It would; the last one always applies."""


def denial(process: str, owner: int, rights: Rights) -> AccessDeniedError:
    """Say what stands in the way of looking into *process*, which belongs to user *owner*.

    The HRESULT is PRIVILEGE_NOT_HELD where root could do it, and ACCESS_DENIED where not.
    """
    fields = {"process": process, "owner": owner, **rights._asdict()}
    for rules, hresult in (
        (_NEVER, HRESULT.ACCESS_DENIED),
        (_AS_ROOT, HRESULT.PRIVILEGE_NOT_HELD),
    ):
        for applies, cause, remedy in rules:
            if applies(owner, rights):
                return AccessDeniedError(cause.format_map(fields), remedy, hresult=hresult)
    raise AssertionError("The last rule always applies.")


TEXTS: Final = (
    PROCESS,
    *dict.fromkeys(text for _, *texts in (*_NEVER, *_AS_ROOT) for text in texts),
)
"""All that is said, for the translators."""


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _number(path: str) -> int:
    try:
        return int(_content(path))
    except ValueError:
        return 0
