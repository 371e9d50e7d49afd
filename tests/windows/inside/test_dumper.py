"""The dumper process and its client: pipes, cancelling, dying, on Windows' terms."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from app.core.backends.base import opened
from app.core.capture.target import key_of
from app.core.capture.windows.api import windows
from app.core.capture.windows.job import Turn
from app.core.capture.windows.suspension import Suspension
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.dumper.messages import Phase, Progress
from app.core.errors import DumpCancelledError, MiniDumpError, OutputError
from app.core.minidump.reader import MinidumpFile

WHOLE, HUGE = 0x4000, 0x8000
"""What the stand-in does; see fake_dbghelp.c."""
MIB = 1 << 20
THREAD_SUSPEND_RESUME = 2


def for_each_thread(name, thread_ids):
    """Call a function of Windows with a handle of each of these threads."""
    kernel32 = ctypes.WinDLL("kernel32")
    kernel32.OpenThread.restype = ctypes.c_void_p
    function, close = kernel32[name], kernel32["CloseHandle"]
    function.argtypes = close.argtypes = (ctypes.c_void_p,)
    for thread_id in thread_ids:
        handle = kernel32.OpenThread(THREAD_SUSPEND_RESUME, 0, thread_id)
        assert function(handle) != -1
        close(handle)


@pytest.fixture(scope="module")
def client():
    with DumperClient() as dumper:
        yield dumper


@pytest.fixture
def huge(fake_path):
    """A dump that takes seconds, in one region."""
    return DumpRequest(WHOLE | HUGE, dbghelp=fake_path)


def test_a_process_is_described_planned_and_dumped(client, target, tmp_path):
    path = str(tmp_path / "it.dmp")
    process = client.describe(key_of(target[0]))
    assert process.name == "target.exe"
    plan = client.plan(key_of(target[0]), DumpRequest(0))
    assert plan.plan.is_estimate
    assert (plan.plan.not_honoured, plan.warnings) == ((), ())
    events = []
    done = client.dump(key_of(target[0]), DumpRequest(0), path, report=events.append)
    assert done.file_size == os.path.getsize(path)  # noqa: PTH202
    assert done.verdict in {"good", "good with gaps", "incomplete"}
    assert [event.phase for event in events if isinstance(event, Phase)] == [
        *("describe", "suspend", "copy", "write", "hash", "verify")
    ]
    assert {m.base for m in plan.plan.modules} == {m.base for m in process.modules}


def test_rules_that_are_not_honoured_are_in_the_plan(client, target):
    rules = FilterSpec(modules=(ModuleRule("target.exe", set_flags=0x40),))
    plan = client.plan(key_of(target[0]), DumpRequest(0, rules), ranges=False)
    assert len(plan.plan.not_honoured) == 1
    (module,) = (m for m in plan.plan.modules if m.name.endswith("target.exe"))
    assert not module.flags & 0x40


def test_costs_of_flags_are_told(client, target):
    client.describe(key_of(target[0]))
    costs = client.costs(key_of(target[0]), DumpRequest(0))
    assert costs["MiniDumpWithFullMemory"] > 10 * MIB


def test_a_rehearsal_is_exact(client, target, fake_path, tmp_path):
    request = DumpRequest(WHOLE, dbghelp=fake_path)
    counted = client.rehearse(key_of(target[0]), request)
    assert counted == client.dump(key_of(target[0]), request, str(tmp_path / "it.dmp")).file_size


def test_cancelling_inside_a_huge_region_does_not_wait_for_its_end(client, target, huge, tmp_path):
    progress = []

    def report(event):
        if isinstance(event, Progress):
            if not progress:
                client.cancel()
            progress.append(event.done)

    with pytest.raises(DumpCancelledError):
        client.dump(key_of(target[0]), huge, str(tmp_path / "it.dmp"), report=report)
    # All of it would be 1024 MiB, at some 50 MiB a second.
    assert progress[-1] < 512 * MIB
    assert list(tmp_path.iterdir()) == []


def test_an_exception_of_the_listener_cancels(client, target, huge, tmp_path):
    def report(event):
        if isinstance(event, Progress):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.dump(key_of(target[0]), huge, str(tmp_path / "it.dmp"), report=report)
    assert list(tmp_path.iterdir()) == []


def test_a_dumper_that_is_killed_leaves_no_file_and_another_one_comes(target, huge, tmp_path):
    with DumperClient() as client:

        def report(event):
            if isinstance(event, Progress):
                os.kill(client.process_id, signal.SIGTERM)

        with pytest.raises(MiniDumpError, match="ended unexpectedly"):
            client.dump(key_of(target[0]), huge, str(tmp_path / "it.dmp"), report=report)
        assert list(tmp_path.iterdir()) == []
        assert client.describe(key_of(target[0])).process_id == target[0]


def test_a_dumper_that_is_killed_leaves_no_thread_suspended(target, huge, tmp_path):
    """DbgHelp suspends the program, and Windows never takes that back by itself."""

    def counts():
        with opened(key_of(target[0])) as process:
            return {thread.id: thread.suspend_count for thread in process.describe().threads}

    killed = []
    one, *others = threads = sorted(counts())
    for_each_thread("SuspendThread", [one])  # by somebody else, whose affair it stays
    try:
        with DumperClient() as client:

            def report(event):
                if isinstance(event, Progress) and not killed:
                    killed.append(client.process_id)
                    for_each_thread("SuspendThread", threads)  # as DbgHelp has
                    os.kill(client.process_id, signal.SIGTERM)

            with pytest.raises(MiniDumpError, match="ended unexpectedly"):
                client.dump(key_of(target[0]), huge, str(tmp_path / "it.dmp"), report=report)
        assert counts() == {one: 1} | dict.fromkeys(others, 0)
    finally:
        for_each_thread("ResumeThread", [one])
    assert set(counts().values()) == {0}


def test_threads_that_were_out_of_reach_are_resumed_once(target, monkeypatch):
    """As those of a service, which the dumper reaches by the right to debug."""
    with opened(key_of(target[0])) as process:
        threads = [thread.id for thread in process.describe().threads]
    with monkeypatch.context() as refusing:
        refusing.setattr(windows, "OpenThread", lambda *_: None)
        before = Suspension(target[0])
    with before:
        for_each_thread("SuspendThread", threads)
        assert before.restore() == len(threads)
        assert before.restore() == 0


def test_windows_shows_no_boxes_for_a_dumper():
    """Nobody would see that it waits for an answer."""
    program = """
