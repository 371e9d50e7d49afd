"""What the system does not do of a request: said before a dump rather than promised.

For Windows as observed of dbgcore 10.0.22621. Our own writer does all of that; what a program keeps
from everybody it cannot store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..intervals import intersect, merged, total
from ..minidump.constants import MODULE_WRITE_FLAGS as MW
from ..minidump.constants import THREAD_WRITE_FLAGS as TW
from .dbgcore import NEVER_CUT
from .filter_callback import write_flags
from .flags import effective_flags
from .machine import is_windows
from .pieces import kept_secret
from .selection import module_preset, thread_preset
from .write_flags import MODULE_FLAG_NAMES, THREAD_FLAG_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..capture.snapshot import ProcessSnapshot
    from .filter_callback import FilterCallback
    from .pieces import MemoryChoice
    from .request import DumpRequest

CANNOT_ADD: Final = "Windows can only write less of single {0}, never more: {1} is not added ({2})."
STACK_STAYS: Final = "Windows stores the stack of a thread that is in the dump all the same ({0})."
HINT_STAYS: Final = "To Windows, {0} is only a hint: taking it away changes nothing ({1})."
STAYS: Final = (
    "Windows does not cut {0} out of a dump: {1} bytes of what is left out stay in it ({2}). They "
    "can be blanked."
)
BLANKED: Final = (
    "Windows does not cut {0} out of a dump: {1} bytes of what is left out are overwritten with "
    "zeros instead ({2})."
)
WIDENED: Final = (
    "Windows leaves out whole pages of a full dump: {0} bytes next to what is left out go with it."
)
OUT_OF_REACH: Final = (
    "Windows does not give full access to threads ({0}): their registers and stacks may be missing."
)
OTHER_SIDE: Final = (
    "It is a 32-bit process: the dump shows it from the 64-bit side of Windows. In WinDbg, "
    "!wow64exts.sw switches."
)
HIDDEN: Final = (
    "The program keeps {0} KiB of its memory from everybody else (memfd_secret): the dump will "
    "lack them."
)
SENTENCES: Final = (
    *(CANNOT_ADD, STACK_STAYS, HINT_STAYS, STAYS, BLANKED, WIDENED),
    *(OUT_OF_REACH, OTHER_SIDE, HIDDEN),
    *NEVER_CUT.values(),
)
"""All that is said of what a dump will lack, for those who translate."""
_LISTED: Final = 3
_HINTS: Final = MW.ModuleReferencedByMemory | MW.ModuleWriteMiscRecord


def not_honoured(
    request: DumpRequest,
    snapshot: ProcessSnapshot,
    memory: MemoryChoice,
    rules: FilterCallback | None = None,
) -> list[str]:
    """Give a sentence for each kind of thing that the system will not do with these flags.

    *memory* and *rules* are those of the plan. Raises InvalidRequestError for flags that are not
    valid.
    """
    flags = effective_flags(request.flags).flags
    if not is_windows(snapshot):
        size = total(kept_secret(snapshot, flags))
        return [HIDDEN.format(size >> 10)] if size else []
    if not request.filter or rules is None:
        return []
    return [
        *_modules(rules, snapshot, flags),
        *_threads(rules, snapshot, flags),
        *_stays(request, snapshot, memory),
        *_widened(rules, memory),
    ]


def _modules(rules: FilterCallback, snapshot: ProcessSnapshot, flags: int) -> Iterator[str]:
    preset = module_preset(flags)
    wanted = {
        module.base: write_flags(rules.module_rules(module.name, module.base), preset)
        for module in snapshot.modules
        if rules.includes_module(module.name, module.base)
    }
    names = {module.base: _last(module.name) for module in snapshot.modules}
    yield from _additions("modules", wanted, names, preset, MODULE_FLAG_NAMES)
    for word, flag in MODULE_FLAG_NAMES.items():
        found = [names[base] for base, got in wanted.items() if preset & ~got & flag & _HINTS]
        if found:
            yield HINT_STAYS.format(word, listed(found))


def _threads(rules: FilterCallback, snapshot: ProcessSnapshot, flags: int) -> Iterator[str]:
    preset = thread_preset(flags)
    wanted = {
        thread.id: write_flags(rules.thread_rules(thread.name, thread.id), preset)
        for thread in snapshot.threads
        if rules.includes_thread(thread.name, thread.id)
    }
    names = {thread.id: str(thread.id) for thread in snapshot.threads}
    yield from _additions("threads", wanted, names, preset, THREAD_FLAG_NAMES)
    kept = [
        thread
        for thread in snapshot.threads
        if wanted.get(thread.id, 0) & TW.ThreadWriteThread
        and preset & ~wanted[thread.id] & TW.ThreadWriteStack
        and not intersect([thread.stack], rules.removed)
    ]
    if kept:
        yield STACK_STAYS.format(listed(names[thread.id] for thread in kept))


def _additions(
    what: str,
    wanted: Mapping[int, int],
    names: Mapping[int, str],
    preset: int,
    words: Mapping[str, int],
) -> Iterator[str]:
    for word, flag in words.items():
        found = [names[key] for key, got in wanted.items() if got & ~preset & flag]
        if found:
            yield CANNOT_ADD.format(what, word, listed(found))


def _stays(request: DumpRequest, snapshot: ProcessSnapshot, memory: MemoryChoice) -> Iterator[str]:
    """Name what RemoveMemory cannot cut: kind by kind, with the mappings or modules it is in."""
    for kind, what in NEVER_CUT.items():
        kept = merged((p.start, p.end) for p in memory.stays if p.kind == kind)
        if kept:
            sentence = BLANKED if request.blank else STAYS
            names = listed(filter(None, (_place(start, snapshot) for start, _ in kept)))
            yield sentence.format(what, total(kept), names)


def _widened(rules: FilterCallback, memory: MemoryChoice) -> Iterator[str]:
    if more := total(intersect(memory.removed, rules.widened)):
        yield WIDENED.format(more)


def _place(address: int, snapshot: ProcessSnapshot) -> str:
    region = snapshot.region_at(address)
    return (_last(region.path) if region is not None else "") or hex(address)


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def listed(names: Iterable[str]) -> str:
    """Name the first few of *names*, each once, and count the others."""
    found = list(dict.fromkeys(names))
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return ", ".join(found[:_LISTED]) + more
