"""``dumpdesk show``: what is in a dump file."""

from __future__ import annotations

import csv
import io
import json
import time
from typing import Any, Final

import click

from ..core.text import for_spreadsheet
from . import terminal
from .terminal import Column

_UNTOLD: Final = "not told"
_MOST_DOINGS: Final = 12


@click.command()
@click.argument("file")
@click.option("--stream", metavar="NAME", help="Show one stream: its name or its number.")
@click.option("--registers", is_flag=True, help="Show all registers of each thread.")
@click.option("--symbols", is_flag=True, help="Show what names of each module this machine knows.")
@click.option(
    "--csv",
    "table",
    metavar="TABLE",
    help="Print one table as CSV: threads, modules, regions, … (a wrong name lists all).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: str,
    stream: str | None,
    table: str | None,
    *,
    registers: bool,
    symbols: bool,
    as_json: bool,
) -> None:
    """Show what the dump FILE holds."""
    from ..core.inspection.show import (
        TABLES,
        describe_file,
        registers_to_json,
        stream_to_json,
        symbols_to_json,
    )

    asked = (stream is not None, table is not None, registers, symbols)
    if sum(asked) > 1 or (table and as_json):
        raise click.UsageError(
            "--stream, --registers, --symbols and --csv show different things: give one."
        )
    if table is not None and table not in TABLES:
        raise click.BadParameter(f"There are these: {', '.join(TABLES)}.", param_hint="--csv")
    if registers:
        told = registers_to_json(file)
        if as_json:
            terminal.as_json({"threads": told})
        else:
            _show_registers(told)
        return
    if symbols:
        known = symbols_to_json(file)
        if as_json:
            terminal.as_json({"modules": known})
        else:
            _show_symbols(known)
        return
    is_list = as_json or table == "regions"
    value = describe_file(file, regions=is_list) if stream is None else stream_to_json(file, stream)
    if table is not None:
        _print_csv(value, table)
    elif as_json:
        terminal.as_json(value)
    elif stream is None:
        _show(value)
    else:
        _show_stream(value)


def _print_csv(dump: dict[str, Any], name: str) -> None:
    from ..core.inspection.show import as_table

    rows = as_table(dump, name)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(rows[0] if rows else [])
    writer.writerows(map(for_spreadsheet, row.values()) for row in rows)
    click.echo(file.getvalue(), nl=False)


def _show_symbols(modules: list[dict[str, Any]]) -> None:
    terminal.table(
        (Column("MODULE"), Column("ID"), Column("SYMBOLS"), Column("FROM")),
        [
            (
                module["name"] or _UNTOLD,
                module["id"],
                module["symbols"],
                module["path"] or module["why"],
            )
            for module in modules
        ],
    )


def _show_registers(threads: list[dict[str, Any]]) -> None:
    for thread in threads:
        crashed = " (at the exception)" if thread["crashed"] else ""
        terminal.heading(f"Thread {thread['id']} {thread['name']}".rstrip() + crashed)
        if not thread["registers"]:
            terminal.say("  Its registers are not told.")
        for group, registers in thread["registers"].items():
            terminal.say(f"  {group}")
            for name, value in registers.items():
                meaning = thread["flags"].get(name, "")
                terminal.say(f"    {name:<7} {value}  {meaning}".rstrip())


def _show_stream(value: dict[str, Any]) -> None:
    terminal.facts(
        [
            ("stream", f"{value['name']} ({value['type']:#x})"),
            ("size", f"{terminal.size(value['size'])} at {value['rva']:#x}"),
        ]
    )
    terminal.say()
    content = value["content"]
    if value["form"] == "values":
        click.echo(json.dumps(content, indent=2))
        return
    lines = content if isinstance(content, list) else content.splitlines()
    for line in lines:
        terminal.say(line.expandtabs())


