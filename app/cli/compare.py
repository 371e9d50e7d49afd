"""``dumpdesk compare``: what differs between two dumps, or a dump and its process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from . import terminal
from .process_argument import ProcessOrFile, the_key
from .terminal import Column

if TYPE_CHECKING:
    from ..core.inspection.compare import Comparison, Look
    from .process_argument import Meant

_MOST: Final = 20
_DAMAGE: Final = 3
_INCOMPLETE: Final = 7
"""Exit code: something could not be read."""


@click.command()
@click.argument("before", type=ProcessOrFile(), metavar="BEFORE")
@click.argument("after", type=ProcessOrFile(), metavar="AFTER")
@click.option("--all", "everything", is_flag=True, help="Show all lines of every table.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def command(
    context: click.Context,
    before: Meant | str,
    after: Meant | str,
    *,
    everything: bool,
    as_json: bool,
) -> None:
    """Compare two looks at a process: each is a dump file, or PID[@STARTED].

    Of two dumps of a program that grows the first table says where. A process is stopped for some
    milliseconds. 7: a file is damaged.
    """
    from ..core.inspection.compare import compare

    found = compare(_look(before), _look(after))
    if as_json:
        terminal.as_json(_to_json(found))
    else:
        _show(found, None if everything else _MOST)
    if found.damage:
        context.exit(_INCOMPLETE)


def _look(source: Meant | str) -> Look:
    from ..core.inspection.looks import look_at_dump, look_at_process

    return look_at_dump(source) if isinstance(source, str) else look_at_process(the_key(source))


def _to_json(found: Comparison) -> dict[str, object]:
    lists = ("memory", "mappings", "threads", "modules", "handles")
    told = {name: [one._asdict() for one in getattr(found, name)] for name in lists}
    return found._asdict() | told


def _show(found: Comparison, most: int | None) -> None:
    for what in found.damage[:_DAMAGE]:
        terminal.say(f"Damaged, and not compared as far as it is: {what}")
    if len(found.damage) > _DAMAGE:
        terminal.say(f"{len(found.damage) - _DAMAGE} more things could not be read.")
    if not found.same_process:
        terminal.say("These are not the same process.")
    if found.seconds:
        from ..core.inspection.cause import duration

        when = "later" if found.seconds > 0 else "earlier"
        terminal.say(f"The second look was {duration(abs(found.seconds))} {when}.")
    if found.resident is not None:
        old, new = found.resident
        terminal.say(f"Memory in use: {terminal.size(old)}, then {terminal.size(new)}.")
    _table(
        "Memory that changed",
        (*map(_right, ("GREW", "BEFORE", "AFTER", "NEW", "GONE")), Column("WHAT")),
        [
            (
                _signed(one.grown),
                *(terminal.size(one.before), terminal.size(one.after)),
                *(str(one.came or ""), str(one.went or ""), one.what),
            )
            for one in found.memory
        ],
        most,
    )
    _table(
        "Threads that worked, moved, came or went",
        (_right("TID"), Column("NAME"), _right("CPU"), Column("BEFORE"), Column("AFTER")),
        [
            (
                *(str(one.id), one.name, f"{one.cpu_ms} ms" if one.cpu_ms else ""),
                *(one.before or "-", one.stands or "-"),
            )
            for one in found.threads
        ],
        most,
    )
    if found.unmoved:
        terminal.say(f"{terminal.count(found.unmoved, 'thread')} did not move.")
    _table(
        "Modules",
        (Column("NAME"), Column("BEFORE"), Column("AFTER")),
        [(one.name, one.before or "-", one.after or "-") for one in found.modules],
        most,
    )
    _table(
        "Handles",
        (Column("TYPE"), _right("BEFORE"), _right("AFTER"), Column("NEW")),
        [
            (one.type_name, str(one.before), str(one.after), ", ".join(one.came))
            for one in found.handles
        ],
        most,
    )


def _table(
    title: str, columns: tuple[Column, ...], rows: list[tuple[str, ...]], most: int | None
) -> None:
    if not rows:
        return
    terminal.heading(title)
    terminal.table(columns, rows[:most])
    if most is not None and len(rows) > most:
        terminal.say(f"{len(rows) - most} more: --all shows them.")


def _right(title: str) -> Column:
    return Column(title, right=True)


def _signed(number: int) -> str:
    return f"{'+' if number > 0 else '-'}{terminal.size(abs(number))}"
