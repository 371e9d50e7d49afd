"""A copy-on-write copy of a stopped process, so that it can run on while its memory is read.

A thread of the target is borrowed and makes a helper, which shares the memory as after vfork(2) and
makes the copy; then the helper ends and the thread waits for it, all of that in the one stop. Two
processes are needed so that nothing stays, whenever we are killed:

- While the helper lives the kernel keeps the thread from running on. The helper and the copy die
  with us (PTRACE_O_EXITKILL, which the copy has from its first moment), and the thread then goes
  its own way back, on which it waits for them: no zombie.
- Only the helper makes a copy of the page tables, which takes its time. The thread is under way for
  a fraction of a millisecond.
- The helper's end leaves the copy an orphan: whoever takes in orphans reaps it. Where nobody does
  (``reaped`` false), the copy is the target's child instead, and a second, short stop of one thread
  waits for it, when it has ended.

Neither ever runs an instruction of the target's own. No signal is sent to anybody (exit signal 0).
The copy shares the target's descriptors and lets go of them once the target runs, so that a
connection which the target closes is closed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import time
from typing import TYPE_CHECKING, Final

from ...errors import CloneRefusedError
from .. import clone_refusals as because
from . import ptrace
from .borrowed import BorrowedThread, event, next_stop
from .self_restoring import RAX, RSP, WALL, calling, signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from .self_restoring import CallSites

_CLONE: Final = 56
_WAIT4: Final = 61
_CLOSE_RANGE: Final = 436
_CLOSE_RANGE_UNSHARE: Final = 2
_ALL_DESCRIPTORS: Final = 0xFFFF_FFFF
_CLONE_VM: Final = 0x100
_CLONE_FILES: Final = 0x400
_CLONE_VFORK: Final = 0x4000
_CLONE_PARENT: Final = 0x8000
"""include/uapi/linux/sched.h"""
_DIES_WITH_US: Final = ptrace.OPTION_EXITKILL | ptrace.OPTION_SYSGOOD | ptrace.OPTION_TRACECLONE
_PATIENCE: Final = 1.0
_NAP: Final = 0.0005


class Clone:
    """The copy: a process that stands still for good, traced by the thread that made it."""

    def __init__(self, process_id: int, sites: CallSites) -> None:
        self.process_id = process_id
        self._sites = sites
        self.is_apart = False
        """Whether it has descriptors of its own: what it opens is not open in the target."""
        self._has_ended = False

    def let_go_of_files(self) -> None:
        """Have it close all descriptors, none of them in the target. Linux 5.9."""
        with contextlib.suppress(OSError):
            self.call(_CLOSE_RANGE, (0, _ALL_DESCRIPTORS, _CLOSE_RANGE_UNSHARE))
            self.is_apart = True

    def call(self, number: int, arguments: tuple[int, ...]) -> int:
        """Have it, which stands in a stop, make a system call; its result. Raises OSError."""
        own = self.process_id
        registers = ptrace.general_registers(own)
        ptrace.set_general_registers(
            own, calling(registers, self._sites, number, arguments, registers[RSP])
        )
        for _ in range(2):
            ptrace.call(ptrace.PTRACE_SYSCALL, own)
            self.wait()
        result = signed(ptrace.general_registers(own)[RAX])
        if result < 0:
            raise OSError(-result, os.strerror(-result))
        return result

    def wait(self) -> None:
        """Wait for its next stop, not for ever. Raises OSError."""
        end = time.monotonic() + _PATIENCE

        def poll() -> None:
            if time.monotonic() > end:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))

        try:
            next_stop(self.process_id, leave=False, poll=poll)
        except ChildProcessError:
            self._has_ended = True  # that number may be somebody else's from now on
            raise

    def end(self) -> None:
        """End it and take its end."""
        if not self._has_ended:
            _end(self.process_id)


def make_clone(
    thread: BorrowedThread, sites: CallSites, given_up: Callable[[], bool], *, reaped: bool
) -> Clone:
    """Have *thread*, of a process that stands still, make a copy of it.

    *reaped*: somebody takes in orphans. Raises CloneRefusedError, NoSuchProcessError and OSError,
    with nothing left behind.
    """
    flags = _CLONE_VM | _CLONE_VFORK | _CLONE_FILES
    found = thread.frames
    code = thread.begin(_CLONE, (flags, found.ending), found.reaping)
    if code != event(ptrace.PTRACE_EVENT_VFORK):
        raise _refused(thread.result())
    helper = ptrace.event_message(thread.id)
    copy = 0
    try:
        copy = _copy(helper, sites, given_up, parent=0 if reaped else _CLONE_PARENT)
    finally:
        # Whatever went wrong: while the helper lives, the thread cannot go on.
        _end(helper)
        try:
            _come_back(thread)
        except BaseException:
            if copy:
                _end(copy)
            raise
    return Clone(copy, sites)


def _copy(helper: int, sites: CallSites, given_up: Callable[[], bool], *, parent: int) -> int:
    """Have the helper make the copy; gives its process id."""

    def poll() -> None:
        if given_up():
            raise CloneRefusedError(because.NOT_WANTED)

    try:
        next_stop(helper, leave=False, poll=poll)
        ptrace.call(ptrace.PTRACE_SETOPTIONS, helper, 0, _DIES_WITH_US)
        registers = ptrace.general_registers(helper)
        ptrace.set_general_registers(
            helper, calling(registers, sites, _CLONE, (_CLONE_FILES | parent, 0), registers[RSP])
        )
        code = 0
        while code != event(ptrace.PTRACE_EVENT_CLONE):
            was_inside = code == ptrace.CALL_STOP
            ptrace.call(ptrace.PTRACE_SYSCALL, helper)
            code = next_stop(helper, leave=False, poll=poll)
            if was_inside and code == ptrace.CALL_STOP:
                raise _refused(signed(ptrace.general_registers(helper)[RAX]))
        copy = ptrace.event_message(helper)
        try:
            next_stop(copy, leave=False)
        except BaseException:
            _end(copy)
            raise
    except (ChildProcessError, ProcessLookupError):
        raise CloneRefusedError(because.ENDED_EARLY) from None
    return copy


def _come_back(thread: BorrowedThread) -> None:
    """Have *thread*, whose helper has ended, come back from making it and take its end."""
    thread.go_on()
    if not reap(thread, thread.result()):
        raise CloneRefusedError(because.UNFINISHED)


def reap(thread: BorrowedThread, process_id: int) -> bool:
    """Have *thread* wait for a child that has ended; its number as the target knows it."""
    way_back = thread.frames.returning
    return thread.call(_WAIT4, (process_id, 0, WALL, 0), way_back) == process_id


def _end(process_id: int) -> None:
    """End a process that we trace and take its end, as its tracer."""
    try:
        os.kill(process_id, signal.SIGKILL)
    except PermissionError:
        # The right to trace and not to signal: it goes its own way, to its end.
        with contextlib.suppress(OSError):
            ptrace.call(ptrace.PTRACE_CONT, process_id)
    except ProcessLookupError:
        pass
    with contextlib.suppress(ChildProcessError):
        while not _has_ended(process_id):
            time.sleep(_NAP / 10)


def _has_ended(process_id: int) -> bool:
    """Take the end of a process that we trace, if it has come.

    On its way there it may stop: Linux 5.10 has one that was killed in a stop of a call stop for an
    instant more where the call ends, and tells of it. What is taken for an end and is none leaves a
    zombie that its parent waits for in vain. Raises ChildProcessError.
    """
    found, status = os.waitpid(process_id, os.WNOHANG | ptrace.WALL)
    if found and os.WIFSTOPPED(status):
        with contextlib.suppress(ProcessLookupError):
            ptrace.call(ptrace.PTRACE_CONT, process_id)
        return False
    return found == process_id


def _refused(result: int) -> CloneRefusedError:
    return CloneRefusedError(because.REFUSED.format(why=os.strerror(-result)))
