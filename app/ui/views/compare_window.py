"""The window that holds two looks at a process against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ...core.process_key import ProcessKey
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..layouts import resize_within_screen
from ..models.change_rows import ChangeTable, Part, headings, rows_of
from ..models.dump_headline import duration_text
from ..workers.comparing import Comparing
from .column_fit import ColumnFit
from .elided_label import MIDDLE, ElidedLabel
from .filter_view import RoomyRows
from .message_line import MessageLine
from .notice import Notice

if TYPE_CHECKING:
    from ...core.inspection.compare import Comparison
    from ...core.inspection.comparing import NotCompared


class CompareWindow(QWidget):
    """Compares as soon as it is made; with a process, it is stopped for some milliseconds."""

    def __init__(
        self, before: str | ProcessKey, after: str | ProcessKey, parent: QWidget | None = None
    ) -> None:
        """Compare *before* with *after*, each the path of a dump or a process."""
        super().__init__(parent, Qt.WindowType.Window)
        self.sides = (before, after)
        self.worker = Comparing(self)
        self.tabs = QTabWidget(documentMode=True)
        self.tables = {part: ChangeTable(headings(part), self) for part in Part}
        self.views = {part: QTreeView() for part in Part}
        self.told = MessageLine(lines=2)
        self.again = QPushButton(self.tr("Compare again"))
        self.swap = QPushButton(self.tr("Swap"))
        self.notice = Notice()
        self._stack = QStackedWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Comparison - DumpDesk"))
        resize_within_screen(self, QSize(116 * theme.GRID, 80 * theme.GRID))
        self._names = (ElidedLabel(elide=MIDDLE), ElidedLabel(elide=MIDDLE))
        self._arrange()
        self.again.clicked.connect(self.compare)
        self.swap.clicked.connect(self._swap)
        self.notice.acted.connect(self.compare)
        self.worker.compared.connect(self._on_compared)
        self.worker.failed.connect(self._on_failed)
        for key, slot in (
            (QKeySequence.StandardKey.Close, self.close),
            (QKeySequence.StandardKey.Refresh, self.compare),
        ):
            QShortcut(key, self).activated.connect(slot)
        self.compare()

    def compare(self) -> None:
        """Compare, again if it was done before: a process runs on."""
        texts = (self.tr("Before: {0}"), self.tr("After: {0}"))
        for label, text, side in zip(self._names, texts, self.sides, strict=True):
            label.show_text(text.format(self._name(side)))
        self.notice.say("search", self.tr("Comparing …"))
        self._stack.setCurrentWidget(self.notice)
        self.told.say("")
        self._set_usable(usable=False)
        self.worker.start(*self.sides)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give up what is under way."""
        self.worker.stop()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # -------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(theme.GRID // 2)
        for label in self._names:
            names.addWidget(label)
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        bar.addLayout(names, 1)
        for button in (self.swap, self.again):
            button.setAutoDefault(False)
            bar.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        top = QVBoxLayout()
        top.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        top.setSpacing(theme.GRID)
        top.addLayout(bar)
        top.addWidget(self.told)
        for part in Part:
            self._dress(self.views[part], self.tables[part], self._title(part))
            self.tabs.addTab(self.views[part], self._title(part))
        self.tabs.setAccessibleName(self.tr("What differs"))
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)

    def _dress(self, view: QTreeView, table: ChangeTable, name: str) -> None:
        view.setModel(table)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setItemDelegate(RoomyRows(view))
        view.setFont(theme.with_tabular_figures(view.font()))
        view.setSortingEnabled(True)
        view.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setAccessibleName(name)
        ColumnFit(view)

    def _title(self, part: Part) -> str:
        return {
            Part.MEMORY: self.tr("&Memory"),
            Part.THREADS: self.tr("&Threads"),
            Part.MODULES: self.tr("M&odules"),
            Part.HANDLES: self.tr("&Handles"),
        }[part]

    def _name(self, side: str | ProcessKey) -> str:
        if isinstance(side, ProcessKey):
            return self.tr("the process {0} as it is now").format(side.pid)
        path = Path(side)
        return f"{escaped(path.name)}  ·  {escaped(str(path.parent))}"

    def _set_usable(self, *, usable: bool) -> None:
        self.swap.setEnabled(usable)
        self.again.setEnabled(usable)

    # ------------------------------------------------------------------------------ events

    def _swap(self) -> None:
        self.sides = self.sides[::-1]
        self.compare()

    def _on_compared(self, found: Comparison) -> None:
        for place, part in enumerate(Part):
            rows = rows_of(part, found)
            self.tables[part].show(rows)
            self.tabs.setTabText(place, f"{self._title(part)} ({theme.whole_number(len(rows))})")
            self.views[part].header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.told.say(self._sentence(found), "alert" if found.damage else "check")
        self._set_usable(usable=True)
        if any(table.rowCount() for table in self.tables.values()):
            self._stack.setCurrentWidget(self.tabs)
        else:
            self.notice.say("check", self.tr("Nothing differs."))

    def _on_failed(self, told: NotCompared) -> None:
        self._set_usable(usable=True)
        cause, remedy = escaped(core_text(told.cause)), escaped(core_text(told.remedy))
        self.notice.say("alert", cause, remedy, self.tr("Compare again"))

    def _sentence(self, found: Comparison) -> str:
        said = []
        if found.damage:
            told = self.tr("Not all could be compared: {0}")
            said.append(told.format(escaped("; ".join(found.damage[:3]))))
        if not found.same_process:
            said.append(self.tr("These are not the same process."))
        if found.seconds:
            text = (
                self.tr("The second look was {0} later.")
                if found.seconds > 0
                else self.tr("The second look was {0} earlier.")
            )
            said.append(text.format(duration_text(abs(found.seconds))))
        if found.resident is not None:
            old, new = map(theme.binary_size, found.resident)
            said.append(self.tr("Memory in use: {0}, then {1}.").format(old, new))
        if found.unmoved:
            one, many = self.tr("1 thread did not move."), self.tr("{0} threads did not move.")
            said.append(theme.counted(found.unmoved, one, many))
        return " ".join(said)
