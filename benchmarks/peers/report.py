"""The report about speed: docs/performance.md, made of what the cases have measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from textwrap import fill
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.version import version

from .bars import BARS, Bar, by_size, outcome
from .judge import say
from .plot import plot
from .writers import PEERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .judge import Record

IMAGE: Final = "images/performance.svg"
_HEAD: Final = """\
# How fast it is, beside other tools

Made by `python3 dev.py bench peers`, which measures all of this anew in a quarter of an hour and
writes this page; `--case NAME` measures one case. Do not edit it.

All writers dump the same running program in turns; medians of {rounds} rounds or more, after one
that warms up. The *pause* is what the program itself saw: a thread of it reads the clock all the
time and keeps the longest gap. The *floor* is the least work there is for a full dump by one
thread: a C program that stops all threads, copies every present page of every readable mapping
with `process_vm_readv` into a file whose room was made before, and lets go; no headers, no
checksum, no check, and nothing waits for the disk (`benchmarks/targets/floor.c`). A ratio compares
medians of the same run: it says more than milliseconds, which are this machine's.

DumpDesk writes with the dumper that the window keeps ready; what is measured as a command says so.
*Written* is the time until the last byte is in the file, *wall* includes the checksum, the sync to
the disk and the check of the whole file, which no other tool makes.
"""
_METHOD: Final = """\
## How it was measured

- Targets: `benchmarks/targets/gaps.c`. Where pauses are short its clock is read without rest, else
  every 50 µs, so that it leaves the cores to the writers. Memory is of random bytes, unless it is
  said to be zero.
- The slow disk is an ext4 in a file, as a loop device, whose writes a cgroup holds to 50 MiB a
  second (`blkio.throttle.write_bps_device`). The dump is synced and checked there.
- Memory is the sum of the proportional set sizes (PSS) of all our processes, looked at every 10 ms;
  the highest. Pages of a clone are the target's. Without a clone its memory waits in ours, so that
  no disk has a part in the pause: that is in the sum, and not in what is promised. The window was
  asked for a plan, some ticks and a full dump, with all its processes: window, sampler and two
  dumpers.
- A tick is from the click on a box in the real window, drawn into memory, to the new figures.
- The command that dumps, `--version` and `list` are timed from start to end, with the imports, of
  modules that are compiled as an installer does.
- Growth: the cost of each MiB, mapping, thread or rule at the largest size over the one at the
  second largest. At 1 it grows in proportion, at less by less.
- What takes ten minutes is measured only when asked for: `--case processes-10-min`.
- On Windows the copy is the system's own snapshot of a process; it is looked at by hand, see the
  [checklist](windows-checklist.md).
