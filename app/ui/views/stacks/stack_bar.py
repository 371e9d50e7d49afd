"""Above the stacks: what is sought in them, how much is shown, and what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from ... import theme
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
        self.copy = QToolButton()
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

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.copy.setIcon(theme.icon("copy"))

    def _switch(self, text: str, tip: str) -> CheckBox:
        switch = CheckBox(text)
        switch.setToolTip(theme.tooltip(tip))
        switch.setAccessibleDescription(tip)
        return switch

    def _dress(self) -> None:
        grid = theme.GRID
        self.filter.setPlaceholderText(self.tr("Find a function, module or thread"))
        self.filter.setAccessibleName(self.tr("Find in the stacks"))
        tip = self.tr(
            "Part of a name, large or small letters alike. Only threads that have it in their "
            "stack are shown."
        )
        self.filter.setToolTip(theme.tooltip(tip))
        self.filter.setAccessibleDescription(tip)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._count.setFont(theme.with_tabular_figures(self._count.font()))
        self._count.hide()
        menu = QMenu(self.copy)
        menu.addActions([self.copy_one, self.copy_all, self.copy_command])
        self.copy.setText(self.tr("Copy"))
        self.copy.setIcon(theme.icon("copy"))
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy.setMenu(menu)
        self.copy.setToolTip(theme.tooltip(self.tr("What is copied of the stacks")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(grid, grid // 2, grid, grid // 2)
        layout.setSpacing(grid)
        layout.addWidget(self.filter, 1)
        layout.addWidget(self._count)
        for button in (self.lines, self.words, self.copy):
            layout.addWidget(button)
        for key, slot in (
            (Qt.Key.Key_Down, self.left_below.emit),
            (Qt.Key.Key_Return, self.left_below.emit),
            (Qt.Key.Key_Escape, self._leave),
        ):
            shortcut = QShortcut(QKeySequence(key), self.filter)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _leave(self) -> None:
        """Clear what is sought; where nothing is, say so."""
        if self.filter.text():
            self.filter.clear()
        else:
            self.left.emit()
