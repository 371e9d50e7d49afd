"""What the filter tree shows of a process: rows made, renewed and found, a slice at a time."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QFontDatabase

from ...core.dump.selection import INCLUDED
from .. import theme
from ..core_texts import reasons_text
from ..models.contents import Contents, Cost, Estimate, Item, Kind, Share
from ..models.filter_choice import FilterChoice
from ..models.write_parts import PARTS
from .filter_rows import BYTES, NAME, WHY, Group, Leaf
from .slices import Slices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .filter_view import FilterView

_SLICE: Final = 200
"""So many rows are made or changed before the window gets its turn."""


class TreeRows(QObject):
    """Fills a :class:`FilterView` from contents, an estimate and what was decided."""

    refreshed = Signal()
    """All rows show what there is to show of them."""

    def __init__(self, view: FilterView, toggled: Callable[[Kind, int], None]) -> None:
        """Show nothing yet; a click on a group's box goes to *toggled*."""
        super().__init__(view)
        self._view = view
        self._unmade: Contents | None = None
        """What rows are made of once somebody looks at them: 3,000 regions take 5 MiB."""
        self._leaves: dict[Kind, dict[int, Leaf]] = {kind: {} for kind in Kind}
        self._filling = False
        self._pattern = ""
        self._only_changed = False
        self.groups = {kind: Group(kind, toggled) for kind in Kind}
        self.slices = Slices(self)
        self.choice = FilterChoice()
        self.estimate: Estimate | None = None
        view.addTopLevelItems(list(self.groups.values()))
        view.shown.connect(self.make)
        self.groups[Kind.MODULE].setExpanded(True)

    def of(self, kind: Kind) -> list[Leaf]:
        """Give all rows of a kind."""
        return list(self._leaves[kind].values())

    def leaf(self, kind: Kind, key: int) -> Leaf | None:
        """Give the row of an item."""
        return self._leaves[kind].get(key)

    def found(self, kind: Kind) -> list[Leaf]:
        """Give the rows of a kind that the filter box leaves in view."""
        return [leaf for leaf in self._leaves[kind].values() if not leaf.isHidden()]

    def fill(self, contents: Contents, *, known: bool) -> None:
        """Show *contents*; of a process that is *known*, rows keep their place."""
        self.estimate = None
        if self._view.isVisible() or (known and self._unmade is None):
            self._begin(contents, known=known)
            return
        self._unmade = contents
        self._filling = False
        self.slices.stop()
        for kind, group in self.groups.items():
            group.takeChildren()
            self._leaves[kind].clear()

    def make(self) -> None:
        """Make the rows: somebody looks at them."""
        if self._unmade is not None:
            self._begin(self._unmade, known=False)

    def _begin(self, contents: Contents, *, known: bool) -> None:
        self._unmade = None
        self._filling = True
        self.slices.begin(self._fill(contents, known=known))

    def renew(self, estimate: Estimate) -> None:
        """Show what each item adds."""
        self.estimate = estimate
        if not self._filling and self._unmade is None:  # else this follows of itself
            self.slices.begin(self._refresh())

    def show_again(self, leaf: Leaf) -> None:
        """Show a row as it is: Qt has made something else of a click."""
        costs = self.estimate.costs[leaf.kind] if self.estimate is not None else {}
        self._show(leaf, costs.get(leaf.item.key))

    def show_decided(self, leaves: list[Leaf]) -> None:
        """Show what was decided about rows; what they add is not known any more."""
        self.estimate = None  # it is about other decisions; the next one is asked for now
        self._show_all(leaves[:_SLICE], {})
        if len(leaves) > _SLICE and not self._filling:
            self.slices.begin(self._refresh())
        for kind in {leaf.kind for leaf in leaves}:
            self._title(kind)

    def find(self, text: str) -> None:
        """Leave only rows in view that match *text*, part of a name or a glob."""
        special = any(character in text for character in "*?[")
        self._pattern = text if special and not _is_name(text) else f"*{_literal(text)}*"
        if not text:
            self._pattern = ""
        self._narrow()

    def show_only_changed(self, on: bool) -> None:
        """Leave only rows in view that something was decided about, or all."""
        self._only_changed = on
        self._narrow()

    def implied(self, kind: Kind) -> int:
        """Give the write flags of a *kind* that are as good as set, whatever is decided."""
        return self.estimate.implied.get(kind, 0) if self.estimate is not None else 0

    # ----------------------------------------------------------------------------- the slices

    def _fill(self, contents: Contents, *, known: bool) -> Iterator[None]:
        for kind, items in contents.items.items():
            leaves, group = self._leaves[kind], self.groups[kind]
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
        self._narrow()
        self._filling = False
        yield from self._refresh()

    def _drop(self, kind: Kind, items: dict[int, Item]) -> None:
        """Take out rows of what is not there any more or has become something else."""
        leaves, group = self._leaves[kind], self.groups[kind]
        for key, leaf in list(leaves.items()):
            new = items.get(key)
            if new is None or new[:-1] != leaf.item[:-1]:
                group.removeChild(leaf)
                del leaves[key]
            else:
                leaf.item = new

    def _refresh(self) -> Iterator[None]:
        for kind, leaves in self._leaves.items():
            costs = self.estimate.costs[kind] if self.estimate else {}
            rows = iter(leaves.values())
            while batch := list(islice(rows, _SLICE)):
                self._show_all(batch, costs)
                yield
            total = sum(cost.bytes for cost in costs.values())
            self._title(kind, total if self.estimate else None)
        self.refreshed.emit()

    # ----------------------------------------------------------------------------- single rows

    def _show_all(self, leaves: list[Leaf], costs: dict[int, Cost]) -> None:
        """Change many rows at the price of one: the view hears nothing and draws once."""
        blocker = QSignalBlocker(self._view.model())
        for leaf in leaves:
            self._show(leaf, costs.get(leaf.item.key))
        blocker.unblock()
        self._view.viewport().update()

    def _show(self, leaf: Leaf, cost: Cost | None) -> None:
        decided = self.choice.get(leaf.kind, leaf.item.key)
        if not PARTS[leaf.kind]:
            if leaf.told == (decided, cost):
                return  # as most of thousands are
            leaf.told = decided, cost
        if decided is None and cost is not None:
            leaf.natural = cost.share
        why = self._why(leaf, decided, cost)
        leaf.show(_share(leaf, decided), cost, why, out=self._is_out(leaf, decided, cost))
        if PARTS[leaf.kind]:
            flags = leaf.written
            if self.estimate is not None:
                flags = self.estimate.write_flags[leaf.kind].get(leaf.item.key, 0)
                flags |= self.implied(leaf.kind) if flags else 0
            elif leaf.share is Share.NONE:
                flags = 0
            else:
                flags = self.choice.parts(leaf.kind, leaf.item.key).apply(flags)
            leaf.show_flags(flags)

    def _why(self, leaf: Leaf, decided: bool | None, cost: Cost | None) -> str:
        if cost is not None and cost.stays:
            text = (
                self.tr("left out, but Windows stores {0} of it: blanked")
                if cost.blank
                else self.tr("left out, but Windows stores {0} of it")
            )
            return text.format(theme.binary_size(cost.stays))
        if decided is False:
            return self.tr("left out by you")
        if decided:
            return self.tr("added by you")
        if PARTS[leaf.kind] and any(self.choice.parts(leaf.kind, leaf.item.key)):
            return self.tr("parts chosen by you")
        if cost is None:
            return leaf.why
        # That the rest is in goes without saying.
        return "" if cost.reason == INCLUDED else reasons_text(cost.reason)

    @staticmethod
    def _is_out(leaf: Leaf, decided: bool | None, cost: Cost | None) -> bool:
        """Say whether somebody left it out, rather than that the flags do not ask for it."""
        if decided is not None:
            return not decided
        nothing = cost is not None and cost.share is Share.NONE
        return nothing and leaf.kind is not Kind.REGION

    def _title(self, kind: Kind, size: int | None = None) -> None:
        group, count = self.groups[kind], len(self._leaves[kind])
        names = {
            Kind.MODULE: self.tr("Modules ({0})"),
            Kind.THREAD: self.tr("Threads ({0})"),
            Kind.REGION: self.tr("Memory ({0})"),
        }
        told = theme.whole_number(count)
        if self._pattern or self._only_changed:
            found = theme.whole_number(len(self.found(kind)))
            told = self.tr("{0} of {1} found").format(found, told)
        group.setText(NAME, names[kind].format(told))
        decided = len(self.choice.changed(kind))
        group.setText(WHY, self.tr("{0} changed by you").format(decided) if decided else "")
        if size is not None:
            group.setText(BYTES, theme.binary_size(size) if size else "")

    def _narrow(self) -> None:
        for kind, leaves in self._leaves.items():
            shown = 0
            changed = self.choice.changed(kind) if self._only_changed else None
            for leaf in leaves.values():
                found = not self._pattern or leaf.matches(self._pattern)
                found = found and (changed is None or leaf.item.key in changed)
                shown += found
                if leaf.isHidden() == found:
                    leaf.setHidden(not found)
            if self._pattern or self._only_changed:
                self.groups[kind].setExpanded(bool(shown))
            self._title(kind)


def _share(leaf: Leaf, decided: bool | None) -> Share:
    if decided is None:
        return leaf.natural
    return Share.ALL if decided else Share.NONE


def _is_name(text: str) -> bool:
    """Say whether *text* is one of the system's names in brackets rather than a glob."""
    return text.startswith("[") and text.endswith("]") and text[1:-1].isidentifier()


def _literal(text: str) -> str:
    """Make *text* a glob for itself."""
    return text.replace("[", "[[]")
