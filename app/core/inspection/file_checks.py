"""Is the file whole: streams that can be decoded, memory whose bytes are there."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ..dump.left_out import By
from ..dump.words import WHO
from ..errors import InvalidDumpError
from ..minidump.constants import MINIDUMP_STREAM_TYPE
from .dump_snapshot import writers_left_out, writers_soft_errors
from .dump_under_test import listed
from .finding import Finding, error, gap, note, warning
from .known_streams import ALWAYS, STREAMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .dump_under_test import DumpUnderTest

SOFT_ERRORS_TOLD: Final = 20

_S = MINIDUMP_STREAM_TYPE


def check_directory(dump: DumpUnderTest) -> Iterator[Finding]:
    """Every entry of the directory lies inside the file."""
    size = dump.file.size
    outside = [
        f"{entry.name} ({entry.rva + entry.size:#x})"
        for entry in dump.file.directory
        if entry.stream_type and entry.size and entry.rva + entry.size > size
    ]
    if outside:
        yield error(
            f"Streams should end behind the end of the file at {size:#x}, which was cut short: "
            f"{listed(outside)}."
        )


def check_streams(dump: DumpUnderTest) -> Iterator[Finding]:
    """Every stream can be decoded, and whatever it refers to lies inside the file."""
    told = set()
    for stream in STREAMS:
        if stream.read is None or not dump.file.has_stream(stream.type):
            continue
        try:
            stream.read(dump.file)
        except InvalidDumpError as problem:
            if problem.cause in told:  # two streams that are read together
                continue
            told.add(problem.cause)
            make = error if stream.vital else warning
            yield make(f"The stream {stream.type.name} is damaged: {problem.cause}")


def check_lost(dump: DumpUnderTest) -> Iterator[Finding]:
    """Texts and debug records can be read; each that cannot costs itself alone."""
    for what, times, cause in dump.file.lost:
        yield warning(f"Cannot be read, and is left empty ({what}, {times} in all): {cause}")


def check_needed_streams(dump: DumpUnderTest) -> Iterator[Finding]:
    """What every debugger needs is there, and what the header's flags promise."""
    for stream in STREAMS:
        kind, flag, loss = stream.type, stream.asked_by, stream.loss
        if flag is None or not loss or dump.file.has_stream(kind):
            continue
        if flag is ALWAYS:
            if not (kind == _S.ThreadListStream and dump.file.has_stream(_S.ThreadExListStream)):
                yield error(f"There is no {kind.name}: {loss}.")
        elif dump.file.header.Flags & flag:
            yield dump.absent(f"{flag.name} was asked for, but there is no {kind.name}: {loss}.")
    if not dump.file.has_stream(_S.MiscInfoStream) and not dump.snapshot.process_id:
        yield note("The process id is not in the file.")


def check_readers(dump: DumpUnderTest) -> Iterator[Finding]:
    """What some readers stumble over."""
    for text in dump.file.findings:
        if "end of the file" not in text:  # check_ranges says it with numbers
            yield note(text)
    far = dump.file.has_stream(_S.Memory64ListStream)
    if far and not dump.file.has_stream(_S.MemoryInfoListStream):
        yield note(
            "Memory64ListStream comes without MemoryInfoListStream; some readers (udmp-parser) "
            "refuse such a file. WinDbg and LLDB open it."
        )
    if far and dump.file.has_stream(_S.MemoryListStream):
        yield note("There are two lists of memory; readers differ in which one they use.")


def check_ranges(dump: DumpUnderTest) -> Iterator[Finding]:
    """Ranges have their bytes in the file and do not overlap."""
    size = dump.file.size
    lost = [range_ for range_ in dump.ranges if range_.rva + range_.size > size]
    if lost:
        missing = sum(min(r.size, r.rva + r.size - size) for r in lost)
        yield warning(
            f"{len(lost)} of {len(dump.ranges)} memory ranges pass the end of the file, "
            f"{missing} bytes are missing: the file was cut short. Threads and modules can be "
            "shown, but LLDB may show no memory at all."
        )
    ordered = sorted(range_ for range_ in dump.ranges if range_.size)
    overlaps = sum(one.address + one.size > other.address for one, other in pairwise(ordered))
    if overlaps:
        yield warning(
            f"{overlaps} memory ranges overlap their neighbours; some readers then ignore all "
            "memory."
        )
    if ordered and ordered[-1].address + ordered[-1].size > 1 << 64:
        yield error("A memory range passes the end of the address space.")


def check_memory_is_there(dump: DumpUnderTest) -> Iterator[Finding]:
    """There is memory, so that stacks can be walked."""
    if not any(range_.size for range_ in dump.ranges) and not any(
        thread.stack_size and thread.stack_rva for thread in dump.threads
    ):
        yield dump.absent("The file holds no memory: stacks cannot be shown.")


def check_soft_errors(dump: DumpUnderTest) -> Iterator[Finding]:
    """What the writer could not do."""
    try:
        problems = writers_soft_errors(dump.file)
    except InvalidDumpError:  # check_streams says so
        return
    for stage, problem, address, size in problems[:SOFT_ERRORS_TOLD]:
        where = f" ({size:,} bytes at {address:#x})" if size else ""
        yield gap(f"Not to be had ({stage or 'not said what'}): {problem}{where}")
    if len(problems) > SOFT_ERRORS_TOLD:
        yield gap(f"{len(problems) - SOFT_ERRORS_TOLD} more things were not to be had.")


def check_left_out(dump: DumpUnderTest) -> Iterator[Finding]:
    """What is not there on purpose: by whose will. It is no lack."""
    try:
        things = writers_left_out(dump.file)
    except InvalidDumpError:  # check_streams says so
        return
    named: dict[tuple[str, str], list[str]] = {}
    for thing in things:
        name = thing.name or (f"{thing.ranges[0][0]:#x}" if thing.ranges else thing.kind)
        source = thing.why if thing.by == By.SYSTEM else thing.source
        named.setdefault((thing.by, source), []).append(name)
    for (by, source), names in named.items():
        who = WHO.get(by, WHO[By.USER]).format(source=source)
        if by == By.SYSTEM:
            found = note(f"Left out on purpose, {who} ({source}): {listed(names)}.")
        else:
            found = note(f"Left out on purpose, {who}: {listed(names)}.")
        yield found._replace(left_out=True)


FILE_CHECKS: Final = (
    check_directory,
    check_needed_streams,
    check_streams,
    check_lost,
    check_ranges,
    check_memory_is_there,
    check_soft_errors,
    check_left_out,
    check_readers,
)
