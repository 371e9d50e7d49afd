"""One stopped thread of a target (x86-64), borrowed for system calls, and given back as it was.

At every instant the thread finds back by itself should we be killed: see :mod:`.self_restoring`.
What is written lies below its stack, and is put back as well.
"""

from __future__ import annotations

import math
import os
import time
from typing import TYPE_CHECKING, Final, Self

from ...errors import CloneRefusedError, NoSuchProcessError
from .. import clone_refusals as because
from . import ptrace
from .self_restoring import ALL_SIGNALS, RAX, calling, frames, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .self_restoring import CallSites

_PATIENT_FROM: Final = 0.001
_SHORTEST_NAP: Final = 20e-6
_LONGEST_NAP: Final = 0.001
_SIGTRAP: Final = 5
_PATIENCE: Final = 10.0
"""Seconds. The calls that a borrowed thread makes take microseconds."""


def next_stop(thread_id: int, *, leave: bool, poll: Callable[[], None] = lambda: None) -> int:
    """Wait until a thread that was let go on stops again, and give waitid's code of the stop.

    Raises ChildProcessError when it has ended. *poll* is asked all the while.
    """
    began = time.monotonic()
    poll()
    while (code := ptrace.stop_code(thread_id, leave=leave)) is None:
        waited = time.monotonic() - began
        poll()
        if waited > _PATIENT_FROM:
            time.sleep(min(max(waited / 8, _SHORTEST_NAP), _LONGEST_NAP))
    return code


def event(number: int) -> int:
    """Give the code of a stop for the ptrace event *number*."""
    return number << 8 | _SIGTRAP


class BorrowedThread:
    """A thread that stands in a stop of our making, between two calls of a with block."""

    def __init__(
        self,
        thread_id: int,
        sites: CallSites,
        memory: int,
        reader: ptrace.RegisterReader,
        *,
        leave: bool,
    ) -> None:
        """Borrow *thread_id*; *memory* is its process's memory, open for reading and writing.

        *leave* is whether its stops stay with the kernel.
        """
        self.id = thread_id
        self._sites = sites
        self._memory = memory
        self._leave = leave
        self._registers = ptrace.general_registers(thread_id)
        self._mask = ptrace.signal_mask(thread_id)
        self.frames = frames(self._registers, self._mask, reader.floating(thread_id), sites)
        self.kept = b""
        """What was where the frames are."""
        self.stop = ptrace.Stop(0)
        """How it stands now: with a signal, if one came before anything else happened."""

    def __enter__(self) -> Self:
        """Write the ways back. Raises CloneRefusedError."""
        found = self.frames
        kept = os.pread(self._memory, len(found.data), found.base)
        if len(kept) < len(found.data):
            raise CloneRefusedError(because.NO_ROOM)
        ptrace.call(
            ptrace.PTRACE_SETOPTIONS,
            self.id,
            0,
            ptrace.OPTION_SYSGOOD | ptrace.OPTION_TRACEVFORK,
        )
        self.kept = kept
        if os.pwrite(self._memory, found.data, found.base) < len(found.data):
            os.pwrite(self._memory, kept, found.base)
            raise CloneRefusedError(because.NO_ROOM)
        return self

    def __exit__(self, *_: object) -> None:
        """Put everything back, in the order in which each step leaves a way back."""
        try:
            ptrace.set_signal_mask(self.id, self._mask)
            ptrace.set_general_registers(self.id, self._registers)
            os.pwrite(self._memory, self.kept, self.frames.base)
        except ProcessLookupError:
            raise _gone() from None

    def begin(self, number: int, arguments: Sequence[int], way_back: int) -> int:
        """Make a system call, up to the first stop in it that is not its beginning.

        Gives the code of that stop. Raises CloneRefusedError when a signal came first, and
        NoSuchProcessError.
        """
        wanted = calling(self._registers, self._sites, number, arguments, way_back)
        ptrace.set_general_registers(self.id, wanted)
        ptrace.set_signal_mask(self.id, ALL_SIGNALS)
        code = self.go_on()
        if code != ptrace.CALL_STOP:
            self.stop = ptrace.parse_stop(code)
            raise CloneRefusedError(because.SIGNAL_CAME)
        return self.go_on()

    def call(self, number: int, arguments: Sequence[int], way_back: int) -> int:
        """Make a system call to its end; its result, negative for an error."""
        self.begin(number, arguments, way_back)
        return self.result()

    def go_on(self) -> int:
        """Let the thread go on to its next stop; its code. Raises NoSuchProcessError.

        All of its process stands still meanwhile: a call that does not end is interrupted.
        """
        try:
            ptrace.call(ptrace.PTRACE_SYSCALL, self.id)
            return next_stop(self.id, leave=self._leave, poll=_interrupting(self.id))
        except (ChildProcessError, ProcessLookupError):
            raise _gone() from None

    def result(self) -> int:
        """Give the result of the call that has just ended."""
        return signed(ptrace.general_registers(self.id)[RAX])


def _interrupting(thread_id: int) -> Callable[[], None]:
    """Give what interrupts a thread, once, when it is asked beyond all patience."""
    end = time.monotonic() + _PATIENCE

    def poll() -> None:
        nonlocal end
        if time.monotonic() > end:
            end = math.inf
            ptrace.call(ptrace.PTRACE_INTERRUPT, thread_id)

    return poll


def _gone() -> NoSuchProcessError:
    return NoSuchProcessError("The process ended while it was being cloned.")
