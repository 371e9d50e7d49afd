"""The table of dumps itself, with a progress bar in the line of a dump that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from .. import theme
from ..dressing import dress_rows
from ..models.dump_list import SHARE_ROLE, STATE
from .column_fit import ColumnFit
from .process_cell_painting import Spaced, SpacedHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ..models.dump_list import DumpList

_STEPS: Final = 1000
_SAMPLE: Final = "Nicht geschrieben 100 %"
"""The widest that a dump shows while it is being written."""


class ResultTable(QTableView):
    """Shows a :class:`DumpList`."""

    def __init__(self, dumps: DumpList, parent: QWidget | None = None) -> None:
        """Show *dumps*."""
        super().__init__(parent)
        self.setModel(dumps)
        self.setAccessibleName(self.tr("Dumps"))
        self.setAccessibleDescription(
            self.tr("Enter opens the dump that is chosen, Delete removes it.")
        )
        dress_rows(self, height=theme.GRID)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        ColumnFit(self, {STATE: _SAMPLE})
        self.setItemDelegate(Spaced(self))
        self.setItemDelegateForColumn(STATE, _State(self))


class _State(Spaced):
    """Draws how far a dump is as a progress bar of the system, with the phase in it."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a bar for a dump that is being written."""
        share = index.data(SHARE_ROLE)
        if share is None:
            super().paint(painter, option, index)
            return
        bar = QStyleOptionProgressBar()
        bar.rect = option.rect.adjusted(2, 2, -2, -2)
        bar.palette = option.palette
        bar.fontMetrics = option.fontMetrics
        bar.state = option.state | QStyle.StateFlag.State_Horizontal
        bar.minimum, bar.maximum = 0, _STEPS
        bar.progress = max(0, int(_STEPS * share))
        told = str(index.data())  # its end says how far it is
        room = bar.rect.width() - theme.GRID
        bar.text = bar.fontMetrics.elidedText(told, Qt.TextElideMode.ElideMiddle, room)
        bar.textVisible = True
        bar.textAlignment = Qt.AlignmentFlag.AlignCenter
        QApplication.style().drawControl(QStyle.ControlElement.CE_ProgressBar, bar, painter)
