"""The list, a plan and a dump say the same of a process that cannot be dumped."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live.dumping import wait_until

DUMPDESK = [sys.executable, "-P", "-m", "app"]
TRACER = (
    "import ctypes, sys\n"
    "libc = ctypes.CDLL(None, use_errno=True)\n"
    "assert libc.ptrace(0x4206, {}, None, None) == 0, ctypes.get_errno()\n"  # PTRACE_SEIZE
    "print('ready', flush=True)\n"
    "sys.stdin.read()\n"
)
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


def run(*arguments, cwd, prefix=()):
    return subprocess.run(
        [*prefix, *DUMPDESK, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=120,
        check=False,
    )


def listed(pid, **options):
    (info,) = json.loads(run("list", f"pid = {pid}", "--json", **options).stdout)
    return info


def refusals(pid, **options):
    """Exit code and sentence of a plan and of a dump, and the reason and remedy of the list."""
    info = listed(pid, **options)
    assert info["can_dump"] is False
    told = {
        (done.returncode, done.stderr.splitlines()[-1].removeprefix("dumpdesk: "))
        for done in (run(command, pid, **options) for command in ("plan", "dump"))
    }
    (answer,) = told  # both say the same
    assert answer[1] == f"{info['name']} (PID {pid}): {info['reason']} {info['remedy']}"
    return answer[0], info


def test_a_traced_process(start_process, tmp_path):
    target = start_process("sleep", "1000", wait=False)
    tracer = start_process(sys.executable, "-c", TRACER.format(target.pid))
    code, info = refusals(target.pid, cwd=tmp_path)
    assert (code, info["verdict"]) == (3, "traced")
    assert f"(PID {tracer.pid})" in info["reason"]
    tracer.stop()
    assert run("plan", target.pid, cwd=tmp_path).returncode == 0


def test_a_zombie(tmp_path):
    with subprocess.Popen(["true"]) as child:
        stat = Path(f"/proc/{child.pid}/stat")
        wait_until(lambda: ") Z " in stat.read_text())
        code, info = refusals(child.pid, cwd=tmp_path)
    assert (code, info["verdict"]) == (4, "exiting")


@ROOT_ONLY
def test_somebody_else_without_the_right_to_trace(start_process, tmp_path):
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sleep", "1000"]
    target = start_process(*other, wait=False)
    prefix = ["setpriv", "--bounding-set=-sys_ptrace"]
    code, info = refusals(target.pid, cwd=tmp_path, prefix=prefix)
    assert (code, info["verdict"]) == (3, "protected")
    assert "CAP_SYS_PTRACE" in info["reason"]
    assert "sudo" not in info["remedy"]


@ROOT_ONLY
def test_an_ordinary_user_who_cannot_become_root(start_process, tmp_path):
    target = start_process("sleep", "1000", wait=False)  # root's
    # It keeps the right to read what is root's own here: the interpreter, and what it imports.
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs",
              "--inh-caps=-all,+dac_read_search",
              "--ambient-caps=-all,+dac_read_search"]  # fmt: skip
    tmp_path.chmod(0o777)
    code, info = refusals(target.pid, cwd=tmp_path, prefix=prefix)
    assert (code, info["verdict"]) == (3, "protected")
    assert info["reason"] == "It belongs to root."
    assert "no_new_privs" in info["remedy"]


@ROOT_ONLY
@pytest.mark.parametrize("verb", ["dump", "plan", "stacks"])
def test_an_ordinary_user_is_told_the_very_command_as_administrator(verb, start_process, tmp_path):
    target = start_process("sleep", "1000", wait=False)  # root's
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
              "--inh-caps=-all,+dac_read_search",
              "--ambient-caps=-all,+dac_read_search"]  # fmt: skip
    tmp_path.chmod(0o777)
    refused = run(verb, target.pid, cwd=tmp_path, prefix=prefix)
    if "no_new_privs" in refused.stderr or "CAP_SYS_PTRACE" in refused.stderr:
        pytest.skip("nobody becomes root here")
    assert refused.returncode == 3
    _, line = refused.stderr.rstrip().split("As administrator: ")
    file = tmp_path / "x.dmp"
    line = re.sub(r"\S+\.dmp", str(file), re.sub("sudo( -u '#65534')?", "", line))
    subprocess.run(line, shell=True, check=True, capture_output=True, timeout=120)
    if verb == "dump":
        assert (file.stat().st_uid, file.stat().st_mode & 0o777) == (65534, 0o600)


@ROOT_ONLY
def test_a_program_that_may_be_run_and_not_be_read_is_dumped(start_process, tmp_path):
    """Mode 0711: its file cannot be opened by its own user, its memory can."""
    program = tmp_path / "sleeper"
    program.write_bytes(Path("/bin/sleep").read_bytes())
    program.chmod(0o711)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o011)
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    target = start_process(*user, program, "1000", wait=False)
    look = f"""
import os
import re
from app.core.capture.linux.procfs import key_of
from app.core.capture.linux.linux_target import LinuxTarget
from app.core.processes.sampler import list_processes
os.setgroups([]), os.setresgid(65534, 65534, 65534), os.setresuid(65534, 65534, 65534)
try:
    open("/proc/{target.pid}/exe", "rb").close()
except PermissionError:
    print("unreadable")
print([str(info.can_dump) for info in list_processes() if info.pid == {target.pid}])
it = LinuxTarget(key_of({target.pid}))
with it.suspend(it.describe(), xstate=False) as stopped:
    print(bool(stopped.threads[0].context), stopped.modules[0].name)
"""
    told = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, timeout=120, check=True
    )
    assert told.stdout.splitlines() == ["unreadable", "['yes']", f"True {program}"]
