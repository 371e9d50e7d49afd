"""What the user has decided in the tree: departures from what flags and rules would do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ...core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from .contents import Kind, Share
from .module_scope import PortableNames, literal_glob

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .contents import Contents, Item


class PartsDecision(NamedTuple):
    """Write flags that the user set and cleared."""

    set_flags: int = 0
    clear_flags: int = 0

    def apply(self, flags: int) -> int:
        """Give *flags* as decided."""
        return (flags | self.set_flags) & ~self.clear_flags


class FilterState(NamedTuple):
    """All decisions at one moment, to come back to."""

    decided: dict[Kind, dict[int, bool]]
    parts: dict[Kind, dict[int, PartsDecision]]


class FilterChoice:
    """Decisions by kind and key: ``True`` in, ``False`` out, none: as flags and rules say.

    Modules and threads are in by themselves; unless ``rules`` speak of them there is only out.
    """

    def __init__(self) -> None:
        """Decide nothing."""
        self.rules = FilterSpec()
        """Rules in front of the decisions, which win."""
        self._decided: dict[Kind, dict[int, bool]] = {kind: {} for kind in Kind}
        self._parts: dict[Kind, dict[int, PartsDecision]] = {kind: {} for kind in Kind}

    def __bool__(self) -> bool:
        return any(self._decided.values()) or any(self._parts.values())

    def state(self) -> FilterState:
        """Give a copy of all decisions."""
        return FilterState(
            {kind: dict(decided) for kind, decided in self._decided.items()},
            {kind: dict(parts) for kind, parts in self._parts.items()},
        )

    def restore(self, state: FilterState) -> None:
        """Decide as in *state*."""
        self._decided = {kind: dict(decided) for kind, decided in state.decided.items()}
        self._parts = {kind: dict(parts) for kind, parts in state.parts.items()}

    def get(self, kind: Kind, key: int) -> bool | None:
        """Give the decision about an item, if there is one."""
        return self._decided[kind].get(key)

    def parts(self, kind: Kind, key: int) -> PartsDecision:
        """Give the decision about the parts of an item."""
        return self._parts[kind].get(key, _AS_IT_IS)

    def decided(self, kind: Kind) -> dict[int, bool]:
        """Give all decisions about one kind, those about parts apart."""
        return self._decided[kind]

    def changed(self, kind: Kind) -> set[int]:
        """Give the keys of all items that something was decided about."""
        return self._decided[kind].keys() | self._parts[kind].keys()

    def decide(self, kind: Kind, keys: Iterable[int], include: bool | None) -> None:
        """Put items in or out, or leave them to the flags again, their parts as well."""
        kept = include
        if include and kind is not Kind.REGION and not getattr(self.rules, kind.value):
            kept = None
        decided, parts = self._decided[kind], self._parts[kind]
        for key in keys:
            if include is None:
                parts.pop(key, None)
            if kept is None:
                decided.pop(key, None)
            else:
                decided[key] = kept

    def advance(self, kind: Kind, key: int, natural: Share) -> None:
        """Go to the next state of one item: out, in (where that says something), as the flags say.

        *natural* is what flags and rules take of it: what would change nothing is passed over.
        """
        include: bool | None
        now = self.get(kind, key)
        if now is None:
            include = natural is Share.NONE
        elif now is False and natural is Share.PART:
            include = True
        else:
            include = None
        parts = self._parts[kind].get(key)
        self.decide(kind, [key], include)
        if parts is not None:
            self._parts[kind][key] = parts

    def decide_part(self, kind: Kind, keys: Iterable[int], bit: int, on: bool | None) -> None:
        """Set or clear a write flag of items, or leave it to the flags again (None)."""
        for key in keys:
            before = self.parts(kind, key)
            after = PartsDecision(
                before.set_flags | bit if on else before.set_flags & ~bit,
                before.clear_flags | bit if on is False else before.clear_flags & ~bit,
            )
            if after == _AS_IT_IS:
                self._parts[kind].pop(key, None)
            else:
                self._parts[kind][key] = after

    def to_spec(self, contents: Contents) -> FilterSpec:
        """Make the rules. What is not in *contents* any more is left out."""
        return self.rules + FilterSpec(
            tuple(self._module_rules(contents)),
            tuple(self._thread_rules(contents)),
            tuple(self._memory_rules(contents)),
        )

    def to_portable_spec(self, contents: Contents) -> tuple[FilterSpec, int]:
        """Make rules that mean the same in another process; and count decisions that cannot.

        Modules, threads and memory go by their names there: addresses and ids change, and so do
        folders and versions.
        """
        files, mapped = (
            PortableNames(item.name for item in contents.items[kind])
            for kind in (Kind.MODULE, Kind.REGION)
        )
        modules = tuple(
            ModuleRule(files.glob(rule.name), None, rule.include, rule.set_flags, rule.clear_flags)
            for rule in self._module_rules(contents)
        )
        threads = tuple(
            ThreadRule(_literal(rule.name), None, rule.include, rule.set_flags, rule.clear_flags)
            for rule in self._thread_rules(contents)
            if rule.name
        )
        regions = self._decided[Kind.REGION]
        named = {item.name: regions[item.key] for item in self._of(Kind.REGION, contents, regions)}
        memory = tuple(
            MemoryRule(mapped.glob(name), include=include)
            for name, include in named.items()
            if name
        )
        nameless = sum(
            not item.name
            for kind in (Kind.THREAD, Kind.REGION)
            for item in self._of(kind, contents, self.changed(kind))
        )
        rules, bound = _without_addresses(self.rules)
        return rules + FilterSpec(modules, threads, memory), nameless + bound

    def _of(self, kind: Kind, contents: Contents, keys: Iterable[int]) -> list[Item]:
        wanted = set(keys)
        return [item for item in contents.items[kind] if item.key in wanted] if wanted else []

    def _module_rules(self, contents: Contents) -> Iterator[ModuleRule]:
        if self._all_out(Kind.MODULE, contents):
            yield ModuleRule("*", include=False)
            return
        for item in self._of(Kind.MODULE, contents, self.changed(Kind.MODULE)):
            yield ModuleRule(
                item.name,
                item.key,
                self.get(Kind.MODULE, item.key),
                *self.parts(Kind.MODULE, item.key),
            )

    def _thread_rules(self, contents: Contents) -> Iterator[ThreadRule]:
        if self._all_out(Kind.THREAD, contents):
            yield ThreadRule("*", include=False)
            return
        for item in self._of(Kind.THREAD, contents, self.changed(Kind.THREAD)):
            yield ThreadRule(
                item.name,
                item.key,
                self.get(Kind.THREAD, item.key),
                *self.parts(Kind.THREAD, item.key),
            )

    def _all_out(self, kind: Kind, contents: Contents) -> bool:
        decided, items = self._decided[kind], contents.items[kind]
        return bool(items) and all(decided.get(item.key) is False for item in items)

    def _memory_rules(self, contents: Contents) -> Iterator[MemoryRule]:
        """One rule for each run of neighbours with the same decision: rules are not free."""
        regions = contents.items[Kind.REGION]
        decided = self._decided[Kind.REGION]
        if not decided:
            return  # as a rule, and this is asked for at every tick
        if self._all_out(Kind.REGION, contents):
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


_AS_IT_IS = PartsDecision()


def _without_addresses(rules: FilterSpec) -> tuple[FilterSpec, int]:
    """Give those of *rules* that go by names, and count the others."""
    kept = FilterSpec(
        tuple(rule for rule in rules.modules if rule.base is None),
        tuple(rule for rule in rules.threads if rule.id is None),
        tuple(rule for rule in rules.memory if not rule.size),
    )
    count = sum(len(part) for part in (rules.modules, rules.threads, rules.memory))
    return kept, count - sum(len(part) for part in (kept.modules, kept.threads, kept.memory))


def _literal(name: str) -> str:
    """Make *name* a glob for itself alone; that of all stays."""
    return name if name == "*" else literal_glob(name)
