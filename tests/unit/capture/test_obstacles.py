"""Whether a process can be dumped: the rules one by one, and real processes of every kind."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.core.capture.linux.subject import own_rights
from app.core.capture.obstacles import (
    LINUX,
    WINDOWS,
    Caller,
    CanDump,
    Subject,
    administrator_command,
    as_error,
    judge,
)
from app.core.errors import HRESULT, AccessDeniedError, NoSuchProcessError
from app.core.processes.sampler import Sampler, list_processes

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
    (ME, {"readable": False, "user": "bob"}, CanDump.NEEDS_ADMINISTRATOR, "to bob", "sudo"),
    (ME, {"readable": False}, CanDump.NEEDS_ADMINISTRATOR, "keeps others out", "dump 10"),
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
    (Caller(user="alice", yama=2), {}, CanDump.NEEDS_ADMINISTRATOR, "is 2", "dump 10"),
    (Caller(user="root", root=True, can_trace=True, yama=2), {}, CanDump.YES, "", ""),
    (Caller(user="root", root=True, can_trace=True, yama=3), {}, CanDump.PROTECTED, "is 3",
     "/etc/sysctl.d"),
    (Caller(user="alice", own=frozenset({10})), {}, CanDump.YES, "DumpDesk itself", ""),
    (ME, {"inner_pid": 3}, CanDump.YES, "process id is 3", ""),
    (ME, {"readable": False, "user": "nobody"}, CanDump.NEEDS_ADMINISTRATOR,
     "It belongs to the user nobody.", "dump 10"),
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


def test_the_remedy_names_a_program_that_sudo_finds():
    words = administrator_command(77).split()
    assert (words[0], words[2:]) == ("sudo", ["dump", "77"])
    assert Path(words[1]).name == "dumpdesk"


def verdict_of(pid):
    return next(info for info in list_processes() if info.pid == pid).verdict


def test_a_thread_of_the_kernel():
    kernel = [info for info in list_processes() if info.ppid == 2]
    if not kernel:
        pytest.skip("this container shows no threads of the kernel")
    assert {info.can_dump for info in kernel} == {CanDump.KERNEL}


def test_a_zombie():
    child = subprocess.Popen(["true"])
    while psutil.Process(child.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    verdict = verdict_of(child.pid)
    child.wait()
    assert verdict.can_dump is CanDump.EXITING
    assert str(os.getpid()) in verdict.reason


def test_a_process_under_a_debugger_until_it_lets_go(start_process):
    child = start_process("sleep", "1000", wait=False)
    tracer = start_process(
        sys.executable,
        "-c",
        "import ctypes, os, sys\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        f"assert libc.ptrace(0x4206, {child.pid}, None, None) == 0, ctypes.get_errno()\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n",
    )
    sampler = Sampler()
    sampler.watch([child.pid])
    sampler.sample()
    sampler.fill()
    verdict = sampler.processes[child.pid].verdict
    assert verdict.can_dump is CanDump.TRACED
    assert f"PID {tracer.pid}" in verdict.reason
    tracer.stop()
    sampler.sample()
    assert sampler.processes[child.pid].can_dump is CanDump.YES


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can ask on behalf of somebody else")
def test_an_ordinary_user_and_processes_of_others(start_process):
    theirs = start_process("sleep", "1000", wait=False)
    script = (
        "import os, sys, subprocess\n"
        "from app.core.processes.sampler import list_processes\n"
        # Whatever it imports is imported now: the checkout may be root's alone.
        "list_processes()\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "mine = subprocess.Popen(['sleep', '1000'], stdout=subprocess.DEVNULL)\n"
        "def state():\n"
        "    return open(f'/proc/{mine.pid}/stat').read().rpartition(')')[2].split()[0]\n"
        "try:\n"
        "    while state() != 'S': os.sched_yield()\n"
        "    found = {info.pid: info for info in list_processes()}\n"
        "finally:\n"
        "    mine.kill(); mine.wait()\n"
        f"for pid in ({theirs.pid}, mine.pid):\n"
        "    print(found[pid].can_dump, found[pid].verdict.reason, found[pid].verdict.remedy)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, timeout=60, check=True
    )
    others, own = done.stdout.splitlines()
    assert others.startswith("needs administrator It belongs to root.")
    assert others.endswith(f"dump {theirs.pid}")
    assert own.startswith("yes" if _yama() == 0 else "needs administrator")


def _yama():
    try:
        return int(Path("/proc/sys/kernel/yama/ptrace_scope").read_text())
    except OSError:
        return 0
