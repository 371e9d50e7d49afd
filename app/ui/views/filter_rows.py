"""The rows of the filter tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from ...core.dump.filter import glob_matches
from .. import theme
from ..models.contents import Kind, Share
from ..models.write_parts import MOST, PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont

    from ..models.contents import Cost, Item
    from ..models.write_parts import Part

NAME, BYTES, WHY, FIRST_PART = range(4)
"""The columns; from FIRST_PART on, one for each write flag."""
COLUMNS: Final = FIRST_PART + MOST
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
        self.told: tuple[bool | None, Cost | None] | None = None
        """The decision and the cost that it shows, where nothing else matters; None: unknown."""
        self.written = 0
        """Write flags as they are shown."""
        self._parts: list[bool | None] = [None] * len(PARTS[kind])
        self.setFlags(_LEAF_FLAGS)
        self.setTextAlignment(BYTES, NUMBER)
        self._out = False
        if font is not None:
            self.setFont(NAME, font)

    def show(self, share: Share, cost: Cost | None, why: str, *, out: bool = False) -> None:
        """Show what of it goes in; without *cost* its size is being computed.

        *out*: it is left out on purpose.
        """
        if out is not self._out:
            self._out = out
            font = self.font(NAME)
            font.setStrikeOut(out)
            self.setFont(NAME, font)
        if share is not self.share:
            self.share = share
            self.setCheckState(NAME, CHECK[share])
        if cost is not None and cost.bytes != self.bytes:
            self.bytes = cost.bytes
            self.setText(BYTES, theme.binary_size(cost.bytes) if cost.bytes else "—")
        if why != self.why:
            self.why = why
            self.setText(WHY, why)

    def show_flags(self, flags: int) -> None:
        """Show which write flags are set."""
        self.written = flags
        for index, part in enumerate(PARTS[self.kind]):
            on = bool(flags & part.bit)
            if on is not self._parts[index]:
                self._parts[index] = on
                self.setCheckState(FIRST_PART + index, CHECK[Share.ALL if on else Share.NONE])

    def is_shown_as(self, column: int) -> bool:
        """Say whether the box in *column* is as it was last shown: nobody has clicked on it."""
        if column == NAME:
            return self.share is None or self.checkState(NAME) == CHECK[self.share]
        index = column - FIRST_PART
        if not 0 <= index < len(self._parts) or self._parts[index] is None:
            return True
        return (self.checkState(column) == Qt.CheckState.Checked) is self._parts[index]

    def forget(self, column: int) -> None:
        """Have the box in *column* drawn anew: Qt has made of a click what it liked."""
        if column == NAME:
            self.share = self.told = None
        else:
            self._parts[column - FIRST_PART] = None

    def matches(self, pattern: str) -> bool:
        """Say whether the filter box finds it."""
        return glob_matches(pattern, self.item.name) or glob_matches(pattern, self.item.label)


class Group(QTreeWidgetItem):
    """A top row. Ticking it asks the tree; its mark follows from its children."""

    def __init__(self, kind: Kind, toggled: Callable[[Kind, int], None]) -> None:
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
        for index, part in enumerate(PARTS[kind]):
            self.setText(FIRST_PART + index, part.title())

    def setData(self, column: int, role: int, value: Any) -> None:  # noqa: ANN401 - Qt's variant
        """Take a tick for a question to the tree."""
        if role == Qt.ItemDataRole.CheckStateRole:
            self._toggled(self.kind, column)
        else:
            super().setData(column, role, value)


def part_of(kind: Kind, column: int) -> Part | None:
    """Give the write flag that *column* has for rows of a kind."""
    index = column - FIRST_PART
    return PARTS[kind][index] if 0 <= index < len(PARTS[kind]) else None
