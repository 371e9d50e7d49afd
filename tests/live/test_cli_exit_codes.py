"""Every way a command can end, provoked."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import app
from app.cli.main import run
from app.core.dumper.client import DumperClient
from tests.live.dumping import wait_until

DUMPDESK = [sys.executable, "-P", "-m", "app"]
FULL = "WithFullMemory|IgnoreInaccessibleMemory"
FILLED = """
import os, sys
memory = bytearray(os.urandom(1 << 20)) * 1024
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def dumpdesk(tmp_path):
    """Call it with arguments: exit code, events on standard output, standard error."""

    def run(*arguments, prefix=(), **options):
        done = subprocess.run(
            [*prefix, *DUMPDESK, *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=120,
            check=False,
            **options,
        )
        lines = done.stdout.splitlines() if "--json" in arguments else []
        return done.returncode, [json.loads(line) for line in lines], done.stderr

    return run


@pytest.fixture
def big(start_process):
    return start_process(sys.executable, "-c", FILLED)


def is_one_sentence_or_two(text):
    return text.startswith("dumpdesk: ") and text.count("\n") == 1 and "Traceback" not in text


def runs_on(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return "TracerPid:\t0\n" in status and not {"t", "T"} & {status.partition("State:\t")[2][0]}


def test_0_done(dumpdesk, start_target):
    code, events, _ = dumpdesk("dump", start_target("threads").pid, "--json")
    assert (code, events[-1]["event"]) == (0, "done")


@pytest.mark.parametrize(
    "arguments",
    [
        ["dump"],
        ["dump", "007"],
        ["fly"],
        ["dump", "PID", "--fly"],
        ["dump", "PID", "--preset", "no-such"],
        ["dump", "PID", "--preset", "stacks", "--type", "0"],
        ["dump", "PID", "--type", "MiniDumpWithNothing"],
        ["dump", "PID", "--type", "0x2000000"],
        ["plan", "PID", "--type", "-1"],
        ["plan", "PID", "--type", "FilterTriage|WithAvxXStateContext"],
        ["plan", "PID", "--module-flags", "libc"],
        ["plan", "PID", "--module-flags", "libc*=data"],
        ["plan", "PID", "--module-flags", "libc*=+everything"],
        ["plan", "PID", "--exclude-module", "0xzz"],
        ["plan", "PID", "--include-memory", "[heap]"],
        ["plan", "PID", "--include-memory", "0x1000:0"],
        ["plan", "PID", "--exclude-memory", "0xffffffffffffffff:2"],
        ["plan", "PID", "--user-stream", "notes"],
        ["plan", "PID", "--user-stream", "0x100000000=/dev/null"],
        ["plan", "PID", "--user-stream", "0x10000=/dev/zero"],
        ["plan", "PID", "--filter", "/dev/null"],
        ["plan", "--", "-1"],
        ["plan", str(1 << 70)],
        ["dump", "PID", "--exclude-thread", str(1 << 70)],
        ["dump", "PID", "--dbghelp", "C:\\Debuggers"],
        ["plan", "PID", "--dbghelp", "C:\\Debuggers"],
        ["plan", "PID", "--rehearse"],
    ],
    ids=" ".join,
)
def test_2_usage(dumpdesk, start_target, arguments):
    pid = start_target("threads").pid if "PID" in arguments else 0
    code, _, complaint = dumpdesk(*(pid if word == "PID" else word for word in arguments))
    assert code == 2
    assert "Traceback" not in complaint
    assert complaint.strip()


def test_2_is_told_as_json_too(dumpdesk, start_target):
    pid = start_target("threads").pid
    code, events, complaint = dumpdesk("dump", pid, "--type", "zork", "--json")
    assert (code, events[-1]["event"]) == (2, "failed")
    assert events[-1]["hresult"] == 0x80070057
    assert "zork" in complaint


def test_3_access_denied(dumpdesk, start_process):
    if os.geteuid() == 0:
        # Root without the right to trace, and somebody else's process.
        setpriv = shutil.which("setpriv")
        prefix = [setpriv, "--bounding-set=-sys_ptrace"]
        other = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", "sleep", "1000"]
        pid = start_process(*other, wait=False).pid
    else:
        prefix, pid = [], 1
    for command in ("plan", "dump"):
        code, _, complaint = dumpdesk(command, pid, prefix=prefix)
        assert code == 3
        assert is_one_sentence_or_two(complaint.splitlines(keepends=True)[-1])
    code, events, _ = dumpdesk("dump", pid, "-o", "it.dmp", "--json", prefix=prefix)
    expected = 0x80070005 if os.geteuid() == 0 else 0x80070522  # whether root could do it
    assert (code, events[-1]["event"], events[-1]["hresult"]) == (3, "failed", expected)
    assert events[-1]["cause"]
    assert events[-1]["remedy"]


def test_4_no_such_process(dumpdesk, start_process, tmp_path):
    target = start_process("sleep", "1000", wait=False)
    target.stop()
    for pid in (target.pid, 0, 1 << 31):
        code, events, complaint = dumpdesk("dump", pid, "--json")
        assert (code, events[-1]["event"]) == (4, "failed")
        assert is_one_sentence_or_two(complaint)
    assert dumpdesk("plan", target.pid)[0] == 4
    assert list(tmp_path.iterdir()) == []


def dump_until_copying(tmp_path, pid, *options):
    """Start a dump and come back when memory is being copied."""
    process = subprocess.Popen(
        [*DUMPDESK, "dump", str(pid), "-o", "it.dmp", "--type", FULL, "--json", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    for line in process.stdout:
        if json.loads(line)["event"] == "progress":
            return process
    return pytest.fail("it never copied")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_5_cancelled(big, tmp_path, number):
    process = dump_until_copying(tmp_path, big.pid)
    process.send_signal(number)
    output, complaint = process.communicate(timeout=60)
    assert process.returncode == 5
    last = json.loads(output.splitlines()[-1])
    assert (last["event"], last["hresult"]) == ("failed", 0x800704C7)
    assert is_one_sentence_or_two(complaint)
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_5_cancelled_while_it_is_being_loaded(big, tmp_path):
    arguments = ["dump", str(big.pid), "-o", "it.dmp", "--type", FULL]
    process = subprocess.Popen(
        [DUMPDESK[0], "-X", "importtime", *DUMPDESK[1:], *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert any(line.endswith(b"app.core.errors\n") for line in process.stderr)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode in (5, -signal.SIGINT), complaint
    assert list(tmp_path.iterdir()) == []


def has_a_dumper(process, _pid):
    return bool(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text())


def has_stopped_its_target(_process, pid):
    return "TracerPid:\t0\n" not in Path(f"/proc/{pid}/status").read_text()


@pytest.mark.parametrize("moment", [has_a_dumper, has_stopped_its_target])
def test_5_cancelled_as_soon_as_it(big, tmp_path, moment):
    process = subprocess.Popen(
        [*DUMPDESK, "dump", str(big.pid), "-o", "it.dmp", "--type", FULL],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    wait_until(lambda: moment(process, big.pid))
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 5, complaint
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


STUCK = """
import ctypes, sys
from app.cli.interrupt import attention
mutex = ctypes.create_string_buffer(64)
lock = ctypes.CDLL(None).pthread_mutex_lock
with attention():
    print("ready", flush=True)
    lock(mutex), lock(mutex)  # no signal ends this, as none ends a call into a drive that is gone
"""


def test_5_cancelled_though_the_program_itself_is_stuck():
    process = subprocess.Popen(
        [sys.executable, "-c", STUCK], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    wait_until(lambda: "futex" in Path(f"/proc/{process.pid}/wchan").read_text())
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 5
    assert is_one_sentence_or_two(complaint)


@pytest.mark.parametrize("command", ["plan", "dump"])
def test_5_cancelled_though_the_dumper_is_stopped(big, tmp_path, command):
    process = subprocess.Popen(
        [*DUMPDESK, command, str(big.pid)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        text=True,
    )
    wait_until(lambda: has_a_dumper(process, 0))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    dumper = int(children.split()[0])
    wait_until(lambda: b"child.py" in Path(f"/proc/{dumper}/cmdline").read_bytes())
    os.kill(dumper, signal.SIGSTOP)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 5
    assert is_one_sentence_or_two(complaint.splitlines(keepends=True)[-1])
    wait_until(lambda: not list(tmp_path.iterdir()))
    wait_until(lambda: runs_on(big.pid))
    wait_until(lambda: not Path(f"/proc/{dumper}").exists())


def test_5_cancelled_in_the_first_tenths_of_a_second(start_target, tmp_path):
    """Before anything of ours runs, Python itself says what it was doing; then nobody does."""
    pid = start_target("threads").pid
    ours = str(Path(app.__file__).parent)
    codes = set()
    for step in range(40):
        process = subprocess.Popen(
            [*DUMPDESK, "plan", str(pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            text=True,
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(step / 80)
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
        codes.add(process.returncode)
        assert process.returncode in (0, 1, 5, -signal.SIGINT)
        if process.returncode == 5:
            assert is_one_sentence_or_two(complaint.lstrip("\n"))
        assert f'File "{ours}' not in complaint, complaint
    assert 5 in codes


def test_5_two_interrupts_do_not_leave_anything_either(big, tmp_path):
    process = dump_until_copying(tmp_path, big.pid)
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 5
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_6_the_file_is_there_already(dumpdesk, start_target, tmp_path):
    pid = start_target("threads").pid
    (tmp_path / "it.dmp").write_text("precious")
    code, _, complaint = dumpdesk("dump", pid, "-o", "it.dmp")
    assert code == 6
    assert "already" in complaint
    assert (tmp_path / "it.dmp").read_text() == "precious"
    assert dumpdesk("dump", pid, "-o", "it.dmp", "--overwrite")[0] == 0


def test_6_no_such_folder(dumpdesk, start_target):
    pid = start_target("threads").pid
    code, events, _ = dumpdesk("dump", pid, "-o", "nowhere/it.dmp", "--json")
    assert (code, events[-1]["event"]) == (6, "failed")


@pytest.mark.parametrize("command", ["verify", "show"])
def test_6_a_file_to_read_that_is_not_there(dumpdesk, command):
    code, _, said = dumpdesk(command, "no-such.dmp")
    assert code == 6
    assert is_one_sentence_or_two(said)
    assert "Check its name" in said
    assert "folder" not in said


@pytest.mark.parametrize("path", ["n" * 300 + ".dmp", "n/" * 3000 + "x.dmp"])
def test_6_a_name_that_is_too_long(dumpdesk, start_target, path):
    code, _, said = dumpdesk("dump", start_target("threads", 1).pid, "-o", path)
    assert code == 6
    assert is_one_sentence_or_two(said)
    assert "too long" in said


def test_6_the_current_folder_is_gone(start_target, tmp_path):
    pid = start_target("threads").pid
    folder = tmp_path / "gone"
    folder.mkdir()
    command = f"cd {folder} && rmdir {folder} && exec {' '.join(DUMPDESK)} dump {pid}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 6, done.stderr
    assert is_one_sentence_or_two(done.stderr.splitlines(keepends=True)[-1])


def test_6_a_file_that_may_not_grow(dumpdesk, big, tmp_path):
    limit = (64 << 20, 64 << 20)
    code, events, _ = dumpdesk(
        *("dump", big.pid, "-o", "it.dmp", "--type", FULL, "--json"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )
    assert (code, events[-1]["event"]) == (6, "failed")
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_6_a_full_disk(dumpdesk, big, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root mounts a small disk, and not in every container")
    try:
        code, events, complaint = dumpdesk(
            "dump", big.pid, "-o", disk / "it.dmp", "--type", FULL, "--json"
        )
        assert (code, events[-1]["hresult"]) == (6, 0x80070070)
        assert is_one_sentence_or_two(complaint)
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)
    assert runs_on(big.pid)


def test_6_a_stream_that_nobody_takes(start_target):
    pid = start_target("threads").pid
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*DUMPDESK, "dump", str(pid), "-o", "-", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 6
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert (events[-1]["event"], events[-1]["hresult"]) == ("failed", 0x80070070)


def test_6_a_stream_whose_reader_leaves(big):
    process = subprocess.Popen(
        [*DUMPDESK, "dump", str(big.pid), "-o", "-", "--type", FULL],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.read(4) == b"MDMP"
    process.stdout.close()
    complaint = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) == 6
    assert is_one_sentence_or_two(complaint.splitlines(keepends=True)[-1])
    assert runs_on(big.pid)


def test_5_a_stream_whose_reader_sleeps_is_cancelled(big):
    process = subprocess.Popen(
        [*DUMPDESK, "dump", str(big.pid), "-o", "-", "--type", FULL],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.read(4) == b"MDMP"
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 5
    process.stdout.close()
    process.stderr.close()
    assert runs_on(big.pid)


def test_6_a_file_that_cannot_be_read(dumpdesk):
    for command in ("show", "verify"):
        code, _, complaint = dumpdesk(command, "nowhere.dmp")
        assert code == 6
        assert is_one_sentence_or_two(complaint)


def test_7_with_soft_errors(dumpdesk, start_target, tmp_path):
    target = start_target("memory", tmp_path / "mapped")
    unreadable = f"{target.values['past_end']:#x}:12K"  # a page of a file, and two past its end
    code, events, _ = dumpdesk(
        "dump", target.pid, "-o", "it.dmp", "--include-memory", unreadable, "--json"
    )
    assert code == 7
    assert events[-1]["event"] == "done"
    assert events[-1]["soft_errors"] == 1
    (soft,) = (event for event in events if event["event"] == "soft_error")
    assert (soft["address"], soft["size"]) == (target.values["past_end"] + 4096, 8192)
    code, _, complaint = dumpdesk("verify", "it.dmp")
    assert code == 7
    assert complaint == ""


@pytest.mark.parametrize("content", [b"", b"MDMP", b"#!/bin/sh\n" * 100])
def test_8_not_a_valid_dump(dumpdesk, tmp_path, content):
    (tmp_path / "it.dmp").write_bytes(content)
    code, _, complaint = dumpdesk("show", "it.dmp")
    assert code == 8
    assert is_one_sentence_or_two(complaint)
    code, (verdict,), _ = dumpdesk("verify", "it.dmp", "--json")
    assert (code, verdict["verdict"]) == (8, "bad")
    assert verdict["findings"]


def test_1_unexpected_goes_to_a_log_that_only_its_owner_reads(big, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    folder = tmp_path / "out"
    folder.mkdir()
    process = dump_until_copying(folder, big.pid)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    output, complaint = process.communicate(timeout=60)

    assert process.returncode == 1
    assert is_one_sentence_or_two(complaint)
    assert json.loads(output.splitlines()[-1])["event"] == "failed"
    (log,) = (tmp_path / "state").rglob("dumpdesk.log")
    assert str(log) in complaint
    assert "Traceback" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert list(folder.iterdir()) == []
    assert runs_on(big.pid)


def test_0_ctrl_c_that_comes_after_the_dump_does_not_deny_it(
    start_target, tmp_path, monkeypatch, capfd
):
    """While the dumper is let go, everything is done: the file stands, and is told of."""
    pid, path = start_target("threads").pid, tmp_path / "it.dmp"
    leave = DumperClient.__exit__

    def interrupted(self, *how):
        os.kill(os.getpid(), signal.SIGINT)
        return leave(self, *how)

    monkeypatch.setattr(DumperClient, "__exit__", interrupted)
    # Once interrupted it ignores both: it is about to end, which this process is not.
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        code = run(["dump", str(pid), "-o", str(path)])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    told = capfd.readouterr()
    assert (code, path.exists()) == (0, True), told.err
    assert "good" in told.out
    assert "ancelled" not in told.err
