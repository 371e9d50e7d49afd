"""Below the question whether to dump several processes: each with its size, and all together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...core.errors import MiniDumpError
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..dressing import dress_rows
from ..layouts import in_column
from ..models.room_verdict import room_verdict
from .message_line import MessageLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..models.contents import Room
    from ..models.wish import Wish
    from ..workers.sizing import Size

_ROWS: Final = 5
"""So many processes are in view; the others are scrolled to."""
_PROCESS, _SIZE = range(2)


class SeveralList(QWidget):
    """Fills in as the sizes come; nobody has to wait for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be empty."""
        super().__init__(parent)
        self._found: dict[int, Size | MiniDumpError] = {}
        self._room: Room | None = None
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([self.tr("Process"), self.tr("Will write")])
        self.list.setRootIsDecorated(False)
        dress_rows(self.list)
        self.list.setTabKeyNavigation(False)
        self.list.setAccessibleName(self.tr("Processes to be dumped, in this order"))
        self.list.setAccessibleDescription(self.tr("With the size that each dump will have."))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_PROCESS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_SIZE, QHeaderView.ResizeMode.ResizeToContents)
        title = self.list.headerItem()
        title.setTextAlignment(_SIZE, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.total = MessageLine()
        in_column(self.list, self.total, on=self, gap=theme.GRID // 2)

    def begin(self, wishes: Sequence[Wish]) -> None:
        """Show *wishes*, whose sizes are to come."""
        self._found.clear()
        self._room = None
        self.list.clear()
        for wish in wishes:
            item = QTreeWidgetItem([escaped(f"{wish.name} ({wish.key.pid})"), "…"])
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            item.setTextAlignment(_SIZE, right)
            item.setToolTip(_SIZE, self.tr("size being computed"))
            self.list.addTopLevelItem(item)
        rows = min(len(wishes), _ROWS)
        height = self.list.sizeHintForRow(0) if rows else 0
        edges = self.list.header().sizeHint().height() + 2 * self.list.frameWidth()
        self.list.setFixedHeight(rows * height + edges)
        self._show_total()

    def take_room(self, room: Room) -> None:
        """Take what there is where they go."""
        self._room = room
        self._show_total()

    def take_size(self, index: int, found: Size | MiniDumpError) -> None:
        """Take the size of one of them, or why it cannot be dumped."""
        item = self.list.topLevelItem(index)
        if item is None:
            return
        self._found[index] = found
        if isinstance(found, MiniDumpError):
            item.setText(_SIZE, self.tr("cannot be dumped"))
            item.setIcon(_SIZE, theme.icon("alert"))
            for column in (_PROCESS, _SIZE):
                item.setToolTip(column, theme.tooltip(error_text(found)))
        else:
            exact = self.tr("{0} bytes").format(theme.whole_number(found.file))
            item.setText(_SIZE, theme.binary_size(found.file))
            item.setToolTip(_SIZE, theme.tooltip(exact))
        self._show_total()

    def _show_total(self) -> None:
        sizes = [found for found in self._found.values() if not isinstance(found, MiniDumpError)]
        failed = [found for found in self._found.values() if isinstance(found, MiniDumpError)]
        count = self.list.topLevelItemCount()
        total = theme.binary_size(sum(size.file for size in sizes))
        if len(self._found) < count:
            text = self.tr("{0} of {1} looked at, {2} so far").format(
                theme.whole_number(len(self._found)), theme.whole_number(count), total
            )
            self.total.say(text, "refresh")
            return
        said, icon = [self.tr("Together about {0}").format(total)], "unknown"
        if self._room is not None:
            largest = max((size.file for size in sizes), default=0)
            verdict, icon = room_verdict(self._room, largest, sum(size.disk for size in sizes))
            said.append(verdict)
        if failed:
            cause = escaped(core_text(failed[0].cause))
            said.append(self.tr("not all can be dumped: {0}").format(cause))
            icon = "alert"
        self.total.say("  ·  ".join(said), icon)
