"""``dumpdesk unpack``: take minidumps out of the files they came in."""

from __future__ import annotations

from pathlib import Path

import click

from ..core.errors import InvalidDumpError, InvalidRequestError
from . import terminal


@click.command()
@click.argument("file")
@click.option("-o", "--output", metavar="FILE", help="Where to put the only minidump in it.")
def command(file: str, output: str | None) -> None:
    """Take the minidumps out of FILE: compressed with gzip, a zip archive, or the upload
    (multipart) of a crash reporter.

    They are put beside FILE, for you alone to read. No file is replaced.
    """  # noqa: D205 - the first paragraph is what the help shows
    from ..core.inspection.contained import contained_dumps, unpack

    found = contained_dumps(file)
    if not found:
        raise InvalidDumpError(
            f"There is no minidump in {file}",
            remedy="A gzip file, a zip archive or a multipart upload is looked into.",
        )
    if output is not None and len(found) > 1:
        raise InvalidRequestError(
            f"There are {len(found)} minidumps in {file}.", "Leave --output away."
        )
    folder = Path(file).parent
    for number, contained in enumerate(found, 1):
        name = contained.name or f"{Path(file).name}.{number}"
        if not name.lower().endswith((".dmp", ".mdmp", ".hdmp")):
            name += ".dmp"
        target = folder / name if output is None else Path(output)
        size = unpack(contained, target)
        terminal.say(f"{target}  {terminal.exact_size(size)}")
