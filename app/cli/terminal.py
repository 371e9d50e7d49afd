"""What the commands print: tables, sizes, sentences and JSON.

Names of processes, threads and files are chosen by strangers. Everything printed through this
module is cleared of control characters, and nothing is ever read as markup.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from ..core.dump.cloning import HELD_ANYWAY
from ..core.text import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_UNITS: Final = ("bytes", "KiB", "MiB", "GiB", "TiB")
_GAP: Final = "  "
_MARKS: Final = {
    "good": "✔",
    "good with gaps": "✔",
    "not understood": "?",
    "incomplete": "!",
    "bad": "✘",
}
_COLOURS: Final = {
    "good": "green",
    "good with gaps": "yellow",
    "not understood": "yellow",
    "incomplete": "yellow",
    "bad": "red",
}


class Column(NamedTuple):
    """A column of a table. The last one of a table is cut where the terminal ends."""

    title: str
    right: bool = False


def printable(text: str) -> str:
    """Show control characters and the like as escapes."""
    if text.isprintable():
        return text
    from ..core.text import escaped

    return escaped(text)


def size(number: int) -> str:
    """Write a number of bytes in binary units, with three digits at most."""
    value, unit = float(number), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value /= 1024
        unit += 1
    if unit == 0:
        return f"{number} {'byte' if number == 1 else 'bytes'}"
    return f"{value:.{0 if value >= 99.95 else 1}f} {_UNITS[unit]}"


def copied(held: int, direct: int) -> list[tuple[str, str]]:
    """Say where much memory is copied to while a process stands still, in bytes; as facts."""
    if held + direct <= HELD_ANYWAY:
        return []
    parts = [f"{size(held)} into memory"] if held else []
    parts += [f"{size(direct)} straight to the disk, for want of memory"] if direct else []
    return [("copied", f"{', '.join(parts)}, while it stands still")]


def exact_size(number: int) -> str:
    """Write a number of bytes in binary units, and all of its digits."""
    return size(number) if number < 1000 else f"{size(number)} ({number:,} bytes)"


def flags(value: int) -> str:
    """Write MINIDUMP_TYPE flags as a number and by name, in a form that ``--type`` reads."""
    from ..core.dump.flags import flag_names

    names = flag_names(value).replace("MiniDump", "").replace("|", " ")
    return f"{value:#010x}  {names}"


def count(number: int, noun: str) -> str:
    """Write a number and what it counts."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def say(text: str = "", *, err: bool = False) -> None:
    """Print one line."""
    click.echo(printable(text), err=err)


def heading(text: str) -> None:
    """Print a heading, with a line of space above it."""
    click.echo("\n" + click.style(printable(text), bold=True))


def complain(text: str) -> None:
    """Print what went wrong to standard error."""
    click.echo(click.style("dumpdesk: ", fg="red") + printable(text), err=True)


def verdict(word: str) -> str:
    """Give the sign and the word of a verdict."""
    return f"{_MARKS.get(word, '')} {word}".strip()


def facts(pairs: Iterable[tuple[str, str]], *, err: bool = False) -> None:
    """Print names and what they are, a pair to a line; long texts are wrapped for a terminal."""
    lines = list(pairs)
    width = max((len(name) for name, _ in lines), default=0)
    room = _line_limit(err=err)
    for name, value in lines:
        shown = printable(value)
        if room is not None:
            import textwrap

            indent = " " * (width + 4)
            shown = textwrap.fill(
                shown, max(room, width + 24), initial_indent=indent, subsequent_indent=indent
            ).lstrip()
        colour = next((c for word, c in _COLOURS.items() if value == verdict(word)), None)
        styled = click.style(shown, fg=colour) if colour else shown
        click.echo(f"  {name:<{width}}{_GAP}{styled}", err=err)


def _line_limit(*, err: bool = False) -> int | None:
    """Columns of the terminal; None if it is none, and lines may be of any length."""
    stream = sys.stderr if err else sys.stdout
    is_terminal = stream is not None and stream.isatty()  # it may be closed
    return _columns() if is_terminal else None


def _columns() -> int:
    """Give the width of the terminal. Imports late: --version needs none of it."""
    import shutil

    return shutil.get_terminal_size().columns


def paragraph(text: str, indent: int) -> None:
    """Print a text behind *indent* spaces, wrapped to the terminal (100 columns at most)."""
    import textwrap

    width = min(_columns(), 100)
    for line in textwrap.wrap(printable(text), max(width - indent, 24), break_on_hyphens=False):
        click.echo(" " * indent + line)


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, err: bool = False) -> None:
    """Print an aligned table. On a terminal no line is longer than the window is wide."""
    cells = [[printable(cell) for cell in row] for row in rows]
    titles = [column.title for column in columns]
    widths = [max(map(columns_of, line)) for line in zip(titles, *cells, strict=True)]
    limit = _line_limit(err=err)
    click.echo(click.style(_row(titles, columns, widths, limit), bold=True), err=err)
    for row in cells:
        click.echo(_row(row, columns, widths, limit), err=err)


def _row(
    cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], limit: int | None
) -> str:
    padded = []
    for cell, column, width in zip(cells, columns, widths, strict=True):
        space = " " * (width - columns_of(cell))
        padded.append(space + cell if column.right else cell + space)
    line = _GAP.join(padded).rstrip()
    return line if limit is None or columns_of(line) <= limit else _cut(line, limit)


def _cut(text: str, limit: int) -> str:
    kept = text[:limit]
    while columns_of(kept) > limit - 1:
        kept = kept[:-1]
    return kept + "…"


def as_json(value: Any, *, lines: bool = False) -> None:  # noqa: ANN401 - whatever JSON can say
    """Print *value* as JSON: for people indented, for programs (and *lines*) on one line."""
    import json

    indent = 2 if sys.stdout.isatty() and not lines else None
    # ASCII only, so that no text of a stranger's reaches the terminal as it is.
    click.echo(json.dumps(value, indent=indent))


def left_out(thing: dict[str, Any]) -> str:
    """Say what is not there on purpose, by whom and why: an element of ``left_out`` in JSON."""
    from ..core.dump.left_out import CHOSEN
    from ..core.dump.words import BLANKED, WHO

    name = thing.get("name") or next((where for where, _ in thing.get("ranges", ())), "")
    size_text = size(sum(length for _, length in thing.get("ranges", ())))
    # Of a module, the range says where it was, not what the file would hold of it.
    is_sized = thing.get("ranges") and thing["kind"] == "memory"
    what = f"{thing['kind']} {name}" + (f" ({size_text})" if is_sized else "")
    who = WHO.get(thing["by"], thing["by"]).format(source=thing.get("source", ""))
    why = "" if thing.get("why", "") in ("", CHOSEN) else f": {thing['why']}"
    return f"{what}, {who}{why}" + (f"; {BLANKED}" if thing.get("blank") else "")
