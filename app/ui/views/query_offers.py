"""What could come next in a query, in a list below the box; it never takes the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMargins, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from .. import theme

if TYPE_CHECKING:
    from ...core.processes.query_completion import Completion

_MOST_SHOWN: Final = 10
_NARROWEST: Final = 24 * theme.GRID
_ROOM: Final = QMargins(theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
_OFFER: Final = Qt.ItemDataRole.UserRole


class QueryOffers(QListView):
    """A child of the window, not a window: nothing is grabbed, and typing simply goes on."""

    taken = Signal(object)
    """The :class:`Completion` that was clicked or chosen."""

    def __init__(self, box: QWidget) -> None:
        """Stand below *box*."""
        super().__init__(box)
        self._box = box
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("What could come next"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.clicked.connect(self._take)
        self.hide()

    def offer(self, offers: list[Completion], x: int) -> None:
        """Show *offers* from *x* of the box on; nothing is chosen yet."""
        self._rows.clear()
        if not offers:
            self.hide()
            return
        for offer in offers:
            item = QStandardItem(f"{offer.text}   ·   {offer.what}")
            item.setData(offer, _OFFER)
            text = self.fontMetrics().boundingRect(item.text())
            item.setSizeHint(text.size().grownBy(_ROOM))
            self._rows.appendRow(item)
        window = self._box.window()
        self.setParent(window)
        frame = 2 * self.frameWidth()
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(self.sizeHintForColumn(0) + bar + frame + theme.GRID, _NARROWEST)
        place = self._box.mapTo(window, QPoint(x, self._box.height()))
        width = min(width, window.width())
        place.setX(max(0, min(place.x(), window.width() - width)))
        height = self.sizeHintForRow(0) * min(len(offers), _MOST_SHOWN) + frame
        self.setGeometry(place.x(), place.y(), width, height)
        self.setCurrentIndex(QModelIndex())
        self.raise_()
        self.show()

    def step(self, rows: int) -> None:
        """Choose another offer, so many rows down."""
        row = self.currentIndex().row()
        count = self._rows.rowCount()
        row = (row + rows) % count if row >= 0 else (0 if rows > 0 else count - 1)
        self.setCurrentIndex(self._rows.index(row, 0))

    def take(self) -> bool:
        """Take the chosen offer; say whether there was one."""
        index = self.currentIndex()
        if not self.isVisible() or not index.isValid():
            return False
        self._take(index)
        return True

    def _take(self, index: QModelIndex) -> None:
        offer = index.data(_OFFER)
        self.hide()
        self.taken.emit(offer)
