"""One life of the dumper: commands from a pipe, carried out one after the other, events back.

Three threads, two of which always sleep in the kernel: one reads commands, so that a cancel or the
end of the pipe is seen while a dump runs; one writes events, so that a client that does not
listen never makes a stopped target wait. Everything else, ptrace above all, is the main thread's.
(select would do instead of the threads, but not for the pipes of Windows.)
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import queue
import signal
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ..backends.base import rehearse, stream_dump, warnings_of
from ..backends.output import dump_to_file
from ..capture.target import obstacle_to, open_target
from ..dump.costs import flag_costs
from ..dump.left_out import parts_left_out
from ..dump.pause import foretell
from ..dump.plan import make_plan
from ..dump.trace import CallbackTrace
from ..errors import DumpCancelledError, InvalidRequestError
from ..intervals import merged, subtract
from ..minidump.constants import MINIDUMP_TYPE
from ..steps import heeding
from . import messages
from .check import UNCHECKED, check
from .descriptor import DescriptorOutput
from .inherited import opened
from .told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..capture.target import Target
    from ..dump.plan import DumpPlan
    from ..intervals import Range
    from ..process_key import ProcessKey
    from .messages import Costs, Describe, Dump, Event, Exit, Plan, Rehearse

    _Taken = Describe | Plan | Costs | Dump | Rehearse | Exit | InvalidRequestError | None

_READ_SIZE: Final = 1 << 16
_REST: Final = 0.2
"""Seconds without a command after which we tidy up."""
_LAST_SECONDS: Final = 10.0
"""How long what is being done may take to end once nobody wants it any more."""
SOFT_ERROR_EVENTS: Final = 1000
"""A dump tells so many soft errors one by one; the rest is in the file and in the final count."""


class Session:
    """Carries out what comes from the descriptor *commands* until that is closed.

    Events go to the descriptor *events*.
    """

    def __init__(self, commands: int, events: int) -> None:
        self._commands = commands
        self._events = events
        self._incoming: queue.SimpleQueue[_Taken] = queue.SimpleQueue()
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._closed = False
        self._over = threading.Event()
        self._cancelled = -1
        """The highest id cancelled so far: ids grow, and commands are carried out in order."""
        self._current = -1
        self._watched: _Watched | None = None

    def run(self) -> None:
        """Return when the client has gone, or asked us to exit."""
        writer = threading.Thread(target=self._write_events, name="events", daemon=True)
        writer.start()
        threading.Thread(target=self._read_commands, name="commands", daemon=True).start()
        while True:
            command = self._next_command()
            if command is None or isinstance(command, messages.Exit):
                break
            if isinstance(command, InvalidRequestError):
                self._send(0, messages.Failed.of(command))
            else:
                self._carry_out(command)
        if self._watched is not None:
            self._watched.close()
        if not self._closed:
            self._outgoing.put(None)
            writer.join()
        self._over.set()

    def _next_command(self) -> _Taken:
        """Wait for a command; when there is none for a moment, look for garbage.

        What is idle then stays out of every collection to come; but what was frozen is let go of
        first, or what has become garbage since would be kept for ever.
        """
        try:
            return self._incoming.get(timeout=_REST)
        except queue.Empty:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            return self._incoming.get()

    def close(self) -> None:
        """Give up whatever is being done, and end. Safe to call from a signal handler."""
        self._closed = True
        self._incoming.put(None)

    # -------------------------------------------------------------------------------- pipes

    def _read_commands(self) -> None:
        buffer = bytearray()
        try:
            while chunk := os.read(self._commands, _READ_SIZE):
                buffer += chunk
                if b"\n" in chunk:
                    *lines, rest = buffer.split(b"\n")
                    buffer = rest
                    for line in lines:
                        self._take(bytes(line))
                if len(buffer) > messages.LINE_LIMIT:
                    break
        finally:
            self.close()
            # Nobody waits any more. What hangs, in a file system that does not answer say, would
            # do so for ever; the system lets go of the target when we end.
            if not self._over.wait(_LAST_SECONDS):
                os._exit(1)

    def _take(self, line: bytes) -> None:
        try:
            command = messages.decode_command(line)
        except InvalidRequestError as error:
            self._incoming.put(error)
            return
        if isinstance(command, messages.Cancel):
            self._cancelled = max(self._cancelled, command.id)
        else:
            self._incoming.put(command)

    def _write_events(self) -> None:
        try:
            while (line := self._outgoing.get()) is not None:
                view = memoryview(line)
                while view:
                    view = view[os.write(self._events, view) :]
        except OSError:  # nobody listens any more
            self.close()

    def _send(self, command_id: int, event: Event) -> None:
        self._outgoing.put(messages.encode_event(command_id, event))

    def _is_cancelled(self) -> bool:
        return self._closed or self._cancelled >= self._current

    def _check(self) -> None:
        if self._is_cancelled():
            raise DumpCancelledError("Nobody wants to know any more.")

    # ------------------------------------------------------------------------------ commands

    def _carry_out(self, command: Describe | Plan | Costs | Dump | Rehearse) -> None:
        self._current = command.id
        looks: dict[type, Callable[[Any], Event]] = {
            messages.Describe: self._describe,
            messages.Plan: self._plan,
            messages.Costs: self._costs,
        }
        # They have means of their own to hear a cancel, and know until when it counts.
        writes: dict[type, Callable[[Any], Event]] = {
            messages.Dump: self._dump,
            messages.Rehearse: self._rehearse,
        }
        try:
            if look := looks.get(type(command)):
                with heeding(self._check):
                    line = messages.encode_event(command.id, look(command))
            else:
                line = messages.encode_event(command.id, writes[type(command)](command))
        except Exception as error:  # noqa: BLE001 - all of them belong to the client
            line = messages.encode_event(command.id, messages.Failed.of(error))
        self._outgoing.put(line)

    def _describe(self, command: Describe) -> Event:
        watched = self._watch(command.key, refresh=command.refresh, names=command.details)
        return messages.Described(
            told(watched.snapshot, details=command.details, values=command.environment)
        )

    def _plan(self, command: Plan) -> Event:
        names = bool(command.request.flags & MINIDUMP_TYPE.MiniDumpWithHandleData)
        watched = self._watch(command.key, refresh=command.refresh, names=names)
        if (obstacle := obstacle_to(command.key.pid)) is not None:
            raise obstacle
        snapshot = watched.snapshot
        trace = CallbackTrace(snapshot, command.trace) if command.trace else None
        plan = make_plan(
            snapshot, command.request, read=watched.target.read, scan=watched.scan, observer=trace
        )
        return messages.Planned(
            plan.plain() if command.ranges else plan.by_region(snapshot),
            tuple(warnings_of(watched.snapshot)),
            None if trace is None else trace.told(),
        )

    def _costs(self, command: Costs) -> Event:
        watched = self._watch(command.key, refresh=False)
        known: dict[tuple[int, int], bytes] = {}

        def read(address: int, size: int) -> bytes:
            """Read a stack once, not once for each flag."""
            if (address, size) not in known:
                known[address, size] = watched.target.read(address, size)
            return known[address, size]

        def size_with(flags: int) -> int:
            request = replace(command.request, flags=flags)
            plan = make_plan(watched.snapshot, request, read=read, scan=watched.scan)
            return plan.file_size

        return messages.Costed(dict(flag_costs(command.request.flags, size_with)))

    def _watch(self, key: ProcessKey, *, refresh: bool, names: bool = False) -> _Watched:
        """Give the process looked at last, or open another one instead.

        With *names* those of its handles have to be known.
        """
        watched = self._watched
        lacking = watched is not None and names and not watched.names
        if watched is not None and (watched.target.key != key or refresh or lacking):
            watched.close()
            self._watched = watched = None
        if watched is None:
            self._watched = watched = _Watched(open_target(key), names=names)
        return watched

    def _dump(self, command: Dump) -> Event:
        reporter = _Reporter(lambda event: self._send(command.id, event))
        if command.path:
            return self._dump_to_file(command, reporter)
        if command.descriptor >= 0:
            return self._dump_to_descriptor(command, reporter)
        raise InvalidRequestError("The dump has neither a path nor a descriptor to go to.")

    def _dump_to_file(self, command: Dump, reporter: _Reporter) -> Event:
        result = dump_to_file(
            command.key,
            command.path,
            command.request,
            report=reporter.report,
            is_cancelled=self._is_cancelled,
            overwrite=command.overwrite,
        )
        reporter.send(messages.Phase("verify"))
        return messages.Done(
            path=result.path,
            file_size=result.file_size,
            paused_ms=round(result.paused_ms, 3),
            sha256=result.sha256,
            soft_errors=len(result.soft_errors),
            **_foretold(result.plan),
            left_out=parts_left_out(result.plan.left_out),
            writer=result.writer,
            **check(result, self._is_cancelled),
        )

    def _dump_to_descriptor(self, command: Dump, reporter: _Reporter) -> Event:
        output = DescriptorOutput(opened(command.descriptor), self._is_cancelled)
        written = stream_dump(
            command.key,
            command.request,
            output.write,
            report=reporter.report,
            is_cancelled=self._is_cancelled,
        )
        return messages.Done(
            path="",
            file_size=output.size,
            paused_ms=round(written.paused_ns / 1e6, 3),
            sha256=output.sha256(),
            verdict=UNCHECKED,
            soft_errors=len(written.soft_errors),
            **_foretold(written.plan),
            left_out=parts_left_out(written.plan.left_out),
            writer=written.writer,
        )

    def _rehearse(self, command: Rehearse) -> Event:
        reporter = _Reporter(lambda event: self._send(command.id, event))
        size = rehearse(
            command.key,
            command.request,
            report=reporter.report,
            is_cancelled=self._is_cancelled,
        )
        return messages.Rehearsed(size)


def _foretold(plan: DumpPlan) -> dict[str, Any]:
    usual = plan.usual_pause_ms
    pause = foretell(usual)
    return {
        "usual_pause_ms": round(usual, 3),
        "pause_foretold_ms": [round(pause.low, 3), round(pause.high, 3)],
    }


class _Watched:
    """A process that plans are made of, opened once, described when it was opened."""

    def __init__(self, target: Target, *, names: bool) -> None:
        self.target = target
        self.names = names
        self._asked: list[Range] = []
        self._present: list[Range] = []
        try:
            self.snapshot: ProcessSnapshot = target.describe(name_handles=names)
        except BaseException:
            target.close()
            raise

    def scan(self, ranges: Sequence[Range]) -> tuple[Range, ...] | None:
        """Say which pages exist; every page is asked about once, and as it was then."""
        new = subtract(merged(ranges), self._asked)
        if new:
            found = self.target.scan_present(new)
            if found is None:
                return None
            # Either both or none: a cancel may come between them.
            self._asked, self._present = (
                merged([*self._asked, *new]),
                merged([*self._present, *found]),
            )
        return tuple(self._present)

    def close(self) -> None:
        self.target.close()


_OWN_COPY: Final = os.name != "nt"
"""We copy by ourselves; Windows may take seconds over few bytes (what pointers lead to)."""
_QUIET_LIMIT: Final = 4 << 20
"""Copies up to this many bytes are over before anybody could follow them."""


class _Reporter:
    """Makes typed events of what a backend reports.

    While little is copied they wait: the thread that writes them would cost the target, which
    stands still, half of its pause again.
    """

    def __init__(self, send: Callable[[Event], None]) -> None:
        self._send = send
        self._held: list[Event] | None = None
        self._soft_errors = 0

    def send(self, event: Event) -> None:
        """Send *event* now, or when the copy is over."""
        if self._held is None:
            self._send(event)
        else:
            self._held.append(event)

    def _let_go(self) -> None:
        held, self._held = self._held or [], None
        for event in held:
            self._send(event)

    def report(self, told: dict[str, Any]) -> None:
        """Take an event of a backend."""
        match told["event"]:
            case "phase":
                self._let_go()
                if told["phase"] == "copy" and told["total"] <= _QUIET_LIMIT and _OWN_COPY:
                    self._held = []
                self.send(messages.Phase(told["phase"]))
            case "progress":
                self.send(messages.Progress(told["done"], told["total"], told.get("item", "")))
            case "soft_error":
                self._soft_errors += 1
                if self._soft_errors <= SOFT_ERROR_EVENTS:
                    self.send(
                        messages.SoftErrorFound(
                            told["stage"],
                            told["error"],
                            told.get("address", 0),
                            told.get("size", 0),
                        )
                    )
            case _:  # an event of a newer backend
                pass


if sys.platform == "win32":

    def _have_no_boxes_shown() -> None:
        """Fail at once where Windows would ask somebody about a missing disk or a damaged DLL.

        While such a box is open, or the one about a crash, the dumped program stands still.
        """
        import msvcrt

        msvcrt.SetErrorMode(
            msvcrt.SEM_FAILCRITICALERRORS
            | msvcrt.SEM_NOGPFAULTERRORBOX
            | msvcrt.SEM_NOOPENFILEERRORBOX
        )


def main(_arguments: Sequence[str] = ()) -> int:
    """Serve standard input; standard output carries events and nothing else.

    What anything prints goes to standard error.
    """
    events = os.dup(1)
    os.dup2(2, 1)
    if sys.platform == "win32":
        _have_no_boxes_shown()
    else:  # on Windows it also tells exceptions that DbgHelp deals with by itself
        faulthandler.enable()
    session = Session(0, events)
    # The terminal's Ctrl+C is the client's affair; being told to end means cleaning up first.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: session.close())
    try:
        session.run()
    except (MemoryError, RuntimeError) as error:  # not even the threads that it needs itself
        with contextlib.suppress(OSError):
            os.write(events, messages.encode_event(0, messages.Failed.of(error)))
        return 1
    return 0
