"""Two buttons that leave out, in one click, modules that came with the system."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from .. import theme
from ..layouts import in_row
from ..models.module_scope import ModuleScope


class ScopeButtons(QWidget):
    """Shows a :class:`ModuleScope`; a second click on a button takes it back."""

    chosen = Signal(object)
    """The ModuleScope that the user wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Leave out nothing."""
        super().__init__(parent)
        words = {
            ModuleScope.WITHOUT_SYSTEM: (
                self.tr("No system"),
                self.tr("Leave out system libraries"),
                self.tr("Leaves out modules in the folders of the system's libraries."),
            ),
            ModuleScope.APPLICATION: (
                self.tr("Only mine"),
                self.tr("Only my application's modules"),
                self.tr("Leaves out all modules that are not the application's own."),
            ),
        }
        self.buttons = {scope: QToolButton() for scope in words}
        in_row(*self.buttons.values(), on=self, gap=theme.GRID // 2)
        for scope, button in self.buttons.items():
            short, name, help_ = words[scope]
            button.setText(short)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setAccessibleName(name)
            button.setAccessibleDescription(help_)
            button.setToolTip(theme.tooltip(f"{name}\n{help_}"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(
                lambda on, scope=scope: self.chosen.emit(scope if on else ModuleScope.ALL)
            )

    def show_scope(self, scope: ModuleScope) -> None:
        """Press the button of *scope* and no other."""
        for which, button in self.buttons.items():
            button.setChecked(which is scope)
