"""Every promise about speed, beside other tools, and the report about it.

``python -m benchmarks peers`` measures all cases and writes docs/performance.md and its plot. What
a case has measured is kept in build/performance; the report is made from that, so single cases can
be measured anew (``--case``), and what was cut short can be gone on with (``--resume``).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.dumper.client import DumperClient

from . import cases, growth, own
from .judge import Record, say
from .report import write_report

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parents[2]
_FRESH: Final = 3 * 3600
"""Seconds."""
FIGURES: Final = ROOT / "build" / "performance"


class Case(NamedTuple):
    """What is measured together."""

    title: str
    run: Callable[[cases.Setting, Record], None]
    unasked: bool = True
    """Whether it is measured with all others."""


CASES: Final = {
    "gib": Case("1 GiB, full", cases.gib),
    "gib-slow-disk": Case("1 GiB, full, on a slow disk", cases.gib_on_slow_disk),
    "stacks-8": Case("8 threads", cases.stacks_8),
    "stacks-256": Case("256 threads", cases.stacks_256),
    "many-mappings": Case("3,000 mappings and 280 libraries", cases.many_mappings),
    "sparse": Case("1 GiB touched, 90 % of it zero; 64 GiB reserved", cases.sparse),
    "memory": Case("Memory of all our processes", own.memory),
    "preview": Case("The preview of 3,000 mappings", own.preview),
    "commands": Case("Commands", own.commands),
    "processes": Case("5,000 processes in the window", own.processes),
    "processes-10-min": Case("The same for ten minutes", own.processes_long, unasked=False),
    "growth-memory": Case("Growth with memory (MiB)", growth.growth_memory),
    "growth-mappings": Case("Growth with mappings", growth.growth_mappings),
    "growth-threads": Case("Growth with threads", growth.growth_threads),
    "growth-rules": Case("Growth with rules", growth.growth_rules),
}


def main(arguments: list[str]) -> int:
    """Measure what is asked for, write the report; 1 if something could not be measured."""
    parser = argparse.ArgumentParser(prog="benchmarks peers", description=__doc__)
    parser.add_argument("--case", action="append", choices=CASES, help="only this; may be repeated")
    parser.add_argument("--rounds", type=int, default=5, help="how often each writer is measured")
    parser.add_argument("--resume", action="store_true", help="go on with what was cut short")
    parser.add_argument("--report", action="store_true", help="measure nothing")
    options = parser.parse_args(arguments)
    if sys.platform != "linux":
        parser.error("it runs on Linux; docs/windows-checklist.md says what to look at on Windows")
    # A slow disk is taken away again, and a target ended, whoever ends this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    chosen = (
        [] if options.report else options.case or [name for name in CASES if CASES[name].unasked]
    )
    if options.resume:
        chosen = [name for name in chosen if not _is_fresh(name, options.rounds)]
    FIGURES.mkdir(parents=True, exist_ok=True)
    failed = [name for name in chosen if not _measure(name, options.rounds)]
    records = {name: Record(**json.loads(_kept(name).read_text("utf-8"))) for name in _there()}
    write_report(ROOT, {name: CASES[name].title for name in CASES}, records)
    if failed:
        say(f"not measured: {', '.join(failed)}")
    return int(bool(failed))


def _kept(name: str) -> Path:
    return FIGURES / f"{name}.json"


def _is_fresh(name: str, rounds: int) -> bool:
    """Say whether a case was measured in the last hours, and as often."""
    if not _kept(name).exists():
        return False
    facts = json.loads(_kept(name).read_text("utf-8"))["facts"]
    return bool(facts["rounds"] >= rounds and time.time() - facts["when"] < _FRESH)


def _there() -> list[str]:
    return [name for name in CASES if _kept(name).exists()]


def _measure(name: str, rounds: int) -> bool:
    """Run a case and keep its figures; say whether it could be run."""
    say(f"{name}: {CASES[name].title}")
    record = Record()
    began, load = time.time(), os.getloadavg()[0]
    # Not in /tmp, which may be memory: a dump belongs on a disk.
    with (
        tempfile.TemporaryDirectory(prefix="dumpdesk-bench-", dir="/var/tmp") as folder,
        DumperClient() as client,
    ):
        try:
            CASES[name].run(cases.Setting(client, Path(folder), rounds), record)
        except Exception as error:  # noqa: BLE001 - the other cases are measured all the same
            say(f"  {type(error).__name__}: {error}")
            return False
    took = time.time() - began
    record.facts = {"when": began, "took_s": took, "load": load, "rounds": rounds}
    _kept(name).write_text(json.dumps(record.to_json(), indent=1), "utf-8")
    for missing, why in record.missing.items():
        say(f"  {missing}: {why}")
    say(f"  {took:.0f} s")
    return True
