"""``dumpdesk find``: where something stands in the memory that a dump holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from . import terminal
from .terminal import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.inspection.search import Hit, Sought
    from ..core.inspection.whereabouts import Whereabouts
    from ..core.minidump.reader import MinidumpFile

_SHOWN: Final = 24
"""Characters of what is found that are shown."""


@click.command()
@click.argument("file")
@click.option("--text", metavar="TEXT", help="Find a text, as UTF-8.")
@click.option("--utf16", metavar="TEXT", help="Find a text, as UTF-16.")
@click.option("--bytes", "data", metavar="HEX", help="Find bytes: pairs of hexadecimal digits.")
@click.option(
    "--pointers",
    metavar="ADDRESS|FROM-TO|FROM:SIZE",
    help="Find numbers that lead to an address, or into a range; addresses are hexadecimal.",
)
@click.option("--any-case", is_flag=True, help="Letters count the same in either case.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: str,
    text: str | None,
    utf16: str | None,
    data: str | None,
    pointers: str | None,
    *,
    any_case: bool,
    as_json: bool,
) -> None:
    """Find a text, bytes or pointers in all memory of the dump FILE."""
    from ..core.inspection.dump_snapshot import snapshot_of
    from ..core.inspection.search import HITS, SearchKind, sought
    from ..core.inspection.whereabouts import Whereabouts
    from ..core.minidump.reader import MinidumpFile

    asked = {
        SearchKind.TEXT: text,
        SearchKind.UTF16: utf16,
        SearchKind.BYTES: data,
        SearchKind.POINTERS: pointers,
    }
    said = [(kind, value) for kind, value in asked.items() if value is not None]
    if len(said) != 1:
        raise click.UsageError("Say what to find: one of --text, --utf16, --bytes, --pointers.")
    with MinidumpFile.open(file) as dump:
        snapshot = snapshot_of(dump)
        architecture = snapshot.system.processor_architecture
        wanted = sought(*said[0], architecture, any_case=any_case)
        hits = list(_hits(dump, wanted, HITS))
        places = Whereabouts(snapshot, dump.read_memory)
    if as_json:
        terminal.as_json({"found": [_to_json(hit, places) for hit in hits], "limit": HITS})
    else:
        _show(hits, places, HITS)


def _hits(dump: MinidumpFile, wanted: Sought, most: int) -> Iterator[Hit]:
    """Give what is found, *most* places at most."""
    from ..core.inspection.search import Step, search

    step, count = Step(), 0
    while step.next is not None and count < most:
        step = search(dump.memory, wanted, step.next)
        yield from step.hits[: most - count]
        count += len(step.hits)


def _where(hit: Hit, places: Whereabouts) -> str:
    place = places.at(hit.address)
    return place.text(hit.address) if place is not None else ""


def _to_json(hit: Hit, places: Whereabouts) -> dict[str, Any]:
    return {
        "address": hit.address,
        "size": hit.size,
        "where": _where(hit, places),
        "bytes": hit.data.hex(),
    }


def _show(hits: list[Hit], places: Whereabouts, most: int) -> None:
    if not hits:
        terminal.say("Nothing was found in the memory that the dump holds.")
        return
    terminal.table(
        (Column("ADDRESS", right=True), Column("TEXT"), Column("WHERE")),
        [
            (
                f"{hit.address:#x}",
                "".join(chr(b) if 32 <= b < 127 else "." for b in hit.data[:_SHOWN]),
                _where(hit, places),
            )
            for hit in hits
        ],
    )
    if len(hits) == most:
        terminal.say(f"Only the first {most} are told: ask more closely for others.")
