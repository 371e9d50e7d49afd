"""What of the process goes in: the tree, which is the callback, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from .. import theme
from ..dressing import emphasise
from ..layouts import BAR, TOP, in_column, in_row, in_stack
from ..models.contents import detail
from ..models.detail_table import DetailTable
from ..models.row_calls import CALL_COLUMNS, call_rows, calls_about, line_of_call
from ..models.write_parts import legend
from .details.detail_list import DetailList
from .elided_label import MIDDLE, ElidedLabel
from .filter_rows import Group, Leaf, part_of
from .message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ...core.dump.trace import Trace
    from ..models.contents import Kind
    from .callback_list import CallbackList
    from .filter_tree import FilterTree

_ABOUT: Final = 52 * theme.GRID
"""Pixels that what is said of a row has beside the tree: callbacks with their answers."""
_BESIDE: Final = 128 * theme.GRID
"""Pixels of width from which what is said of a row stands beside the tree."""
_LEGEND_LINES: Final = 7
"""What the boxes are for takes so many where little room is; what is said of a row, as many."""


class ContentsTab(QStackedWidget):
    """The tree with the callbacks about its row; or all callbacks; or a notice."""

    def __init__(
        self,
        tree: FilterTree,
        callbacks: CallbackList,
        notice: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Put them together; *notice* stands in the place of all else while there is nothing."""
        super().__init__(parent)
        self.tree = tree
        self.callbacks = callbacks
        self.about = AboutRow()
        self._trace: Trace | None = None
        self._notice = notice
        self._body = QWidget()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.switch = {"tree": QToolButton(), "callbacks": QToolButton()}
        self._arrange()
        tree.tree.selectionModel().currentChanged.connect(lambda *_: self._show_row())
        tree.row_changed.connect(self._show_row)

    def show_notice(self) -> None:
        """Show the notice alone."""
        self.setCurrentWidget(self._notice)

    def show_contents(self) -> None:
        """Show tree or callbacks."""
        self.setCurrentWidget(self._body)

    def show_trace(self, trace: Trace) -> None:
        """Show the callbacks."""
        self._trace = trace
        self.callbacks.show_trace(trace)
        self._show_row()

    def clear(self) -> None:
        """Another process, of which nothing is known."""
        self._trace = None
        self.callbacks.clear()
        self._show_row()

    # -------------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        self.split.addWidget(self.tree)
        self.split.addWidget(self.about)
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self._views = in_stack(self.split, self.callbacks)
        top = in_row(self._make_switch(), (self.tree.bar, 1), room=TOP)
        in_column(top, (self._views, 1), on=self._body)
        self.addWidget(self._body)
        self.addWidget(self._notice)

    def _make_switch(self) -> QHBoxLayout:
        """Make two buttons side by side, of which one is pressed."""
        names = {"tree": self.tr("Tree"), "callbacks": self.tr("Callbacks")}
        told = {
            "tree": self.tr("Show what goes in as a tree to tick"),
            "callbacks": self.tr("Show all calls of the MiniDumpCallback"),
        }
        group = QButtonGroup(self)
        for place, (key, button) in enumerate(self.switch.items()):
            button.setText(names[key])
            button.setCheckable(True)
            button.setAutoRaise(True)  # or the one that is down is not seen in the dark
            button.setChecked(key == "tree")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleDescription(told[key])
            button.clicked.connect(lambda _on, place=place: self._show_view(place))
            group.addButton(button)
        return in_row(*self.switch.values(), gap=0)

    def _show_view(self, place: int) -> None:
        self._views.setCurrentIndex(place)
        self.tree.bar.setEnabled(place == 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what is said of a row where there is room for it."""
        super().resizeEvent(event)
        wide = self.width() >= _BESIDE
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if orientation is not self.split.orientation():
            self.split.setOrientation(orientation)
            about = _ABOUT if wide else self.height() // 3
            self.split.setSizes([(self.width() if wide else self.height()) - about, about])

    def _show_row(self) -> None:
        row = self.tree.tree.currentItem()
        if isinstance(row, Leaf):
            part = part_of(row.kind, self.tree.tree.currentColumn())
            notes = (self.tree.note_of(row), "" if part is None else part.explained())
            self.about.show_row(row, self._trace, " · ".join(filter(None, notes)))
        else:
            self.about.show_group(row.kind if isinstance(row, Group) else None)


class AboutRow(QWidget):
    """A module, thread or region: what it is, why it is in or out, and the callbacks about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be about none."""
        super().__init__(parent)
        self.name = ElidedLabel(elide=MIDDLE)
        emphasise(self.name)
        self.why = ElidedLabel()
        self.facts = ElidedLabel()
        self.facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.legend = MessageLine(lines=_LEGEND_LINES)
        self.calls = DetailTable(CALL_COLUMNS, lambda row: line_of_call(row.call), self)
        name = self.tr("Callbacks about the row that is chosen")
        self.list = DetailList(self.calls, name, ordered=False)
        self.list.setMinimumHeight(5 * self.fontMetrics().lineSpacing())
        self.list.setAccessibleDescription(
            self.tr("What is asked about it, and what is answered, as a mask and in words.")
        )
        parts = (self.name, self.why, self.facts, self.legend, (self.list, 1))
        in_column(*parts, on=self, room=BAR, gap=theme.GRID // 2).addStretch()
        self.show_group(None)

    def show_group(self, kind: Kind | None) -> None:
        """Say what the boxes of a *kind* of rows are for; None: those of all."""
        self.name.show_text(self.tr("Choose a row to see the callbacks about it."))
        self.legend.say(legend(kind))
        self.calls.show(())
        self._show(row=False)

    def show_row(self, row: Leaf, trace: Trace | None, note: str = "") -> None:
        """Say what there is to say of *row*, a *note* about its boxes too."""
        self._show(row=True)
        self.name.show_text(row.item.label)
        self.why.show_text(" · ".join(filter(None, (row.why, note))))
        about_it = detail(row.kind, row.item)
        self.facts.show_text(" · ".join(about_it.split("\n")), about_it)
        about = [] if trace is None else calls_about(trace, row.kind, row.item)
        self.calls.show(call_rows(row.kind, about))

    def _show(self, *, row: bool) -> None:
        for widget in (self.why, self.facts, self.list):
            widget.setVisible(row)
        self.legend.setVisible(not row)
