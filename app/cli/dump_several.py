"""``dumpdesk dump`` for several processes: one after the other, or all at one moment."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import click

from ..core.dumper.client import DumperClient
from ..core.errors import DumpCancelledError, DumpDeskError, InvalidRequestError
from ..core.storage.unfinished import Unfinished
from .account import Account, event_of
from .interrupt import Interrupts
from .selection import request_of
from .targets import targets_given
from .writing import to_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.dump.request import DumpRequest
    from ..core.dumper.cancellation import Cancellation
    from ..core.dumper.conversation import Report
    from ..core.dumper.messages import Done, Phase, Progress, SoftErrorFound
    from .targets import Target

_CANCELLED = "Cancelled before it was begun."


def dump_each(
    context: click.Context,
    output: str | None,
    *,
    overwrite: bool,
    at_once: bool,
    as_json: bool,
) -> int:
    """Dump what was asked for into the folder *output*, tell each outcome; give the exit code.

    What goes wrong with one process keeps no other from being dumped.
    """
    try:
        targets = targets_given(context)
        account = Account(targets, as_json=as_json)
        requests = _requests(context, targets, account)
        if at_once:
            _check_number(requests)
    except DumpDeskError as error:
        if as_json:
            click.echo(json.dumps(event_of(error)))
        raise
    Unfinished().sweep()
    with Interrupts() as interrupts:
        dump = _together if at_once else _in_turn
        dump(requests, output, account, interrupts.cancellation, overwrite=overwrite)
        return account.close()


def _check_number(requests: Sequence[object]) -> None:
    from ..core.dumper.together import MOST

    if len(requests) > MOST:
        raise InvalidRequestError(
            f"{len(requests)} processes are too many to be stopped together; {MOST} is the most.",
            "Name fewer of them, or leave --together away.",
        )


def _requests(
    context: click.Context, targets: Sequence[Target], account: Account
) -> list[tuple[Target, DumpRequest]]:
    """Make the request of each before anything is stopped: a mistyped option is told once."""
    requests: list[tuple[Target, DumpRequest]] = []
    refused: list[tuple[Target, DumpDeskError]] = []
    for target in targets:
        try:
            requests.append((target, request_of(context, target)))
        except DumpDeskError as error:
            refused.append((target, error))
    if len({str(error) for _, error in refused}) == 1 and not requests:
        raise refused[0][1]
    for target, why in refused:
        account.take(target, why)
    return requests


def _in_turn(
    requests: Sequence[tuple[Target, DumpRequest]],
    output: str | None,
    account: Account,
    cancellation: Cancellation,
    *,
    overwrite: bool,
) -> None:
    with DumperClient() as dumper:
        for target, request in requests:
            try:
                if cancellation.is_cancelled:
                    raise DumpCancelledError(_CANCELLED)
                account.take(
                    target,
                    to_file(
                        dumper,
                        target.key,
                        request,
                        output,
                        overwrite=overwrite,
                        report=account.reporting(target),
                        cancellation=cancellation,
                    ),
                )
            except DumpDeskError as error:
                account.take(target, error)


def _together(
    requests: Sequence[tuple[Target, DumpRequest]],
    output: str | None,
    account: Account,
    cancellation: Cancellation,
    *,
    overwrite: bool,
) -> None:
    from ..core.dumper.together import Together

    with contextlib.ExitStack() as clients:
        dumpers = [clients.enter_context(DumperClient()) for _ in requests]

        def work(number: int, report: Report, cancellation: Cancellation) -> Done:
            target, request = requests[number]
            tell = account.reporting(target)

            def both(event: Phase | Progress | SoftErrorFound) -> None:
                report(event)
                tell(event)

            return to_file(
                dumpers[number],
                target.key,
                request,
                output,
                overwrite=overwrite,
                report=both,
                cancellation=cancellation,
                held=True,
            )

        moment = Together(dumpers)
        for number, outcome in moment.run(work, cancellation):
            account.take(requests[number][0], outcome)
        account.tell_moment(
            moment.apart_ms, [requests[number][0] for number in sorted(moment.let_go_early)]
        )
