"""Whether a process can be dumped: the rules one by one, and real processes of every kind."""

import os
from dataclasses import replace

import pytest

from app.core.capture.linux.subject import own_rights
from app.core.capture.obstacles import (
    LINUX,
    WINDOWS,
    Caller,
    CanDump,
    Subject,
    as_error,
    judge,
)
from app.core.errors import HRESULT, AccessDeniedError, NoSuchProcessError

ME = Caller(user="alice")
ROOT = Caller(user="root", root=True, can_trace=True)
BARE_ROOT = Caller(user="root", root=True)
MINE = {"pid": 10, "ppid": 1, "name": "a", "user": "alice"}

LINUX_CASES = [
    # who asks, what about the process, the answer, a part of the reason, a part of the remedy
    (ME, {}, CanDump.YES, "", ""),
    (ME, {"kernel": True}, CanDump.KERNEL, "kernel", "runs a program"),
    (ROOT, {"kernel": True}, CanDump.KERNEL, "kernel", "runs a program"),
    (ROOT, {"exiting": True}, CanDump.EXITING, "parent, process 1", "memory is gone"),
    (ROOT, {"tracer": 7, "tracer_name": "gdb"}, CanDump.TRACED, "gdb (PID 7)", "Detach or end gdb"),
    (Caller(user="alice", bits=32), {"bits": 64}, CanDump.OTHER_BITNESS, "64-bit", "64-bit"),
    (ME, {"bits": 32}, CanDump.YES, "", ""),
    (ME, {"readable": False, "user": "bob"}, CanDump.NEEDS_ADMINISTRATOR, "to bob", "dump it"),
    (ME, {"readable": False}, CanDump.NEEDS_ADMINISTRATOR, "keeps others out", "dump it"),
    (ROOT, {"readable": False}, CanDump.PROTECTED, "AppArmor", "that policy"),
    (replace(ROOT, contained=True), {"readable": False}, CanDump.PROTECTED,
     "outside our container", "from the host"),
    (BARE_ROOT, {"readable": False, "user": "bob"}, CanDump.PROTECTED, "without the right",
     "session or a service"),
    (replace(BARE_ROOT, could_trace=False), {"readable": False}, CanDump.PROTECTED,
     "this container lacks", "--cap-add=SYS_PTRACE"),
    (replace(BARE_ROOT, yama=1), {}, CanDump.PROTECTED, "without the right", "session"),
    (replace(ME, could_trace=False), {"readable": False, "user": "bob"}, CanDump.PROTECTED,
     "to bob", "Not even root"),
    (replace(ME, could_trace=False), {"readable": False}, CanDump.PROTECTED,
     "keeps others out", "--cap-add"),
    (replace(ME, could_trace=False, yama=1), {}, CanDump.PROTECTED, "is 1", "--cap-add"),
    (replace(ME, sudo_works=False), {"readable": False, "user": "bob"}, CanDump.PROTECTED,
     "to bob", "no_new_privs"),
    (replace(ME, sudo_works=False), {"readable": False}, CanDump.PROTECTED, "keeps others out",
     "no_new_privs"),
    (replace(ME, sudo_works=False, yama=2), {}, CanDump.PROTECTED, "is 2", "no_new_privs"),
    (replace(ME, could_trace=False), {}, CanDump.YES, "", ""),
    (ME, {"headless": True}, CanDump.YES, "first thread has ended", ""),
    (ME, {"frozen_by": "/docker/3f"}, CanDump.YES, "control group /docker/3f", ""),
    (Caller(user="alice", yama=1), {}, CanDump.NEEDS_ADMINISTRATOR, "is 1", "sudo sysctl"),
    (Caller(user="alice", yama=2), {}, CanDump.NEEDS_ADMINISTRATOR, "is 2", "administrator"),
    (Caller(user="root", root=True, can_trace=True, yama=2), {}, CanDump.YES, "", ""),
    (Caller(user="root", root=True, can_trace=True, yama=3), {}, CanDump.PROTECTED, "is 3",
     "/etc/sysctl.d"),
    (Caller(user="alice", own=frozenset({10})), {}, CanDump.YES, "DumpDesk itself", ""),
    (ME, {"inner_pid": 3}, CanDump.YES, "process id is 3", ""),
    (ME, {"readable": False, "user": "nobody"}, CanDump.NEEDS_ADMINISTRATOR,
     "It belongs to the user nobody.", "administrator"),
]  # fmt: skip

