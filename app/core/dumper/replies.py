"""What the dumper replies to questions about a process: events like those of ``messages``.

They hold what snapshots and plans are made of. Who has a dump written needs none of it, and is
spared the time that importing it takes.
"""

from __future__ import annotations

from typing import ClassVar, Final

from ..capture.snapshot import ProcessSnapshot
from ..dump.costs import Figures
from ..dump.plan import DumpPlan
from ..dump.trace import Trace
from ..value import dataclass


@dataclass(frozen=True, slots=True)
class Described:
    """The process, as far as it was asked about: see ``told``."""

    word: ClassVar = "described"
    process: ProcessSnapshot


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan, what it will lack on this system in sentences, and the callbacks if asked for."""

    word: ClassVar = "planned"
    plan: DumpPlan
    warnings: tuple[str, ...] = ()
    trace: Trace | None = None
    wait_ms: float = 0.0
    """How long one waits for a processor now (see ``capture.run_queue``)."""


@dataclass(frozen=True, slots=True)
class Costed:
    """Name of each flag → the bytes it adds; None: it cannot be had with the others."""

    word: ClassVar = "costed"
    costs: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Weighed:
    """For each request what the dump would be; None: it cannot be carried out."""

    word: ClassVar = "weighed"
    figures: tuple[Figures | None, ...]


Reply = Described | Planned | Costed | Weighed

REPLIES: Final[dict[str, type[Reply]]] = {
    kind.word: kind for kind in (Described, Planned, Costed, Weighed)
}
