"""How pause and time grow with memory, mappings, threads and rules."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest

from .judge import Record, judge, timed
from .targets import Holding, start
from .writers import Writer, floor, ours, peer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cases import Setting

MEBIBYTES: Final = (64, 256, 1024, 4096, 8192)
MAPPINGS: Final = (100, 1000, 10_000, 50_000)
THREADS: Final = (1, 10, 100, 1000, 4000)
RULES: Final = (1, 100, 10_000, 100_000)
_PATIENCE: Final = 2.0
"""Seconds of a plan; after one that takes longer, none with more rules is asked for."""
_RULED: Final = 128
"""Bytes that a rule leaves out, and as many that it leaves in."""


def growth_memory(setting: Setting, record: Record) -> None:
    """Dump 64 MiB to 8 GiB, all of it."""
    for mib in MEBIBYTES:
        if _available() < 2.2 * mib + 1024:
            record.missing[f"{mib} MiB"] = f"{mib} MiB and a file of as many do not fit into memory"
            continue
        rounds = max(1, min(setting.rounds, 2048 // mib))
        writers = [
            floor(),
            ours(setting.client, "full, no clone", "windbg", clone=False),
            ours(setting.client, "full, clone", "windbg", clone=True),
        ]
        _measure(setting, record, Holding(mib=mib), writers, mib, rounds)


def growth_mappings(setting: Setting, record: Record) -> None:
    """Dump a process of 100 to 50,000 mappings."""
    for mappings in MAPPINGS:
        writers = [
            floor(),
            ours(setting.client, "full, no clone", "windbg", clone=False),
            ours(setting.client, "stacks", "stacks"),
        ]
        # Some thirty mappings every process has.
        holding = Holding(mappings=(mappings - 30) // 2)
        _measure(setting, record, holding, writers, mappings, min(setting.rounds, 3))


def growth_threads(setting: Setting, record: Record) -> None:
    """Dump the stacks of 1 to 4,000 threads."""
    for threads in THREADS:
        writers = [
            peer("minidump-writer"),
            ours(setting.client, "stacks", "stacks"),
        ]
        found = [writer for writer in writers if isinstance(writer, Writer)]
        _measure(setting, record, Holding(threads=threads), found, threads, min(setting.rounds, 3))


def growth_rules(setting: Setting, record: Record) -> None:
    """Plan a full dump under 1 to 100,000 rules."""
    with start(Holding(mib=64)) as target:
        key = key_of(target.pid)
        plan, regions = setting.client.plan, setting.client.describe(key).regions
        base = max(regions, key=lambda region: region.size if region.writable else 0).base
        kinds = {
            "a plan, rules by address": lambda number: MemoryRule(
                address=base + 2 * _RULED * number, size=_RULED
            ),
            "a plan, rules by name": lambda number: MemoryRule(name=f"*/lib{number}.so*"),
        }
        for name, rule in kinds.items():
            took = 0.0
            for count in RULES:
                if took > _PATIENCE:
                    why = f"with fewer it took {took:.0f} s"
                    record.missing[f"{name}: {count:,}"] = why
                    continue
                request = DumpRequest(0x2, FilterSpec(memory=tuple(map(rule, range(count)))))
                for _ in range(min(setting.rounds, 3)):
                    took = timed(partial(plan, key, request, ranges=False)) / 1000
                    record.add(name, {"x": count, "wall_s": took})
                    if took > _PATIENCE:
                        break


def _measure(
    setting: Setting,
    record: Record,
    holding: Holding,
    writers: Iterable[Writer],
    size: int,
    rounds: int,
) -> None:
    writers = list(writers)
    with start(holding) as target:
        for number in range(rounds + (rounds > 1)):
            for writer in writers:
                figures = {"x": size} | judge(target, writer, setting.folder)
                if number or rounds == 1:  # the first one warms up
                    record.add(writer.name, figures)


def _available() -> float:
    """MiB that can be had without swapping (proc_meminfo(5))."""
    found = re.search(r"MemAvailable:\s*(\d+) kB", Path("/proc/meminfo").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0
