"""When the target runs on while a copy of it is read, what that costs, and what is done without.

On Linux it is a copy-on-write clone that we make, on Windows a snapshot of the system's (PSS). What
has to be copied while the target stands still goes into memory of ours as far as there is some to
spare, so that no disk has a part in the stop, and straight to its place in the file beyond that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from .request import DumpRequest

PAYS_FROM: Final = 64 << 20
"""Bytes to be copied from which a clone is made unasked: below, the pause is as short without."""
HELD_ANYWAY: Final = 32 << 20
"""So many bytes are held in memory whatever else is in it, if they are all there is."""


class Taken(NamedTuple):
    """How the memory of a target is taken: so many bytes in each way (Linux)."""

    cloned: int = 0
    """Are read from a clone while the target runs on; 0: there is none."""
    held: int = 0
    """Are copied into memory of ours while it stands still: no disk takes part."""
    direct: int = 0
    """Are written to the file while it stands still, as there is no memory for them."""


def held(standing: int, spare: int) -> int:
    """Give how much of *standing* bytes memory will hold, of which *spare* may be taken."""
    return standing if standing <= HELD_ANYWAY else min(standing, spare)


def wants_clone(request: DumpRequest, copied: int) -> bool:
    """Say whether a dump of *copied* bytes of memory is made of a clone, if there can be one."""
    if request.clone is not None:
        return request.clone
    return copied >= PAYS_FROM


def page_tables(size: int) -> int:
    """Give the bytes of page tables that *size* bytes of memory take: 8 for each page of 4096."""
    return size // 512


STOOD_STILL: Final = (
    "The program stood still while its memory was copied, as it was not cloned: {reason}"
)


def stood_still(reason: str) -> str:
    """Say that there was no clone although one was wanted."""
    return STOOD_STILL.format(reason=reason)
