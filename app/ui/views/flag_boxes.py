"""A check box for every flag: what it adds, what that costs here, and what else to know."""

from __future__ import annotations

import sys
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.dump.flag_relations import relations
from ...core.dump.flags import FLAGS, EffectiveFlags, FlagGroup, FlagRow
from ...core.errors import InvalidRequestError
from .. import theme
from ..core_texts import core_text
from ..dressing import emphasise
from ..layouts import in_column, in_row
from .boxes import CheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent

    from ..models.flag_choice import FlagChoice

_NO_EFFECT_HERE: Final = sys.platform != "win32"
_MOST_COLUMNS: Final = 3
_FORMS: Final = ((3, True), (2, True), (2, False), (1, False))
"""Columns, and whether each line has room for a cost: the first that fits, else the last."""
_GAP: Final = 3 * theme.GRID // 2
"""Pixels between two columns."""
_ORDER: Final = (
    FlagGroup.MEMORY,
    FlagGroup.MODULES,
    FlagGroup.TOLERANCE,
    FlagGroup.PROCESS,
    FlagGroup.PRIVACY,
)
"""So that the groups make two columns of about the same height."""

NO_EFFECT: Final = "⊘"
"""Behind a label: this flag changes nothing as things are; its help says why."""
BROUGHT_ALONG: Final = "⊕"
"""Behind a label: another flag brings this one along."""
MINUS: Final = "\N{MINUS SIGN}"
PRIVATE: Final = "◆"
"""Behind a label: may put secrets into the file."""


