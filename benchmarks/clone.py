"""Whether servers under load notice that they are cloned, and what is left where it is cut short.

``python -m benchmarks clone [servers|kills] [COUNT]``. *servers*: COUNT clones (default 100) of
each of the servers of ``servers.py``, every answer of which is checked. *kills*: as often a dumper
or its target is killed at a time of no choosing.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from .peers.targets import Target
from .servers import servers

HERE = Path(__file__).parent
ROOT = HERE.parent


def kills(count: int) -> int:
    """Kill a dumper or its target *count* times; what is left has to go on."""
    program = HERE.parent / "tests" / "targets" / "lender.c"
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as name:
        lender = Path(name) / "lender"
        subprocess.run(["gcc", "-O1", "-pthread", "-o", lender, program], check=True)
        chance, bad = random.Random(count), []
        target = Target(lender, 0, 0, 0)
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
                target = Target(lender, 0, 0, 0)
        target.stop()
    print(f"kills       {count}, not as they should be: {bad or 'none'}")
    return int(bool(bad))


def main(arguments: list[str]) -> int:
    """Run what the first argument names, all without one."""
    parts = {"servers": (servers, 100), "kills": (kills, 200)}
    chosen = arguments[:1] or list(parts)
    failed = 0
    for name in chosen:
        part, usual = parts[name]
        failed |= part(int(arguments[1]) if arguments[1:] else usual)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
