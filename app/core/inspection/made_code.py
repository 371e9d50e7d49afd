"""Names of code that a process makes at run time, while it is there to tell them (Linux)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..capture.target import key_of, open_target
from ..errors import MiniDumpError
from ..minidump.constants import MINIDUMP_STREAM_TYPE
from ..symbols.perf_map import perf_map_of

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot
    from ..symbols.perf_map import PerfMap

_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
_SECOND: Final = 10_000_000


def made_by(process: ProcessSnapshot) -> PerfMap | None:
    """Find the names that a live *process* keeps of its code."""
    own, user = _identity(process.texts.get(MINIDUMP_STREAM_TYPE.LinuxProcStatus, b""))
    if not own:
        return None
    since = process.times.create_time / _SECOND - _EPOCH
    return perf_map_of(own, f"/proc/{process.process_id}/root", user, since)


def made_by_dumped(dumped: ProcessSnapshot) -> PerfMap | None:
    """Find them for the process that was *dumped*, if it is there still, and has any."""
    started, there = dumped.times.create_time, Path(f"/proc/{dumped.process_id}")
    try:
        own, _ = _identity((there / "status").read_bytes()) if started else (0, 0)
        if not own or not (there / f"root/tmp/perf-{own}.map").is_file():
            return None
        target = open_target(key_of(dumped.process_id))
    except (MiniDumpError, OSError):  # it has ended, or is not ours to look at
        return None
    try:
        living = target.describe()
        # A dump counts in whole seconds.
        is_it = abs(living.times.create_time - started) <= _SECOND
        return made_by(living) if is_it else None
    except MiniDumpError:
        return None
    finally:
        target.close()


def _identity(status: bytes) -> tuple[int, int]:
    """Give the number by which a process knows itself, and its user; (0, 0): not told."""
    lines = status.decode("ascii", "replace").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    own, users = fields.get("NSpid", "").split(), fields.get("Uid", "").split()
    try:
        return (int(own[-1]), int(users[0])) if own and users else (0, 0)
    except ValueError:
        return 0, 0
