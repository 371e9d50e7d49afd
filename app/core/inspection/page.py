"""All that a page about a dump shows, read once: small enough to cross to the window."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from ..errors import InvalidDumpError
from ..intervals import intersect, merged, subtract, total
from ..minidump.constants import stream_name
from ..value import dataclass
from .dump_snapshot import snapshot_of, writers_left_out
from .explained import explained
from .known_streams import ALWAYS, MAY_BE_EMPTY, STREAMS
from .verify import verify
from .whereabouts import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..capture.snapshot import ProcessSnapshot
    from ..dump.left_out import LeftOut
    from ..intervals import Range
    from ..minidump.reader import MinidumpFile
    from .cause import Cause
    from .finding import Verdict

T = TypeVar("T")

ROWS: Final = 100_000
"""Rows of one table that are shown: an honest dump has fewer."""
_TEXT: Final = 100_000
"""Characters of a comment that are shown."""


class StreamRow(NamedTuple):
    """A stream that is in the file, or was asked for."""

    stream_type: int
    name: str
    size: int
    rva: int
    asked_by: str
    """The flag that asks for it, ``always``, ``user`` or, if nothing does, empty."""
    written: bool
    expected: bool
    """Whether it is amiss if it is not written."""


@dataclass(frozen=True, slots=True)
class DumpPage:
    """A dump as people look at it. Sizes in bytes, times in Unix seconds."""

    path: str
    file_size: int
    modified: float
    flags: int
    """MINIDUMP_TYPE, as the header has it."""
    snapshot: ProcessSnapshot
    streams: tuple[StreamRow, ...]
    ranges: int
    """How many pieces of memory are stored."""
    kinds: dict[str, int]
    """What the stored memory is → bytes; with ``streams`` for all that is no memory."""
    region_stored: tuple[int, ...]
    """Bytes stored of each region of the snapshot."""
    region_first: tuple[int, ...]
    """Where in each region of the snapshot the first stored byte is; its base if there is none."""
    stack_stored: tuple[int, ...]
    """Bytes stored of the stack of each thread of the snapshot."""
    module_stored: tuple[int, ...]
    """Bytes stored inside each module of the snapshot."""
    comments: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    """What is not there on purpose."""
    verdict: Verdict
    cause: Cause
    """What happened."""
    places: Whereabouts
    """What lies at an address."""
    cut: tuple[str, ...]
    """Lists of which only the first ROWS are here."""


def read_page(path: str, file: MinidumpFile) -> DumpPage:
    """Read the page about *file*, open at *path*. Raises OutputError if it vanished meanwhile."""
    whole = snapshot_of(file)
    cause = explained(file, whole)
    snapshot, cut = _shortened(whole)
    try:
        ranges = file.memory_ranges()
    except InvalidDumpError:  # a finding of the verdict
        ranges = ()
    # Of a file that was cut short, what is there.
    stored = merged(
        (address, address + min(size, file.size - rva))
        for address, size, rva in ranges
        if rva < file.size
    )
    covered = _Covered(stored)
    return DumpPage(
        path=path,
        file_size=file.size,
        modified=Path(path).stat().st_mtime,
        flags=file.header.Flags,
        snapshot=snapshot,
        streams=stream_rows(file),
        ranges=len(ranges),
        kinds={**memory_kinds(snapshot, stored), "streams": max(0, file.size - total(stored))},
        region_stored=tuple(covered.within(r.base, r.end) for r in snapshot.regions),
        region_first=tuple(covered.first(r.base, r.end) for r in snapshot.regions),
        stack_stored=tuple(covered.within(*thread.stack) for thread in snapshot.threads),
        module_stored=tuple(covered.within(m.base, m.end) for m in snapshot.modules),
        comments=_comments(file),
        left_out=_left_out(file),
        verdict=verify(path),
        cause=cause,
        places=Whereabouts(snapshot, file.read_memory),
        cut=cut,
    )


def memory_kinds(snapshot: ProcessSnapshot, stored: Iterable[Range]) -> dict[str, int]:
    """Say what the *stored* memory is: kind → bytes, each byte once, kinds of 0 bytes left out."""
    regions, modules = snapshot.regions, snapshot.modules
    images = merged((module.base, module.end) for module in modules)
    spans: tuple[tuple[str, Iterable[Range]], ...] = (
        ("stack", (thread.stack for thread in snapshot.threads)),
        ("code", intersect(((r.base, r.end) for r in regions if r.executable), images)),
        ("data", intersect(((r.base, r.end) for r in regions if r.writable), images)),
        ("constants", images),
        ("heap", ((r.base, r.end) for r in regions if r.path == "[heap]")),
        ("private", ((r.base, r.end) for r in regions if r.anonymous and r.writable)),
        ("files", ((r.base, r.end) for r in regions if not r.anonymous)),
    )
    rest = list(stored)
    kinds: dict[str, int] = {}
    for kind, ranges in spans:
        area = merged(ranges)
        kinds[kind] = total(intersect(rest, area))
        rest = subtract(rest, area)
    kinds["other"] = total(rest)
    return {kind: size for kind, size in kinds.items() if size}


def stream_rows(file: MinidumpFile) -> tuple[StreamRow, ...]:
    """List what is in the directory, and behind it what the flags ask for and is not there."""
    asked = {
        int(stream.type): "always" if stream.asked_by is ALWAYS else str(stream.asked_by.name)
        for stream in STREAMS
        if stream.asked_by is not None
        and (stream.asked_by is ALWAYS or file.header.Flags & stream.asked_by)
    }
    users = {entry.stream_type for entry in file.user_streams}
    rows = [
        StreamRow(
            entry.stream_type,
            entry.name,
            entry.size,
            entry.rva,
            asked.get(entry.stream_type, "user" if entry.stream_type in users else ""),
            written=True,
            expected=True,
        )
        for entry in file.directory[:ROWS]
        if entry.stream_type
    ]
    rows += [
        StreamRow(
            kind,
            stream_name(kind),
            0,
            0,
            why,
            written=False,
            expected=kind not in MAY_BE_EMPTY,
        )
        for kind, why in asked.items()
        if not file.has_stream(kind)
    ]
    return tuple(rows)


class _Covered:
    """How many bytes of a span are covered by sorted ranges."""

    def __init__(self, ranges: list[Range]) -> None:
        self._ranges = ranges
        self._starts = [start for start, _ in ranges]
        self._before = [0, *accumulate(end - start for start, end in ranges)]

    def within(self, start: int, end: int) -> int:
        return self._up_to(end) - self._up_to(start) if end > start else 0

    def first(self, start: int, end: int) -> int:
        """Give the first covered address of a span, or its start."""
        index = max(0, bisect_right(self._starts, start) - 1)
        for low, high in self._ranges[index : index + 2]:
            if high > start and low < end:
                return max(low, start)
        return start

    def _up_to(self, address: int) -> int:
        index = bisect_right(self._starts, address) - 1
        if index < 0:
            return 0
        start, end = self._ranges[index]
        return self._before[index] + min(address, end) - start


def _shortened(snapshot: ProcessSnapshot) -> tuple[ProcessSnapshot, tuple[str, ...]]:
    """Keep as much of each list as anybody looks through."""
    lists: dict[str, Any] = {
        name: getattr(snapshot, name)
        for name in ("threads", "modules", "regions", "handles", "unloaded_modules")
    }
    long = {name: rows[:ROWS] for name, rows in lists.items() if len(rows) > ROWS}
    return (replace(snapshot, **long), tuple(long)) if long else (snapshot, ())


def _left_out(file: MinidumpFile) -> tuple[LeftOut, ...]:
    try:
        return writers_left_out(file)[:ROWS]
    except InvalidDumpError:
        return ()


def _comments(file: MinidumpFile) -> tuple[str, ...]:
    try:
        return tuple(text[:_TEXT] for text in file.comments[:ROWS])
    except InvalidDumpError:
        return ()
