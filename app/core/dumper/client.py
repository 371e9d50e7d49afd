"""The dumper as its client sees it: starts it, asks it, listens, cancels, starts it again.

For the window's worker thread and for the command line alike; no Qt. Any number of clients may be
at work at once, each with a process of its own.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Collection
from functools import partial
from typing import IO, TYPE_CHECKING, Any, Final, Self

from .. import child
from ..errors import DumpCancelledError, MiniDumpError, OutputError, from_oserror
from ..minidump.long_path import openable
from . import inherited, protocol
from .patient_lines import PatientLines

if TYPE_CHECKING:
    from types import TracebackType

    from ..dump.request import DumpRequest
    from ..process_key import ProcessKey
    from .protocol import Command, Done, Event, Phase, Progress, SoftErrorFound

Report = Callable[["Phase | Progress | SoftErrorFound"], None]
"""Told what a dump does, on the thread that called :meth:`DumperClient.dump`."""

_PART: Final = ".part"
_LAST_SECONDS: Final = 2.0
"""How long a dumper may take to clean up before it is killed."""
_CANCEL_SECONDS: Final = 10.0
"""How long it may take to answer a cancel: far more than it ever needs."""
_LAST_PHASE: Final = "verify"
"""The file has its final name by then."""


class DumperClient:
    """A dumper process.

    Methods may be called from any thread; one command is carried out at a time and others wait,
    except that :meth:`cancel` and :meth:`close` act at once.

    Every command raises MiniDumpError and its kinds, as the dumper raised them. If the dumper
    itself dies, the command fails with a MiniDumpError and the next one starts a new dumper.
    """

    def __init__(
        self, *, pass_fds: Collection[int] = (), stderr: int | IO[bytes] | None = None
    ) -> None:
        """Start nothing yet.

        *pass_fds* are descriptors that the dumper inherits, for :meth:`dump_to_descriptor`;
        *stderr* is where it may complain (default: where we do).
        """
        self._pass_fds = tuple(pass_fds)
        # A window without a console has no standard error to pass on.
        without = stderr is None and sys.stderr is None
        self._stderr = subprocess.DEVNULL if without else stderr
        self._process: subprocess.Popen[bytes] | None = None
        self._readline: Callable[[], bytes] = bytes
        self._ids = itertools.count(1)
        self._command_lock = threading.Lock()
        self._pipe_lock = threading.Lock()
        self._current = 0
        """The id of the command being carried out; 0: none."""
        self._closed = False
        self._impatience: threading.Timer | None = None
        self._phase = ""
        """What a dump under way was last said to be doing."""

    def start(self) -> None:
        """Have the dumper running, so that the first command need not wait for it."""
        with self._command_lock:
            self._started()

    def describe(
        self,
        key: ProcessKey,
        *,
        refresh: bool = True,
        details: bool = False,
        environment: bool = False,
    ) -> dict[str, Any]:
        """Look at a process: its modules, threads, regions and handles, as JSON values.

        *details* adds every handle and the names of the environment variables, *environment* the
        values of those.
        """
        command = protocol.Describe(next(self._ids), key, refresh, details, environment)
        answer = self._ask(command)
        assert isinstance(answer, protocol.Described)  # noqa: S101 - the one answer there is
        return answer.process

    def plan(
        self,
        key: ProcessKey,
        request: DumpRequest,
        *,
        refresh: bool = False,
        ranges: bool = True,
        trace: int = 0,
    ) -> dict[str, Any]:
        """Say what a dump would hold: the form of ``DumpPlan.to_json``.

        The process is looked at when it is not the one asked about last, or with *refresh*. Without
        *ranges*, the form is that of ``describe.describe_plan``; with *trace*, the first so many
        callbacks are told.
        """
        command = protocol.Plan(next(self._ids), key, request, refresh, ranges, trace)
        answer = self._ask(command)
        assert isinstance(answer, protocol.Planned)  # noqa: S101 - the one answer there is
        return answer.plan

    def costs(self, key: ProcessKey, request: DumpRequest) -> dict[str, int | None]:
        """Say what each flag adds to a dump, in bytes; None: it excludes another one chosen.

        Raises DumpCancelledError after :meth:`cancel`.
        """
        answer = self._ask(protocol.Costs(next(self._ids), key, request))
        assert isinstance(answer, protocol.Costed)  # noqa: S101 - the one answer there is
        return answer.costs

    def dump(
        self,
        key: ProcessKey,
        request: DumpRequest,
        path: str,
        *,
        overwrite: bool = False,
        report: Report | None = None,
    ) -> Done:
        """Write a dump to *path* and check it; *report* is told how it goes.

        An exception of *report* cancels the dump and is raised again.
        """
        try:
            path = os.path.abspath(path)
        except OSError as error:  # the current folder is gone
            raise from_oserror(error, f"Looking for {path}", as_type=OutputError) from error
        part = path + _PART
        was_there = os.path.lexists(part)
        command = protocol.Dump(next(self._ids), key, request, path, overwrite=overwrite)
        try:
            return self._dump(command, report)
        except (_DumperDiedError, _GivenUpError):
            if not was_there:
                _remove(part)
            raise

    def dump_to_descriptor(
        self,
        key: ProcessKey,
        request: DumpRequest,
        descriptor: int,
        *,
        report: Report | None = None,
    ) -> Done:
        """Send a dump, front to back, to *descriptor*, one of those passed on when constructed."""
        told = inherited.number(descriptor)
        command = protocol.Dump(next(self._ids), key, request, descriptor=told)
        return self._dump(command, report)

    def rehearse(
        self, key: ProcessKey, request: DumpRequest, *, report: Report | None = None
    ) -> int:
        """Give the exact size in bytes of a dump, by having Windows make one and storing nothing.

        On Linux, where the plan is exact, this is refused with an InvalidRequestError.
        """
        command = protocol.Rehearse(next(self._ids), key, request)
        answer = self._ask_to_hold(command, report)
        assert isinstance(answer, protocol.Rehearsed)  # noqa: S101 - the one answer there is
        return answer.file_size

    def cancel(self) -> None:
        """Stop the command that is being carried out, if any: it raises DumpCancelledError.

        A dumper that does not answer (somebody stopped it) is killed after some seconds, which
        lets the program it holds go on.
        """
        with self._pipe_lock:
            if self._current and self._process is not None:
                self._write(self._process, protocol.Cancel(self._current))
                self._impatience = threading.Timer(
                    _CANCEL_SECONDS, self._kill, (self._process, self._current)
                )
                self._impatience.daemon = True
                self._impatience.start()

    def _kill(self, process: subprocess.Popen[bytes], command_id: int) -> None:
        with self._pipe_lock:
            if self._current == command_id and self._process is process:
                process.kill()

    def close(self) -> None:
        """End the dumper; a dump under way is given up and leaves no file."""
        self._closed = True
        with self._pipe_lock:
            process, self._process = self._process, None
        if process is not None:
            _end(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------------------ one command

    def _dump(self, command: protocol.Dump, report: Report | None) -> Done:
        answer = self._ask_to_hold(command, report)
        assert isinstance(answer, protocol.Done)  # noqa: S101 - the one answer there is
        return answer

    def _ask_to_hold(
        self, command: protocol.Dump | protocol.Rehearse, report: Report | None
    ) -> Event:
        """Ask for what makes a process stand still: should the dumper die over it, let it go."""
        if os.name != "nt":  # Linux does so by itself
            return self._ask(command, report)
        from ..capture.windows.suspension import Suspension

        with Suspension(command.key.pid) as before:
            try:
                return self._ask(command, report)
            except (_DumperDiedError, _GivenUpError):
                before.restore()
                raise

    def _ask(self, command: Command, report: Report | None = None) -> Event:
        """Send *command* and listen until its last event."""
        line = protocol.encode_command(command)
        with self._command_lock:
            process = self._started()
            with self._pipe_lock:
                self._current, self._phase = command.id, ""
                with contextlib.suppress(OSError, ValueError):  # it has died: reading tells how
                    _write_all(process, line)
            failure: BaseException | None = None
            try:
                while True:
                    event = self._next_event(process, command.id)
                    if not isinstance(
                        event, protocol.Phase | protocol.Progress | protocol.SoftErrorFound
                    ):
                        break
                    if isinstance(event, protocol.Phase):
                        self._phase = event.phase
                    if report is not None and failure is None:
                        try:
                            report(event)
                        except BaseException as error:  # noqa: BLE001 - raised when it is over
                            failure = error
                            self.cancel()
            finally:
                with self._pipe_lock:
                    self._current = 0
                    if self._impatience is not None:
                        self._impatience.cancel()
        if failure is not None:
            raise failure
        if isinstance(event, protocol.Failed):
            raise event.to_error()
        return event

    def _next_event(self, process: subprocess.Popen[bytes], command_id: int) -> Event:
        while True:
            try:
                line = self._readline()
            except ValueError:  # closed by another thread
                line = b""
            if not line.endswith(b"\n"):
                raise self._died(process)
            try:
                event_id, event = protocol.decode_event(line)
            except ValueError as error:
                process.kill()
                raise self._died(process) from error
            # What the dumper did not understand has no number; it can only be what was asked last.
            if event_id == command_id or (event_id == 0 and isinstance(event, protocol.Failed)):
                return event

    def _died(self, process: subprocess.Popen[bytes]) -> MiniDumpError:
        _end(process)
        with self._pipe_lock:
            if self._process is process:
                self._process = None
        if self._closed:
            return _GivenUpError("The dump was given up because DumpDesk is closing.")
        code = process.returncode
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        left = (
            "the dump is complete, but it was not checked. Verify it."
            if self._phase == _LAST_PHASE
            else "no dump was left. Try again."
        )
        return _DumperDiedError(
            f"The process that writes dumps has ended unexpectedly ({how}).",
            f"The program you were dumping runs on and {left}",
        )

    def _started(self) -> subprocess.Popen[bytes]:
        with self._pipe_lock:
            if self._process is not None and self._process.poll() is not None:
                _end(self._process)
                self._process = None
            if self._process is None:
                self._closed = False
                self._process = _start(self._pass_fds, self._stderr)
                self._readline = _reader(self._process)
            return self._process

    def _write(self, process: subprocess.Popen[bytes], command: Command) -> None:
        with contextlib.suppress(OSError, ValueError):
            _write_all(process, protocol.encode_command(command))


class _DumperDiedError(MiniDumpError):
    """The dumper process is gone and could not clean up."""


class _GivenUpError(DumpCancelledError):
    """It was closed, and killed if cleaning up took it too long."""


def _start(pass_fds: tuple[int, ...], stderr: int | IO[bytes] | None) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            child.command("dumper"),
            env=child.environment("dumper"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            # Ctrl+C in a terminal reaches us alone; we cancel, and the dumper cleans up.
            **inherited.start_alone(pass_fds),
        )
    except OSError as error:
        raise MiniDumpError(
            f"The process that writes dumps could not be started: {error.strerror or error}."
        ) from error


def _reader(process: subprocess.Popen[bytes]) -> Callable[[], bytes]:
    """Give what waits for the next line of a dumper."""
    assert process.stdout is not None  # noqa: S101 - it was started with a pipe
    if os.name == "nt":
        return PatientLines(process.stdout, protocol.LINE_LIMIT).readline
    return partial(process.stdout.readline, protocol.LINE_LIMIT)


def _write_all(process: subprocess.Popen[bytes], line: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 - it was started with a pipe
    view = memoryview(line)
    descriptor = process.stdin.fileno()
    while view:
        view = view[os.write(descriptor, view) :]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe, which ends the dumper; kill it if it does not clean up in time."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(_LAST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            process.stdout.close()


def _remove(part: str) -> None:
    """Remove what a dumper that was killed left: it holds secrets and is of no use."""
    part = openable(part)
    with contextlib.suppress(OSError):
        if stat.S_ISREG(os.lstat(part).st_mode):
            os.unlink(part)
