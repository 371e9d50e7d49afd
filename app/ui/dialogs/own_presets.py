"""The user's own presets: save, rename, reorder, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from ...core.errors import DumpDeskError, InvalidRequestError
from .. import theme
from ..core_texts import error_text
from ..dressing import dialog_buttons, hear_keys
from ..layouts import in_column, in_row
from ..views.filter_view import RoomyRows
from ..views.message_line import MessageLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ...core.storage.own_presets import OwnPresets
    from ..models.flag_choice import FlagChoice
    from ..workers.errands import Errands


class OwnPresetsDialog(QDialog):
    """Changes own presets; each change is written soon. Names are changed in the list."""

    def __init__(
        self,
        choice: FlagChoice,
        own: OwnPresets,
        errands: Errands,
        parent: QWidget | None = None,
    ) -> None:
        """Show the presets *own* of *choice*; *errands* write them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("My presets"))
        self._choice = choice
        self._own = own
        self._errands = errands
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("My presets"))
        self.list.setAccessibleDescription(self.tr("F2 renames the one chosen, Delete deletes it."))
        self.list.setItemDelegate(_Names(self.list))
        self.list.setEditTriggers(
            QListWidget.EditTrigger.EditKeyPressed | QListWidget.EditTrigger.DoubleClicked
        )
        self.message = MessageLine(lines=2)
        self.buttons: dict[str, QPushButton] = {}
        for key, text, slot in self._actions():
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, slot=slot: slot())
            self.buttons[key] = button
        row = in_row((self.list, 1), in_column(*self.buttons.values(), None, gap=theme.GRID))
        close = dialog_buttons(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        in_column((row, 1), self.message, close, on=self, room=None, gap=theme.GRID)
        self.resize(60 * theme.GRID, 40 * theme.GRID)
        hear_keys(self.list, ((QKeySequence.StandardKey.Delete, self.remove),))
        self.list.itemChanged.connect(self._on_renamed)
        self.list.currentRowChanged.connect(lambda _row: self._show_ready())
        self._fill()

    def _actions(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            ("new", self.tr("&New from the flags"), self.save_new),
            ("update", self.tr("Re&place its flags"), self.update_flags),
            ("rename", self.tr("&Rename"), self.rename),
            ("up", self.tr("Move &up"), lambda: self.move_by(-1)),
            ("down", self.tr("Move &down"), lambda: self.move_by(1)),
            ("delete", self.tr("De&lete"), self.remove),
        )

    # ---------------------------------------------------------------------------- what it does

    def save_new(self) -> None:
        """Make a preset of the flags, and have its name written."""
        taken = {preset.name.casefold() for preset in self._choice.presets()}
        name, number = self.tr("My preset"), 1
        while name.casefold() in taken:
            number += 1
            name = self.tr("My preset {0}").format(number)
        flags = self._choice.flags

        def then() -> None:
            self._fill(len(self._own.presets) - 1)
            self.rename()

        self._do(lambda: self._own.add(name, flags), then)

    def update_flags(self) -> None:
        """Give the preset the flags that are chosen."""
        flags = self._choice.flags
        self._about_current(lambda key: self._own.change(key, flags))

    def rename(self) -> None:
        """Have the name written."""
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    def move_by(self, step: int) -> None:
        """Move the preset up or down."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < len(self._own.presets):
            self._about_current(lambda key: self._own.move(key, row + step), row + step)

    def remove(self) -> None:
        """Delete the preset."""
        self._about_current(self._own.remove)

    # -------------------------------------------------------------------------------- inside

    def _about_current(self, act: Callable[[str], object], row: int = -1) -> None:
        current = self.list.currentRow()
        if current < 0:
            return
        key = self._own.presets[current].key
        self._do(lambda: act(key), lambda: self._fill(current if row < 0 else row))

    def _do(self, act: Callable[[], object], then: Callable[[], None]) -> None:
        """Have it done, and show what came of it, if anybody still looks."""
        self._errands.run(act, lambda result: self._on_done(result, then))

    def _on_done(self, result: object, then: Callable[[], None]) -> None:
        if not isinstance(result, InvalidRequestError):
            self._choice.tell_presets()
        if not isValid(self):
            return
        self.message.say("")
        if isinstance(result, InvalidRequestError):
            self._fill(self.list.currentRow())
        else:
            then()
        if isinstance(result, DumpDeskError):
            # One that could not be written holds for now: the list shows it, the message says that
            # it will not last.
            self.message.say(error_text(result), "alert")

    def _fill(self, row: int = 0) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for preset in self._own.presets:
            item = QListWidgetItem(preset.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(theme.tooltip(f"{preset.flags:#x}"))
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.blockSignals(False)
        self._show_ready()

    def _on_renamed(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        preset = self._own.presets[row]
        if item.text() != preset.name:
            name = item.text()
            self._do(lambda: self._own.rename(preset.key, name), lambda: self._fill(row))

    def _show_ready(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        for key in ("update", "rename", "delete"):
            self.buttons[key].setEnabled(row >= 0)
        self.buttons["up"].setEnabled(row > 0)
        self.buttons["down"].setEnabled(0 <= row < count - 1)
        if not count:
            self.message.say(
                self.tr("There is none yet. New from the flags makes one of what is ticked now.")
            )


class _Names(RoomyRows):
    """Names the field in which a name is changed, and lets the Tab key leave it."""

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(self.tr("Name of the preset"))
        editor.setAccessibleDescription(self.tr("Enter keeps it, Escape leaves it as it was."))
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keep the name on Tab; Qt would go on to the next one, and so for ever."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(editor, QWidget) and isinstance(event, QKeyEvent) and event.key() in tabs:
            if event.type() == QEvent.Type.KeyPress:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, self.EndEditHint.NoHint)
            return True
        return super().eventFilter(editor, event)
