"""The dumper as windows and commands use it: real targets, real kills."""

from __future__ import annotations

import os
import queue
import select
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import minidump.minidumpfile
import pytest

from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.dumper.messages import Phase, Progress
from app.core.errors import (
    DumpCancelledError,
    InvalidRequestError,
    MiniDumpError,
    NoSuchProcessError,
    OutputError,
)
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.live.dumping import wait_until

SUPPORT = 0x21925
FULL = int(T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)
FILLED = """
import os, sys
block = os.urandom(1 << 20)
memory = bytearray(block) * {mebibytes}
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def client():
    with DumperClient() as dumper:
        yield dumper


@pytest.fixture
def big(start_process):
    """A process with 1 GiB of memory."""
    return start_process(sys.executable, "-c", FILLED.format(mebibytes=1024))


def state_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def tracer_of(pid):
    return int(Path(f"/proc/{pid}/status").read_text().partition("TracerPid:")[2].split()[0])


def runs_on(pid):
    return state_of(pid) in "SR" and tracer_of(pid) == 0


def wait_for_end(pid, seconds=60):
    """Wait for a process that is not our child."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], seconds)[0])
    finally:
        os.close(descriptor)


class WhenCopying:
    """A report that calls a function once, when the target is stopped and being copied."""

    def __init__(self, function):
        self.function = function
        self.called = False

    def __call__(self, event):
        if isinstance(event, Progress) and not self.called:
            self.called = True
            self.function()


# ---------------------------------------------------------------------------------- what it does


def test_a_process_is_described(client, start_target):
    target = start_target("threads", 3)
    process = client.describe(target.key)

    assert process.process_id == target.pid
    assert process.name == "threads"
    assert [thread.name for thread in process.threads] == [
        "threads",
        "worker-0",
        "worker-1",
        "worker-2",
    ]
    assert any(module.name.endswith("/libc.so.6") for module in process.modules)
    (heap,) = (r for r in process.regions if r.path == "[heap]")
    assert heap.rights == "rw--"
    assert heap.base <= target.values["heap"] < heap.end
    assert process.handles == ()
    handles = client.describe(target.key, details=True).handles
    assert len(handles) == len(list(Path(f"/proc/{target.pid}/fd").iterdir()))


@pytest.mark.parametrize("flags", [0, SUPPORT, FULL])
def test_on_a_stopped_target_the_file_is_as_large_as_planned(client, start_target, tmp_path, flags):
    target = start_target("threads")
    os.kill(target.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, target.pid, os.WSTOPPED | os.WNOWAIT)
    request = DumpRequest(flags, comment="as planned")

    plan = client.plan(target.key, request, refresh=True)
    done = client.dump(target.key, request, str(tmp_path / "it.dmp"))

    assert done.file_size == plan.plan.file_size == (tmp_path / "it.dmp").stat().st_size
    assert done.verdict == "good"
    assert state_of(target.pid) == "T"


