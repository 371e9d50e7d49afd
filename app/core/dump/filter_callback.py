"""FilterSpec as a MiniDumpCallback.

A module that is left out is left out whole: IncludeModule refuses it, and its pages are taken out
through RemoveMemory or, in a full dump, through IncludeVmRegion. The same goes for the stack of a
thread that is left out, and on Windows for one that is only not to be written with its thread:
MiniDumpWriteDump takes no notice of that flag.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Generic, TypeVar

from ..intervals import merged, outside, subtract
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import THREAD_WRITE_FLAGS
from ..steps import steps
from .callback import NarrowCallback
from .dbgcore import whole_pages
from .filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from .globs import compiled
from .machine import is_windows
from .memory_rules import MemoryRules, Outcome
from .selection import thread_preset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..capture.snapshot import ProcessSnapshot, Region, Thread
    from ..intervals import Range
    from .callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MiniDumpCallback,
    )


_WITH_ALL_STACKS = (
    T.MiniDumpWithFullMemory
    | T.MiniDumpWithPrivateReadWriteMemory
    | T.MiniDumpWithPrivateWriteCopyMemory
)
"""Flags that want the memory of stacks for what it is, whoever's it may be."""

_Rule = TypeVar("_Rule", bound=ModuleRule | ThreadRule)


class _Rules(Generic[_Rule]):
    """The rules about modules or threads, found without trying each of hundreds on each of them.

    *keys* has the base or id that each rule is about, if it is about one.
    """

    def __init__(self, rules: Sequence[_Rule], keys: Iterable[int | None]) -> None:
        self._rules = rules
        self._exact: dict[int, list[int]] = {}
        self._named: list[int] = []
        for order, key in enumerate(steps(keys)):
            there = self._named if key is None else self._exact.setdefault(key, [])
            there.append(order)
        self._globs = compiled(tuple(rules[order].name for order in self._named))

    def of(self, name: str, key: int) -> list[_Rule]:
        """Give those that match, in order."""
        found = [self._named[number] for number in self._globs.matching(name)]
        exact = self._exact.get(key)
        return [self._rules[order] for order in (sorted([*found, *exact]) if exact else found)]


