"""One life of the dumper: its process, and two pipes at which nobody has to wait.

A thread reads what it says, another writes what it is told: a dumper that was stopped takes no
byte of a large command, and whoever wants to cancel or to go must not stand behind that. Both
threads, and the one that sees the dumper off, end with the process they belong to or with ours.
"""

from __future__ import annotations

import contextlib
import os
import queue
import select
import subprocess
import sys
import threading
import time
from enum import Enum
from typing import IO, TYPE_CHECKING, Final

from .. import child
from ..errors import MiniDumpError, NoResourcesError, foreseen_error
from . import early, messages

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK: Final = 1 << 16
_LOOK: Final = 0.1
"""Seconds that Ctrl+C may have to wait: Windows tells nobody who sleeps in a wait."""


class Notice(Enum):
    """What :meth:`Connection.receive` gives instead of a line."""

    NOTHING = "nothing came in time, or somebody woke us"
    OVER = "the dumper says nothing any more"


class Connection:
    """A dumper that was started. No method waits longer than it is told to."""

    def __init__(
        self,
        pass_fds: tuple[int, ...],
        stderr: int | IO[bytes] | None,
        *,
        x86: bool,
    ) -> None:
        """Start a dumper, one of 32 bits if *x86*; it inherits *pass_fds*. Raises MiniDumpError."""
        self.x86 = x86
        self._process = _start(pass_fds, stderr, x86=x86)
        self._incoming: queue.SimpleQueue[bytes | Notice] = queue.SimpleQueue()
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._is_over = False
        self._is_ended = False
        for name, work in (("dumper's events", self._read), ("dumper's commands", self._write)):
            try:
                threading.Thread(target=work, name=name, daemon=True).start()
            except RuntimeError as error:
                self._process.kill()
                self._process.wait()
                raise NoResourcesError("The system gives us no more threads.") from error

    @property
    def process_id(self) -> int:
        """The process id of the dumper."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """As Popen has it; None: it is not known to have ended."""
        return self._process.poll()

    @property
    def is_usable(self) -> bool:
        """Whether a command may be sent: as far as we know, somebody listens."""
        return not (self._is_over or self._is_ended) and self._process.poll() is None

    def send(self, line: bytes) -> None:
        """Have *line* written as soon as the dumper takes it, if it lives to see that."""
        self._outgoing.put(line)

    def receive(self, seconds: float) -> bytes | Notice:
        """Give the next line, waiting for up to so many *seconds*; OVER lasts."""
        if self._is_over and self._incoming.empty():
            return Notice.OVER
        try:
            got = self._incoming.get(timeout=min(max(seconds, 0), _LOOK))
        except queue.Empty:
            return Notice.NOTHING
        return got

    def wake(self) -> None:
        """Have :meth:`receive` return at once. Safe in a signal handler, and from any thread."""
        self._incoming.put(Notice.NOTHING)

    def _is_stopped(self) -> bool:
        """Say whether somebody stopped the dumper. Linux alone knows."""
        try:
            with open(f"/proc/{self._process.pid}/stat", "rb") as file:
                stat = file.read()
        except OSError:
            return False
        return stat.rpartition(b")")[2].split()[0] in (b"T", b"t")

    def kill(self) -> None:
        """Kill the dumper, which lets go of what it holds. Follow with :meth:`end`."""
        self._process.kill()

    def end(self, seconds: float, then: Callable[[], None] = lambda: None) -> threading.Event:
        """Hang up, which ends the dumper. Waits for nothing where threads can be had.

        It is killed after so many *seconds*, and at once if somebody stopped it: it hears nothing.
        The event comes once the dumper is over and *then* was called.
        """
        over = threading.Event()
        deadline = time.monotonic() + seconds
        self._is_ended = True
        self._outgoing.put(None)

        def see_off() -> None:
            while time.monotonic() < deadline and not self._is_stopped():
                if _has_ended(self._process, min(_LOOK, max(0, deadline - time.monotonic()))):
                    break
            self._process.kill()  # nothing happens to one that has ended
            self._process.wait()
            then()
            over.set()

        try:
            threading.Thread(target=see_off, name="dumper's end", daemon=True).start()
        except RuntimeError:  # the system gives no more threads
            see_off()
        return over

    # --------------------------------------------------------------- threads, and their pipes

    def _read(self) -> None:
        pipe = _there(self._process.stdout)
        pending = bytearray()
        # Our own end is never closed but here: its number might be somebody else's by then.
        with pipe, contextlib.suppress(OSError):
            while len(pending) <= messages.LINE_LIMIT and (chunk := pipe.read(_CHUNK)):
                pending += chunk
                if b"\n" in chunk:
                    *lines, pending = pending.split(b"\n")
                    for line in lines:
                        self._incoming.put(bytes(line))
        self._is_over = True
        self._incoming.put(Notice.OVER)

    def _write(self) -> None:
        pipe = _there(self._process.stdin)
        with contextlib.suppress(OSError), pipe:  # it has died: reading tells how
            while (line := self._outgoing.get()) is not None:
                view = memoryview(line)
                while view:
                    view = view[pipe.write(view) :]


def _start(
    pass_fds: tuple[int, ...], stderr: int | IO[bytes] | None, *, x86: bool
) -> subprocess.Popen[bytes]:
    if not (pass_fds or x86) and stderr is None and (waiting := early.take()) is not None:
        return waiting
    try:
        return early.started(child.x86_command("dumper") if x86 else None, pass_fds, stderr)
    except OSError as error:
        kind = NoResourcesError if foreseen_error(error) else MiniDumpError
        raise kind(
            f"The process that writes dumps could not be started: {error.strerror or error}."
        ) from error


def _has_ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of *process*; say whether it came. Popen would look for it now and then."""
    if process.poll() is not None:
        return True
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # a kernel before 5.3, or a filter for system calls
            descriptor = os.pidfd_open(process.pid)
            try:
                waiting = select.poll()
                waiting.register(descriptor, select.POLLIN)
                waiting.poll(seconds * 1000)
            finally:
                os.close(descriptor)
            return process.poll() is not None
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.poll() is not None


def _there(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - it was started with a pipe
    return pipe
