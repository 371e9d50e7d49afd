"""Saying what goes in, part two: the tree of modules, threads and memory."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QHelpEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QToolTip,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.dump.filter import FilterSpec
from app.ui import theme
from app.ui.models.contents import Contents, Cost, Estimate, Item, Kind, Share, detail
from app.ui.models.filter_choice import FilterChoice
from app.ui.views.filter_rows import BYTES, CHECK, NAME, NUMBER, WHY, Group, Leaf, RoomyRows
from app.ui.views.slices import Slices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SLICE: Final = 200
"""So many rows are made or changed before the window gets its turn."""


class FilterTree(QWidget):
    """Shows what a process is made of, takes the user's decisions, and says what each adds.

    Ticks are kept for each process as long as the window is open.
    """

    filter_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.choice = FilterChoice()
        self._contents: Contents | None = None
        self._estimate: Estimate | None = None
        self._choices: dict[object, FilterChoice] = {}
        self._leaves: dict[Kind, dict[int, Leaf]] = {kind: {} for kind in Kind}
        self._filling = False
        self._divided = False
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.tree = QTreeWidget()
        self._groups = {kind: Group(kind, self._toggle_group) for kind in Kind}
        self.slices = Slices(self)
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(self.filter_changed)
        self._narrow = QTimer(self, singleShot=True, interval=120)
        self._narrow.timeout.connect(self._apply_pattern)
        self._dress()
        self._arrange()
        self.tree.itemChanged.connect(self._on_item_changed)
        self.filter.textChanged.connect(lambda _text: self._narrow.start())
        self.clear()

    # ---------------------------------------------------------------------------- from outside

    def spec(self) -> FilterSpec:
        """Give the decisions as rules of a dump."""
        return self.choice.to_spec(self._contents) if self._contents else FilterSpec()

    def clear(self) -> None:
        """Show no process."""
        self.show_contents(Contents(None, dict.fromkeys(Kind, ())))
        self._contents = None

    def show_contents(self, contents: Contents) -> None:
        """Show a process; one that is shown already keeps its rows and their place."""
        known = self._contents is not None and self._contents.key == contents.key
        self._contents = contents
        self._estimate = None
        if not known:
            self.choice = self._choices.setdefault(contents.key, FilterChoice())
        self._begin(self._fill(contents, known=known), filling=True)

    def show_estimate(self, estimate: Estimate) -> None:
        """Show what each item adds."""
        if self._contents is None or estimate.key != self._contents.key:
            return
        self._estimate = estimate
        if not self._filling:  # else this follows of itself
            self._begin(self._refresh())

    def leaf(self, kind: Kind, key: int) -> QTreeWidgetItem | None:
        """Give the row of an item."""
        return self._leaves[kind].get(key)

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.filter.setPlaceholderText(self.tr("Find in the tree: libssl*, worker-?, [heap]"))
        self.filter.setAccessibleName(self.tr("Find modules, threads and memory"))
        tree = self.tree
        tree.setAccessibleName(self.tr("Modules, threads and memory to include"))
        tree.setHeaderLabels([self.tr("Include"), self.tr("Adds"), self.tr("Why")])
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setAllColumnsShowFocus(True)
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setFont(theme.with_tabular_figures(tree.font()))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._menu)
        tree.viewport().installEventFilter(self)
        tree.setItemDelegate(RoomyRows(tree))
        tree.headerItem().setTextAlignment(BYTES, NUMBER)
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        widest = tree.fontMetrics().horizontalAdvance("1,023.9 MiB")
        tree.setColumnWidth(BYTES, widest + 2 * theme.GRID)
        tree.addTopLevelItems(list(self._groups.values()))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID // 2, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        row = QVBoxLayout()
        row.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        row.addWidget(self.filter)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room between the columns, once it is known."""
        super().showEvent(event)
        if not self._divided:
            self._divided = True
            self.tree.setColumnWidth(NAME, self.tree.viewport().width() * 9 // 20)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make tooltips when they are asked for: there may be thousands of rows."""
        if isinstance(event, QHelpEvent):
            leaf = self._leaf_at(event.pos())
            text = self._tooltip(leaf) if leaf else ""
            QToolTip.showText(event.globalPos(), theme.tooltip(text), self.tree)
            return True
        return super().eventFilter(watched, event)

    def _tooltip(self, leaf: Leaf) -> str:
        lines = [detail(leaf.kind, leaf.item)]
        if leaf.bytes >= 0:
            adds = self.tr("Adds {0} bytes of its memory").format(theme.whole_number(leaf.bytes))
            lines.append(f"{adds}: {leaf.why}" if leaf.why else adds)
        return "\n".join(lines)

    # ------------------------------------------------------------------------- working in slices

    def _begin(self, work: Iterator[None], *, filling: bool = False) -> None:
        self._filling = filling
        self.slices.begin(work)

    def _fill(self, contents: Contents, *, known: bool) -> Iterator[None]:
        for kind, items in contents.items.items():
            leaves, group = self._leaves[kind], self._groups[kind]
            if not known:
                group.takeChildren()
                leaves.clear()
            self._drop(kind, {item.key: item for item in items})
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font = fixed if kind is Kind.REGION else None
            fresh = (item for item in items if item.key not in leaves)
            while batch := [Leaf(kind, item, font) for item in islice(fresh, _SLICE)]:
                for leaf in batch:
                    leaves[leaf.item.key] = leaf
                    self._show(leaf, None)
                group.addChildren(batch)
                yield
            self._title(kind)
        self._apply_pattern()
        self._filling = False
        yield from self._refresh()

    def _drop(self, kind: Kind, items: dict[int, Item]) -> None:
        """Take out rows of what is not there any more or has become something else."""
        leaves, group = self._leaves[kind], self._groups[kind]
        for key, leaf in list(leaves.items()):
            new = items.get(key)
            if new is None or new[:-1] != leaf.item[:-1]:
                group.removeChild(leaf)
                del leaves[key]
            else:
                leaf.item = new

    def _refresh(self) -> Iterator[None]:
        for kind, leaves in self._leaves.items():
            costs = self._estimate.costs[kind] if self._estimate else {}
            rows = iter(leaves.values())
            while batch := list(islice(rows, _SLICE)):
                self._show_all(batch, costs)
                yield
            total = sum(cost.bytes for cost in costs.values())
            self._title(kind, total if self._estimate else None)

    def _show_all(self, leaves: list[Leaf], costs: dict[int, Cost]) -> None:
        """Change many rows at the price of one: the view hears nothing and draws once."""
        blocker = QSignalBlocker(self.tree.model())
        for leaf in leaves:
            self._show(leaf, costs.get(leaf.item.key))
        blocker.unblock()
        self.tree.viewport().update()

    def _show(self, leaf: Leaf, cost: Cost | None) -> None:
        decided = self.choice.get(leaf.kind, leaf.item.key)
        if decided is None and cost is not None:
            leaf.natural = cost.share
        leaf.show(self._share(leaf, decided), cost, self._why(leaf, decided, cost))

    def _share(self, leaf: Leaf, decided: bool | None) -> Share:
        if decided is None:
            return leaf.natural
        return Share.ALL if decided else Share.NONE

    def _why(self, leaf: Leaf, decided: bool | None, cost: Cost | None) -> str:
        if decided is False:
            return self.tr("left out by you")
        if decided:
            return self.tr("added by you")
        return leaf.why if cost is None else cost.reason

    def _title(self, kind: Kind, size: int | None = None) -> None:
        group, count = self._groups[kind], len(self._leaves[kind])
        names = {
            Kind.MODULE: self.tr("Modules ({0})"),
            Kind.THREAD: self.tr("Threads ({0})"),
            Kind.REGION: self.tr("Memory ({0})"),
        }
        group.setText(NAME, names[kind].format(theme.whole_number(count)))
        decided = len(self.choice.decided(kind))
        group.setText(WHY, self.tr("{0} changed by you").format(decided) if decided else "")
        if size is not None:
            group.setText(BYTES, theme.binary_size(size) if size else "")

    # ----------------------------------------------------------------------------- finding

    def _apply_pattern(self) -> None:
        text = self.filter.text().strip()
        special = any(character in text for character in "*?[")
        pattern = text if special and not _is_name(text) else f"*{_literal(text)}*"
        for kind, leaves in self._leaves.items():
            shown = 0
            for leaf in leaves.values():
                found = not text or leaf.matches(pattern)
                shown += found
                if leaf.isHidden() == found:
                    leaf.setHidden(not found)
            if text:
                self._groups[kind].setExpanded(bool(shown))

    def _shown(self, kind: Kind) -> list[Leaf]:
        return [leaf for leaf in self._leaves[kind].values() if not leaf.isHidden()]

    # ----------------------------------------------------------------------------- deciding

    def _on_item_changed(self, row: QTreeWidgetItem, column: int) -> None:
        if column != NAME or not isinstance(row, Leaf) or row.share is None:
            return
        if row.checkState(NAME) == CHECK[row.share]:
            return
        self.choice.advance(row.kind, row.item.key, row.natural)
        row.share = None  # the box shows what Qt made of the click, which may be something else
        self._decided([row])

    def _toggle_group(self, kind: Kind) -> None:
        leaves = self._shown(kind)
        decided = self.choice.decided(kind)
        changed = bool(decided) and any(leaf.item.key in decided for leaf in leaves)
        self.decide(leaves, None if changed else False)

    def decide(self, leaves: Iterable[Leaf], include: bool | None) -> None:
        """Put rows in or out, or leave them to the flags."""
        chosen = list(leaves)
        for kind in Kind:
            keys = (leaf.item.key for leaf in chosen if leaf.kind is kind)
            self.choice.decide(kind, keys, include)
        self._decided(chosen)

    def _decided(self, leaves: list[Leaf]) -> None:
        self._estimate = None  # it is about other decisions; the next one is asked for now
        self._show_all(leaves[:_SLICE], {})
        if len(leaves) > _SLICE and not self._filling:
            self._begin(self._refresh())
        for kind in {leaf.kind for leaf in leaves}:
            self._title(kind)
        self._tell.start()

    # -------------------------------------------------------------------------------- the menu

    def _menu(self, position: QPoint) -> None:
        self.make_menu(position).popup(self.tree.viewport().mapToGlobal(position))

    def make_menu(self, position: QPoint) -> QMenu:
        """Make the context menu for what is selected and what is at *position*."""
        selected = self._selected()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        clicked = self.tree.itemAt(position)
        kind = clicked.kind if isinstance(clicked, Group) else None
        if kind is None and selected:
            kind = selected[-1].kind
        self._offer(menu, selected)
        if kind is not None:
            menu.addSeparator()
            shown = self._shown(kind)
            found = bool(self.filter.text().strip())
            words = (
                (self.tr("Include all found"), self.tr("Leave out all found"))
                if found
                else (self.tr("Include all"), self.tr("Leave out all"))
            )
            self._add(menu, words[0], lambda: self.decide(shown, True))
            self._add(menu, words[1], lambda: self.decide(shown, False))
            reset = self.tr("All as the flags say")
            self._add(menu, reset, lambda: self.decide(self._leaves[kind].values(), None))
        return menu

    def _offer(self, menu: QMenu, selected: list[Leaf]) -> None:
        if not selected:
            return
        self._add(menu, self.tr("Include"), lambda: self.decide(selected, True))
        self._add(menu, self.tr("Leave out"), lambda: self.decide(selected, False))
        self._add(menu, self.tr("As the flags say"), lambda: self.decide(selected, None))

    def _add(self, menu: QMenu, text: str, slot: Callable[[], None]) -> None:
        menu.addAction(text).triggered.connect(lambda _checked: slot())

    def _selected(self) -> list[Leaf]:
        return [row for row in self.tree.selectedItems() if isinstance(row, Leaf)]

    def _leaf_at(self, position: QPoint) -> Leaf | None:
        row = self.tree.itemAt(position)
        return row if isinstance(row, Leaf) else None


def _is_name(text: str) -> bool:
    """Say whether *text* is one of the system's names in brackets rather than a glob."""
    return text.startswith("[") and text.endswith("]") and text[1:-1].isidentifier()


def _literal(text: str) -> str:
    """Make *text* a glob for itself."""
    return text.replace("[", "[[]")
