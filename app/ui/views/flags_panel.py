"""Saying what goes in, part one: the preset, its number, and a box for every flag."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.dump.flags import FLAGS, EffectiveFlags, FlagGroup, FlagRow
from app.core.dump.presets import PRESETS
from app.core.errors import InvalidRequestError
from app.ui import theme
from app.ui.views.message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.ui.models.flag_choice import FlagChoice

_NO_EFFECT_HERE: Final = sys.platform != "win32"
_MOST_COLUMNS: Final = 4

NO_EFFECT: Final = "⊘"
"""Behind a label: this flag changes nothing as things are; the tooltip says why."""
BROUGHT_ALONG: Final = "⊕"
"""Behind a label: another flag brings this one along."""


class FlagsPanel(QWidget):
    """Shows and changes a :class:`FlagChoice`."""

    def __init__(self, choice: FlagChoice, parent: QWidget | None = None) -> None:
        """Show *choice*."""
        super().__init__(parent)
        self._choice = choice
        self.preset = QComboBox()
        self.hex = QLineEdit()
        self.message = MessageLine(lines=2)
        self.boxes = FlagBoxes(choice)
        self._dress()
        self._arrange()
        self.preset.activated.connect(lambda index: choice.choose(PRESETS[index]))
        self.hex.textEdited.connect(self._on_text)
        self.hex.editingFinished.connect(self._show)
        choice.changed.connect(self._on_changed)
        self._show()

    def _dress(self) -> None:
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.setMinimumContentsLength(16)
        self.preset.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for index, preset in enumerate(PRESETS):
            self.preset.addItem(f"{preset.name}  {preset.flags:#x}")
            lines = [preset.help]
            if preset.equals:
                lines.append(self.tr("The same as {0}.").format(preset.equals))
            tip = theme.tooltip("\n".join(lines))
            self.preset.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.hex.setFont(fixed)
        self.hex.setAccessibleName(self.tr("Flags as a number or names"))
        self.hex.setToolTip(
            theme.tooltip(
                self.tr(
                    "The flags as one number. Type or paste another number, or names such as "
                    "WithFullMemory|WithHandleData."
                )
            )
        )

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        label = QLabel(self.tr("&Preset"))
        label.setBuddy(self.preset)
        hex_label = QLabel(self.tr("Fla&gs"))
        hex_label.setBuddy(self.hex)
        top.addWidget(label)
        top.addWidget(self.preset, 3)
        top.addWidget(hex_label)
        top.addWidget(self.hex, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(top)
        layout.addWidget(self.message)
        layout.addWidget(self.boxes, 1)

    def _on_text(self, text: str) -> None:
        try:
            self._choice.read(text)
        except InvalidRequestError as error:
            self.message.say(f"{error.cause} {error.remedy}", "alert")
        else:
            self._show_message()

    def _on_changed(self) -> None:
        if self.hex.hasFocus() and self.hex.isModified():
            self._show_preset()  # somebody is typing: leave the text alone
            self._show_message()
        else:
            self._show()

    def _show(self) -> None:
        self.hex.setText(hex(self._choice.flags))
        self._show_preset()
        self._show_message()

    def _show_preset(self) -> None:
        preset = self._choice.preset
        if preset is not None and not self._choice.modified:
            self.preset.setCurrentIndex(PRESETS.index(preset))
            return
        text = self.tr("Own choice") if preset is None else self.tr("{0}, modified")
        self.preset.setPlaceholderText(text.format(preset.name if preset else ""))
        self.preset.setCurrentIndex(-1)

    def _show_message(self) -> None:
        effective = self._choice.effective()
        preset = self._choice.preset
        if isinstance(effective, InvalidRequestError):
            self.message.say(f"{effective.cause} {effective.remedy}", "alert")
        elif preset is None:
            self.message.say(self.tr("Flags of your own choice."))
        elif self._choice.modified:
            text = self.tr("Departs from the preset {0} ({1}).")
            self.message.say(text.format(preset.name, hex(preset.flags)))
        else:
            self.message.say(preset.help)


class FlagBoxes(QScrollArea):
    """A check box for every flag of the table, in its groups, in as many columns as fit."""

    def __init__(self, choice: FlagChoice, parent: QWidget | None = None) -> None:
        """Show *choice*."""
        super().__init__(parent)
        self._choice = choice
        self._columns = 0
        self.boxes = {row.flag: self._box(row) for row in FLAGS}
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
        self._arrange(2)
        choice.changed.connect(self._show)
        self._show()

    def _box(self, row: FlagRow) -> QCheckBox:
        box = QCheckBox(row.label)
        box.clicked.connect(lambda on: self._choice.tick(row.flag, on))
        return box

    def _heading(self, group: FlagGroup) -> QLabel:
        label = QLabel(str(group))
        font = label.font()
        font.setBold(True)
        label.setFont(font)
        label.setContentsMargins(0, theme.GRID // 2, 0, 1)
        return label

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        line = 0
        for group, heading in self._headings.items():
            self._grid.addWidget(heading, line, 0, 1, columns)
            line += 1
            for box, down, across in self._places(group, columns):
                self._grid.addWidget(box, line + down, across)
            line += 1 + max(down for _, down, _ in self._places(group, columns))
        self._grid.setRowStretch(line, 1)

    def _places(self, group: FlagGroup, columns: int) -> list[tuple[QCheckBox, int, int]]:
        """Say where the boxes of a group go: downwards first, as one reads a list."""
        rows = [row for row in FLAGS if row.group is group]
        height = -(-len(rows) // columns)
        return [
            (self.boxes[row.flag], index % height, index // height)
            for index, row in enumerate(rows)
        ]

    def _width(self, columns: int) -> int:
        """Give the pixels that so many columns need."""
        widths = [0] * columns
        for group in FlagGroup:
            for box, _, across in self._places(group, columns):
                widths[across] = max(widths[across], box.sizeHint().width())
        return sum(widths) + columns * theme.GRID

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

    # --------------------------------------------------------------------------- what applies

    def _show(self) -> None:
        effective = self._choice.effective()
        for row in FLAGS:
            box = self.boxes[row.flag]
            mark, note = self._note(row, effective)
            box.setChecked(bool(self._choice.flags & row.flag))
            box.setText(f"{row.label} {mark}".rstrip())
            _dim(box, dim=mark == NO_EFFECT)
            lines = [row.help, note, *self._meaning(row)]
            box.setToolTip(theme.tooltip("\n".join(filter(None, lines))))
            box.setAccessibleName(row.label)
            box.setAccessibleDescription(f"{row.help} {note}".rstrip())

    def _note(
        self, row: FlagRow, effective: EffectiveFlags | InvalidRequestError
    ) -> tuple[str, str]:
        """Give a mark and a sentence if the flag is not what its box looks like."""
        if _NO_EFFECT_HERE and not row.effective_on_linux:
            return NO_EFFECT, self.tr("No effect on Linux.")
        if isinstance(effective, InvalidRequestError):
            return "", ""
        if row.flag in effective.dropped:
            return NO_EFFECT, self.tr("No effect: {0}.").format(effective.dropped[row.flag])
        if row.flag in effective.added:
            return BROUGHT_ALONG, self.tr("In effect: {0}.").format(effective.added[row.flag])
        return "", ""

    def _meaning(self, row: FlagRow) -> list[str]:
        lines = [
            f"{row.name} = {row.value:#x}",
            self.tr("Windows: {0}").format(row.windows),
            self.tr("Linux: {0}").format(row.linux),
        ]
        if row.private:
            lines.append(self.tr("May put secrets into the file."))
        if row.min_version:
            lines.append(self.tr("Since DbgHelp {0}.").format(row.min_version))
        return lines


def _dim(box: QCheckBox, *, dim: bool) -> None:
    palette = QPalette()
    if dim:
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
    box.setPalette(palette)
