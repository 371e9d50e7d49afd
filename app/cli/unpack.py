"""``dumpdesk unpack``: take minidumps out of the files they came in."""

from __future__ import annotations

import click

from ..core.errors import InvalidRequestError
from . import terminal


@click.command()
@click.argument("file")
@click.option("-o", "--output", metavar="FILE", help="Where to put the only minidump in it.")
def command(file: str, output: str | None) -> None:
    """Take the minidumps out of FILE: compressed (gzip, bzip2, xz, zstd), a zip archive, or
    the upload (multipart) of a crash reporter.

    They are put beside FILE, for you alone to read. No file is replaced.
    """  # noqa: D205 - the first paragraph is what the help shows
    from ..core.inspection.contained import contained_dumps, unpack, unpack_all

    if output is None:
        done = unpack_all(file)
    else:
        found = contained_dumps(file)
        if len(found) != 1:
            raise InvalidRequestError(
                f"There are {len(found)} minidumps in {file}.", "Leave --output away."
            )
        done = [(output, unpack(found[0], output))]
    for path, size in done:
        terminal.say(f"{path}  {terminal.exact_size(size)}")
