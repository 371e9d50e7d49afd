"""How true the preview is: predicted against written size, for twenty unlike processes.

Each process is dumped for each preset while it runs, where the goal is to be within 2 %, and
stopped by a signal, where prediction and file must be of one size to the byte.

The pause is foretold as a range, narrowed by the dumps before; the truth is the median of the dumps
in a row. On a machine that others use, too, single pauses say little.

A prediction cannot be truer than the target is steady: more dumps right after the first show by how
much the target itself changes, and a prediction nearer than that is as good as any.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.capture.target import key_of
from app.core.dump.pause import PastPause, Pause, foretell
from app.core.dump.presets import BY_KEY
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.core.dumper.messages import Done
    from app.core.dumper.replies import Planned

ROOT = Path(__file__).parent.parent
GOAL: Final = 2.0
"""Percent."""
PAUSE_GOAL: Final = 3.0
"""Times that a pause may be shorter or longer than the range that was foretold."""
PRESETS: Final = ("support", "private", "windbg")
_IN_A_ROW: Final = 4
_SETTLED: Final = 1.5
"""A program that says nothing is ready when its memory has stayed the same for so many seconds."""
_START_SECONDS: Final = 30

_PYTHON_THREADS = """
import threading, time
for n in range(20):
    threading.Thread(target=time.sleep, args=(1e6,), daemon=True).start()
heap = [bytes([n % 256]) * 5000 for n in range(8000)]
print("ready", flush=True)
time.sleep(1e6)
"""
_PYTHON_BUSY = """
import itertools
print("ready", flush=True)
heap = {}
for n in itertools.count():
    heap[n % 20000] = [str(n)] * (n % 50)
"""
_PYTHON_MAPS = """
import mmap, random
maps = [mmap.mmap(-1, 1 << 20) for _ in range(200)]
for one in maps:
    one[: 1 << 18] = bytes(1 << 18)
print("ready", flush=True)
while True:
    n = random.randrange(200)
    maps[n].close()
    maps[n] = mmap.mmap(-1, 1 << 20)
    maps[n][: 1 << 18] = bytes(1 << 18)
"""
_PYTHON_HOLES = """
import mmap, time
one = mmap.mmap(-1, 1 << 30)
for n in range(0, 1 << 30, 1 << 20):
    one[n] = 1
print("ready", flush=True)
time.sleep(1e6)
"""
_PYTHON_QT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableWidget
app = QApplication(sys.argv)
table = QTableWidget(200, 20)
table.show()
QTimer.singleShot(500, lambda: print("ready", flush=True))
app.exec()
"""
_NODE_BUSY = """
const kept = new Map();
let n = 0;
function work() {
  for (let i = 0; i < 1000; i++, n++) kept.set(n % 50000, { n, text: "x".repeat(n % 100) });
  if (n === 2000000) console.log("ready");
  setImmediate(work);
}
work();
"""
_PERL = 'my %h; $h{$_} = "x" x 100 for 1 .. 50000; $| = 1; print "ready\\n"; sleep 1 while 1'
_AWK = 'BEGIN { for (n = 0; n < 200000; n++) a[n] = n * n; print "ready"; fflush() } { x = $0 }'
_SQL = (
    "create table t(a, b); with recursive n(i) as (select 1 union all select i + 1 from n where "
    "i < 100000) insert into t select i, hex(randomblob(20)) from n; select 'ready';\n"
)


class Kind(NamedTuple):
    """A kind of process. ``{…}`` in its command is a program that is compiled first."""

    name: str
    command: tuple[str, ...]
    says_ready: bool = True
    input: str = ""


