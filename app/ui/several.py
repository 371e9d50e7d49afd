"""The question whether to dump several processes, with what they will take, computed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ..core.text import escaped
from . import theme
from .views.several_list import SeveralList
from .workers.sizing import Sizing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..core.processes.info import ProcessInfo
    from .models.wish import Wish
    from .views.dump_pane import DumpPane

_REST: Final = 200
"""Milliseconds without a change of what goes in, after which the sizes are computed anew."""


class SeveralQuestion(QObject):
    """Asks in the dump bar of a pane; follows what is ticked while it asks."""

    def __init__(self, pane: DumpPane, wish: Callable[[ProcessInfo], Wish]) -> None:
        """Ask in *pane*; *wish* says what is to be dumped of a process."""
        super().__init__(pane)
        self._pane = pane
        self._asking = pane.asking
        self._wish = wish
        self._processes: list[ProcessInfo] = []
        self.sizing = Sizing(self)
        self.list = SeveralList()
        self._asking.add_detail(self.list)
        self._again = QTimer(self, singleShot=True, interval=_REST)
        self._again.timeout.connect(self._size)
        self.sizing.room_found.connect(self.list.take_room)
        self.sizing.sized.connect(self.list.take_size)
        self._asking.closed.connect(self.end)
        pane.choice.changed.connect(self._on_changed)
        pane.dump_bar.folder_changed.connect(self._on_changed)

    def ask(self, processes: Sequence[ProcessInfo]) -> None:
        """Ask about *processes*, to be dumped in this order."""
        self.end()
        self._processes = list(processes)
        self._size()
        yes, no = self.tr("Dump all"), self.tr("Not now")
        self._asking.ask(self._question(), yes, no, "dump", detailed=True)

    def end(self) -> None:
        """Compute nothing any more."""
        self._processes = []
        self._again.stop()
        self.sizing.stop()

    def _question(self) -> str:
        text = self.tr("Dump {0} processes to {1}, one after the other, in this order?")
        count = theme.whole_number(len(self._processes))
        return text.format(count, escaped(str(self._pane.folder)))

    def _on_changed(self) -> None:
        if self._processes:
            self._again.start()

    def _size(self) -> None:
        wishes = [self._wish(process) for process in self._processes]
        self.list.begin(wishes)
        self.sizing.begin(wishes, self._pane.folder)
        if self._asking.asks:
            self._asking.say(self._question(), "dump")