"""


class Column(NamedTuple):
    """How a figure is shown."""

    title: str
    digits: int


COLUMNS: Final = {
    "pause_ms": Column("pause ms", 1),
    "told_pause_ms": Column("told by us ms", 1),
    "written_s": Column("written s", 3),
    "wall_s": Column("wall s", 3),
    "mib": Column("MiB", 1),
    "disk_mib": Column("on disk MiB", 1),
    "page_tables_kib": Column("page tables + KiB", 0),
    "peak_mib": Column("MiB at most", 1),
    "beside_mib": Column("beside what is held for the target", 1),
    "alone_mib": Column("one process at most", 1),
    "ms": Column("ms", 1),
    "cpu_percent": Column("% of a core", 1),
    "window": Column("window %", 1),
    "sampler": Column("sampler %", 1),
    "gap_ms": Column("largest gap ms", 1),
    "own_gap_ms": Column("of our own ms", 1),
    "growth_mib": Column("growth MiB", 1),
    "processes": Column("processes", 0),
}
BASES: Final = ("floor", "minidump-writer")
"""Whoever others are compared with, by their pause."""


def write_report(root: Path, titles: Mapping[str, str], records: Mapping[str, Record]) -> None:
    """Write the page and its plot."""
    page = root / "docs" / "performance.md"
    (page.parent / IMAGE).write_text(plot(records), "utf-8")
    rounds = min((record.facts["rounds"] for record in records.values()), default=0)
    parts = [_HEAD.format(rounds=rounds), *_promises(records)]
    parts += [
        f"![Pauses of all writers, and how they grow with size]({IMAGE})",
        "",
        *_noise(records),
    ]
    for name, record in records.items():
        parts += [f"## {titles[name]}", "", f"`--case {name}`", "", *_case(record)]
    parts += [_METHOD, *_tools(records)]
    page.write_text("\n".join(parts).rstrip() + "\n", "utf-8")
    say(f"written: {page}")


# ----------------------------------------------------------------------------------- promises


def _promises(records: Mapping[str, Record]) -> Iterable[str]:
    found = [(bar, outcome(bar, records)) for bar in BARS]
    met = sum(came is not None and came.value <= bar.limit for bar, came in found)
    yield f"## What is promised\n\n{met} of {len(BARS)} are met.\n"
    yield "| Work | Promised | Measured | |\n|---|---|---|---|"
    for bar, came in found:
        promised = f"≤ {bar.limit:g} {bar.unit}"
        if came is None:
            yield f"| {bar.work} | {promised} | not measured | – |"
        else:
            verdict = "met" if came.value <= bar.limit else "**missed**"
            yield f"| {bar.work} | {promised} | {_told(bar, *came)} | {verdict} |"
    yield ""


def _told(bar: Bar, value: float, own: float, other: float | None) -> str:
    if other is None:
        return f"{value:.1f} {bar.unit}"
    unit = bar.figure.rpartition("_")[2].replace("mib", "MiB")
    digits = 3 if unit == "s" else 1
    return f"{value:.2f} × ({own:.{digits}f} against {other:.{digits}f} {unit})"


# -------------------------------------------------------------------------------------- cases


def _case(record: Record) -> Iterable[str]:
    grows = any("x" in figures for found in record.series.values() for figures in found)
    yield from _growth(record) if grows else _table(record)
    yield ""
    for name, why in record.missing.items():
        yield f"- Not measured: {why if why.startswith(name) else f'{name}: {why}'}."
    if record.missing:
        yield ""


def _table(record: Record) -> Iterable[str]:
    known = {key for found in record.series.values() for figures in found for key in figures}
    columns = [key for key in COLUMNS if key in known]
    bases = [base for base in BASES if base in record.series]
    heads = ["", *(COLUMNS[key].title for key in columns), *(f"pause × {base}" for base in bases)]
    yield f"| {' | '.join([*heads, 'rounds'])} |"
    yield f"|---{'|--:' * len(heads)}|"
    for name, rounds in record.series.items():
        cells = [name, *(_cell(record, name, key) for key in columns)]
        pause = record.median(name, "pause_ms")
        for base in bases:
            whole = record.median(base, "pause_ms")
            cells.append(f"{pause / whole:.2f}" if pause is not None and whole else "")
        yield f"| {' | '.join([*cells, str(len(rounds))])} |"


def _cell(record: Record, name: str, key: str) -> str:
    values, digits = record.values(name, key), COLUMNS[key].digits
    if not values:
        return ""
    middle = f"{median(values):.{digits}f}"
    low, high = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    spread = f" ({low}–{high})" if low != high and key not in {"mib", "disk_mib"} else ""
    return middle + spread


def _growth(record: Record) -> Iterable[str]:
    sizes = sorted({figures["x"] for found in record.series.values() for figures in found})
    yield f"| | | {' | '.join(f'{size:,.0f}' for size in sizes)} |"
    yield f"|---|---{'|--:' * len(sizes)}|"
    for name in record.series:
        for key in ("pause_ms", "wall_s"):
            if found := by_size(record, name, key):
                cells = [
                    f"{found[size]:.{COLUMNS[key].digits}f}" if size in found else ""
                    for size in sizes
                ]
                yield f"| {name} | {COLUMNS[key].title} | {' | '.join(cells)} |"


# ------------------------------------------------------------------------- the machine, the tools


def _noise(records: Mapping[str, Record]) -> Iterable[str]:
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text("ascii"))
    processor = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    kernel = ".".join(platform.release().split(".")[:2])
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "")
    when = max((record.facts["when"] for record in records.values()), default=time.time())
    yield "## The machine, and how quiet it was\n"
    told = (
        f"{processor[1] if processor else platform.machine()}, {os.cpu_count()} cores, "
        f"{int(memory[1]) / (1 << 20) if memory else 0:.0f} GiB, Linux {kernel}, {system}, "
        f"Python {platform.python_version()}; DumpDesk {version()}, "
        f"{time.strftime('%d %B %Y', time.gmtime(when))}. Dumps are written to a folder on disk."
    )
    yield fill(told, 100) + "\n"
    yield "*Nobody* is the longest gap that the target saw in a stretch without any dump: so much"
    yield "of a pause is the machine's. The load is that of the minute before.\n"
    yield "| Case | load before | nobody, ms: median (least–most) | seconds |\n|---|--:|--:|--:|"
    for name, record in records.items():
        quiet = _cell(record, "nobody", "pause_ms")
        facts = record.facts
        yield f"| {name} | {facts['load']:.1f} | {quiet} | {facts['took_s']:.0f} |"
    yield ""


def _tools(records: Mapping[str, Record]) -> Iterable[str]:
    yield "## The tools\n"
    ran = {name for record in records.values() for name in record.series}
    for name, _, asked, source in PEERS.values():
        if name in ran:
            yield f"- {name}: {source}; `{_first_line(asked)}`."
        else:
            yield f"- {name}: {source}; could not be had."
    yield "- The kernel's own core dump is left out: the process dies of it.\n"


def _first_line(command: Iterable[str]) -> str:
    try:
        done = subprocess.run([*command], capture_output=True, text=True, check=False)
    except OSError as error:
        print(error, file=sys.stderr)
        return "?"
    lines = done.stdout.strip().splitlines()
    return " ".join(lines[0].split()) if lines else "?"