class _Cell(QWidget):
    """A box and, in grey at the end of its line, what its flag costs."""

    def __init__(self, row: FlagRow) -> None:
        super().__init__()
        self.row = row
        self.box = CheckBox(core_text(row.label))
        self.cost = QLabel()
        self.cost.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.cost.setFont(theme.with_tabular_figures(self.cost.font()))
        in_row(self.box, None, self.cost, on=self, gap=theme.GRID // 2)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a cost out that has no room: the help of the flag tells it, too."""
        super().resizeEvent(event)
        self.show_cost(self.cost.text())

    def show_cost(self, text: str) -> None:
        """Show what the flag costs, whole or not at all."""
        self.cost.setText(text)
        wanted = self.box.sizeHint().width() + theme.GRID // 2 + self.cost.sizeHint().width()
        self.cost.setVisible(wanted <= self.width())

    def width_wanted(self, *, cost: bool) -> int:
        """Give the pixels of the box and, whatever that will be, the *cost*."""
        if not cost or self.row.group is FlagGroup.TOLERANCE:  # how to go on adds nothing by itself
            return self.box.sizeHint().width()
        room = self.cost.fontMetrics().horizontalAdvance("+999.9 MiB")
        return self.box.sizeHint().width() + theme.GRID // 2 + room


class FlagBoxes(QScrollArea):
    """A check box for every flag of the table: whole groups below each other, in a few columns.

    *more* stands below those of memory.
    """

    looked_at = Signal(str)
    """All about the flag under the pointer or with the focus; empty: of none."""

    def __init__(self, choice: FlagChoice, more: QWidget, parent: QWidget | None = None) -> None:
        """Show *choice*."""
        super().__init__(parent)
        self._choice = choice
        self._columns = 0
        self._costs: Mapping[str, int | None] = {}
        self._cells = {row.flag: _Cell(row) for row in FLAGS}
        self.boxes = {flag: cell.box for flag, cell in self._cells.items()}
        self._groups = {group: self._group(group) for group in _ORDER}
        self._groups[FlagGroup.MEMORY].addWidget(more)
        page = QWidget()
        self._down = [in_column() for _ in range(_MOST_COLUMNS)]
        self._across = in_row(*self._down, on=page, room=(0, 0, theme.GRID // 2, 0))
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for cell in self._cells.values():
            cell.box.clicked.connect(lambda on, flag=cell.row.flag: choice.tick(flag, on))
            cell.box.installEventFilter(self)
        self._arrange(1)
        choice.changed.connect(self._show)
        self._show()

    def show_costs(self, costs: Mapping[str, int | None]) -> None:
        """Show what each flag (by name) adds, in bytes; an empty mapping: not known yet."""
        self._costs = costs
        self._show()

    def cost_text(self, row: FlagRow) -> str:
        """Say what a flag adds: +4.5 MiB; empty if that is not known or nothing."""
        cost = self._costs.get(row.name)
        if not cost:
            return ""
        return f"{'+' if cost > 0 else MINUS}{theme.binary_size(abs(cost))}"

    def explained(self, row: FlagRow) -> str:
        """Say all about a flag: what it does, what goes for it now, and what it is on this system.

        The text ends with its name and number, in a line of their own.
        """
        effective = self._choice.effective()
        here = core_text(row.windows if sys.platform == "win32" else row.linux)
        _, note = self._note(row, effective)
        said = (core_text(row.help), note, *self._facts(row))
        return f"{' '.join(filter(None, said))}\n{row.name} = {row.value:#x}. {here}"

    # -------------------------------------------------------------------------------- appearance

    def _group(self, group: FlagGroup) -> QVBoxLayout:
        """Put a heading and the boxes of a group below each other."""
        heading = QLabel(core_text(group))
        emphasise(heading)
        return in_column(heading, *(self._cells[row.flag] for row in _rows(group)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column in self._down:
            while column.count():
                column.takeAt(0)
        for place, groups in enumerate(_divided(columns)):
            for group in groups:
                self._down[place].addLayout(self._groups[group])
                below = 0 if group is groups[-1] else theme.GRID
                self._groups[group].setContentsMargins(0, 0, 0, below)
        widths = [*self._widths(columns, costs=False), *[0] * (_MOST_COLUMNS - columns)]
        for place, column in enumerate(self._down):
            column.addStretch(1)
            self._across.setStretch(place, widths[place])
        self._across.setSpacing(_GAP if columns > 1 else 0)
        boxes = [
            self.boxes[row.flag]
            for groups in _divided(columns)
            for group in groups
            for row in _rows(group)
        ]
        for before, after in pairwise(boxes):
            QWidget.setTabOrder(before, after)

    def _width(self, columns: int, *, costs: bool) -> int:
        """Give the pixels that so many columns need."""
        return sum(self._widths(columns, costs=costs)) + (columns - 1) * _GAP + theme.GRID

    def _widths(self, columns: int, *, costs: bool) -> list[int]:
        return [
            max(
                self._cells[row.flag].width_wanted(cost=costs)
                for group in groups
                for row in _rows(group)
            )
            for groups in _divided(columns)
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit; rather two without some costs than one to scroll."""
        super().resizeEvent(event)
        room = self.viewport().width()
        for columns, costs in _FORMS:
            if self._width(columns, costs=costs) <= room:
                break
        self._arrange(columns)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which box is looked at, by pointer or keyboard."""
        cell = watched.parent() if isinstance(watched, QCheckBox) else None
        if isinstance(cell, _Cell):
            if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
                self.looked_at.emit(self.explained(cell.row))
            elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
                focused = next((c for c in self._cells.values() if c.box.hasFocus()), None)
                self.looked_at.emit(self.explained(focused.row) if focused else "")
            if event.type() == QEvent.Type.FocusIn:
                self.ensureWidgetVisible(cell.box)
        return super().eventFilter(watched, event)

    # --------------------------------------------------------------------------- what applies

    def _show(self) -> None:
        effective = self._choice.effective()
        for row in FLAGS:
            cell = self._cells[row.flag]
            box = cell.box
            mark, _ = self._note(row, effective)
            box.setChecked(bool(self._choice.flags & row.flag))
            marks = (PRIVATE if row.private else "", mark)
            box.setText(" ".join(filter(None, (core_text(row.label), *marks))))
            _dim(box, dim=mark == NO_EFFECT)
            cell.show_cost(self.cost_text(row))
            box.setAccessibleName(core_text(row.label))
            box.setAccessibleDescription(self.explained(row))

    def _note(
        self, row: FlagRow, effective: EffectiveFlags | InvalidRequestError
    ) -> tuple[str, str]:
        """Give a mark and a sentence if the flag is not what its box looks like."""
        if _NO_EFFECT_HERE and not row.effective_on_linux:
            return NO_EFFECT, self.tr("No effect on Linux.")
        if isinstance(effective, InvalidRequestError):
            return "", ""
        if row.flag in effective.dropped:
            return NO_EFFECT, self.tr("No effect: {0}.").format(
                core_text(effective.dropped[row.flag])
            )
        if row.flag in effective.added:
            return BROUGHT_ALONG, self.tr("In effect: {0}.").format(
                core_text(effective.added[row.flag])
            )
        return "", ""

    def _facts(self, row: FlagRow) -> Iterator[str]:
        """Say what goes for this flag, one sentence each."""
        if row.name in self._costs:
            yield self._cost_sentence(row)
        if row.private:
            yield self.tr("◆ May put secrets into the file.")
        stands = relations(row.flag)
        for rows, text in (
            (stands.needs, self.tr("Says something only with: {0}.")),
            (stands.excludes, self.tr("Cannot be had with: {0}.")),
            (stands.moot_with, self.tr("Does nothing with: {0}.")),
        ):
            if rows:
                yield text.format(", ".join(core_text(other.label) for other in rows))
        if row.min_version and sys.platform == "win32":
            yield self.tr("Since DbgHelp {0}.").format(row.min_version)

    def _cost_sentence(self, row: FlagRow) -> str:
        cost = self._costs[row.name]
        if cost is None:
            return self.tr("Cannot be had with the flags that are chosen.")
        if not cost:
            return self.tr("Adds nothing to a dump of this process.")
        if cost < 0:
            return self.tr("Saves {0} bytes of a dump of this process.").format(
                theme.whole_number(-cost)
            )
        return self.tr("Adds {0} bytes to a dump of this process.").format(theme.whole_number(cost))


def _rows(group: FlagGroup) -> list[FlagRow]:
    return [row for row in FLAGS if row.group is group]


@cache
def _divided(columns: int) -> tuple[tuple[FlagGroup, ...], ...]:
    """Divide the groups, in their order, between so many columns, the highest as low as can be."""

    def height(groups: tuple[FlagGroup, ...]) -> int:
        return sum(len(_rows(group)) + 2 for group in groups)

    ends = combinations(range(1, len(_ORDER)), columns - 1)
    ways = ([0, *inner, len(_ORDER)] for inner in ends)
    divided = (tuple(_ORDER[start:end] for start, end in pairwise(way)) for way in ways)
    return min(divided, key=lambda way: max(map(height, way)))


def _dim(box: QCheckBox, *, dim: bool) -> None:
    palette = QPalette()
    if dim:
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
    box.setPalette(palette)
