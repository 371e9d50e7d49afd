"""Why a process is better not cloned, as far as it can be told while it runs."""

from __future__ import annotations

import itertools
import os
import re
from typing import TYPE_CHECKING, Final

from ...minidump.constants import PROCESSOR_ARCHITECTURE
from ...steps import steps
from .. import clone_refusals as because
from .control_groups import text
from .headroom import headroom
from .lenders import unfit_by_status
from .maps import DONT_FORK, USER_FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..snapshot import Handle
    from .maps import AddressSpace
    from .procfs import ProcessDirectory
    from .registers import Architecture

_DIRECT: Final = 0o40000
"""O_DIRECT."""
_NEVER: Final = "2"
"""vm.overcommit_memory: no more than there is."""
_ANONYMOUS: Final = re.compile(rb"^RssAnon:\s*(\d+)", re.MULTILINE)
_SPARE: Final = 64 << 20
"""Bytes that have to stay free."""
_FIRST: Final = 64
"""So many threads are asked."""
_URING: Final = "[io_uring]"


def why_not(
    directory: ProcessDirectory,
    architecture: Architecture,
    space: AddressSpace,
    handles: Iterable[Handle],
    is_stuck: bool,  # noqa: FBT001 - one fact among others
) -> str:
    """Say in a sentence what speaks against a clone; empty if nothing does.

    *is_stuck*: a thread of it cannot be stopped.
    """
    if is_stuck:
        return because.ASLEEP
    return next(
        itertools.chain(
            _of_system(architecture),
            _of_memory(directory, space),
            _of_files(handles),
            _of_threads(directory),
        ),
        "",
    )


def _of_system(architecture: Architecture) -> Iterator[str]:
    if architecture.processor != PROCESSOR_ARCHITECTURE.AMD64 or os.uname().machine != "x86_64":
        yield because.OTHER_PROCESSOR
    if text("/proc/sys/vm/overcommit_memory").strip() == _NEVER:
        yield because.NO_OVERCOMMIT


def _of_memory(directory: ProcessDirectory, space: AddressSpace) -> Iterator[str]:
    if any(flags & USER_FAULTS for flags in space.flags.values()):
        yield because.USER_FAULTS
    for region in steps(space.regions):
        is_device = region.device_memory and region.inode and not region.secret
        if is_device and not space.flags.get(region.base, 0) & DONT_FORK:
            yield because.DEVICE_MEMORY
    # Memory must not run out should the program rewrite all it has while the copy lives.
    try:
        held = _ANONYMOUS.search(directory.read("status"))
    except OSError:
        return
    size = int(held[1]) << 10 if held else 0
    free = headroom(directory.process_id)
    if free is not None and free < size + _SPARE:
        yield because.TOO_LITTLE.format(free=free >> 20, size=size >> 20)


def _of_threads(directory: ProcessDirectory) -> Iterator[str]:
    """Say what keeps all of its threads from being lent.

    Filters and shadow stacks are handed down: who has none is there before them, among the first.
    """
    reasons = []
    try:
        for thread_id in directory.thread_ids()[:_FIRST]:
            found = next(unfit_by_status(directory.read(f"task/{thread_id}/status")), "")
            if not found:
                return
            reasons.append(found)
    except OSError:  # it ends
        return
    yield from reasons[-1:]


def _of_files(handles: Iterable[Handle]) -> Iterator[str]:
    for handle in steps(list(handles)):
        if handle.granted_access & _DIRECT:
            yield because.DIRECT
        if handle.object_name.endswith(_URING):
            yield because.URING
