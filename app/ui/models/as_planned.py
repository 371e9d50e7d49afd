"""Is a dump as large as was foretold, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ...core.dump.words import KINDS
from .. import theme
from ..core_texts import core_text
from ..translation import translate
from .contents import Kind, Share

if TYPE_CHECKING:
    from ...core.dumper.messages import Done
    from .contents import Estimate

_TOLD: Final = 2
"""So many kinds of memory that differ are told, those that differ most."""


class Foretold(NamedTuple):
    """What was known of a dump when it was asked for."""

    kinds: dict[str, int]
    """Kind of memory, or "streams" → bytes."""
    threads: int
    """How many threads were to go in."""
    is_exact: bool

    @classmethod
    def of(cls, estimate: Estimate) -> Foretold:
        """Take from *estimate* what is worth keeping."""
        costs = estimate.costs[Kind.THREAD].values()
        threads = sum(cost.share is not Share.NONE for cost in costs)
        return cls(estimate.kinds, threads, estimate.is_exact)


def size_as_planned(foretold: Foretold | None, done: Done) -> str:
    """Give the size of a dump, what it was to be where that differs, and why it does."""
    written = theme.binary_size(done.file_size)
    if foretold is None:
        return written
    planned = theme.binary_size(sum(foretold.kinds.values()))
    if planned == written:
        return translate("AsPlanned", "{0} as planned").format(written)
    if not foretold.is_exact:
        return translate("AsPlanned", "{0}, planned about {1}").format(written, planned)
    reasons = core_text(", ").join(_reasons(foretold, done))
    text = translate("AsPlanned", "{0}, planned {1}: {2}")
    return text.format(written, planned, reasons)


def _reasons(foretold: Foretold, done: Done) -> list[str]:
    """Say what became of the process between the plan and the stop."""
    said = []
    if gone := foretold.threads - done.threads:
        one, many = (
            (
                translate("AsPlanned", "1 thread has ended"),
                translate("AsPlanned", "{0} threads have ended"),
            )
            if gone > 0
            else (
                translate("AsPlanned", "1 thread was started"),
                translate("AsPlanned", "{0} threads were started"),
            )
        )
        said.append(theme.counted(abs(gone), one, many))
    names = dict.fromkeys((*foretold.kinds, *done.kinds))
    changed = {name: done.kinds.get(name, 0) - foretold.kinds.get(name, 0) for name in names}
    for name in sorted(changed, key=lambda name: -abs(changed[name]))[:_TOLD]:
        if change := changed[name]:
            more, less = translate("AsPlanned", "{0} +{1}"), translate("AsPlanned", "{0} −{1}")  # noqa: RUF001 - a minus
            kind = core_text(KINDS.get(name, name))
            said.append((more if change > 0 else less).format(kind, theme.binary_size(abs(change))))
    return said or [translate("AsPlanned", "not all of it could be read")]
