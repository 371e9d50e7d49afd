"""``dumpdesk list``: the processes there are, and whether they can be dumped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import terminal
from .targets import listed, parsed
from .terminal import Column

if TYPE_CHECKING:
    from ..core.processes.info import ProcessInfo


@click.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(query: tuple[str, ...], *, as_json: bool) -> None:
    """List processes; QUERY says which.

    Words are looked for in name, PID, user, path and arguments. Fields are compared: 'user = alice
    and mem > 1 GiB', 'name ~ fire*', 'not dump = yes', 'age < 5 m'.
    """
    from ..core.processes.info import CanDump

    asked = parsed(" ".join(query))
    found = [info for info in listed([asked]) if asked.matches(info)]
    if as_json:
        terminal.as_json([_values(info, CanDump.YES) for info in found])
        return
    kernel = sum(info.can_dump == CanDump.KERNEL for info in found)
    terminal.table(
        (
            Column("PID", right=True),
            Column("NAME"),
            Column("USER"),
            Column("MEMORY", right=True),
            Column("CAN DUMP"),
        ),
        [
            (
                str(info.pid),
                info.name,
                info.user,
                terminal.size(info.memory),
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


def _values(info: ProcessInfo, yes: str) -> dict[str, Any]:
    return {
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
