"""Stopping real processes: what is known then, and that they go on exactly as before."""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.core.capture.linux.tracer import Tracer
from app.core.errors import AccessDeniedError, InvalidRequestError, NoSuchProcessError
from app.core.minidump.contexts import CONTEXT_AMD64, context_amd64_size, xstate_of

ROOT = Path(__file__).parents[2]


def state_of(pid, tid=None):
    text = Path(f"/proc/{pid}/task/{tid or pid}/stat").read_text()
    return text.rpartition(")")[2].split()[0]


def states_of(pid):
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            found[int(task.name)] = state_of(pid, task.name)
    return found


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def tracer_of(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("TracerPid:")[2].split()[0])


def stop_by_signal(pid):
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: set(states_of(pid).values()) == {"T"})


# ----------------------------------------------------------------------------------- registers


@pytest.mark.parametrize("xstate", [False, True])
def test_registers_are_those_the_thread_loaded(start_target, opened, xstate):
    process = start_target("registers")
    target = opened(process.pid)
    before = target.describe()
    with target.suspend(before, xstate=xstate) as snapshot:
        spinner = next(t for t in snapshot.threads if t.id == process.values["spinner"])
    context = CONTEXT_AMD64.unpack(spinner.context)
    expected = {
        "Rax": 0x0A, "Rbx": 0x0B, "Rcx": 0x0C, "Rdx": 0x0D, "Rsi": 0x0E, "Rdi": 0x0F,
        "R8": 0x18, "R9": 0x19, "R10": 0x20, "R11": 0x21, "R12": 0x22, "R13": 0x23,
        "R14": 0x24, "R15": 0x25,
    }  # fmt: skip
    for name, byte in expected.items():
        assert getattr(context, name) == byte * 0x0101010101010101, name
    assert process.values["begin"] <= context.Rip < process.values["end"]
    assert context.Rip == spinner.instruction_pointer
    assert context.Rsp == spinner.stack_pointer
    assert context.FltSave[160:176] == struct.pack("<2Q", 0x1111111122222222, 0x3333333344444444)
    assert context.FltSave[400:416] == struct.pack("<2Q", 0x5555555566666666, 0x7777777788888888)
    if xstate:
        assert len(spinner.context) == before.system.extended_context_size
        assert len(spinner.context) == context_amd64_size(len(xstate_of(spinner.context)) + 512)
    else:
        assert len(spinner.context) == 1232


def test_stacks_hold_what_the_threads_put_there(start_target, opened):
    process = start_target("threads", 6)
    target = opened(process.pid)
    with target.suspend(target.describe(), xstate=False) as snapshot:
        assert snapshot.suspended
        assert set(states_of(process.pid).values()) == {"t"}
        assert [t.name for t in snapshot.threads[1:]] == [f"worker-{i}" for i in range(6)]
        for index, thread in enumerate(snapshot.threads[1:]):
            low, high = thread.stack
            assert low == thread.stack_pointer - 128
            mark = (0x737461636B000000 + index).to_bytes(8, "little")
            assert mark in target.read(low, high - low)
            # The thread control block begins with its own address.
            assert int.from_bytes(target.read(thread.teb, 8), "little") == thread.teb
            assert thread.stack[0] < thread.teb < thread.stack[1]
            assert any(a <= thread.teb < b for a, b in snapshot.thread_data[thread.id])
        main = snapshot.threads[0]
        assert snapshot.region_at(main.stack_pointer).path == "[stack]"
        assert main.stack[1] == snapshot.region_at(main.stack_pointer).end
    assert target.paused_ns > 0
    interruptions = process.values["interruptions"]
    assert target.read(interruptions, 4) == bytes(4)


def test_overflowed_merged_and_grown_stacks_are_found(start_target, opened):
    process = start_target("stacks")
    values = process.values
    target = opened(process.pid)
    with target.suspend(target.describe(), xstate=False) as snapshot:
        threads = {thread.id: thread for thread in snapshot.threads}
    overflowed = threads[values["overflowed"]]
    assert overflowed.stack_pointer == values["guarded"] + 2048
    assert overflowed.stack == (values["guarded"] + 4096, values["guarded"] + 8192)

    merged = threads[values["merged"]]
    region = snapshot.region_at(merged.stack_pointer)
    assert region.size >= 1 << 20
    low, high = merged.stack
    assert low == merged.stack_pointer - 128
    # It ends with the thread control block, not with the mapping half a megabyte above.
    assert merged.teb < high <= values["area"] + (1 << 19) + 128 * 1024 + 4096

    main = threads[process.pid]
    room = values["room"]
    assert main.stack[0] < room
    assert main.stack[1] == snapshot.region_at(room).end
    assert target.read(room, 1 << 20) == b"g" * (1 << 20)


