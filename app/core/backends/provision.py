"""What a dump will need of this system, found before the stop: memory, and room on disk."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

from functools import cache
from typing import TYPE_CHECKING, Final

from ..capture.zero_pages import Zeros, look_for_zeros
from ..dump.cloning import HELD_ANYWAY
from ..dump.plan import make_plan, needs_present
from ..intervals import total
from ..steps import steps
from .room import find_room, reserve

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.snapshot import ProcessSnapshot
    from ..capture.target import Target
    from ..dump.request import DumpRequest
    from .destination import Destination
    from .drive import Drive
    from .holding import Holding

_FEW: Final = 64 * 1024
"""Bytes for what a dump of little more than stacks has besides."""


def provide(
    target: Target,
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    holding: Holding,
    destination: Destination,
    drive: Drive,
    ask: Callable[[], None],
) -> int:
    """Find a disk that is too full, and have room kept there, before the target is stopped.

    Memory to copy into is there then, too.

    Gives the bytes of memory there will be, 0 if they are few. Where pages are is learned here,
    which may take long, and is quick to look up in the stop. *ask* may raise to give up.
    """
    if not needs_present(request):
        planned = total(thread.stack for thread in steps(snapshot.threads)) + _FEW
        holding.prepare(min(planned, HELD_ANYWAY), snapshot.spare, ask)
        return 0
    estimate = make_plan(snapshot, request, scan=target.scan_present)
    taken = estimate.taken
    is_large = estimate.memory_size > HELD_ANYWAY
    if not destination.takes_bytes or taken.direct or (taken.cloned and is_large):
        descriptor = destination.file()

        @cache
        def zeros() -> Zeros:
            return look_for_zeros(target.read, estimate.memory.copied())

        def work() -> None:
            find_room(descriptor, estimate, zeros)
            # Room kept for what is zero would be wasted.
            if is_large and not zeros().are_many:
                reserve(descriptor, estimate, drive.step)

        drive.do(work, "Reserving room for the dump")
    holding.prepare(taken.held, snapshot.spare, ask)
    return estimate.memory_size
