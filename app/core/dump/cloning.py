"""When the target runs on while a copy of it is read, and what that costs.

On Linux it is a copy-on-write clone that we make, on Windows a snapshot of the system's (PSS).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .request import DumpRequest

PAYS_FROM: Final = 64 << 20
"""Bytes to be copied from which a clone is made unasked: below, the pause is as short without."""


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
