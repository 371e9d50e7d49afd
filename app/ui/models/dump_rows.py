"""The tables about a dump: the columns that a live process has, and what of it is in the file."""

from __future__ import annotations

from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt

from ...core.processes.text import escaped, file_name
from .. import theme
from ..translation import QT_TRANSLATE_NOOP
from .detail_columns import (
    HANDLE_COLUMNS,
    MODULE_COLUMNS,
    REGION_COLUMNS,
    THREAD_COLUMNS,
    DetailColumn,
    Part,
    of_part,
    translated,
)
from .detail_rows import DetailRow, make_row, placed
from .detail_table import DetailTable
from .memory_kinds import hexadecimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from ...core.capture.snapshot import Handle, Module, ProcessSnapshot, Region, Thread
    from ...core.inspection.page import DumpPage, StreamRow
    from ...core.intervals import Range

T = TypeVar("T")

_SLICE: Final = 300
"""Rows made in one go: a few milliseconds."""


class DumpPart(Enum):
    """What a table is about."""

    THREADS = "threads"
    MODULES = "modules"
    REGIONS = "regions"
    STREAMS = "streams"
    HANDLES = "handles"


class Kept(NamedTuple, Generic[T]):
    """A thread, module, region, stream or handle, and what of it is in the file."""

    thing: T
    stored: int = 0
    """Bytes of its memory."""
    first: int = 0
    """Address of the first of them; where it begins if there are none."""
    where: str = ""
    """Of a thread: the module it was executing, and how far into it."""
    about: str = ""


def _address(title: str, help_: str, value: Callable[[T], int]) -> DetailColumn[T]:
    return DetailColumn(
        title=title,
        help=help_,
        value=value,
        text=lambda told: hexadecimal(value(told)) if value(told) else "",
        sample="7fffffffffff",
        number=True,
        fixed=True,
    )


def _bytes(title: str, help_: str, value: Callable[[T], int]) -> DetailColumn[T]:
    return DetailColumn(
        title=title,
        help=help_,
        value=value,
        text=lambda told: theme.binary_size(value(told)) if value(told) else "",
        sample="1023.9 MiB",
        number=True,
        exact=True,
    )


def _text(
    title: str, help_: str, text: Callable[[T], str], sample: str = "", *, fixed: bool = False
) -> DetailColumn[T]:
    return DetailColumn(
        title=title,
        help=help_,
        value=lambda told: text(told).casefold(),
        text=text,
        sample=sample,
        fixed=fixed,
    )


_STORED: Final[DetailColumn[Kept[Any]]] = _bytes(
    QT_TRANSLATE_NOOP("Details", "In the dump"),
    QT_TRANSLATE_NOOP("Details", "Bytes of it that are in the file."),
    attrgetter("stored"),
)


def _stream_state(row: StreamRow) -> str:
    if row.written:
        return translated(QT_TRANSLATE_NOOP("Details", "written"))
    if row.expected:
        return translated(QT_TRANSLATE_NOOP("Details", "missing"))
    return translated(QT_TRANSLATE_NOOP("Details", "nothing to write"))


_ASKERS: Final = {
    "always": QT_TRANSLATE_NOOP("Details", "every dump"),
    "user": QT_TRANSLATE_NOOP("Details", "whoever wrote it"),
    "": QT_TRANSLATE_NOOP("Details", "the writer"),
}


def _asker(row: StreamRow) -> str:
    name = row.asked_by
    return translated(_ASKERS[name]) if name in _ASKERS else name


def _thing(kept: Kept[T]) -> T:
    return kept.thing


def _of(columns: Iterable[DetailColumn[T]], *titles: str) -> list[DetailColumn[Kept[T]]]:
    """Take columns from a table of a live process."""
    by_title = {column.title: column for column in columns}
    return [of_part(by_title[title], _thing) for title in titles]


