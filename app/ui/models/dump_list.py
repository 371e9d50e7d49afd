"""The dumps: those waiting and being written, those of this run and of earlier ones."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ...core.dump.flags import flag_names
from ...core.errors import DumpCancelledError
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..workers.bell import tell
from .as_planned import size_as_planned
from .dump_headline import crash_text
from .preset_name import preset_name
from .progress import Progress, phase_name
from .time_text import moment_text
from .verdict import verdict_icon, verdict_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...core.dumper.messages import Done
    from ...core.errors import MiniDumpError
    from ...core.storage.history import DumpRecord
    from ..workers.dump_thread import DumpJob

STATE, PROCESS, SIZE, PAUSED, PLAN, WHEN, FILE = range(7)
SHARE_ROLE: Final = Qt.ItemDataRole.UserRole.value
"""Of a dump being written: how much of its phase is done, from 0 to 1, or -1 if not known."""
NUMBERS: Final = frozenset((SIZE, PAUSED))
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole.value
_DECORATION: Final = Qt.ItemDataRole.DecorationRole.value
_TOOLTIP: Final = Qt.ItemDataRole.ToolTipRole.value
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole.value
_ACCESSIBLE: Final = Qt.ItemDataRole.AccessibleTextRole.value
_LEFT: Final = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT: Final = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value


@dataclass(slots=True, eq=False)
class Entry:
    """One line: a dump to be written, one that was not, or one that was."""

    job: DumpJob | None = None
    """What is, or was, to be written in this run."""
    progress: Progress = field(default_factory=Progress)
    record: DumpRecord | None = None
    """What was written."""
    done: Done | None = None
    """The same, as it was told in this run."""
    error: MiniDumpError | None = None
    """Why nothing was."""
    findings: tuple[str, ...] = ()
    verdict: str = ""
    exists: bool = True
    checking: bool = False
    """It is being verified again."""

    @property
    def pending(self) -> bool:
        """Whether it is still to be written, or being written."""
        return self.record is None and self.error is None

    @property
    def path(self) -> str:
        """Where the file is, or was to be."""
        if self.record is not None:
            return self.record.path
        return "" if self.job is None else str(self.job.path)


class DumpList(QAbstractTableModel):
    """Lines, the newest first; a dump keeps its line from waiting to its verdict."""

    looking = Signal()
    """It is being found out what became of the files."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._titles = (
            self.tr("State"),
            self.tr("Process"),
            self.tr("Size"),
            self.tr("Paused"),
            self.tr("Plan"),
            self.tr("When"),
            self.tr("File"),
        )
        self._texts: tuple[Callable[[Entry], str], ...] = (
            self.state,
            self._process,
            self._size,
            self._paused,
            self._plan,
            self._when,
            self._file,
        )

    # ---------------------------------------------------------------------------- reading

    @property
    def entries(self) -> list[Entry]:
        """All lines."""
        return self._entries

    def entry(self, row: int) -> Entry:
        """Give the line in *row*."""
        return self._entries[row]

    def row_of(self, entry: Entry) -> int:
        """Give the row of a line, -1 if it is not there any more."""
        return next((row for row, other in enumerate(self._entries) if other is entry), -1)

    def of_job(self, job: DumpJob) -> Entry | None:
        """Give the line of a job."""
        return next((entry for entry in self._entries if entry.job is job), None)

    # --------------------------------------------------------------------------- changing

    def add_jobs(self, jobs: Iterable[DumpJob]) -> None:
        """Show jobs that wait, in their order, above everything else."""
        self._insert(0, [Entry(job=job) for job in jobs])

    def add_records(self, records: Iterable[DumpRecord]) -> None:
        """Show dumps of earlier runs, the newest first, below everything else."""
        entries = [Entry(record=record, verdict=record.verdict) for record in records]
        self._insert(len(self._entries), entries)
        self.look()

    def add_found(self, records: Iterable[DumpRecord]) -> list[DumpRecord]:
        """Show those of *records* that have no line yet, above all else; give them back."""
        known = {entry.path for entry in self._entries}
        new = [record for record in records if record.path not in known]
        self._insert(0, [Entry(record=record, verdict=record.verdict) for record in new])
        return new

    def remove(self, entry: Entry) -> None:
        """Take a line out."""
        row = self.row_of(entry)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._entries[row]
            self.endRemoveRows()

    def update(self, entry: Entry) -> None:
        """Show what is different about a line."""
        row = self.row_of(entry)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, FILE))

    def look(self) -> None:
        """Find out which files are still there; a slow drive makes nobody wait."""
        paths = [entry.path for entry in self._entries if entry.record is not None]

        def work() -> None:
            gone = frozenset(path for path in paths if not os.path.lexists(path))
            tell(self, partial(self._on_looked, gone))

        threading.Thread(target=work, name="look", daemon=True).start()
        self.looking.emit()

    def _on_looked(self, gone: frozenset[str]) -> None:
        for entry in self._entries:
            if entry.record is not None and entry.exists == (entry.path in gone):
                entry.exists = entry.path not in gone
                self.update(entry)

    def _insert(self, row: int, entries: list[Entry]) -> None:
        if entries:
            self.beginInsertRows(QModelIndex(), row, row + len(entries) - 1)
            self._entries[row:row] = entries
            self.endInsertRows()

    # ------------------------------------------------------------------------ for the views

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of lines."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give what a cell shows."""
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], index.column()
        if role in (_DISPLAY, _ACCESSIBLE):
            return self._texts[column](entry)
        if role == _ALIGNMENT:
            return _RIGHT if column in NUMBERS else _LEFT
        if role == _TOOLTIP:
            return theme.tooltip(self.about(entry))
        return self._state_data(entry, role) if column == STATE else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._titles):
            return None
        if role == _DISPLAY:
            return self._titles[section]
        if role == _ALIGNMENT:
            return _RIGHT if section in NUMBERS else _LEFT
        return None

    def state(self, entry: Entry) -> str:
        """Say in a few words how a dump stands."""
        if entry.error is not None:
            cancelled = isinstance(entry.error, DumpCancelledError)
            return self.tr("Cancelled") if cancelled else self.tr("Not written")
        if entry.record is None:
            share = entry.progress.share
            name = phase_name(entry.progress.phase)
            return name if share is None else f"{name} {int(100 * share)} %"
        if entry.checking:
            return self.tr("Checking …")
        word = verdict_word(entry.verdict if entry.exists else "gone")
        return self.tr("{0}, of a crash").format(word) if entry.record.crash else word

    def about(self, entry: Entry) -> str:
        """Say all about a dump, in lines."""
        lines = [escaped(entry.path)]
        if entry.error is not None:
            lines.append(escaped(error_text(entry.error)))
        if entry.pending:
            lines.append(entry.progress.text())
        record = entry.record
        if record is not None:
            if record.crash:
                lines.append(crash_text(record.crash))
            size = self.tr("{0} bytes, the program stood still for {1} ms")
            if not record.pid:
                size = self.tr("{0} bytes, not written by this window")
            paused = QLocale().toString(record.paused_ms, "f", 1)
            lines.append(size.format(theme.whole_number(record.size), paused))
            lines.append(f"0x{record.flags:08x} {flag_names(record.flags)}")
            if record.sha256:
                lines.append(f"SHA-256 {record.sha256}")
            if record.soft_errors:
                one, many = self.tr("1 thing is missing"), self.tr("{0} things are missing")
                lines.append(theme.counted(record.soft_errors, one, many))
            if record.left_out:
                one = self.tr("1 part was left out on purpose")
                many = self.tr("{0} parts were left out on purpose")
                lines.append(theme.counted(record.left_out, one, many))
            if not entry.exists:
                lines.append(self.tr("The file is not there any more."))
        return "\n".join([*lines, *(escaped(core_text(finding)) for finding in entry.findings)])

    def facts(self, entry: Entry) -> str:
        """Say in a line of whom a dump is, what it came to and when, or why there is none."""
        if entry.error is not None:
            return escaped(core_text(entry.error.cause))
        record = entry.record
        if record is None:
            return ""
        parts = [crash_text(record.crash)] if record.crash else [self._process(entry)]
        parts.append(self._size_as_planned(entry))
        if record.pid:
            parts.append(self.tr("stood still {0}").format(self._paused(entry)))
        if record.left_out:
            one, many = self.tr("1 part left out"), self.tr("{0} parts left out")
            parts.append(theme.counted(record.left_out, one, many))
        if record.soft_errors:
            one, many = self.tr("1 thing is missing"), self.tr("{0} things are missing")
            parts.append(theme.counted(record.soft_errors, one, many))
        if entry.job is None:
            parts.append(self._when(entry))
        return "  ·  ".join(parts)

    def _size_as_planned(self, entry: Entry) -> str:
        if entry.job is None or entry.done is None:
            return self._size(entry)
        return size_as_planned(entry.job.foretold, entry.done)

    def icon(self, entry: Entry) -> str:
        """Name the icon that goes with :meth:`state`."""
        if entry.error is not None:
            return "cross" if isinstance(entry.error, DumpCancelledError) else "alert"
        return verdict_icon(entry.verdict if entry.exists else "gone")

    def _state_data(self, entry: Entry, role: int) -> Any:  # noqa: ANN401 - as Qt wants it
        if role == _DECORATION:
            return None if entry.pending else theme.icon(self.icon(entry))
        if role == SHARE_ROLE and entry.pending and entry.progress.phase:
            share = entry.progress.share
            return -1.0 if share is None else share
        return None

    def _size(self, entry: Entry) -> str:
        if entry.record is not None:
            return theme.binary_size(entry.record.size)
        known = entry.pending and entry.progress.total
        return theme.binary_size(entry.progress.done) if known else ""

    def _paused(self, entry: Entry) -> str:
        if entry.record is None or not entry.record.pid:
            return ""
        return self.tr("{0} ms").format(QLocale().toString(entry.record.paused_ms, "f", 1))

    @staticmethod
    def _plan(entry: Entry) -> str:
        record, job = entry.record, entry.job
        if record is not None:
            return preset_name(record.flags, record.called_without, record.recipe)
        if job is None:
            return preset_name(0)
        request = job.request
        lacks = request.surprising(request.filter.excluding)
        return preset_name(request.flags, lacks, request.recipe)

    @staticmethod
    def _when(entry: Entry) -> str:
        return "" if entry.record is None else moment_text(entry.record.time)

    @staticmethod
    def _file(entry: Entry) -> str:
        """Give the name alone: the tooltip has the folder, and the bar opens it."""
        return escaped(os.path.basename(entry.path))  # noqa: PTH119 - of a text

    @staticmethod
    def _process(entry: Entry) -> str:
        if entry.record is not None:
            return f"{escaped(entry.record.name)}  {entry.record.pid or ''}".rstrip()
        job = entry.job
        return "" if job is None else f"{escaped(job.process_name)}  {job.key.pid}"