def test_a_skipped_thread_stands_still_but_is_left_out(start_target, opened):
    process = start_target("threads", 2)
    skip = process.values["first"]
    target = opened(process.pid)
    with target.suspend(target.describe(), xstate=False, skip_threads=(skip,)) as snapshot:
        assert skip not in {thread.id for thread in snapshot.threads}
        assert len(snapshot.threads) == 2
        assert state_of(process.pid, skip) == "t"


def test_a_library_loaded_after_describing_is_found_in_the_stop(opened):
    process = subprocess.Popen(
        [sys.executable, "-c", "input(); import _ctypes, sqlite3; print('done'); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        target = opened(process.pid)
        wait_until(lambda: state_of(process.pid) == "S")
        before = target.describe()
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n"
        with target.suspend(before, xstate=False) as snapshot:
            lines = Path(f"/proc/{process.pid}/maps").read_bytes()
        new = {m.name for m in snapshot.modules} - {m.name for m in before.modules}
        assert any("sqlite3" in name for name in new)
        assert len(lines.splitlines()) == len(snapshot.regions)
        assert lines in snapshot.texts.values()
        fresh = target.describe()
        assert fresh.regions == snapshot.regions
        assert fresh.modules == snapshot.modules
    finally:
        process.kill()
        process.communicate()


# ----------------------------------------------------------------------- going on as before


def test_a_running_target_runs_on_after_every_way_out(start_target, opened):
    process = start_target("threads", 3)
    target = opened(process.pid)
    before = target.describe()
    for error in (RuntimeError, KeyboardInterrupt, SystemExit, GeneratorExit):
        with pytest.raises(error), target.suspend(before, xstate=False):
            raise error
        assert tracer_of(process.pid) == 0
        wait_until(lambda: set(states_of(process.pid).values()) == {"S"})
    assert target.read(process.values["interruptions"], 4) == bytes(4)


def test_a_stopped_target_stays_stopped(start_target, opened):
    process = start_target("threads", 3)
    target = opened(process.pid)
    stop_by_signal(process.pid)
    for _ in range(3):
        before = target.describe()
        with target.suspend(before, xstate=False) as snapshot:
            assert len(snapshot.threads) == 4
            assert snapshot.exception is before.exception is None  # to be stopped is no fault
        wait_until(lambda: set(states_of(process.pid).values()) == {"T"})
    os.kill(process.pid, signal.SIGCONT)
    wait_until(lambda: set(states_of(process.pid).values()) == {"S"})


def test_a_stop_and_a_continue_sent_in_the_stop_take_effect_after_it(start_target, opened):
    process = start_target("threads", 2)
    target = opened(process.pid)
    before = target.describe()
    with target.suspend(before, xstate=False):
        os.kill(process.pid, signal.SIGSTOP)
    wait_until(lambda: set(states_of(process.pid).values()) == {"T"})
    with target.suspend(before, xstate=False):
        os.kill(process.pid, signal.SIGCONT)
    wait_until(lambda: set(states_of(process.pid).values()) == {"S"})


def test_no_signal_is_lost_or_doubled(start_target, opened):
    process = start_target("signals")
    target = opened(process.pid)
    before = target.describe()
    number, sent = process.values["signal"], 3000  # fewer than the system keeps in its queue

    def send():
        for count in range(sent):
            os.kill(process.pid, number)
            if count % 20 == 0:
                time.sleep(0.0005)

    sender = threading.Thread(target=send)
    sender.start()
    try:
        while sender.is_alive():
            with target.suspend(before, xstate=False, refresh=False):
                pass
    finally:
        sender.join()
    process.process.stdin.close()
    assert int(process.process.stdout.readline()) == sent


def test_a_fault_caught_in_the_act_is_the_exception_and_still_reaches_the_program(
    start_target, opened, monkeypatch
):
    process = start_target("faults")
    faulting = process.values["thread"]
    target = opened(process.pid)
    before = target.describe()
    interrupt = Tracer._interrupt

    def interrupt_in_the_act(tracer, thread_id):
        if thread_id == faulting:  # from now on it stops by itself as soon as it faults
            wait_until(lambda: state_of(process.pid, faulting) == "t")
        return interrupt(tracer, thread_id)

    monkeypatch.setattr(Tracer, "_interrupt", interrupt_in_the_act)
    found = []
    for _ in range(20):
        with target.suspend(before, xstate=False, refresh=False) as snapshot:
            found.append(snapshot.exception)
    for exception in found:
        assert exception is not None
        assert exception.thread_id == process.values["thread"]
        assert (exception.code, exception.flags) == (signal.SIGSEGV, 1)  # SEGV_MAPERR
        assert exception.address == process.values["bad"]
    process.process.stdin.close()
    faulted, caught = process.process.stdout.readline().split()
    assert faulted == caught


def test_no_thread_runs_in_the_stop_however_many_come_and_go(start_target, opened):
    process = start_target("churn")
    target = opened(process.pid)
    before = target.describe()
    seen, stops = set(), 0
    while stops < 40 or len(seen) <= 3:  # until one that comes and goes was met
        stops += 1
        with target.suspend(before, xstate=False) as snapshot:
            states = states_of(process.pid)
            assert set(states.values()) <= {"t", "Z", "X"}
            alive = {tid for tid, state in states.items() if state == "t"}
            assert {thread.id for thread in snapshot.threads} == alive
            assert all(len(thread.context) == 1232 for thread in snapshot.threads)
            assert all(thread.stack[0] for thread in snapshot.threads)
            seen |= alive
    assert tracer_of(process.pid) == 0


KILLED_IN_THE_STOP = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where tests are run
from app.core.capture.target import key_of, open_target
target = open_target(key_of({pid}))
with target.suspend(target.describe(), xstate=False):
    print("stopped", flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("stopped_before", [False, True])
def test_the_target_goes_on_when_we_are_killed_in_the_stop(start_target, ending, stopped_before):
    process = start_target("threads", 4)
    if stopped_before:
        stop_by_signal(process.pid)
    dumper = subprocess.Popen(
        [sys.executable, "-c", KILLED_IN_THE_STOP.format(pid=process.pid)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    try:
        assert dumper.stdout.readline() == "stopped\n"
        assert set(states_of(process.pid).values()) == {"t"}
        dumper.send_signal(ending)
        dumper.wait(60)
    finally:
        dumper.kill()
        dumper.communicate()
    expected = "T" if stopped_before else "S"
    wait_until(lambda: set(states_of(process.pid).values()) == {expected})
    assert tracer_of(process.pid) == 0


KILLED_WITH_A_SIGNAL_IN_HAND = """
import sys, time
from app.core.capture.linux.tracer import Tracer
from app.core.capture.target import key_of, open_target
made, begin = [], Tracer.__init__
def remembered(self, *arguments, **options):
    made[:] = [self]
    begin(self, *arguments, **options)
Tracer.__init__ = remembered
target = open_target(key_of({pid}))
before = target.describe()
while True:
    with target.suspend(before, xstate=False, refresh=False):
        if any(thread.stop.signal for thread in made[0].threads):
            print("holding", flush=True)
            time.sleep(600)
"""


def test_a_signal_that_a_killed_dumper_had_in_hand_is_not_lost(start_target):
    process = start_target("signals")
    kills, sent, done = 60, 0, threading.Event()

    def send():  # 2,000 a second
        nonlocal sent
        while not done.is_set():
            for _ in range(10):
                os.kill(process.pid, process.values["signal"])
                sent += 1
            time.sleep(0.005)

    sender = threading.Thread(target=send)
    sender.start()
    try:
        for _ in range(kills):
            with subprocess.Popen(
                [sys.executable, "-c", KILLED_WITH_A_SIGNAL_IN_HAND.format(pid=process.pid)],
                stdout=subprocess.PIPE,
                cwd=ROOT,
            ) as dumper:
                try:
                    assert dumper.stdout.readline() == b"holding\n"
                finally:
                    dumper.kill()
    finally:
        done.set()
        sender.join()
    process.process.stdin.close()
    assert int(process.process.stdout.readline()) == sent


def test_a_target_whose_main_thread_has_ended_can_still_be_dumped(opened):
    code = (
        "import ctypes, threading, time, os\n"
        "threading.Thread(target=time.sleep, args=(600,)).start()\n"
        "print('ready', flush=True)\n"
        "ctypes.CDLL(None).pthread_exit(None)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        wait_until(lambda: state_of(process.pid) == "Z")
        target = opened(process.pid)
        before = target.describe()
        assert before.modules
        with target.suspend(before, xstate=False) as snapshot:
            (thread,) = snapshot.threads
            assert len(thread.context) == 1232
            low, high = thread.stack
            assert len(target.read(low, high - low)) == high - low
        assert target.scan_present([thread.stack])
    finally:
        process.kill()
        process.communicate()


def test_a_thread_that_cannot_be_stopped_does_not_hold_up_the_others(opened):
    code = (
        "import os, ctypes, threading, time\n"
        "def child():\n"
        "    libc = ctypes.CDLL(None)\n"
        "    libc.posix_spawn  # the parent of a vfork sleeps uninterruptibly\n"
        "    import _posixsubprocess\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
        "print('ready', flush=True)\n"
        "libc = ctypes.PyDLL(None)\n"
        "pid = libc.vfork()\n"
        "if pid == 0:\n"
        "    libc.sleep(600)\n"
        "    libc._exit(0)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        wait_until(lambda: state_of(process.pid) == "D")
        target = opened(process.pid)
        before = target.describe()
        with target.suspend(before, xstate=False) as snapshot:
            assert len(snapshot.threads) == 2
            known = [CONTEXT_AMD64.unpack(thread.context) for thread in snapshot.threads]
            assert known[0].ContextFlags == 0x100001  # CONTEXT_CONTROL: the two pointers
            assert known[0].Rsp == snapshot.threads[0].stack_pointer
            assert known[1].ContextFlags & 0x10000B == 0x10000B
            assert [error.stage for error in snapshot.soft_errors] == ["stop thread"]
        # The kernel lets go of it when our tracing thread ends.
        wait_until(lambda: tracer_of(process.pid) == 0)
    finally:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        process.kill()
        process.communicate()


# -------------------------------------------------------------------------- what is refused


def test_a_traced_target_is_refused_with_the_tracers_name(start_target, opened, gdb):
    process = start_target("threads", 1)
    debugger = subprocess.Popen(
        [gdb, "-nx", "-q", "-p", str(process.pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: tracer_of(process.pid) == debugger.pid)
        target = opened(process.pid)
        with (
            pytest.raises(AccessDeniedError, match=rf"traced by gdb \(PID {debugger.pid}\)"),
            target.suspend(target.describe(), xstate=False),
        ):
            pytest.fail("a traced process was stopped")
        assert tracer_of(process.pid) == debugger.pid
    finally:
        debugger.kill()
        debugger.communicate()


def test_our_own_process_is_refused(opened):
    target = opened(os.getpid())
    before = target.describe()
    with (
        pytest.raises(InvalidRequestError, match="itself"),
        target.suspend(before, xstate=False),
    ):
        pytest.fail("we stopped ourselves")


def test_a_process_that_ended_after_describing_is_gone(start_target, opened):
    process = start_target("threads", 1)
    target = opened(process.pid)
    before = target.describe()
    process.stop()
    with pytest.raises(NoSuchProcessError), target.suspend(before, xstate=False):
        pytest.fail("a process that is gone was stopped")


def test_a_target_killed_in_the_stop_is_noticed(start_target, opened, tmp_path):
    process = start_target("threads", 2)
    target = opened(process.pid)
    with target.suspend(target.describe(), xstate=False):
        process.process.kill()
        wait_until(lambda: set(states_of(process.pid).values()) <= {"Z", "X"})
        with (tmp_path / "out").open("wb") as file, pytest.raises(NoSuchProcessError):
            target.copy([(process.values["heap"], 4096, 0)], file.fileno())
    process.process.wait(60)
