"""What is chosen in the window, as a command for a terminal: dump or plan, on the clipboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ..core.errors import DumpDeskError
from ..core.storage.requests import repeating_line
from ..core.text import escaped
from .core_texts import error_text
from .workers.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..core.dump.request import DumpRequest
    from ..core.process_key import ProcessKey
    from ..core.processes.info import ProcessInfo
    from .models.wish import Wish
    from .views.dump_pane import DumpPane
    from .views.process_view import ProcessView
    from .views.result_card import ResultCard

DUMP: Final = "dump"
PLAN: Final = "plan"


class CopiedCommand(QObject):
    """Copies a line for all that are selected; one each where they want different things."""

    def __init__(
        self,
        pane: DumpPane,
        processes: ProcessView,
        card: ResultCard,
        wish: Callable[[ProcessInfo], Wish],
    ) -> None:
        """Tell the outcome on *card*; *wish* says what is to be dumped of a process."""
        super().__init__(pane)
        self._pane = pane
        self._processes = processes
        self._card = card
        self._wish = wish
        self._errands = Errands(self)

    def copy_dump(self) -> None:
        """Copy the command that dumps what is chosen into the standing folder."""
        self._copy(DUMP, str(self._pane.folder))

    def copy_plan(self) -> None:
        """Copy the command that says what such a dump would hold."""
        self._copy(PLAN, "")

    def _copy(self, verb: str, folder: str) -> None:
        chosen = self._pane.process
        if chosen is not None:
            self._pane.extras.read_again(lambda: self._write(chosen, verb, folder))

    def _write(self, chosen: ProcessInfo, verb: str, folder: str) -> None:
        others = [info for info in self._processes.all_selected() if info.key != chosen.key]
        wishes = [self._wish(info) for info in (chosen, *others)]
        self._errands.run(partial(_lines, wishes, verb, folder), self._take)

    def _take(self, result: object) -> None:
        if isinstance(result, str):
            QGuiApplication.clipboard().setText(result)
            self._card.say(self.tr("Copied: {0}").format(escaped(result)), "check")
        elif isinstance(result, DumpDeskError):
            self._card.say(escaped(error_text(result)), "alert")


def _lines(wishes: Sequence[Wish], verb: str, folder: str) -> str:
    """Write the lines; what is too large for one is kept in a file. Raises OutputError."""
    alike: list[tuple[DumpRequest, list[ProcessKey]]] = []
    for wish in wishes:
        keys = next((keys for request, keys in alike if request == wish.request), None)
        if keys is None:
            alike.append((wish.request, [wish.key]))
        else:
            keys.append(wish.key)
    return "\n".join(
        repeating_line(keys[0], request, folder, others=keys[1:], verb=verb)
        for request, keys in alike
    )