class FilterCallback(NarrowCallback):
    """Answers for *spec*. Call :meth:`refresh` when a newer snapshot of the target is known."""

    def __init__(
        self, spec: FilterSpec, snapshot: ProcessSnapshot | None = None, flags: int = 0
    ) -> None:
        """Answer for *spec* in a dump with effective *flags*."""
        self._flags = flags
        self._module_rules = _Rules(spec.modules, (rule.base for rule in spec.modules))
        self._thread_rules = _Rules(spec.threads, (rule.id for rule in spec.threads))
        self._memory_rules = MemoryRules(spec.memory)
        self._regions: Sequence[Region] | None = None
        self._outcome = Outcome([], [], [])
        self._module_names: dict[int, str] = {}
        self._thread_names: dict[int, str] = {}
        self._added: list[Range] = []
        self._removed: list[Range] = []
        self._holes: list[Range] = []
        self._pending_added = self._pending_removed = iter(self._added)
        answers: dict[C, MiniDumpCallback] = {
            C.IncludeModuleCallback: self._include_module,
            C.ModuleCallback: self._module,
            C.IncludeThreadCallback: self._include_thread,
            C.ThreadCallback: self._thread,
            C.MemoryCallback: self._memory,
            C.RemoveMemoryCallback: self._remove_memory,
            C.IncludeVmRegionCallback: self._include_vm_region,
        }
        self._answers = answers
        super().__init__(_kinds(spec), self._answer_any)
        if snapshot is not None:
            self.refresh(snapshot)

    def _answer_any(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        answer = self._answers.get(given.CallbackType)
        return True if answer is None else answer(given, output)

    def refresh(self, snapshot: ProcessSnapshot) -> None:
        """Take names and addresses from *snapshot* from now on.

        What has not changed since the last time is not matched again: the target may be waiting.
        """
        self._module_names = {module.base: module.name for module in steps(snapshot.modules)}
        self._thread_names = {thread.id: thread.name for thread in steps(snapshot.threads)}
        if self._regions is not snapshot.regions:
            self._outcome = self._memory_rules.outcome(snapshot.regions)
            self._regions = snapshot.regions
        lost = _lost(self._module_rules, self._thread_rules, snapshot)
        if is_windows(snapshot) and not self._flags & _WITH_ALL_STACKS:
            lost = merged([*lost, *self._stacks_not_written(snapshot)])
        self._added = self._outcome.added
        self._removed = merged([*self._outcome.removed, *subtract(lost, self._outcome.decided)])
        self._holes = self._removed
        if is_windows(snapshot):
            self._holes = whole_pages(self._removed, snapshot.system.page_size)
        self._pending_added = iter(self._added)
        self._pending_removed = iter(self._removed)

    def _stacks_not_written(self, snapshot: ProcessSnapshot) -> Iterator[Range]:
        """Give the stacks that rules take away from threads which stay."""
        preset = thread_preset(self._flags)
        for thread in steps(snapshot.threads):
            rules = self._thread_rules.of(thread.name, thread.id)
            if preset & ~write_flags(rules, preset) & THREAD_WRITE_FLAGS.ThreadWriteStack:
                yield _whole_stack(thread, snapshot)

    @property
    def excluded(self) -> list[tuple[MemoryRule, list[Range]]]:
        """What each rule about memory takes out, as far as no later one is about it, in order."""
        return self._outcome.excluded

    @property
    def removed(self) -> list[Range]:
        """All memory that the rules take out, merged; modules and stacks left out among it."""
        return self._removed

    @property
    def widened(self) -> list[Range]:
        """What goes out of a full dump besides, because Windows keeps or leaves whole pages."""
        return subtract(self._holes, self._removed)

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
        if region is None or not self._holes:
            return True
        whole = (region.BaseAddress, region.BaseAddress + region.RegionSize)
        # The first part that stays; what lies behind it is offered again.
        kept = next(outside(whole, self._holes), None)
        if kept is None:
            output.VmRegion = region._replace(RegionSize=0)
        elif kept != whole:
            start, end = kept
            output.VmRegion = region._replace(BaseAddress=start, RegionSize=end - start)
        return True


def _kinds(spec: FilterSpec) -> Iterator[C]:
    """Give what rules decide about; modules and threads that are left out take memory with them."""
    if spec.modules:
        yield from (C.IncludeModuleCallback, C.ModuleCallback)
    if spec.threads:
        yield from (C.IncludeThreadCallback, C.ThreadCallback)
    yield from (C.MemoryCallback, C.RemoveMemoryCallback, C.IncludeVmRegionCallback)


def write_flags(rules: Sequence[ModuleRule] | Sequence[ThreadRule], flags: int) -> int:
    """Give the write flags that *rules* make of those preset."""
    for rule in rules:
        flags = (flags | rule.set_flags) & ~rule.clear_flags
    return flags


def _included(rules: Sequence[ModuleRule] | Sequence[ThreadRule]) -> bool:
    said = [rule.include for rule in rules if rule.include is not None]
    return said[-1] if said else True


def _lost(
    module_rules: _Rules[ModuleRule],
    thread_rules: _Rules[ThreadRule],
    snapshot: ProcessSnapshot,
) -> list[Range]:
    """Give the memory of modules and threads that are left out."""
    modules = (
        (module.base, module.end)
        for module in steps(snapshot.modules)
        if not _included(module_rules.of(module.name, module.base))
    )
    stacks = (
        _whole_stack(thread, snapshot)
        for thread in steps(snapshot.threads)
        if not _included(thread_rules.of(thread.name, thread.id))
    )
    return merged(itertools.chain(modules, stacks))


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