KINDS: Final = (
    Kind("sleep", ("sleep", "100000"), says_ready=False),
    Kind("cat", ("cat",), says_ready=False),
    Kind("tail -f", ("tail", "-f", "/dev/null"), says_ready=False),
    Kind("dash", ("dash",), input="x=$(seq 20000); echo ready\n"),
    Kind("bash", ("bash", "--norc"), input="declare -a x=($(seq 20000)); echo ready\n"),
    Kind("awk", ("awk", _AWK)),
    Kind("perl", ("perl", "-e", _PERL)),
    Kind("sqlite3", ("sqlite3", "-batch", ":memory:"), input=_SQL),
    Kind("gdb", ("gdb", "-q", "-nx", sys.executable), says_ready=False),
    Kind("lldb", ("lldb-19", "-x", sys.executable), says_ready=False),
    Kind("Xvfb", ("Xvfb", "-displayfd", "1", "-nolisten", "tcp"), says_ready=False),
    Kind("dbus-daemon", ("dbus-daemon", "--session", "--nofork"), says_ready=False),
    Kind("ssh-agent", ("ssh-agent", "-D"), says_ready=False),
    Kind("node", ("node", "-e", "console.log('ready'); setInterval(() => 0, 1000)")),
    Kind("node, busy", ("node", "-e", _NODE_BUSY)),
    Kind("java", ("java", "-m", "java.rmi/sun.rmi.registry.RegistryImpl", "0"), says_ready=False),
    Kind("python, 20 threads", (sys.executable, "-c", _PYTHON_THREADS)),
    Kind("python, busy", (sys.executable, "-c", _PYTHON_BUSY)),
    Kind("python, mappings come and go", (sys.executable, "-c", _PYTHON_MAPS)),
    Kind("python, 1 GiB with holes", (sys.executable, "-c", _PYTHON_HOLES)),
    Kind("python, Qt window", (sys.executable, "-c", _PYTHON_QT)),
    Kind("C, 64 threads", ("{benchmarks/targets/gaps.c}", "64", "64", "100"), says_ready=False),
    Kind("C, threads come and go", ("{tests/targets/churn.c}",)),
)


class Row(NamedTuple):
    """One comparison. Sizes in bytes."""

    kind: str
    preset: str
    live: int
    live_predicted: int
    spread: int
    """Between the smallest and the largest of several dumps in a row."""
    stopped: int
    stopped_predicted: int
    paused: float
    """Milliseconds, the median of the dumps in a row."""
    pause: Pause
    """What was foretold of it."""

    @property
    def pause_error(self) -> float:
        """How many times the pause lies beyond the range; 1 inside of it."""
        return max(1.0, self.paused / self.pause.high, self.pause.low / self.paused)

    @property
    def live_error(self) -> float:
        """Percent of what was written."""
        return (self.live_predicted - self.live) / self.live * 100

    @property
    def own_change(self) -> float:
        """Percent by which dumps in a row differ."""
        return self.spread / self.live * 100

    @property
    def is_off(self) -> bool:
        """The prediction is worse than the goal, and worse than the target is steady."""
        return abs(self.live_error) > max(GOAL, self.own_change)

    @property
    def stopped_error(self) -> int:
        """Bytes."""
        return self.stopped_predicted - self.stopped


def compiled(word: str, folder: Path) -> str:
    """Compile the program that *word* names in braces; other words stay."""
    if not word.startswith("{"):
        return word
    source = ROOT / word.strip("{}")
    program = folder / source.stem
    subprocess.run(["gcc", "-O1", "-pthread", "-o", program, source], check=True)
    return str(program)


