"""The tables about a dump: the columns that a live process has, and what of it is in the file."""

from __future__ import annotations

from enum import Enum
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from ...core.capture.snapshot import Module, Thread
from ...core.inspection.whereabouts import Use
from ...core.minidump.constants import PLATFORM_ID
from ...core.text import escaped, file_name
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate
from .detail_columns import (
    HANDLE_COLUMNS,
    MODULE_COLUMNS,
    REGION_COLUMNS,
    THREAD_COLUMNS,
    DetailColumn,
    address_column,
    bytes_column,
    of_part,
    text_column,
)
from .detail_rows import DetailRow, make_row, placed
from .detail_table import DetailTable
from .dump_summary import left_out_text, who_text
from .memory_kinds import hexadecimal
from .module_facts import PageModule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from ...core.capture.snapshot import Handle, ProcessSnapshot, Region
    from ...core.dump.left_out import LeftOut
    from ...core.inspection.module_symbols import ModuleSymbols
    from ...core.inspection.page import DumpPage, StreamRow
    from ...core.inspection.search import Hit
    from ...core.inspection.whereabouts import Whereabouts
    from ...core.intervals import Range

T = TypeVar("T")

_BY_NAME: Final = frozenset({Use.MODULE, Use.FILE, Use.NAMED})
"""Memory whose use its name tells."""
_SLICE: Final = 300
"""Rows made in one go: a few milliseconds."""


class DumpPart(Enum):
    """What a table is about."""

    THREADS = "threads"
    MODULES = "modules"
    REGIONS = "regions"
    STREAMS = "streams"
    HANDLES = "handles"
    FOUND = "found"


class Kept(NamedTuple, Generic[T]):
    """A thread, module, region, stream or handle, and what of it is in the file."""

    thing: T
    stored: int = 0
    """Bytes of its memory."""
    first: int = 0
    """Address of the first of them; where it begins if there are none."""
    where: str = ""
    """Of a thread: the module it was executing, and how far into it; of memory: what it is; of a
    handle: its number."""
    about: str = ""
    is_left_out: bool = False
    """It was in the process, and is not in the file on purpose."""


_STORED: Final[DetailColumn[Kept[Any]]] = bytes_column(
    QT_TRANSLATE_NOOP("Details", "In the dump"),
    QT_TRANSLATE_NOOP("Details", "Bytes of it that are in the file."),
    attrgetter("stored"),
)


def _stream_state(row: StreamRow) -> str:
    if row.written:
        return translate("Details", "written")
    if row.expected:
        return translate("Details", "missing")
    return translate("Details", "nothing to write")


_ASKERS: Final = {
    "always": QT_TRANSLATE_NOOP("Details", "every dump"),
    "user": QT_TRANSLATE_NOOP("Details", "whoever wrote it"),
    "": QT_TRANSLATE_NOOP("Details", "the writer"),
}


def _asker(row: StreamRow) -> str:
    name = row.asked_by
    return translate("Details", _ASKERS[name]) if name in _ASKERS else name


def _thing(kept: Kept[T]) -> T:
    return kept.thing


def _of(columns: Iterable[DetailColumn[T]], *titles: str) -> list[DetailColumn[Kept[T]]]:
    """Take columns from a table of a live process."""
    by_title = {column.title: column for column in columns}
    return [of_part(by_title[title], _thing) for title in titles]


def _of_module(*titles: str) -> list[DetailColumn[Kept[PageModule]]]:
    """Take columns from the table of the modules of a live process."""
    by_title = {column.title: column for column in MODULE_COLUMNS}
    return [of_part(by_title[title], lambda kept: kept.thing.module) for title in titles]