def test_a_dump_is_written_checked_and_told_of(client, start_target, tmp_path):
    target = start_target("threads", 4)
    path = tmp_path / "it.dmp"
    events = []
    request = DumpRequest(
        SUPPORT, FilterSpec(modules=(ModuleRule("libc.so.*", include=False),)), comment="hello"
    )

    done = client.dump(target.key, request, str(path), report=events.append)

    first, *_, last = (event.phase for event in events if isinstance(event, Phase))
    assert (first, last) == ("describe", "verify")
    assert done.path == str(path)
    assert done.sha256 == sha256(path)
    assert done.paused_ms > 0
    assert (done.verdict, done.soft_errors) == ("good", 0)
    assert [finding["severity"] for finding in done.findings] == ["note"]
    assert "Left out on purpose" in done.findings[0]["text"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert runs_on(target.pid)
    theirs = minidump.minidumpfile.MinidumpFile.parse(str(path))
    assert len(theirs.threads.threads) == 5
    names = [Path(module.name).name for module in theirs.modules.modules]
    assert "threads" in names
    assert not any(name.startswith("libc.so") for name in names)
    theirs.file_handle.close()


def sha256(path):
    return subprocess.run(
        ["sha256sum", path], capture_output=True, text=True, check=True
    ).stdout.split()[0]


def test_a_dump_to_a_descriptor_is_the_same_kind_of_file(start_target, tmp_path):
    target = start_target("threads")
    path = tmp_path / "it.dmp"
    with path.open("wb") as file:
        file.write(b"not at the start: ")
        file.flush()
        with DumperClient(pass_fds=[file.fileno()]) as client:
            done = client.dump_to_descriptor(target.key, DumpRequest(SUPPORT), file.fileno())
    written = path.read_bytes()
    assert written.startswith(b"not at the start: MDMP")
    assert len(written) == done.file_size + len(b"not at the start: ")
    assert (done.path, done.verdict) == ("", "unchecked")


def test_a_plan_follows_the_process_only_when_asked_to(client, start_process):
    program = (
        "import sys\nprint('ready', flush=True)\n"
        "sys.stdin.readline()\nmore = bytearray(bytes([7]) * (9 << 20))\n"
        "print('ready', flush=True)\nsys.stdin.read()\n"
    )
    target = start_process(sys.executable, "-c", program)
    request = DumpRequest(int(T.MiniDumpWithPrivateReadWriteMemory))
    before = client.plan(target.key, request)
    target.process.stdin.write(b"\n")
    target.process.stdin.flush()
    target.wait_ready()

    assert client.plan(target.key, request).plan.file_size == before.plan.file_size
    after = client.plan(target.key, request, refresh=True)
    assert after.plan.file_size >= before.plan.file_size + (9 << 20)


def test_two_clients_work_at_once(client, big, tmp_path):
    planned = []

    def plan():
        with DumperClient() as other:
            planned.append(other.plan(big.key, DumpRequest(SUPPORT)).plan.file_size)

    done = client.dump(
        big.key, DumpRequest(FULL), str(tmp_path / "it.dmp"), report=WhenCopying(plan)
    )

    assert planned
    assert done.file_size > 1 << 30
    assert done.verdict == "good"


def test_a_warm_dumper_serves_on(client, start_target):
    target = start_target("threads")
    client.start()
    first = client.process_id
    for _ in range(5):
        client.plan(target.key, DumpRequest(SUPPORT), refresh=False)
    assert client.process_id == first


# -------------------------------------------------------------------------------------- failures


def test_errors_come_back_as_what_they_were(client, start_target, tmp_path):
    target = start_target("threads")
    with pytest.raises(NoSuchProcessError) as gone:
        client.plan(key_of(1 << 31), DumpRequest(0))
    assert gone.value.exit_code == 4
    with pytest.raises(InvalidRequestError, match="0x2000000"):
        client.plan(target.key, DumpRequest(1 << 25))
    with pytest.raises(OutputError) as no_folder:
        client.dump(target.key, DumpRequest(0), str(tmp_path / "nowhere" / "it.dmp"))
    assert no_folder.value.remedy
    with pytest.raises(InvalidRequestError, match="MiB"):
        client.plan(target.key, DumpRequest(0, comment="x" * (70 << 20)))
    # None of this did the dumper any harm.
    assert client.plan(target.key, DumpRequest(0)).plan.file_size > 0


def test_a_file_that_is_there_is_replaced_only_when_asked_to(client, start_target, tmp_path):
    target = start_target("threads")
    path = tmp_path / "it.dmp"
    path.write_text("precious")
    with pytest.raises(OutputError):
        client.dump(target.key, DumpRequest(0), str(path))
    assert path.read_text() == "precious"
    client.dump(target.key, DumpRequest(0), str(path), overwrite=True)
    assert path.read_bytes().startswith(b"MDMP")


def test_cancelling_leaves_nothing(client, big, tmp_path):
    def cancel():
        threading.Thread(target=client.cancel).start()

    with pytest.raises(DumpCancelledError) as error:
        client.dump(
            big.key, DumpRequest(FULL), str(tmp_path / "it.dmp"), report=WhenCopying(cancel)
        )
    assert error.value.hresult == 0x800704C7
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_a_late_cancel_does_not_hit_the_next_command(client, start_target, tmp_path):
    target = start_target("threads")
    client.dump(target.key, DumpRequest(0), str(tmp_path / "one.dmp"))
    client.cancel()
    assert client.dump(target.key, DumpRequest(0), str(tmp_path / "two.dmp")).verdict == "good"


def test_a_report_that_raises_cancels(client, big, tmp_path):
    def fail():
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        client.dump(big.key, DumpRequest(FULL), str(tmp_path / "it.dmp"), report=WhenCopying(fail))
    assert list(tmp_path.iterdir()) == []
    assert client.describe(big.key).process_id == big.pid


@pytest.mark.parametrize("clone", [None, False])
@pytest.mark.parametrize("phase", ["suspend", "copy", "write", "hash"])
def test_killing_the_dumper_frees_the_target_and_leaves_no_dump(
    client, big, tmp_path, phase, clone
):
    def kill(event):
        if event == Phase(phase):
            os.kill(client.process_id, signal.SIGKILL)

    request = DumpRequest(FULL, clone=clone)
    with pytest.raises(MiniDumpError, match="signal 9"):
        client.dump(big.key, request, str(tmp_path / "it.dmp"), report=kill)
    if phase == "hash" and (path := tmp_path / "it.dmp").exists():
        # It is computed beside the writing, and may be known as soon as it is asked for.
        assert verify(str(path)).verdict == "good"
        path.unlink()
    assert list(tmp_path.iterdir()) == []
    wait_until(lambda: runs_on(big.pid))  # a thread lent for a clone finds its own way back
    # The next command has a new dumper.
    assert client.describe(big.key).process_id == big.pid


def test_a_stopped_dumper_is_given_up_and_leaves_nothing(client, big, tmp_path):
    path = tmp_path / "x.dmp"

    def report(event):
        if event == Phase("copy"):
            os.kill(client.process_id, signal.SIGSTOP)
            client.cancel()

    with pytest.raises(DumpCancelledError):
        client.dump(big.key, DumpRequest(FULL), str(path), report=report)

    wait_until(lambda: runs_on(big.pid))
    wait_until(lambda: list(tmp_path.iterdir()) == [])
    # The next command has a new dumper.
    assert client.describe(big.key).process_id == big.pid


def test_a_dump_whose_check_was_cut_short_is_said_to_be_complete(client, big, tmp_path):
    path = tmp_path / "x.dmp"

    def report(event):
        if event == Phase("verify"):
            os.kill(client.process_id, signal.SIGKILL)

    remedies = []
    try:
        client.dump(big.key, DumpRequest(FULL), str(path), report=report)
    except MiniDumpError as error:  # unless it was quicker than the signal
        remedies.append(error.remedy)
    assert all("complete, but it was not checked" in remedy for remedy in remedies)
    assert verify(str(path)).verdict == "good"


def test_a_terminated_dumper_cleans_up_itself(client, big, tmp_path):
    def terminate():
        os.kill(client.process_id, signal.SIGTERM)

    with pytest.raises(MiniDumpError):
        client.dump(
            big.key, DumpRequest(FULL), str(tmp_path / "it.dmp"), report=WhenCopying(terminate)
        )
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_closing_during_a_dump_gives_it_up(client, big, tmp_path):
    def close():
        threading.Thread(target=client.close).start()

    with pytest.raises(DumpCancelledError):
        client.dump(big.key, DumpRequest(FULL), str(tmp_path / "it.dmp"), report=WhenCopying(close))
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_closing_kills_a_dumper_that_does_not_end_and_removes_what_it_leaves(client, big, tmp_path):
    def close():
        os.kill(client.process_id, signal.SIGSTOP)
        threading.Thread(target=client.close).start()

    with pytest.raises(DumpCancelledError):
        client.dump(big.key, DumpRequest(FULL), str(tmp_path / "it.dmp"), report=WhenCopying(close))
    wait_until(lambda: list(tmp_path.iterdir()) == [])
    wait_until(lambda: runs_on(big.pid))


PARENT = """
import sys
from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.dumper.messages import Progress

def report(event):
    if isinstance(event, Progress):
        print("ready", f"dumper={client.process_id}", flush=True)

client = DumperClient()
client.dump(key_of(int(sys.argv[1])), DumpRequest(int(sys.argv[2])), sys.argv[3], report=report)
"""


def test_a_dumper_whose_client_dies_ends_and_leaves_nothing(start_process, big, tmp_path):
    parent = start_process(
        sys.executable, "-c", PARENT, str(big.pid), str(FULL), tmp_path / "it.dmp"
    )
    parent.process.kill()

    assert wait_for_end(parent.values["dumper"])
    assert list(tmp_path.iterdir()) == []
    assert runs_on(big.pid)


def test_an_idle_dumper_ends_with_its_client(start_process):
    program = (
        "from app.core.dumper.client import DumperClient\n"
        "client = DumperClient()\nclient.start()\n"
        "print('ready', f'dumper={client.process_id}', flush=True)\ninput()\n"
    )
    parent = start_process(sys.executable, "-c", program)
    assert not wait_for_end(parent.values["dumper"], 0)
    parent.process.kill()
    assert wait_for_end(parent.values["dumper"])


def test_commands_from_several_threads_wait_for_each_other(client, start_target):
    targets = [start_target("threads", count) for count in (1, 2, 3)]
    answers = queue.SimpleQueue()

    def ask(index):
        for _ in range(5):
            answers.put((index, len(client.describe(targets[index].key).threads)))

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.get() for _ in range(15)) == [
        (i, i + 2) for i in range(3) for _ in "12345"
    ]


