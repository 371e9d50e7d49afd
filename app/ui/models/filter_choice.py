"""What the user has decided in the tree: departures from what the flags would do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.ui.models.contents import Kind, Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.ui.models.contents import Contents, Item


class FilterChoice:
    """Decisions by kind and key: ``True`` in, ``False`` out, none: as the flags say.

    Modules and threads are in by themselves, so for them there is only out.
    """

    def __init__(self) -> None:
        """Decide nothing."""
        self._decided: dict[Kind, dict[int, bool]] = {kind: {} for kind in Kind}

    def __bool__(self) -> bool:
        return any(self._decided.values())

    def get(self, kind: Kind, key: int) -> bool | None:
        """Give the decision about an item, if there is one."""
        return self._decided[kind].get(key)

    def decided(self, kind: Kind) -> dict[int, bool]:
        """Give all decisions about one kind."""
        return self._decided[kind]

    def decide(self, kind: Kind, keys: Iterable[int], include: bool | None) -> None:
        """Put items in or out, or leave them to the flags again."""
        if include and kind is not Kind.REGION:
            include = None
        decided = self._decided[kind]
        for key in keys:
            if include is None:
                decided.pop(key, None)
            else:
                decided[key] = include

    def advance(self, kind: Kind, key: int, natural: Share) -> None:
        """Go to the next state of one item: out, in (memory only), then as the flags say.

        *natural* is what the flags alone take of it: what would change nothing is passed over.
        """
        include: bool | None
        now = self.get(kind, key)
        if now is None:
            include = natural is Share.NONE
        elif now is False and natural is Share.PART:
            include = True
        else:
            include = None
        self.decide(kind, [key], include)

    def to_spec(self, contents: Contents) -> FilterSpec:
        """Make the rules. What is not in *contents* any more is left out."""
        modules = self._lost(Kind.MODULE, contents)
        threads = self._lost(Kind.THREAD, contents)
        all_modules = modules and len(modules) == len(contents.items[Kind.MODULE])
        all_threads = threads and len(threads) == len(contents.items[Kind.THREAD])
        return FilterSpec(
            (ModuleRule("*", include=False),)
            if all_modules
            else tuple(ModuleRule(item.name, base=item.key, include=False) for item in modules),
            (ThreadRule("*", include=False),)
            if all_threads
            else tuple(ThreadRule(item.name, id=item.key, include=False) for item in threads),
            tuple(self._memory_rules(contents)),
        )

    def _lost(self, kind: Kind, contents: Contents) -> list[Item]:
        decided = self._decided[kind]
        return [item for item in contents.items[kind] if item.key in decided]

    def _memory_rules(self, contents: Contents) -> Iterator[MemoryRule]:
        """One rule for each run of neighbours with the same decision: rules are not free."""
        regions = contents.items[Kind.REGION]
        decided = self._decided[Kind.REGION]
        if regions and all(decided.get(region.key) is False for region in regions):
            yield MemoryRule("*", include=False)
            return
        for include, run in groupby(regions, lambda region: decided.get(region.key)):
            if include is None:
                continue
            first, *rest = run
            last = rest[-1] if rest else first
            yield MemoryRule(
                first.name if not rest else "*",
                address=first.key,
                size=last.key + last.size - first.key,
                include=include,
            )
