"""What stands in the way of looking into a process, and when root would help."""

import pytest

from app.core.capture.linux.denial import Rights, denial, own_rights
from app.core.errors import HRESULT

USER = Rights(1000)
ROOT = Rights(0, can_trace=True)


@pytest.mark.parametrize(
    ("owner", "rights", "cause", "remedy", "root_helps"),
    [
        (7, USER, "belongs to user 7, DumpDesk runs as user 1000", "as that user or as root", True),
        (1000, USER, "has protected itself", "as root", True),
        (1000, USER._replace(yama=1), "ptrace_scope = 1", "sysctl", True),
        (1000, USER._replace(yama=2), "ptrace_scope = 2", "as root", True),
        (1000, USER._replace(yama=3), "even to root", "restarted", False),
        (0, ROOT._replace(yama=3), "even to root", "restarted", False),
        (7, ROOT, "AppArmor", "that policy", False),
        (7, ROOT._replace(contained=True), "outside of our container", "from the host", False),
        (7, Rights(0), "without the right CAP_SYS_PTRACE", "session", False),
        (7, Rights(0, could_trace=False), "this container lacks", "--cap-add", False),
        (7, USER._replace(could_trace=False), "belongs to user 7", "--cap-add", False),
        (7, USER._replace(sudo_works=False), "belongs to user 7", "no_new_privs", False),
        (1000, USER._replace(could_trace=False), "protected itself", "--cap-add", False),
        (1000, USER._replace(sudo_works=False), "protected itself", "no_new_privs", False),
        (1000, USER._replace(yama=1, could_trace=False), "ptrace_scope = 1", "--cap-add", False),
        (1000, USER._replace(yama=1, sudo_works=False), "ptrace_scope", "no_new_privs", False),
    ],
)
def test_what_is_said(owner, rights, cause, remedy, root_helps):
    error = denial("process 12 (it)", owner, rights)
    assert cause in error.cause
    assert remedy in error.remedy
    assert (error.hresult == HRESULT.PRIVILEGE_NOT_HELD) is root_helps
    assert ("as root" in error.remedy.removesuffix("from another session, as root.")) is root_helps


def test_our_own_rights_are_found_out():
    rights = own_rights()
    assert rights.user >= 0
    assert rights.could_trace or not rights.can_trace
