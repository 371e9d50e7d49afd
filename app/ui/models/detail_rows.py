"""All there is to know of one process, as rows ready to be shown.

Made from what the dumper tells away from the window's thread: afterwards a table only looks texts
up, and sorts and filters what is there.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from ...core.capture.environment import variables
from ...core.text import escaped, file_name
from ..theme import binary_size, whole_number
from ..translation import QT_TRANSLATE_NOOP, translate
from .detail_columns import COLUMNS, HIDDEN, DetailColumn, Part, Shown
from .detail_space import SpaceLine
from .memory_kinds import KIND_NAMES, Placed, Span, addresses, hexadecimal, region_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ...core.capture.snapshot import Handle, Module, ProcessSnapshot, Thread
    from ...core.intervals import Range
    from ...core.process_key import ProcessKey


T = TypeVar("T")


class DetailRow(NamedTuple):
    """A row of a table. ``values`` and ``texts`` have one element for each column."""

    key: int
    """Address, thread id, handle, or place in the list: the same after another look."""
    values: tuple[Any, ...]
    texts: tuple[str, ...]
    folded: str
    """The texts in lower case, a line each, for finding; nothing that is hidden."""
    span: Range
    """Where it lies in memory; (0, 0) if nowhere."""
    thing: Any
    """What the row is about; without what is hidden."""

    def covers(self, address: int) -> bool:
        """Say whether it lies in memory with this address in it."""
        start, end = self.span
        return start <= address < end


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


def make_details(key: ProcessKey, process: ProcessSnapshot, *, revealed: bool) -> Details:
    """Sort out what the dumper said of a process when asked for details."""
    spans = _spans(process)
    named = () if process.environment is None else variables(process.environment)
    shown = (
        Shown(place, name, value if revealed else None) for place, (name, value) in enumerate(named)
    )
    rows = {
        Part.MODULES: make_rows(Part.MODULES, process.modules, "base", placed),
        Part.THREADS: make_rows(Part.THREADS, process.threads, "id", attrgetter("stack")),
        Part.REGIONS: make_rows(Part.REGIONS, spans, "base", placed),
        Part.HANDLES: make_rows(Part.HANDLES, process.handles, "handle"),
        Part.ENVIRONMENT: make_rows(Part.ENVIRONMENT, shown, "place"),
    }
    missing = {
        _STAGES[error.stage]: escaped(error.error)
        for error in process.soft_errors
        if error.stage in _STAGES
    }
    return Details(key, rows, SpaceLine(spans), missing, revealed)


def without_value(variable: DetailRow) -> DetailRow:
    """Give the row of a variable of the environment with its value hidden."""
    name = variable.texts[0]
    return variable._replace(
        values=(variable.values[0], ""),
        texts=(name, HIDDEN),
        folded=f"{name}\n{HIDDEN}".casefold(),
        thing=variable.thing._replace(value=None),
    )


def label_of(span: Span) -> str:
    """Say what a region is called, in a word or two. Safe to look at."""
    return escaped(file_name(span.region.path)) or _kind_name(span)


def about_region(span: Span) -> str:
    """Say all about a region, in lines. Safe to look at."""
    region = span.region
    lines = [
        addresses(region.base, region.size),
        "  ".join((binary_size(region.size), region.rights, _kind_name(span))),
    ]
    if region.path:
        lines.append(region.path)
    if region.dont_dump:
        text = QT_TRANSLATE_NOOP("Details", "The program asked for it not to be dumped.")
        lines.append(translate("Details", text))
    return "\n".join(map(escaped, lines))


def placed(thing: Placed) -> Range:
    """Give the range of addresses where *thing* lies."""
    return thing.base, thing.base + thing.size


def _nowhere(_thing: object) -> Range:
    return 0, 0


def make_rows(
    part: Part, things: Iterable[T], key: str, span: Callable[[T], Range] = _nowhere
) -> tuple[DetailRow, ...]:
    """Make a row for each of *things*; *key* names what tells them apart."""
    key_of = attrgetter(key)
    return tuple(make_row(COLUMNS[part], key_of(thing), span(thing), thing) for thing in things)


def make_row(columns: Sequence[DetailColumn[T]], key: int, span: Range, thing: T) -> DetailRow:
    """Make the row of one thing."""
    texts = tuple(column.text(thing) for column in columns)
    return DetailRow(
        key,
        tuple(column.value(thing) for column in columns),
        texts,
        "\n".join(texts).casefold(),
        span,
        thing,
    )


def _spans(process: ProcessSnapshot) -> tuple[Span, ...]:
    """Say what each region is used for; stacks are where the threads have them."""
    regions = process.regions
    bases = [region.base for region in regions]
    stacks = set()
    for low, high in (thread.stack for thread in process.threads):
        index = bisect_right(bases, low) - 1
        if high and index >= 0 and low < regions[index].end:
            stacks.add(index)
    return tuple(
        Span(region, region_kind(region, holds_stack=index in stacks))
        for index, region in enumerate(regions)
    )


def _about_module(module: Module) -> str:
    lines = [
        escaped(module.name),
        addresses(module.base, module.size),
        _bytes(module.size),
    ]
    if module.symbol_id:
        text = QT_TRANSLATE_NOOP("Details", "Symbol id {0}")
        lines.append(translate("Details", text).format(module.symbol_id))
    return "\n".join(lines)


def _about_thread(thread: Thread) -> str:
    lines = [f"{thread.id}  {escaped(thread.name)}".rstrip()]
    low, high = thread.stack
    if high:
        text = translate("Details", "Stack in use: {0}")
        lines.append(text.format(addresses(low, high - low)))
    if thread.start_address:
        text = translate("Details", "Began at {0}")
        lines.append(text.format(hexadecimal(thread.start_address)))
    return "\n".join(lines)


def _about_handle(handle: Handle) -> str:
    return "\n".join((f"{handle.handle}  {escaped(handle.type_name)}", escaped(handle.object_name)))


def _about_variable(variable: Shown) -> str:
    """Give what the row shows; nothing of a value that is hidden."""
    name, value = escaped(variable.name), variable.value
    return name if value is None else f"{name}\n{escaped(value)}"


def _kind_name(span: Span) -> str:
    return translate("Details", KIND_NAMES[span.kind])


def _bytes(size: int) -> str:
    return translate("Details", "{0} bytes").format(whole_number(size))


ABOUT: Final[dict[Part, Callable[[Any], str]]] = {
    Part.MODULES: _about_module,
    Part.THREADS: _about_thread,
    Part.REGIONS: about_region,
    Part.HANDLES: _about_handle,
    Part.ENVIRONMENT: _about_variable,
}
"""What says all about a thing, in lines. Safe to look at."""
