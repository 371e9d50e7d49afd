"""What a client asks of a process without dumping it: how it is, and what a dump would be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..backends.base import check_library, warnings_of
from ..capture.run_queue import RunQueue
from ..capture.target import obstacle_to, open_target
from ..dump.costs import figures_of, flag_costs
from ..dump.foreseen import watchdog
from ..dump.machine import is_windows
from ..dump.pause import foretell
from ..dump.plan import make_plan
from ..dump.trace import CallbackTrace
from ..intervals import merged, subtract
from . import messages, replies
from .told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..capture.target import Target
    from ..dump.plan import DumpPlan
    from ..dump.request import DumpRequest
    from ..intervals import Range
    from ..process_key import ProcessKey
    from .messages import Costs, Describe, Event, Plan, Weigh


class Questions:
    """Answers them. The process asked about last stays open: plans of it follow each other.

    What may take long asks at its steps whether it is wanted any more (``steps.heeding``).
    """

    def __init__(self) -> None:
        self._watched: _Watched | None = None
        self._queue = RunQueue()

    def close(self) -> None:
        """Let go of the process asked about last."""
        if self._watched is not None:
            self._watched.close()
        self._watched = None

    def answer(self, command: Describe | Plan | Costs | Weigh) -> Event:
        """Answer one of them. Raises MiniDumpError and its kinds."""
        match command:
            case messages.Describe():
                return self._describe(command)
            case messages.Plan():
                return self._plan(command)
            case messages.Costs():
                return self._costs(command)
            case messages.Weigh():
                return self._weigh(command)

    def _describe(self, command: Describe) -> Event:
        names = command.details or command.names
        watched = self._watch(command.key, refresh=command.refresh, names=names)
        return replies.Described(
            told(watched.snapshot, details=command.details, values=command.environment)
        )

    def _plan(self, command: Plan) -> Event:
        check_library(command.request)
        names = command.request.names_handles
        watched = self._watch(command.key, refresh=command.refresh, names=names)
        if (obstacle := obstacle_to(command.key.pid)) is not None:
            raise obstacle
        snapshot = watched.snapshot
        trace = CallbackTrace(snapshot, command.trace) if command.trace else None
        plan = make_plan(
            snapshot, command.request, read=watched.target.read, scan=watched.scan, observer=trace
        )
        wait = self._queue.wait_ms()
        pause = foretell(plan.usual_pause_ms, wait=wait)
        return replies.Planned(
            plan.plain() if command.ranges else plan.by_region(snapshot),
            (*warnings_of(snapshot), *watchdog(snapshot, pause)),
            None if trace is None else trace.told(),
            round(wait, 3),
        )

    def _costs(self, command: Costs) -> Event:
        plan = self._planner(command.key)

        def size_with(flags: int) -> int:
            return plan(replace(command.request, flags=flags)).file_size

        return replies.Costed(dict(flag_costs(command.request.flags, size_with)))

    def _weigh(self, command: Weigh) -> Event:
        plan = self._planner(command.key)
        return replies.Weighed(tuple(figures_of(command.requests, plan)))

    def _planner(self, key: ProcessKey) -> Callable[[DumpRequest], DumpPlan]:
        """Give what makes many plans of one look at a process, and reads each stack once."""
        watched = self._watch(key, refresh=False)
        known: dict[tuple[int, int], bytes] = {}

        def read(address: int, size: int) -> bytes:
            if (address, size) not in known:
                known[address, size] = watched.target.read(address, size)
            return known[address, size]

        def plan(request: DumpRequest) -> DumpPlan:
            return make_plan(watched.snapshot, request, read=read, scan=watched.scan)

        return plan

    def _watch(self, key: ProcessKey, *, refresh: bool, names: bool = False) -> _Watched:
        """Give the process looked at last, or open another one instead.

        With *names* those of its handles have to be known.
        """
        last = self._watched
        if last is not None and (last.target.key != key or refresh or (names and not last.names)):
            self.close()
        del last  # with all that was known of it, before as much is found out again
        if self._watched is None:
            self._watched = _Watched(open_target(key), names=names)
        return self._watched


class _Watched:
    """A process that plans are made of, opened once, described when it was opened."""

    def __init__(self, target: Target, *, names: bool) -> None:
        self.target = target
        self._asked: list[Range] = []
        self._present: list[Range] = []
        try:
            self.snapshot: ProcessSnapshot = target.describe(name_handles=names)
        except BaseException:
            target.close()
            raise
        self.names = names or not is_windows(self.snapshot)
        """Whether its handles are named; elsewhere they are whether that is asked for or not."""

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
