"""The tables about a dump: the columns that a live process has, and what of it is in the file."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from ...core.minidump.codeview import symbol_id
from ...core.processes.text import escaped, file_name
from .. import theme
from ..translation import QT_TRANSLATE_NOOP
from .detail_columns import (
    COLUMNS,
    DetailColumn,
    Part,
    hexadecimal,
    translated,
)
from .detail_rows import DetailRow
from .detail_table import DetailTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from ...core.capture.snapshot import Handle, Module, ProcessSnapshot, Region, Thread
    from ...core.inspection.page import DumpPage, StreamRow

    Told = dict[str, Any]


_SLICE: Final = 300
"""Rows made in one go: a few milliseconds."""


class DumpPart(Enum):
    """What a table is about."""

    THREADS = "threads"
    MODULES = "modules"
    REGIONS = "regions"
    STREAMS = "streams"
    HANDLES = "handles"


def _address(title: str, help_: str, key: str) -> DetailColumn:
    return DetailColumn(
        title=title,
        help=help_,
        value=lambda told: told[key],
        text=lambda told: hexadecimal(told[key]) if told[key] else "",
        sample="7fffffffffff",
        number=True,
        fixed=True,
    )


def _bytes(title: str, help_: str, key: str) -> DetailColumn:
    return DetailColumn(
        title=title,
        help=help_,
        value=lambda told: told[key],
        text=lambda told: theme.binary_size(told[key]) if told[key] else "",
        sample="1023.9 MiB",
        number=True,
        exact=True,
    )


def _text(
    title: str, help_: str, text: Callable[[Told], str], sample: str = "", *, fixed: bool = False
) -> DetailColumn:
    return DetailColumn(
        title=title,
        help=help_,
        value=lambda told: text(told).casefold(),
        text=text,
        sample=sample,
        fixed=fixed,
    )


_STORED: Final = _bytes(
    QT_TRANSLATE_NOOP("Details", "In the dump"),
    QT_TRANSLATE_NOOP("Details", "Bytes of it that are in the file."),
    "stored",
)


def _stream_state(told: Told) -> str:
    if told["written"]:
        return translated(QT_TRANSLATE_NOOP("Details", "written"))
    if told["expected"]:
        return translated(QT_TRANSLATE_NOOP("Details", "missing"))
    return translated(QT_TRANSLATE_NOOP("Details", "nothing to write"))


_ASKERS: Final = {
    "always": QT_TRANSLATE_NOOP("Details", "every dump"),
    "user": QT_TRANSLATE_NOOP("Details", "whoever wrote it"),
    "": QT_TRANSLATE_NOOP("Details", "the writer"),
}


def _asker(told: Told) -> str:
    name = told["asked_by"]
    return translated(_ASKERS[name]) if name in _ASKERS else name


def _of(part: Part, *titles: str) -> list[DetailColumn]:
    """Take columns from the tables of a live process."""
    by_title = {column.title: column for column in COLUMNS[part]}
    return [by_title[title] for title in titles]


DUMP_COLUMNS: Final[dict[DumpPart, tuple[DetailColumn, ...]]] = {
    DumpPart.THREADS: (
        *_of(Part.THREADS, "ID", "Name"),
        _address(
            QT_TRANSLATE_NOOP("Details", "Instruction"),
            QT_TRANSLATE_NOOP("Details", "Where it was executing."),
            "instruction_pointer",
        ),
        _text(
            QT_TRANSLATE_NOOP("Details", "In module"),
            QT_TRANSLATE_NOOP("Details", "The module it was executing, and how far into it."),
            lambda told: told["where"],
            "libpython3.11.so.1.0+0x1234",
        ),
        _address(
            QT_TRANSLATE_NOOP("Details", "Stack pointer"),
            QT_TRANSLATE_NOOP("Details", "Where its stack ends."),
            "stack_pointer",
        ),
        _bytes(
            QT_TRANSLATE_NOOP("Details", "Stack"),
            QT_TRANSLATE_NOOP("Details", "Bytes of its stack that are in the file."),
            "stored",
        ),
        *_of(Part.THREADS, "CPU s", "Priority", "Started"),
    ),
    DumpPart.MODULES: (
        *_of(Part.MODULES, "Name", "Address", "Size"),
        _STORED,
        *_of(Part.MODULES, "Version", "Path", "Build id"),
    ),
    DumpPart.REGIONS: (
        *_of(Part.REGIONS, "Address", "Size"),
        _STORED,
        *_of(Part.REGIONS, "Rights", "What is there"),
    ),
    DumpPart.STREAMS: (
        _text(
            QT_TRANSLATE_NOOP("Details", "Stream"),
            QT_TRANSLATE_NOOP("Details", "What the format calls it."),
            lambda told: told["name"],
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
            "size",
        ),
        _address(
            QT_TRANSLATE_NOOP("Details", "Offset"),
            QT_TRANSLATE_NOOP("Details", "Where it begins in the file."),
            "rva",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Number"),
            help=QT_TRANSLATE_NOOP("Details", "The number of its type."),
            value=lambda told: told["stream_type"],
            text=lambda told: f"{told['stream_type']:#x}",
            fixed=True,
        ),
    ),
    DumpPart.HANDLES: COLUMNS[Part.HANDLES][:3],
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
            return theme.tooltip(self.row(index.row()).told["about"])
        return super().data(index, role)


def make_rows(page: DumpPage) -> Iterator[tuple[DumpPart, tuple[DetailRow, ...]] | None]:
    """Make the rows of *page*, table by table; None every now and then, so that others get on."""
    snapshot = page.snapshot
    threads = zip(snapshot.threads, page.stack_stored, strict=True)
    modules = zip(snapshot.modules, page.module_stored, strict=True)
    regions = zip(snapshot.regions, page.region_stored, page.region_first, strict=True)
    where = _Modules(snapshot)
    told: dict[DumpPart, Iterable[Told]] = {
        DumpPart.THREADS: (_thread(thread, stored, where) for thread, stored in threads),
        DumpPart.MODULES: (_module(module, stored) for module, stored in modules),
        DumpPart.REGIONS: (_region(*region) for region in regions),
        DumpPart.STREAMS: (_stream(index, row) for index, row in enumerate(page.streams)),
        DumpPart.HANDLES: map(_handle, snapshot.handles),
    }
    for part, things in told.items():
        rows: list[DetailRow] = []
        for told_of_one in things:
            rows.append(_row(part, told_of_one))
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


def _thread(thread: Thread, stored: int, where: _Modules) -> Told:
    at = thread.instruction_pointer
    low, high = thread.stack
    return {
        **thread._asdict(),
        "key": thread.id,
        "cpu_time": thread.user_time + thread.kernel_time,
        "where": where.name(at) if at else "",
        "stored": stored,
        "span": (low, high),
        "about": f"{thread.id}  {thread.name}",
    }


def _module(module: Module, stored: int) -> Told:
    return {
        **module._asdict(),
        "key": module.base,
        "build_id": module.build_id.hex() or symbol_id(module.cv_record),
        "stored": stored,
        "span": (module.base, module.end),
        "about": module.name,
    }


def _region(region: Region, stored: int, first: int) -> Told:
    return {
        "key": region.base,
        "base": region.base,
        "size": region.size,
        "access": region.rights,
        "path": region.path,
        "stored": stored,
        "first": first,
        "span": (region.base, region.end),
        "about": f"{hexadecimal(region.base)}-{hexadecimal(region.end)}\n{region.path}".rstrip(),
    }


def _stream(index: int, row: StreamRow) -> Told:
    return {**row._asdict(), "key": index, "span": (0, 0), "about": row.name}


def _handle(handle: Handle) -> Told:
    return {
        "key": handle.handle,
        "handle": handle.handle,
        "type": handle.type_name,
        "name": handle.object_name,
        "access": handle.granted_access,
        "span": (0, 0),
        "about": f"{handle.handle}  {handle.type_name}\n{handle.object_name}",
    }


def _row(part: DumpPart, told: Told) -> DetailRow:
    columns = DUMP_COLUMNS[part]
    texts = tuple(column.text(told) for column in columns)
    return DetailRow(
        told["key"],
        tuple(column.value(told) for column in columns),
        texts,
        tuple(text.casefold() for text in texts),
        told,
    )
