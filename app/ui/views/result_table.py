"""The table of dumps itself, with a progress bar in the line of a dump that is being written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ...core.dump.presets import PRESETS
from .. import theme
from ..core_texts import core_text
from ..models.dump_list import NUMBERS, SHARE_ROLE, STATE
from ..models.moment_text import moment_text
from ..models.preset_name import less
from .process_cell_painting import Spaced, SpacedHeader, SpacedNumber

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ..models.dump_list import DumpList

_STEPS: Final = 1000
_SAMPLES: Final = ("Nicht geschrieben 100 %", "chromium 4194304", "1023.9 MiB")
"""As wide as the first columns are at first."""
_PAUSE: Final = "10000.0 ms"
_WHEN: Final = datetime(2028, 12, 28, 22, 58, tzinfo=UTC).timestamp()
"""A moment that is written with as many digits as any."""
_MANY_PARTS: Final = 12
"""Left out, in the name of a preset that is to be read whole."""


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
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFont(theme.with_tabular_figures(self.font()))
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self.fontMetrics().height() + theme.GRID)
        vertical.hide()
        header = SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        presets = (less(core_text(preset.name), _MANY_PARTS) for preset in PRESETS)
        widest = max(presets, key=self.fontMetrics().horizontalAdvance)
        for section, sample in enumerate((*_SAMPLES, _PAUSE, widest, moment_text(_WHEN))):
            width = self.fontMetrics().horizontalAdvance(sample) + 3 * theme.GRID
            header.resizeSection(section, width)
        self.setItemDelegate(Spaced(self))
        number = SpacedNumber(self)
        for section in NUMBERS:
            self.setItemDelegateForColumn(section, number)
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
