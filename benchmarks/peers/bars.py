"""What is promised about speed: each promise as a figure of a case, and its limit."""

from __future__ import annotations

from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .judge import Record

FLOOR: Final = "floor"
CLONE: Final = "DumpDesk, full, clone"
NO_CLONE: Final = "DumpDesk, full, no clone"
ZSTD: Final = "DumpDesk, full, clone, into zstd"
STACKS: Final = "DumpDesk, stacks"
RUST: Final = "minidump-writer"
BY_ADDRESS: Final = "a plan, rules by address"
BY_NAME: Final = "a plan, rules by name"
WINDOW: Final = "window and sampler"


class Bar(NamedTuple):
    """A promise: *figure* of *series*, at most *limit* times *of_figure* of *of* (if given)."""

    work: str
    case: str
    series: str
    figure: str
    limit: float
    of: str = ""
    of_figure: str = ""
    """Default: the same figure."""
    how: str = "median"
    """Or ``most``, or ``growth``: the cost of each at the largest size, over that at the second
    largest. All that is wanted of it is that it is about 1 or less."""

    @property
    def unit(self) -> str:
        """What the limit is in."""
        if self.how == "growth":
            return "× a unit's cost"
        return f"× {self.of}" if self.of else _UNITS[self.figure.rpartition("_")[2]]


class Outcome(NamedTuple):
    """What came of a promise: the figure to compare with the limit, and what it was made of."""

    value: float
    own: float
    other: float | None


_UNITS: Final = {"ms": "ms", "s": "s", "mib": "MiB", "kib": "KiB", "percent": "% of a core"}
_GROWTH: Final = 1.25

BARS: Final = (
    Bar("1 GiB full, pause with a clone", "gib", CLONE, "pause_ms", 0.1, FLOOR),
    Bar("the same", "gib", CLONE, "pause_ms", 50),
    Bar("the same, `-o -` into zstd", "gib", ZSTD, "pause_ms", 0.1, FLOOR),
    Bar("the same", "gib", ZSTD, "pause_ms", 50),
    Bar("the same, on a disk of 50 MiB/s", "gib-slow-disk", CLONE, "pause_ms", 0.1, FLOOR),
    Bar("the same", "gib-slow-disk", CLONE, "pause_ms", 50),
    Bar("1 GiB full, written, with a clone", "gib", CLONE, "written_s", 0.9, FLOOR, "wall_s"),
    Bar("the same, without a clone", "gib", NO_CLONE, "written_s", 0.9, FLOOR, "wall_s"),
    Bar("1 GiB full, checksum and check, with a clone", "gib", CLONE, "wall_s", 2, FLOOR),
    Bar("the same, without a clone", "gib", NO_CLONE, "wall_s", 2, FLOOR),
    Bar("stacks of 8 threads, pause", "stacks-8", STACKS, "pause_ms", 0.5, RUST),
    Bar("stacks of 256 threads, pause", "stacks-256", STACKS, "pause_ms", 0.5, RUST),
    Bar("3,000 mappings: stacks, pause", "many-mappings", STACKS, "pause_ms", 0.4, RUST),
    Bar("3,000 mappings: full, pause", "many-mappings", NO_CLONE, "pause_ms", 1, FLOOR),
    Bar("the same with a clone", "many-mappings", CLONE, "pause_ms", 0.3, FLOOR),
    Bar("privacy, 256 threads, pause", "stacks-256", "DumpDesk, privacy", "pause_ms", 1.5, STACKS),
    Bar("90 % zero, 64 GiB reserved: with checksum and check", "sparse", CLONE, "wall_s", 2, FLOOR),
    Bar("the same, on disk", "sparse", CLONE, "disk_mib", 0.12, FLOOR, "mib"),
    Bar("the same, growth of its page tables", "sparse", CLONE, "page_tables_kib", 0, how="most"),
    Bar(
        "memory of all our processes, beside what is held, 1 GiB",
        "memory",
        "1 GiB, full, clone",
        "beside_mib",
        120,
    ),
    Bar("the same, no clone", "memory", "1 GiB, full, no clone", "beside_mib", 120),
    Bar("the same, 90 % zero", "memory", "90 % zero, full", "beside_mib", 120),
    Bar("the same, 256 threads", "memory", "256 threads, support", "beside_mib", 120),
    Bar("the same, 3,000 mappings", "memory", "3,000 mappings, full", "beside_mib", 120),
    Bar("the same, all of the window and its workers", "memory", "window", "peak_mib", 120),
    Bar("the same, the largest of these alone", "memory", "window", "alone_mib", 120),
    Bar("a plan of 3,000 mappings", "preview", "plan", "ms", 30),
    Bar("one changed tick", "preview", "tick", "ms", 30),
    Bar("the slowest of all ticks", "preview", "tick", "ms", 100, how="most"),
    Bar("a dump of stacks by the command", "commands", "dump", "ms", 120),
    Bar("`--version`", "commands", "--version over a bare interpreter", "ms", 60),
    Bar("`list` of 300 processes", "commands", "list", "ms", 250),
    Bar("5,000 processes in the window", "processes", WINDOW, "cpu_percent", 5),
    Bar("the same, own gaps", "processes", WINDOW, "own_gap_ms", 8),
    Bar("the same, growth in 10 minutes", "processes-10-min", WINDOW, "growth_mib", 5),
    Bar("growth with memory: time", "growth-memory", NO_CLONE, "wall_s", _GROWTH, how="growth"),
    Bar("the same, with a clone", "growth-memory", CLONE, "wall_s", _GROWTH, how="growth"),
    Bar("the same, pause with a clone", "growth-memory", CLONE, "pause_ms", _GROWTH, how="growth"),
    Bar("growth with mappings: time", "growth-mappings", NO_CLONE, "wall_s", _GROWTH, how="growth"),
    Bar("the same, pause", "growth-mappings", NO_CLONE, "pause_ms", _GROWTH, how="growth"),
    Bar("the same, stacks, pause", "growth-mappings", STACKS, "pause_ms", _GROWTH, how="growth"),
    Bar("growth with threads: time", "growth-threads", STACKS, "wall_s", _GROWTH, how="growth"),
    Bar("the same, pause", "growth-threads", STACKS, "pause_ms", _GROWTH, how="growth"),
    Bar(
        "growth with rules by address: a plan",
        "growth-rules",
        BY_ADDRESS,
        "wall_s",
        _GROWTH,
        how="growth",
    ),
    Bar("the same, by name", "growth-rules", BY_NAME, "wall_s", _GROWTH, how="growth"),
)


def outcome(bar: Bar, records: Mapping[str, Record]) -> Outcome | None:
    """Say what came of *bar*; None if it was not measured."""
    record = records.get(bar.case)
    if record is None:
        return None
    if bar.how == "growth":
        sizes = by_size(record, bar.series, bar.figure)
        if len(sizes) < 2:
            return None
        (x, y), (larger, there) = list(sizes.items())[-2:]
        return Outcome((there / larger) / (y / x), there, y)
    values = record.values(bar.series, bar.figure)
    if not values:
        return None
    own = max(values) if bar.how == "most" else median(values)
    if not bar.of:
        return Outcome(own, own, None)
    other = record.median(bar.of, bar.of_figure or bar.figure)
    return Outcome(own / other, own, other) if other else None


def by_size(record: Record, series: str, figure: str) -> dict[float, float]:
    """Give the medians of a figure that grows, by size."""
    found: dict[float, list[float]] = defaultdict(list)
    for figures in record.series.get(series, []):
        if figure in figures:
            found[figures["x"]].append(figures[figure])
    return {size: median(values) for size, values in sorted(found.items())}
