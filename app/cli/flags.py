"""``dumpdesk flags``: the table of MINIDUMP_TYPE flags."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING

import click

from ..core.dump.flags import FLAGS
from . import terminal

if TYPE_CHECKING:
    from ..core.dump.flags import FlagRow


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """List the flags of a dump and what each puts into it."""
    if as_json:
        terminal.as_json(
            [
                {
                    "name": row.name,
                    "value": row.value,
                    "label": row.label,
                    "group": str(row.group),
                    "help": row.help,
                    "linux": row.linux,
                    "windows": row.windows,
                    "min_version": row.min_version,
                    "effective_on_linux": row.effective_on_linux,
                    "private": row.private,
                }
                for row in FLAGS
            ]
        )
        return
    for group, rows in groupby(FLAGS, lambda row: row.group):
        terminal.heading(group)
        for row in rows:
            secret = "  (may hold secrets)" if row.private else ""
            terminal.say(f"  {row.value:#010x}  {row.name}{secret}")
            terminal.paragraph(explained(row, sys.platform), 14)


def explained(row: FlagRow, system: str) -> str:
    """Say what a flag is for and, where that is not all, what it does on this *system*."""
    if system == "win32":
        return f"{row.help} {row.windows}"
    return row.help if row.effective_on_linux else f"{row.help} {row.linux}"
