"""``dumpdesk presets``: the ready choices of flags."""

from __future__ import annotations

import click

from ..core.dump.flags import flag_names
from ..core.dump.presets import DEFAULT, PRESETS
from ..core.storage.own_presets import OwnPresets
from . import terminal


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """List the ready choices of flags, your own too, and whose choice each one equals."""
    own = OwnPresets()
    for problem in own.problems:
        terminal.complain(problem)
    known = [*PRESETS, *own.presets]
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
                for preset in known
            ]
        )
        return
    for preset in known:
        mark = " (default)" if preset is DEFAULT else ""
        same = f" Equals: {preset.equals}." if preset.equals else ""
        terminal.say(f"{preset.key:<12}{preset.flags:#010x}  {preset.name}{mark}")
        terminal.paragraph(preset.help + same, 24)
