"""What only Windows itself can show, Wine cannot: protection, sessions, WOW64."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from app.core.capture.target import key_of, open_target
from app.core.capture.windows.process_facts import facts_of
from app.core.capture.windows.process_table import process_rows
from app.core.errors import AccessDeniedError
from app.core.processes.info import CanDump
from app.core.processes.sampler import list_processes

pytestmark = pytest.mark.real_windows

WINDOWS_FOLDER = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))


@pytest.fixture
def child():
    """Call it with a command to get the process id of what it starts."""
    running = []

    def start(*command):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        running.append(process)
        return process.pid

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_a_protected_process_is_told_before_and_refused_with_the_reason():
    pids = [row.pid for row in process_rows() if row.name.lower() == "csrss.exe"]
    assert pids
    assert "WinTcb" in facts_of(pids[0]).protection
    with pytest.raises(AccessDeniedError, match="even from administrators"):
        open_target(key_of(pids[0]))
    (listed,) = (info for info in list_processes() if info.pid == pids[0])
    assert listed.can_dump is CanDump.PROTECTED


def test_services_are_in_session_0_and_we_are_not():
    rows = {row.pid: row for row in process_rows()}
    services = [row for row in rows.values() if row.name.lower() == "services.exe"]
    assert [row.session for row in services] == [0]
    assert facts_of(os.getpid()).session == rows[os.getpid()].session
    assert rows[os.getpid()].private_working_set > 1 << 20
    assert rows[4].name == "System"


def test_a_32_bit_process_is_told_apart(child):
    pid = child(str(WINDOWS_FOLDER / "SysWOW64" / "cmd.exe"))
    facts = facts_of(pid)
    assert (facts.bits, facts.machine) == (32, "x86")
    (listed,) = (info for info in list_processes() if info.pid == pid)
    assert listed.can_dump is CanDump.YES
    assert "32-bit" in listed.verdict.reason
    target = open_target(key_of(pid))
    try:
        names = {module.name.lower() for module in target.describe().modules}
    finally:
        target.close()
    assert any(name.endswith("syswow64\\kernel32.dll") for name in names)
    assert any(name.endswith("wow64.dll") for name in names)