_STREAM_COLUMNS: Final[tuple[DetailColumn[StreamRow], ...]] = (
    _text(
        QT_TRANSLATE_NOOP("Details", "Stream"),
        QT_TRANSLATE_NOOP("Details", "What the format calls it."),
        lambda row: row.name,
        "UnloadedModuleListStream",
    ),
    _text(
        QT_TRANSLATE_NOOP("Details", "State"),
        QT_TRANSLATE_NOOP("Details", "Whether what was asked for is in the file."),
        _stream_state,
        "nothing to write",
    ),
    _text(
        QT_TRANSLATE_NOOP("Details", "Asked for by"),
        QT_TRANSLATE_NOOP("Details", "The flag that asks for it, if one does."),
        _asker,
        "MiniDumpWithUnloadedModules",
    ),
    _bytes(
        QT_TRANSLATE_NOOP("Details", "Size"),
        QT_TRANSLATE_NOOP("Details", "Bytes it takes in the file."),
        attrgetter("size"),
    ),
    _address(
        QT_TRANSLATE_NOOP("Details", "Offset"),
        QT_TRANSLATE_NOOP("Details", "Where it begins in the file."),
        attrgetter("rva"),
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Number"),
        help=QT_TRANSLATE_NOOP("Details", "The number of its type."),
        value=lambda row: row.stream_type,
        text=lambda row: f"{row.stream_type:#x}",
        fixed=True,
    ),
)
DUMP_COLUMNS: Final[dict[DumpPart, tuple[DetailColumn[Kept[Any]], ...]]] = {
    DumpPart.THREADS: (
        *_of(THREAD_COLUMNS, "ID", "Name"),
        _address(
            QT_TRANSLATE_NOOP("Details", "Instruction"),
            QT_TRANSLATE_NOOP("Details", "Where it was executing."),
            attrgetter("thing.instruction_pointer"),
        ),
        _text(
            QT_TRANSLATE_NOOP("Details", "In module"),
            QT_TRANSLATE_NOOP("Details", "The module it was executing, and how far into it."),
            lambda kept: kept.where,
            "libpython3.11.so.1.0+0x1234",
        ),
        _address(
            QT_TRANSLATE_NOOP("Details", "Stack pointer"),
            QT_TRANSLATE_NOOP("Details", "Where its stack ends."),
            attrgetter("thing.stack_pointer"),
        ),
        _bytes(
            QT_TRANSLATE_NOOP("Details", "Stack"),
            QT_TRANSLATE_NOOP("Details", "Bytes of its stack that are in the file."),
            attrgetter("stored"),
        ),
        *_of(THREAD_COLUMNS, "CPU s", "Priority", "Started"),
    ),
    DumpPart.MODULES: (
        *_of(MODULE_COLUMNS, "Name", "Address", "Size"),
        _STORED,
        *_of(MODULE_COLUMNS, "Version", "Path", "Symbol id"),
    ),
    DumpPart.REGIONS: (
        *_of(REGION_COLUMNS, "Address", "Size"),
        _STORED,
        *_of(REGION_COLUMNS, "Rights", "What is there"),
    ),
    DumpPart.STREAMS: tuple(of_part(column, _thing) for column in _STREAM_COLUMNS),
    DumpPart.HANDLES: (*_of(HANDLE_COLUMNS, "Handle", "Type", "Name"),),
}
STORED_COLUMN: Final = DUMP_COLUMNS[DumpPart.REGIONS].index(_STORED)


class DumpTable(DetailTable):
    """Rows of one :class:`DumpPart`."""

    def __init__(self, part: DumpPart, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(Part.MODULES, parent)
        self.columns = DUMP_COLUMNS[part]

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give what a cell shows; the tooltip is about the row."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            return theme.tooltip(self.row(index.row()).thing.about)
        return super().data(index, role)


def make_rows(page: DumpPage) -> Iterator[tuple[DumpPart, tuple[DetailRow, ...]] | None]:
    """Make the rows of *page*, table by table; None every now and then, so that others get on."""
    snapshot = page.snapshot
    threads = zip(snapshot.threads, page.stack_stored, strict=True)
    modules = zip(snapshot.modules, page.module_stored, strict=True)
    regions = zip(snapshot.regions, page.region_stored, page.region_first, strict=True)
    where = _Modules(snapshot)
    parts: dict[DumpPart, Iterable[tuple[int, Range, Kept[Any]]]] = {
        DumpPart.THREADS: (_thread(thread, stored, where) for thread, stored in threads),
        DumpPart.MODULES: (_module(module, stored) for module, stored in modules),
        DumpPart.REGIONS: (_region(*region) for region in regions),
        DumpPart.STREAMS: (
            (index, (0, 0), Kept(row, about=row.name)) for index, row in enumerate(page.streams)
        ),
        DumpPart.HANDLES: map(_handle, snapshot.handles),
    }
    for part, things in parts.items():
        rows: list[DetailRow] = []
        for key, span, kept in things:
            rows.append(make_row(DUMP_COLUMNS[part], key, span, kept))
            if len(rows) % _SLICE == 0:
                yield None
        yield part, tuple(rows)


class _Modules:
    """Finds the module an address is in."""

    def __init__(self, snapshot: ProcessSnapshot) -> None:
        self._modules = sorted(snapshot.modules, key=lambda module: module.base)

    def name(self, address: int) -> str:
        low, high = 0, len(self._modules)
        while low < high:
            middle = (low + high) // 2
            if self._modules[middle].end <= address:
                low = middle + 1
            else:
                high = middle
        if low < len(self._modules) and self._modules[low].base <= address:
            module = self._modules[low]
            return f"{escaped(file_name(module.name))}+{address - module.base:#x}"
        return ""


_Told = tuple[int, "Range", Kept[T]]
"""What tells a row from others, where the thing lies, and the thing."""


def _thread(thread: Thread, stored: int, where: _Modules) -> _Told[Thread]:
    at = thread.instruction_pointer
    place = where.name(at) if at else ""
    about = f"{thread.id}  {thread.name}"
    return thread.id, thread.stack, Kept(thread, stored, where=place, about=about)


def _module(module: Module, stored: int) -> _Told[Module]:
    return module.base, placed(module), Kept(module, stored, about=module.name)


def _region(region: Region, stored: int, first: int) -> _Told[Region]:
    about = f"{hexadecimal(region.base)}-{hexadecimal(region.end)}\n{region.path}".rstrip()
    return region.base, placed(region), Kept(region, stored, first, about=about)


def _handle(handle: Handle) -> _Told[Handle]:
    about = f"{handle.handle}  {handle.type_name}\n{handle.object_name}"
    return handle.handle, (0, 0), Kept(handle, about=about)
