"""The steps of docs/windows-checklist.md that need no hand, run on this Windows; one report of all.

The report names versions, verdicts and what the files hold, and no contents: a tester can send it.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.checkout import ROOT, WINDOWS, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPORT = ROOT / "build" / "windows-check.md"
PATIENCE = 300
"""Seconds that one command may take."""
PRESETS = ("support", "private", "privacy")
FULL = "0x20002"
ENDED_WELL = (0, 7)
"""Exit codes of `dump`: written; written, but something is missing in it."""
PROTECTED = ("csrss.exe", "MsMpEng.exe")
X86_PROGRAM = Path(os.environ.get("SYSTEMROOT", "C:\\Windows"), "SysWOW64", "cmd.exe")


class StepFailedError(Exception):
    """What was to be seen was not."""


class Outcome(NamedTuple):
    """What came of a step."""

    step: str
    word: str
    """``ok``, ``FAILED``, or ``not here`` where this machine has nothing to look at."""
    told: str


class Absent(Exception):  # noqa: N818 - it is no error
    """This machine has nothing to look at."""


def dumpdesk(*arguments: object, expect: tuple[int, ...] = (0,)) -> str:
    """Run the command line; gives what it says. Raises StepFailedError."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    output = done.stdout.decode("utf-8")  # strictly: that it is UTF-8 is one of the steps
    if done.returncode not in expect:
        complaint = done.stderr.decode("utf-8", "replace").strip()
        raise StepFailedError(f"exit code {done.returncode}: {complaint or output.strip()}")
    return output


def last_line(output: str) -> dict[str, Any]:
    """Read the last event that `--json` told."""
    value: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return value


