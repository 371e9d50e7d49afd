"""What comes and goes over other things, at an edge of them, so that nothing else moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_UNDER: Final = frozenset((QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show))
_OVER: Final = frozenset((QEvent.Type.LayoutRequest, QEvent.Type.Show))


class Overlay(QObject):
    """Keeps a widget in its place over another one, as high as it wants to be or as is said."""

    def __init__(
        self,
        over: QWidget,
        under: QWidget,
        host: QWidget,
        edge: Qt.Edge,
        share: float = 0.0,
        down_to: QWidget | None = None,
    ) -> None:
        """Lay *over* over *under*, at its top or bottom *edge*; both are within *host*.

        *share* is how much of the height it takes; 0: what it needs. It covers nothing that is
        below the widget *down_to*, which is within *under*.
        """
        super().__init__(over)
        self._over = over
        self._under = under
        self._host = host
        self._edge = edge
        self._share = share
        self._down_to = down_to or under
        shown = not over.isHidden()
        over.setParent(host)
        over.setAutoFillBackground(True)
        over.setVisible(shown)
        under.installEventFilter(self)
        self._down_to.installEventFilter(self)
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what lies below, and what the widget itself wants."""
        kind = event.type()
        if (watched is not self._over and kind in _UNDER) or (
            watched is self._over and kind in _OVER
        ):
            self._place()
        return False

    def _place(self) -> None:
        if self._over.isHidden():
            return
        place = QRect(self._under.mapTo(self._host, QPoint(0, 0)), self._under.size())
        wanted = self._over.heightForWidth(place.width())
        if self._share:
            wanted = int(place.height() * self._share)
        elif wanted < 0:
            wanted = self._over.sizeHint().height()
        place.setBottom(self._down_to.mapTo(self._host, self._down_to.rect().bottomLeft()).y())
        height = min(max(wanted, self._over.minimumSizeHint().height()), place.height())
        if self._edge is Qt.Edge.BottomEdge:
            place.setTop(place.bottom() + 1 - height)
        else:
            place.setHeight(height)
        self._over.setGeometry(place)
        self._over.raise_()
