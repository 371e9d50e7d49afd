"""What the system does not do of a request: said before a dump rather than promised.

For Windows as observed of dbgcore 10.0.22621. Our own writer does all of that; what a program keeps
from everybody it cannot store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..intervals import intersect, total
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import MODULE_WRITE_FLAGS as MW
from ..minidump.constants import THREAD_WRITE_FLAGS as TW
from .callback import MODULE_FLAG_NAMES, THREAD_FLAG_NAMES
from .filter_callback import FilterCallback, write_flags
from .flags import effective_flags
from .machine import is_windows
from .pieces import kept_secret
from .selection import module_preset, thread_preset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..capture.snapshot import ProcessSnapshot
    from .request import DumpRequest

CANNOT_ADD: Final = "Windows can only write less of single {0}, never more: {1} is not added ({2})."
STACK_STAYS: Final = "Windows stores the stack of a thread that is in the dump all the same ({0})."
HINT_STAYS: Final = "To Windows, {0} is only a hint: taking it away changes nothing ({1})."
SEGMENT_STAYS: Final = (
    "Windows takes no memory out of the segments of modules that are in the dump ({0})."
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
    *(CANNOT_ADD, STACK_STAYS, HINT_STAYS, SEGMENT_STAYS, OUT_OF_REACH, OTHER_SIDE, HIDDEN),
)
"""All that is said of what a dump will lack, for those who translate."""
_LISTED: Final = 3
_HINTS: Final = MW.ModuleReferencedByMemory | MW.ModuleWriteMiscRecord


def not_honoured(request: DumpRequest, snapshot: ProcessSnapshot) -> list[str]:
    """Give a sentence for each kind of thing that the system will not do with these flags.

    Raises InvalidRequestError for flags that are not valid.
    """
    flags = effective_flags(request.flags).flags
    if not is_windows(snapshot):
        size = total(kept_secret(snapshot, flags))
        return [HIDDEN.format(size >> 10)] if size else []
    if not request.filter:
        return []
    rules = FilterCallback(request.filter, snapshot)
    return [
        *_modules(rules, snapshot, flags),
        *_threads(rules, snapshot, flags),
        *_segments(rules, snapshot, flags),
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
        names[key]
        for key, got in wanted.items()
        if got & TW.ThreadWriteThread and preset & ~got & TW.ThreadWriteStack
    ]
    if kept:
        yield STACK_STAYS.format(listed(kept))


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


def _segments(rules: FilterCallback, snapshot: ProcessSnapshot, flags: int) -> Iterator[str]:
    """RemoveMemory cuts stacks, private memory and what callbacks added, but no segment."""
    if flags & T.MiniDumpWithFullMemory or not rules.removed:
        return
    preset = module_preset(flags)
    found = []
    for module in snapshot.modules:
        if not rules.includes_module(module.name, module.base):
            continue
        got = preset & write_flags(rules.module_rules(module.name, module.base), preset)
        stored = [
            (segment.address, segment.address + segment.size)
            for segment in module.segments
            if (segment.writable and got & MW.ModuleWriteDataSeg)
            or (segment.executable and got & MW.ModuleWriteCodeSegs)
        ]
        if any(intersect([each], rules.removed) for each in stored):
            found.append(_last(module.name))
    if found:
        yield SEGMENT_STAYS.format(listed(found))


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def listed(names: Iterable[str]) -> str:
    """Name the first few of *names*, each once, and count the others."""
    found = list(dict.fromkeys(names))
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return ", ".join(found[:_LISTED]) + more
