"""The MiniDumpCallback at work: the calls a dump will make, and the answers it will get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QWidget

from .. import theme
from ..layouts import in_column
from ..models.row_calls import line_of_call

if TYPE_CHECKING:
    from ...core.dump.trace import Trace, TracedCall

LIMIT: Final = 10_000
"""So many calls are listed, and looked through for those about one part."""
_NOWHERE: Final = QModelIndex()


class _Calls(QAbstractListModel):
    """A line for each call, written when it comes into view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.calls: tuple[TracedCall, ...] = ()

    def show(self, calls: tuple[TracedCall, ...]) -> None:
        self.beginResetModel()
        self.calls = calls
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.calls)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return line_of_call(self.calls[index.row()])


class CallbackList(QWidget):
    """Shows a :class:`Trace`, and keeps its place when another one follows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """List nothing yet."""
        super().__init__(parent)
        self._model = _Calls(self)
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
        self.count = QLabel()
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.count.setContentsMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
        in_column((self.list, 1), self.count, on=self)
        self.clear()

    def lines(self) -> list[str]:
        """Give the lines that are listed."""
        return list(map(line_of_call, self._model.calls))

    def clear(self) -> None:
        """List nothing."""
        self._model.show(())
        self.count.setText(self.tr("The calls that a dump will make appear here."))

    def show_trace(self, trace: Trace) -> None:
        """List the calls of *trace*."""
        if trace.calls != self._model.calls:
            place = self.list.verticalScrollBar().value()
            self._model.show(trace.calls)
            self.list.verticalScrollBar().setValue(place)
        calls = len(trace.calls)
        told = theme.counted(calls, self.tr("1 call"), self.tr("{0} calls"))
        if trace.more:
            told = self.tr("{0}, and {1} more").format(told, theme.whole_number(trace.more))
        self.count.setText(told)
