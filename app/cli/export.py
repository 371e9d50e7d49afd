"""``dumpdesk export``: a dump in the form that other debuggers want."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import terminal

if TYPE_CHECKING:
    from ..core.inspection.tools import Tool


@click.command()
@click.argument("file")
@click.option(
    "--elf-core", is_flag=True, help="As an ELF core file; the form there is, and the default."
)
@click.option("-o", "--output", metavar="FILE", help="Where to put it; by default beside FILE.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(file: str, output: str | None, *, elf_core: bool, as_json: bool) -> None:
    """Write the dump FILE of a Linux process as an ELF core file.

    gdb, lldb, jhsdb, py-spy and dlv read those. The core holds what the dump holds: for the tools
    of languages take dumps with their private memory. It is for you alone to read, and no file is
    replaced.
    """
    from ..core.inspection.dump_snapshot import snapshot_of
    from ..core.inspection.elf_core import write_elf_core
    from ..core.inspection.tools import tools_for
    from ..core.minidump.reader import MinidumpFile

    del elf_core  # there is no other form
    target = Path(output) if output is not None else Path(file).with_suffix(".core")
    with MinidumpFile.open(file) as dump:
        written = write_elf_core(dump, target)
        tools = tools_for(snapshot_of(dump), str(target))
    if as_json:
        told = {"file": str(target), **written._asdict()}
        terminal.as_json(told | {"tools": [tool._asdict() for tool in tools]})
        return
    terminal.say(
        f"{target}  {terminal.exact_size(written.size)}, "
        f"{terminal.count(written.threads, 'thread')}"
    )
    _show(tools)


def _show(tools: tuple[Tool, ...]) -> None:
    terminal.heading("What reads it")
    for tool in tools:
        terminal.say(f"  {tool.command}")
        terminal.say(f"      {tool.what}")
