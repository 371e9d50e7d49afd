"""``dumpdesk plan``: what a dump would hold, without stopping the process.

To the byte, but on Windows: there it is an estimate, and a rehearsal gives the exact size.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

import click

from ..core.dump.pause import PastPause, foretell
from ..core.dumper.client import DumperClient
from ..core.errors import OutputError
from ..core.storage.history import History
from . import terminal
from .interrupt import Interrupts
from .selection import SelectionCommand, key_given, request_of, selection_options
from .terminal import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABOUT: Final = "about "
_IN_OUT: Final = {True: "in", False: "out"}


@click.command(cls=SelectionCommand)
@selection_options
@click.option(
    "--rehearse",
    "rehearses",
    is_flag=True,
    help="Windows: have the dump made and stored nowhere, for its exact size; this stops PID.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(context: click.Context, /, *, rehearses: bool, as_json: bool, **_: object) -> None:
    """Show what a dump of process PID would hold and why; nothing is written or stopped."""
    key = key_given(context)
    request = request_of(context, key)
    with DumperClient() as dumper, Interrupts() as interrupts:
        cancellation = interrupts.cancellation
        process = dumper.describe(key, cancellation=cancellation)
        planned = dumper.plan(key, request, cancellation=cancellation)
        plan = {
            "pid": key.pid,
            "name": process.name,
            **planned.plan.to_json(),
            "warnings": list(planned.warnings),
        }
        if rehearses:
            plan["rehearsed"] = dumper.rehearse(key, request, cancellation=cancellation)
    pause = foretell(plan["usual_pause_ms"], _past())
    plan["pause_ms"] = [round(pause.low, 3), round(pause.high, 3)]
    if as_json:
        terminal.as_json(plan)
    else:
        _show(plan)


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
            *_if_different("on disk", plan["disk_size"], plan["file_size"]),
            *(
                [("not stored", f"{terminal.size(plan['untouched'])} that it never touched")]
                if plan["untouched"]
                else []
            ),
            *(("left out", terminal.left_out(thing)) for thing in plan["left_out"]),
            ("pause", _pause(*plan["pause_ms"])),
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
        [(kind, terminal.size(number)) for kind, number in kinds if number],
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
        for record in reversed(History().records()):
            yield PastPause(record.usual_pause_ms, record.paused_ms)


def _pause(low: float, high: float) -> str:
    return f"{low:,.1f} to {high:,.1f} ms"


def _guards(plan: dict[str, Any]) -> str:
    size = sum(guard["size"] for guard in plan["guards"])
    return f"{terminal.size(size)} in {terminal.count(len(plan['guards']), 'guard')}"


def _if_different(name: str, number: int, other: int) -> list[tuple[str, str]]:
    return [(name, terminal.size(number))] if number != other else []
