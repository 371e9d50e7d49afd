"""Lets writers take turns on one target, which judges how long each made it stand still."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

from app.core.errors import DumpDeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from .targets import Target
    from .writers import Figures, Writer

MIB = 1 << 20


@dataclass
class Record:
    """What a case has measured: raw figures, as they are kept."""

    series: dict[str, list[Figures]] = field(default_factory=dict)
    """By whoever was measured, one for each round."""
    missing: dict[str, str] = field(default_factory=dict)
    """What was not measured, and why."""
    facts: dict[str, Any] = field(default_factory=dict)
    """When, on what machine, under which load."""

    def add(self, name: str, figures: Figures) -> None:
        """Keep the figures of one round."""
        self.series.setdefault(name, []).append(figures)

    def values(self, name: str, figure: str) -> list[float]:
        """Give one figure of all rounds, in their order."""
        return [found[figure] for found in self.series.get(name, []) if figure in found]

    def median(self, name: str, figure: str) -> float | None:
        """Give the median of a figure; None if it was not measured."""
        values = self.values(name, figure)
        return median(values) if values else None

    to_json = asdict


def take_turns(
    record: Record, target: Target, writers: Iterable[Writer | str], folder: Path, rounds: int
) -> None:
    """Let each of *writers* write *rounds* dumps in turns; a first round warms up.

    A text instead of a writer says why it is not here; one that fails is left out from then on.
    """
    left: list[Writer] = []
    for writer in writers:
        if isinstance(writer, str):
            record.missing[writer.partition(" is not ")[0]] = writer
        else:
            left.append(writer)
    for number in range(rounds + 1):
        for writer in list(left):
            if writer.rounds and not 1 <= number <= writer.rounds:
                continue
            try:
                figures = judge(target, writer, folder)
            except (OSError, subprocess.SubprocessError, DumpDeskError) as error:
                record.missing[writer.name] = str(error)
                left.remove(writer)
                continue
            if number:
                record.add(writer.name, figures)


def judge(target: Target, writer: Writer, folder: Path) -> Figures:
    """Have one dump written; what it took, and what it came to. Nothing of it stays."""
    tables = target.page_tables()
    target.ask("reset")
    began = time.monotonic()
    try:
        told = writer.write(target.pid, folder / "dump")
        wall = time.monotonic() - began
        pause = target.longest_gap()
        written = [path.stat() for path in folder.iterdir() if path.is_file()]
    finally:
        for path in folder.iterdir():
            if path.is_file():
                path.unlink()
            elif path.name != "lost+found":
                shutil.rmtree(path)
    return {
        "pause_ms": pause,
        "wall_s": wall,
        "mib": sum(found.st_size for found in written) / MIB,
        "disk_mib": sum(found.st_blocks * 512 for found in written) / MIB,
        "page_tables_kib": (target.page_tables() - tables) / 1024,
    } | told


def timed(work: Callable[[], object]) -> float:
    """Give the milliseconds that *work* takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def say(text: str) -> None:
    """Tell what is being done."""
    print(text, file=sys.stderr, flush=True)
