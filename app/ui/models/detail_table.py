"""A table of things that are described by columns: modules, threads, frames, streams and so on.

A flat model that sorts and filters by itself: through a proxy each comparison would cross from C++
to Python, 0.5 s for 5,000 rows instead of 2 ms.
"""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_right
from heapq import nlargest
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontDatabase

from ...core.text import for_spreadsheet
from .. import theme
from ..translation import translate
from .table_text import TableText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .detail_columns import DetailColumn
    from .detail_rows import DetailRow

_LEFT: Final = (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
_RIGHT: Final = (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
# Plain numbers: looking an enumeration up costs more than all else that data() does.
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole.value
_TOOLTIP: Final = Qt.ItemDataRole.ToolTipRole.value
_ALIGNMENT: Final = Qt.ItemDataRole.TextAlignmentRole.value
_FONT: Final = Qt.ItemDataRole.FontRole.value
_CELL_ROLES: Final = frozenset((_DISPLAY, _TOOLTIP, _ALIGNMENT, _FONT))
_MEASURED: Final = 1000
_LONGEST: Final = 3
_ADDRESS: Final = re.compile(r"0x([0-9a-f]{1,16})")
_GLOB: Final = re.compile(r"[*?]|\[.*\]")


class DetailTable(QAbstractTableModel):
    """Rows of one kind; the first column in ascending order is what it begins with."""

    def __init__(
        self,
        columns: Sequence[DetailColumn[Any]],
        about: Callable[[Any], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Start empty. *about* says all about the thing of a row, in lines, for its tooltip.

        Without it, the tooltip has what the row shows.
        """
        super().__init__(parent)
        self.columns = columns
        self._about = about
        self.all_rows: tuple[DetailRow, ...] = ()
        self._ordered: list[DetailRow] = []
        """All of them as they are sorted, so that a filter need not sort."""
        self._rows: list[DetailRow] = []
        self._filter = ""
        self._sort_column = 0
        self._descending = False
        self.fixed_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)

    # ----------------------------------------------------------------------------- reading

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self.all_rows)

    def row(self, row: int) -> DetailRow:
        """Give what is shown in *row*."""
        return self._rows[row]

    def row_of(self, key: int) -> int:
        """Give the row of a thing, -1 if it is not shown."""
        return next((row for row, shown in enumerate(self._rows) if shown.key == key), -1)

    def at(self, address: int) -> DetailRow | None:
        """Give what lies at *address*, shown or not; of rows that come by address."""
        index = bisect_right(self.all_rows, address, key=lambda row: row.span[0]) - 1
        found = self.all_rows[index] if index >= 0 else None
        return found if found is not None and found.covers(address) else None

    def tab_separated(self, rows: Iterable[int], columns: Sequence[int]) -> str:
        """Give cells as lines of fields with tabs between them, for a spreadsheet."""
        return "\n".join(
            "\t".join(self._copied(self._rows[row], column) for column in columns) for row in rows
        )

    def exact_text(self, columns: Sequence[int]) -> TableText:
        """Give the rows that are shown now for other programs."""
        titles = [translate("Details", self.columns[column].title) for column in columns]
        rows = tuple(self._rows)
        return TableText(titles, ((self._exact(row, column) for column in columns) for row in rows))

    def longest(self, column: int) -> list[str]:
        """Give the longest texts of a column, as far as a look at some of its rows tells."""
        some = self.all_rows[:: len(self.all_rows) // _MEASURED + 1]
        return nlargest(_LONGEST, {row.texts[column] for row in some}, key=len)

    # ---------------------------------------------------------------------------- changing

    def show(self, rows: tuple[DetailRow, ...]) -> None:
        """Show other rows. The model is reset; who shows it keeps selection and place by key."""
        self.beginResetModel()
        self.all_rows = rows
        self._order()
        self._narrow()
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show only rows in which *text* is found.

        With ``*``, ``?`` or ``[...]`` it is a pattern that a whole cell has to match. ``0x`` and
        digits find an address, and what lies around it. Case does not matter.
        """
        self.beginResetModel()
        self._filter = text.strip().casefold()
        self._narrow()
        self.endResetModel()

    def set_font(self, font: QFont) -> None:
        """Take the size of *font* for fixed-pitch columns, too."""
        self.fixed_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.fixed_font.setPointSizeF(font.pointSizeF())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by *column*, -1: as given; rows that are equal keep the order of the process."""
        if not -1 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        shown = [self._rows[index.row()] for index in before]
        self._sort_column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._order()
        self._narrow()
        row_of = {id(row): place for place, row in enumerate(self._rows)}
        after = [
            self.index(row_of[id(row)], index.column())
            for row, index in zip(shown, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # ------------------------------------------------------------------------ for the views

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of rows shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give what a cell shows."""
        if role not in _CELL_ROLES or not index.isValid():
            return None
        if role == _DISPLAY:
            return self._rows[index.row()].texts[index.column()]
        if role == _TOOLTIP:
            row = self._rows[index.row()]
            told = self._about(row.thing) if self._about else "\n".join(filter(None, row.texts))
            return theme.tooltip(told)
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.number else _LEFT
        return self.fixed_font if column.fixed else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - as Qt wants it
        """Give a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _DISPLAY:
            return translate("Details", column.title)
        if role == _TOOLTIP and column.help:
            return theme.tooltip(translate("Details", column.help))
        if role == _ALIGNMENT:
            return _RIGHT if column.number else _LEFT
        return None

    # ----------------------------------------------------------------------------- private

    def _order(self) -> None:
        column = self._sort_column
        self._ordered = list(self.all_rows)
        if column >= 0:
            self._ordered.sort(key=lambda row: row.values[column], reverse=self._descending)

    def _narrow(self) -> None:
        """Take the rows that match, in order."""
        self._rows = _matching(self._ordered, self._filter) if self._filter else self._ordered

    def _exact(self, row: DetailRow, column: int) -> str | int:
        """Give a cell for other programs: sizes in bytes, addresses marked as hexadecimal."""
        shown, value = self.columns[column], row.values[column]
        text = row.texts[column]
        if shown.exact or (shown.number and not shown.fixed and text.isdecimal()):
            return int(value)
        return f"0x{text}" if shown.number and shown.fixed and text else text

    def _copied(self, row: DetailRow, column: int) -> str:
        if self.columns[column].exact:
            return str(row.values[column])
        return for_spreadsheet(row.texts[column])


def _matching(rows: list[DetailRow], text: str) -> list[DetailRow]:
    """Give the rows for which the folded *text* holds what :meth:`DetailTable.set_filter` says."""
    if address := _ADDRESS.fullmatch(text):
        wanted, digits = int(address[1], 16), address[1]
        return [row for row in rows if digits in row.folded or row.covers(wanted)]
    if _GLOB.search(text):
        pattern = re.compile(fnmatch.translate(text)).fullmatch
        # A name in brackets, such as [heap], finds itself as well.
        return [
            row
            for row in rows
            if text in row.folded or any(pattern(cell) for cell in row.folded.split("\n"))
        ]
    return [row for row in rows if text in row.folded]
