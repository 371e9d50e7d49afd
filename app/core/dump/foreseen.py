"""What a dump of a process of ours will lack, told before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..capture.environment import variables
from ..minidump.constants import MINIDUMP_STREAM_TYPE

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot
    from .pause import Pause

STUCK: Final = (
    "Thread {id} ({name}) sleeps in the kernel, where it cannot be stopped: of its registers, only "
    "the instruction pointer and the stack pointer will be known."
)
FROZEN: Final = (
    "It is frozen by its control group {group}, and threads so frozen cannot be stopped: of their "
    "registers, only the instruction pointer and the stack pointer will be known. Thaw it first to "
    "have them all."
)
OVERFLOWED: Final = "Thread {id} ({name}) has run out of its stack into the guard below."
WATCHED: Final = (
    "It may stand still for {pause} ms, and its watchdog (WATCHDOG_USEC) has it restarted when "
    "nothing is heard of it for {limit} ms."
)
SENTENCES: Final = (STUCK, FROZEN, OVERFLOWED, WATCHED)
"""All that is said, for the translators."""


def foreseen(snapshot: ProcessSnapshot) -> list[str]:
    """Say what will be missing, or is out of order already, in sentences."""
    is_frozen = bool(snapshot.frozen_by) and any(thread.stuck for thread in snapshot.threads)
    found = [FROZEN.format(group=snapshot.frozen_by)] if is_frozen else []
    return found + [
        sentence.format(id=thread.id, name=thread.name)
        for thread in snapshot.threads
        for sentence, applies in (
            (STUCK, thread.stuck and not is_frozen),
            (OVERFLOWED, snapshot.overflowed(thread)),
        )
        if applies
    ]


def watchdog(snapshot: ProcessSnapshot, foretold: Pause) -> list[str]:
    """Say that a pause as *foretold* comes close to what the process's watchdog allows.

    See sd_watchdog_enabled(3).
    Services are to be heard of twice in that time: half of it is close.
    """
    block = snapshot.texts.get(int(MINIDUMP_STREAM_TYPE.LinuxEnviron), b"")
    found = {one.name: one.value for one in variables(block)}
    allowed = found.get("WATCHDOG_USEC", "")
    owner = found.get("WATCHDOG_PID", str(snapshot.process_id))
    if not allowed.isdecimal() or not int(allowed) or owner != str(snapshot.process_id):
        return []
    limit, pause = int(allowed) / 1000, foretold.high
    if pause < limit / 2:
        return []
    return [WATCHED.format(pause=round(pause), limit=round(limit))]
