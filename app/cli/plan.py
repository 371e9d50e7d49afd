"""``dumpdesk plan``: what a dump would hold, without stopping the process.

To the byte, but on Windows: there it is an estimate, and a rehearsal gives the exact size.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

import click

from ..core.dump.cloning import page_tables
from ..core.dump.pause import PastPause, foretell
from ..core.dump.words import HOLES, KINDS, PAUSE
from ..core.dumper.client import DumperClient
from ..core.errors import OutputError
from ..core.storage.history import History
from ..core.storage.requests import repeating_line
from . import terminal
from .as_administrator import saying_how_as_administrator
from .each import each
from .interrupt import Interrupts
from .selection import SelectionCommand, request_of, selection_options
from .targets import means_several, targets_given
from .terminal import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..core.dump.request import DumpRequest
    from ..core.dumper.cancellation import Cancellation
    from .targets import Target

_ABOUT: Final = "about "
_IN_OUT: Final = {True: "in", False: "out"}


@click.command(cls=SelectionCommand)
@selection_options
@click.option(
    "--rehearse",
    "rehearses",
    is_flag=True,
    help="Windows: have the dump made and stored nowhere, for its exact size; this stops the "
    "process.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, /, *, rehearses: bool, as_json: bool, **_: object) -> int:
    """Show what a dump of each process would hold and why; nothing is written or stopped.

    NAME is the whole name of a program; QUERY asks as `list` does: 'name = orderd and mem > 1 GiB'.
    What finds more than one process lists them, and wants --all.
    """
    targets = targets_given(context)
    past = [*_past()]
    with DumperClient() as dumper, Interrupts() as interrupts:

        def plan(target: Target) -> dict[str, Any]:
            request = request_of(context, target)
            with saying_how_as_administrator(
                lambda: repeating_line(target.key, request, administrator=True, verb="plan")
            ):
                return _plan(
                    dumper, target, request, interrupts.cancellation, past, rehearses=rehearses
                )

        return each(
            targets,
            plan,
            _show,
            lambda told: told,
            several=means_several(context),
            as_json=as_json,
        )


def _plan(
    dumper: DumperClient,
    target: Target,
    request: DumpRequest,
    cancellation: Cancellation,
    past: Iterable[PastPause],
    *,
    rehearses: bool,
) -> dict[str, Any]:
    process = dumper.describe(target.key, cancellation=cancellation)
    planned = dumper.plan(target.key, request, cancellation=cancellation)
    plan = {
        "pid": target.key.pid,
        "name": process.name,
        **planned.plan.to_json(),
        "warnings": [*planned.warnings, *(rule.sentence for rule in planned.plan.unmatched)],
    }
    if rehearses:
        plan["rehearsed"] = dumper.rehearse(target.key, request, cancellation=cancellation)
    pause = foretell(plan["usual_pause_ms"], past, planned.wait_ms)
    plan["pause_ms"] = [round(pause.low, 3), round(pause.high, 3)]
    return plan


def _show(plan: dict[str, Any]) -> None:
    terminal.say(f"{plan['name']} (PID {plan['pid']})")
    terminal.facts(
        [
            ("flags", terminal.flags(plan["flags"])),
            *(("  without", f"{name}: {why}") for name, why in plan["dropped_flags"].items()),
            *(("  with", f"{name}: {why}") for name, why in plan["added_flags"].items()),
            (
                "size",
                f"{_ABOUT if plan['estimate'] else ''}{terminal.exact_size(plan['file_size'])}",
            ),
            *(
                [("rehearsed", terminal.exact_size(plan["rehearsed"]))]
                if "rehearsed" in plan
                else []
            ),
            *_on_disk(plan["disk_size"], plan["file_size"]),
            *(
                [("not stored", f"{terminal.size(plan['untouched'])} that it never touched")]
                if plan["untouched"]
                else []
            ),
            *(("left out", terminal.left_out(thing)) for thing in plan["left_out"]),
            ("pause", _pause(*plan["pause_ms"])),
            *_clone(plan),
            *terminal.copied(plan["held"], plan["direct"]),
            *([("guards", f"{_guards(plan)}, which nobody can read")] if plan["guards"] else []),
            (
                "holds",
                ", ".join(
                    terminal.count(len(plan[part]), noun)
                    for part, noun in (("streams", "stream"), ("ranges", "memory range"))
                ),
            ),
        ]
    )
    for text in (*plan["warnings"], *plan["not_honoured"]):
        terminal.say(f"  warning: {text}")
    terminal.heading("What takes the space")
    kinds = sorted(plan["kinds"].items(), key=lambda item: -item[1])
    terminal.table(
        (Column("KIND"), Column("SIZE", right=True)),
        [(KINDS.get(kind, kind), terminal.size(number)) for kind, number in kinds if number],
    )
    terminal.heading("Modules")
    terminal.table(
        (
            Column("DUMP"),
            Column("BASE", right=True),
            Column("SIZE", right=True),
            Column("STORED", right=True),
            Column("NAME"),
            Column("WHY"),
        ),
        [
            (
                _IN_OUT[module["included"]],
                f"{module['base']:#x}",
                terminal.size(module["size"]),
                terminal.size(module["bytes"]),
                module["name"],
                module["reason"],
            )
            for module in plan["modules"]
        ],
    )
    terminal.heading("Threads")
    terminal.table(
        (
            Column("DUMP"),
            Column("TID", right=True),
            Column("STORED", right=True),
            Column("NAME"),
            Column("WHY"),
        ),
        [
            (
                _IN_OUT[thread["included"]],
                str(thread["id"]),
                terminal.size(thread["bytes"]),
                thread["name"],
                thread["reason"],
            )
            for thread in plan["threads"]
        ],
    )


def _past() -> Iterator[PastPause]:
    """Give how long the dumps in the window's list took, the newest first."""
    with contextlib.suppress(OutputError):  # it only makes the range narrower
        for record in History().records():
            yield record.past_pause


def _clone(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """Say what is read while the process runs on and what that costs it, or why nothing is."""
    if plan["clone_refusal"]:
        return [("no clone", plan["clone_refusal"])]
    if not plan["cloned"]:
        return []
    size, tables = terminal.size(plan["cloned"]), terminal.size(page_tables(plan["cloned"]))
    cost = f"{tables} of page tables and, meanwhile, a copy of each page that it writes to"
    return [("clone", f"it runs on while {size} are read; costs {cost}")]


def _pause(low: float, high: float) -> str:
    return f"{low:,.1f} to {high:,.1f} ms. {PAUSE}"


def _guards(plan: dict[str, Any]) -> str:
    size = sum(guard["size"] for guard in plan["guards"])
    return f"{terminal.size(size)} in {terminal.count(len(plan['guards']), 'guard')}"


def _on_disk(disk_size: int, file_size: int) -> list[tuple[str, str]]:
    """Say what the file takes up where that is less than its length."""
    if disk_size == file_size:
        return []
    return [("on disk", f"{terminal.size(disk_size)} at most: {HOLES}")]
