"""The cases in which writers take turns: what the target holds, and who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from .judge import Record, take_turns
from .slow_disk import slow_disk, why_not
from .targets import Holding, start
from .writers import floor, nobody, our_command, ours, peer

if TYPE_CHECKING:
    from pathlib import Path

    from app.core.dumper.client import DumperClient

SLOW: Final = 50
"""MiB a second of the slow disk."""
MANY_MAPPINGS: Final = 780
"""Pairs, which with the libraries come to 3,000 mappings."""


class Setting(NamedTuple):
    """What every case works with."""

    client: DumperClient
    folder: Path
    """For what is written."""
    rounds: int


def gib(setting: Setting, record: Record) -> None:
    """Dump 1 GiB, all of it."""
    command = '"$DUMPDESK" dump "$PID" --preset windbg --clone -o - | zstd -q -1 -o "$TO"'
    with start(Holding(mib=1024)) as target:
        writers = [
            nobody(),
            floor(),
            floor(sync=True),
            ours(setting.client, "full, clone", "windbg", clone=True),
            ours(setting.client, "full, no clone", "windbg", clone=False),
            our_command("full, clone, into zstd", command),
            peer("gcore"),
            peer("procdump"),
            peer("lldb", rounds=1),
        ]
        take_turns(record, target, writers, setting.folder, setting.rounds)


def gib_on_slow_disk(setting: Setting, record: Record) -> None:
    """Dump 1 GiB, all of it, to a disk that takes 50 MiB a second."""
    if reason := why_not():
        record.missing["the slow disk"] = reason
        return
    with slow_disk(setting.folder, 2600, SLOW) as folder, start(Holding(mib=1024)) as target:
        clone = ours(setting.client, "full, clone", "windbg", clone=True)
        stop = ours(setting.client, "full, no clone", "windbg", clone=False)
        # No round to warm up: each takes 20 s.
        writers = [
            floor(),
            clone._replace(rounds=setting.rounds),
            stop._replace(rounds=min(2, setting.rounds)),
        ]
        take_turns(record, target, writers, folder, setting.rounds)


def stacks_8(setting: Setting, record: Record) -> None:
    """Dump the stacks of 8 threads."""
    _stacks(setting, record, 8)


def stacks_256(setting: Setting, record: Record) -> None:
    """Dump the stacks of 256 threads."""
    _stacks(setting, record, 256)


def _stacks(setting: Setting, record: Record, threads: int) -> None:
    with start(Holding(threads=threads, doze=False)) as target:
        writers = [
            nobody(0.1),
            peer("minidump-writer"),
            ours(setting.client, "stacks", "stacks"),
            ours(setting.client, "privacy", "privacy"),
            ours(setting.client, "support", "support"),
            peer("lldb-stacks", rounds=3),
            peer("gcore", rounds=3),
        ]
        # They take no time, and the shortest pauses are told worst.
        take_turns(record, target, writers, setting.folder, 4 * setting.rounds)


def many_mappings(setting: Setting, record: Record) -> None:
    """Dump a process with 280 libraries and 3,000 mappings."""
    holding = Holding(mib=16, mappings=MANY_MAPPINGS, libraries=True, doze=False)
    with start(holding) as target:
        writers = [
            nobody(0.1),
            floor(),
            peer("minidump-writer"),
            ours(setting.client, "stacks", "stacks"),
            ours(setting.client, "full, clone", "windbg", clone=True),
            ours(setting.client, "full, no clone", "windbg", clone=False),
            peer("lldb-stacks", rounds=3),
            peer("lldb", rounds=1),
            peer("gcore", rounds=3),
            peer("procdump", rounds=3),
        ]
        take_turns(record, target, writers, setting.folder, setting.rounds)


def sparse(setting: Setting, record: Record) -> None:
    """Dump 1 GiB of touched memory, 90 % of it zero, in a process that has 64 GiB reserved."""
    for name in ("gcore", "ProcDump", "lldb, full"):
        record.missing[name] = f"{name} is not run: it reads all that is reserved, and writes it"
    with start(Holding(mib=1024, zero=90, reserved=64)) as target:
        writers = [
            nobody(0.3),
            floor(),
            ours(setting.client, "full, clone", "windbg", clone=True),
            ours(setting.client, "full, no clone", "windbg", clone=False),
        ]
        take_turns(record, target, writers, setting.folder, setting.rounds)
