"""How a dump is followed: a bar on a terminal, plain lines elsewhere, JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

import click

from ..core.dumper.messages import (
    PHASES,
    Done,
    Failed,
    Phase,
    Progress,
    SoftErrorFound,
    event_to_json,
)
from . import terminal

if TYPE_CHECKING:
    from ..core.dumper.messages import DumpEvent

_LINE_SECONDS: Final = 2.0
"""Between two plain lines of progress."""
_MOST_SHOWN: Final = 10
"""Soft errors that are shown one by one."""


class Listener(Protocol):
    """Told what a dump does; entered for as long as it takes."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def report(self, event: Phase | Progress | SoftErrorFound) -> None:
        """Take note of an event."""

    def done(self, done: Done) -> None:
        """Tell the outcome."""

    def failed(self, error: Exception) -> None:
        """Tell the failure, unless standard error does."""


def listener_for(*, as_json: bool, to_stderr: bool) -> Listener:
    """Choose how to tell. With *to_stderr* standard output is the dump's."""
    if as_json:
        return _JsonLines(to_stderr=to_stderr)
    if sys.stderr is not None and sys.stderr.isatty():
        from .bar import BarLines

        return BarLines(to_stderr=to_stderr)
    return Lines(to_stderr=to_stderr)


class _JsonLines:
    def __init__(self, *, to_stderr: bool) -> None:
        self._to_stderr = to_stderr

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def report(self, event: DumpEvent) -> None:
        values: dict[str, Any] = event_to_json(event)
        click.echo(json.dumps(values), err=self._to_stderr)

    def done(self, done: Done) -> None:
        self.report(done)

    def failed(self, error: Exception) -> None:
        self.report(Failed.of(error))


class Lines:
    """Phases and progress on standard error, line by line; the outcome on standard output."""

    def __init__(self, *, to_stderr: bool) -> None:
        self._to_stderr = to_stderr
        self._soft_errors: list[SoftErrorFound] = []
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def report(self, event: Phase | Progress | SoftErrorFound) -> None:
        """Tell phases and progress, keep soft errors for the end."""
        match event:
            case Phase(phase):
                self.phase(PHASES.get(phase, phase))
            case Progress(done, total):
                self.progress(done, total)
            case SoftErrorFound():
                self._soft_errors.append(event)

    def phase(self, text: str) -> None:
        """Tell that something else begins."""
        terminal.say(text, err=True)
        self._told = time.monotonic()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the copy is, now and then."""
        now = time.monotonic()
        if now - self._told >= _LINE_SECONDS:
            self._told = now
            terminal.say(f"  {terminal.size(done)} of {terminal.size(total)}", err=True)

    def done(self, done: Done) -> None:
        """Tell the outcome, what was left out first."""
        facts = [
            *([("what happened", str(done.crash))] if done.crash else []),
            ("dump", "standard output" if done.path == "-" else done.path),
            ("size", terminal.exact_size(done.file_size)),
            ("paused", f"{done.paused_ms:.1f} ms"),
            *terminal.copied(done.held, done.direct),
            ("check", terminal.verdict(done.verdict)),
            ("sha256", done.sha256),
        ]
        if done.soft_errors:
            facts.append(("missing", terminal.count(done.soft_errors, "thing")))
        if done.left_out:
            facts.append(("left out", f"{terminal.count(done.left_out, 'part')}, on purpose"))
        if done.writer:
            facts.append(("writer", done.writer))
        terminal.facts(facts, err=self._to_stderr)
        for finding in done.findings:
            terminal.say(f"  {finding['severity']}: {finding['text']}", err=self._to_stderr)
        # A check tells them too; a stream has not been checked.
        for soft in self._soft_errors[:_MOST_SHOWN] if not done.findings else ():
            where = f" ({soft.size:,} bytes at {soft.address:#x})" if soft.size else ""
            terminal.say(f"  {soft.stage}: {soft.error}{where}", err=self._to_stderr)

    def failed(self, error: Exception) -> None:
        """Leave it to standard error."""
