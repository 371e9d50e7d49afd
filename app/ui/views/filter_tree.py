"""Saying what goes in, part two: the tree of modules, threads and memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QToolButton,
    QTreeWidgetItem,
    QWidget,
)

from ...core.dump.filter import FilterSpec
from .. import theme
from ..dressing import call, hear_keys, passing_menu
from ..layouts import in_column, in_row
from ..models.contents import Contents, Estimate, Kind, Share
from ..models.filter_choice import FilterChoice, FilterState
from ..models.module_scope import ModuleScope, scope_rules
from .elided_label import ElidedLabel
from .filter_rows import Group, Leaf, part_of
from .filter_view import FilterView
from .scope_buttons import ScopeButtons
from .tree_rows import TreeRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_NOTHING: Final = Contents(None, dict.fromkeys(Kind, ()))
_PARTS: Final = {Kind.MODULE: "modules", Kind.THREAD: "threads", Kind.REGION: "memory"}
"""Which part of the rules speaks of a kind."""


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
    rules_cleared = Signal()
    """The user wants all of a kind as the flags say: rules about it hold here no more."""
    row_changed = Signal()
    """What is shown of the rows may have changed, that of the chosen one among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._contents: Contents | None = None
        self._choices: dict[object, FilterChoice] = {}
        self._left: dict[object, FilterSpec] = {}
        """What was decided about processes that were shown before."""
        self._rules = FilterSpec()
        self._scope = ModuleScope.ALL
        self.scope_buttons = ScopeButtons()
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.only_changed = QToolButton()
        self.bar = QWidget()
        """What narrows the tree; it may stand elsewhere."""
        self.tree = FilterView()
        self.sum = ElidedLabel()
        """How what the parts add makes up the whole."""
        self._rows = TreeRows(self.tree, self._toggle_group)
        self.slices = self._rows.slices
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(self.filter_changed)
        self._narrow = QTimer(self, singleShot=True, interval=120)
        self._narrow.timeout.connect(lambda: self._rows.find(self.filter.text().strip()))
        self._arrange()
        self.tree.itemChanged.connect(self._on_item_changed)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.filter.textChanged.connect(lambda _text: self._narrow.start())
        self.scope_buttons.chosen.connect(self.set_scope)
        self.only_changed.toggled.connect(self._rows.show_only_changed)
        self._rows.refreshed.connect(self.row_changed)
        keys = ((Qt.Key.Key_Down, self.tree.enter), (Qt.Key.Key_Escape, self.filter.clear))
        hear_keys(self.filter, keys)
        self.clear()

    # ---------------------------------------------------------------------------- from outside

    @property
    def choice(self) -> FilterChoice:
        """What is decided about the process shown."""
        return self._rows.choice

    def spec(self) -> FilterSpec:
        """Give all that is decided about the process shown, as rules of a dump."""
        return self.choice.to_spec(self._contents) if self._contents else FilterSpec()

    def spec_of(self, key: object, executable: str, rules: FilterSpec) -> FilterSpec:
        """Give all that is decided about a process, as rules of a dump, behind its own *rules*.

        It need not be the one shown, and of that one nothing need be known yet.
        """
        if self._contents is not None and self._contents.key == key:
            return self.spec()
        before = rules + scope_rules(self._scope, executable)
        return before + self._left.get(key, FilterSpec())

    def changed_parts(self) -> int:
        """Count what was decided about one by one."""
        return sum(len(self.choice.changed(kind)) for kind in Kind)

    def portable_spec(self) -> tuple[FilterSpec, int]:
        """Give the decisions as rules for other processes; and how many cannot be put that way."""
        contents = self._contents or _NOTHING
        self._apply_rules()
        return self.choice.to_portable_spec(contents)

    def state(self) -> TreeState:
        """Give all decisions about the process shown."""
        return TreeState(self._rules, self._scope, self.choice.state())

    def restore(self, state: TreeState) -> None:
        """Decide as in *state*."""
        self.choice.restore(state.decisions)
        self._put_rules(state.rules, state.scope)

    def set_rules(self, rules: FilterSpec) -> None:
        """Put *rules*, those of a recipe, in front of what is decided about the process shown."""
        if rules != self._rules:
            self._put_rules(rules, self._scope)

    def set_scope(self, scope: ModuleScope) -> None:
        """Leave out modules by their folders."""
        self._put_rules(self._rules, scope)

    def _put_rules(self, rules: FilterSpec, scope: ModuleScope) -> None:
        self._rules, self._scope = rules, scope
        self.scope_buttons.show_scope(scope)
        self._apply_rules()
        self._decided([leaf for kind in Kind for leaf in self._rows.of(kind)])

    def _apply_rules(self) -> None:
        modules = self._contents.items[Kind.MODULE] if self._contents else ()
        executable = modules[0].name if modules else ""
        self.choice.rules = self._rules + scope_rules(self._scope, executable)

    def clear(self) -> None:
        """Show no process."""
        if self._contents is not None:
            self.choice.rules = FilterSpec()
            self._left[self._contents.key] = self.choice.to_spec(self._contents)
        self.show_contents(_NOTHING)
        self._contents = None

    def show_contents(self, contents: Contents) -> None:
        """Show a process; one that is shown already keeps its rows and their place."""
        known = self._contents is not None and self._contents.key == contents.key
        self._contents = contents
        if not known:
            self.sum.show_text("")
            self._rows.choice = self._choices.setdefault(contents.key, FilterChoice())
        self._apply_rules()
        self._rows.fill(contents, known=known)

    def show_estimate(self, estimate: Estimate) -> None:
        """Show what each item adds."""
        if self._contents is not None and estimate.key == self._contents.key:
            self._rows.renew(estimate)
            sizes = (estimate.file_size, *estimate.shares())
            text = self.tr("{0} = modules {1} + threads {2} + other memory {3} + streams {4}")
            self.sum.show_text(text.format(*map(theme.binary_size, sizes)))

    def settle(self) -> None:
        """Have all rows there, and show all that there is to show of them, at once."""
        self._rows.make()
        self.slices.settle()

    def note_of(self, leaf: Leaf) -> str:
        """Say why some boxes of a row cannot be cleared; empty if they can."""
        if not leaf.written & self._rows.implied(leaf.kind):
            return ""
        return self.tr("Full memory holds its code and data, whatever is ticked here.")

    def leaf(self, kind: Kind, key: int) -> Leaf | None:
        """Give the row of an item."""
        return self._rows.leaf(kind, key)

    def leaves(self, kind: Kind) -> list[Leaf]:
        """Give all rows of a kind."""
        return self._rows.of(kind)

    def group(self, kind: Kind) -> Group:
        """Give the top row of a kind."""
        return self._rows.groups[kind]

    # -------------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        self.filter.setPlaceholderText(self.tr("Find: libssl*, worker-?, [heap]"))
        self.filter.setAccessibleName(self.tr("Find modules, threads and memory"))
        self.only_changed.setText(self.tr("Changed"))
        self.only_changed.setCheckable(True)
        self.only_changed.setAutoRaise(True)
        self.only_changed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        call(self.only_changed, self.tr("Only what I changed"))
        parts = ((self.filter, 1), self.scope_buttons, self.only_changed)
        in_row(*parts, on=self.bar, gap=theme.GRID // 2)
        self.sum.setContentsMargins(theme.GRID, 0, theme.GRID, 0)
        self.sum.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.sum.setFont(theme.with_tabular_figures(self.sum.font()))
        in_column(self.bar, (self.tree, 1), self.sum, on=self, gap=theme.GRID // 2)

    # ----------------------------------------------------------------------------- deciding

    def _on_item_changed(self, row: QTreeWidgetItem, column: int) -> None:
        if not isinstance(row, Leaf) or row.is_shown_as(column):
            return
        row.forget(column)  # the box shows what Qt made of the click, which may be something else
        part = part_of(row.kind, column)
        if part is not None and part.bit & self._rows.implied(row.kind):
            self._rows.show_again(row)  # full memory holds it, whatever is ticked
            return
        if part is not None:
            selected = [leaf for leaf in self.tree.selected() if leaf.kind is row.kind]
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
        leaves = self._rows.found(kind)
        part = part_of(kind, column)
        if part is not None:
            inside = [leaf for leaf in leaves if leaf.share is not Share.NONE]
            if inside and not part.bit & self._rows.implied(kind):
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
        self._rows.show_decided(leaves)
        self.row_changed.emit()
        self._tell.start()

    # -------------------------------------------------------------------------------- the menu

    def _menu(self, position: QPoint) -> None:
        self.make_menu(position).popup(self.tree.viewport().mapToGlobal(position))

    def make_menu(self, position: QPoint) -> QMenu:
        """Make the context menu for what is selected and what is at *position*."""
        selected = self.tree.selected()
        menu = passing_menu(self)
        clicked = self.tree.itemAt(position)
        kind = clicked.kind if isinstance(clicked, Group) else None
        if kind is None and selected:
            kind = selected[-1].kind
        self._offer(menu, selected)
        if kind is not None:
            menu.addSeparator()
            shown = self._rows.found(kind)
            found = bool(self.filter.text().strip())
            words = (
                (self.tr("Include all found"), self.tr("Leave out all found"))
                if found
                else (self.tr("Include all"), self.tr("Leave out all"))
            )
            self._add(menu, words[0], lambda: self.decide(shown, True))
            self._add(menu, words[1], lambda: self.decide(shown, False))
            reset = self.tr("All as the flags say")
            self._add(menu, reset, lambda: self.as_the_flags_say(kind))
        return menu

    def as_the_flags_say(self, kind: Kind) -> None:
        """Undo whatever speaks of *kind*: decisions, the rules of a recipe, scopes of modules."""
        rules = replace(self._rules, **{_PARTS[kind]: ()})
        scope = ModuleScope.ALL if kind is Kind.MODULE else self._scope
        self._put_rules(rules, scope)
        self.rules_cleared.emit()
        self.decide(self._rows.of(kind), None)

    def _offer(self, menu: QMenu, selected: list[Leaf]) -> None:
        if not selected:
            return
        self._add(menu, self.tr("Include"), lambda: self.decide(selected, True))
        self._add(menu, self.tr("Leave out"), lambda: self.decide(selected, False))
        self._add(menu, self.tr("As the flags say"), lambda: self.decide(selected, None))

    def _add(self, menu: QMenu, text: str, slot: Callable[[], None]) -> None:
        menu.addAction(text).triggered.connect(lambda _checked: slot())
