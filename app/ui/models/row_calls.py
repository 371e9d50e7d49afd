"""The callbacks that concern one module, thread or region, with their answers in words."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ...core.text import escaped
from .contents import Kind
from .write_parts import mask_words

if TYPE_CHECKING:
    from ...core.dump.trace import Trace, TracedCall
    from .contents import Item

    AnyIndex = QModelIndex | QPersistentModelIndex

_ROLE: Final = Qt.ItemDataRole
_NOWHERE: Final = QModelIndex()
_ABOUT: Final = {
    Kind.MODULE: frozenset({"IncludeModule", "Module"}),
    Kind.THREAD: frozenset({"IncludeThread", "Thread"}),
    Kind.REGION: frozenset({"IncludeVmRegion"}),
}
"""Callbacks that are about one part, by its base or id."""
_OF_MEMORY: Final = frozenset({"Memory", "RemoveMemory"})
"""Callbacks that are answered with a range, which may lie in a part."""


class Column(IntEnum):
    """What is said of a call."""

    CALLBACK = 0
    WORDS = 1
    ANSWER = 2


def calls_about(trace: Trace, kind: Kind, item: Item) -> list[TracedCall]:
    """Give the calls of *trace* that concern *item*, each once: Windows asks some of them twice."""
    low, high = item.key, item.key + item.size
    if kind is Kind.THREAD:
        low, high = getattr(item.thing, "stack", (0, 0))
    found = (
        call
        for call in trace.calls
        if (call.callback in _ABOUT[kind] and call.subject == item.key)
        or (call.callback in _OF_MEMORY and low <= call.subject < high)
    )
    return list(dict.fromkeys(found))


class RowCalls(QAbstractTableModel):
    """A line for each call."""

    def __init__(self) -> None:
        """List nothing."""
        super().__init__()
        self._kind = Kind.MODULE
        self._calls: list[TracedCall] = []

    def show(self, kind: Kind, calls: list[TracedCall]) -> None:
        """List *calls*, all about one part of a *kind*."""
        if (kind, calls) != (self._kind, self._calls):
            self.beginResetModel()
            self._kind, self._calls = kind, calls
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Give the number of calls."""
        return 0 if parent.isValid() else len(self._calls)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Head the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != _ROLE.DisplayRole:
            return None
        names = (self.tr("Callback"), self.tr("In words"), self.tr("Answer"))
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401
        """Give what a cell shows."""
        if role != _ROLE.DisplayRole or not index.isValid():
            return None
        call = self._calls[index.row()]
        match Column(index.column()):
            case Column.CALLBACK:
                return call.callback
            case Column.ANSWER:
                return escaped(call.answer)
            case Column.WORDS:
                return self._words(call)

    def _words(self, call: TracedCall) -> str:
        if call.callback in _OF_MEMORY:
            return (
                self.tr("this range goes in, too")
                if call.callback == "Memory"
                else self.tr("nothing of this range goes in")
            )
        if call.callback == "IncludeVmRegion":
            return self.tr("left out") if call.answer == "no" else self.tr("stored")
        return mask_words(self._kind, call.mask) or self.tr("nothing of it goes in")
