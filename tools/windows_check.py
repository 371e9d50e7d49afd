"""The steps of docs/windows-checklist.md that need no hand, run on this Windows; one report of all.

The report names versions, verdicts and what the files hold, and no contents: a tester can send it.
"""

from __future__ import annotations

import ctypes
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
BAD_REQUEST, NO_PROCESS, OUTPUT, BAD = 2, 4, 6, 8
"""Exit codes of what is refused, of a process that is not there, of a file that cannot be made, and
of a dump that is called bad."""
THREADS = (5, 100)
CLOSE = 0.05
"""How far an estimate may be from the file, as a part of it, where Microsoft's writer wrote it."""
HOLE = 64
"""Bytes that are left out of a full dump."""
STOPPED = """
import sys
from app.core.capture.target import key_of, open_target
target = open_target(key_of(int(sys.argv[1])))
with target.suspend(target.describe(), xstate=False):
    print("stopped", flush=True)
    sys.stdin.read()
"""
COUNTS = """
import sys
from app.core.capture.target import key_of, open_target
target = open_target(key_of(int(sys.argv[1])))
print(max(thread.suspend_count for thread in target.describe().threads))
"""
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


def python(program: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a *program* of a few lines that knows our package."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def is_microsofts() -> bool:
    """Say whether the writer here is Microsoft's own, which estimates are about."""
    return WINDOWS and not hasattr(
        getattr(ctypes, "WinDLL")("ntdll"),  # noqa: B009 - Windows only
        "wine_get_version",
    )


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

    def sample(self, threads: int = 5) -> int:
        """Start our own sample program with so many threads, which says when it waits."""
        command = [sys.executable, "-I", "-S", "-E", str(ROOT / "app" / "core" / "child.py")]
        process = subprocess.Popen(
            [*command, "sample", str(threads - 1)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._running.append(process)
        assert process.stdout is not None  # noqa: S101 - it was started with a pipe
        process.stdout.readline()
        return process.pid

    def dump(
        self, pid: int, name: str, *options: str, expect: tuple[int, ...] = ENDED_WELL
    ) -> dict[str, Any]:
        """Dump a process to the file *name*; gives what the dump came to."""
        path = self.folder / f"{name}.dmp"
        told = dumpdesk("dump", pid, "-o", path, "--json", *options, expect=expect)
        return last_line(told)

    def close(self) -> None:
        """End all programs."""
        for process in self._running:
            process.kill()
            process.communicate()
        self._running.clear()


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
    """Plan and dump the sample with presets and few or many threads; hold estimate against file."""
    told, far = [], []
    for threads in THREADS:
        pid = bench.sample(threads)
        for preset in PRESETS:
            name = f"{preset}-{threads}"
            plan = json.loads(dumpdesk("plan", pid, "--preset", preset, "--json"))
            done = bench.dump(pid, name, "--preset", preset)
            told.append(summary(name, done, plan["file_size"]))
            if is_microsofts() and abs(plan["file_size"] / done["file_size"] - 1) > CLOSE:
                far.append(name)
    if far:
        raise StepFailedError(f"the estimate is far off for {', '.join(far)}: {'; '.join(told)}")
    return "; ".join(told)


def rehearsal(bench: Bench) -> str:
    """Rehearse a dump, then make it: the same size, but for what runs on meanwhile."""
    pid = bench.sample()
    try:
        said = json.loads(dumpdesk("plan", pid, "--type", "0", "--rehearse", "--json"))
    except StepFailedError as error:
        if "rehearse" in str(error) and not is_microsofts():
            raise Absent("this writer cannot rehearse") from None
        raise
    done = bench.dump(pid, "rehearsed", "--type", "0")
    if abs(said["rehearsed"] / done["file_size"] - 1) > CLOSE:
        raise StepFailedError(f"{said['rehearsed']} were rehearsed, {done['file_size']} written")
    return f"rehearsed {said['rehearsed']:,}, written {done['file_size']:,} bytes"


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


def left_out_or_called_bad(bench: Bench) -> str:
    """Leave heaps out where flags ask for them: what stays is named before, and can be blanked."""
    pid = bench.sample()
    rules = ("--type", "0x100", "--exclude-memory", "[heap]")
    plan = json.loads(dumpdesk("plan", pid, *rules, "--json"))
    plain = bench.dump(pid, "heaps-out", *rules, expect=(*ENDED_WELL, BAD))
    blanked = bench.dump(pid, "heaps-blank", *rules, "--blank", expect=(*ENDED_WELL, BAD))
    if plain["verdict"] == "bad" and is_microsofts() and not plan["stays"]:
        raise StepFailedError("what stays was not foretold")
    if blanked["verdict"] == "bad":
        raise StepFailedError(summary("blanked", blanked))
    stays = sum(one["size"] for one in plan["stays"])
    return f"{stays:,} bytes foretold to stay; {summary('plain', plain)}; blanked: no byte is left"


def hole_of_a_full_dump(bench: Bench) -> str:
    """Leave a few bytes out of a full dump: whole pages go, and how much is said before."""
    pid = bench.sample()
    plan = json.loads(dumpdesk("plan", pid, "--type", FULL, "--json"))
    place = max(plan["ranges"], key=lambda one: one["size"])["address"] + 0x1010
    rule = ("--type", FULL, "--exclude-memory", f"{place:#x}:{HOLE}")
    said = [*json.loads(dumpdesk("plan", pid, *rule, "--json"))["not_honoured"]]
    done = bench.dump(pid, "hole", *rule, expect=(*ENDED_WELL, BAD))
    if done["verdict"] == "bad" and is_microsofts():
        raise StepFailedError(summary("hole", done))
    if WINDOWS and not said:
        raise StepFailedError("nothing was said of whole pages")
    return "; ".join([*said, summary("hole", done)])


def stacks(bench: Bench) -> str:
    """Walk the stacks of a process and of its dump down to where threads begin."""
    pid = bench.sample()
    bench.dump(pid, "stacks", "--type", "0")
    told = []
    for source in (pid, bench.folder / "stacks.dmp"):
        threads = json.loads(dumpdesk("stacks", source, "--json"))["threads"]
        frames = [frame for thread in threads for frame in thread["frames"]]
        begun = sum(frame["function"] == "RtlUserThreadStart" for frame in frames)
        if WINDOWS and begun < len(threads):
            raise StepFailedError(f"{begun} of {len(threads)} stacks go down to their beginning")
        named = sum(bool(frame["function"]) for frame in frames)
        told.append(f"{len(threads)} threads, {len(frames)} frames, {named} with names")
    return f"process: {told[0]}; dump: {told[1]}"


def stacks_of_an_x86_program(bench: Bench) -> str:
    """Walk the stacks of the 32-bit side of a 32-bit program."""
    if not X86_PROGRAM.exists():
        raise Absent("this Windows has no 32-bit programs")
    pid = bench.program(str(X86_PROGRAM), "/k")
    threads = json.loads(dumpdesk("stacks", pid, "--json"))["threads"]
    frames = [int(str(frame["address"]), 0) for thread in threads for frame in thread["frames"]]
    if not frames or max(frames) >> 32:
        raise StepFailedError(f"{len(frames)} frames, of which some are not of 32-bit code")
    return f"{len(threads)} threads, {len(frames)} frames"


def nobody_stays_suspended(bench: Bench) -> str:
    """Kill who has a process stopped: it runs on."""
    if not WINDOWS:
        raise Absent("the kernel sees to that")
    pid = bench.sample()
    with python(STOPPED, pid) as stopping:
        assert stopping.stdout is not None  # noqa: S101 - it was started with a pipe
        stopping.stdout.readline()
        during = int(python(COUNTS, pid).communicate()[0])
        stopping.kill()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not int(python(COUNTS, pid).communicate()[0]):
            return f"suspended {during} time, and let go"
    raise StepFailedError("threads stay suspended")


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
        refused(bench, pid, "--dbghelp", name)
    kept = bench.folder / "request.json"
    kept.write_text('{"dumpdesk-request": 1, "flags": 0, "dbghelp": "dbghelp.dll"}', "utf-8")
    refused(bench, pid, "--request", kept)
    refused(bench, pid, "--dbghelp", str(bench.folder / "missing" / "dbghelp.dll"))
    return "all refused"


def refused(bench: Bench, pid: int, *options: object) -> None:
    """See that a dump with *options* is refused, and that nothing is written."""
    path = bench.folder / "no.dmp"
    dumpdesk("dump", pid, "-o", path, *options, expect=(BAD_REQUEST,))
    if path.exists():
        raise StepFailedError(f"{options} is refused and written")


def reasons(bench: Bench) -> str:
    """Say in words why there is no dump: the process has ended, the folder is not there."""
    pid = bench.sample()
    missing = bench.folder / "missing" / "it.dmp"
    told = [failure("dump", pid, "-o", missing)]
    bench.close()
    told.append(failure("dump", pid, "-o", bench.folder / "ended.dmp", expect=(NO_PROCESS,)))
    return " / ".join(told)


def failure(*arguments: object, expect: tuple[int, ...] = (OUTPUT,)) -> str:
    """Give what is said of a command that fails as *expect* says."""
    try:
        dumpdesk(*arguments)
    except StepFailedError as error:
        code, _, said = str(error).removeprefix("exit code ").partition(": ")
        if int(code) in expect:
            return said
        raise
    raise StepFailedError("it is said to be done")


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
    rehearsal,
    full_memory,
    snapshot_first,
    left_out,
    left_out_or_called_bad,
    hole_of_a_full_dump,
    stacks,
    stacks_of_an_x86_program,
    nobody_stays_suspended,
    x86_program,
    access_list,
    weak_names,
    reasons,
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
