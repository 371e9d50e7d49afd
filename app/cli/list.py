"""``dumpdesk list``: the processes there are, and whether they can be dumped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from . import terminal
from .targets import listed, parsed
from .terminal import Column

if TYPE_CHECKING:
    from ..core.processes.info import ProcessInfo
    from ..core.processes.query_fields import Field

_SHOWN: Final = frozenset({"pid", "name", "user", "mem", "dump"})
"""Fields of a query that have a column anyway."""


@click.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(query: tuple[str, ...], *, as_json: bool) -> None:
    """List processes; QUERY says which.

    Words are looked for in name, PID, user, path and arguments. Fields are compared: 'user = alice
    and mem > 1 GiB', 'name ~ fire*', 'not dump = yes', 'age < 5 m'. What is compared is shown; the
    largest of the first number comes first.
    """
    from ..core.processes.info import CanDump
    from ..core.processes.query_fields import BY_NAME

    asked = parsed(" ".join(query))
    fields = [BY_NAME[name] for name in asked.fields]
    found = [info for info in listed([asked]) if asked.matches(info)]
    if (first := next((field for field in fields if field.is_number), None)) is not None:
        found.sort(key=lambda info: -(first.get(info) or 0))
    more = [field for field in fields if field.name not in _SHOWN]
    if as_json:
        terminal.as_json([_values(info, CanDump.YES, more) for info in found])
        return
    kernel = sum(info.can_dump == CanDump.KERNEL for info in found)
    terminal.table(
        (
            Column("PID", right=True),
            Column("NAME"),
            Column("USER"),
            Column("MEMORY", right=True),
            *(Column(field.name.upper(), right=field.is_number) for field in more),
            Column("CAN DUMP"),
        ),
        [
            (
                str(info.pid),
                info.name,
                info.user,
                terminal.size(info.memory),
                *(_text(field, field.get(info)) for field in more),
                ": ".join(filter(None, (info.can_dump, info.verdict.reason))),
            )
            for info in found
            if info.can_dump != CanDump.KERNEL
        ],
    )
    if kernel:
        terminal.say(f"{terminal.count(kernel, 'thread')} of the kernel not shown.", err=True)
    elif not found:
        terminal.say("No process is like that.", err=True)


def _text(field: Field, value: Any) -> str:  # noqa: ANN401 - what a process has of it
    """Write what a process has of *field*, in the unit that the field is asked in."""
    from ..core.inspection.cause import duration
    from ..core.processes.query_fields import DURATIONS, PERCENT, SIZES

    if value is None:
        return "?"
    if field.units is SIZES:
        return terminal.size(round(value))
    if field.units is DURATIONS:
        return duration(value)
    return f"{value:.1f} %" if field.units is PERCENT else str(value)


def _values(info: ProcessInfo, yes: str, more: list[Field]) -> dict[str, Any]:
    return {
        **{field.name: field.get(info) for field in more},
        "pid": info.pid,
        "process": str(info.key),
        "name": info.name,
        "user": info.user,
        "can_dump": info.can_dump == yes,
        "verdict": info.can_dump,
        "reason": info.verdict.reason,
        "remedy": info.verdict.remedy,
        "ppid": info.ppid,
        "state": info.state,
        "threads": info.threads,
        "memory": info.memory,
        "started": info.started,
        "bits": info.bits,
        "exe": info.exe,
        "cmdline": info.cmdline,
    }
