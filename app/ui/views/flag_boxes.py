"""A check box for every flag: what it adds, what that costs here, and what else to know."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from ...core.dump.flag_relations import relations
from ...core.dump.flags import FLAGS, EffectiveFlags, FlagGroup, FlagRow
from ...core.errors import InvalidRequestError
from .. import theme
from ..core_texts import core_text
from .check_box import CheckBox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QResizeEvent

    from ..models.flag_choice import FlagChoice

_NO_EFFECT_HERE: Final = sys.platform != "win32"
_MOST_COLUMNS: Final = 4

NO_EFFECT: Final = "⊘"
"""Behind a label: this flag changes nothing as things are; the tooltip says why."""
BROUGHT_ALONG: Final = "⊕"
"""Behind a label: another flag brings this one along."""
MINUS: Final = "\N{MINUS SIGN}"
PRIVATE: Final = "◆"
"""Behind a label: may put secrets into the file."""


class _Cell(QWidget):
    """A box and, in grey behind it, what its flag costs."""

    def __init__(self, row: FlagRow) -> None:
        super().__init__()
        self.row = row
        self.box = CheckBox(core_text(row.label))
        self.cost = QLabel()
        self.cost.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.cost.setFont(theme.with_tabular_figures(self.cost.font()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addWidget(self.box)
        layout.addWidget(self.cost)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def width_wanted(self) -> int:
        """Give the pixels of box and cost, whatever the cost will be."""
        room = self.cost.fontMetrics().horizontalAdvance(" +999.9 MiB")
        return self.box.sizeHint().width() + theme.GRID // 2 + room


class FlagBoxes(QScrollArea):
    """A check box for every flag of the table, in its groups, in as many columns as fit.

    *more* stands below them and scrolls with them.
    """

    looked_at = Signal(str)
    """The help of the box under the pointer or with the focus; empty: of none."""

    def __init__(self, choice: FlagChoice, more: QWidget, parent: QWidget | None = None) -> None:
        """Show *choice*."""
        super().__init__(parent)
        self._more = more
        self._choice = choice
        self._columns = 0
        self._costs: Mapping[str, int | None] = {}
        self._cells = {row.flag: _Cell(row) for row in FLAGS}
        self.boxes = {flag: cell.box for flag, cell in self._cells.items()}
        self._headings = {group: self._heading(group) for group in FlagGroup}
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, theme.GRID // 2, 0)
        self._grid.setHorizontalSpacing(theme.GRID)
        self._grid.setVerticalSpacing(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for cell in self._cells.values():
            cell.box.clicked.connect(lambda on, flag=cell.row.flag: choice.tick(flag, on))
            cell.box.installEventFilter(self)
        self._arrange(2)
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

    # -------------------------------------------------------------------------------- appearance

    def _heading(self, group: FlagGroup) -> QLabel:
        label = QLabel(core_text(group))
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, theme.GRID // 2, 0, 1)
        return label

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        widths = [*self._widths(columns), *[0] * (_MOST_COLUMNS - columns)]
        for column, width in enumerate(widths):
            # In one column alone, what does not fit is cut rather than scrolled to.
            self._grid.setColumnMinimumWidth(column, width if columns > 1 else 0)
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        line = 0
        for group, heading in self._headings.items():
            self._grid.addWidget(heading, line, 0, 1, columns)
            line += 1
            for cell, down, across in self._places(group, columns):
                self._grid.addWidget(cell, line + down, across)
            line += 1 + max(down for _, down, _ in self._places(group, columns))
        for row in range(line, self._grid.rowCount()):  # those of an arrangement before
            self._grid.setRowStretch(row, 0)
        self._grid.addWidget(self._more, line, 0, 1, columns)
        self._grid.setRowStretch(line + 1, 1)

    def _places(self, group: FlagGroup, columns: int) -> list[tuple[_Cell, int, int]]:
        """Say where the boxes of a group go: downwards first, as one reads a list."""
        rows = [row for row in FLAGS if row.group is group]
        height = -(-len(rows) // columns)
        return [
            (self._cells[row.flag], index % height, index // height)
            for index, row in enumerate(rows)
        ]

    def _width(self, columns: int) -> int:
        """Give the pixels that so many columns need."""
        return sum(self._widths(columns)) + columns * theme.GRID

    def _widths(self, columns: int) -> list[int]:
        widths = [0] * columns
        for group in FlagGroup:
            for cell, _, across in self._places(group, columns):
                widths[across] = max(widths[across], cell.width_wanted())
        return widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        room = self.viewport().width()
        fitting = (n for n in range(_MOST_COLUMNS, 1, -1) if self._width(n) <= room)
        self._arrange(next(fitting, 1))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell which box is looked at, by pointer or keyboard."""
        if isinstance(watched, QCheckBox):
            if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
                self.looked_at.emit(watched.accessibleDescription())
            elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
                focused = next((box for box in self.boxes.values() if box.hasFocus()), None)
                self.looked_at.emit(focused.accessibleDescription() if focused else "")
            if event.type() == QEvent.Type.FocusIn:
                self.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)

    # --------------------------------------------------------------------------- what applies

    def _show(self) -> None:
        effective = self._choice.effective()
        for row in FLAGS:
            cell = self._cells[row.flag]
            box = cell.box
            mark, note = self._note(row, effective)
            box.setChecked(bool(self._choice.flags & row.flag))
            marks = (PRIVATE if row.private else "", mark)
            box.setText(" ".join(filter(None, (core_text(row.label), *marks))))
            _dim(box, dim=mark == NO_EFFECT)
            cell.cost.setText(self.cost_text(row))
            facts = [note, *self._facts(row)]
            lines = [core_text(row.help), *facts, *self._meaning(row)]
            box.setToolTip(theme.tooltip("\n".join(filter(None, lines))))
            box.setAccessibleName(core_text(row.label))
            box.setAccessibleDescription(" ".join(filter(None, (core_text(row.help), *facts))))

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
        if row.min_version:
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

    def _meaning(self, row: FlagRow) -> list[str]:
        return [
            f"{row.name} = {row.value:#x}",
            self.tr("Windows: {0}").format(core_text(row.windows)),
            self.tr("Linux: {0}").format(core_text(row.linux)),
        ]


def _dim(box: QCheckBox, *, dim: bool) -> None:
    palette = QPalette()
    if dim:
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
    box.setPalette(palette)
