"""``dumpdesk presets``: the ready choices of flags."""

from __future__ import annotations

import click

from app.cli import terminal
from app.cli.terminal import Column
from app.core.dump.flags import flag_names
from app.core.dump.presets import DEFAULT, PRESETS


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """List the ready choices of flags, and whose choice each one equals."""
    if as_json:
        terminal.as_json(
            [
                {
                    "key": preset.key,
                    "name": preset.name,
                    "flags": preset.flags,
                    "flag_names": flag_names(preset.flags).split("|"),
                    "help": preset.help,
                    "equals": preset.equals,
                    "default": preset is DEFAULT,
                }
                for preset in PRESETS
            ]
        )
        return
    terminal.table(
        (Column("PRESET"), Column("FLAGS", right=True), Column("NAME"), Column("WHAT IT IS FOR")),
        [(preset.key, f"{preset.flags:#x}", preset.name, preset.help) for preset in PRESETS],
    )
