"""How long the target stands still: DumpDesk beside minidump-writer and gcore, in one run.

The target itself measures the longest gap in its own time. Writers take turns on one target per
case; quote the medians and the ratios, not single figures.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dumpdesk" / "bench"

Writer = Callable[[int, Path], None]


class Case(NamedTuple):
    """A target: threads, MiB of heap, mappings."""

    name: str
    threads: int
    heap: int
    mappings: int


CASES = (
    Case("8 threads, 64 MiB", 8, 64, 0),
    Case("1 GiB", 1, 1024, 0),
    Case("256 threads", 256, 1, 0),
    Case("3,000 mappings", 1, 16, 1500),
)


def build_target() -> Path:
    """Compile the target; the path of the program."""
    CACHE.mkdir(parents=True, exist_ok=True)
    program = CACHE / "gaps"
    source = HERE / "targets" / "gaps.c"
    subprocess.run(["gcc", "-O2", "-pthread", "-o", program, source], check=True)
    return program


def build_minidump_writer() -> Path | None:
    """Build the Rust writer; None where that is not possible."""
    if shutil.which("cargo") is None:
        return None
    folder = CACHE / "minidump-writer"
    source = CACHE / "minidump-writer-source"
    shutil.copytree(HERE / "peers" / "minidump-writer", source, dirs_exist_ok=True)
    built = subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--manifest-path", source / "Cargo.toml"],
        env=os.environ | {"CARGO_TARGET_DIR": str(folder)},
        check=False,
    )
    program = folder / "release" / "minidump-writer-bench"
    return program if built.returncode == 0 else None


class Target:
    """A running target."""

    def __init__(self, program: Path, case: Case) -> None:
        self.process = subprocess.Popen(
            [program, str(case.threads), str(case.heap), str(case.mappings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.ask("")

    def ask(self, line: str) -> str:
        """Send *line*, give the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if line:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        return self.process.stdout.readline()

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def writers(client: DumperClient, folder: Path) -> dict[str, Writer]:
    """Name every writer that can run here."""

    def ours(flags: int) -> Writer:
        def write(pid: int, path: Path) -> None:
            client.dump(key_of(pid), DumpRequest(flags=flags), str(path))

        return write

    def command(*words: str | Path) -> Writer:
        def write(pid: int, path: Path) -> None:
            values = {"PID": str(pid), "PATH": str(path)}
            subprocess.run(
                [values.get(str(word), word) for word in words], check=True, capture_output=True
            )

        return write

    found: dict[str, Writer] = {"dumpdesk stacks": ours(0x1000)}
    program = build_minidump_writer()
    if program is not None:
        found["minidump-writer"] = command(program, "PID", "PATH")
    found["dumpdesk support"] = ours(0x21925)
    found["dumpdesk full"] = ours(0x21826)
    if shutil.which("gcore"):
        found["gcore"] = command("gcore", "-o", folder / "core", "PID")
    return found


def main(arguments: list[str]) -> int:
    """Run all cases; the first argument is the number of rounds (default 5)."""
    rounds = int(arguments[0]) if arguments else 5
    program = build_target()
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as name, DumperClient() as client:
        folder = Path(name)
        found = writers(client, folder)
        print(f"{'case':20} {'writer':18} {'pause ms':>9} {'x mdw':>6} {'wall s':>7} {'MiB':>7}")
        for case in CASES:
            target = Target(program, case)
            try:
                report(case, target, found, folder, rounds)
            finally:
                target.stop()
    return 0


def report(case: Case, target: Target, found: dict[str, Writer], folder: Path, rounds: int) -> None:
    """Let the writers take turns on *target* and print their medians."""
    pauses: dict[str, list[float]] = {name: [] for name in found}
    walls: dict[str, list[float]] = {name: [] for name in found}
    sizes: dict[str, int] = {}
    for _ in range(rounds + 1):
        for name, write in found.items():
            path = folder / "dump"
            target.ask("reset")
            start = time.monotonic()
            write(target.process.pid, path)
            walls[name].append(time.monotonic() - start)
            pauses[name].append(int(target.ask("read")) / 1e6)
            written = [file for file in folder.iterdir() if file.is_file()]
            sizes[name] = sum(file.stat().st_size for file in written)
            for file in written:
                file.unlink()
    base = statistics.median(pauses["minidump-writer"][1:]) if "minidump-writer" in found else 0
    for name in found:
        # The first round warms up.
        pause = statistics.median(pauses[name][1:])
        wall = statistics.median(walls[name][1:])
        ratio = f"{pause / base:6.2f}" if base else "     -"
        size = sizes[name] / (1 << 20)
        print(f"{case.name:20} {name:18} {pause:9.2f} {ratio} {wall:7.3f} {size:7.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
