"""Dumps of several processes at one moment: all stand still before the first is copied.

Each has a dumper of its own, which holds its process; nobody holds two. They wait for each other
three times: before the stop, so that whatever takes long is done by then; when they stand still;
and when their memory is copied, because memory that they share must not change in between.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING, Final, Protocol

from ..errors import DumpCancelledError, DumpDeskError, MiniDumpError
from .cancellation import Cancellation
from .gate import COPIED, HELD_SECONDS, STOPPED
from .messages import Failed, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .client import DumperClient
    from .conversation import Report
    from .messages import Done, Progress, SoftErrorFound

MOST: Final = 32
"""So many processes are held at once: each takes a dumper, and 32 MiB while it is copied."""
STOP_SECONDS: Final = 5.0
"""So long those that stand still wait for the others; who is not there by then is left out."""
_LOOK: Final = 0.05
"""Seconds between two looks whether somebody wants to stop, or has waited long enough."""


class Work(Protocol):
    """Dumps the process of that number with ``held``, by its client."""

    def __call__(self, number: int, report: Report, cancellation: Cancellation, /) -> Done:
        """Raises what ``DumperClient.dump`` does."""
        ...


class Together:
    """Dumps by *clients*, one each, that wait for each other."""

    def __init__(self, clients: Sequence[DumperClient]) -> None:
        """Begin nothing yet."""
        self._clients = clients
        self._cancellations = [Cancellation() for _ in clients]
        self._lock = threading.Lock()
        self._taking_part = set(range(len(clients)))
        self._reached: dict[str, set[int]] = {phase: set() for phase in HELD_SECONDS}
        self._open: set[str] = set()
        self._late: set[int] = set()
        self._first_stop = self._last_stop = 0.0
        self.let_go_early: set[int] = set()
        """Who was let go on while others were still being copied, because that took too long."""

    @property
    def apart_ms(self) -> float:
        """Milliseconds between the first and the last stop, as they were told."""
        return (self._last_stop - self._first_stop) * 1000

    def run(
        self, work: Work, cancellation: Cancellation
    ) -> Iterator[tuple[int, Done | DumpDeskError]]:
        """Have *work* done for each, and give the outcomes as they come."""
        outcomes: queue.SimpleQueue[tuple[int, Done | DumpDeskError]] = queue.SimpleQueue()
        for number in range(len(self._clients)):
            try:
                threading.Thread(
                    target=self._carry_out, args=(number, work, outcomes), daemon=True
                ).start()
            except RuntimeError as error:  # no more threads
                self._leave(number)
                outcomes.put((number, Failed.of(error).to_error()))
        left = len(self._clients)
        try:
            while left:
                try:
                    outcome = outcomes.get(timeout=_LOOK)
                except queue.Empty:
                    self._look(cancellation)
                    continue
                left -= 1
                yield outcome
        finally:
            for each in self._cancellations:
                each.cancel()

    def _carry_out(
        self,
        number: int,
        work: Work,
        outcomes: queue.SimpleQueue[tuple[int, Done | DumpDeskError]],
    ) -> None:
        def report(event: Phase | Progress | SoftErrorFound) -> None:
            if isinstance(event, Phase):
                self._come(number, event.phase)

        outcome: Done | DumpDeskError
        try:
            outcome = work(number, report, self._cancellations[number])
        except DumpCancelledError as error:
            outcome = _late() if number in self._late else error
        except DumpDeskError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - told as what became of this process
            outcome = Failed.of(error).to_error()
        self._leave(number)
        outcomes.put((number, outcome))

    def _look(self, cancellation: Cancellation) -> None:
        """Pass on a cancel, and leave out those for whom the others stand still too long."""
        if cancellation.is_cancelled:
            for each in self._cancellations:
                each.cancel()
        with self._lock:
            if STOPPED in self._open or not self._reached[STOPPED]:
                return
            if time.monotonic() - self._first_stop < STOP_SECONDS:
                return
            self._late |= self._taking_part - self._reached[STOPPED]
            self._taking_part -= self._late
            self._let_go_on()
        for number in self._late:
            self._cancellations[number].cancel()

    def _come(self, number: int, phase: str) -> None:
        now = time.monotonic()
        with self._lock:
            if phase in self._reached:
                self._reached[phase].add(number)
                if phase == STOPPED and number in self._taking_part:
                    self._first_stop = self._first_stop or now
                    self._last_stop = now
                self._let_go_on()
            elif number in self._reached[COPIED] and COPIED not in self._open:
                self.let_go_early.add(number)

    def _leave(self, number: int) -> None:
        with self._lock:
            self._taking_part.discard(number)
            self._let_go_on()

    def _let_go_on(self) -> None:
        """Open what all have reached that still take part. With the lock held."""
        for phase in HELD_SECONDS:
            if phase not in self._open and self._taking_part <= self._reached[phase]:
                self._open.add(phase)
                for number in self._taking_part:
                    self._clients[number].go_on(phase)


def _late() -> MiniDumpError:
    return MiniDumpError(
        f"It could not be stopped within {STOP_SECONDS:.0f} s, in which the others stood still.",
        "Dump it alone.",
    )
