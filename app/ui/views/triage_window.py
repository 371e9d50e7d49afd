"""The window about a folder of dumps: what happened in them, counted, the newest first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeView,
    QWidget,
)

from ...core.errors import DumpDeskError
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..desktop import show_in_folder
from ..dressing import dress_rows, hear_keys, passing_menu
from ..layouts import EDGE, in_column, in_row
from ..models.triage_groups import Column, TriageGroups
from ..workers.folder_triage import FolderTriage
from .column_fit import ColumnFit
from .elided_label import MIDDLE, ElidedLabel
from .filter_view import RoomyRows
from .side_window import SideWindow
from .table_file import TableFile, TableNote

if TYPE_CHECKING:
    from ...core.inspection.triage import Entry

_PAIR = 2


class TriageWindow(SideWindow):
    """Looks through a folder as soon as it is made, and shows what is found as it comes."""

    open_asked = Signal(str)
    """The path of a dump to open."""
    compare_asked = Signal(str, str)
    """The paths of two dumps, the older one first."""

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        """Begin with *folder*."""
        super().__init__(parent, 130, 80)
        self.folder = folder
        self.worker = FolderTriage(self)
        self.groups = TriageGroups(folder, self)
        self.tree = QTreeView()
        self.file = TableFile(self.tree, self.tr("Dumps"), self.groups.exact_text)
        self.progress = QProgressBar()
        self.count = QLabel()
        self.again = self._button(self.tr("Look again"), self.look)
        self.stop = self._button(self.tr("Stop"), self._stop)
        self.open = self._button(self.tr("Open"), self._open)
        self.compare = self._button(self.tr("Compare"), self._compare)
        self._path = ElidedLabel(escaped(folder), MIDDLE)
        name = escaped(Path(folder).name) or escaped(folder)
        self.setWindowTitle(self.tr("Dumps in {0} - DumpDesk").format(name))
        self._dress()
        self._arrange()
        self._connect()
        self.look()

    def look(self) -> None:
        """Look through the folder, again if it was looked through before."""
        self.groups.clear()
        self.show_notice("search", self.tr("Looking for minidumps …"))
        self._set_running(running=True)
        self.worker.start(self.folder)
        self._show_count()

    def chosen(self) -> list[Entry]:
        """Give the dumps that are selected, from top to bottom."""
        rows = sorted(
            self.tree.selectionModel().selectedRows(),
            key=lambda index: (index.parent().row(), index.row()),
        )
        return [entry for entry in map(self.groups.entry, rows) if entry is not None]

    def give_up(self) -> None:
        """Do not look any further."""
        self.worker.stop()

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.tree.setModel(self.groups)
        dress_rows(self.tree)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setAccessibleName(self.tr("What happened in the dumps"))
        self.tree.setAccessibleDescription(
            self.tr("Groups of dumps in which the same happened; Enter opens a dump.")
        )
        self.tree.setItemDelegate(RoomyRows(self.tree))
        ColumnFit(self.tree, first=Column.WHAT)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(14 * theme.GRID)
        self.progress.setAccessibleName(self.tr("Looking through the dumps"))

    def _arrange(self) -> None:
        buttons = (self.stop, self.again, self.open, self.compare)
        bar = in_row((self._path, 1), self.progress, self.count, *buttons, room=EDGE)
        self.stack.addWidget(self.tree)
        in_column(bar, TableNote(self.file), (self.stack, 1), on=self)

    def _button(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(slot)
        return button

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self.worker.found.connect(self._on_found)
        self.worker.over.connect(self._on_over)
        self.tree.doubleClicked.connect(self._open)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.selectionModel().selectionChanged.connect(self._show_ready)
        self.notice.acted.connect(self.look)
        hear_keys(self.tree, ((Qt.Key.Key_Return, self._open), (Qt.Key.Key_Enter, self._open)))
        self.hear(self.look)

    def _on_found(self, entries: list[Entry]) -> None:
        groups = self.groups.rowCount()
        self.groups.add(entries)
        for row in range(groups, self.groups.rowCount()):
            self.tree.expand(self.groups.index(row, 0))
        self.stack.setCurrentWidget(self.tree)
        self._show_count()

    def _on_over(self, error: Exception | None) -> None:
        self._set_running(running=False)
        self.groups.arrange()
        if error is not None:
            cause = error_text(error) if isinstance(error, DumpDeskError) else str(error)
            told = self.tr("The folder cannot be looked through.")
            self.show_notice("alert", told, escaped(core_text(cause)), self.tr("Look again"))
        elif not self.groups.total:
            self.notice.say(
                "search",
                self.tr("No minidumps in this folder, nor below it."),
                self.tr("They are found by how they begin, whatever they are called."),
                self.tr("Look again"),
            )
        else:
            self.tree.setCurrentIndex(self.groups.index(0, 0))
            self.tree.setFocus()

    def _stop(self) -> None:
        self.worker.stop()
        self._set_running(running=False)
        self.groups.arrange()
        if not self.groups.total:
            self.notice.say("search", self.tr("Stopped."), "", self.tr("Look again"))

    def _set_running(self, *, running: bool) -> None:
        self.progress.setVisible(running)
        self.stop.setVisible(running)
        self.again.setVisible(not running)
        self._show_ready()

    def _show_count(self) -> None:
        total = self.groups.total
        self.count.setText(theme.counted(total, self.tr("1 dump"), self.tr("{0} dumps")))

    def _show_ready(self) -> None:
        chosen = self.chosen()
        self.open.setEnabled(bool(chosen))
        self.compare.setEnabled(len(chosen) == _PAIR)

    def _open(self) -> None:
        for entry in self.chosen():
            self.open_asked.emit(entry.path)

    def _compare(self) -> None:
        chosen = sorted(self.chosen(), key=lambda entry: entry.made)
        if len(chosen) == _PAIR:
            self.compare_asked.emit(chosen[0].path, chosen[1].path)

    def _menu(self, position: QPoint) -> None:
        chosen = self.chosen()
        menu = passing_menu(self)
        paths = [entry.path for entry in chosen]
        entries = [
            (self.tr("Open"), self._open),
            (self.tr("Show in folder"), lambda: show_in_folder(paths[0])),
            (self.tr("Copy path"), lambda: QGuiApplication.clipboard().setText("\n".join(paths))),
        ]
        if len(chosen) == _PAIR:
            entries.insert(1, (self.tr("Compare"), self._compare))
        for text, slot in entries if chosen else ():
            menu.addAction(text).triggered.connect(lambda _checked, slot=slot: slot())
        menu.addSeparator()
        menu.addActions(self.file.actions)
        menu.popup(self.tree.viewport().mapToGlobal(position))
