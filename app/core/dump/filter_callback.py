"""FilterSpec as a MiniDumpCallback.

A module that is left out is left out whole: IncludeModule refuses it, and its pages are taken out
through RemoveMemory or, in a full dump, through IncludeVmRegion. The same goes for the stack of a
thread that is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from ..intervals import intersect, merged, subtract
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from .filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule, glob_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..capture.snapshot import ProcessSnapshot, Thread
    from ..intervals import Range
    from .callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
    )


_Rule = TypeVar("_Rule", bound=ModuleRule | ThreadRule)


class _Rules(Generic[_Rule]):
    """The rules about modules or threads, found without trying each of hundreds on each of them.

    *keys* has the base or id that each rule is about, if it is about one.
    """

    def __init__(self, rules: Sequence[_Rule], keys: Iterable[int | None]) -> None:
        self._general: list[tuple[int, _Rule]] = []
        self._exact: dict[int, list[tuple[int, _Rule]]] = {}
        for order, (rule, key) in enumerate(zip(rules, keys, strict=True)):
            rules_there = self._general if key is None else self._exact.setdefault(key, [])
            rules_there.append((order, rule))

    def of(self, name: str, key: int) -> list[_Rule]:
        """Give those that match, in order."""
        found = [item for item in self._general if item[1].matches(name, key)]
        found = sorted([*found, *self._exact.get(key, ())], key=lambda item: item[0])
        return [rule for _, rule in found]


class FilterCallback:
    """Answers for *spec*. Call :meth:`refresh` when a newer snapshot of the target is known."""

    def __init__(self, spec: FilterSpec, snapshot: ProcessSnapshot) -> None:
        self._spec = spec
        self._module_rules = _Rules(spec.modules, (rule.base for rule in spec.modules))
        self._thread_rules = _Rules(spec.threads, (rule.id for rule in spec.threads))
        self._added: list[Range] = []
        self._removed: list[Range] = []
        self._answers: dict[C, Callable[[MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT], bool]]
        self._answers = {
            C.IncludeModuleCallback: self._include_module,
            C.ModuleCallback: self._module,
            C.IncludeThreadCallback: self._include_thread,
            C.ThreadCallback: self._thread,
            C.MemoryCallback: self._memory,
            C.RemoveMemoryCallback: self._remove_memory,
            C.IncludeVmRegionCallback: self._include_vm_region,
        }
        self.refresh(snapshot)

    def __call__(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        """Answer one callback."""
        answer = self._answers.get(given.CallbackType)
        return True if answer is None else answer(given, output)

    def refresh(self, snapshot: ProcessSnapshot) -> None:
        """Take names and addresses from *snapshot* from now on."""
        self._module_names = {module.base: module.name for module in snapshot.modules}
        self._thread_names = {thread.id: thread.name for thread in snapshot.threads}
        self._added, self._removed = _memory_sets(
            self._spec, self._module_rules, self._thread_rules, snapshot
        )
        self._pending_added = iter(self._added)
        self._pending_removed = iter(self._removed)

    @property
    def removed(self) -> list[Range]:
        """All memory that the rules take out, merged; modules and stacks left out among it."""
        return self._removed

    def module_rules(self, name: str, base: int) -> list[ModuleRule]:
        """Give the rules about a module, in order."""
        return self._module_rules.of(name, base)

    def thread_rules(self, name: str, thread_id: int) -> list[ThreadRule]:
        """Give the rules about a thread, in order."""
        return self._thread_rules.of(name, thread_id)

    def includes_module(self, name: str, base: int) -> bool:
        """Say whether a module is in the dump."""
        return _included(self.module_rules(name, base))

    def includes_thread(self, name: str, thread_id: int) -> bool:
        """Say whether a thread is in the dump."""
        return _included(self.thread_rules(name, thread_id))

    def _include_module(
        self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT
    ) -> bool:
        base = given.detail.BaseOfImage
        return self._decide_module(self._module_names.get(base, ""), base, output)

    def _module(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        # Asked only by writers that did not ask before; FALSE would fail the dump of others.
        if not self._decide_module(given.detail.FullPath, given.detail.BaseOfImage, output):
            output.ModuleWriteFlags = 0
        return True

    def _decide_module(self, name: str, base: int, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        rules = self._module_rules.of(name, base)
        output.ModuleWriteFlags = write_flags(rules, output.ModuleWriteFlags)
        return _included(rules)

    def _include_thread(
        self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT
    ) -> bool:
        return self._decide_thread(given.detail.ThreadId, output)

    def _thread(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if not self._decide_thread(given.detail.ThreadId, output):
            output.ThreadWriteFlags = 0
        return True

    def _decide_thread(self, thread_id: int, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        name = self._thread_names.get(thread_id, "")
        rules = self._thread_rules.of(name, thread_id)
        output.ThreadWriteFlags = write_flags(rules, output.ThreadWriteFlags)
        return _included(rules)

    def _memory(self, _given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        output.MemoryBase, end = next(self._pending_added, (0, 0))
        output.MemorySize = end - output.MemoryBase
        return True

    def _remove_memory(
        self, _given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT
    ) -> bool:
        output.MemoryBase, end = next(self._pending_removed, (0, 0))
        output.MemorySize = end - output.MemoryBase
        return True

    def _include_vm_region(
        self, _given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT
    ) -> bool:
        output.Continue = True
        region = output.VmRegion
        if region is None or not self._removed:
            return True
        whole = (region.BaseAddress, region.BaseAddress + region.RegionSize)
        kept = subtract([whole], self._removed)
        if not kept:
            output.VmRegion = region._replace(RegionSize=0)
        elif kept[0] != whole:
            # The first part that stays; what lies behind it is offered again.
            start, end = kept[0]
            output.VmRegion = region._replace(BaseAddress=start, RegionSize=end - start)
        return True


def write_flags(rules: Sequence[ModuleRule] | Sequence[ThreadRule], flags: int) -> int:
    """Give the write flags that *rules* make of those preset."""
    for rule in rules:
        flags = (flags | rule.set_flags) & ~rule.clear_flags
    return flags


def _included(rules: Sequence[ModuleRule] | Sequence[ThreadRule]) -> bool:
    said = [rule.include for rule in rules if rule.include is not None]
    return said[-1] if said else True


def _memory_sets(
    spec: FilterSpec,
    module_rules: _Rules[ModuleRule],
    thread_rules: _Rules[ThreadRule],
    snapshot: ProcessSnapshot,
) -> tuple[list[Range], list[Range]]:
    """Work out what the rules add and what they take away, the last rule winning."""
    added: list[Range] = []
    lost_modules = [
        (module.base, module.end)
        for module in snapshot.modules
        if not _included(module_rules.of(module.name, module.base))
    ]
    lost_stacks = [
        _whole_stack(thread, snapshot)
        for thread in snapshot.threads
        if not _included(thread_rules.of(thread.name, thread.id))
    ]
    removed = merged([*lost_modules, *lost_stacks])
    for rule in spec.memory:
        ranges = merged(_ranges_of(rule, snapshot))
        if rule.include:
            added = merged(added + ranges)
            removed = subtract(removed, ranges)
        else:
            removed = merged(removed + ranges)
            added = subtract(added, ranges)
    return added, removed


def _whole_stack(thread: Thread, snapshot: ProcessSnapshot) -> Range:
    """Give a thread's stack with what functions that returned have left below the stack pointer.

    Where the mapping holds nothing but the stack, that is: it is the main thread's, or memory that
    nobody may touch guards its low end.
    """
    start, end = thread.stack
    region = snapshot.region_at(start)
    if end and region is not None and end <= region.end:
        below = snapshot.region_at(region.base - 1)
        guarded = below is not None and not below.readable and not below.writable
        if guarded or region.path == "[stack]":
            start = region.base
    return start, end


def _ranges_of(rule: MemoryRule, snapshot: ProcessSnapshot) -> list[Range]:
    if rule.size:
        wanted = [(rule.address, rule.address + rule.size)]
        if not rule.include:
            return wanted
        return intersect(wanted, merged((r.base, r.end) for r in snapshot.regions if r.readable))
    return [
        (region.base, region.end)
        for region in snapshot.regions
        if glob_matches(rule.name, region.path) and (region.readable or not rule.include)
    ]
