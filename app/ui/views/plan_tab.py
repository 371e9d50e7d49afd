"""What will be done, chosen by what it costs on this process: presets, own ones, recipes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QWidget,
)

from .. import theme
from ..dressing import dress_rows, passing_menu
from ..layouts import in_column, in_row
from ..models.plan_rows import CHANGED, CHOSEN, PURPOSE, STALE, Column, PlanRows
from .message_line import MessageLine
from .process_cell_painting import SPACE, SpacedHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from ..models.flag_choice import FlagChoice

    AnyIndex = QModelIndex | QPersistentModelIndex

_SIGN: Final = 14
"""Pixels of the radio sign."""
_SIZES: Final = "about 1,023.9 MiB" if sys.platform == "win32" else "1,023.9 MiB"
_PAUSES: Final = "100-999 ms"


class PlanTab(QWidget):
    """Shows :class:`PlanRows`; the row that is chosen is what :class:`FlagChoice` says."""

    presets_asked = Signal(bool)
    """The user's own presets are to be seen to; True: beginning with a new one."""
    recipe_chosen = Signal(object)
    """The Recipe of a row is to be filled in."""

    recipe_unwanted = Signal(object)
    """The Recipe of a row is not to be listed any more."""
    preset_chosen = Signal()
    """A preset is to be followed, and no recipe."""

    def __init__(
        self, choice: FlagChoice, above: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer what *choice* may be, below the widget *above*."""
        super().__init__(parent)
        self._choice = choice
        self.rows = PlanRows(choice)
        self.rows.setParent(self)
        self.table = _PlanTable(self.rows)
        self.help = MessageLine(lines=2)
        self.more = QToolButton()
        self._arrange(above)
        self.table.customContextMenuRequested.connect(self._menu)
        self.table.picked.connect(self.choose)
        for signal in (self.rows.modelReset, self.rows.dataChanged, self.rows.rowsInserted):
            signal.connect(self._follow)
        self.rows.rowsRemoved.connect(self._follow)
        self._follow()

    def choose(self, number: int) -> None:
        """Take a row as what is to be done; the one that is chosen already stays as it is."""
        row = self.rows.row(number)
        if number == self.rows.chosen:
            return
        if row.recipe is not None:
            self.recipe_chosen.emit(row.recipe)
        elif row.preset is not None:
            self._choice.choose(row.preset)
            self.preset_chosen.emit()

    def put_back(self) -> None:
        """Undo what makes the flags depart from the preset that is chosen."""
        row = self.rows.row(self.rows.chosen)
        if row.preset is not None:
            self._choice.choose(row.preset)
        elif row.recipe is not None:
            self.recipe_chosen.emit(row.recipe)

    def make_menu(self, number: int) -> QMenu:
        """Make the context menu of a row."""
        menu = passing_menu(self)
        if self.rows.changed(number):
            back = menu.addAction(self.tr("Flags as the plan says"))
            back.triggered.connect(lambda _checked: self.put_back())
            menu.addSeparator()
        recipe = self.rows.row(number).recipe
        if recipe is not None:
            drop = menu.addAction(self.tr("&Take out of the list"))
            drop.triggered.connect(lambda _checked: self.recipe_unwanted.emit(recipe))
            menu.addSeparator()
        self._offer(menu)
        return menu

    def _offer(self, menu: QMenu) -> None:
        for text, with_new in (
            (self.tr("&Save as a preset …"), True),
            (self.tr("&My presets …"), False),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked, new=with_new: self.presets_asked.emit(new))

    # -------------------------------------------------------------------------------- appearance

    def _arrange(self, above: QWidget | None) -> None:
        menu = QMenu(self)
        self._offer(menu)
        self.more.setText(self.tr("My presets"))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setAccessibleDescription(self.tr("Save, rename, reorder and delete presets"))
        self.more.setVisible(self._choice.own is not None)
        foot = in_row((self.help, 1), (self.more, Qt.AlignmentFlag.AlignTop))
        foot.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID)
        first = () if above is None else (above,)
        in_column(*first, (self.table, 1), foot, on=self, gap=theme.GRID)

    # ------------------------------------------------------------------------------------ events

    def _follow(self) -> None:
        """Have the row that is chosen be the current one."""
        chosen = self.rows.chosen
        if chosen != self.table.currentIndex().row():
            self.table.selectRow(chosen)
        self.help.say(self.rows.explained(chosen, chosen=True))

    def _menu(self, position: QPoint) -> None:
        index = self.table.indexAt(position)
        if index.isValid():
            self.make_menu(index.row()).popup(self.table.viewport().mapToGlobal(position))


class _PlanTable(QTableView):
    """Rows of two lines; arrow keys go from one to the next."""

    picked = Signal(int)
    """The user went to a row: others go there, too, such as Qt where rows come and go."""

    def __init__(self, rows: PlanRows) -> None:
        super().__init__()
        self.setModel(rows)
        self.setAccessibleName(self.tr("Plans"))
        self.setAccessibleDescription(self.tr("Up and down choose what will be written."))
        dress_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(_Figure(self))
        self.setItemDelegateForColumn(Column.WHAT, _What(self))
        height = 2 * self.fontMetrics().lineSpacing() + theme.GRID
        self.verticalHeader().setDefaultSectionSize(height)
        header = SpacedHeader(Qt.Orientation.Horizontal, self)
        self.setHorizontalHeader(header)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.PRIVATE, QHeaderView.ResizeMode.ResizeToContents)
        wide = self.fontMetrics().horizontalAdvance
        for column, widest in (
            (Column.SIZE, _SIZES),
            (Column.PAUSE, _PAUSES),
        ):
            self.setColumnWidth(column, wide(widest) + 2 * theme.GRID)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row that is chosen in view where a recipe that is told of takes room.

        Where names have no room, private data is told of in the foot alone.
        """
        super().resizeEvent(event)
        taken = sum(self.columnWidth(column) for column in (Column.SIZE, Column.PAUSE))
        taken += self.sizeHintForColumn(Column.PRIVATE)
        room = self.viewport().width() - taken
        self.setColumnHidden(Column.PRIVATE, room < self.sizeHintForColumn(Column.WHAT))
        self.scrollTo(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the row that is chosen as one that keys go to."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw it as one that they do not go to."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave the choice alone where somebody asks for the menu."""
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)
            self._pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another row, which chooses it."""
        super().keyPressEvent(event)
        self._pick()

    def _pick(self) -> None:
        if self.currentIndex().isValid():
            self.picked.emit(self.currentIndex().row())


class _Row(QStyledItemDelegate):
    """Has the row that is chosen stand out only while the keys go to it: the sign tells it, too."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Tint the row that is chosen; with the focus, show it as selected rows are."""
        super().initStyleOption(option, index)
        shown: Any = option  # the stubs of Qt for Python do not know its fields
        selected = QStyle.StateFlag.State_Selected
        if shown.state & selected and not shown.widget.hasFocus():
            shown.state &= ~selected
            shown.backgroundBrush = theme.tint(shown.palette)
        shown.state &= ~QStyle.StateFlag.State_HasFocus  # a frame around one cell of it


class _Figure(_Row):
    """Figures, dimmed while newer ones are being computed."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Dim what is of an earlier choice, and keep off the edges."""
        super().initStyleOption(option, index)
        shown: Any = option
        if index.column() == Column.PRIVATE:
            shown.text = f"{SPACE}{shown.text}{SPACE}"
            return
        shown.text = f"{shown.text}{SPACE}"
        if index.data(STALE):
            dim = shown.palette.color(QPalette.ColorRole.PlaceholderText)
            shown.palette.setColor(QPalette.ColorRole.Text, dim)


class _What(_Row):
    """A radio sign, the name, whether it was changed, and below it what it is for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the ground as the style does, and two lines on it."""
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        room = shown.rect.adjusted(theme.GRID, 0, -theme.GRID, 0)
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole
        text = shown.palette.color(role.HighlightedText if selected else role.Text)
        dim = text if selected else shown.palette.color(role.PlaceholderText)
        sign = QRect(room.left(), room.center().y() - _SIGN // 2, _SIGN, _SIGN)
        chosen = bool(index.data(CHOSEN))
        theme.draw_radio(painter, sign, text if chosen else dim, text if chosen else None)
        lines = room.adjusted(_SIGN + theme.GRID, 0, 0, 0)
        self._draw_lines(painter, shown.font, (text, dim), lines, index)

    def _draw_lines(
        self,
        painter: QPainter,
        font: QFont,
        colours: tuple[QColor, QColor],
        room: QRect,
        index: AnyIndex,
    ) -> None:
        bold = QFont(font)
        bold.setBold(bool(index.data(CHOSEN)))
        metrics, plain = QFontMetrics(bold), QFontMetrics(font)
        height = plain.lineSpacing()
        top = room.top() + (room.height() - 2 * height) // 2
        first = QRect(room.left(), top, room.width(), height)
        elide = Qt.TextElideMode.ElideRight
        painter.save()
        painter.setFont(bold)
        painter.setPen(colours[0])
        name = metrics.elidedText(str(index.data()), elide, first.width())
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(font)
        painter.setPen(colours[1])
        if changed := index.data(CHANGED):
            # The name keeps its width: what is said beside it gives way.
            rest = first.adjusted(metrics.horizontalAdvance(name) + theme.GRID, 0, 0, 0)
            told = plain.elidedText(changed, elide, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, told)
        purpose = plain.elidedText(str(index.data(PURPOSE)), elide, first.width())
        painter.drawText(first.translated(0, height), Qt.AlignmentFlag.AlignVCenter, purpose)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Two lines with a little air."""
        size = super().sizeHint(option, index)
        wide = size.width() + _SIGN + 4 * theme.GRID  # the sign, room beside it, and a bold name
        return QSize(wide, 2 * option.fontMetrics.lineSpacing() + theme.GRID)
