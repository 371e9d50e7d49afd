"""The flags: a box for every one of them, and their number."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from ...core.dump.flags import flag_names
from ...core.errors import InvalidRequestError
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..layouts import BAR, in_column, in_row
from .boxes import CheckBox
from .elided_label import ElidedLabel
from .flag_boxes import BROUGHT_ALONG, NO_EFFECT, PRIVATE, FlagBoxes
from .message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ..models.flag_choice import FlagChoice, FlagState


class FlagsPanel(QWidget):
    """Shows and changes a :class:`FlagChoice`."""

    mistaken = Signal()
    """``mistake`` is another one now."""

    def __init__(self, choice: FlagChoice, parent: QWidget | None = None) -> None:
        """Show *choice*."""
        super().__init__(parent)
        self._choice = choice
        self._before_typing: FlagState | None = None
        """What was chosen before the text in the field was typed, while it stays as typed."""
        self._reading = False
        self.mistake = ""
        """Why what is typed are no flags; what was chosen before it is still chosen."""
        self.hex = QLineEdit()
        self._mark = self.hex.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self.copy = QToolButton()
        self.dontdump = CheckBox(self.tr("Respect DONTDUMP mar&ks"))
        self.boxes = FlagBoxes(choice, self.dontdump)
        self.message = MessageLine(lines=5)
        self._pointed_at = ""
        self._dress()
        self._arrange()
        self.hex.textEdited.connect(self._on_text)
        self.hex.editingFinished.connect(self._on_typed)
        self.boxes.looked_at.connect(self._show_help)
        self.dontdump.toggled.connect(choice.set_respect_dontdump)
        self.dontdump.installEventFilter(self)
        self.copy.clicked.connect(self._copy_names)
        choice.changed.connect(self._on_changed)
        self._show()

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.hex.setFont(fixed)
        self.hex.setAccessibleName(self.tr("Flags as a number or names"))
        self.hex.setPlaceholderText("0x21925")
        width = self.hex.fontMetrics().horizontalAdvance("0x01ffffff")
        self.hex.setFixedWidth(width + 3 * theme.GRID // 2)
        self.copy.setText(self.tr("Copy names"))
        self.copy.setAutoRaise(True)
        self.copy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy.setAccessibleDescription(self.tr("Copy the flags with their names in dbghelp.h"))
        self._about_dontdump = self.tr(
            "Memory that the program has marked with MADV_DONTDUMP: keys, as a rule, or what is "
            "too large to be of use. The preset Privacy leaves it out."
        )
        self.dontdump.setAccessibleDescription(self._about_dontdump)
        self.dontdump.setVisible(sys.platform == "linux")

    def _arrange(self) -> None:
        legend = ElidedLabel(
            self.tr("{0} private data   {1} no effect   {2} comes along").format(
                PRIVATE, NO_EFFECT, BROUGHT_ALONG
            )
        )
        legend.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        number = QLabel(self.tr("Fla&gs"))
        number.setBuddy(self.hex)
        below = in_row((legend, 1), number, self.hex, self.copy)
        in_column((self.boxes, 1), self.message, below, on=self, room=BAR, gap=theme.GRID // 2)

    # -------------------------------------------------------------------------------- events

    def _copy_names(self) -> None:
        QGuiApplication.clipboard().setText(flag_names(self._choice.flags))

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
            self._show_message()  # somebody is typing: leave the text alone
        else:
            self._show()

    def _show(self) -> None:
        self._before_typing = None
        self.hex.setText(hex(self._choice.flags))
        self._set_mistake("")

    def _set_mistake(self, text: str) -> None:
        changed = text != self.mistake
        self.mistake = text
        self._mark.setVisible(bool(text))
        if text:
            self._mark.setIcon(theme.icon("alert"))
        self._show_message()
        self.hex.setAccessibleDescription(text)
        if changed:
            self.mistaken.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape in the field takes back what was typed and not understood."""
        if event.key() == Qt.Key.Key_Escape and self.hex.hasFocus() and self.mistake:
            self._show()
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of the box that is no flag as of the others."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.FocusIn):
            self._show_help(self._about_dontdump)
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self._show_help("")
        return super().eventFilter(watched, event)

    def _show_help(self, text: str) -> None:
        self._pointed_at = text
        self._show_message()

    def _show_message(self) -> None:
        """Say what is wrong, or else what is pointed at, or else how the choice stands."""
        effective = self._choice.effective()
        preset = self._choice.preset
        if self.mistake:
            self.message.say(self.mistake, "alert")
        elif isinstance(effective, InvalidRequestError):
            self.message.say(error_text(effective), "alert")
        elif self._pointed_at:
            self.message.say(self._pointed_at)
        else:
            if preset is None:
                told = self.tr("Flags of your own choice.")
            else:
                text = (
                    self.tr("Departs from the plan {0} ({1}).")
                    if self._choice.modified
                    else self.tr("The flags of the plan {0} ({1}).")
                )
                told = text.format(escaped(core_text(preset.name)), hex(preset.flags))
            hint = self.tr("Point at a flag, or go to it with the Tab key, to read what it does.")
            self.message.say(f"{told}\n{hint}")
