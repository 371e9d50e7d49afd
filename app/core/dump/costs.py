"""Plans of one target held against each other: what flags add, and what other dumps would be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import InvalidRequestError
from .flags import FLAGS, effective_flags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .plan import DumpPlan
    from .request import DumpRequest


class Figures(NamedTuple):
    """What a dump would be, in figures."""

    file_size: int
    """Bytes."""
    usual_pause_ms: float
    """How long the target would stand still on a usual machine, in milliseconds."""
    is_estimate: bool
    """Windows itself writes the dump, and what it takes may differ."""


def figures_of(
    requests: Iterable[DumpRequest], plan: Callable[[DumpRequest], DumpPlan]
) -> Iterator[Figures | None]:
    """Give the figures of each of *requests*, planned by *plan*; None: it cannot be carried out."""
    for request in requests:
        try:
            found = plan(request)
        except InvalidRequestError:
            yield None
        else:
            yield Figures(found.file_size, found.usual_pause_ms, found.is_estimate)


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
