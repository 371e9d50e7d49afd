"""One command, from being sent to its last event, as the client's side sees it.

    state       what is going on                             goes on to
    ─────────────────────────────────────────────────────────────────────────────────────────────
    ASKED       the dumper has the command                   CANCELLED, OWED, OVER
    CANCELLED   it was told to stop, less than 0.6 s ago     GIVEN_UP, OVER
    GIVEN_UP    it did not answer in time: it is ended       (nothing)
    OWED        it was told to stop, and may answer later    (nothing)
    OVER        there was a last event, or the dumper died   (nothing)

What only looks at a process holds nothing: cancelled, it is OWED at once, and its answer comes late
or never. What holds a process is waited for, because the dumper cleans up best; but not for longer
than 0.6 s, whatever the dumper is doing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Final

from ..errors import DumpCancelledError, MiniDumpError
from . import events, messages
from .connection import Notice
from .leftover import Left
from .messages import Phase, Progress, SoftErrorFound

if TYPE_CHECKING:
    from .connection import Connection
    from .leftover import Destination
    from .messages import Event

Report = Callable[["Phase | Progress | SoftErrorFound"], None]
"""Told what a dump does, on the thread that asked for it."""

ANSWER_SECONDS: Final = 0.6
"""How long a dumper may take to answer a cancel."""
_DEATH_SECONDS: Final = 0.15
"""How long one that was given up may take to be gone before its caller is told."""
_END_SECONDS: Final = 2.0
"""How long one that says nothing any more may take, which has as good as ended."""
_LAST_SECONDS: Final = 10.0
"""How long one that holds nobody may take to clean up: the drive may be slow."""
_ON_THE_DRIVE: Final = frozenset(("write", "sync", "hash", "verify"))
"""Phases in which nobody stands still, and a slow drive may be what keeps the dumper."""


class DumperDiedError(MiniDumpError):
    """The dumper process is gone and could not clean up."""


class GivenUpError(DumpCancelledError):
    """It was cancelled, and the dumper did not clean up by itself."""


class State(Enum):
    """Where a command stands; see the table above."""

    ASKED = "asked"
    CANCELLED = "cancelled"
    GIVEN_UP = "given up"
    OWED = "owed"
    OVER = "over"


class Conversation:
    """Carries one command out. Everything happens on the thread that asks."""

    def __init__(
        self,
        connection: Connection,
        command_id: int,
        *,
        given_up: Callable[[], bool],
        holds: bool = False,
        report: Report | None = None,
        destination: Destination | None = None,
    ) -> None:
        """Speak over *connection* until *given_up* says that nobody wants an answer any more.

        *holds* says whether a process may stand still over it; *destination* is where a file
        appears.
        """
        self._connection = connection
        self._id = command_id
        self._given_up = given_up
        self._holds = holds
        self._report = report
        self._destination = destination
        self._phase = ""
        self._failure: BaseException | None = None
        self._deadline = float("inf")
        self.state = State.ASKED

    def carry_out(self, line: bytes) -> Event:
        """Send the *line* of the command; give its last event.

        Raises what the dumper tells, DumperDiedError, GivenUpError, DumpCancelledError, and what
        the report raised, which cancels.
        """
        self._connection.send(line)
        try:
            event = self._last_event()
        except MiniDumpError as error:
            if self._failure is not None:
                raise self._failure from error
            raise
        self.state = State.OVER
        if self._failure is not None:
            raise self._failure
        if isinstance(event, messages.Failed):
            raise event.to_error()
        return event

    def _last_event(self) -> Event:
        while True:
            if self.state is State.ASKED and (self._failure is not None or self._given_up()):
                self._cancel()
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise self._give_up()
            got = self._connection.receive(left)
            if got is Notice.NOTHING:
                continue
            if got is Notice.OVER:
                raise self._died()
            try:
                event = _event_of(got, self._id)
            except ValueError as error:
                self._connection.kill()  # whatever it is, it is no dumper
                raise self._died() from error
            if isinstance(event, Phase | Progress | SoftErrorFound):
                self._tell(event)
            elif event is not None:
                return event

    def _tell(self, event: Phase | Progress | SoftErrorFound) -> None:
        if isinstance(event, Phase):
            self._phase = event.phase
        if self._report is None or self._failure is not None:
            return
        try:
            self._report(event)
        except BaseException as error:  # noqa: BLE001 - raised when it is over
            self._failure = error

    # ------------------------------------------------------------------------- the way out

    def _cancel(self) -> None:
        self._connection.send(messages.encode_command(messages.Cancel(self._id)))
        if not self._holds:
            self.state = State.OWED
            raise DumpCancelledError("Nobody wants to know any more.")
        self.state = State.CANCELLED
        self._deadline = time.monotonic() + ANSWER_SECONDS

    def _give_up(self) -> MiniDumpError:
        """Go without an answer: kill what may hold a process, let a slow drive come to its end."""
        self.state = State.GIVEN_UP
        if self._phase not in _ON_THE_DRIVE:
            self._connection.kill()
        return _CANCELLED[self._left_after(_DEATH_SECONDS)]()

    def _died(self) -> MiniDumpError:
        cancelled, self.state = self.state is State.CANCELLED, State.OVER
        left = self._left_after(_DEATH_SECONDS if cancelled else _END_SECONDS)
        if cancelled or self._given_up():
            return _CANCELLED[left]()
        how = _ending(self._connection.exit_code)
        return (
            _DIED[left](how)
            if self._holds
            else DumperDiedError(
                f"The process that writes dumps has ended unexpectedly ({how}).", "Try again."
            )
        )

    def _left_after(self, seconds: float) -> Left:
        """See the dumper off; say what it has left as far as that is known after *seconds*."""
        destination = self._destination
        if destination is None:
            self._connection.end(_LAST_SECONDS).wait(seconds)
            return Left.NOTHING
        self._connection.end(_LAST_SECONDS, destination.clear).wait(seconds)
        return destination.left()


def answers(line: bytes, command_id: int) -> bool:
    """Say whether *line* is the last event of a command; what makes no sense is none."""
    try:
        event = _event_of(line, command_id)
    except ValueError:
        return False
    return event is not None and not isinstance(event, Phase | Progress | SoftErrorFound)


def _event_of(line: bytes, command_id: int) -> Event | None:
    """Read an event; None if it is one of another command. Raises ValueError: it is none at all."""
    event_id, event = events.decode_event(line)
    # What the dumper did not understand has no number; it can only be what was asked last.
    unnumbered = event_id == 0 and isinstance(event, messages.Failed)
    return event if event_id == command_id or unnumbered else None


def _ending(exit_code: int | None) -> str:
    if exit_code is None:
        return "it says nothing any more"
    return f"signal {-exit_code}" if exit_code < 0 else f"exit code {exit_code}"


_CANCELLED: Final[dict[Left, Callable[[], MiniDumpError]]] = {
    Left.NOTHING: lambda: GivenUpError("The dump was cancelled."),
    Left.DUMP: lambda: GivenUpError(
        "The dump was cancelled while it was being checked.",
        "It is complete, but it was not checked. Verify it.",
    ),
    Left.UNKNOWN: lambda: GivenUpError(
        "The dump was cancelled, but the process that writes dumps does not end yet.",
        "See later whether it has left a file whose name ends in .part.",
    ),
}
_DIED: Final[dict[Left, Callable[[str], MiniDumpError]]] = {
    Left.NOTHING: lambda how: DumperDiedError(
        f"The process that writes dumps has ended unexpectedly ({how}).",
        "The program you were dumping runs on and no dump was left. Try again.",
    ),
    Left.DUMP: lambda how: DumperDiedError(
        f"The process that writes dumps has ended unexpectedly ({how}).",
        "The program you were dumping runs on and the dump is complete, but it was not checked. "
        "Verify it.",
    ),
    Left.UNKNOWN: lambda how: DumperDiedError(
        f"The process that writes dumps has ended unexpectedly ({how}).",
        "The program you were dumping runs on. See whether a file whose name ends in .part was "
        "left, and try again.",
    ),
}
