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
from typing import TYPE_CHECKING, Final

from ..capture.target import get_ready
from ..errors import DumpCancelledError, InvalidRequestError
from ..steps import heeding
from . import messages
from .dumps import dump, rehearsed
from .gate import Gate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .messages import Costs, Describe, Dump, Event, Exit, Plan, Rehearse, Weigh
    from .questions import Questions

    _Task = Describe | Plan | Costs | Weigh | Dump | Rehearse
    _Taken = _Task | Exit | InvalidRequestError | None

_READ_SIZE: Final = 1 << 16
_TURN: Final = 0.001
"""Seconds after which another thread gets its turn, if it has a cancel to take, say."""
_REST: Final = 0.2
"""Seconds without a command after which we tidy up."""
_LAST_SECONDS: Final = 10.0
"""How long what is being done may take to end once nobody wants it any more."""


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
        self._gate = Gate()
        self._questions: Questions | None = None

    def run(self) -> None:
        """Return when the client has gone, or asked us to exit."""
        writer = threading.Thread(target=self._write_events, name="events", daemon=True)
        writer.start()
        threading.Thread(target=self._read_commands, name="commands", daemon=True).start()
        get_ready()  # while the client does so, too
        gc.freeze()  # what was loaded is no garbage
        while True:
            command = self._next_command()
            if command is None or isinstance(command, messages.Exit):
                break
            if isinstance(command, InvalidRequestError):
                self._send(0, messages.Failed.of(command))
            else:
                self._carry_out(command)
        if self._questions is not None:
            self._questions.close()
        self._outgoing.put(None)
        if not self._closed:
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
        elif isinstance(command, messages.GoOn):
            self._gate.open(command.id, command.phase)
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

    def _carry_out(self, command: _Task) -> None:
        self._current = command.id
        try:
            line = self._answer_to(command)
        except Exception as error:  # noqa: BLE001 - all of them belong to the client
            line = messages.encode_event(command.id, messages.Failed.of(error))
        self._outgoing.put(line)
        gc.collect(0)  # what it left, as others may follow without a rest

    def _asked(self) -> Questions:
        if self._questions is None:
            from .questions import Questions  # who only has a dump written asks none

            self._questions = Questions()
        return self._questions

    def _answer_to(self, command: _Task) -> bytes:
        def send(event: Event) -> None:
            self._send(command.id, event)

        match command:
            # They have means of their own to hear a cancel, and know until when it counts.
            case messages.Dump():
                answer = dump(command, send, self._is_cancelled, self._gate)
            case messages.Rehearse():
                answer = rehearsed(command, send, self._is_cancelled)
            case _:
                with heeding(self._check):
                    return messages.encode_event(command.id, self._asked().answer(command))
        return messages.encode_event(command.id, answer)


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
    sys.setswitchinterval(_TURN)
    # Garbage is looked for between commands: of 100,000 rules all were looked at again and again.
    gc.disable()
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
