"""Carrying out a dump for a client, and telling it how it goes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from ..backends.base import rehearse, stream_dump
from ..backends.output import dump_to_file
from ..capture.run_queue import RunQueue
from ..dump.left_out import parts_left_out
from ..dump.pause import foretell
from ..errors import DumpCancelledError, InvalidRequestError
from . import messages
from .check import UNCHECKED, check
from .descriptor import DescriptorOutput
from .gate import COPIED, HELD_SECONDS, STOPPED
from .inherited import opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dump.plan import DumpPlan
    from .gate import Gate
    from .messages import Dump, Event, Rehearse

SOFT_ERROR_EVENTS: Final = 1000
"""A dump tells so many soft errors one by one; the rest is in the file and in the final count."""
_OWN_COPY: Final = os.name != "nt"
"""We copy by ourselves; Windows may take seconds over few bytes (what pointers lead to)."""
_QUIET_LIMIT: Final = 4 << 20
"""Copies up to this many bytes are over before anybody could follow them."""


def dump(
    command: Dump,
    send: Callable[[Event], None],
    is_cancelled: Callable[[], bool],
    gate: Gate | None = None,
) -> Event:
    """Write a dump, telling *send* how it goes; the last event is returned.

    One that is held waits at *gate*. Raises MiniDumpError and its kinds: then there is no dump.
    """

    def still_wanted() -> None:
        if is_cancelled():
            raise DumpCancelledError("The dump was cancelled.")

    def wait(phase: str) -> None:
        if gate is not None:
            gate.wait(command.id, phase, still_wanted)

    reporter = _Reporter(send, wait if command.held else None)
    if command.path:
        return _to_file(command, reporter, is_cancelled)
    if command.descriptor >= 0:
        return _to_descriptor(command, reporter, is_cancelled)
    raise InvalidRequestError("The dump has neither a path nor a descriptor to go to.")


def _to_file(command: Dump, reporter: _Reporter, is_cancelled: Callable[[], bool]) -> Event:
    wait = RunQueue().wait_ms()
    result = dump_to_file(
        command.key,
        command.path,
        command.request,
        report=reporter.report,
        is_cancelled=is_cancelled,
        overwrite=command.overwrite,
    )
    reporter.send(messages.Phase("verify"))
    return messages.Done(
        path=result.path,
        file_size=result.file_size,
        paused_ms=round(result.paused_ms, 3),
        sha256=result.sha256,
        soft_errors=len(result.soft_errors),
        **_planned(result.plan, wait),
        left_out=parts_left_out(result.plan.left_out),
        writer=result.writer,
        **check(result, is_cancelled),
    )


def _to_descriptor(command: Dump, reporter: _Reporter, is_cancelled: Callable[[], bool]) -> Event:
    wait = RunQueue().wait_ms()
    output = DescriptorOutput(opened(command.descriptor), is_cancelled)
    written = stream_dump(
        command.key,
        command.request,
        output.write,
        report=reporter.report,
        is_cancelled=is_cancelled,
    )
    return messages.Done(
        path="",
        file_size=output.size,
        paused_ms=round(written.paused_ns / 1e6, 3),
        sha256=output.sha256(),
        verdict=UNCHECKED,
        soft_errors=len(written.soft_errors),
        **_planned(written.plan, wait),
        left_out=parts_left_out(written.plan.left_out),
        writer=written.writer,
    )


def rehearsed(
    command: Rehearse, send: Callable[[Event], None], is_cancelled: Callable[[], bool]
) -> Event:
    """Find out how large a dump would be by having it written, as :func:`dump` does."""
    reporter = _Reporter(send)
    size = rehearse(
        command.key,
        command.request,
        report=reporter.report,
        is_cancelled=is_cancelled,
    )
    return messages.Rehearsed(size)


def _planned(plan: DumpPlan, wait: float) -> dict[str, Any]:
    usual = plan.usual_pause_ms
    pause = foretell(usual, wait=wait)
    return {
        "wait_ms": round(wait, 3),
        "usual_pause_ms": round(usual, 3),
        "pause_foretold_ms": [round(pause.low, 3), round(pause.high, 3)],
        "kinds": plan.kinds,
        "threads": sum(thread.included for thread in plan.threads),
        **plan.taken._asdict(),
    }


class _Reporter:
    """Makes typed events of what a backend reports.

    While little is copied they wait: the thread that writes them would cost the target, which
    stands still, half of its pause again.
    """

    def __init__(
        self, send: Callable[[Event], None], wait: Callable[[str], None] | None = None
    ) -> None:
        """Send events by *send*; call *wait* in the phases in which a dump is held.

        Without it, phases that are there for that alone are not told: they would cost time.
        """
        self._send = send
        self._wait = wait
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
            case "phase" if self._wait is None and told["phase"] in {STOPPED, COPIED}:
                pass
            case "phase":
                self._let_go()
                if told["phase"] == "copy" and told["total"] <= _QUIET_LIMIT and _OWN_COPY:
                    self._held = []
                self.send(messages.Phase(told["phase"]))
                if self._wait is not None and told["phase"] in HELD_SECONDS:
                    self._wait(told["phase"])
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
