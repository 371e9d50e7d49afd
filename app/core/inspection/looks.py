"""Looks at a process, for a comparison: as it is, or as a dump has kept it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..minidump.reader import MinidumpFile
from .cause import damage_of
from .compare import Look
from .dump_snapshot import snapshot_of
from .stack_capture import stacks_of_process
from .stack_code import Code
from .stacks import stacks_of

if TYPE_CHECKING:
    from ..process_key import ProcessKey


def look_at_process(key: ProcessKey) -> Look:
    """Look at a process, which is stopped for some milliseconds. Raises MiniDumpError."""
    live = stacks_of_process(key)
    return Look(live.snapshot, live.stacks)


def look_at_dump(path: str) -> Look:
    """Look at the dump at *path*. Raises InvalidDumpError, OutputError."""
    with MinidumpFile.open(path) as file, Code() as code:
        snapshot = snapshot_of(file)
        stacks = tuple(stacks_of(snapshot, file.read_memory, code))
        damage = tuple(f"{path}: {what}" for what in damage_of(file, snapshot))
        return Look(snapshot, stacks, damage)
