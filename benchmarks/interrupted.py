"""Which system calls of a process a dump ends with EINTR: measured call by call (x86-64).

``python -m benchmarks interrupted [COUNT]``. A program waits in each call by a thread of its own
(``targets/interrupted.c``) while it is dumped COUNT times (default 5) in each way, by gcore too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient

if TYPE_CHECKING:
    from collections.abc import Callable

    Dump = Callable[[int, Path], None]

SOURCE: Final = Path(__file__).parent / "targets" / "interrupted.c"
FULL: Final = 0x2
COUNT: Final = 5
NO_ERROR: Final = 0
UNMOVED: Final = -1


class Waiting:
    """The program whose threads wait."""

    def __init__(self, folder: Path) -> None:
        program = folder / "interrupted"
        subprocess.run(["gcc", "-O1", "-pthread", "-w", "-o", program, SOURCE, "-lrt"], check=True)
        self._process = subprocess.Popen(
            [program], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.pid = self._process.pid
        self._line()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def came_back(self) -> dict[str, int]:
        """Give the errno of each call that came back since the last time; -1: it waits still."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        lines = iter(self._line, ".")
        return {name: int(told) for name, _, told in (line.partition("\t") for line in lines)}

    def close(self) -> None:
        """Let it end, and take the queues of its own with it."""
        self._process.communicate()


def ways(client: DumperClient) -> dict[str, Dump]:
    """Give the ways of dumping that are here."""

    def ours(*, clone: bool) -> Dump:
        request = DumpRequest(flags=FULL, clone=clone)
        return lambda pid, path: void(client.dump(key_of(pid), request, str(path)))

    found = {"a stop": ours(clone=False), "a clone": ours(clone=True)}
    if shutil.which("gcore"):
        found["gcore"] = gcore
    return found


def void(_: object) -> None:
    """Give nothing."""


def gcore(pid: int, path: Path) -> None:
    """Dump by gcore."""
    command = ["gcore", "-o", str(path), str(pid)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main(arguments: list[str]) -> int:
    """Print a table: call, and in how many dumps of each way it ended."""
    count = int(arguments[0]) if arguments else COUNT
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as name, DumperClient() as client:
        waiting = Waiting(Path(name))
        try:
            dumps = ways(client)
            before = waiting.came_back()
            ended = {way: dict.fromkeys(before, 0) for way in dumps}
            for _ in range(count):
                for way, dump in dumps.items():
                    path = Path(name) / "x.dmp"
                    dump(waiting.pid, path)
                    for call, told in waiting.came_back().items():
                        ended[way][call] += told != UNMOVED
                    for file in Path(name).glob("x.dmp*"):
                        file.unlink()
        finally:
            waiting.close()
    release = os.uname().release
    print(f"Linux {release}: calls that a dump ended, of {count} dumps in each way\n")
    print(f"{'CALL':28}" + "".join(f"{way:>10}" for way in ended))
    for call in before:
        print(f"{call:28}" + "".join(f"{ended[way][call] or '-':>10}" for way in ended))
    return int(any(told != UNMOVED for told in before.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
