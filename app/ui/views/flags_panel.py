"""The flags: the preset they are of, their number, and a box for every one of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.dump.flags import flag_names
from ...core.dump.presets import PRESETS
from ...core.errors import InvalidRequestError
from ...core.processes.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..models.preset_name import less
from .flag_boxes import FlagBoxes
from .message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ...core.dump.presets import Preset
    from ..models.flag_choice import FlagChoice, FlagState


class FlagsPanel(QWidget):
    """Shows and changes a :class:`FlagChoice`; ``plan`` is the part with the presets."""

    presets_asked = Signal(bool)
    """The user's own presets are to be seen to; True: beginning with a new one."""
    mistaken = Signal()
    """``mistake`` is another one now."""

    def __init__(self, choice: FlagChoice, parent: QWidget | None = None) -> None:
        """Show *choice*."""
        super().__init__(parent)
        self._choice = choice
        self._listed: list[Preset] = []
        self._before_typing: FlagState | None = None
        """What was chosen before the text in the field was typed, while it stays as typed."""
        self._reading = False
        self._left_out = 0
        self.mistake = ""
        """Why what is typed are no flags; what was chosen before it is still chosen."""
        self.preset = QComboBox()
        self.more = QToolButton()
        self.hex = QLineEdit()
        self._mark = self.hex.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self.message = MessageLine(lines=2)
        self.dontdump = QCheckBox(self.tr("Respect DONTDUMP mar&ks"))
        self.boxes = FlagBoxes(choice, self.dontdump)
        self.help = MessageLine(lines=2)
        self.plan = QWidget()
        self.words = MessageLine()
        self._fill_presets()
        self._dress()
        self._arrange()
        self.preset.activated.connect(lambda index: choice.choose(self._listed[index]))
        self.hex.textEdited.connect(self._on_text)
        self.hex.editingFinished.connect(self._on_typed)
        self.boxes.looked_at.connect(self._show_help)
        self.dontdump.toggled.connect(choice.set_respect_dontdump)
        choice.changed.connect(self._on_changed)
        choice.presets_changed.connect(self._fill_presets)
        self._show()
        self._show_help("")

    # -------------------------------------------------------------------------------- appearance

    def _fill_presets(self) -> None:
        self._listed = list(self._choice.presets())
        self.preset.clear()
        for index, preset in enumerate(self._listed):
            self.preset.addItem(f"{escaped(core_text(preset.name))}  {preset.flags:#x}")
            tip = theme.tooltip("\n".join(self._words(preset)))
            self.preset.setItemData(index, tip, Qt.ItemDataRole.ToolTipRole)
            if len(PRESETS) <= index:
                self.preset.setItemIcon(index, theme.icon("save"))

    def _words(self, preset: Preset) -> list[str]:
        lines = [escaped(core_text(preset.help))] if preset.help else []
        if preset.equals:
            lines.append(self.tr("The same as {0}.").format(core_text(preset.equals)))
        if preset not in PRESETS:
            lines.append(self.tr("A preset of your own."))
            twin = next((known for known in PRESETS if known.flags == preset.flags), None)
            if twin is not None:
                lines.append(self.tr("The same flags as {0}.").format(twin.name))
        return lines

    def _dress(self) -> None:
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.setMinimumContentsLength(14)
        self.preset.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
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
        tip = self.tr(
            "Memory that the program has marked with MADV_DONTDUMP: keys, as a rule, or what is "
            "too large to be of use. The preset Privacy leaves it out."
        )
        self.dontdump.setToolTip(theme.tooltip(tip))
        self.dontdump.setAccessibleDescription(tip)
        self.dontdump.setVisible(sys.platform == "linux")
        menu = QMenu(self)
        for text, slot in (
            (self.tr("&Save as a preset …"), lambda: self.presets_asked.emit(True)),
            (self.tr("&My presets …"), lambda: self.presets_asked.emit(False)),
            (self.tr("&Copy flags as names"), self._copy_names),
        ):
            menu.addAction(text).triggered.connect(lambda _checked, slot=slot: slot())
        self.more.setText("⋯")
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setAccessibleName(self.tr("More about presets"))
        self.more.setToolTip(theme.tooltip(self.tr("Save, rename, reorder and delete presets")))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        label = QLabel(self.tr("&Preset"))
        label.setBuddy(self.preset)
        hex_label = QLabel(self.tr("Fla&gs"))
        hex_label.setBuddy(self.hex)
        top.addWidget(label)
        top.addWidget(self.preset, 3)
        top.addWidget(self.more)
        plan = QVBoxLayout(self.plan)
        plan.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        plan.setSpacing(theme.GRID)
        plan.addLayout(top)
        plan.addWidget(self.words)
        number = QHBoxLayout()
        number.setSpacing(theme.GRID)
        number.addWidget(hex_label)
        number.addWidget(self.hex, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID // 2)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(number)
        layout.addWidget(self.message)
        layout.addWidget(self.boxes, 1)
        layout.addWidget(self.help)

    # -------------------------------------------------------------------------------- events

    def _copy_names(self) -> None:
        QGuiApplication.clipboard().setText(flag_names(self._choice.flags))

    def show_left_out(self, parts: int) -> None:
        """Say with the preset's name that a dump will lack so many *parts* of the process."""
        self._left_out = parts
        self._show_preset()

    @property
    def is_typing(self) -> bool:
        """Whether a change of the flags comes from the field."""
        return self._reading

    def _on_text(self, text: str) -> None:
        """Take what is typed as soon as it makes sense; what makes none must not leave a part."""
        if self._before_typing is None:
            self._before_typing = self._choice.state()
        self._reading = True
        try:
            self._choice.read(text)
        except InvalidRequestError as error:
            if self._choice.state() != self._before_typing:
                self._choice.restore(self._before_typing)
            self._set_mistake(error_text(error))
        else:
            self._set_mistake("")
        finally:
            self._reading = False

    def _on_typed(self) -> None:
        if not self.mistake:
            self._show()

    def _on_changed(self) -> None:
        self.dontdump.setChecked(self._choice.respect_dontdump)
        if self._reading:
            self._show_preset()  # somebody is typing: leave the text alone
            self._show_message()
        else:
            self._show()

    def _show(self) -> None:
        self._before_typing = None
        self.hex.setText(hex(self._choice.flags))
        self._show_preset()
        self._set_mistake("")

    def _set_mistake(self, text: str) -> None:
        changed = text != self.mistake
        self.mistake = text
        self._mark.setVisible(bool(text))
        if text:
            self._mark.setIcon(theme.icon("alert"))
            self._mark.setToolTip(theme.tooltip(text))
            self.message.say(text, "alert")
        else:
            self._show_message()
        self.hex.setAccessibleDescription(text)
        if changed:
            self.mistaken.emit()

    def _show_preset(self) -> None:
        preset = self._choice.preset
        if preset in self._listed and not self._choice.modified and not self._left_out:
            self.preset.setCurrentIndex(self._listed.index(preset))
            return
        name = escaped(core_text(preset.name)) if preset else self.tr("Own choice")
        text = self.tr("{0}, modified") if self._choice.modified else "{0}"
        self.preset.setPlaceholderText(less(text.format(name), self._left_out))
        self.preset.setCurrentIndex(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the field takes back what was typed and not understood."""
        if event.key() == Qt.Key.Key_Escape and self.hex.hasFocus() and self.mistake:
            self._show()
            event.accept()
            return
        super().keyPressEvent(event)

    def _show_message(self) -> None:
        effective = self._choice.effective()
        preset = self._choice.preset
        if isinstance(effective, InvalidRequestError):
            self.message.say(error_text(effective), "alert")
        elif preset is None:
            self.message.say(self.tr("Flags of your own choice."))
        elif self._choice.modified:
            text = self.tr("Departs from the preset {0} ({1}).")
            self.message.say(text.format(escaped(core_text(preset.name)), hex(preset.flags)))
        else:
            self.message.say(" ".join(self._words(preset)))
        self.words.say(self.message.text())
        self.preset.setAccessibleDescription(self.message.text())

    def _show_help(self, text: str) -> None:
        self.help.say(
            text or self.tr("Point at a flag, or go to it with the Tab key, to read what it does.")
        )
