"""``dumpdesk tools``: what opens a dump, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import terminal

if TYPE_CHECKING:
    from ..core.inspection.tools import Tool


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(file: str, *, as_json: bool) -> None:
    """Name the debuggers and other tools that open the dump FILE, and the commands for it.

    Those that are on this machine come first. Some read a core file, which `dumpdesk export` makes
    of the dump of a Linux process.
    """
    from ..core.inspection.dump_snapshot import snapshot_of
    from ..core.inspection.tools import found_here, tools_for_either
    from ..core.minidump.reader import MinidumpFile

    core = str(Path(file).with_suffix(".core"))
    with MinidumpFile.open(file) as dump:
        tools = tools_for_either(snapshot_of(dump), file, core)
    here = {tool.command for tool in found_here(tools)}
    if as_json:
        terminal.as_json({"tools": [_to_json(tool, here) for tool in tools]})
        return
    for title, wanted in (("On this machine", True), ("Not found here", False)):
        shown = [tool for tool in tools if (tool.command in here) is wanted]
        if shown:
            terminal.heading(title)
        for tool in shown:
            reads = ", wants the core file" if tool.reads == "core" else ""
            terminal.say(f"  {tool.name}: {tool.what}{reads}")
            terminal.say(f"      {tool.command}")


def _to_json(tool: Tool, here: set[str]) -> dict[str, object]:
    return {
        "name": tool.name,
        "command": tool.command,
        "arguments": list(tool.arguments),
        "what": tool.what,
        "reads": tool.reads,
        "is_here": tool.command in here,
    }
