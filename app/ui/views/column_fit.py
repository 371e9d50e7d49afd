"""How wide columns are: as wide as their texts, and in view as many as there may be."""

from __future__ import annotations

import json
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView, QTreeView

from .. import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ROWS: Final = 60
"""Rows that are measured of a model that does not tell its longest texts itself."""
_BELOW: Final = 8
"""Rows that are measured below each row of a tree."""
_LEGIBLE: Final = 20
"""Characters of a long text that are seen at least."""
_MOST: Final = 60
"""Characters for which there is room at most, where there is plenty."""
_ROLE: Final = Qt.ItemDataRole


def divided(needs: Sequence[tuple[int, int]], room: int) -> tuple[list[int], int]:
    """Divide *room* among columns, each with its least and its wanted width, from left to right.

    As many as find room at their least are in view, and take all of it: those that lack little
    before those that lack much. The others, which are scrolled to, are as wide as they want to be.
    Gives the widths, and how many are in view.
    """
    shown = max(1, sum(end <= room for end in accumulate(least for least, _ in needs)))
    widths = [wanted for _, wanted in needs]
    rest = room - sum(least for least, _ in needs[:shown])
    lacking = sorted(range(min(shown, len(needs))), key=lambda i: needs[i][1] - needs[i][0])
    for place, index in enumerate(lacking):
        least, wanted = needs[index]
        more = max(0, min(wanted - least, rest // (len(lacking) - place)))
        widths[index] = least + more
        rest -= more
    return widths, shown


class ColumnFit(QObject):
    """Sizes the columns of *view*: a width that the user chose stays, numbers are never cut.

    Columns only grow while the same thing is shown, so that nothing moves as it is read anew.
    """

    def __init__(
        self,
        view: QTableView | QTreeView,
        samples: Mapping[int, str] | None = None,
        legible: int = _LEGIBLE,
        first: int = -1,
    ) -> None:
        """Begin once *view* has its model; of *samples*, columns have room from the beginning.

        *legible*: characters of a long text that are seen at least; those of the section *first*
        have all the room that they want before others have more than that.
        """
        super().__init__(view)
        self._view = view
        self._samples = dict(samples or {})
        self._legible = legible
        self._first = first
        self._wanted: dict[int, int] = {}
        self._pinned: dict[int, int] = {}
        """Section → width that the user chose."""
        self._arranging = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fit)
        header = self._header = (
            view.horizontalHeader() if isinstance(view, QTableView) else view.header()
        )
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.installEventFilter(self)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._soon.start)
        model = view.model()
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
            signal.connect(self._soon.start)

    def forget(self) -> None:
        """Something else is going to be shown."""
        self._wanted.clear()

    def reset(self) -> None:
        """Have the columns stand as on the first start."""
        self._wanted.clear()
        self._pinned.clear()
        for section in range(self._header.count()):
            self._header.moveSection(self._header.visualIndex(section), section)
        self.fit()

    def state(self) -> str:
        """Give what the user chose: order, widths and sorting."""
        header = self._header
        order = [header.logicalIndex(place) for place in range(header.count())]
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        sort = [header.sortIndicatorSection(), down]
        return json.dumps({"order": order, "widths": [*self._pinned.items()], "sort": sort})

    def restore(self, state: object) -> None:
        """Take up what :meth:`state` gave; anything else changes nothing."""
        header = self._header
        try:
            kept = json.loads(state if isinstance(state, str) else "")
            order, (section, down) = list(map(int, kept["order"])), kept["sort"]
            pinned = {int(one): int(width) for one, width in kept["widths"]}
        except (ValueError, TypeError, KeyError):
            return
        if sorted(order) != list(range(header.count())) or not 0 <= int(section) < len(order):
            return
        for place, one in enumerate(order):
            header.moveSection(header.visualIndex(one), place)
        self._pinned = {one: width for one, width in pinned.items() if one in order}
        way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self._view.sortByColumn(int(section), way)
        self.fit()

    def fit(self) -> None:
        """Give each column its width."""
        header = self._header
        sections = [header.logicalIndex(place) for place in range(header.count())]
        sections = [section for section in sections if not header.isSectionHidden(section)]
        room = header.width()
        if not sections or not room or not self._view.isVisible():
            return
        needs = [self._need(section) for section in sections]
        widths, shown = divided(needs, room)
        if (rest := room - sum(widths[:shown])) > 0:
            texts = [i for i in range(shown) if not self._is_number(sections[i])]
            widths[texts[-1] if texts else shown - 1] += rest
        self._arranging = True
        for section, width in zip(sections, widths, strict=True):
            header.resizeSection(section, width)
        self._arranging = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Divide the room anew when there is more or less of it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange):
            self._soon.start()
        return super().eventFilter(watched, event)

    def _on_resized(self, section: int, _before: int, width: int) -> None:
        if not self._arranging and self._view.isVisible():
            self._pinned[section] = width

    def _need(self, section: int) -> tuple[int, int]:
        """Say how wide a column has to be at least, and how wide it wants to be."""
        if (width := self._pinned.get(section)) is not None:
            return width, width
        heading = self._header.sectionSizeHint(section)
        wanted = max(heading, self._wanted.get(section, 0), self._content(section))
        self._wanted[section] = wanted
        if self._is_number(section):
            return wanted, wanted
        digit = self._view.fontMetrics().horizontalAdvance("0")
        most = max(heading, min(wanted, _MOST * digit))
        if section == self._first:
            return most, most
        return max(heading, min(wanted, self._legible * digit)), most

    def _is_number(self, section: int) -> bool:
        model = self._view.model()
        told = model.headerData(section, Qt.Orientation.Horizontal, _ROLE.TextAlignmentRole)
        return bool(int(told or 0) & Qt.AlignmentFlag.AlignRight.value)

    def _content(self, section: int) -> int:
        model = self._view.model()
        first = model.index(0, section)
        font = first.data(_ROLE.FontRole)
        metrics = QFontMetrics(font if isinstance(font, QFont) else self._view.font())
        texts = _texts(model, section)
        if section in self._samples:
            texts.append(self._samples[section])
        width = max(map(metrics.horizontalAdvance, texts), default=0) + 3 * theme.GRID
        if first.data(_ROLE.DecorationRole) is not None:
            width += self._view.iconSize().width() if self._view.iconSize().width() > 0 else 16
        if isinstance(self._view, QTreeView) and section == max(0, self._view.treePosition()):
            levels = self._view.rootIsDecorated() + (model.rowCount(first) > 0)
            width += levels * self._view.indentation()
        return width


def _texts(model: QAbstractItemModel, section: int) -> list[str]:
    """Give texts of a column, the longest among them."""
    if (longest := getattr(model, "longest", None)) is not None:
        return list(longest(section))
    return [str(index.data() or "") for index in _indexes(model, section)]


def _indexes(model: QAbstractItemModel, section: int) -> Iterator[QModelIndex]:
    for row in _spread(model.rowCount()):
        yield model.index(row, section)
        above = model.index(row, 0)
        for below in islice(range(model.rowCount(above)), _BELOW):
            yield model.index(below, section, above)


def _spread(rows: int) -> range:
    return range(0, rows, rows // _ROWS + 1)
