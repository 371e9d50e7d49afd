"""Does the file hold what was asked for: the plan and the file, compared value by value."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..intervals import merged, subtract, total
from ..minidump.constants import (
    MINIDUMP_STREAM_TYPE,
    MINIDUMP_TYPE,
    THREAD_WRITE_FLAGS,
    stream_name,
)
from .dump_under_test import listed
from .finding import Finding, note, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dump.plan import DumpPlan
    from .dump_under_test import DumpUnderTest

_TW = THREAD_WRITE_FLAGS
_PROMISED: Final = frozenset(
    {
        MINIDUMP_STREAM_TYPE.HandleDataStream,
        MINIDUMP_STREAM_TYPE.MemoryInfoListStream,
        MINIDUMP_STREAM_TYPE.ThreadInfoListStream,
    }
)
"""Streams that somebody asked for by a flag, and that every DbgHelp since 6.1 can write."""
_OPTIONAL: Final = frozenset(
    {MINIDUMP_STREAM_TYPE.UnusedStream, MINIDUMP_STREAM_TYPE.MozSoftErrors}
)


def check_size(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """The file is as long as planned."""
    size, planned = dump.file.size, plan.file_size
    if size < planned:
        yield warning(f"The file has {size:,} bytes instead of {planned:,}: it was cut short.")
    elif size > planned:
        yield warning(f"The file has {size:,} bytes instead of {planned:,}.")


def check_flags(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """The header records the flags."""
    if dump.file.header.Flags != plan.effective.flags:
        yield warning(
            f"The file records the flags {dump.file.header.Flags:#x} "
            f"instead of {int(plan.effective.flags):#x}."
        )


def check_streams(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """Every stream is there; the one for soft errors only where there were any."""
    asked = Counter(stream.type for stream in plan.streams if stream.type not in _OPTIONAL)
    found = Counter(
        entry.stream_type for entry in dump.file.directory if entry.stream_type not in _OPTIONAL
    )
    for difference, text in ((asked - found, "missing"), (found - asked, "there unasked")):
        if difference:
            yield warning(f"Streams are {text}: {listed([*map(stream_name, difference)])}.")


def check_ranges(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """All memory is there, and none that was to be left out."""
    asked = merged((piece.start, piece.end) for piece in plan.ranges)
    missing = subtract(asked, dump.stored)
    if missing:
        yield warning(
            f"{total(missing):,} bytes of memory are missing, "
            f"from {listed([hex(start) for start, _ in missing])} on."
        )
    surplus = subtract(dump.stored, asked)
    if surplus:
        yield warning(
            f"{total(surplus):,} bytes of memory are in the file that were not asked for, "
            f"from {listed([hex(start) for start, _ in surplus])} on."
        )


def check_threads(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """The threads are those asked for, with stacks and registers."""
    asked = {thread.id: thread for thread in plan.threads if thread.included}
    found = {thread.id: thread for thread in dump.snapshot.threads}
    yield from _compare("Threads", {str(key) for key in asked}, {str(key) for key in found})
    both = [(asked[key], found[key]) for key in asked.keys() & found.keys()]
    full = plan.effective.flags & MINIDUMP_TYPE.MiniDumpWithFullMemory
    stackless = [
        str(a.id)
        for a, f in both
        if (full or a.flags & _TW.ThreadWriteStack)
        and f.stack[0] == f.stack[1] > 0
        and dump.holds((f.stack[0], f.stack[0] + 1))
    ]
    if stackless:
        yield warning(f"Threads have lost their stacks: {listed(stackless)}.")
    without = [str(a.id) for a, f in both if a.flags & _TW.ThreadWriteContext and not f.context]
    if without:
        yield warning(f"Threads have lost their registers: {listed(without)}.")


def check_modules(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """The modules are those asked for."""
    asked = {f"{m.name} at {m.base:#x}" for m in plan.modules if m.included}
    names = {module.base: module.name for module in plan.modules}
    found = {
        f"{names.get(module.base, module.name)} at {module.base:#x}"
        for module in dump.snapshot.modules
    }
    yield from _compare("Modules", asked, found)


def check_promised_streams(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """The streams that flags ask for are there, whoever wrote the dump."""
    asked = {stream.type for stream in plan.streams} & _PROMISED
    missing = [kind for kind in sorted(asked) if not dump.file.has_stream(kind)]
    if missing:
        yield warning(f"Streams are missing: {listed([*map(stream_name, missing)])}.")


def check_left_out(dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """Nothing that was to be left out is there, whoever wrote the dump."""
    modules = {module.base: module.name for module in plan.modules if not module.included}
    found = {module.base for module in dump.snapshot.modules}
    threads = {thread.id for thread in plan.threads if not thread.included}
    there = {thread.id for thread in dump.snapshot.threads}
    yield from _compare("Modules", set(), {modules[base] for base in modules.keys() & found})
    yield from _compare("Threads", set(), {str(key) for key in threads & there})


def check_unmatched(_dump: DumpUnderTest, plan: DumpPlan) -> Iterator[Finding]:
    """Each rule that was to leave something out by its name has found it."""
    for rule in plan.unmatched:
        yield note(rule.sentence)


def _compare(what: str, asked: set[str], found: set[str]) -> Iterator[Finding]:
    if missing := sorted(asked - found):
        yield warning(f"{what} are missing: {listed(missing)}.")
    if surplus := sorted(found - asked):
        yield warning(f"{what} are in the file that were to be left out: {listed(surplus)}.")


PLAN_CHECKS: Final = (
    check_size,
    check_flags,
    check_streams,
    check_ranges,
    check_threads,
    check_modules,
    check_unmatched,
)
ESTIMATE_CHECKS: Final = (check_promised_streams, check_left_out, check_unmatched)
"""Where the plan was an estimate: the checks that hold all the same."""