_STREAM_COLUMNS: Final[tuple[DetailColumn[StreamRow], ...]] = (
    text_column(
        QT_TRANSLATE_NOOP("Details", "Stream"),
        QT_TRANSLATE_NOOP("Details", "What the format calls it."),
        lambda row: row.name,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "State"),
        QT_TRANSLATE_NOOP("Details", "Whether what was asked for is in the file."),
        _stream_state,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Asked for by"),
        QT_TRANSLATE_NOOP("Details", "The flag that asks for it, if one does."),
        _asker,
    ),
    bytes_column(
        QT_TRANSLATE_NOOP("Details", "Size"),
        QT_TRANSLATE_NOOP("Details", "Bytes it takes in the file."),
        attrgetter("size"),
    ),
    address_column(
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
        address_column(
            QT_TRANSLATE_NOOP("Details", "Instruction"),
            QT_TRANSLATE_NOOP("Details", "Where it was executing."),
            attrgetter("thing.instruction_pointer"),
        ),
        text_column(
            QT_TRANSLATE_NOOP("Details", "In module"),
            QT_TRANSLATE_NOOP("Details", "The module it was executing, and how far into it."),
            lambda kept: kept.where,
        ),
        address_column(
            QT_TRANSLATE_NOOP("Details", "Stack pointer"),
            QT_TRANSLATE_NOOP("Details", "Where its stack ends."),
            attrgetter("thing.stack_pointer"),
        ),
        bytes_column(
            QT_TRANSLATE_NOOP("Details", "Stack"),
            QT_TRANSLATE_NOOP("Details", "Bytes of its stack that are in the file."),
            attrgetter("stored"),
        ),
        *_of(THREAD_COLUMNS, "CPU s", "Priority", "Started"),
    ),
    DumpPart.MODULES: (
        *_of_module("Name", "Address", "Size"),
        text_column(
            QT_TRANSLATE_NOOP("Details", "State"),
            QT_TRANSLATE_NOOP("Details", "Whether it was loaded, and its file still the same."),
            lambda kept: kept.thing.state,
        ),
        text_column(
            QT_TRANSLATE_NOOP("Details", "Symbols"),
            QT_TRANSLATE_NOOP("Details", "What names of it are known on this machine."),
            lambda kept: kept.thing.symbols_text,
        ),
        _STORED,
        *_of_module("Version", "Symbol id", "Path"),
    ),
    DumpPart.REGIONS: (
        *_of(REGION_COLUMNS, "Address", "Size"),
        _STORED,
        *_of(REGION_COLUMNS, "Rights"),
        text_column(
            QT_TRANSLATE_NOOP("Details", "Used for"),
            QT_TRANSLATE_NOOP("Details", "Whose stack, heap, guard or data it is."),
            lambda kept: kept.where,
        ),
        *_of(REGION_COLUMNS, "What is there"),
    ),
    DumpPart.STREAMS: tuple(of_part(column, _thing) for column in _STREAM_COLUMNS),
    DumpPart.HANDLES: (
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Handle"),
            help=QT_TRANSLATE_NOOP("Details", "The number of the handle or file descriptor."),
            value=lambda kept: kept.thing.handle,
            text=lambda kept: kept.where,
            number=True,
        ),
        *_of(HANDLE_COLUMNS, "Type", "Name"),
    ),
    DumpPart.FOUND: (
        address_column(
            QT_TRANSLATE_NOOP("Details", "Address"),
            QT_TRANSLATE_NOOP("Details", "Where it begins, in hexadecimal."),
            attrgetter("thing.address"),
        ),
        text_column(
            QT_TRANSLATE_NOOP("Details", "Where"),
            QT_TRANSLATE_NOOP("Details", "What lies at this address."),
            lambda kept: kept.where,
        ),
        text_column(
            QT_TRANSLATE_NOOP("Details", "Text"),
            QT_TRANSLATE_NOOP("Details", "What stands there, as characters."),
            lambda kept: "".join(chr(b) if 32 <= b < 127 else "." for b in kept.thing.data),
            fixed=True,
        ),
        text_column(
            QT_TRANSLATE_NOOP("Details", "Bytes"),
            QT_TRANSLATE_NOOP("Details", "What stands there, in hexadecimal."),
            lambda kept: kept.thing.data.hex(" "),
            fixed=True,
        ),
    ),
}
_WHAT: Final = (0, 1)
"""Columns that say what a row is about: they are struck through, and not why."""
_ROLES: Final = frozenset((Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole))
STORED_COLUMN: Final = DUMP_COLUMNS[DumpPart.REGIONS].index(_STORED)


