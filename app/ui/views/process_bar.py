"""The line above the processes: what to look for, how often, and in which form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from ...core.storage.settings import REFRESH_SECONDS
from .. import theme
from ..dressing import call, show_icon
from ..layouts import EDGE, in_row
from .query_box import QueryBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.processes.query_completion import Known


class ProcessBar(QWidget):
    """Holds the controls; whoever uses them connects to them."""

    interval_chosen = Signal(float)
    """Seconds between two samples."""

    def __init__(self, known: Callable[[], Known], parent: QWidget | None = None) -> None:
        """*known* gives values to complete queries with."""
        super().__init__(parent)
        self.filter = QueryBox(known)
        self._search = QAction(self)
        self.interval = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pause = QToolButton()
        self.refresh = QToolButton()
        self.tree = QToolButton()
        self.pick = QToolButton()
        self.columns = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in (self.pause, self.tree, self.pick):
            button.setCheckable(True)
        self._dress()
        self.pause.toggled.connect(self._show_pause)
        in_row((self.filter, 1), *self.buttons(), on=self, room=EDGE, gap=theme.GRID // 2)

    def show_interval(self, seconds: float) -> None:
        """Show how often the figures are refreshed."""
        self.interval.setText(self.tr("{0} s").format(self.locale().toString(seconds)))
        for action in self.interval.menu().actions():
            action.setChecked(action.data() == seconds)

    def _dress(self) -> None:
        self.filter.setPlaceholderText(self.tr("Name, PID, user …  or  cpu > 5"))
        self.filter.setAccessibleName(self.tr("Find a process"))
        find = QKeySequence(QKeySequence.StandardKey.Find)
        keys = find.toString(QKeySequence.SequenceFormat.NativeText)
        self.filter.setToolTip(
            theme.tooltip(
                self.tr(
                    "Every word must be part of the name, the PID (decimal or hexadecimal), "
                    "the user, the path or the command line. Or ask: cpu > 5 and user = alice, "
                    "mem >= 1 GiB or name ~ fire*, not (threads < 3). {0}"
                ).format(keys)
            )
        )
        self.filter.addAction(self._search, QLineEdit.ActionPosition.LeadingPosition)
        self.interval.setMenu(self._interval_menu())
        refreshed = self.tr("How often the figures are refreshed")
        children = self.tr("Children below their parents")
        window = self.tr("Choose a process by clicking its window")
        for button, icon, name, tip in (
            (self.interval, "", self.tr("Time between two refreshes"), refreshed),
            (self.refresh, "refresh", self.tr("Refresh now"), self.tr("Refresh now (F5)")),
            (self.tree, "tree", self.tr("Tree"), f"{children} (Ctrl+T)"),
            (self.pick, "crosshair", self.tr("Pick a window"), window),
            (self.columns, "columns", self.tr("Columns"), self.tr("Choose the columns")),
        ):
            call(button, name, tip)
            if icon:
                show_icon(button, icon)
        show_icon(self._search, "search")
        self.tree.setShortcut(QKeySequence("Ctrl+T"))
        for button in self.buttons():
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show_pause()

    def buttons(self) -> tuple[QToolButton, ...]:
        """Give all buttons from left to right."""
        left = self.interval, self.pause, self.refresh
        return *left, self.tree, self.pick, self.columns

    def _interval_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for seconds in REFRESH_SECONDS:
            text = self.tr("Every {0} s").format(self.locale().toString(seconds))
            action = QAction(text, group, checkable=True)
            action.setData(seconds)
            menu.addAction(action)
        group.triggered.connect(lambda action: self.interval_chosen.emit(action.data()))
        return menu

    def _show_pause(self) -> None:
        paused = self.pause.isChecked()
        show_icon(self.pause, "play" if paused else "pause")
        call(self.pause, self.tr("Go on refreshing") if paused else self.tr("Pause refreshing"))
