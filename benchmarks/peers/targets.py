"""The programs that are dumped. Each judges by its own clock how long it stood still."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple, Self

HERE = Path(__file__).parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "dumpdesk" / "bench"
LIBRARIES = 280
_PAGE_TABLES = re.compile(r"VmPTE:\s*(\d+) kB")


class Holding(NamedTuple):
    """What a target holds (see ``targets/gaps.c``); ``zero`` in percent, ``reserved`` in GiB."""

    threads: int = 1
    mib: int = 1
    mappings: int = 0
    """Pairs of neighbours."""
    zero: int = 0
    reserved: int = 0
    libraries: bool = False
    doze: bool = True
    """Look at the clock all 50 µs only: for pauses of tens of milliseconds, and for wall times."""


@cache
def build(name: str) -> Path:
    """Compile ``targets/NAME.c``; the path of the program."""
    CACHE.mkdir(parents=True, exist_ok=True)
    program = CACHE / name
    source = HERE / "targets" / f"{name}.c"
    subprocess.run(["gcc", "-O2", "-pthread", "-o", program, source], check=True)
    return program


@cache
def libraries() -> Path:
    """Make many small shared libraries, once; their folder."""
    folder = CACHE / f"libraries-{LIBRARIES}"
    folder.mkdir(parents=True, exist_ok=True)
    text = "int table_{0}[2000] = {{1}}; int function_{0}(int x) {{ return x * {0}; }}\n"
    for number in range(LIBRARIES):
        library = folder / f"library-{number}.so"
        if not library.exists():
            step = ["gcc", "-shared", "-fPIC", "-O1", "-Wl,--build-id", "-x", "c", "-"]
            new = library.with_name(f".{library.name}")
            subprocess.run([*step, "-o", new], input=text.format(number), text=True, check=True)
            new.rename(library)
    return folder


class Target:
    """A running target, which ends with the ``with`` block."""

    def __init__(self, program: Path, *arguments: object) -> None:
        """Start *program* and wait until it is ready."""
        self.process = subprocess.Popen(
            [program, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = self.process.pid
        if not self.ask(""):
            raise OSError(f"{program} {arguments} ended with {self.process.wait()}")

    def ask(self, line: str) -> str:
        """Send *line*, give the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if line:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        return self.process.stdout.readline()

    def longest_gap(self) -> float:
        """Milliseconds of the longest gap since it was last told ``reset``."""
        return int(self.ask("read")) / 1e6

    def page_tables(self) -> int:
        """Bytes of its page tables (proc_pid_status(5))."""
        found = _PAGE_TABLES.search(Path(f"/proc/{self.pid}/status").read_text("utf-8"))
        return int(found[1]) << 10 if found else 0

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(holding: Holding) -> Target:
    """Start the target that holds so much."""
    arguments: list[object] = [*holding[:5], int(holding.doze)]
    if holding.libraries:
        arguments.append(libraries())
    return Target(build("gaps"), *arguments)
