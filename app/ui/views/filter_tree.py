"""Saying what goes in, part two: the tree of modules, threads and memory."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontDatabase, QHelpEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QToolButton,
    QToolTip,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.core.dump.filter import FilterSpec
from app.ui import theme
from app.ui.core_texts import core_text
from app.ui.models.contents import Contents, Cost, Estimate, Item, Kind, Share, detail
from app.ui.models.filter_choice import FilterChoice, FilterState
from app.ui.models.module_scope import ModuleScope, scope_rules
from app.ui.models.write_parts import MOST, PARTS, explained, heading
from app.ui.views.filter_rows import (
    BYTES,
    COLUMNS,
    FIRST_PART,
    NAME,
    NUMBER,
    WHY,
    Group,
    Leaf,
    RoomyRows,
)
from app.ui.views.slices import Slices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from app.ui.models.write_parts import Part

_NAME_WIDTH: Final = 23 * theme.GRID
_WHY_WIDTH: Final = 15 * theme.GRID
"""Pixels that are left for the last column, if there are that many."""
_SLICE: Final = 200
"""So many rows are made or changed before the window gets its turn."""


class TreeState(NamedTuple):
    """All that is decided in the tree at one moment."""

    rules: FilterSpec
    scope: ModuleScope
    decisions: FilterState


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
        self._rules = FilterSpec()
        self._scope = ModuleScope.ALL
        self.scopes = {
            ModuleScope.WITHOUT_SYSTEM: QToolButton(),
            ModuleScope.APPLICATION: QToolButton(),
        }
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
        for scope, button in self.scopes.items():
            button.clicked.connect(
                lambda on, scope=scope: self.set_scope(scope if on else ModuleScope.ALL)
            )
        self.clear()

    # ---------------------------------------------------------------------------- from outside

    def spec(self) -> FilterSpec:
        """Give the decisions as rules of a dump."""
        return self.choice.to_spec(self._contents) if self._contents else FilterSpec()

    def portable_spec(self) -> tuple[FilterSpec, int]:
        """Give the decisions as rules for other processes; and how many cannot be put that way."""
        return self.choice.to_portable_spec(self._contents) if self._contents else (self._rules, 0)

    def rules_for(self, executable: str) -> FilterSpec:
        """Give the rules that hold for any process, for the program *executable*."""
        return self._rules + scope_rules(self._scope, executable)

    def state(self) -> TreeState:
        """Give all decisions about the process shown."""
        return TreeState(self._rules, self._scope, self.choice.state())

    def restore(self, state: TreeState) -> None:
        """Decide as in *state*."""
        self.choice.restore(state.decisions)
        self._put_rules(state.rules, state.scope)

    def set_rules(self, rules: FilterSpec) -> None:
        """Put *rules*, those of a recipe, in front of what is decided for each process."""
        self._put_rules(rules, self._scope)

    def set_scope(self, scope: ModuleScope) -> None:
        """Leave out modules by their folders."""
        self._put_rules(self._rules, scope)

    def _put_rules(self, rules: FilterSpec, scope: ModuleScope) -> None:
        self._rules, self._scope = rules, scope
        for which, button in self.scopes.items():
            button.setChecked(which is scope)
        self._apply_rules()
        self._decided([leaf for leaves in self._leaves.values() for leaf in leaves.values()])

    def _apply_rules(self) -> None:
        modules = self._contents.items[Kind.MODULE] if self._contents else ()
        self.choice.rules = self.rules_for(modules[0].name if modules else "")

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
        self._apply_rules()
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
        tree.setColumnCount(COLUMNS)
        tree.setHeaderLabels([self.tr("Include"), self.tr("Adds"), self.tr("Why"), *[""] * MOST])
        tree.setUniformRowHeights(True)
        tree.setMinimumHeight(12 * theme.GRID)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.setFont(theme.with_tabular_figures(tree.font()))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.customContextMenuRequested.connect(self._menu)
        tree.installEventFilter(self)
        tree.viewport().installEventFilter(self)
        tree.setItemDelegate(RoomyRows(tree))
        tree.headerItem().setTextAlignment(BYTES, NUMBER)
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        widest = tree.fontMetrics().horizontalAdvance("1,023.9 MiB")
        tree.setColumnWidth(BYTES, widest + 2 * theme.GRID)
        header.setMinimumSectionSize(3 * theme.GRID)
        box = tree.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        metrics = header.fontMetrics()
        for index in range(MOST):
            column, text = FIRST_PART + index, heading(index)
            tree.headerItem().setText(column, text)
            tree.headerItem().setToolTip(column, theme.tooltip(explained(index)))
            # Beside the name, in front of the sizes.
            header.moveSection(header.visualIndex(column), index + 1)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            widest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
            tree.setColumnWidth(column, max(box, widest) + theme.GRID * 3 // 2)
        tree.addTopLevelItems(list(self._groups.values()))
        self._groups[Kind.MODULE].setExpanded(True)
        words = {
            ModuleScope.WITHOUT_SYSTEM: (
                self.tr("No system"),
                self.tr("Leave out system libraries"),
                self.tr("Leaves out modules in the folders of the system's libraries."),
            ),
            ModuleScope.APPLICATION: (
                self.tr("Only mine"),
                self.tr("Only my application's modules"),
                self.tr("Leaves out all modules that are not the application's own."),
            ),
        }
        for scope, button in self.scopes.items():
            short, name, help_ = words[scope]
            button.setText(short)
            button.setCheckable(True)
            button.setAccessibleName(name)
            button.setAccessibleDescription(help_)
            button.setToolTip(theme.tooltip(f"{name}\n{help_}"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID // 2, 0, 0)
        layout.setSpacing(theme.GRID // 2)
        row = QHBoxLayout()
        row.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        row.setSpacing(theme.GRID // 2)
        row.addWidget(self.filter, 1)
        for button in self.scopes.values():
            row.addWidget(button)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Divide the room between the columns, once it is known."""
        super().showEvent(event)
        if not self._divided:
            self._divided = True
            parts = sum(self.tree.columnWidth(column) for column in range(FIRST_PART, COLUMNS))
            others = self.tree.columnWidth(BYTES) + parts + _WHY_WIDTH
            room = self.tree.viewport().width() - others
            self.tree.setColumnWidth(NAME, max(room, _NAME_WIDTH))

    def _part(self, kind: Kind, column: int) -> Part | None:
        index = column - FIRST_PART
        return PARTS[kind][index] if 0 <= index < len(PARTS[kind]) else None

    def _step(self, event: QKeyEvent) -> bool:
        """Go from box to box within a row by the arrow keys."""
        row, column = self.tree.currentItem(), self.tree.currentColumn()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step or not isinstance(row, Leaf | Group):
            return False
        columns = [NAME, *range(FIRST_PART, FIRST_PART + len(PARTS[row.kind]))]
        place = columns.index(column) if column in columns else 0
        goal = place + step
        if isinstance(row, Group) and (
            not row.isExpanded() or (step < 0 and place == 0)
        ):  # it opens and closes
            return False
        if not 0 <= goal < len(columns) or (place == 0 and step < 0):
            return False
        index = self.tree.indexFromItem(row, columns[goal])
        self.tree.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.NoUpdate
        )
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make tooltips when they are asked for: there may be thousands of rows."""
        if isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress and watched is self.tree
            return (pressed and self._step(event)) or super().eventFilter(watched, event)
        if isinstance(event, QHelpEvent) and watched is self.tree.viewport():
            leaf = self._leaf_at(event.pos())
            text = self._tooltip(leaf) if leaf else ""
            part = self._part(leaf.kind, self.tree.columnAt(event.pos().x())) if leaf else None
            if part is not None:
                text = part.explained()
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
        if PARTS[leaf.kind]:
            flags = leaf.written
            if self._estimate is not None:
                flags = self._estimate.write_flags[leaf.kind].get(leaf.item.key, 0)
            elif leaf.share is Share.NONE:
                flags = 0
            else:
                flags = self.choice.parts(leaf.kind, leaf.item.key).apply(flags)
            leaf.show_flags(flags)

    def _share(self, leaf: Leaf, decided: bool | None) -> Share:
        if decided is None:
            return leaf.natural
        return Share.ALL if decided else Share.NONE

    def _why(self, leaf: Leaf, decided: bool | None, cost: Cost | None) -> str:
        if decided is False:
            return self.tr("left out by you")
        if decided:
            return self.tr("added by you")
        why = leaf.why if cost is None else core_text(cost.reason)
        return self.tr("parts chosen by you") if self._has_own_parts(leaf) else why

    def _has_own_parts(self, leaf: Leaf) -> bool:
        return bool(PARTS[leaf.kind]) and any(self.choice.parts(leaf.kind, leaf.item.key))

    def _title(self, kind: Kind, size: int | None = None) -> None:
        group, count = self._groups[kind], len(self._leaves[kind])
        names = {
            Kind.MODULE: self.tr("Modules ({0})"),
            Kind.THREAD: self.tr("Threads ({0})"),
            Kind.REGION: self.tr("Memory ({0})"),
        }
        group.setText(NAME, names[kind].format(theme.whole_number(count)))
        decided = len(self.choice.changed(kind))
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
        if not isinstance(row, Leaf) or row.is_shown_as(column):
            return
        row.forget(column)  # the box shows what Qt made of the click, which may be something else
        part = self._part(row.kind, column)
        if part is not None:
            selected = [leaf for leaf in self._selected() if leaf.kind is row.kind]
            self.decide_part(selected if row in selected else [row], part.bit, row)
            return
        self.choice.advance(row.kind, row.item.key, row.natural)
        self._decided([row])

    def decide_part(self, leaves: list[Leaf], bit: int, like: Leaf) -> None:
        """Turn a write flag of rows: what is decided, back; anything else, the other way.

        All become what the row *like* becomes.
        """
        kind, on = like.kind, not like.written & bit
        own = self.choice.parts(kind, like.item.key)
        back = bool((own.set_flags | own.clear_flags) & bit)
        keys = [leaf.item.key for leaf in leaves]
        self.choice.decide_part(kind, keys, bit, None if back else on)
        for leaf in leaves:
            leaf.written = leaf.written | bit if on else leaf.written & ~bit
        self._decided(leaves)

    def _toggle_group(self, kind: Kind, column: int) -> None:
        leaves = self._shown(kind)
        part = self._part(kind, column)
        if part is not None:
            inside = [leaf for leaf in leaves if leaf.share is not Share.NONE]
            if inside:
                least = next((leaf for leaf in inside if not leaf.written & part.bit), inside[0])
                self.decide_part(inside, part.bit, least)
            return
        changed = self.choice.changed(kind)
        decided = any(leaf.item.key in changed for leaf in leaves)
        self.decide(leaves, None if decided else False)

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
