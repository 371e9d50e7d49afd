"""How soon stacks are there, and whether they are gdb's: the first thread's, and all of them.

Of a program with so many threads and of a browser, if there is one (Chromium), or of a process of
yours (--pid): a live look and a dump, each in a process of its own, so that nothing is read before.
Where code has no unwind tables, as a browser's own has none, gdb takes anything for a return
address: its frames count up to the first that is no code. The goals: the first thread of a
dump in 150 ms, 70 threads in 1 s, in 150 MiB; as processor time (``cpu``), which other programs do
not lengthen.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest

if TYPE_CHECKING:
    from collections.abc import Callable

GOALS: Final = {"first_cpu_ms": 150.0, "all_cpu_ms": 1000.0, "memory_mib": 150.0}
_READER: Final = Path(__file__).parents[1] / "tests" / "readers" / "frames_gdb.py"
_FRAME: Final = re.compile(r"^FRAME (\d+) (\S+) call", re.MULTILINE)
_TARGET: Final = """
import sys
from PySide6.QtCore import QCoreApplication, QThread
app = QCoreApplication([])
threads = [QThread() for _ in range(int(sys.argv[1]) - 1)]
for thread in threads:
    thread.start()
print("ready", flush=True)
app.exec()
"""


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a goal is missed or an address is not gdb's."""
    parser = argparse.ArgumentParser(prog="benchmarks stacks", description=__doc__)
    parser.add_argument("--pid", type=int, help="look at this process")
    parser.add_argument("--threads", type=int, default=70, help="threads of our own target")
    parser.add_argument("--walk", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.walk:
        print(json.dumps(_walk(options.walk)))
        return 0
    if options.pid:
        return _measure(options.pid)
    return _measure_own(options.threads) | _measure_browser()


def _measure_own(threads: int) -> int:
    command = [sys.executable, "-c", _TARGET, str(threads)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as target:
        assert target.stdout is not None
        target.stdout.readline()
        time.sleep(1)  # its threads go to sleep
        try:
            return _measure(target.pid)
        finally:
            target.kill()


def _measure_browser() -> int:
    """Measure the first process of a browser without a window, which has the most threads."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no browser is here")
        return 0
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-", ignore_cleanup_errors=True) as own:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={own}"]
        command += ["--remote-debugging-port=0", "about:blank"]
        silent = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent) as target:
            time.sleep(10)  # it starts others, and its threads go to sleep
            try:
                threads = len(list(Path(f"/proc/{target.pid}/task").iterdir()))
                print(f"a browser with {threads} threads")
                return _measure(target.pid)
            finally:
                target.terminate()  # the others end with it


def _measure(pid: int) -> int:
    with tempfile.TemporaryDirectory(prefix="dumpdesk-bench-") as folder:
        path = Path(folder) / "it.dmp"
        request = DumpRequest(0)
        dump_to_file(
            key_of(pid), str(path), request, report=lambda _: None, is_cancelled=lambda: False
        )
        print(f"a dump of {path.stat().st_size / 1024:.0f} KiB")
        results = {"dump": _in_own_process(str(path)), "live": _in_own_process(str(pid))}
    theirs = _gdb(pid)
    code = _code_of(pid)
    missed = False
    for name, result in results.items():
        ours = {int(task): frames for task, frames in result.pop("addresses").items()}
        frames = sum(map(len, theirs.values()))
        same = further = 0
        for task, found in theirs.items():
            sound = list(itertools.takewhile(code, found))
            walked = ours.get(task, [])
            goes_further = len(sound) < len(found) and walked[: len(sound)] == sound
            same += walked == found
            further += walked != found and goes_further
            if walked != found and not goes_further:
                print(f"  thread {task}: {' '.join(map(hex, walked))}")
                print(f"     gdb's: {' '.join(map(hex, found))}")
        figures = "  ".join(f"{key} {value:.1f}" for key, value in result.items())
        like = f"threads like gdb's {same}, further than gdb's {further}"
        print(f"{name:5} {figures}  {like}, of {len(theirs)} ({frames} frames)")
        missed |= bool(theirs) and same + further < len(theirs)
        missed |= name == "dump" and any(result[key] > goal for key, goal in GOALS.items())
    return int(missed)


def _code_of(pid: int) -> Callable[[int], bool]:
    """Give what says whether an address of a process is code."""
    ranges = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights = line.split(maxsplit=2)[:2]
        if "x" in rights:
            low, high = span.split("-")
            ranges.append((int(low, 16), int(high, 16)))
    return lambda address: any(low < address <= high for low, high in ranges)


def _in_own_process(source: str) -> dict[str, Any]:
    command = [sys.executable, "-P", "-m", "benchmarks", "stacks", "--walk", source]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _walk(source: str) -> dict[str, Any]:
    """Walk the stacks of a dump or a process, timed from before our code is imported."""
    start, start_cpu = time.perf_counter(), time.process_time()
    first = first_cpu = paused = 0.0
    if source.isdecimal():
        from app.core.inspection.stack_capture import stacks_of_process

        live = stacks_of_process(key_of(int(source)))
        stacks, paused = list(live.stacks), live.paused_ns / 1e6
    else:
        from app.core.inspection.dump_snapshot import snapshot_of
        from app.core.inspection.stack_code import Code
        from app.core.inspection.stacks import stacks_of
        from app.core.minidump.reader import MinidumpFile

        stacks = []
        with MinidumpFile.open(source) as file, Code() as code:
            for stack in stacks_of(snapshot_of(file), file.read_memory, code):
                if not stacks:
                    first = (time.perf_counter() - start) * 1e3
                    first_cpu = (time.process_time() - start_cpu) * 1e3
                stacks.append(stack)
    return {
        "first_ms": first,
        "first_cpu_ms": first_cpu,
        "all_ms": (time.perf_counter() - start) * 1e3,
        "all_cpu_ms": (time.process_time() - start_cpu) * 1e3,
        "paused_ms": paused,
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "addresses": {
            stack.thread.id: [frame.address for frame in stack.frames if frame.found_by != "Python"]
            for stack in stacks
        },
    }


def _gdb(pid: int) -> dict[int, list[int]]:
    """Ask gdb for the addresses of each thread's frames; nothing where it is not."""
    gdb = shutil.which("gdb")
    if gdb is None:
        print("gdb is not here: nothing to compare with")
        return {}
    command = [gdb, "-nx", "-batch", "-p", str(pid), "-x", str(_READER)]
    before = time.perf_counter()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    print(f"gdb   all_ms {(time.perf_counter() - before) * 1e3:.1f}")
    threads: dict[int, list[int]] = {}
    for task, address in _FRAME.findall(done.stdout):
        threads.setdefault(int(task), []).append(int(address, 16))
    return threads