@contextlib.contextmanager
def running(kind: Kind, folder: Path) -> Iterator[int]:
    """Start a process, wait until it is ready, give its id; end it afterwards."""
    process = subprocess.Popen(
        [compiled(word, folder) for word in kind.command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if kind.input:
            process.stdin.write(kind.input.encode())
            process.stdin.flush()
        if kind.says_ready:
            while not (line := process.stdout.readline()).startswith(b"ready"):
                if not line:
                    raise ChildProcessError(f"{kind.name} ended before it was ready")
        wait_until_settled(process.pid, _SETTLED if not kind.says_ready else 0)
        yield process.pid
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def wait_until_settled(pid: int, seconds: float) -> None:
    """Wait until the memory of *pid* has stayed the same for *seconds*."""
    began = since = time.monotonic()
    before = ""
    while time.monotonic() - since < seconds and time.monotonic() - began < _START_SECONDS:
        now = Path(f"/proc/{pid}/statm").read_text()
        if now != before:
            before, since = now, time.monotonic()
        time.sleep(0.05)


@contextlib.contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Have all threads of *pid* stopped by SIGSTOP."""
    os.kill(pid, signal.SIGSTOP)
    try:
        while not all(
            task.read_text().rpartition(")")[2].split()[0] == "T"
            for task in Path(f"/proc/{pid}/task").glob("*/stat")
        ):
            time.sleep(0.001)
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def planned(client: DumperClient, pid: int, request: DumpRequest) -> Planned:
    """Ask for a preview of the process as it is now."""
    return client.plan(key_of(pid), request, refresh=True)


def written(client: DumperClient, pid: int, request: DumpRequest, folder: Path) -> Done:
    """Write a dump."""
    path = folder / "dump.dmp"
    done = client.dump(key_of(pid), request, str(path), overwrite=True)
    path.unlink()
    return done


def measure(client: DumperClient, kind: Kind, folder: Path, past: list[PastPause]) -> Iterator[Row]:
    """Compare all presets for one kind of process; *past* has the dumps before, newest first."""
    with running(kind, folder) as pid:
        for preset in PRESETS:
            request = DumpRequest(flags=BY_KEY[preset].flags)
            told = planned(client, pid, request)
            plan = told.plan
            pause = foretell(plan.usual_pause_ms, past, told.wait_ms)
            live = [written(client, pid, request, folder) for _ in range(_IN_A_ROW)]
            with stopped(pid):
                plan_still = planned(client, pid, request).plan
                still = written(client, pid, request, folder)
            sizes = [done.file_size for done in live]
            paused = statistics.median(done.paused_ms for done in live)
            past.insert(0, PastPause(live[-1].usual_pause_ms, paused, live[-1].wait_ms))
            yield Row(
                kind.name,
                preset,
                sizes[0],
                plan.file_size,
                max(sizes) - min(sizes),
                still.file_size,
                plan_still.file_size,
                paused,
                pause,
            )


def main(arguments: list[str]) -> int:
    """Print the table; 0 if every goal is met."""
    parser = argparse.ArgumentParser(prog="preview-truth", description=__doc__)
    parser.add_argument("only", nargs="*", help="kinds whose name contains one of these")
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    past: list[PastPause] = []
    print(
        "| process | preset | written, bytes | predicted | error | changes by itself | stopped "
        "| pause, ms | foretold |"
    )
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as name, DumperClient() as client:
        for kind in KINDS:
            if options.only and not any(word in kind.name for word in options.only):
                continue
            program = kind.command[0].strip("{}")
            if not (shutil.which(program) or (ROOT / program).exists()):
                print(f"| {kind.name} | not installed | | | | | | | |")
                continue
            for row in measure(client, kind, Path(name), past):
                rows.append(row)
                exact = "exact" if not row.stopped_error else f"{row.stopped_error:+,} B"
                print(
                    f"| {row.kind} | {row.preset} | {row.live:,} | {row.live_predicted:,} "
                    f"| {row.live_error:+.2f} % | {row.own_change:.2f} % | {exact} "
                    f"| {row.paused:.1f} | {row.pause.low:.1f} to {row.pause.high:.1f} |",
                    flush=True,
                )
    return summary(rows)


def summary(rows: list[Row]) -> int:
    """Say how it went; 0 if every goal is met."""
    kinds = len({row.kind for row in rows})
    within = sum(abs(row.live_error) <= GOAL for row in rows)
    to_the_byte = sum(row.live_predicted == row.live for row in rows)
    off = [row for row in rows if row.is_off]
    inexact = sum(row.stopped_error != 0 for row in rows)
    print(
        f"\n{kinds} kinds of process, {len(rows)} dumps while they run: {within} predicted within "
        f"{GOAL:g} %, {to_the_byte} of them to the byte.\n{len(rows) - within - len(off)} others "
        f"changed more by themselves; {len(off)} were off.\n"
        f"Stopped: {len(rows) - inexact} predicted to the byte, {inexact} not."
    )
    inside = sum(row.pause_error == 1 for row in rows)
    worst = max((row.pause_error for row in rows), default=1.0)
    late = [row for row in rows if row.pause_error > PAUSE_GOAL]
    print(
        f"Pauses: {inside} of {len(rows)} within the range foretold; the worst {worst:.1f} times "
        "beyond it."
    )
    for row in late:
        print(f"pause off: {row.kind}, {row.preset}: {row.pause_error:.1f} times")
    for row in off:
        print(f"off: {row.kind}, {row.preset}: {row.live_error:+.2f} %")
    return 1 if off or inexact or late else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
