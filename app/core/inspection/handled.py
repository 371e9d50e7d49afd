"""Which signals the handler may be of that a thread stands in, where no siginfo says it.

Of the signals that have a handler at all, those that the thread did not block before and blocks
now: the kernel blocks a signal while its handler runs, and what the handler asked for besides
(sigaction(2)). Sources: SigCgt and SigBlk of proc(5), of which a dump has the first thread's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..capture.signal_frame import FAULTS
from .proc_status import status_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.snapshot import ProcessSnapshot, Thread
    from .stacks import SignalFrame

_FAULTS: Final = sum(1 << signal - 1 for signal in FAULTS)
_SET: Final = 8
"""Bytes of a set of signals."""
_NUMBER: Final = 4
"""Bytes of a signal's number: siginfo_t begins with it, and an old frame of i386."""


def may_be_of_fault(
    snapshot: ProcessSnapshot,
    thread: Thread,
    frame: SignalFrame,
    memory: Callable[[int, int], bytes],
) -> bool:
    """Say whether the handler of *frame*, in *thread*, may be that of a fault; *memory* reads."""
    if not frame.info:
        number = int.from_bytes(memory(frame.context - _NUMBER, _NUMBER), "little")
        return number == 0 or number in FAULTS
    caught = _signals(snapshot, b"SigCgt")
    if caught is None:
        return True
    before = memory(frame.mask, _SET) if frame.mask else b""
    blocked = _signals(snapshot, b"SigBlk")
    if thread.id == snapshot.process_id and len(before) == _SET and blocked is not None:
        # It may have unblocked its own signal, or never have blocked it (SA_NODEFER).
        caught = caught & blocked & ~int.from_bytes(before, "little") or caught
    # Whether there is a siginfo the handler alone knows: what stands there may be an older one.
    told = int.from_bytes(memory(frame.info, _NUMBER), "little")
    if 0 < told <= 8 * _SET and caught >> told - 1 & 1:
        caught = 1 << told - 1
    return bool(caught & _FAULTS)


def _signals(snapshot: ProcessSnapshot, name: bytes) -> int | None:
    """Give a set of signals from the copy of /proc/PID/status; None: it is not there."""
    try:
        return int(status_field(snapshot.texts, name), 16)
    except ValueError:
        return None
