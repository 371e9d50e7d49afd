"""What is told of threads that run, without stopping them, is what stopping them shows."""

from __future__ import annotations

import platform
import sys

import pytest

from app.core.capture.linux.thread_pointer import USUAL_DEPTH, thread_pointer_of_running
from app.core.minidump.constants import PROCESSOR_ARCHITECTURE
from tests.live.dumping import runs, tracer_of

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="needs %fs:0")
AMD64 = PROCESSOR_ARCHITECTURE.AMD64


def of_stopped(target):
    with target.suspend(target.describe(), xstate=False) as snapshot:
        return {thread.id: thread for thread in snapshot.threads}


@pytest.mark.parametrize("program", ["threads", "churn"])
def test_the_tls_base_is_known_before_anything_was_stopped(start_target, opened, program):
    process = start_target(program)
    target = opened(process.pid)
    described = {thread.id: thread.teb for thread in target.describe().threads}
    assert runs(process.pid)
    stopped = of_stopped(target)
    both = described.keys() & stopped.keys()
    # A thread that is just beginning or ending has told the kernel nothing, or no more.
    known = {thread for thread in both if described[thread] or program == "threads"}
    assert process.pid in known
    assert {described[thread] for thread in known} == {stopped[thread].teb for thread in known}


def test_a_thread_without_the_list_or_of_nobody_has_none(start_target):
    process = start_target("threads")

    def nothing(address, size):
        return b""

    assert thread_pointer_of_running(process.pid, AMD64, nothing) == 0
    assert thread_pointer_of_running(process.pid, AMD64, lambda _, size: bytes(size)) == 0
    assert thread_pointer_of_running(process.pid, PROCESSOR_ARCHITECTURE.ARM64, nothing) == 0
    assert thread_pointer_of_running(1 << 30, AMD64, nothing) == 0
    assert tracer_of(process.pid) == 0


def test_the_stack_of_a_busy_thread_is_guessed(start_process, opened):
    busy = "print('ready', flush=True)\nwhile True: pass"
    process = start_process(sys.executable, "-c", busy)
    target = opened(process.pid)
    (guessed,) = target.describe().threads
    assert runs(process.pid)
    assert guessed.stack_pointer == 0
    real = of_stopped(target)[process.pid]
    assert guessed.stack[1] == real.stack[1]
    size = guessed.stack[1] - guessed.stack[0]
    assert 4096 <= size <= USUAL_DEPTH + 4096
    assert size == pytest.approx(real.stack[1] - real.stack[0], abs=USUAL_DEPTH)


def test_the_stacks_of_threads_that_come_and_go_are_theirs(start_target, opened):
    process = start_target("churn")
    target = opened(process.pid)
    for thread in target.describe().threads:
        low, high = thread.stack
        assert low <= high
        if thread.id != process.pid and high and thread.teb:
            assert low <= thread.teb < high