ELEVATED = Caller(user="alice", root=True)
WITH_X86 = Caller(user="alice", dumps_x86=True)
WINDOWS_CASES = [
    (ME, {}, CanDump.YES, "", ""),
    (ME, {"name": "CSRSS.exe"}, CanDump.PROTECTED, "even from administrators", "kernel debugger"),
    (ME, {"name": "csrss.exe", "protection": ""}, CanDump.YES, "", ""),
    (ELEVATED, {"protection": "light, Antimalware"}, CanDump.PROTECTED, "(light, Antimalware)",
     "its maker"),
    (ELEVATED, {"kernel": True}, CanDump.KERNEL, "part of the kernel", "runs a program"),
    (ME, {"exiting": True}, CanDump.EXITING, "has ended", "Start it again"),
    (Caller(user="alice", bits=32), {"bits": 64}, CanDump.OTHER_BITNESS, "64-bit process",
     "64-bit DumpDesk"),
    (ME, {"bits": 32, "machine": "x86"}, CanDump.YES, "!wow64exts.sw", ""),
    (WITH_X86, {"bits": 32, "machine": "x86"}, CanDump.YES, "by the 32-bit dumper", ""),
    (WITH_X86, {"bits": 32, "machine": "arm"}, CanDump.YES, "!wow64exts.sw", ""),
    (WITH_X86, {"bits": 64, "machine": "x64"}, CanDump.YES, "", ""),
    (replace(WITH_X86, bits=32), {"bits": 32, "machine": "x86"}, CanDump.YES, "", ""),
    (ME, {"elevated": True}, CanDump.NEEDS_ADMINISTRATOR, "runs as administrator",
     "Run as administrator"),
    (ELEVATED, {"elevated": True}, CanDump.YES, "", ""),
    (Caller(user="alice", session=1), {"session": 0}, CanDump.NEEDS_ADMINISTRATOR, "session 0",
     "Run as administrator"),
    (ELEVATED, {"session": 0, "user": "SYSTEM"}, CanDump.YES, "", ""),
    (ME, {"container": "Microsoft.Notes_1.0"}, CanDump.YES, "AppContainer: Microsoft.Notes_1.0",
     ""),
    (Caller(user="alice", own=frozenset({10})), {}, CanDump.YES, "DumpDesk itself", ""),
    (ME, {"user": ""}, CanDump.NEEDS_ADMINISTRATOR, "another user", "Run as administrator"),
    (Caller(user="alice", root=True), {"user": "SYSTEM"}, CanDump.YES, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "caller", "facts", "answer", "reason", "remedy"),
    [(LINUX, *case) for case in LINUX_CASES] + [(WINDOWS, *case) for case in WINDOWS_CASES],
)
def test_rules(rules, caller, facts, answer, reason, remedy):
    verdict = judge(rules, Subject(**MINE | facts), caller)
    assert verdict.can_dump is answer
    assert reason in verdict.reason
    assert remedy in verdict.remedy
    assert bool(verdict.remedy) == (answer is not CanDump.YES)


@pytest.mark.parametrize(("caller", "facts", "error", "hresult"), [
    (ME, {"readable": False}, AccessDeniedError, HRESULT.PRIVILEGE_NOT_HELD),
    (replace(ME, could_trace=False), {"readable": False}, AccessDeniedError, HRESULT.ACCESS_DENIED),
    (ROOT, {"tracer": 7, "tracer_name": "gdb"}, AccessDeniedError, HRESULT.ACCESS_DENIED),
    (ROOT, {"kernel": True}, AccessDeniedError, HRESULT.NOT_SUPPORTED),
    (ROOT, {"exiting": True}, NoSuchProcessError, HRESULT.E_INVALIDARG),
])  # fmt: skip
def test_as_an_error_it_says_the_same_of_a_process_by_name(caller, facts, error, hresult):
    subject = Subject(**MINE | facts)
    answer = judge(LINUX, subject, caller)
    told = as_error(answer, subject)
    assert (type(told), told.hresult) == (error, hresult)
    assert told.cause == f"a (PID 10): {answer.reason}"
    assert told.remedy == answer.remedy


def test_our_own_rights_are_found_out():
    rights = own_rights(frozenset({1}))
    assert rights.root == (os.geteuid() == 0)
    assert rights.could_trace or not rights.can_trace
    assert rights.own == {1}
