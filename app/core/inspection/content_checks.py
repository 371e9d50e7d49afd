"""Do threads and modules make sense: what a debugger needs of them to show stacks and names."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..intervals import intersect, merged
from ..minidump.constants import MINIDUMP_STREAM_TYPE, PLATFORM_ID
from ..minidump.contexts import CONTEXT_OF, has_all_registers, is_of
from .dump_under_test import PAGE, auxiliary_value, listed
from .finding import Finding, error, gap, note, unknown, warning
from .image_checks import check_image_notes
from .machine_names import platform_name, processor_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dump_under_test import DumpUnderTest

_S = MINIDUMP_STREAM_TYPE
_AT_ENTRY: Final = 9


def check_threads(dump: DumpUnderTest) -> Iterator[Finding]:
    """There are threads, each once."""
    counts = Counter(thread.id for thread in dump.snapshot.threads)
    if not counts and dump.file.has_stream(_S.ThreadListStream):
        make = warning if dump.is_filtered else error
        yield make("The list of threads is empty: there is nothing to look at.")
    twice = [str(key) for key, count in counts.items() if count > 1]
    if twice:
        yield error(f"Threads stand in the list more than once: {listed(twice)}.")
    exception = dump.snapshot.exception
    if exception is not None and counts and exception.thread_id not in counts:
        yield note(f"The exception is of thread {exception.thread_id}, which is not in the dump.")


def check_understood(dump: DumpUnderTest) -> Iterator[Finding]:
    """The processor, the system and the registers are ones that we know."""
    if not dump.file.has_stream(_S.SystemInfoStream):
        return
    system = dump.snapshot.system
    architecture = system.processor_architecture
    processor = processor_name(architecture) or f"number {architecture}"
    if architecture not in CONTEXT_OF:
        yield unknown(
            f"Registers of this processor ({processor}) are not understood here. Threads, modules, "
            "memory and texts are read all the same."
        )
    else:
        foreign = [
            str(thread.id)
            for thread in dump.snapshot.threads
            if thread.context
            and len(thread.context) >= CONTEXT_OF[architecture].SIZE
            and not is_of(thread.context, architecture)
        ]
        if foreign:
            yield unknown(
                f"The registers of threads are not marked as those of this processor "
                f"({processor}), so they may be shown wrongly: {listed(foreign)}."
            )
    if not platform_name(system.platform_id):
        yield unknown(
            f"The system is not known (number {system.platform_id:#x}), so nobody can tell what "
            "its exceptions mean. All else is read as usual."
        )


def check_contexts(dump: DumpUnderTest) -> Iterator[Finding]:
    """Every thread has the registers of the machine's processor."""
    record = CONTEXT_OF.get(dump.snapshot.system.processor_architecture)
    architecture = dump.snapshot.system.processor_architecture
    without, outside, wrong, partly = [], [], [], []
    for thread, entry in zip(dump.snapshot.threads, dump.threads, strict=False):
        if not entry.context_rva or not entry.context_size:
            without.append(str(thread.id))
        elif not thread.context:
            outside.append(str(thread.id))
        elif record is not None and len(thread.context) < record.SIZE:
            wrong.append(f"{thread.id} ({len(thread.context)} bytes)")
        elif record is not None and not has_all_registers(thread.context, architecture):
            partly.append(str(thread.id))
    if without and dump.is_filtered:
        yield note(f"Threads without registers, as a filter asked for: {listed(without)}.")
    elif without:
        yield gap(f"Threads without registers: {listed(without)}.")
    if partly:
        yield gap(
            f"Of threads, only instruction and stack pointer are known, no other registers: "
            f"{listed(partly)}."
        )
    if outside:
        yield error(f"The registers of threads lie outside the file: {listed(outside)}.")
    if wrong and record is not None:
        yield warning(
            f"The registers of threads take fewer than {record.SIZE} bytes, so that several "
            f"readers show no stack for them: {listed(wrong)}."
        )


