"""The rows of the filter tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QTreeWidgetItem

from app.core.dump.filter import glob_matches
from app.ui import theme
from app.ui.models.contents import Kind, Share

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QStyleOptionViewItem

    from app.ui.models.contents import Cost, Item

    AnyIndex = QModelIndex | QPersistentModelIndex

NAME, BYTES, WHY = range(3)
"""The columns."""
NUMBER: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CHECK: Final = {
    Share.NONE: Qt.CheckState.Unchecked,
    Share.PART: Qt.CheckState.PartiallyChecked,
    Share.ALL: Qt.CheckState.Checked,
}

_LEAF_FLAGS: Final = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsUserCheckable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class Leaf(QTreeWidgetItem):
    """A row that knows what it shows: it is touched only where something changed."""

    def __init__(self, kind: Kind, item: Item, font: QFont | None) -> None:
        super().__init__([item.label])
        self.kind = kind
        self.item = item
        self.share: Share | None = None
        self.natural = Share.NONE if kind is Kind.REGION else Share.ALL
        self.bytes = -1
        self.why = ""
        self.setFlags(_LEAF_FLAGS)
        self.setTextAlignment(BYTES, NUMBER)
        if font is not None:
            self.setFont(NAME, font)

    def show(self, share: Share, cost: Cost | None, why: str) -> None:
        """Show what of it goes in; without *cost* its size is being computed."""
        if share is not self.share:
            self.share = share
            self.setCheckState(NAME, CHECK[share])
        if cost is not None and cost.bytes != self.bytes:
            self.bytes = cost.bytes
            self.setText(BYTES, theme.binary_size(cost.bytes) if cost.bytes else "—")
        if why != self.why:
            self.why = why
            self.setText(WHY, why)

    def matches(self, pattern: str) -> bool:
        """Say whether the filter box finds it."""
        return glob_matches(pattern, self.item.name) or glob_matches(pattern, self.item.label)


class Group(QTreeWidgetItem):
    """A top row. Ticking it asks the tree; its mark follows from its children."""

    def __init__(self, kind: Kind, toggled: Callable[[Kind], None]) -> None:
        super().__init__()
        self.kind = kind
        self._toggled = toggled
        self.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsAutoTristate
        )
        self.setTextAlignment(BYTES, NUMBER)

    def setData(self, column: int, role: int, value: Any) -> None:  # noqa: ANN401 - Qt's variant
        """Take a tick for a question to the tree."""
        if role == Qt.ItemDataRole.CheckStateRole:
            self._toggled(self.kind)
        else:
            super().setData(column, role, value)


class RoomyRows(QStyledItemDelegate):
    """Rows with a little air."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Add to the style's own height. Asked once: all rows are of one height."""
        return super().sizeHint(option, index) + QSize(0, theme.GRID // 2)