import ctypes
from app.core.dumper.session import main
main()
print(ctypes.WinDLL("kernel32").GetErrorMode())
"""
    done = subprocess.run(
        [sys.executable, "-c", program], input=b"", capture_output=True, check=True
    )
    assert int(done.stderr) == 0x8003


def test_closing_gives_a_dump_up(target, huge, tmp_path):
    client = DumperClient()
    begun = threading.Event()
    failures = []

    def report(event):
        if isinstance(event, Progress):
            begun.set()

    def work():
        try:
            client.dump(key_of(target[0]), huge, str(tmp_path / "it.dmp"), report=report)
        except MiniDumpError as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(60)
    client.close()
    thread.join()
    (failure,) = failures
    assert isinstance(failure, DumpCancelledError)
    assert list(tmp_path.iterdir()) == []


def test_a_dump_goes_down_a_pipe(target, fake_path):
    receive, send = os.pipe()
    received = bytearray()

    def read():
        while block := os.read(receive, 1 << 16):
            received.extend(block)

    thread = threading.Thread(target=read)
    thread.start()
    with DumperClient(pass_fds=[send]) as client:
        request = DumpRequest(WHOLE, dbghelp=fake_path)
        done = client.dump_to_descriptor(key_of(target[0]), request, send)
    os.close(send)
    thread.join()
    os.close(receive)
    assert done.file_size == len(received) == MIB + 64
    assert received[:4] == b"MDMP"


def test_nobody_reads_the_pipe_and_a_cancel_is_heard(target, fake_path):
    receive, send = os.pipe()
    with DumperClient(pass_fds=[send]) as client:
        timer = threading.Timer(2, client.cancel)  # far more than a dump of 1 MiB takes

        def report(event):
            if isinstance(event, Phase) and event.phase == "write":
                timer.start()

        with pytest.raises(DumpCancelledError):
            client.dump_to_descriptor(
                key_of(target[0]), DumpRequest(WHOLE, dbghelp=fake_path), send, report=report
            )
    os.close(send)
    os.close(receive)


def test_the_target_may_end_while_it_is_looked_at(client, tmp_path):
    process = subprocess.Popen(
        [os.environ["DUMPDESK_TARGET"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    key = key_of(process.pid)
    client.describe(key)
    process.communicate(b"\n")
    with pytest.raises(MiniDumpError):
        client.dump(key, DumpRequest(0), str(tmp_path / "it.dmp"))
    assert list(tmp_path.iterdir()) == []


def test_a_long_path_is_written_and_read_back(client, target, fake_path, tmp_path):
    folder = tmp_path.joinpath("a" * 120, "b" * 120)
    os.makedirs(f"\\\\?\\{folder}")  # noqa: PTH103
    path = str(folder / "it.dmp")
    done = client.dump(key_of(target[0]), DumpRequest(WHOLE, dbghelp=fake_path), path)
    assert done.path == path
    with MinidumpFile.open(path) as file:
        assert file.size == done.file_size


@pytest.mark.parametrize("name", ["nul", "it.dmp:stream", "missing\\it.dmp"])
def test_a_place_where_no_file_can_be_is_an_output_error(client, target, tmp_path, name):
    with pytest.raises(OutputError) as caught:
        client.dump(key_of(target[0]), DumpRequest(0), str(tmp_path / name))
    assert caught.value.exit_code == 6
    assert list(tmp_path.iterdir()) == []


WINDOW = """
import sys
from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.dumper.messages import Progress

