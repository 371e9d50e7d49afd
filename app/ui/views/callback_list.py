"""The MiniDumpCallback at work: the calls a dump will make, and the answers it will get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from ...core.processes.text import escaped
from .. import theme

if TYPE_CHECKING:
    from ...core.dump.trace import Trace

LIMIT: Final = 2000
"""So many calls are listed."""
_LINES: Final = 6
"""So many are in view at least."""


class CallbackList(QWidget):
    """Shows a :class:`Trace`, and keeps its place when another one follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """List nothing yet."""
        super().__init__(parent)
        self._model = QStringListModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Calls of the MiniDumpCallback and their answers"))
        self.list.setAccessibleDescription(
            self.tr("A line for each call: what is asked, about whom, and the answer.")
        )
        self.list.setMinimumHeight(_LINES * self.list.fontMetrics().lineSpacing())
        self.more = QLabel()
        self.more.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.more.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        self.more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.more)

    def lines(self) -> list[str]:
        """Give the lines that are listed."""
        return self._model.stringList()

    def clear(self) -> None:
        """List nothing."""
        self._model.setStringList([])
        self.more.hide()

    def show_trace(self, trace: Trace) -> None:
        """List the calls of *trace*."""
        lines = [
            " ".join(filter(None, (call.callback, escaped(call.about), "→", escaped(call.answer))))
            for call in trace.calls
        ]
        if lines != self.lines():
            place = self.list.verticalScrollBar().value()
            self._model.setStringList(lines)
            self.list.verticalScrollBar().setValue(place)
        self.more.setText(self.tr("… {0} more").format(theme.whole_number(trace.more)))
        self.more.setVisible(bool(trace.more))
