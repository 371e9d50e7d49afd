"""Dumping the process that calls write_dump, both documented ways, in a process made for it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.core.backends.base import write_dump
from app.core.capture.own_process import capture_context
from app.core.errors import HRESULT, DumpCancelledError, InvalidRequestError, MiniDumpError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.contexts import parse_context
from tests.live.dumping import Dump, runs, wait_until

ROOT = Path(__file__).parents[2]

COMMON = """
import ctypes, os, sys, threading
from app.core.backends.base import write_dump
from app.core.capture.own_process import capture_context
from app.core.capture.snapshot import ExceptionInformation
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C

started = threading.Event()
threading.Thread(target=lambda: (started.set(), threading.Event().wait()), daemon=True).start()
started.wait()
secret = b"kept in the heap of the process " + os.urandom(8).hex().encode()
"""

WITH_STATE = (
    COMMON
    + """
def deep(level):
    if level:
        return deep(level - 1)
    state = capture_context()
    exception = ExceptionInformation(threading.get_native_id(), 0xE0000001, context=state)
    with open(sys.argv[1], "xb+") as file:
        return write_dump(None, os.getpid(), file, int(sys.argv[2], 0), exception)

written = deep(20)
print(threading.get_native_id(), written.plan.file_size, secret.decode())
"""
)

FROM_A_THREAD = (
    COMMON
    + """
def work():
    me = threading.get_native_id()

    def callback(given, output):
        if given.CallbackType == C.IncludeThreadCallback and given.detail.ThreadId == me:
            return False
        return True

    with open(sys.argv[1], "xb+") as file:
        write_dump(None, os.getpid(), file, int(sys.argv[2], 0), callback=callback)
    print(me)

thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
)


def run(code, *arguments):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.split(maxsplit=2)


@pytest.mark.parametrize("flags", [0, 0x21925, 0x2 | 0x1800])
def test_with_the_callers_state_as_exception(tmp_path, flags):
    path = tmp_path / "own.dmp"
    caller, size, secret = run(WITH_STATE, path, flags)
    dump = Dump(path)
    assert dump.size == int(size)
    caller = int(caller)
    assert len(dump.file.threads) == 2
    assert dump.file.exception.thread_id == caller
    assert dump.file.exception.exception.ExceptionCode == 0xE0000001
    noted = parse_context(dump.file.context(dump.file.exception), dump.file.architecture)
    live = dump.context(caller)
    stack = dump.thread(caller)
    low, high = stack.stack_start, stack.stack_start + stack.stack_size
    # The frame that was noted is still there, further up: its callee returns to where it stood.
    assert low <= live.Rsp < noted.Rsp < high
    assert int.from_bytes(dump.memory(noted.Rsp - 8, 8), "little") in code_of_the_interpreter(dump)
    assert noted.Rip in code_of_the_interpreter(dump)
    assert dump.holds(low, high)
    if flags & T.MiniDumpWithFullMemory:
        assert secret.strip().encode() in dump.bytes


def code_of_the_interpreter(dump):
    """Addresses of the module that holds CPython's loop: the program, or its library."""
    modules = {Path(module.name).name.partition(".so")[0]: module for module in dump.file.modules}
    module = modules.get(f"libpython3.{sys.version_info[1]}") or dump.file.modules[0]
    return range(module.base, module.base + module.size)


@pytest.mark.parametrize("flags", [0, 0x21925, 0x2 | 0x1800])
def test_from_a_thread_that_is_left_out(tmp_path, flags):
    path = tmp_path / "own.dmp"
    (worker,) = run(FROM_A_THREAD, path, flags)
    dump = Dump(path)
    ids = [thread.thread_id for thread in dump.file.threads]
    assert len(ids) == 2
    assert int(worker) not in ids
    for thread in dump.file.threads:
        context = dump.context(thread.thread_id)
        assert thread.stack_start <= context.Rsp < thread.stack_start + thread.stack_size
        assert dump.memory(context.Rsp, 256).strip(b"\0")


# The rest runs in this very process.


@pytest.fixture
def all_taken():
    """See that nothing is left of what a test starts, whatever was left before."""
    before = children()
    yield
    assert children() <= before


def test_this_process_goes_on(tmp_path, all_taken):
    counter, stop = [0], threading.Event()

    def count():
        while not stop.is_set():
            counter[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    try:
        with (tmp_path / "own.dmp").open("x+b") as file:
            written = write_dump(None, os.getpid(), file, T.MiniDumpWithThreadInfo)
        before = counter[0]
        wait_until(lambda: counter[0] > before)
    finally:
        stop.set()
        thread.join()
    assert written.paused_ns > 0
    dump = Dump(tmp_path / "own.dmp")
    assert {t.thread_id for t in dump.file.threads} >= {thread.native_id, os.getpid()}
    assert dump.file.process_id == os.getpid()
    assert runs(os.getpid())


def children():
    """Processes of ours that nobody waited for."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return {pid for pid in found if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z"}


class UnpicklableError(Exception):
    def __init__(self, one, two):
        super().__init__(one)
        self.two = lambda: two


def test_what_the_callback_raises_comes_through(tmp_path, all_taken):
    def raising(error):
        def callback(given, _):
            if given.CallbackType == C.ModuleCallback:
                raise error
            return True

        return callback

    with (tmp_path / "own.dmp").open("x+b") as file:
        with pytest.raises(ZeroDivisionError) as caught:
            write_dump(None, os.getpid(), file, 0, callback=raising(ZeroDivisionError("mine")))
        assert "raise error" in "".join(caught.value.__notes__)
        with pytest.raises(MiniDumpError, match="UnpicklableError"):
            write_dump(None, os.getpid(), file, 0, callback=raising(UnpicklableError(1, 2)))
        with pytest.raises(KeyboardInterrupt):
            write_dump(None, os.getpid(), file, 0, callback=raising(KeyboardInterrupt()))
    assert (tmp_path / "own.dmp").read_bytes()[:4] in (b"", bytes(4))


def test_cancel_and_errors_keep_their_kind(tmp_path):
    def cancel(given, output):
        if given.CallbackType == C.CancelCallback:
            output.Cancel = True
        return True

    with (tmp_path / "own.dmp").open("x+b") as file:
        with pytest.raises(DumpCancelledError) as cancelled:
            write_dump(None, os.getpid(), file, 0, callback=cancel)
        with pytest.raises(InvalidRequestError) as invalid:
            write_dump(None, os.getpid(), file, 0x80000000)
    assert cancelled.value.hresult == HRESULT.CANCELLED
    assert invalid.value.hresult == HRESULT.E_INVALIDARG
    assert invalid.value.remedy


def test_the_context_is_that_of_the_caller():
    def noted():
        return parse_context(capture_context(), 9)

    first, second = noted(), noted()
    assert first.Rsp == second.Rsp
    assert first.Rip == second.Rip
    low, high = next(
        tuple(int(part, 16) for part in line.split()[0].split("-"))
        for line in Path("/proc/self/maps").read_text().splitlines()
        if line.endswith("[stack]")
    )
    assert low <= first.Rsp < high
    # A call through C starts another loop, further down.
    deeper = next(map(lambda _: noted(), [0]))  # noqa: C417 - map is what is wanted
    assert deeper.Rsp < first.Rsp
    assert deeper.ContextFlags == first.ContextFlags