def report(event):
    if isinstance(event, Progress):
        print("busy", client.process_id, flush=True)

with DumperClient() as client:
    pid, flags, dbghelp, path = sys.argv[1:]
    request = DumpRequest(int(flags), dbghelp=dbghelp)
    client.dump(key_of(int(pid)), request, path, report=report)
"""


def test_window_and_dumper_killed_together_leave_no_thread_suspended(target, huge, tmp_path):
    """As "End process tree" does; what watches over the process is in no tree."""

    def counts():
        with opened(key_of(target[0])) as process:
            return {thread.id: thread.suspend_count for thread in process.describe().threads}

    one, *others = threads = sorted(counts())
    arguments = (str(target[0]), str(huge.flags), huge.dbghelp, str(tmp_path / "it.dmp"))
    window = subprocess.Popen([sys.executable, "-c", WINDOW, *arguments], stdout=subprocess.PIPE)
    for_each_thread("SuspendThread", [one])  # by somebody else, whose affair it stays
    try:
        # The counts from before are known by then: a dump begins when they are.
        busy, dumper = window.stdout.readline().split()
        assert busy == b"busy"
        for_each_thread("SuspendThread", threads)  # as DbgHelp has
        window.kill()
        os.kill(int(dumper), signal.SIGTERM)
        until = time.monotonic() + 60
        while counts() != {one: 1} | dict.fromkeys(others, 0) and time.monotonic() < until:
            time.sleep(0.05)
        assert counts() == {one: 1} | dict.fromkeys(others, 0)
    finally:
        window.kill()
        window.communicate()
        for_each_thread("ResumeThread", [one])
    assert set(counts().values()) == {0}


def test_one_dumpdesk_at_a_time_dumps_a_process(target, huge, tmp_path):
    """The counts of suspensions say nothing while somebody else dumps."""
    key = key_of(target[0])
    begun, asked, told = threading.Event(), threading.Event(), []

    def write(name, request, report):
        with DumperClient() as client:
            try:
                client.dump(key, request, str(tmp_path / name), report=report)
            except DumpCancelledError:
                told.append(f"{name} is cancelled")
            else:
                told.append(name)

    def begin(event):
        if isinstance(event, Progress):
            begun.set()
            if asked.is_set():  # a busy machine takes longer for it than others wait
                raise DumpCancelledError("The dump was cancelled.")

    first = threading.Thread(target=write, args=("first", huge, begin))
    first.start()
    assert begun.wait(60)
    turn = Turn(f"dumpdesk-{key.pid}-{key.started}")
    assert not turn.taken_within(0)
    turn.close()
    request = DumpRequest(WHOLE, dbghelp=huge.dbghelp)
    second = threading.Thread(target=write, args=("second", request, lambda _event: None))
    second.start()
    asked.set()
    first.join()
    second.join()
    assert told == ["first is cancelled", "second"]