class _DumpTable(DetailTable):
    """Strikes through what was left out."""

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give what a cell shows."""
        told = super().data(index, role)
        if role not in _ROLES or not index.isValid() or not self.row(index.row()).thing.is_left_out:
            return told
        if role == Qt.ItemDataRole.ForegroundRole:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        font = QFont(told) if isinstance(told, QFont) else QFont()
        font.setStrikeOut(index.column() in _WHAT)
        return font


def dump_table(part: DumpPart, parent: QObject | None = None) -> DetailTable:
    """Make the table of a part, empty; tooltips are about the rows."""
    return _DumpTable(DUMP_COLUMNS[part], attrgetter("about"), parent)


def counts(page: DumpPage) -> dict[DumpPart, int]:
    """Say how many of each part the file tells of."""
    snapshot = page.snapshot
    return {
        DumpPart.THREADS: len(snapshot.threads),
        DumpPart.MODULES: len(snapshot.modules),
        DumpPart.REGIONS: len(snapshot.regions),
        DumpPart.STREAMS: sum(stream.written for stream in page.streams),
        DumpPart.HANDLES: len(snapshot.handles),
    }


def make_rows(page: DumpPage) -> Iterator[tuple[DumpPart, tuple[DetailRow, ...]] | None]:
    """Make the rows of *page*, table by table; None every now and then, so that others get on."""
    snapshot = page.snapshot
    threads = zip(snapshot.threads, page.stack_stored, strict=True)
    regions = zip(snapshot.regions, page.region_stored, page.region_first, strict=True)
    where = _Modules(snapshot)
    is_windows = snapshot.system.platform_id == PLATFORM_ID.WIN32_NT
    parts: dict[DumpPart, Iterable[tuple[int, Range, Kept[Any]]]] = {
        DumpPart.THREADS: chain(
            (_thread(thread, stored, where) for thread, stored in threads), _threads_left_out(page)
        ),
        DumpPart.MODULES: _modules(page, {}),
        DumpPart.REGIONS: (_region(*region, page.places) for region in regions),
        DumpPart.STREAMS: (
            (index, (0, 0), Kept(row, about=row.name)) for index, row in enumerate(page.streams)
        ),
        DumpPart.HANDLES: (_handle(handle, is_windows=is_windows) for handle in snapshot.handles),
    }
    for part, things in parts.items():
        for rows in _in_slices(part, things):
            yield None if rows is None else (part, rows)


def module_rows(
    page: DumpPage, symbols: Mapping[int, ModuleSymbols]
) -> Iterator[tuple[DetailRow, ...] | None]:
    """Make the rows of the modules with what is known of their *symbols*; None now and then."""
    return _in_slices(DumpPart.MODULES, _modules(page, symbols))


def _in_slices(
    part: DumpPart, things: Iterable[_Told[Any]]
) -> Iterator[tuple[DetailRow, ...] | None]:
    rows: list[DetailRow] = []
    for key, span, kept in things:
        row = make_row(DUMP_COLUMNS[part], key, span, kept)
        if kept.is_left_out:  # a number that is not told is none
            shown = zip(DUMP_COLUMNS[part], row.values, row.texts, strict=True)
            texts = tuple("" if c.number and not value else text for c, value, text in shown)
            row = row._replace(texts=texts)
        rows.append(row)
        if len(rows) % _SLICE == 0:
            yield None
    yield tuple(rows)


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


def _modules(page: DumpPage, symbols: Mapping[int, ModuleSymbols]) -> Iterator[_Told[PageModule]]:
    for module, stored in zip(page.snapshot.modules, page.module_stored, strict=True):
        shown = PageModule(module, symbols=symbols.get(module.base))
        yield module.base, placed(module), Kept(shown, stored, about=module.name)
    for gone in page.snapshot.unloaded_modules:
        module = Module(gone.base, gone.size, gone.name, gone.check_sum, gone.time_date_stamp)
        shown = PageModule(module, is_loaded=False)
        yield gone.base, placed(gone), Kept(shown, about=gone.name)

    for key, thing, where in _left_out(page, "module"):
        module = Module(where[0], where[1] - where[0], thing.name)
        why = who_text(thing)
        shown = PageModule(module, is_loaded=False, left_out=why)
        about = f"{thing.name}\n{left_out_text(thing)}"
        yield key, where, Kept(shown, where=why, about=about, is_left_out=True)


def _threads_left_out(page: DumpPage) -> Iterator[_Told[Thread]]:
    for key, thing, where in _left_out(page, "thread"):
        number, _, name = thing.name.partition(" ")
        thread = Thread(int(number) if number.isdecimal() else 0, name, stack=where)
        why = translate("Details", "left out {0}").format(who_text(thing))
        about = left_out_text(thing)
        yield key, where, Kept(thread, where=escaped(why), about=about, is_left_out=True)


def _left_out(page: DumpPage, kind: str) -> Iterator[tuple[int, LeftOut, Range]]:
    """Give the things of a *kind* that are not in the file on purpose, each with a key."""
    for place, thing in enumerate(page.left_out):
        if thing.kind == kind:
            where = (thing.ranges[0][0], thing.ranges[-1][1]) if thing.ranges else (0, 0)
            yield -1 - place, thing, where


def _region(region: Region, stored: int, first: int, places: Whereabouts) -> _Told[Region]:
    about = f"{hexadecimal(region.base)}-{hexadecimal(region.end)}\n{region.path}".rstrip()
    where = escaped(_use(region, places))
    return region.base, placed(region), Kept(region, stored, first, where, about)


def _use(region: Region, places: Whereabouts) -> str:
    """Say what a region is used for; a file that is mapped there is told beside it."""
    inside = places.within(region.base, region.end)
    uses = [place.text(place.start, core_text) for place in inside if place.use not in _BY_NAME]
    if not uses and not inside and (place := places.at(region.base)) is not None:
        uses = [] if place.use in _BY_NAME else [place.text(region.base, core_text)]
    if not uses and not region.path:  # what a module has beyond its file
        uses = [escaped(file_name(place.name)) for place in inside]
    return " · ".join(uses)


def found_rows(hits: Sequence[Hit], places: Whereabouts) -> Iterator[tuple[DetailRow, ...] | None]:
    """Make the rows of what was found: None every now and then, and all of them at last."""
    return _in_slices(DumpPart.FOUND, (_found(hit, places) for hit in hits))


def _found(hit: Hit, places: Whereabouts) -> _Told[Hit]:
    place = places.at(hit.address)
    where = place.text(hit.address, core_text) if place is not None else ""
    span = (hit.address, hit.address + hit.size)
    return hit.address, span, Kept(hit, where=escaped(where), about=where)


def _handle(handle: Handle, *, is_windows: bool) -> _Told[Handle]:
    """A handle of Windows is written in hexadecimal, a file descriptor is not."""
    number = f"{handle.handle:#x}" if is_windows else str(handle.handle)
    about = f"{number}  {handle.type_name}\n{handle.object_name}"
    return handle.handle, (0, 0), Kept(handle, where=number, about=about)
