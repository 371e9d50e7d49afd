"""What a clone costs and spares, and whether servers under load notice it.

``python -m benchmarks clone [pause|servers|kills] [COUNT]``. *pause*: how long the target stands
still, by its own clock, with and without a clone, by size. *servers*: COUNT clones (default 100) of
each of PostgreSQL, under pgbench, and a web server in a JVM, every answer of which is checked.
*kills*: as often a dumper or its target is killed at a time of no choosing.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.capture.target import key_of, open_target
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.errors import MiniDumpError, NoSuchProcessError
from app.core.intervals import merged

from .pause import Case, Target, build_target

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parent
FULL = 0x2
SIZES = (4, 16, 64, 256, 1024)
ROUNDS = 5
CLIENTS = 4
MIB = 1 << 20


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


# ------------------------------------------------------------------------------- servers under load


def clone_once(pid: int) -> str:
    """Clone the process, look at the clone, end it. Gives why not, or nothing."""
    try:
        target = open_target(key_of(pid))
    except NoSuchProcessError:
        return "gone"
    with contextlib.closing(target):
        try:
            snapshot = target.describe()
            if snapshot.clone_refusal:
                return snapshot.clone_refusal
            target.prepare_clone()
            wanted = merged(
                (r.base, r.end) for r in snapshot.regions if r.readable and not r.device_memory
            )
            try:
                with target.suspend(snapshot, xstate=False):
                    target.clone(wanted)
                target.read(snapshot.threads[0].stack_pointer, 4096)
            finally:
                target.end_clone()
        except NoSuchProcessError as error:
            return "gone" if not Path(f"/proc/{pid}").exists() else f"not gone: {error.cause}"
        except MiniDumpError as error:
            return error.cause
    return ""


def clone_many(pids: Iterator[int], count: int) -> dict[str, int]:
    """Clone *count* processes one after the other; how often each thing was said."""
    told: dict[str, int] = {}
    done = 0
    while done < count:
        why = clone_once(next(pids))
        told[why or "cloned"] = told.get(why or "cloned", 0) + 1
        done += not why
        if sum(told.values()) > 20 * count:
            break
    return told


def leftover(root: int) -> list[int]:
    """Give clones that are left among the children of *root*."""
    found = []
    for line in subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    ).stdout.splitlines():
        pid, parent, state = line.split()
        if state.startswith("Z") and int(parent) == root:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            if int(fields[35]) != signal.SIGCHLD:
                found.append(int(pid))
    return found


def children(pid: int) -> list[int]:
    """Give the children of a process."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def postgres(count: int) -> bool:
    """Have pgbench run while the postmaster and its children are cloned."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs or os.geteuid():
        print("postgres    not here, or not root to start it as another user")
        return True
    bench = programs[-1]
    folder = Path(tempfile.mkdtemp(prefix="dumpdesk-pg-", dir="/var/tmp"))
    shutil.chown(folder, "postgres")
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*user, bench / "initdb", "-D", folder / "db"], check=True, **quiet)
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [*user, bench / "postgres", "-D", folder / "db", "-k", folder, "-c", "listen_addresses="],
        stdout=log,
        stderr=log,
        cwd=folder,
    )
    try:
        there = ["-U", "postgres", "-h", str(folder), "postgres"]
        while subprocess.run([bench / "pg_isready", *there[:4]], check=False, **quiet).returncode:
            time.sleep(0.1)
        subprocess.run([bench / "pgbench", "-i", *there], check=True, **quiet)
        load = subprocess.Popen(
            [bench / "pgbench", "-c", str(CLIENTS), "-T", "86400", "-n", "-P", "86400", *there],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        chance = random.Random(1)

        def pids() -> Iterator[int]:
            while True:
                yield chance.choice([server.pid, *children(server.pid)])

        told = clone_many(pids(), count)
        said = (folder / "log").read_text("utf-8", "replace")
        load.send_signal(signal.SIGINT)
        _, complaints = load.communicate()
        bad = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
        bad += [line for line in complaints.splitlines() if "error" in line or "aborted" in line]
        # SIGINT ends pgbench without its summary: what was aborted is told, and is all that counts.
        print(f"postgres    {told}, lost: {bad or 'nothing'}, zombies: {leftover(server.pid)}")
        return not bad and not leftover(server.pid)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        log.close()
        shutil.rmtree(folder)


def jvm(count: int) -> bool:
    """Have clients ask a web server in a JVM for sums while it is cloned."""
    if shutil.which("java") is None:
        print("jvm         no java here")
        return True
    server = subprocess.Popen(
        ["java", HERE / "targets" / "Sums.java"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    port = int(server.stdout.readline())
    stop, asked, lost = threading.Event(), [0] * CLIENTS, []

    def ask(index: int) -> None:
        chance = random.Random(index)
        while not stop.is_set():
            first, second = chance.randrange(1 << 20), chance.randrange(1 << 20)
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/{first}/{second}", timeout=30
                ) as answer:
                    found = int(answer.read())
            except (OSError, ValueError) as error:
                lost.append(repr(error))
                continue
            if found != first + second:
                lost.append(f"{first} + {second} = {found}")
            asked[index] += 1

    clients = [threading.Thread(target=ask, args=(index,)) for index in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        told = clone_many(iter(lambda: server.pid, 0), count)
    finally:
        stop.set()
        for client in clients:
            client.join()
        left = leftover(server.pid)
        server.terminate()
        server.wait()
    print(f"jvm         {told}, {sum(asked)} requests, lost: {lost or 'none'}, zombies: {left}")
    return not lost and not left


def servers(count: int) -> int:
    """Clone each server *count* times."""
    return int(not all([postgres(count), jvm(count)]))


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