def test_a_plan_without_ranges_tells_the_same_for_each_region(client, start_process):
    pid = start_process("sleep", "1000", wait=False).pid
    process = client.describe(key_of(pid))
    whole = client.plan(key_of(pid), DumpRequest(SUPPORT))
    told = client.plan(key_of(pid), DumpRequest(SUPPORT), ranges=False, trace=5)

    ranges = whole.plan.ranges
    assert (told.plan.ranges, whole.plan.regions) == ((), ())
    assert replace(told.plan, ranges=ranges, regions=(), guards=whole.plan.guards) == whole.plan
    assert told.plan.range_count == len(ranges)
    assert len(told.plan.regions) == len(process.regions)
    assert sum(region.bytes for region in told.plan.regions) == sum(piece.size for piece in ranges)
    for region, planned in zip(process.regions, told.plan.regions, strict=True):
        assert planned.base == region.base
        inside = [piece for piece in ranges if piece.start < region.end and piece.end > region.base]
        assert bool(planned.bytes) is bool(inside)
        assert all(piece.reason in planned.reason for piece in inside)
    assert len(told.trace.calls) == 5
    assert told.trace.more > 5
    assert whole.trace is None


def test_the_cost_of_a_flag_is_the_difference_of_two_plans(client, start_process):
    pid = start_process("sleep", "1000", wait=False).pid
    costs = client.costs(key_of(pid), DumpRequest(SUPPORT))

    def size(flags):
        return client.plan(key_of(pid), DumpRequest(int(flags)), ranges=False).plan.file_size

    support = size(SUPPORT)
    assert costs["MiniDumpWithFullMemory"] == size(SUPPORT | T.MiniDumpWithFullMemory) - support
    assert costs["MiniDumpWithHandleData"] == support - size(SUPPORT & ~T.MiniDumpWithHandleData)
    assert costs["MiniDumpWithHandleData"] > 0
    assert costs["MiniDumpScanMemory"] == 0
    triage = client.costs(key_of(pid), DumpRequest(int(T.MiniDumpFilterTriage)))
    assert triage["MiniDumpWithAvxXStateContext"] is None


def test_costs_that_nobody_wants_any_more_are_given_up(client, start_process):
    code = """
import mmap, sys
held = [mmap.mmap(-1, 8192, prot=1 | (n % 2) * 2) for n in range(3000)]
print("ready", flush=True)
sys.stdin.read()
"""
    pid = start_process(sys.executable, "-c", code).pid
    client.describe(key_of(pid))
    failed = []

    def ask():
        try:
            client.costs(key_of(pid), DumpRequest(0))
        except DumpCancelledError as error:
            failed.append(error)

    # It reads both, one after the other, when it goes on.
    os.kill(client.process_id, signal.SIGSTOP)
    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: client._current)
    client.cancel()
    asking.join(60)
    assert len(failed) == 1
    first = client.process_id
    os.kill(first, signal.SIGCONT)
    # What is owed to nobody is given up between two flags: the same dumper goes on.
    assert client.plan(key_of(pid), DumpRequest(0)).plan.file_size > 0
    assert client.process_id == first
