"""Above the stacks: what is sought in them, how much is shown, and what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ... import theme
from ...dressing import hear_keys, hint, menu_button
from ...layouts import BAR, in_row
from ..boxes import CheckBox

if TYPE_CHECKING:
    from ...models.stack_threads import StackThreads


class StackBar(QWidget):
    """A search box, switches for source lines and raw words, and a menu to copy."""

    left_below = Signal()
    """The arrow down was pressed in the search box."""
    left = Signal()
    """Escape was pressed there, and nothing was sought."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have nothing sought and nothing switched on."""
        super().__init__(parent)
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.lines = self._switch(
            self.tr("Source lines"),
            self.tr(
                "Look for source lines and inlined calls of the stack that is shown, where debug "
                "information is on this machine. It may take seconds."
            ),
        )
        self.words = self._switch(
            self.tr("Raw words"),
            self.tr("Show what lies on the stack of the frame that is chosen, word by word."),
        )
        self.copy = menu_button(self.tr("Copy"), "copy")
        self.copy_one = QAction(self.tr("This stack"), self)
        self.copy_all = QAction(self.tr("All stacks"), self)
        self.copy_command = QAction(self.tr("As a command that tells the stacks"), self)
        self._count = QLabel()
        self._dress()

    def show_count(self, threads: StackThreads) -> None:
        """Say how many threads have what is sought."""
        is_sought = bool(self.filter.text().strip())
        counts = threads.shown_threads, threads.threads
        text = self.tr("{0} of {1}").format(*map(theme.whole_number, counts))
        self._count.setText(text if is_sought else "")
        self._count.setVisible(is_sought)

    def reset(self) -> None:
        """Have nothing sought and nothing switched on."""
        self.filter.clear()
        for switch in (self.lines, self.words):
            switch.setChecked(False)

    def go_to_search(self) -> None:
        """Go to the search box."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _switch(self, text: str, tip: str) -> CheckBox:
        switch = CheckBox(text)
        hint(switch, tip)
        return switch

    def _dress(self) -> None:
        self.filter.setPlaceholderText(self.tr("Find a function, module or thread"))
        self.filter.setAccessibleName(self.tr("Find in the stacks"))
        tip = self.tr(
            "Part of a name, large or small letters alike. Only threads that have it in their "
            "stack are shown."
        )
        hint(self.filter, tip)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._count.setFont(theme.with_tabular_figures(self._count.font()))
        self._count.hide()
        self.copy.menu().addActions([self.copy_one, self.copy_all, self.copy_command])
        self.copy.setToolTip(theme.tooltip(self.tr("What is copied of the stacks")))
        in_row((self.filter, 1), self._count, self.lines, self.words, self.copy, on=self, room=BAR)
        down = self.left_below.emit
        keys = Qt.Key
        leaving = ((keys.Key_Down, down), (keys.Key_Return, down), (keys.Key_Escape, self._leave))
        hear_keys(self.filter, leaving)

    def _leave(self) -> None:
        """Clear what is sought; where nothing is, say so."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.left.emit()