def check_pointers(dump: DumpUnderTest) -> Iterator[Finding]:
    """Stack pointers lead into stacks, instruction pointers into code."""
    known = merged((region.base, region.end) for region in dump.snapshot.regions)
    code = merged([*known, *((module.base, module.end) for module in dump.snapshot.modules)])
    overflowed, astray, lost = [], [], []
    for thread in dump.snapshot.threads:
        start, end = thread.stack
        if dump.snapshot.overflowed(thread):
            overflowed.append(str(thread.id))
        elif thread.stack_pointer and end > start and not start <= thread.stack_pointer < end:
            astray.append(str(thread.id))
        at = thread.instruction_pointer
        if at and not intersect([(at, at + 1)], code):
            lost.append(f"{thread.id} ({at:#x})")
    if overflowed:
        yield note(
            "The stack has overflowed: its pointer has run into the guard below, and the file has "
            f"what lies above. Threads: {listed(overflowed)}."
        )
    if astray:
        yield note(
            f"The stack pointer is outside the stack (a stack of the program's own): "
            f"{listed(astray)}."
        )
    if lost:
        yield note(f"Threads execute outside every module and region: {listed(lost)}.")


def check_stacks(dump: DumpUnderTest) -> Iterator[Finding]:
    """Stacks are stored; which ones were wanted is for the plan to say."""
    threads = list(zip(dump.snapshot.threads, dump.threads, strict=False))
    without = [
        str(thread.id)
        for thread, entry in threads
        if entry.stack_size
        and not (entry.stack_rva and entry.stack_rva + entry.stack_size <= dump.file.size)
        and not dump.holds(thread.stack)
    ]
    if without:
        yield warning(
            f"Stacks are not in the file, though their threads name them: {listed(without)}."
        )
    empty = [str(thread.id) for thread, entry in threads if not entry.stack_size]
    if empty and len(empty) == len(threads):
        yield dump.absent(
            "No thread has a stack in the file: only the top function of each is known."
        )
    elif empty and dump.is_filtered:
        yield note(f"Threads without a stack, as a filter asked for: {listed(empty)}.")
    elif empty:
        yield gap(f"Threads without a stack: {listed(empty)}.")


def check_modules(dump: DumpUnderTest) -> Iterator[Finding]:
    """Modules have a size and do not overlap."""
    modules = dump.snapshot.modules
    if not modules and dump.file.has_stream(_S.ModuleListStream):
        yield dump.absent("The list of modules is empty: no address can be traced to a function.")
    empty = [module.name for module in modules if not module.size]
    if empty:
        yield error(f"Modules of size 0, to which nothing can be traced: {listed(empty)}.")
    ordered = sorted(modules, key=lambda module: module.base)
    overlapping = [two.name for one, two in pairwise(ordered) if one.end > two.base]
    if overlapping:
        yield warning(
            f"Modules overlap those before them, so functions may be named wrongly: "
            f"{listed(overlapping)}."
        )


def check_main_module(dump: DumpUnderTest) -> Iterator[Finding]:
    """The program itself is the first module (Linux: the one that AT_ENTRY leads to)."""
    modules = dump.snapshot.modules
    entry = auxiliary_value(dump.snapshot, _AT_ENTRY)
    main = next((module for module in modules if module.base <= entry < module.end), None)
    if entry and main is not None and main is not modules[0]:
        yield warning(
            f"The first module is {modules[0].name}, but the program is {main.name}: debuggers "
            "take the first one for the program."
        )


def check_module_sizes(dump: DumpUnderTest) -> Iterator[Finding]:
    """A module reaches over all code that is mapped of its file (Linux).

    Writers other than ours leave away what follows the last segment, which nobody misses.
    """
    if dump.snapshot.system.platform_id != PLATFORM_ID.LINUX:
        return
    by_base = {region.base: region for region in dump.snapshot.regions}
    modules = {module.base: module for module in dump.snapshot.modules}
    cut = []
    for module in modules.values():
        end, code_end = module.base, 0
        while (region := by_base.get(end)) and region.path == module.name:
            end = region.end
            code_end = end if region.executable else code_end
            if end in modules:
                break
        if code_end > -(-module.end // PAGE) * PAGE:
            cut.append(f"{module.name} ({module.size:#x} of {end - module.base:#x})")
    if cut:
        yield warning(
            "Modules are recorded smaller than they are, so that functions in the rest cannot be "
            f"named: {listed(cut)}."
        )


CONTENT_CHECKS: Final = (
    check_threads,
    check_understood,
    check_contexts,
    check_pointers,
    check_stacks,
    check_modules,
    check_main_module,
    check_module_sizes,
    check_image_notes,
)
