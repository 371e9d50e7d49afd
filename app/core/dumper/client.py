"""The dumper as windows and commands see it: asked, cancelled, replaced when it does not answer.

No Qt. Any number of clients may be at work at once, each with a process of its own. A client is in
one of these states; what becomes of a single command is the table in :mod:`.conversation`.

    state      what there is                                  goes on to
    ─────────────────────────────────────────────────────────────────────────────────────────────
    COLD       no dumper: none was wanted, or it has died     WARM by a command, CLOSED
    WARM       a dumper that waits for a command              BUSY by a command, COLD, CLOSED
    BUSY       a dumper that carries one out                  WARM, OWING, COLD, CLOSED
    OWING      a dumper at work on what nobody wants any more WARM, BUSY, COLD, CLOSED
    CLOSED     none, and never again one

OWING is left to WARM when the answer comes, which is passed over. A command about the same process
is sent on behind what is owed: the long look it began is worth waiting for. One about another
process waits a moment for it, and then has a new dumper.

Commands wait for their turn in one place; cancelling and closing take no lock and touch no pipe, so
they act at once and in any thread.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import subprocess
import sys
import threading
import time
from typing import IO, TYPE_CHECKING, Final, NamedTuple, Self, TypeVar

from ..errors import OutputError, from_oserror
from . import inherited, messages
from .cancellation import Cancellation
from .connection import Connection, Notice
from .conversation import (
    ANSWER_SECONDS,
    Conversation,
    GivenUpError,
    State,
    answers,
)
from .guard import Guard
from .kind import wants_x86
from .leftover import Destination

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ..capture.snapshot import ProcessSnapshot
    from ..dump.costs import Figures
    from ..dump.request import DumpRequest
    from ..process_key import ProcessKey
    from .conversation import Report
    from .messages import Command, Done, Event
    from .replies import Planned

E = TypeVar("E", bound="Event")

_LOOK: Final = 0.1
"""Seconds between two looks of who waits for their turn whether they still want it."""
_LAST_SECONDS: Final = 2.0
"""How long a dumper may take to end when its client is closed."""


class _Owed(NamedTuple):
    """An answer that nobody wants any more."""

    command_id: int
    about: object
    since: float
    """On the monotonic clock."""


class DumperClient:
    """A dumper process.

    Methods may be called from any thread; one command is carried out at a time and others wait.

    Every command raises MiniDumpError and its kinds, as the dumper raised them, and
    DumpCancelledError within a second of a cancel, whatever the dumper does. If the dumper itself
    dies, the command fails with a MiniDumpError and the next one starts a new dumper.
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
        self._turn = threading.RLock()
        self._guard = Guard()
        self._ids = itertools.count(1)
        self._connection: Connection | None = None
        self._owed: _Owed | None = None
        self._current: Cancellation | None = None
        self._asked: tuple[Connection, int] | None = None
        """Who carries out what at the moment, by its number."""
        self._closed = False
        self._ends: list[threading.Event] = []
        """What sees off dumpers that are not wanted any more."""

    @property
    def process_id(self) -> int:
        """The process id of the dumper, 0 if there is none."""
        connection = self._connection
        return 0 if connection is None else connection.process_id

    def start(self) -> None:
        """Have the dumper running, so that the first command need not wait for it."""
        with self.turn():
            self._connected(None, lambda: self._closed)
            self._guard.start()

    @contextlib.contextmanager
    def turn(self, cancellation: Cancellation | None = None) -> Iterator[None]:
        """Have the dumper alone for several commands, so that nobody asks something in between.

        Raises DumpCancelledError if it is cancelled, or the client closed, before that.
        """
        while not self._turn.acquire(timeout=_LOOK):
            self._check(cancellation)
        try:
            self._check(cancellation)
            yield
        finally:
            self._turn.release()

    def describe(
        self,
        key: ProcessKey,
        *,
        refresh: bool = True,
        details: bool = False,
        environment: bool = False,
        names: bool = False,
        cancellation: Cancellation | None = None,
    ) -> ProcessSnapshot:
        """Look at a process: its modules, threads and regions, without what only a dump needs.

        *details* adds the handles and the names of the environment variables, *environment* the
        values of those. With *names*, plans that name handles find them named.
        """
        from .replies import Described

        return self._ask(
            Described,
            lambda number: messages.Describe(number, key, refresh, details, environment, names),
            key,
            cancellation,
        ).process

    def plan(
        self,
        key: ProcessKey,
        request: DumpRequest,
        *,
        refresh: bool = False,
        ranges: bool = True,
        trace: int = 0,
        cancellation: Cancellation | None = None,
    ) -> Planned:
        """Say what a dump would hold.

        The process is looked at when it is not the one asked about last, or with *refresh*. Without
        *ranges*, the plan tells of regions instead; with *trace*, the first so many callbacks are
        told.
        """
        from .replies import Planned

        return self._ask(
            Planned,
            lambda number: messages.Plan(number, key, request, refresh, ranges, trace),
            key,
            cancellation,
        )

    def costs(
        self,
        key: ProcessKey,
        request: DumpRequest,
        *,
        cancellation: Cancellation | None = None,
    ) -> dict[str, int | None]:
        """Say what each flag adds to a dump, in bytes; None: it excludes another one chosen."""
        from .replies import Costed

        return self._ask(
            Costed,
            lambda number: messages.Costs(number, key, request),
            key,
            cancellation,
        ).costs

    def weigh(
        self,
        key: ProcessKey,
        requests: tuple[DumpRequest, ...],
        *,
        cancellation: Cancellation | None = None,
    ) -> tuple[Figures | None, ...]:
        """Say what dumps with *requests* would be; None: that one cannot be carried out."""
        from .replies import Weighed

        return self._ask(
            Weighed,
            lambda number: messages.Weigh(number, key, requests),
            key,
            cancellation,
        ).figures

    def dump(
        self,
        key: ProcessKey,
        request: DumpRequest,
        path: str,
        *,
        overwrite: bool = False,
        held: bool = False,
        report: Report | None = None,
        cancellation: Cancellation | None = None,
    ) -> Done:
        """Write a dump to *path* and check it; *report* is told how it goes.

        One that is *held* waits in each phase of ``gate`` for :meth:`go_on`; ``together`` does that
        for several. An exception of *report* cancels the dump and is raised again.
        """
        try:
            path = os.path.abspath(path)
        except OSError as error:  # the current folder is gone
            raise from_oserror(error, f"Looking for {path}", as_type=OutputError) from error
        return self._ask_to_hold(
            messages.Done,
            lambda number: messages.Dump(
                number, key, request, path, overwrite=overwrite, held=held
            ),
            key,
            cancellation,
            report,
            path,
        )

    def dump_to_descriptor(
        self,
        key: ProcessKey,
        request: DumpRequest,
        descriptor: int,
        *,
        report: Report | None = None,
        cancellation: Cancellation | None = None,
    ) -> Done:
        """Send a dump, front to back, to *descriptor*, one of those passed on when constructed."""
        told = inherited.number(descriptor)
        return self._ask_to_hold(
            messages.Done,
            lambda number: messages.Dump(number, key, request, descriptor=told),
            key,
            cancellation,
            report,
        )

    def rehearse(
        self,
        key: ProcessKey,
        request: DumpRequest,
        *,
        report: Report | None = None,
        cancellation: Cancellation | None = None,
    ) -> int:
        """Give the exact size in bytes of a dump, by having Windows make one and storing nothing.

        On Linux, where the plan is exact, this is refused with an InvalidRequestError.
        """
        return self._ask_to_hold(
            messages.Rehearsed,
            lambda number: messages.Rehearse(number, key, request),
            key,
            cancellation,
            report,
        ).file_size

    def go_on(self, phase: str) -> None:
        """Let the held dump that is being written go on beyond *phase*. Waits for nothing."""
        asked = self._asked
        if asked is not None:
            connection, number = asked
            connection.send(messages.encode_command(messages.GoOn(number, phase)))

    def cancel(self) -> None:
        """Stop the command that is being carried out, if any. Waits for nothing."""
        current = self._current
        if current is not None:
            current.cancel()

    def close(self) -> None:
        """End the dumper, for good; a dump under way is given up. Waits for nothing.

        Whoever waits for an answer has a DumpCancelledError within a second, and a dumper that does
        not end is killed after two; :meth:`wait` waits for that.
        """
        self._closed = True
        self._guard.close()
        connection = self._connection
        if connection is not None and connection.is_usable:
            self._ends.append(connection.end(_LAST_SECONDS))
            connection.wake()

    def wait(self, seconds: float) -> bool:
        """Wait until the dumper has ended, after :meth:`close`; say whether it has in time."""
        deadline = time.monotonic() + seconds
        for end in list(self._ends):
            end.wait(max(0, deadline - time.monotonic()))
        return all(end.is_set() for end in self._ends)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self.wait(ANSWER_SECONDS)

    # ------------------------------------------------------------------------------ one command

    def _ask_to_hold(
        self,
        kind: type[E],
        make: Callable[[int], Command],
        about: ProcessKey,
        cancellation: Cancellation | None,
        report: Report | None,
        path: str = "",
    ) -> E:
        """Ask for what makes a process stand still: should the dumper die over it, let it go."""
        return self._ask(kind, make, about, cancellation, report, path, holds=True)

    def _ask(
        self,
        kind: type[E],
        make: Callable[[int], Command],
        about: ProcessKey,
        cancellation: Cancellation | None,
        report: Report | None = None,
        path: str = "",
        *,
        holds: bool = False,
    ) -> E:
        """Carry out a command, which *make* makes of its number, in its turn; give its answer."""
        wanted = Cancellation() if cancellation is None else cancellation

        def given_up() -> bool:
            return wanted.is_cancelled or self._closed

        with self.turn(wanted):
            # Numbered here: the dumper takes them to come in order.
            command = make(next(self._ids))
            line = messages.encode_command(command)
            destination = Destination(path, given_up) if path else None
            request = getattr(command, "request", None)
            x86 = wants_x86(about, request.dbghelp if request is not None else "")
            connection = self._connected(about, given_up, x86=x86)
            conversation = Conversation(
                connection,
                command.id,
                given_up=given_up,
                holds=holds,
                report=report,
                destination=destination,
            )
            self._current, self._asked = wanted, (connection, command.id)
            try:
                with (
                    wanted.waking(connection.wake),
                    self._guard.over(about, connection.process_id, given_up)
                    if holds
                    else contextlib.nullcontext(),
                ):
                    event = conversation.carry_out(line)
            finally:
                self._current = self._asked = None
                owes = conversation.state is not State.OVER
                self._owed = _Owed(command.id, about, time.monotonic()) if owes else None
        assert isinstance(event, kind)  # noqa: S101 - the one answer there is
        return event

    def _connected(
        self, about: object, given_up: Callable[[], bool], *, x86: bool = False
    ) -> Connection:
        """Give a dumper that is free for a command *about* a process. Raises MiniDumpError."""
        connection = self._connection
        if (
            connection is not None
            and connection.x86 == x86
            and connection.is_usable
            and self._is_free(about, given_up)
        ):
            return connection
        if connection is not None:
            connection.end(0)
        self._owed = None
        self._connection = connection = Connection(self._pass_fds, self._stderr, x86=x86)
        if self._closed:  # meanwhile: whoever closed has not seen this one
            self._ends.append(connection.end(_LAST_SECONDS))
        return connection

    def _is_free(self, about: object, given_up: Callable[[], bool]) -> bool:
        """Say whether the dumper takes on a command; wait a moment for what it owes."""
        connection, owed = self._connection, self._owed
        if connection is None or owed is None or owed.about == about:
            return True
        deadline = owed.since + ANSWER_SECONDS
        while time.monotonic() < deadline and not given_up():
            line = connection.receive(deadline - time.monotonic())
            if line is Notice.OVER:
                return False
            if isinstance(line, bytes) and answers(line, owed.command_id):
                return True
        return given_up()

    def _check(self, cancellation: Cancellation | None) -> None:
        if self._closed:
            raise GivenUpError("The dump was given up because DumpDesk is closing.")
        if cancellation is not None:
            cancellation.check()
