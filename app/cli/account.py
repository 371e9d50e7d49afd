"""What became of the dumps of several processes: told as it comes, and summed up."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from ..core.dumper.messages import Done, Failed, event_to_json
from . import terminal
from .unheard import Telling
from .writing import code_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.dumper.conversation import Report
    from ..core.dumper.messages import Phase, Progress, SoftErrorFound
    from ..core.errors import DumpDeskError
    from .targets import Target


class Account:
    """What became of each process: told as it comes, and summed up at the end."""

    def __init__(self, targets: Sequence[Target], *, as_json: bool) -> None:
        self._targets = targets
        self._as_json = as_json
        self._outcomes: dict[Target, Done | DumpDeskError] = {}
        self._moment: dict[str, Any] = {}
        self._telling = Telling()

    def reporting(self, target: Target) -> Report:
        """Give what tells the events of one dump: to programs alone."""

        def report(event: Phase | Progress | SoftErrorFound) -> None:
            if self._as_json:
                with self._telling:
                    self._print({"process": str(target.key), **event_to_json(event)})

        return report

    def take(self, target: Target, outcome: Done | DumpDeskError) -> None:
        """Tell an outcome, if there is anybody: what is not heard stops no dump."""
        self._outcomes[target] = outcome
        with self._telling:
            self._tell(target, outcome)

    def _tell(self, target: Target, outcome: Done | DumpDeskError) -> None:
        number = f"{len(self._outcomes)} of {len(self._targets)}"
        if self._as_json:
            self._print({"process": str(target.key), **event_of(outcome)})
        elif isinstance(outcome, Done):
            sizes = f"{terminal.size(outcome.file_size)}, paused {outcome.paused_ms:.1f} ms"
            verdict = terminal.verdict(outcome.verdict)
            terminal.say(f"{number}  {verdict}  {target}: {outcome.path} ({sizes})")
            if outcome.crash:
                terminal.say(f"    {outcome.crash}")
            for finding in outcome.findings:
                terminal.say(f"    {finding['severity']}: {finding['text']}")
        else:
            terminal.complain(f"{number}  {target}: {outcome}")

    def tell_moment(self, apart_ms: float, early: Sequence[Target]) -> None:
        """Tell how far from one moment the dumps are."""
        self._moment = {
            "apart_ms": round(apart_ms, 3),
            "let_go_early": [str(target.key) for target in early],
        }
        if self._as_json:
            return
        stood = sum(isinstance(outcome, Done) for outcome in self._outcomes.values())
        with self._telling:
            if stood > 1:
                who = "All" if stood == len(self._targets) else f"{stood} of {len(self._targets)}"
                terminal.say(
                    f"{who} stood still at one moment, stopped within {apart_ms:.1f} ms.", err=True
                )
            self._say_early(early)

    @staticmethod
    def _say_early(early: Sequence[Target]) -> None:
        for target in early:
            terminal.complain(f"{target} was let go on before all others were copied.")

    def close(self) -> int:
        """Sum up; give the exit code, that of the first process whose dump is not good."""
        outcomes = [(target, self._outcomes[target]) for target in self._targets]
        codes = [
            code_of(outcome) if isinstance(outcome, Done) else outcome.exit_code
            for _, outcome in outcomes
        ]
        with self._telling:
            self._sum_up(outcomes, codes)
        if (why := self._telling.failure) is not None:
            with self._telling:
                terminal.complain(
                    f"{codes.count(0)} of {len(codes)} good, but standard output could not be "
                    f"told all: {why}."
                )
        return next((code for code in codes if code), 0)

    def _sum_up(
        self, outcomes: Sequence[tuple[Target, Done | DumpDeskError]], codes: Sequence[int]
    ) -> None:
        good = codes.count(0)
        if self._as_json:
            told = [
                {"process": str(target.key), "exit_code": code, **event_of(outcome)}
                for (target, outcome), code in zip(outcomes, codes, strict=True)
            ]
            summary = {"event": "all_done", "good": good, "of": len(codes), **self._moment}
            self._print({**summary, "dumps": told})
        else:
            terminal.say(f"{good} of {len(codes)} good{_others(outcomes, codes)}")
        if sys.stdout is not None:
            sys.stdout.flush()

    def _print(self, value: dict[str, Any]) -> None:
        click.echo(json.dumps(value))


def event_of(outcome: Done | DumpDeskError) -> dict[str, Any]:
    """Give an outcome as the event that programs are told."""
    return event_to_json(outcome if isinstance(outcome, Done) else Failed.of(outcome))


def _others(outcomes: Sequence[tuple[Target, Done | DumpDeskError]], codes: Sequence[int]) -> str:
    """Count what is not good, by verdict."""
    words = [
        outcome.verdict if isinstance(outcome, Done) else "not written"
        for (_, outcome), code in zip(outcomes, codes, strict=True)
        if code
    ]
    return "".join(f", {words.count(word)} {word}" for word in dict.fromkeys(words))
