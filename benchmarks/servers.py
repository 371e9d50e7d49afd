"""Servers under load, cloned again and again: whether they lose a request.

Each is a row of `SERVERS`: it starts a server and its clients, gives the processes to be cloned,
and at the end tells what was asked and lost. Who judges is the client, and where there is one a
foreign one: pgbench, ab, the browser's own script.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from app.core.capture.target import key_of, open_target
from app.core.errors import MiniDumpError, NoSuchProcessError
from app.core.intervals import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Server = Callable[[Path], contextlib.AbstractContextManager["Load"]]

HERE = Path(__file__).parent
CLIENTS = 4
DAY = "86400"
REQUESTS = "20000000"
"""More than there is time for; ab keeps 40 bytes of each."""


class NotHereError(Exception):
    """This machine lacks the server or its client."""


class Lost(NamedTuple):
    """What clients tell at the end."""

    asked: str
    lost: list[str]


class Load(NamedTuple):
    """A server that works."""

    pids: Callable[[], list[int]]
    """The processes that may be cloned now."""
    finish: Callable[[], Lost]
    """Stop the clients."""


def needs(*programs: str) -> None:
    """Raise NotHereError unless all *programs* are here."""
    if missing := [program for program in programs if shutil.which(program) is None]:
        raise NotHereError(f"no {missing[0]} here")


def children(pid: int) -> list[int]:
    """Give the children of a process; none once it has ended."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def family(pid: int) -> list[int]:
    """Give a process and all below it."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end; nobody hears what it says."""
    quiet = subprocess.DEVNULL
    return subprocess.run(command, check=False, cwd=cwd, stdout=quiet, stderr=quiet)


