"""Whose processes are shown: the user's own ones, or all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from ...core.processes.rights import is_administrator
from .. import theme
from ..layouts import in_row

if TYPE_CHECKING:
    from ...core.processes.info import SampleDelta
    from ..models.process_table import ProcessTable
    from ..window_state import Remembers

_KEY: Final = "processes/mine"
_NOBODY: Final = "\0"
"""No user is called so: their processes are shown until it is known who we are."""


class ScopeSwitch(QWidget):
    """Two buttons of which one is down, each with how many processes it shows.

    Whoever has no special rights sees their own processes first.
    """

    changed = Signal()
    """The table shows others now."""

    def __init__(
        self, table: ProcessTable, settings: Remembers | None = None, parent: QWidget | None = None
    ) -> None:
        """Choose what *table* shows, and remember that in *settings*."""
        super().__init__(parent)
        self._table = table
        self._settings = settings
        self.owner: str | None = None
        """Who we are; None until it is known, empty if it cannot be."""
        self._pending = 0
        self.mine, self.all = QToolButton(), QToolButton()
        self._group = QButtonGroup(self)
        in_row(self.mine, self.all, on=self, gap=0)
        for button, name, tip in (
            (self.mine, self.tr("My processes"), self.tr("Show only processes of yours")),
            (self.all, self.tr("All processes"), self.tr("Show the processes of everybody")),
        ):
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(name)
            button.setToolTip(tip)
            button.setFont(theme.with_tabular_figures(button.font()))
            self._group.addButton(button)
        kept = None if settings is None else settings.value(_KEY)
        mine = not is_administrator() if kept is None else kept in {True, "true"}
        (self.mine if mine else self.all).setChecked(True)
        self._group.buttonClicked.connect(lambda _: self._apply())
        self._show()
        self.hide()

    @property
    def shows_mine(self) -> bool:
        """Whether only processes of the user are shown."""
        return self.owner != "" and self.mine.isChecked()

    @property
    def undecided(self) -> bool:
        """Whether nothing is shown because it is not known yet who we are."""
        return self.owner is None and self.mine.isChecked()

    def show_all(self) -> None:
        """Show the processes of everybody."""
        self.all.setChecked(True)
        self._apply()

    def take_sample(self, delta: SampleDelta) -> None:
        """Count anew if others are there; find out from our own process who we are."""
        if self.owner is None:
            own = self._table.process(os.getpid())
            if own is not None and own.detailed:
                self.owner = own.user
            elif self._table.total and not delta.pending:
                self.owner = ""  # we are not told of ourselves: nobody's are ours
            else:
                return
            self.setVisible(bool(self.owner))
            self._show()
        elif not (delta.added or delta.gone or delta.pending or self._pending):
            return
        self._pending = delta.pending
        self.recount()

    def recount(self) -> None:
        """Say how many processes there are."""
        mine, everybodys = self._table.count_of(self.owner or "")
        self.mine.setText(self.tr("Mine {0}").format(theme.whole_number(mine)))
        self.all.setText(self.tr("All {0}").format(theme.whole_number(everybodys)))

    def _apply(self) -> None:
        if self._settings is not None:
            self._settings.setValue(_KEY, self.mine.isChecked())
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        owner = _NOBODY if self.owner is None else self.owner
        self._table.set_owner(owner if self.mine.isChecked() else "")
