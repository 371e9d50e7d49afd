"""What the copy of /proc/PID/status in a snapshot says (proc(5))."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..minidump.constants import MINIDUMP_STREAM_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping


def status_field(texts: Mapping[int, bytes], name: bytes) -> bytes:
    """Give the value of a line, by its *name* without the colon; empty: it is not there."""
    for line in texts.get(MINIDUMP_STREAM_TYPE.LinuxProcStatus, b"").split(b"\n"):
        key, _, value = line.partition(b":")
        if key == name:
            return value.strip()
    return b""


def inner_process_id(texts: Mapping[int, bytes]) -> int:
    """Give the process id that a process in a container has for itself; 0: it is in none."""
    numbers = status_field(texts, b"NSpid").split()
    return int(numbers[-1]) if len(numbers) > 1 and numbers[-1].isdigit() else 0
