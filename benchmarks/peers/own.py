"""The cases without other tools: memory of our processes, plans, commands, the window."""

from __future__ import annotations

import compileall
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import app
from benchmarks.process_table import sleepers
from benchmarks.servers import family

from .cases import MANY_MAPPINGS
from .judge import MIB, Record, timed
from .targets import Holding, start
from .writers import DUMPDESK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cases import Setting
    from .writers import Figures

_LOOK: Final = 0.01
"""Seconds between two looks at how much memory is held."""
_TARGETS: Final = (
    ("1 GiB, full, clone", Holding(mib=1024), ("windbg", "--clone")),
    ("1 GiB, full, no clone", Holding(mib=1024), ("windbg", "--no-clone")),
    ("90 % zero, full", Holding(mib=1024, zero=90, reserved=64), ("windbg",)),
    ("256 threads, support", Holding(threads=256), ("support",)),
    (
        "3,000 mappings, full",
        Holding(mib=16, mappings=MANY_MAPPINGS, libraries=True),
        ("windbg", "--no-clone"),
    ),
)


def memory(setting: Setting, record: Record) -> None:
    """Look at the memory of all our processes while the command dumps, and of the window."""
    path = setting.folder / "x.dmp"
    for name, holding, (preset, *options) in _TARGETS:
        with start(holding) as target:
            command = [str(DUMPDESK), "dump", str(target.pid), "--preset", preset, *options]
            for _ in range(min(setting.rounds, 3)):
                figures, told = peaks_of([*command, "-o", str(path), "--overwrite", "--json"])
                # What is copied for the target while it stands still waits in memory of ours.
                held = json.loads(told.splitlines()[-1])["held"] / MIB
                record.add(name, figures | {"beside_mib": figures["peak_mib"] - held})
                path.unlink()
    with start(Holding(mib=256, mappings=MANY_MAPPINGS, libraries=True)) as target:
        step = [sys.executable, "-P", "-m", "benchmarks.peers.window", str(target.pid)]
        for name, *options in (("window",), ("window, plots shown", "--plots")):
            record.add(name, peaks_of([*step, str(setting.folder), *options])[0])


def peaks_of(command: Sequence[str]) -> tuple[Figures, str]:
    """Run *command*; give the most that it and all below it held, together and one alone.

    As MiB of PSS: a page that several of them share counts once (proc_pid_smaps_rollup(5)). What
    it prints is given as well.
    """
    together = alone = 0
    quiet = subprocess.DEVNULL
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as printed,
        subprocess.Popen(command, stdin=quiet, stdout=printed, stderr=quiet) as process,
    ):
        while process.poll() is None:
            held = [0]
            for pid in family(process.pid):
                with contextlib.suppress(OSError, IndexError):  # they come and go
                    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
                    held.append(int(rollup.partition("\nPss:")[2].split()[0]))
            together, alone = max(together, sum(held)), max(alone, *held)
            time.sleep(_LOOK)
        if process.returncode:
            raise OSError(f"{command} ended with {process.returncode}")
        printed.seek(0)
        return {"peak_mib": together / 1024, "alone_mib": alone / 1024}, printed.read()


def preview(setting: Setting, record: Record) -> None:
    """Look how soon a plan is there, and the figures after a tick, for 3,000 mappings."""
    told = _told_by("preview-latency", "--clicks", str(max(3, setting.rounds)))
    for name, found in told.items():
        for took in found:
            record.add(name, {"ms": took})


def commands(setting: Setting, record: Record) -> None:
    """Look how long commands take, from their start to their end."""
    path = setting.folder / "x.dmp"
    compileall.compile_dir(Path(app.__file__).parent, quiet=1)  # as an installer does
    with start(Holding(threads=8)) as target, sleepers(300 - _processes()):
        steps: dict[str, list[str | Path]] = {
            "bare interpreter": [sys.executable, "-c", "pass"],
            "--version": [DUMPDESK, "--version"],
            "list": [DUMPDESK, "list"],
            "dump": [DUMPDESK, "dump", str(target.pid), "--preset", "stacks", "-o", path],
        }
        for number in range(2 * setting.rounds + 1):
            took = {name: timed(partial(_run, step)) for name, step in steps.items()}
            path.unlink()
            if not number:
                continue
            for name, found in took.items():
                record.add(name, {"ms": found})
            over = took["--version"] - took["bare interpreter"]
            record.add("--version over a bare interpreter", {"ms": over})


def processes(_setting: Setting, record: Record) -> None:
    """Look what 5,000 processes in the window cost, at one refresh a second."""
    record.add("window and sampler", _told_by("process-table"))


def processes_long(_setting: Setting, record: Record) -> None:
    """Look whether the window grows in ten minutes with 5,000 processes."""
    record.add("window and sampler", _told_by("process-table", "--seconds", "300"))


def _processes() -> int:
    return sum(path.name.isdecimal() for path in Path("/proc").iterdir())


def _run(step: Sequence[str | Path]) -> None:
    subprocess.run(step, check=True, stdin=subprocess.DEVNULL, capture_output=True)


def _told_by(benchmark: str, *arguments: str) -> dict[str, Any]:
    """Run a benchmark in a process of its own; give the figures that it ends with."""
    step = [sys.executable, "-P", "-m", "benchmarks", benchmark, "--json", *arguments]
    done = subprocess.run(step, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
