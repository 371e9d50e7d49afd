"""Stopping threads, with a kernel of our own: in which order, and what is left behind."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from types import SimpleNamespace

import pytest

from app.core.capture.linux import ptrace, tracer
from app.core.capture.linux.tracer import Tracer
from app.core.errors import (
    AccessDeniedError,
    DumpCancelledError,
    MiniDumpError,
    NoSuchProcessError,
)
from app.core.steps import heeding

PID = 100
SEIZE, INTERRUPT, DETACH = ptrace.PTRACE_SEIZE, ptrace.PTRACE_INTERRUPT, ptrace.PTRACE_DETACH


class Kernel:
    """Threads of process 100 and what was asked of them."""

    def __init__(self, *thread_ids):
        self.listings = [list(thread_ids)]
        """What each reading of task/ gives; the last one again and again."""
        self.stops = {}
        """Thread → how it stops, if not by our interrupt alone."""
        self.refusals = {}
        """Thread → errors of the attempts to seize it, one after the other."""
        self.ended, self.interrupted = set(), set()
        self.deaf = set()
        """Threads that never tell of a stop."""
        self.calls, self.left = [], []
        self.parent_id = 1

    # What the tracer asks of ptrace.

    def call(self, request, thread_id, _address=0, data=0):
        self.calls.append((request, thread_id, data))
        refusals = self.refusals.get(thread_id)
        if request == SEIZE and refusals:
            number = refusals.pop(0)
            raise OSError(number, os.strerror(number))
        if thread_id in self.ended:
            raise ProcessLookupError(errno.ESRCH, "gone")
        if request == INTERRUPT:
            self.interrupted.add(thread_id)
        return 0

    def look(self, thread_id, *, leave):
        self.left.append(leave)
        if thread_id in self.ended:
            raise ChildProcessError(errno.ECHILD, "gone")
        if thread_id not in self.interrupted - self.deaf:
            return None
        return self.stops.get(thread_id, ptrace.Stop(0))

    # What it asks of the process's directory.

    process_id = PID

    def thread_ids(self):
        return self.listings.pop(0) if len(self.listings) > 1 else self.listings[0]

    def thread_count(self):
        return len(self.listings[0])

    def has_thread(self, thread_id):
        return thread_id not in self.ended

    def stat(self, thread_id):
        if thread_id in self.ended:
            raise ProcessLookupError(errno.ESRCH, "gone")
        return SimpleNamespace(
            ended=False, state="t" if thread_id in self.interrupted - self.deaf else "R"
        )

    def parent(self):
        return self.parent_id

    def explain(self, error, doing):
        kind = AccessDeniedError if error.errno == errno.EPERM else MiniDumpError
        return kind(f"{doing}: {error.strerror}")

    # What a test asks.

    def of(self, request):
        return [thread_id for asked, thread_id, _ in self.calls if asked == request]

    def delivered(self):
        return {thread_id: data for asked, thread_id, data in self.calls if asked == DETACH}


class Reader:
    """Gives the number of a thread for its registers."""

    vanished = ()

    def __init__(self, _architecture, *, extended):
        self.extended = extended

    def read(self, thread_id):
        if thread_id in self.vanished:
            raise ProcessLookupError(errno.ESRCH, "killed")
        return thread_id

    def close(self):
        pass


@pytest.fixture
def kernel(monkeypatch):
    found = Kernel(PID, 101, 102)
    monkeypatch.setattr(ptrace, "call", found.call)
    monkeypatch.setattr(ptrace, "look", found.look)
    monkeypatch.setattr(ptrace, "RegisterReader", Reader)
    monkeypatch.setattr(ptrace, "signal_information", lambda tid: ("siginfo", tid))
    return found


def stopped(kernel):
    one = Tracer(kernel, None, extended=False)
    one.stop()
    return one


@pytest.mark.parametrize("listings", [[[PID, 101, 102]], [[PID], [PID, 101], [PID, 101, 102]]])
def test_a_stop_that_nobody_wants_any_more_is_given_up_and_all_run(kernel, listings):
    """Not after all the patience that a thread has which does not stop."""
    kernel.deaf, kernel.listings = {102}, listings
    asked = 0

    def ask():
        nonlocal asked
        asked += 1
        if asked == 3:
            raise DumpCancelledError("Not wanted.")

    one = Tracer(kernel, None, extended=False)
    began = time.monotonic()
    with heeding(ask), pytest.raises(DumpCancelledError):
        one.stop()
    assert time.monotonic() - began < tracer._PATIENCE / 2
    assert not one._thread.is_alive()
    assert {PID, 101} <= set(kernel.of(DETACH))
    assert one.stubborn == {}
    one.release()


def test_all_are_seized_then_all_interrupted_then_all_let_go_once(kernel):
    one = stopped(kernel)
    assert [request for request, _, _ in kernel.calls] == [SEIZE] * 3 + [INTERRUPT] * 3
    assert [(thread.id, thread.registers) for thread in one.threads] == [
        (PID, PID),
        (101, 101),
        (102, 102),
    ]
    assert one.paused_ns == 0
    one.release()
    assert kernel.of(DETACH) == [PID, 101, 102]
    assert one.paused_ns > 0
    one.release()
    assert len(kernel.of(DETACH)) == 3


def test_threads_that_come_meanwhile_are_stopped_too(kernel):
    kernel.listings = [[PID], [PID, 101], [PID, 101, 102], [PID, 101, 102]]
    one = stopped(kernel)
    assert [thread.id for thread in one.threads] == [PID, 101, 102]
    assert kernel.of(SEIZE) == kernel.of(INTERRUPT) == [PID, 101, 102]
    one.release()


def test_a_thread_that_ends_before_or_in_the_stop_is_passed_over(kernel):
    kernel.refusals = {101: [errno.ESRCH]}
    Reader.vanished = (102,)
    try:
        one = stopped(kernel)
    finally:
        Reader.vanished = ()
    assert [thread.id for thread in one.threads] == [PID]
    one.release()
    assert kernel.of(DETACH) == [PID, 102]


def test_a_signal_in_hand_is_delivered_and_another_kind_of_stop_is_not(kernel):
    kernel.stops = {101: ptrace.Stop(signal.SIGUSR1), 102: ptrace.Stop(0, signal.SIGSTOP)}
    kernel.stat = lambda _: SimpleNamespace(ended=False, state="T")
    stopped(kernel).release()
    assert kernel.delivered() == {PID: 0, 101: signal.SIGUSR1, 102: 0}


@pytest.mark.parametrize(
    ("stops", "fault"),
    [
        ({}, None),
        ({101: ptrace.Stop(signal.SIGUSR1)}, None),
        (
            {PID: ptrace.Stop(0, signal.SIGSTOP), 101: ptrace.Stop(0, signal.SIGSTOP)},
            None,
        ),
        (
            {PID: ptrace.Stop(0, signal.SIGSTOP), 101: ptrace.Stop(signal.SIGSEGV)},
            (101, ("siginfo", 101)),
        ),
        (
            {101: ptrace.Stop(signal.SIGBUS), 102: ptrace.Stop(signal.SIGSEGV)},
            (101, ("siginfo", 101)),
        ),
    ],
)
def test_what_the_process_stands_on(kernel, stops, fault):
    kernel.stops = stops
    kernel.stat = lambda _: SimpleNamespace(ended=False, state="T")
    one = stopped(kernel)
    assert one.fault == fault
    one.release()


@pytest.mark.parametrize(("parent", "leaves"), [(1, True), (os.getpid(), False)])
def test_the_stops_of_a_child_of_ours_are_taken_from_the_kernel(kernel, parent, leaves):
    kernel.parent_id = parent
    stopped(kernel).release()
    assert set(kernel.left) == {leaves}


def test_the_first_thread_may_refuse_while_another_takes_its_number(kernel):
    kernel.refusals = {PID: [errno.EPERM, errno.EPERM]}
    one = stopped(kernel)
    assert [thread.id for thread in one.threads] == [PID, 101, 102]
    one.release()
    assert kernel.of(DETACH) == [PID, 101, 102]


def test_who_refuses_each_time_is_told_and_all_others_are_let_go(kernel):
    kernel.refusals = {102: [errno.EPERM] * 50}
    with pytest.raises(AccessDeniedError):
        stopped(kernel)
    assert kernel.of(DETACH) == [PID, 101]
    assert kernel.of(INTERRUPT) == []


def test_a_process_without_threads_has_ended(kernel):
    kernel.listings = [[]]
    with pytest.raises(NoSuchProcessError, match="100 has ended"):
        stopped(kernel)


def test_ends_are_taken_while_a_seizure_waits_for_them(kernel, monkeypatch):
    """As execve and PTRACE_SEIZE wait for each other; the first thread's end is left alone."""
    taken, goes_on = [], threading.Event()
    call = kernel.call

    def seize(request, thread_id, address=0, data=0):
        if request == SEIZE and thread_id == 102:
            assert goes_on.wait(60), "nobody took the end of 101"
        return call(request, thread_id, address, data)

    def waitid(kind, thread_id, options):
        assert kind == os.P_PID
        assert options & os.WEXITED
        assert not options & os.WSTOPPED  # a stop is for the thread that waits for it
        taken.append(thread_id)
        goes_on.set()

    monkeypatch.setattr(ptrace, "call", seize)
    monkeypatch.setattr(tracer.os, "waitid", waitid)
    stopped(kernel).release()
    assert set(taken) == {101}


def test_ends_are_left_alone_while_threads_are_slow_to_stop(kernel, monkeypatch):
    """Of thousands of threads, looking at each of them takes longer than the stop."""
    monkeypatch.setattr(tracer, "_PATIENCE", 0.15)
    monkeypatch.setattr(tracer, "_DEADLOCK_SECONDS", 0.001)
    looked = []
    monkeypatch.setattr(tracer.os, "waitid", lambda *asked: looked.append(asked))
    kernel.deaf = {102}
    one = stopped(kernel)
    one.release()
    assert one.stubborn == {102: "R"}
    assert looked == []


def test_ends_of_threads_that_nobody_has_to_take_are_no_matter(kernel, monkeypatch):
    monkeypatch.setattr(tracer, "_DEADLOCK_SECONDS", 0)
    stopped(kernel).release()  # os.waitid of what is no child of ours raises ChildProcessError
