"""Whoever writes a dump: DumpDesk in its ways, the other tools that can be had, and the floor."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from app.core.capture.target import key_of
from app.core.dump.presets import BY_KEY
from app.core.dump.request import DumpRequest

from .targets import CACHE, HERE, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.dumper.client import DumperClient

Figures = dict[str, float]
"""What was measured of one dump, by name; names end in the unit."""
LIMIT: Final = 120
"""Seconds that another tool may take."""
DUMPDESK: Final = Path(sys.executable).with_name("dumpdesk")
_WRITTEN: Final = {"sync", "hash", "verify"}
"""The phases that follow when the last byte is written."""


class Writer(NamedTuple):
    """A way to write a dump of a process to a path."""

    name: str
    write: Callable[[int, Path], Figures]
    rounds: int = 0
    """How often at most, where it is so slow that one figure says enough; 0: as all others."""


class Peer(NamedTuple):
    """Another tool: a command, in which PID and PATH are replaced."""

    name: str
    command: tuple[str, ...]
    version: tuple[str, ...]
    source: str


PEERS: Final = {
    "gcore": Peer(
        "gcore", ("gcore", "-o", "PATH", "PID"), ("gdb", "--version"), "gdb, as Debian has it"
    ),
    "procdump": Peer(
        "ProcDump",
        ("procdump", "-o", "PATH", "-p", "PID"),
        ("dpkg-query", "-W", "procdump"),
        "ProcDump for Linux, as Debian has it",
    ),
    "lldb": Peer(
        "lldb, full",
        (
            "lldb-19",
            "-b",
            "-p",
            "PID",
            "-o",
            "process save-core --plugin-name=minidump --style=full PATH",
        ),
        ("lldb-19", "--version"),
        "lldb 19, a minidump: it writes no ELF cores of its own",
    ),
    "lldb-stacks": Peer(
        "lldb, stacks",
        (
            "lldb-19",
            "-b",
            "-p",
            "PID",
            "-o",
            "process save-core --plugin-name=minidump --style=stack PATH",
        ),
        ("lldb-19", "--version"),
        "the same",
    ),
    "minidump-writer": Peer(
        "minidump-writer",
        ("minidump-writer-bench", "PID", "PATH"),
        ("grep", "^minidump-writer =", str(HERE / "peers/minidump-writer/Cargo.toml")),
        "the crate, with the program in benchmarks/peers",
    ),
}


def build_minidump_writer() -> str | None:
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
    return str(program) if built.returncode == 0 else None


def peer(key: str, rounds: int = 0) -> Writer | str:
    """Give another tool as a writer, or why it cannot be had."""
    name, command, _, source = PEERS[key]
    program = build_minidump_writer() if key == "minidump-writer" else shutil.which(command[0])
    if program is None:
        return f"{name} is not here ({source})"
    return Writer(name, _run((program, *command[1:])), rounds)


def floor(*, sync: bool = False) -> Writer:
    """Give the floor; with *sync* the file is on the disk at the end, as ours is."""
    command = (str(build("floor")), "PID", "PATH", *(["sync"] if sync else []))
    return Writer("floor, synced" if sync else "floor", _run(command))


def ours(client: DumperClient, name: str, preset: str, *, clone: bool | None = None) -> Writer:
    """Give DumpDesk as a writer, by a dumper that waits as the window has it."""
    chosen = BY_KEY[preset]
    request = DumpRequest(chosen.flags, respect_dontdump=chosen.respect_dontdump, clone=clone)

    def write(pid: int, path: Path) -> Figures:
        written = 0.0

        def report(event: object) -> None:
            nonlocal written
            if not written and getattr(event, "phase", "") in _WRITTEN:
                written = time.monotonic() - began

        began = time.monotonic()
        done = client.dump(key_of(pid), request, str(path), report=report)
        if done.verdict != "good":
            raise OSError(f"the dump is {done.verdict}: {done.findings}")
        return {"written_s": written, "told_pause_ms": done.paused_ms}

    return Writer(f"DumpDesk, {name}", write)


def our_command(name: str, shell: str) -> Writer:
    """Give ``dumpdesk dump`` with options as a writer, in a shell with PID, PATH and DUMPDESK."""

    def write(pid: int, path: Path) -> Figures:
        known = {"PID": str(pid), "TO": str(path), "DUMPDESK": str(DUMPDESK)}
        _checked(["bash", "-o", "pipefail", "-c", shell], os.environ | known)
        return {}

    return Writer(f"DumpDesk, {name}", write)


def nobody(seconds: float = 1.0) -> Writer:
    """Give what writes nothing: how long the target's longest gap is without any dump."""

    def write(_pid: int, _path: Path) -> Figures:
        time.sleep(seconds)
        return {}

    return Writer("nobody", write)


def _run(command: tuple[str, ...]) -> Callable[[int, Path], Figures]:
    def write(pid: int, path: Path) -> Figures:
        words = [word.replace("PID", str(pid)).replace("PATH", str(path)) for word in command[1:]]
        _checked([command[0], *words])
        return {}

    return write


def _checked(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=LIMIT,
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stdout.split())[-200:]
        raise OSError(f"{Path(command[0]).name} ended with {done.returncode}: {said}")
