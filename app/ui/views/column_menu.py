"""The menu over the headings: which columns are shown, and sets of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget, QWidgetAction

from .. import theme
from ..layouts import BAR, in_row
from ..models.column_layout import ALWAYS, BUILT_IN, DEFAULT
from ..translation import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.column_layout import ColumnLayout, ColumnSets
    from .process_list import ProcessList

_LONGEST_NAME: Final = 40


class ColumnMenu(QMenu):
    """Made anew whenever it opens."""

    def __init__(
        self, processes: ProcessList, sets: ColumnSets, others: Sequence[QAction] = ()
    ) -> None:
        """Change the columns of *processes*; keep sets of them in *sets*. *others* come last."""
        super().__init__(processes)
        self._processes = processes
        self._sets = sets
        self._others = list(others)
        self.setTitle(self.tr("Columns"))
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        shown = {place.key for place in self._processes.layout_now().columns if place.shown}
        for column in self._processes.table.columns:
            action = self.addAction(translate("ProcessTable", column.title))
            action.setToolTip(theme.tooltip(translate("ProcessTable", column.help)))
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.setEnabled(column.key != ALWAYS)
            action.setData(column.key)
            action.toggled.connect(self._on_toggled)
        self.addSeparator()
        self.addMenu(self._sets_menu())
        self._add(self, self.tr("Reset columns"), DEFAULT)
        self.addSeparator()
        self.addActions(self._others)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay open while columns are ticked: one wants several of them."""
        if self._tick(self.actionAt(event.position().toPoint())):
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay open for the space bar, too; Return ticks and closes."""
        if event.key() == Qt.Key.Key_Space and self._tick(self.activeAction()):
            event.accept()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _tick(action: QAction | None) -> bool:
        """Tick a box or clear it; say whether there is one."""
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
            return True
        return False

    def _on_toggled(self, shown: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._processes.show_column(action.data(), shown)

    def _sets_menu(self) -> QMenu:
        menu = QMenu(self.tr("Column sets"), self)
        for title, layout in BUILT_IN.items():
            self._add(menu, translate("ColumnSets", title), layout)
        menu.addSeparator()
        names = self._sets.names()
        for name in names:
            self._add(menu, _plain(name), self._sets.load(name))
        menu.addAction(self._name_field(menu))
        if names:
            menu.addMenu(self._delete_menu(names, menu))
        return menu

    def _add(self, menu: QMenu, title: str, layout: ColumnLayout) -> None:
        menu.addAction(title).triggered.connect(lambda: self._processes.apply_layout(layout))

    def _name_field(self, menu: QMenu) -> QWidgetAction:
        field = QLineEdit(placeholderText=self.tr("Save these columns as …"))
        field.setAccessibleName(self.tr("Name for these columns"))
        field.setMaxLength(_LONGEST_NAME)
        field.setMinimumWidth(theme.GRID * 24)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.returnPressed.connect(lambda: self._save(field.text().strip()))
        room = QWidget()
        in_row(field, on=room, room=BAR)
        room.setFocusProxy(field)
        action = QWidgetAction(menu)
        action.setDefaultWidget(room)
        return action

    def _delete_menu(self, names: list[str], parent: QMenu) -> QMenu:
        menu = QMenu(self.tr("Delete"), parent)
        for name in names:
            action = menu.addAction(_plain(name))
            action.triggered.connect(lambda _=False, name=name: self._sets.delete(name))
        return menu

    def _save(self, name: str) -> None:
        if name:
            self._sets.save(name, self._processes.layout_now())
            self.close()


def _plain(name: str) -> str:
    """Keep an ampersand from becoming a mnemonic."""
    return name.replace("&", "&&")
