"""What a dump of a process of ours will lack, told before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot

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
SENTENCES: Final = (STUCK, FROZEN, OVERFLOWED)
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