def _show(dump: dict[str, Any]) -> None:
    process, header = dump["process"], dump["header"]
    stamp = header["timestamp"]
    made = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(stamp)) if stamp else _UNTOLD
    number = f" (PID {process['id']})" if process["id"] else ""
    stored = sum(range_["size"] for range_ in dump["ranges"])
    terminal.say(dump["headline"])
    _doings(dump["activity"])
    terminal.say()
    terminal.facts(
        [
            ("process", f"{process['name'] or _UNTOLD}{number}"),
            ("program", process["executable"] or _UNTOLD),
            ("system", _system(dump["system"])),
            ("made", made),
            ("flags", terminal.flags(header["flags"])),
            ("size", terminal.exact_size(dump["file_size"])),
            (
                "memory",
                f"{terminal.size(stored)} in {terminal.count(len(dump['ranges']), 'range')}",
            ),
            *(("comment", comment) for comment in dump["comments"]),
            *_exception(dump["exception"]),
            *(("said", f"{thing['source']}: {thing['text']}") for thing in dump["said"]),
            *(("damaged", finding) for finding in dump["findings"]),
            *(("missing", f"{e['stage']}: {e['error']}") for e in dump["soft_errors"]),
            *(("left out", terminal.left_out(thing)) for thing in dump["left_out"]),
        ]
    )
    terminal.heading("Streams")
    terminal.table(
        (Column("TYPE", right=True), Column("SIZE", right=True), Column("NAME")),
        [
            (f"{stream['type']:#x}", terminal.size(stream["size"]), stream["name"])
            for stream in dump["streams"]
        ],
    )
    terminal.heading("Threads")
    terminal.table(
        (
            Column("TID", right=True),
            Column("AT", right=True),
            Column("STACK", right=True),
            Column("REGISTERS"),
            Column("NAME"),
        ),
        [
            (
                str(thread["id"]),
                f"{thread['instruction_pointer']:#x}",
                terminal.size(thread["stack"]["size"])
                + (", overflowed" if thread["overflowed"] else ""),
                thread["registers"],
                thread["name"],
            )
            for thread in dump["threads"]
        ],
    )
    terminal.heading("Modules")
    terminal.table(
        (
            Column("BASE", right=True),
            Column("SIZE", right=True),
            Column("VERSION"),
            Column("NAME"),
        ),
        [
            (
                f"{module['base']:#x}",
                terminal.size(module["size"]),
                module["version_text"],
                module["name"] or _UNTOLD,
            )
            for module in dump["modules"]
        ],
    )
    if dump["image_notes"]:
        names = {module["base"]: module["name"] for module in dump["modules"]}
        terminal.heading("Notes on modules")
        terminal.table(
            (
                Column("BASE", right=True),
                Column("SIZE", right=True),
                Column("NOTE"),
                Column("NAME"),
            ),
            [
                (
                    f"{told['base']:#x}",
                    terminal.size(told["size"]) if told["size"] else "",
                    f"{told['kind']}: {told['detail']}" if told["detail"] else told["kind"],
                    told["name"] or names.get(told["base"], ""),
                )
                for told in dump["image_notes"]
            ],
        )


def _doings(activity: list[dict[str, Any]]) -> None:
    """Say what the threads of a process do that has not crashed."""
    from ..core.inspection.activity import Activity, Doing

    for one in activity[:_MOST_DOINGS]:
        told = Activity(Doing(one["doing"]), one["place"], tuple(one["threads"]))
        terminal.say(f"  {told.text}")
    if len(activity) > _MOST_DOINGS:
        terminal.say(f"  and {len(activity) - _MOST_DOINGS} more; see dumpdesk stacks")


def _system(system: dict[str, Any]) -> str:
    numbers = [system["major_version"], system["minor_version"], system["build_number"]]
    name, version = (
        system["platform"] or f"system {system['platform_id']:#x}",
        system["csd_version"],
    )
    is_whole = version.startswith(name)  # as uname tells it
    parts = (
        "" if is_whole else name,
        ".".join(map(str, numbers)) if any(numbers) and not is_whole else "",
        version,
        f"on {system['processor'] or 'processor ' + str(system['processor_architecture'])}",
    )
    return " ".join(filter(None, parts))


def _exception(exception: dict[str, Any] | None) -> list[tuple[str, str]]:
    if exception is None:
        return []
    text = "{code:#x} at {address:#x} in thread {thread_id}".format(**exception)
    return [("exception", text)]
