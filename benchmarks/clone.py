"""What a clone costs and spares, and whether servers under load notice it.

``python -m benchmarks clone [pause|servers|kills] [COUNT]``. *pause*: how long the target stands
still, by its own clock, with and without a clone, by size. *servers*: COUNT clones (default 100) of
each of the servers of ``servers.py``, every answer of which is checked.
*kills*: as often a dumper or its target is killed at a time of no choosing.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient

from .pause import Case, Target, build_target
from .servers import servers

HERE = Path(__file__).parent
ROOT = HERE.parent
FULL = 0x2
SIZES = (4, 16, 64, 256, 1024)
ROUNDS = 5


# -------------------------------------------------------------------------------------- the pause


def pause(_count: int) -> int:
    """Print the pauses by size, without a clone and with one, in turns."""
    program = build_target()
    print("   MiB  without ms  clone ms  ratio  wall s  clone s")
    with (
        tempfile.TemporaryDirectory(prefix="dumpdesk-bench-", dir="/var/tmp") as name,
        DumperClient() as client,
    ):
        for size in SIZES:
            target = Target(program, Case("", 8, size, 0))
            pauses: dict[bool, list[float]] = {False: [], True: []}
            walls: dict[bool, list[float]] = {False: [], True: []}
            try:
                for _ in range(ROUNDS):
                    for clone in (False, True):
                        path = Path(name) / "x.dmp"
                        target.ask("reset")
                        began = time.monotonic()
                        request = DumpRequest(flags=FULL, clone=clone)
                        client.dump(key_of(target.process.pid), request, str(path))
                        walls[clone].append(time.monotonic() - began)
                        pauses[clone].append(int(target.ask("read")) / 1e6)
                        path.unlink()
            finally:
                target.stop()
            middle = {clone: statistics.median(found) for clone, found in pauses.items()}
            wall = {clone: statistics.median(found) for clone, found in walls.items()}
            print(
                f"{size:6} {middle[False]:11.1f} {middle[True]:9.1f} "
                f"{middle[True] / middle[False]:6.2f} {wall[False]:7.2f} {wall[True]:8.2f}",
                flush=True,
            )
    return 0


# -------------------------------------------------------------------------------------------- kills


def kills(count: int) -> int:
    """Kill a dumper or its target *count* times; what is left has to go on."""
    program = HERE.parent / "tests" / "targets" / "lender.c"
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as name:
        lender = Path(name) / "lender"
        subprocess.run(["gcc", "-O1", "-pthread", "-o", lender, program], check=True)
        chance, bad = random.Random(count), []
        target = Target(lender, Case("", 0, 0, 0))
        for number in range(count):
            command = [sys.executable, "-m", "app", "dump", str(target.process.pid), "-o", "-"]
            dumper = subprocess.Popen(
                [*command, "--type", "MiniDumpWithFullMemory", "--clone"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                start_new_session=True,
            )
            with contextlib.suppress(subprocess.TimeoutExpired):
                dumper.wait(chance.uniform(0.1, 0.8))
            if number % 4:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(dumper.pid, signal.SIGKILL)
                dumper.wait()
                if (said := target.ask("?")) != "fine\n":
                    bad.append(f"{number}: {said.strip()}")
            else:
                target.stop()
                if dumper.wait(60) not in (0, 4):
                    bad.append(f"{number}: the dumper ended with {dumper.returncode}")
                target = Target(lender, Case("", 0, 0, 0))
        target.stop()
    print(f"kills       {count}, not as they should be: {bad or 'none'}")
    return int(bool(bad))


def main(arguments: list[str]) -> int:
    """Run what the first argument names, all without one."""
    parts = {"pause": (pause, 0), "servers": (servers, 100), "kills": (kills, 200)}
    chosen = arguments[:1] or list(parts)
    failed = 0
    for name in chosen:
        part, usual = parts[name]
        failed |= part(int(arguments[1]) if arguments[1:] else usual)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
