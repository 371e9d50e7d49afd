"""What each flag adds to a dump of this target: the difference between two plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import InvalidRequestError
from .flags import FLAGS, effective_flags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def flag_costs(flags: int, size_with: Callable[[int], int]) -> Iterator[tuple[str, int | None]]:
    """Give each flag's name and the bytes that a dump with it has more than one without it.

    *flags* are those chosen now, *size_with* plans a dump with other flags and tells its size. A
    flag that takes something out costs less than nothing. None: the flags exclude each other.
    """
    sizes: dict[int, int] = {}

    def size(wanted: int) -> int:
        effective = int(effective_flags(wanted).flags)
        if effective not in sizes:  # many combinations come down to the same
            sizes[effective] = size_with(wanted)
        return sizes[effective]

    for row in FLAGS:
        try:
            yield row.name, size(flags | row.value) - size(flags & ~row.value)
        except InvalidRequestError:
            yield row.name, None