class Bench:
    """Programs to dump, and a folder for the dumps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def program(self, *command: str) -> int:
        """Start a program that waits for its input; gives its process id."""
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._running.append(process)
        time.sleep(1)  # no program of others says when it waits
        return process.pid

    def sample(self) -> int:
        """Start our own sample program, which says when it waits."""
        command = [sys.executable, "-I", "-S", "-E", str(ROOT / "app" / "core" / "child.py")]
        process = subprocess.Popen(
            [*command, "sample"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._running.append(process)
        assert process.stdout is not None  # noqa: S101 - it was started with a pipe
        process.stdout.readline()
        return process.pid

    def dump(self, pid: int, name: str, *options: str) -> dict[str, Any]:
        """Dump a process to the file *name*; gives what the dump came to."""
        path = self.folder / f"{name}.dmp"
        told = dumpdesk("dump", pid, "-o", path, "--json", *options, expect=ENDED_WELL)
        return last_line(told)

    def close(self) -> None:
        """End all programs."""
        for process in self._running:
            process.kill()
            process.communicate()


# ------------------------------------------------------------------------------------- the steps


def versions(_: Bench) -> str:
    """Name the machine and the programs."""
    return f"{platform.platform()}, Python {sys.version}, {dumpdesk('--version').strip()}"


def table_into_a_pipe(_: Bench) -> str:
    """List all processes as UTF-8."""
    listed = json.loads(dumpdesk("list", "--json"))
    dumpable = sum(bool(one["can_dump"]) for one in listed)
    return f"{len(listed)} processes, {dumpable} of them can be dumped"


def protected(_: Bench) -> str:
    """Say of protected processes that they are."""
    listed = json.loads(dumpdesk("list", "--json"))
    found = [one for one in listed if one["name"].lower() in {n.lower() for n in PROTECTED}]
    if not found:
        raise Absent("none of them runs here")
    wrong = [one["name"] for one in found if one["can_dump"] is True]
    if wrong:
        raise StepFailedError(f"{', '.join(wrong)} is said to be dumped")
    return "; ".join(f"{one['name']}: {one['reason']}" for one in found)


def each_preset(bench: Bench) -> str:
    """Plan and dump the sample with presets; hold the estimate against the file."""
    pid = bench.sample()
    told = []
    for preset in PRESETS:
        plan = json.loads(dumpdesk("plan", pid, "--preset", preset, "--json"))
        done = bench.dump(pid, preset, "--preset", preset)
        told.append(summary(preset, done, plan.get("file_size")))
    return "; ".join(told)


def full_memory(bench: Bench) -> str:
    """Dump all memory of the sample."""
    return summary("full", bench.dump(bench.sample(), "full", "--type", FULL))


def snapshot_first(bench: Bench) -> str:
    """Let the sample run on while a snapshot of it is written."""
    done = bench.dump(bench.sample(), "snapshot", "--type", FULL, "--clone")
    return summary("snapshot", done)


def left_out(bench: Bench) -> str:
    """Leave a module out, and look that it is."""
    bench.dump(bench.sample(), "without", "--exclude-module", "*kernelbase.dll")
    shown = dumpdesk("show", bench.folder / "without.dmp", "--stream", "ModuleListStream")
    if "kernelbase.dll" in shown.lower():
        raise StepFailedError("kernelbase.dll is in the file")
    return "kernelbase.dll is not in the file"


def x86_program(bench: Bench) -> str:
    """Dump a 32-bit program by the dumper of 32 bits."""
    if not X86_PROGRAM.exists():
        raise Absent("this Windows has no 32-bit programs")
    pid = bench.program(str(X86_PROGRAM), "/k")
    (listed,) = (one for one in json.loads(dumpdesk("list", "--json")) if one["pid"] == pid)
    done = bench.dump(pid, "x86", "--preset", "support")
    return f"{listed['reason']} {listed['bits']} bits; {summary('x86', done)}"


def access_list(bench: Bench) -> str:
    """Show who may read a dump."""
    bench.dump(bench.sample(), "private", "--preset", "privacy", "--overwrite")
    told = subprocess.run(
        ["icacls", str(bench.folder / "private.dmp")], capture_output=True, check=False
    )
    entries = told.stdout.decode("oem" if WINDOWS else "utf-8", "replace").splitlines()
    return " | ".join(line.split("\\")[-1].strip() for line in entries if ":" in line)


def weak_names(bench: Bench) -> str:
    """Have names of a DLL refused that do not say which file is meant."""
    pid = bench.sample()
    for name in ("dbghelp.dll", r"\\server\share\dbghelp.dll", r".\dbghelp.dll"):
        dumpdesk("dump", pid, "-o", bench.folder / "no.dmp", "--dbghelp", name, expect=(2,))
    return "all refused"


def own_tests(_: Bench) -> str:
    """Run the tests that only Windows can pass."""
    if not (ROOT / ".venv").exists():
        raise Absent("no environment for tests: py dev.py test makes it")
    step = [sys.executable, "-m", "pytest", "-q", "-m", "real_windows", "tests/windows"]
    done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
    closing = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]
    if done.returncode:
        raise StepFailedError(closing)
    return closing


STEPS: tuple[Callable[[Bench], str], ...] = (
    versions,
    table_into_a_pipe,
    protected,
    each_preset,
    full_memory,
    snapshot_first,
    left_out,
    x86_program,
    access_list,
    weak_names,
    own_tests,
)


def summary(name: str, done: dict[str, Any], estimate: int | None = None) -> str:
    """Tell what a dump came to, without a word of what is in it."""
    told = f"{name}: {done['verdict']}, {done['file_size']:,} bytes, {done['paused_ms']:.0f} ms"
    if estimate:
        told += f", estimate {estimate / done['file_size']:.3f}"
    if done.get("writer"):
        told += f", by {done['writer']}"
    notes = [found["text"] for found in done.get("findings", ()) if found["severity"] != "note"]
    return "; ".join([told, *notes])


def outcomes(bench: Bench) -> Iterator[Outcome]:
    """Carry out all steps, whatever becomes of each."""
    for step in STEPS:
        name = step.__name__.replace("_", " ")
        say(name)
        try:
            yield Outcome(name, "ok", step(bench))
        except Absent as error:
            yield Outcome(name, "not here", str(error))
        except Exception as error:  # noqa: BLE001 - it is what the report is for
            yield Outcome(name, "FAILED", f"{type(error).__name__}: {error}")


def windows_check(report: Path = REPORT) -> int:
    """Run the steps and write the *report*; gives 1 if one failed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        bench = Bench(Path(name))
        try:
            found = list(outcomes(bench))
        finally:
            bench.close()
    lines = ["# DumpDesk on this Windows", "", "| Step | | Seen |", "|---|---|---|"]
    lines += [f"| {o.step} | {o.word} | {o.told.replace('|', '/')} |" for o in found]
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("\n".join([*lines, ""]), "utf-8")
    print(report.read_text("utf-8"))
    say(f"the report is in {report}")
    return int(any(outcome.word == "FAILED" for outcome in found))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(windows_check(Path(sys.argv[1]) if sys.argv[1:] else REPORT))
