"""``dumpdesk triage``: what happened in all the dumps of a folder, grouped and counted."""

from __future__ import annotations

import csv
import html
import io
import itertools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..core.text import for_spreadsheet
from . import terminal
from .terminal import Column, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..core.inspection.triage import Entry

_COLUMNS: Final = ("MADE", "PROCESS", "VERSION", "HOST", "FILE", "WHAT HAPPENED")
_SHOWN: Final = 10
"""Files of a group that are listed."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "form", flag_value="json", help="Print JSON: files and groups.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV, one line a file.")
@click.option("--html", "form", flag_value="html", help="Print a page for a browser.")
@click.option("--again", is_flag=True, help="Look at all files, also those that are known.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default one a core.")
def command(folder: Path, form: str | None, *, again: bool, workers: int | None) -> None:
    """Look through all minidumps in FOLDER and below it, whatever they are called.

    Crashes are grouped by their signature, the newest group first. What was found is kept, so that
    a run that was interrupted goes on where it was, and the next one looks at new files only.
    """
    if not folder.is_dir():
        raise click.BadParameter(f"{folder} is not a folder.", param_hint="FOLDER")
    entries = _triage(folder, again=again, workers=workers or 0)
    groups = _groups(entries)
    match form:
        case "json":
            terminal.as_json(_to_json(groups))
        case "csv":
            click.echo(_csv(entries), nl=False)
        case "html":
            click.echo(_html(folder, groups))
        case _:
            _show(folder, groups)


def _triage(folder: Path, *, again: bool, workers: int) -> list[Entry]:
    from ..core.storage.kept_triage import triage_kept

    done = itertools.count(1)
    found = triage_kept(folder, lambda _: _count(next(done)), again=again, workers=workers)
    _count(0)
    return found


def _count(done: int) -> None:
    """Tell on a terminal how many are done; 0 takes the line away."""
    if sys.stderr.isatty():
        text = f"Looking through dumps: {done:,}" if done else ""
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)


def _groups(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Gather what belongs together, in the order of the newest of each."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.group, []).append(entry)
    return found


def _row(entry: Entry, folder: Path | None = None) -> tuple[str, ...]:
    name = entry.path
    if folder is not None and Path(name).is_relative_to(folder):
        name = str(Path(name).relative_to(folder))
    made = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(entry.made)) if entry.made else ""
    what = entry.error or entry.headline
    return made, entry.process, entry.version, entry.host, name, what


def _show(folder: Path, groups: dict[str, list[Entry]]) -> None:
    count = sum(map(len, groups.values()))
    terminal.say(
        f"{terminal.count(count, 'minidump')} in {folder}, {terminal.count(len(groups), 'group')}."
    )
    for name, entries in groups.items():
        terminal.heading(f"{len(entries)}x {name}")
        terminal.table(
            [Column(title) for title in _COLUMNS],
            [_row(entry, folder) for entry in entries[:_SHOWN]],
        )
        if len(entries) > _SHOWN:
            terminal.say(f"{len(entries) - _SHOWN} more: --csv and --json list all.")


def _to_json(groups: dict[str, list[Entry]]) -> dict[str, object]:
    return {
        "groups": [
            {
                "name": name,
                "count": len(entries),
                "newest": entries[0].made,
                "oldest": min(entry.made for entry in entries),
                "versions": sorted({entry.version for entry in entries} - {""}),
                "hosts": sorted({entry.host for entry in entries} - {""}),
            }
            for name, entries in groups.items()
        ],
        "files": [
            entry._asdict() | {"group": name}
            for name, entries in groups.items()
            for entry in entries
        ],
    }


def _csv(entries: Iterable[Entry]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("made", "process", "version", "host", "file", "what", "group"))
    for entry in entries:
        writer.writerow(map(for_spreadsheet, (*_row(entry), entry.group)))
    return file.getvalue()


def _html(folder: Path, groups: dict[str, list[Entry]]) -> str:
    """Make a page that needs nothing else; whatever a dump says is text in it."""
    parts = [_HEAD.format(html.escape(f"Dumps in {folder}"))]
    for name, entries in groups.items():
        parts.append(f"<h2>{len(entries)}x {html.escape(printable(name))}</h2><table><tr>")
        parts += (f"<th>{title.capitalize()}</th>" for title in _COLUMNS)
        parts.append("</tr>")
        for entry in entries:
            cells = (html.escape(printable(text)) for text in _row(entry, folder))
            parts.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
        parts.append("</table>")
    return "".join(parts) + "</body></html>\n"


_HEAD: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{0}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 14px system-ui, sans-serif; margin: 24px }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid #8884 }}
td {{ vertical-align: top; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }}
h2 {{ font-size: 15px; margin: 24px 0 8px }}
</style></head><body><h1>{0}</h1>
"""
