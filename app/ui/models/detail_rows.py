"""All there is to know of one process, as rows ready to be shown.

Made from the JSON values of the dumper away from the window's thread: afterwards a table only looks
texts up, and sorts and filters what is there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ...core.processes.text import escaped, file_name
from ..theme import binary_size, whole_number
from ..translation import QT_TRANSLATE_NOOP
from .detail_columns import (
    COLUMNS,
    HIDDEN,
    KIND_NAMES,
    MemoryKind,
    Part,
    Told,
    addresses,
    hexadecimal,
    region_kind,
    translated,
)
from .detail_space import SpaceLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...core.process_key import ProcessKey


class DetailRow(NamedTuple):
    """A row of a table. ``values`` and ``texts`` have one element for each column."""

    key: int
    """Address, thread id, handle, or place in the list: the same after another look."""
    values: tuple[Any, ...]
    texts: tuple[str, ...]
    folded: tuple[str, ...]
    """The texts in lower case, for finding; nothing that is hidden."""
    told: Told
    """What the dumper said; without what is hidden."""

    def covers(self, address: int) -> bool:
        """Say whether it is a range of addresses with this one in it."""
        base = self.told.get("base")
        return base is not None and base <= address < base + self.told["size"]


class Span(NamedTuple):
    """A region of memory as the picture of the address space shows it. Size in bytes."""

    base: int
    size: int
    kind: MemoryKind
    told: Told

    @property
    def end(self) -> int:
        """First address behind it."""
        return self.base + self.size

    @property
    def label(self) -> str:
        """What it is called, in a word or two."""
        return escaped(file_name(self.told["path"])) or _kind_name(self.told)

    @property
    def about(self) -> str:
        """All about it, in lines."""
        return about(Part.REGIONS, self.told)


@dataclass(frozen=True, slots=True)
class Details:
    """A process at one moment."""

    key: ProcessKey
    rows: dict[Part, tuple[DetailRow, ...]]
    line: SpaceLine
    """Its memory, to be drawn."""
    missing: dict[Part, str]
    """Why a part is empty, if it is because the system did not tell."""
    revealed: bool
    """Whether the values of the environment are there."""


_STAGES: Final = {
    "list file descriptors": Part.HANDLES,
    "read environ": Part.ENVIRONMENT,
}
"""The soft errors that leave a whole part empty."""


def make_details(key: ProcessKey, process: dict[str, Any], *, revealed: bool) -> Details:
    """Sort out what the dumper said of a process when asked for details."""
    threads = [
        thread | {"cpu_time": thread["user_time"] + thread["kernel_time"]}
        for thread in process["threads"]
    ]
    regions = _regions(process["regions"], threads)
    variables = [
        {"place": place, "name": name, "value": value}
        for place, (name, value) in enumerate(process["environment"] or ())
    ]
    rows = {
        Part.MODULES: _rows(Part.MODULES, process["modules"], "base"),
        Part.THREADS: _rows(Part.THREADS, threads, "id"),
        Part.REGIONS: _rows(Part.REGIONS, regions, "base"),
        Part.HANDLES: _rows(Part.HANDLES, process["handle_list"], "handle"),
        Part.ENVIRONMENT: _rows(Part.ENVIRONMENT, variables, "place"),
    }
    spans = tuple(
        Span(region["base"], region["size"], region["kind"], region) for region in regions
    )
    missing = {
        _STAGES[error["stage"]]: escaped(error["error"])
        for error in process["soft_errors"]
        if error["stage"] in _STAGES
    }
    return Details(key, rows, SpaceLine(spans), missing, revealed)


def without_value(variable: DetailRow) -> DetailRow:
    """Give the row of a variable of the environment with its value hidden."""
    name = variable.texts[0]
    return variable._replace(
        values=(variable.values[0], ""),
        texts=(name, HIDDEN),
        folded=(name.casefold(), HIDDEN),
        told=variable.told | {"value": None},
    )


def about(part: Part, told: Told) -> str:
    """Say all about a thing, in lines: for its tooltip. Safe to look at."""
    return _ABOUT[part](told)


def _about_region(region: Told) -> str:
    lines = [
        addresses(region["base"], region["size"]),
        "  ".join((binary_size(region["size"]), region["access"], _kind_name(region))),
    ]
    if region["path"]:
        lines.append(region["path"])
    if region["dont_dump"]:
        text = QT_TRANSLATE_NOOP("Details", "The program asked for it not to be dumped.")
        lines.append(translated(text))
    return "\n".join(map(escaped, lines))


def _rows(part: Part, things: Iterable[Told], key: str) -> tuple[DetailRow, ...]:
    columns = COLUMNS[part]
    rows = []
    for told in things:
        texts = tuple(column.text(told) for column in columns)
        rows.append(
            DetailRow(
                told[key],
                tuple(column.value(told) for column in columns),
                texts,
                tuple(text.casefold() for text in texts),
                told,
            )
        )
    return tuple(rows)


def _regions(regions: list[Told], threads: list[Told]) -> list[Told]:
    """Add what each region is used for; stacks are where the threads have them."""
    bases = [region["base"] for region in regions]
    stacks = set()
    for thread in threads:
        low, high = thread["stack"]
        index = bisect_right(bases, low) - 1
        if high and index >= 0 and low < regions[index]["base"] + regions[index]["size"]:
            stacks.add(index)
    told = [region | {"stack": index in stacks} for index, region in enumerate(regions)]
    return [region | {"kind": region_kind(region)} for region in told]


def _about_module(module: Told) -> str:
    lines = [
        escaped(module["name"]),
        addresses(module["base"], module["size"]),
        _bytes(module["size"]),
    ]
    if module["build_id"]:
        text = QT_TRANSLATE_NOOP("Details", "Build id {0}")
        lines.append(translated(text).format(module["build_id"]))
    return "\n".join(lines)


def _about_thread(thread: Told) -> str:
    lines = [f"{thread['id']}  {escaped(thread['name'])}".rstrip()]
    low, high = thread["stack"]
    if high:
        text = translated(QT_TRANSLATE_NOOP("Details", "Stack in use: {0}"))
        lines.append(text.format(addresses(low, high - low)))
    if thread["start_address"]:
        text = translated(QT_TRANSLATE_NOOP("Details", "Began at {0}"))
        lines.append(text.format(hexadecimal(thread["start_address"])))
    return "\n".join(lines)


def _about_handle(handle: Told) -> str:
    return "\n".join((f"{handle['handle']}  {escaped(handle['type'])}", escaped(handle["name"])))


def _about_variable(variable: Told) -> str:
    """Give what the row shows; nothing of a value that is hidden."""
    name, value = escaped(variable["name"]), variable["value"]
    return name if value is None else f"{name}\n{escaped(value)}"


def _kind_name(region: Told) -> str:
    return translated(KIND_NAMES[region["kind"]])


def _bytes(size: int) -> str:
    return translated(QT_TRANSLATE_NOOP("Details", "{0} bytes")).format(whole_number(size))


_ABOUT: Final[dict[Part, Callable[[Told], str]]] = {
    Part.MODULES: _about_module,
    Part.THREADS: _about_thread,
    Part.REGIONS: _about_region,
    Part.HANDLES: _about_handle,
    Part.ENVIRONMENT: _about_variable,
}
