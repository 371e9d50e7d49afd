"""Clones a process over and over and is killed each time: ``killed_cloner.py PID orphan|child``.

Every line "STEP before|after" of standard input is a clone by a process of its own, which kills
itself before or after the system call of that number among those that change something, counted
from when the target stands still. "killed" is answered, or "whole" if there are not so many.
"""

from __future__ import annotations

import os
import signal
import sys

from app.core.capture.linux import cloned_space, ptrace
from app.core.capture.target import key_of, open_target

PID = int(sys.argv[1])
cloned_space._orphans_are_reaped = lambda _: sys.argv[2] == "orphan"


def clone(step, when):
    """Clone the target and end the clone."""
    count = 0

    def counted(function):
        def call(*arguments):
            nonlocal count
            now, count = count, count + 1
            if now == step and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            result = function(*arguments)
            if now == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    target = open_target(key_of(PID))
    snapshot = target.describe()
    target.prepare_clone()
    with target.suspend(snapshot, xstate=False):
        ptrace.call = counted(ptrace.call)
        os.pwrite = counted(os.pwrite)
        target.clone([])
    target.end_clone()


for line in sys.stdin:
    number, moment = line.split()
    child = os.fork()
    if not child:
        clone(int(number), moment)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.write({0: "whole\n", -signal.SIGKILL: "killed\n"}.get(status, f"ended: {status}\n"))
    sys.stdout.flush()