@contextlib.contextmanager
def running(
    *command: str | Path,
    cwd: Path | None = None,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and interrupt it at the end."""
    process = subprocess.Popen(command, text=True, cwd=cwd, stdout=stdout, stderr=stderr)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # nothing, if it was waited for
        process.wait()


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[Load]:
    """PostgreSQL under pgbench: the postmaster and its children."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs or os.geteuid():
        raise NotHereError("not here, or not root to start it as another user")
    there, bench = ["-U", "postgres", "-h", str(folder), "postgres"], programs[-1] / "pgbench"
    shutil.chown(folder, "postgres")
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    run(*user, programs[-1] / "initdb", "-D", folder / "db", cwd=folder).check_returncode()
    log = folder / "log"
    server: list[str | Path] = [*user, programs[-1] / "postgres", "-D", folder / "db", "-k", folder]
    with (
        log.open("wb") as file,
        running(*server, "-c", "listen_addresses=", cwd=folder, stdout=file, stderr=file) as parent,
    ):
        ready: list[str | Path] = [programs[-1] / "pg_isready", *there[:4]]
        while run(*ready, cwd=folder).returncode:
            time.sleep(0.1)
        run(bench, "-i", *there, cwd=folder).check_returncode()
        options = ["-c", str(CLIENTS), "-T", DAY, "-n", "-P", DAY]
        with running(bench, *options, *there, cwd=folder, stderr=subprocess.PIPE) as load:

            def finish() -> Lost:
                said = log.read_text("utf-8", "replace").splitlines()
                lost = [line for line in said if "FATAL" in line or "PANIC" in line]
                # SIGINT ends pgbench without a summary: what was aborted is told.
                load.send_signal(signal.SIGINT)
                _, complaints = load.communicate()
                lost += [one for one in complaints.splitlines() if re.search("error|aborted", one)]
                return Lost("transactions", lost)

            yield Load(lambda: family(parent.pid), finish)


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[Load]:
    """Nginx with two workers under ab: the master and its workers."""
    needs("nginx", "ab")
    page = "nobody is to notice\n" * 3000
    (folder / "page").write_text(page)
    folder.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        listening = f"127.0.0.1:{free.getsockname()[1]}"
    (folder / "nginx.conf").write_text(
        f"worker_processes 2; daemon off; pid {folder}/pid; error_log {folder}/log;"
        "events { worker_connections 256; }"
        f"http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;"
        f" fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;"
        f" server {{ listen {listening}; root {folder}; keepalive_requests 100000; }} }}"
    )
    address = f"http://{listening}/page"
    with running("nginx", "-c", folder / "nginx.conf", "-e", folder / "log") as master:
        while not answers(address):
            time.sleep(0.05)
        options = ["-c", str(CLIENTS), "-k", "-t", DAY, "-n", REQUESTS, "-s", DAY]
        with running("ab", *options, address, stdout=subprocess.PIPE) as load:

            def finish() -> Lost:
                load.send_signal(signal.SIGINT)
                told, _ = load.communicate()
                lines = r"^(\w+ requests|Non-2xx responses): +(\d+)"
                counts = dict(re.findall(lines, told, re.MULTILINE))
                asked = counts.pop("Complete requests", "no")
                lost = [f"{name}: {count}" for name, count in counts.items() if int(count)]
                size = re.search(r"^Document Length: +(\d+)", told, re.MULTILINE)
                if size is None or int(size[1]) != len(page):
                    lost.append("the page")
                return Lost(f"{asked} requests", lost)

            yield Load(lambda: family(master.pid), finish)


def answers(address: str) -> bool:
    """Say whether a web server answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own
            return bool(answer.read())
    except OSError:
        return False


@contextlib.contextmanager
def jvm(_: Path) -> Iterator[Load]:
    """Ask a web server in a JVM for sums, by clients of our own."""
    needs("java")
    source = HERE / "targets" / "Sums.java"
    with running("java", source, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        stop, asked, lost = threading.Event(), [0] * CLIENTS, list[str]()

        def ask(index: int) -> None:
            chance = random.Random(index)
            while not stop.is_set():
                first, second = chance.randrange(1 << 20), chance.randrange(1 << 20)
                address = f"http://127.0.0.1:{port}/{first}/{second}"
                try:
                    with urllib.request.urlopen(address, timeout=30) as answer:
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

        def finish() -> Lost:
            stop.set()
            for client in clients:
                client.join()
            return Lost(f"{sum(asked)} requests", lost)

        try:
            yield Load(lambda: [server.pid], finish)
        finally:
            stop.set()


SCRIPT = """<script>
let asked = 0, lost = [];
async function ask() {
    for (;;) {
        const first = Math.floor(Math.random() * 1e6), second = Math.floor(Math.random() * 1e6);
        try {
            const found = Number(await (await fetch(`/${first}/${second}`)).text());
            if (found !== first + second) lost.push(`${first} + ${second} = ${found}`);
        } catch (error) { lost.push(String(error)); }
        if (++asked % 20 === 0)
            await fetch("/told", {method: "POST", body: JSON.stringify([asked, lost])});
    }
}
for (let i = 0; i < 4; i++) ask();
</script>"""


@contextlib.contextmanager
def browser(folder: Path) -> Iterator[Load]:
    """Run Chromium, whose page asks for sums: all processes of it but those with a filter."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise NotHereError("no chromium here")
    told: list[str] = ["[0, []]"]

    class Sums(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, text: str, kind: str = "text/plain") -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self) -> None:
            numbers = re.fullmatch(r"/(\d+)/(\d+)", self.path)
            if numbers:
                self.answer(str(int(numbers[1]) + int(numbers[2])))
            else:
                self.answer(SCRIPT, "text/html")

        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer("")

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):  # the browser's end
                super().handle()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    sums = ThreadingHTTPServer(("127.0.0.1", 0), Sums)
    threading.Thread(target=sums.serve_forever, daemon=True).start()
    # As root it runs without its sandbox only, and processes in it would not be cloned.
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    address = f"http://127.0.0.1:{sums.server_port}/"
    try:
        with running(program, *options, f"--user-data-dir={folder}", address) as parent:
            while len(told) == 1:
                time.sleep(0.1)

            def finish() -> Lost:
                last = len(told)
                patience = time.monotonic() + 60
                while len(told) < last + 2 and time.monotonic() < patience:
                    time.sleep(0.1)
                asked, complaints = json.loads(told[-1])
                if len(told) < last + 2:
                    complaints.append("it asks no more")
                return Lost(f"{asked} requests", complaints)

            yield Load(lambda: family(parent.pid), finish)
    finally:
        sums.shutdown()
        sums.server_close()


SERVERS: dict[str, Server] = {
    "postgres": postgres,
    "nginx": nginx,
    "jvm": jvm,
    "browser": browser,
}


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


def clone_many(pids: Callable[[], list[int]], count: int) -> dict[str, int]:
    """Clone *count* of the processes one after the other; how often each thing was said."""
    told: dict[str, int] = {}
    chance = random.Random(count)
    while told.get("cloned", 0) < count and sum(told.values()) < 20 * count:
        said = clone_once(chance.choice(pids())) or "cloned"
        told[said] = told.get(said, 0) + 1
    return told


def leftover(pids: list[int]) -> list[int]:
    """Give clones that are left as children of *pids*: those end without a signal."""
    found = []
    for child in (child for pid in pids for child in children(pid)):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            if fields[0] == "Z" and int(fields[35]) != signal.SIGCHLD:
                found.append(child)
    return found


def servers(count: int) -> int:
    """Clone each server *count* times."""
    # Shells have what they start in the background ignore it, and clients would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    failed = 0
    for name, server in SERVERS.items():
        with tempfile.TemporaryDirectory(
            prefix="dumpdesk-bench-", dir="/var/tmp", ignore_cleanup_errors=True
        ) as folder:
            try:
                with server(Path(folder)) as load:
                    told = clone_many(load.pids, count)
                    left = leftover(load.pids())
                    asked, lost = load.finish()
            except NotHereError as missing:
                print(f"{name:11} {missing}")
                continue
        print(
            f"{name:11} {told}, {asked}, lost: {lost or 'none'}, left: {left or 'none'}", flush=True
        )
        failed |= bool(lost or left)
    return failed
