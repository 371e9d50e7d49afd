"""The window that holds two looks at a process against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QPushButton,
    QTabWidget,
    QWidget,
)

from ...core.process_key import ProcessKey
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..layouts import EDGE, in_column, in_row
from ..models.change_rows import CHANGES, Part, change_rows
from ..models.detail_table import DetailTable
from ..models.dump_headline import duration_text
from ..workers.comparing import Comparing
from .details.detail_list import DetailList
from .elided_label import MIDDLE, ElidedLabel
from .message_line import MessageLine
from .side_window import SideWindow

if TYPE_CHECKING:
    from ...core.inspection.compare import Comparison
    from ...core.inspection.comparing import NotCompared


class CompareWindow(SideWindow):
    """Compares as soon as it is made; with a process, it is stopped for some milliseconds."""

    def __init__(
        self, before: str | ProcessKey, after: str | ProcessKey, parent: QWidget | None = None
    ) -> None:
        """Compare *before* with *after*, each the path of a dump or a process."""
        super().__init__(parent, 116, 80)
        self.sides = (before, after)
        self.worker = Comparing(self)
        self.tabs = QTabWidget(documentMode=True)
        self.tables = {part: DetailTable(CHANGES[part], parent=self) for part in Part}
        self.views = {
            part: DetailList(table, self._title(part).replace("&", ""), ordered=False)
            for part, table in self.tables.items()
        }
        self.told = MessageLine(lines=2)
        self.again = QPushButton(self.tr("Compare again"))
        self.swap = QPushButton(self.tr("Swap"))
        self.setWindowTitle(self.tr("Comparison - DumpDesk"))
        self._names = (ElidedLabel(elide=MIDDLE), ElidedLabel(elide=MIDDLE))
        self._arrange()
        self.again.clicked.connect(self.compare)
        self.swap.clicked.connect(self._swap)
        self.notice.acted.connect(self.compare)
        self.worker.compared.connect(self._on_compared)
        self.worker.failed.connect(self._on_failed)
        self.hear(self.compare)
        self.compare()

    def compare(self) -> None:
        """Compare, again if it was done before: a process runs on."""
        texts = (self.tr("Before: {0}"), self.tr("After: {0}"))
        for label, text, side in zip(self._names, texts, self.sides, strict=True):
            label.show_text(text.format(self._name(side)))
        self.show_notice("search", self.tr("Comparing …"))
        self.told.say("")
        self._set_usable(usable=False)
        self.worker.start(*self.sides)

    def give_up(self) -> None:
        """Do not compare any more."""
        self.worker.stop()

    # -------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        names = in_column(*self._names, gap=theme.GRID // 2)
        above = Qt.AlignmentFlag.AlignTop
        bar = in_row((names, 1), (self.swap, above), (self.again, above))
        for part, view in self.views.items():
            self.tabs.addTab(view, self._title(part))
        self.tabs.setAccessibleName(self.tr("What differs"))
        self.stack.addWidget(self.tabs)
        top = in_column(bar, self.told, gap=theme.GRID, room=EDGE)
        in_column(top, (self.stack, 1), on=self)

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
            rows = change_rows(part, found)
            self.tables[part].show(rows)
            self.tabs.setTabText(place, f"{self._title(part)} ({theme.whole_number(len(rows))})")
            self.views[part].sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.told.say(self._sentence(found), "alert" if found.damage else "check")
        self._set_usable(usable=True)
        if any(table.rowCount() for table in self.tables.values()):
            self.stack.setCurrentWidget(self.tabs)
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
